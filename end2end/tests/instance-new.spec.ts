import {
  createCustomer,
  createInstance,
  customers,
  DESIGN,
  dialog,
  expect,
  expectRow,
  fill,
  fillBody,
  find,
  instanceDetails,
  instances,
  INSTANCES,
  message,
  open,
  picker,
  row,
  tabTo,
  test,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

async function form(page: Page) {
  await open(page, `${INSTANCES}/new`);
  const panel = dialog(page, "New Service Instance");
  await expect(panel.getByLabel("Instance Name")).toBeVisible();
  return panel;
}

const create = (page: Page) => page.getByRole("button", { name: "Create instance" }).click();

test("an instance is made by the keyboard alone, its customer picked by name", async ({
  page,
  unique,
}) => {
  const [customer, name] = [unique("Keyed Customer"), unique("keyed")];
  await createCustomer(page, { name: customer, reference: unique("K") });
  await open(page, INSTANCES);
  await page.keyboard.press("n");
  const panel = dialog(page, "New Service Instance");
  const { field, list } = picker(panel);
  await expect(field).toBeFocused();
  await page.keyboard.type(customer);
  await expect(list.getByRole("option").first()).toContainText(customer);
  await expect(panel.getByRole("status").filter({ hasText: /^1 customer\.$/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).toContainText(customer);
  await expect(field).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Enter");
  await expect(list).toBeHidden();
  await expect(field).toHaveValue(customer);
  await expect(field).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("Instance Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("Service Design")).toBeFocused();
  await page.keyboard.type("Network");
  await tabTo(page, panel.getByLabel("AS Number"));
  await page.keyboard.type("64500");
  await tabTo(page, panel.getByLabel("Devices"));
  await page.keyboard.type("pe1.example.net");
  await page.keyboard.press("Control+Enter");

  await expect(message(page, "Service instance created")).toBeVisible();
  await expect(panel).toBeHidden();
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
  await expectRow(instances(page), {
    Name: name,
    Customer: customer,
    Design: DESIGN,
    State: "Uploaded",
  });
});

test("a customer is picked by reference number, and Esc closes only the list", async ({
  page,
  unique,
}) => {
  const [customer, reference] = [unique("Numbered"), unique("N")];
  await createCustomer(page, { name: customer, reference });
  const panel = await form(page);
  const { field, list } = picker(panel);
  await field.fill(reference);
  await expect(list.getByRole("option", { name: customer })).toContainText(
    `${reference} · Active`,
  );
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(panel).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).toContainText(customer);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(customer);
  await expect(panel.getByRole("status").filter({ hasText: reference })).toBeVisible();
});

test("with nothing typed, those picked last come first", async ({ page, unique }) => {
  const [first, second] = [unique("Picked First"), unique("Picked Second")];
  await createCustomer(page, { name: first });
  await createCustomer(page, { name: second });
  await createInstance(page, first, unique("recent"));
  const { field, list } = picker(await form(page));
  await field.click();
  await expect(list.getByRole("option").first()).toContainText(first);
});

test("an inactive customer is offered with the reason why it cannot be chosen", async ({
  page,
  unique,
}) => {
  const name = unique("Resting");
  await createCustomer(page, { name, status: "Inactive" });
  const panel = await form(page);
  const { field, list } = picker(panel);
  await field.fill(name);
  const option = list.getByRole("option", { name });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText("Takes no new service instances");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(option).toBeVisible();
  await expect(panel.getByRole("status").filter({ hasText: "Inactive" })).toHaveCount(0);
});

test("a customer is created on the way, and is picked then", async ({ page, problems, unique }) => {
  problems.expectStatus(422);
  const [customer, name] = [unique("On the Way"), unique("way")];
  const panel = await form(page);
  const { field, list } = picker(panel);
  await field.fill(customer);
  await expect(list.getByRole("option")).toHaveText(["Create customer"]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const nested = dialog(page, "Create Customer");
  const typed = nested.getByLabel("Name", { exact: true });
  await expect(typed).toBeFocused();
  await expect(typed).toHaveValue(customer);

  await fill(nested, { reference: "9".repeat(65) });
  await nested.getByRole("button", { name: "Create customer" }).click();
  const reference = nested.getByLabel("Reference Number");
  await expect(reference).toHaveAccessibleDescription(/64 is the most/);
  await expect(reference).toBeFocused();
  await fill(nested, { reference: unique("W") });
  await nested.getByRole("button", { name: "Create customer" }).click();
  await expect(nested).toBeHidden();
  await expect(field).toHaveValue(customer);
  await expect(field).toBeFocused();

  await panel.getByLabel("Instance Name").fill(name);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  await fillBody(panel);
  await create(page);
  await expectRow(instances(page), { Name: name, Customer: customer });
});

test("Esc in the form for a customer leads back to the form for the instance", async ({
  page,
  unique,
}) => {
  const panel = await form(page);
  const { field, list } = picker(panel);
  await field.fill(unique("Given Up"));
  await expect(list.getByRole("option", { name: "Create customer" })).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const nested = dialog(page, "Create Customer");
  await expect(nested.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(nested).toBeHidden();
  await expect(panel).toBeVisible();
  await expect(field).toHaveValue(/^Given Up/);
});

test("an answer that comes late does not replace a newer one", async ({ page, unique }) => {
  const customer = unique("Overtaken");
  await createCustomer(page, { name: customer });
  const { field, list } = picker(await form(page));
  await field.pressSequentially(customer, { delay: 100 });
  await expect(list.getByRole("option").first()).toContainText(customer);
  await expect(list.getByRole("option")).toHaveCount(2);
});

test("from a customer's details the instance is for that customer", async ({ page, unique }) => {
  const [customer, name] = [unique("Fixed"), unique("fixed")];
  await createCustomer(page, { name: customer });
  await find(page, customer);
  await row(customers(page), customer).hover();
  await expect(
    page.getByRole("link", { name: `New service instance for ${customer}` }),
  ).toBeVisible();
  await page.getByRole("link", { name: customer, exact: true }).click();
  await dialog(page, "Customer Details").getByRole("link", { name: "New instance" }).click();
  const panel = dialog(page, "New Service Instance");
  await expect(panel.getByRole("definition")).toContainText(customer);
  await expect(page).toHaveURL(/instances\/new\?customer=[\w-]+$/);
  await expect(panel.getByRole("combobox", { name: "Customer" })).toHaveCount(0);
  await panel.getByLabel("Instance Name").fill(name);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  await fillBody(panel);
  await create(page);
  await expectRow(instances(page), { Name: name, Customer: customer });
  await expect(page.getByText(`Customer: ${customer}`)).toBeVisible();
});

test("everything that is missing is said at once, and the first field gets the focus", async ({
  page,
  problems,
}) => {
  problems.expectStatus(422);
  const panel = await form(page);
  await create(page);
  await expect(panel.getByLabel("Instance Name")).toHaveAccessibleDescription(
    "Instance Name is missing. Enter 1 to 255 characters.",
  );
  await expect(panel.getByLabel("Service Design")).toHaveAccessibleDescription(
    "Service Design is missing. Choose one.",
  );
  await expect(picker(panel).field).toHaveAccessibleDescription(/^Customer is missing/);
  await expect(picker(panel).field).toBeFocused();
});

test("what the design does not allow is said at its path, in fields and in JSON", async ({
  page,
  problems,
}) => {
  problems.expectStatus(422);
  const panel = await form(page);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  await fillBody(panel);
  await panel.getByLabel("AS Number").fill("many");
  await create(page);
  await expect(panel.getByLabel("AS Number")).toHaveAccessibleDescription(
    'AS Number is "many"; it must be a whole number.',
  );
  await fillBody(panel);
  await panel.getByLabel("MTU").fill("12");
  await create(page);
  await expect(panel.getByLabel("MTU")).toHaveAccessibleDescription(
    "/mtu: 12 is less than the minimum 1280.",
  );
  await panel.getByRole("button", { name: "Show as JSON" }).click();
  const json = panel.getByLabel("Body as JSON");
  await expect(json).toHaveValue(/"mtu": 12,/);
  await create(page);
  await expect(json).toHaveAccessibleDescription("/mtu: 12 is less than the minimum 1280.");
});

test("the body is written as JSON as well, and goes back and forth", async ({ page }) => {
  const panel = await form(page);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  await panel.getByRole("button", { name: "Show as JSON" }).click();
  const json = panel.getByLabel("Body as JSON");
  await json.fill('{"as_number": 7, "devices": ["a", "b"]}');
  await panel.getByRole("button", { name: "Show in fields" }).click();
  await expect(panel.getByLabel("AS Number")).toHaveValue("7");
  await expect(panel.getByLabel("Devices")).toHaveValue("a\nb");
  await panel.getByRole("button", { name: "Show as JSON" }).click();
  await json.fill('{"as_number": 7, "colour": "blue"}');
  await panel.getByRole("button", { name: "Show in fields" }).click();
  await expect(json).toHaveAccessibleDescription(
    "The fields cannot show all of this body, so it stays as JSON.",
  );
  await json.fill('{"as_number": 7,');
  await panel.getByRole("button", { name: "Show in fields" }).click();
  await expect(json).toHaveAccessibleDescription(/^The body is not JSON/);
});

test("a file with JSON is read into the form", async ({ page, unique }) => {
  const [customer, name] = [unique("Filed"), unique("filed")];
  await createCustomer(page, { name: customer });
  const panel = await form(page);
  const { field, list } = picker(panel);
  await field.fill(customer);
  await list.getByRole("option", { name: customer }).click();
  await panel.getByLabel("Instance Name").fill(name);
  await panel.getByLabel("Service Design").selectOption(DESIGN);
  const body = { as_number: 64501, devices: ["pe9"], igp: "ospf", transport: "ldp" };
  await panel.getByLabel("Upload JSON").setInputFiles({
    name: "core.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(body)),
  });
  await expect(panel.getByText("core.json is in the form now.")).toBeVisible();
  await expect(panel.getByLabel("Body as JSON")).toHaveValue(JSON.stringify(body));
  await create(page);
  await expect(message(page, "Service instance created")).toBeVisible();
  const details = await instanceDetails(page, name);
  await expect(details.getByRole("region", { name: "Body" })).toContainText('"as_number": 64501');
});

test("what was typed is not thrown away without a question", async ({ page }) => {
  const panel = await form(page);
  await panel.getByLabel("Instance Name").fill("half");
  page.once("dialog", (question) => void question.dismiss());
  await page.keyboard.press("Escape");
  await expect(panel.getByLabel("Instance Name")).toHaveValue("half");
});
