import {
  createCustomer,
  CUSTOMERS,
  customers,
  expect,
  find,
  open,
  row,
  test,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

test("F2 turns a row into fields, Enter saves them", async ({ page, unique }) => {
  const name = unique("In Place");
  await createCustomer(page, { name });
  await find(page, name);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
  await page.keyboard.press("F2");
  const table = customers(page);
  await expect(table.getByRole("textbox", { name: "Name" })).toBeFocused();
  await table.getByRole("textbox", { name: "Name" }).fill(`${name} AB`);
  await table.getByRole("textbox", { name: "Description" }).fill("Changed in its row");
  await table.getByRole("combobox", { name: "Status" }).selectOption("Inactive");
  await table.getByRole("textbox", { name: "Description" }).press("Enter");
  await expect(row(table, `${name} AB`)).toContainText("Changed in its row");
  await expect(row(table, `${name} AB`)).toContainText("Inactive");
  await expect(table.getByRole("textbox")).toHaveCount(0);
});

test("a double click starts in that cell, Escape gives up", async ({ page, unique }) => {
  const name = unique("Kept");
  await createCustomer(page, { name, description: "As it was" });
  await find(page, name);
  const table = customers(page);
  await row(table, name).getByText("As it was").dblclick();
  const field = table.getByRole("textbox", { name: "Description" });
  await expect(field).toBeFocused();
  await field.fill("Not this");
  await field.press("Escape");
  await expect(row(table, name)).toContainText("As it was");
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
});

test("what is wrong is said in the row, and what was typed stays", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const name = unique("Wrong");
  const taken = unique("CRM");
  await createCustomer(page, { name: unique("Holder"), reference: taken });
  await createCustomer(page, { name });
  await find(page, name);
  await page.keyboard.press("j");
  await page.keyboard.press("F2");
  const table = customers(page);
  await table.getByRole("textbox", { name: "Name" }).fill(" ");
  await table.getByRole("textbox", { name: "Name" }).press("Enter");
  await expect(table.getByRole("alert")).toHaveText("Name is missing. Enter 1 to 255 characters.");
  await table.getByRole("textbox", { name: "Name" }).fill(name);
  await table.getByRole("textbox", { name: "Reference Number" }).fill(taken);
  await table.getByRole("button", { name: "Save" }).click();
  await expect(table.getByRole("alert")).toContainText("is already used");
  await expect(table.getByRole("textbox", { name: "Reference Number" })).toHaveValue(taken);
  await table.getByRole("button", { name: "Cancel" }).click();
  await expect(row(table, name)).toBeVisible();
});

test("a row that someone else changed is not overwritten", async ({
  page,
  context,
  problems,
  unique,
}) => {
  problems.expectStatus(409);
  const name = unique("Contested");
  await createCustomer(page, { name });
  await find(page, name);
  await page.keyboard.press("j");
  await page.keyboard.press("F2");
  const other = await context.newPage();
  await find(other, name);
  await other.keyboard.press("j");
  await other.keyboard.press("F2");
  await customers(other).getByRole("textbox", { name: "Description" }).fill("The first");
  await other.keyboard.press("Enter");
  await expect(row(customers(other), name)).toContainText("The first");
  await customers(page).getByRole("textbox", { name: "Description" }).fill("The second");
  await page.keyboard.press("Enter");
  await expect(customers(page).getByRole("alert")).toContainText("changed by someone else");
  await find(other, name);
  await expect(row(customers(other), name)).toContainText("The first");
});

test("on a page without customers nothing is edited in place", async ({ page }) => {
  await open(page, CUSTOMERS.replace("customers", "instances"));
  await page.keyboard.press("F2");
  await expect(page.getByRole("table").getByRole("textbox")).toHaveCount(0);
});
