import { allCustomers } from "./inventory";
import {
  CUSTOMERS,
  customers,
  dialog,
  expect,
  expectRow,
  fill,
  instances,
  message,
  names,
  row,
  search,
  test,
  total,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ javaScriptEnabled: false, baseURL: servers.work.baseURL });

const add = (page: Page) => page.getByRole("button", { name: "Add customer" }).click();
const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

async function created(page: Page, name: string, description = ""): Promise<void> {
  await page.goto(`${CUSTOMERS}/new`);
  await fill(dialog(page, "Add Customer"), { name, description });
  await add(page);
  await expect(message(page, "Customer created")).toBeVisible();
}

async function editor(page: Page, name: string) {
  await page.goto(`${CUSTOMERS}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  return dialog(page, "Edit Customer");
}

test.describe("nothing changes", () => {
  test.use({ baseURL: servers.catalog.baseURL });

  test("list, search, order and pages work", async ({ page }) => {
    await page.goto(CUSTOMERS);
    await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
    await search(page, "depot");
    await expect(total(page)).toHaveText("60 customers match");
    const byName = customers(page).getByRole("columnheader", { name: "Name" }).getByRole("link");
    await byName.click();
    await expect(page).toHaveURL(/q=depot&sort=name$/);
    await byName.click();
    await expect(page).toHaveURL(/q=depot&sort=-name$/);
    expect((await names(customers(page)))[0]).toBe("Uppsala Savings Bank");
    await page.getByRole("link", { name: "Next page" }).click();
    await expect(customers(page).getByRole("rowheader")).toHaveCount(10);
    await page.getByRole("link", { name: "First page" }).click();
    await expect(customers(page).getByRole("rowheader")).toHaveCount(50);
  });

  test("a new search keeps the order", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?sort=-name`);
    await page.getByRole("searchbox").fill("university");
    await page.getByRole("button", { name: "Search" }).click();
    expect((await names(customers(page)))[0]).toBe("Uppsala University");
  });

  test("details and history can be read, and closed", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?q=CRM-1001`);
    await page.getByRole("link", { name: "Nordic Fiber AB", exact: true }).click();
    const details = dialog(page, "Customer Details");
    await expect(details.getByText("1 feasibility checked")).toBeVisible();
    await expect(details.getByRole("region", { name: "History" })).toContainText(
      "Customer created",
    );
    await details.getByRole("link", { name: "Close" }).click();
    await expect(details).toBeHidden();
    await expect(page).toHaveURL(/customers\?q=CRM-1001$/);
  });

  test("View Instances and the chip work", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?q=CRM-1001`);
    await page.getByRole("link", { name: "View Instances of Nordic Fiber AB" }).click();
    await expect(total(page)).toHaveText("7 service instances");
    await search(page, "failed");
    await expect(total(page)).toHaveText("1 service instance matches");
    await page.getByRole("link", { name: "Show the instances of all customers" }).click();
    await expect(instances(page).getByRole("rowheader")).toHaveText("nordic-failed");
  });

  test("what would do nothing is not shown", async ({ page }) => {
    await page.goto(CUSTOMERS);
    await expect(page.getByLabel("Theme")).toBeHidden();
  });
});

test("a customer can be added", async ({ page, unique }) => {
  const name = unique("Plain Add");
  await page.goto(CUSTOMERS);
  await page.getByRole("link", { name: "Add customer" }).click();
  await fill(dialog(page, "Add Customer"), {
    name,
    reference: unique("P"),
    description: "One\nTwo",
    status: "Inactive",
  });
  await add(page);
  await expect(message(page, "Customer created")).toBeVisible();
  await expect(dialog(page, "Add Customer")).toBeHidden();
  await expectRow(customers(page), { Name: name, Description: "One Two", Status: "Inactive" });
});

test("a refused form keeps what was typed, says what is wrong, and is accepted once corrected", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const [name, description] = [unique("Plain Again"), "</textarea><b>kept</b>\nand this"];
  await page.goto(`${CUSTOMERS}/new`);
  const form = dialog(page, "Add Customer");
  await fill(form, { reference: "9".repeat(65), description, status: "Inactive" });
  await add(page);
  await expect(form.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(
    /Name is missing/,
  );
  await expect(form.getByLabel("Reference Number")).toHaveAccessibleDescription(/64 is the most/);
  await expect(form.getByLabel("Reference Number")).toHaveValue("9".repeat(65));
  await expect(form.getByLabel("Description")).toHaveValue(description);
  await expect(form.getByLabel("Status")).toHaveValue("inactive");
  await fill(form, { name, reference: "" });
  await add(page);
  await expectRow(customers(page), { Name: name, Status: "Inactive" });
});

test("a customer can be edited", async ({ page, unique }) => {
  const [name, renamed] = [unique("Plain Old"), unique("Plain New")];
  await created(page, name, "Old");
  const form = await editor(page, name);
  await expect(form.getByLabel("Description")).toHaveValue("Old");
  await fill(form, { name: renamed, description: "New" });
  await save(page);
  await expect(message(page, "Customer updated")).toBeVisible();
  await page.goto(`${CUSTOMERS}?q=${encodeURIComponent(renamed)}`);
  await expectRow(customers(page), { Name: renamed, Description: "New" });
});

test("a save over somebody else's is refused with both versions, and saving again keeps mine", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(409);
  const name = unique("Plain Conflict");
  await created(page, name);
  const form = await editor(page, name);
  const other = await page.context().newPage();
  await fill(await editor(other, name), { description: "Theirs" });
  await save(other);
  await expect(message(other, "Customer updated")).toBeVisible();

  await fill(form, { description: "Mine" });
  await save(page);
  const both = form.getByRole("table", { name: "Your version and the current one" });
  await expect(row(both, "Description").getByRole("cell")).toHaveText(["Mine", "Theirs"]);
  await expect(form.getByLabel("Description")).toHaveValue("Mine");
  await save(page);
  await page.goto(`${CUSTOMERS}?q=${encodeURIComponent(name)}`);
  await expectRow(customers(page), { Name: name, Description: "Mine" });
});

test("a mistake in a form that is out of date does not hide the conflict", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  problems.expectStatus(409);
  const name = unique("Plain Stale");
  await created(page, name);
  const form = await editor(page, name);
  const other = await page.context().newPage();
  await fill(await editor(other, name), { description: "Theirs" });
  await save(other);
  await expect(message(other, "Customer updated")).toBeVisible();

  await fill(form, { name: "", description: "Mine" });
  await save(page);
  await expect(form.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(
    /Name is missing/,
  );
  await fill(form, { name });
  await save(page);
  await expect(form.getByText("Nothing was saved")).toBeVisible();
});

test("a customer can be deleted", async ({ page, unique }) => {
  const name = unique("Plain Gone");
  await created(page, name);
  await page.goto(`${CUSTOMERS}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await dialog(page, "Confirm Delete")
    .getByRole("button", { name: `Delete ${name}` })
    .click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await expect(page.getByText("No customer matches")).toBeVisible();
});

test("what blocks a delete is listed, and there is no delete button", async ({ page }) => {
  await page.goto(`${CUSTOMERS}?q=CRM-1006`);
  await page.getByRole("link", { name: "Delete Half Way Hotels" }).click();
  const question = dialog(page, "Confirm Delete");
  await expect(question.getByRole("link", { name: "hotel-uplink" })).toBeVisible();
  await expect(question.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await question.getByRole("link", { name: "Close" }).last().click();
  await expect(question).toBeHidden();
});
