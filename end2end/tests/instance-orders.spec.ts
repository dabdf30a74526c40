// What can be done with an instance, without a workflow engine: an order is done by being recorded.

import {
  button,
  createCustomer,
  createInstance,
  customers,
  dialog,
  expect,
  expectRow,
  find,
  instanceDetails,
  instances,
  INSTANCES,
  message,
  open,
  row,
  test,
  timeline,
  type Locator,
  type Page,
} from "./helpers";
import { EVERY_STATE } from "./inventory";
import { servers } from "../servers";

const RECORDED = "Recorded; no workflow engine is configured.";

const said = (panel: Locator) => panel.getByRole("status").filter({ hasText: RECORDED });

/** A new customer with one instance, whose details are open. */
async function made(page: Page, unique: (word: string) => string) {
  const [customer, name] = [unique("Ordering"), unique("ordered")];
  await createCustomer(page, { name: customer });
  await createInstance(page, customer, name);
  return { customer, name, panel: await instanceDetails(page, name) };
}

test.describe("nothing changes", () => {
  test("the details show all of an instance, and lead to its customer", async ({ page }) => {
    const panel = await instanceDetails(page, "bakery-line");
    for (const [term, text] of [
      ["Customer", /^One Line Bakery\s*CRM-1005$/],
      ["Service Design", "eline-evpn-vpws-csm 2.0.1"],
      ["Created", /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/],
      ["Updated", /UTC \(version 1\)$/],
    ] as const) {
      await expect(
        panel.getByRole("definition").and(page.locator(`dt:text-is("${term}") + dd`)),
      ).toHaveText(text);
    }
    await expect(panel.getByText("No order was placed for it yet.")).toBeVisible();
    await panel.getByRole("link", { name: "One Line Bakery" }).click();
    await expect(dialog(page, "Customer Details")).toBeVisible();
  });

  for (const [state, possible] of [
    ["uploaded", ["Provision", "Edit", "Delete"]],
    ["feasibility-checked", ["Provision", "Deprovision", "Edit"]],
    ["provisioning", []],
    ["active", ["Deprovision", "Edit"]],
    ["failed", ["Provision", "Deprovision", "Edit"]],
    ["deprovisioning", []],
    ["deprovisioned", ["Provision", "Edit", "Delete"]],
  ] as const) {
    test(`an instance that is ${state} offers what its state allows`, async ({ page }) => {
      const panel = await instanceDetails(page, `nordic-${state}`);
      await expect(panel.getByText(EVERY_STATE)).toBeVisible();
      const offered = panel.locator(".details-actions").locator("button, a");
      await expect(offered).toHaveText([...possible]);
    });
  }

  test("an instance that does not exist is said to be gone", async ({ page, problems }) => {
    problems.expectStatus(404);
    await open(page, `${INSTANCES}/gone`);
    await expect(dialog(page, "Service Instance Details").getByRole("alert")).toHaveText(
      "There is no such service instance. It may have been deleted.",
    );
  });
});

