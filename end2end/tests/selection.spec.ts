import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  find,
  message,
  open,
  row,
  test,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}` });
const boxes = (page: Page) => customers(page).getByRole("rowgroup").last().getByRole("checkbox");
const tool = (page: Page, verb: "Edit" | "Delete") =>
  page.getByRole("link", { name: new RegExp(`^${verb}( the selected customer|: select)`) });
const selected = (page: Page) => page.getByRole("status").filter({ hasText: /\d selected/ });

test("the one selected customer is edited from the toolbar", async ({ page, unique }) => {
  const name = unique("Picked");
  await createCustomer(page, { name });
  await find(page, name);
  await expect(tool(page, "Edit")).toHaveAttribute("aria-disabled", "true");
  await expect(tool(page, "Edit")).not.toHaveAttribute("href");
  await box(page, name).check();
  await expect(selected(page)).toHaveText("1 selected");
  await tool(page, "Edit").click();
  const panel = dialog(page, "Edit Customer");
  await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(name);
  await panel.getByLabel("Description").fill("Edited from the toolbar");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(row(customers(page), name)).toContainText("Edited from the toolbar");
  await expect(box(page, name)).toBeChecked();
});

test("the one selected customer is deleted from the toolbar, and no longer selected", async ({
  page,
  unique,
}) => {
  const name = unique("Picked Out");
  await createCustomer(page, { name });
  await find(page, name);
  await box(page, name).check();
  await tool(page, "Delete").click();
  await dialog(page, "Confirm Delete").getByRole("button", { name: `Delete ${name}` }).click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await expect(selected(page)).toBeHidden();
  await expect(tool(page, "Delete")).toHaveAttribute("aria-disabled", "true");
});

test("with more than one selected there is none to edit", async ({ page }) => {
  await open(page, CUSTOMERS);
  await boxes(page).nth(0).check();
  await boxes(page).nth(1).check();
  await expect(selected(page)).toHaveText("2 selected");
  await expect(tool(page, "Edit")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Clear the selection" }).click();
  await expect(selected(page)).toBeHidden();
  await expect(boxes(page).nth(0)).not.toBeChecked();
});

test("Shift selects a range, the head's box the page, and both back", async ({ page }) => {
  await open(page, CUSTOMERS);
  const all = page.getByRole("checkbox", { name: "Select all on this page" });
  await boxes(page).nth(1).check();
  await boxes(page).nth(5).click({ modifiers: ["Shift"] });
  await expect(selected(page)).toHaveText("5 selected");
  await expect(all).not.toBeChecked();
  expect(await all.evaluate((e) => (e as HTMLInputElement).indeterminate)).toBe(true);
  await all.check();
  await expect(selected(page)).toHaveText(`${await boxes(page).count()} selected`);
  await boxes(page).nth(3).uncheck();
  await expect(all).not.toBeChecked();
  await all.check();
  await all.uncheck();
  await expect(selected(page)).toBeHidden();
});

test("a selection stays over pages and sorting, and goes with the question", async ({ page }) => {
  await open(page, `${CUSTOMERS}?filter=name=like=a`);
  await boxes(page).nth(0).check();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(boxes(page).nth(0)).not.toBeChecked();
  await boxes(page).nth(2).check();
  await expect(selected(page)).toHaveText("2 selected");
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(boxes(page).nth(0)).toBeChecked();
  await page.getByRole("link", { name: "Remove the filter" }).click();
  await expect(selected(page)).toBeHidden();
});

test("rows are selected by keyboard", async ({ page }) => {
  await open(page, CUSTOMERS);
  await boxes(page).nth(0).focus();
  await page.keyboard.press("Space");
  await expect(selected(page)).toHaveText("1 selected");
});
