// A customer's whole life, with a workflow engine: made on the way to its first service, kept while it is
// served, and back after a delete that was a mistake.

import {
  button,
  customers,
  DESIGN,
  dialog,
  expect,
  expectRow,
  fillBody,
  find,
  instanceDetails,
  instances,
  INSTANCES,
  kindsOf,
  message,
  open,
  ORDERS,
  orders,
  picker,
  row,
  test,
  timeline,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.engine.baseURL });

test("a customer is created in the picker, served, not deleted while it is, and comes back by Undo", async ({
  page,
  unique,
}) => {
  const [customer, name] = [unique("Whole Story"), unique("story")];

  await test.step("the customer is created inside the picker of its first instance", async () => {
    await open(page, `${INSTANCES}/new`);
    const panel = dialog(page, "New Service Instance");
    const { field, list } = picker(panel);
    await field.fill(customer);
    await expect(list.getByRole("option")).toHaveText(["Create customer"]);
    await list.getByRole("option", { name: "Create customer" }).click();
    const nested = dialog(page, "Create Customer");
    await expect(nested.getByLabel("Name", { exact: true })).toHaveValue(customer);
    await button(nested, "Create customer").click();
    await expect(nested).toBeHidden();
    await expect(field).toHaveValue(customer);
    await panel.getByLabel("Instance Name").fill(name);
    await panel.getByLabel("Service Design").selectOption(DESIGN);
    await fillBody(panel);
    await button(panel, "Create instance").click();
    await expect(message(page, "Service instance created")).toBeVisible();
    await expectRow(instances(page), { Name: name, Customer: customer, State: "Uploaded" });
  });

  await test.step("the instance is provisioned by the workflow engine", async () => {
    const panel = await instanceDetails(page, name);
    await button(panel, "Provision").click();
    await expect(panel.getByRole("status").filter({ hasText: "order placed" })).toBeFocused();
    await expect(panel.getByText("Active", { exact: true })).toBeVisible();
    await expect(timeline(panel).first()).toContainText(/Create\s*Success/);
    await panel.getByText("3 tasks").click();
    await expect(timeline(panel).filter({ hasText: /^configure-pe/ })).toContainText("Success");
  });

  await test.step("the customer is not deleted, and the question leads to what is in the way", async () => {
    await find(page, customer);
    await page.getByRole("link", { name: `Delete ${customer}` }).click();
    const question = dialog(page, "Confirm Delete");
    await expect(question.getByRole("alert")).toContainText(
      "cannot be deleted while 1 service instance may hold network resources",
    );
    await expect(button(question, `Delete ${customer}`)).toHaveCount(0);
    await question.getByRole("link", { name, exact: true }).click();
    const panel = dialog(page, "Service Instance Details");
    await expect(panel.getByText("Active", { exact: true })).toBeVisible();
  });

  await test.step("the instance is deprovisioned", async () => {
    const panel = dialog(page, "Service Instance Details");
    await button(panel, "Deprovision").click();
    await expect(panel.getByText("Deprovisioned", { exact: true })).toBeVisible();
    await expect(timeline(panel).first()).toContainText(/Delete\s*Success/);
  });

  await test.step("the customer is deleted, and comes back", async () => {
    await find(page, customer);
    await page.getByRole("link", { name: `Delete ${customer}` }).click();
    const question = dialog(page, "Confirm Delete");
    await expect(question.getByText(`Delete ${customer} from the inventory?`)).toBeVisible();
    await button(question, `Delete ${customer}`).click();
    await expect(message(page, "Customer deleted")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(message(page, "Customer restored")).toBeVisible();
    await expect(row(customers(page), customer)).toBeVisible();
  });

  await test.step("its orders tell what was done", async () => {
    await page.getByRole("link", { name: customer, exact: true }).click();
    await page.getByRole("link", { name: `View Orders of ${customer}` }).click();
    await expect(page).toHaveURL(new RegExp(`${ORDERS}\\?customer=[\\w-]+$`));
    await expect(kindsOf(orders(page))).toHaveText(["Delete", "Create"]);
    await expect(orders(page).getByText("Success", { exact: true })).toHaveCount(2);
  });
});
