import {
  button,
  CUSTOMERS,
  DESIGN,
  dialog,
  expect,
  expectRow,
  fill,
  fillBody,
  instances,
  INSTANCES,
  kindsOf,
  message,
  ORDERS,
  orders,
  row,
  test,
  total,
  type Locator,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ javaScriptEnabled: false, baseURL: servers.work.baseURL });

const create = (page: Page) => page.getByRole("button", { name: "Create instance" }).click();

async function customer(page: Page, name: string, reference = ""): Promise<void> {
  await page.goto(`${CUSTOMERS}/new`);
  await fill(dialog(page, "Add Customer"), { name, reference });
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(message(page, "Customer created")).toBeVisible();
}

/** The form, with the fields of the design that tests use. */
async function form(page: Page, name: string, of: string): Promise<Locator> {
  await page.goto(`${INSTANCES}/new`);
  const panel = dialog(page, "New Service Instance");
  await panel.getByRole("textbox", { name: "Customer" }).fill(of);
  await panel.getByLabel("Instance Name").fill(name);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  await button(panel, "Show its fields").click();
  await expect(panel.getByLabel("Instance Name")).toHaveValue(name);
  return panel;
}

async function details(page: Page, name: string): Promise<Locator> {
  await page.goto(`${INSTANCES}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  return dialog(page, "Service Instance Details");
}

test("an instance is made for the customer whose name or reference number is typed, ordered and deleted", async ({
  page,
  unique,
}) => {
  const [whose, reference, name] = [unique("Plain Owner"), unique("PO"), unique("plain")];
  await customer(page, whose, reference);
  const panel = await form(page, name, reference.toLowerCase());
  await fillBody(panel);
  await create(page);
  await expect(message(page, "Service instance created")).toBeVisible();
  await expectRow(instances(page), { Name: name, Customer: whose, State: "Uploaded" });

  const shown = await details(page, name);
  await button(shown, "Provision").click();
  await expect(message(page, "Recorded; no workflow engine is configured")).toBeVisible();
  await expect(shown.getByText("Active", { exact: true })).toBeVisible();
  await button(shown, "Deprovision").click();
  await expect(shown.getByText("Deprovisioned", { exact: true })).toBeVisible();
  await shown.getByRole("link", { name: "Delete", exact: true }).click();
  await dialog(page, "Confirm Delete")
    .getByRole("button", { name: `Delete ${name}` })
    .click();
  await expect(message(page, "Service instance deleted")).toBeVisible();
});

test("a refused form keeps what was typed and says what is wrong at its path", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const name = unique("plain again");
  const panel = await form(page, name, unique("Nobody"));
  await fillBody(panel);
  await panel.getByLabel("MTU").fill("12");
  await create(page);
  await expect(panel.getByRole("textbox", { name: "Customer" })).toHaveAccessibleDescription(
    /^No customer has the reference number or the name Nobody/,
  );
  await expect(panel.getByLabel("MTU")).toHaveAccessibleDescription(
    "/mtu: 12 is less than the minimum 1280.",
  );
  await expect(panel.getByLabel("AS Number")).toHaveValue("64500");
  await expect(panel.getByLabel("Instance Name")).toHaveValue(name);
});

test("the body is shown as JSON and in fields again", async ({ page, unique }) => {
  const panel = await form(page, unique("plain ways"), "whoever");
  await fillBody(panel);
  await button(panel, "Show as JSON").click();
  await expect(panel.getByLabel("Body as JSON")).toHaveValue(/"as_number": 64500/);
  await panel.getByLabel("Body as JSON").fill('{"as_number": 7}');
  await button(panel, "Show in fields").click();
  await expect(panel.getByLabel("AS Number")).toHaveValue("7");
  await expect(panel.getByRole("textbox", { name: "Customer" })).toHaveValue("whoever");
});

test("a save over somebody else's is refused with both versions, and saving again keeps mine", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(409);
  const [whose, name] = [unique("Plain Both"), unique("plain both")];
  await customer(page, whose);
  const panel = await form(page, name, whose);
  await fillBody(panel);
  await create(page);
  await expect(message(page, "Service instance created")).toBeVisible();

  const editor = async (tab: Page, number: string) => {
    await tab.goto(`${INSTANCES}?q=${encodeURIComponent(name)}`);
    await tab.getByRole("link", { name: `Edit ${name}` }).click();
    const form = dialog(tab, "Edit Service Instance");
    await form.getByLabel("AS Number").fill(number);
    return form;
  };
  const mine = await editor(page, "64501");
  const other = await page.context().newPage();
  const theirs = await editor(other, "64502");
  await button(theirs, "Save").click();
  await expect(message(other, "Service instance updated")).toBeVisible();
  await button(mine, "Save").click();
  const both = mine.getByRole("table", { name: "Your version and the current one" });
  await expect(row(both, "/as_number").getByRole("cell")).toHaveText(["64501", "64502"]);
  await button(mine, "Save").click();
  await expect(message(page, "Service instance updated")).toBeVisible();
  const shown = await details(page, name);
  await expect(shown.getByRole("region", { name: "Body" })).toContainText('"as_number": 64501');
});

test("what blocks a customer's delete is deprovisioned from the question", async ({
  page,
  unique,
}) => {
  const [whose, name] = [unique("Plain Blocked"), unique("plain blocker")];
  await customer(page, whose);
  const panel = await form(page, name, whose);
  await fillBody(panel);
  await create(page);
  await expect(message(page, "Service instance created")).toBeVisible();
  await button(await details(page, name), "Provision").click();
  await expect(message(page, "Recorded; no workflow engine is configured")).toBeVisible();
  await page.goto(`${CUSTOMERS}?q=${encodeURIComponent(whose)}`);
  await page.getByRole("link", { name: `Delete ${whose}` }).click();
  const question = dialog(page, "Confirm Delete");
  await question.getByRole("button", { name: `Deprovision ${name}` }).click();
  await expect(question.getByText(`Delete ${whose} from the inventory?`)).toBeVisible();
  await question.getByRole("button", { name: `Delete ${whose}` }).click();
  await expect(message(page, "Customer deleted")).toBeVisible();
});

test("orders are listed, filtered and read, and lead to their instance", async ({ page, unique }) => {
  const [whose, name] = [unique("Plain Orders"), unique("plain ordered")];
  await customer(page, whose);
  const panel = await form(page, name, whose);
  await fillBody(panel);
  await create(page);
  await expect(message(page, "Service instance created")).toBeVisible();
  const shown = await details(page, name);
  await button(shown, "Provision").click();
  await expect(shown.getByText("Active", { exact: true })).toBeVisible();
  await button(shown, "Deprovision").click();
  await expect(shown.getByText("Deprovisioned", { exact: true })).toBeVisible();
  await shown.getByRole("link", { name: "All orders" }).click();
  await expect(total(page)).toHaveText("2 service orders match");
  const kinds = kindsOf(orders(page));
  await expect(kinds).toHaveText(["Delete", "Create"]);
  await orders(page).getByRole("columnheader", { name: "Type" }).getByRole("link").click();
  await expect(kinds).toHaveText(["Create", "Delete"]);

  await page.getByRole("link", { name: `Details of the Create order for ${name}` }).click();
  const order = dialog(page, "Service Order Details");
  await expect(order.getByText("Recorded; no workflow engine is configured.")).toBeVisible();
  await order.getByRole("link", { name: "Close" }).click();
  await expect(order).toBeHidden();
  await page.goto(`${ORDERS}?q=${encodeURIComponent(name)}`);
  await row(orders(page), name).getByRole("link", { name, exact: true }).first().click();
  await expect(dialog(page, "Service Instance Details")).toBeVisible();
});