test.describe("with orders", () => {
  test.use({ baseURL: servers.work.baseURL });

  test("an instance is provisioned and deprovisioned, and its orders tell so", async ({
    page,
    unique,
  }) => {
    const { name, panel } = await made(page, unique);
    await button(panel, "Provision").click();
    await expect(said(panel)).toBeVisible();
    await expect(said(panel)).toBeFocused();
    await expect(panel.getByText("Active", { exact: true })).toBeVisible();
    await expect(timeline(panel)).toHaveCount(1);
    await expect(timeline(panel).first()).toContainText(/Create\s*Success/);
    await expect(timeline(panel).first()).toContainText("placed by local");
    await expect(button(panel, "Provision")).toHaveCount(0);

    await button(panel, "Deprovision").click();
    await expect(panel.getByText("Deprovisioned", { exact: true })).toBeVisible();
    await expect(timeline(panel)).toHaveCount(2);
    await expect(timeline(panel).first()).toContainText(/Delete\s*Success/);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expectRow(instances(page), { Name: name, State: "Deprovisioned" });
  });

  test("what happens elsewhere shows in the details by itself", async ({ page, unique }) => {
    const { name, panel } = await made(page, unique);
    const other = await page.context().newPage();
    const theirs = await instanceDetails(other, name);
    await button(theirs, "Provision").click();
    await expect(said(theirs)).toBeVisible();
    await expect(panel.getByText("Active", { exact: true })).toBeVisible();
    await expect(button(panel, "Deprovision")).toBeVisible();
    await expect(timeline(panel)).toHaveCount(1);
  });

  test("a change of an active instance waits for its order", async ({ page, unique }) => {
    const { name, panel } = await made(page, unique);
    await button(panel, "Provision").click();
    await expect(said(panel)).toBeVisible();
    await panel.getByRole("link", { name: "Edit" }).click();
    const form = dialog(page, "Edit Service Instance");
    await form.getByLabel("AS Number").fill("64555");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(message(page, "Service instance updated")).toBeVisible();
    await expect(row(instances(page), name)).toContainText("Change pending");

    const changed = await instanceDetails(page, name);
    await expect(changed.getByText("Change pending")).toBeVisible();
    await button(changed, "Provision").click();
    await expect(said(changed)).toBeVisible();
    await expect(changed.getByText("Change pending")).toBeHidden();
    await expect(timeline(changed).first()).toContainText(/Modify\s*Success/);
  });

  test("an instance that holds nothing is deleted after a question", async ({ page, unique }) => {
    const { name, panel } = await made(page, unique);
    await panel.getByRole("link", { name: "Delete", exact: true }).click();
    const question = dialog(page, "Confirm Delete");
    await expect(question.getByText(`Delete ${name} from the inventory?`)).toBeVisible();
    await expect(question.getByRole("link", { name: "Cancel" })).toBeFocused();
    await question.getByRole("button", { name: `Delete ${name}` }).click();
    await expect(message(page, "Service instance deleted")).toBeVisible();
    await expect(question).toBeHidden();
    await expect(page.getByText("No service instance matches")).toBeVisible();
  });

  test("an instance that was provisioned meanwhile is not deleted", async ({
    page,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const { name, panel } = await made(page, unique);
    await panel.getByRole("link", { name: "Delete", exact: true }).click();
    const question = dialog(page, "Confirm Delete");
    await expect(question.getByRole("link", { name: "Cancel" })).toBeFocused();
    const other = await page.context().newPage();
    await button(await instanceDetails(other, name), "Provision").click();
    await expect(other.getByText("Active", { exact: true }).first()).toBeVisible();
    await question.getByRole("button", { name: `Delete ${name}` }).click();
    await expect(question.getByRole("alert")).toContainText("changed by someone else");
  });

  test("a customer that cannot be deleted can once its instance is deprovisioned there, and comes back by Undo", async ({
    page,
    unique,
  }) => {
    const { customer, name, panel } = await made(page, unique);
    await button(panel, "Provision").click();
    await expect(said(panel)).toBeVisible();

    await find(page, customer);
    await page.getByRole("link", { name: `Delete ${customer}` }).click();
    const question = dialog(page, "Confirm Delete");
    await expect(question.getByRole("alert")).toContainText("cannot be deleted while 1 service instance");
    await expect(question.getByRole("link", { name })).toHaveAttribute(
      "href",
      /instances\/[\w-]+\?customer=/,
    );
    await question.getByRole("button", { name: `Deprovision ${name}` }).click();
    await expect(said(question)).toBeVisible();
    await expect(question.getByText(`Delete ${customer} from the inventory?`)).toBeVisible();
    await question.getByRole("button", { name: `Delete ${customer}` }).click();
    await expect(message(page, "Customer deleted")).toBeVisible();
    await expect(question).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(message(page, "Customer restored")).toBeVisible();
    await expect(row(customers(page), customer)).toBeVisible();
  });
});
