// What every test starts from, and the words it is told in: open a page, find a row, fill a form.

import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { Problems } from "./problems";

export { expect, type Locator, type Page };

interface Fixtures {
  /** What went wrong in the browser; see `problems.ts`. */
  problems: Problems;
  /** A name that no other test and no other run uses. */
  unique: (word: string) => string;
}

export const test = base.extend<Fixtures>({
  problems: [
    async ({ context, javaScriptEnabled }, use) => {
      const problems = new Problems();
      problems.watch(context, javaScriptEnabled);
      await use(problems);
      problems.check();
    },
    { auto: true },
  ],
  unique: async ({}, use, info) => {
    await use((word) => `${word} ${info.workerIndex}-${randomBytes(4).toString("hex")}`);
  },
});

export const CUSTOMERS = "orchestration/customers";
export const INSTANCES = "orchestration/instances";
export const ORDERS = "orchestration/orders";
export const DESIGNS = "orchestration/designs";

/** What somebody types into the form for a customer. */
export interface Typed {
  name?: string;
  reference?: string;
  description?: string;
  status?: "Active" | "Inactive";
}

/** Goes to `path` and waits until the browser program has taken over and the page is whole. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-hydrated", "true");
  await expect(root).not.toHaveAttribute("data-starting");
}

/** Waits until all parts of the program are here, too, which are loaded when nothing else is to be done. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
}

export function customers(page: Page): Locator {
  return page.getByRole("table", { name: "Customers" });
}

export function instances(page: Page): Locator {
  return page.getByRole("table", { name: "Service Instances" });
}

export function orders(page: Page): Locator {
  return page.getByRole("table", { name: "Service Orders" });
}

export function dialog(page: Page, name: string): Locator {
  return page.getByRole("dialog", { name });
}

const COUNTED = /\d (customer|service (instance|order))/;

/** The line at the foot of a list: "146 customers". */
export function total(page: Page): Locator {
  // The advanced filters, below, count too.
  return page.getByRole("status").filter({ hasText: COUNTED }).first();
}

export function message(page: Page, text: string): Locator {
  return page.getByRole("status").filter({ hasText: text });
}

export function row(table: Locator, name: string): Locator {
  const header = table.page().getByRole("rowheader", { name, exact: true });
  return table.getByRole("row").filter({ has: header });
}

/** There is exactly one row of that name, and its cells hold what is said of their columns. */
export async function expectRow(
  table: Locator,
  expected: { Name: string } & Record<string, string | RegExp>,
): Promise<void> {
  const { Name: name, ...cells } = expected;
  await expectCells(table, name, { ...cells, Name: name });
}

/** The same for a table whose rows are headed by something else than a name. */
export async function expectCells(
  table: Locator,
  name: string,
  expected: Record<string, string | RegExp>,
): Promise<void> {
  const found = row(table, name);
  await expect(found).toHaveCount(1);
  const columns = await table.getByRole("columnheader").allInnerTexts();
  for (const [column, text] of Object.entries(expected)) {
    const index = columns.findIndex((label) => label.trim() === column);
    expect(index, `a column ${column}`).toBeGreaterThanOrEqual(0);
    await expect(found.getByRole("rowheader").or(found.getByRole("cell")).nth(index)).toHaveText(
      text,
    );
  }
}

/** The names in the rows shown, from top to bottom, all read at the same moment. */
export async function names(table: Locator): Promise<string[]> {
  await drawn(table);
  const headers = table.getByRole("rowheader");
  return headers.evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim() ?? ""));
}

/** Waits until all rows of the page are drawn: the first ones are drawn first. */
export async function drawn(table: Locator): Promise<void> {
  await expect(table).not.toHaveAttribute("aria-busy", "true");
}

/** Opens the list with only those customers that `text` finds. */
export async function find(page: Page, text: string): Promise<void> {
  await open(page, `${CUSTOMERS}?q=${encodeURIComponent(text)}`);
}

export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox").fill(text);
  await page.getByRole("searchbox").press("Enter");
}

export async function fill(form: Locator, typed: Typed): Promise<void> {
  if (typed.name !== undefined) await form.getByLabel("Name", { exact: true }).fill(typed.name);
  if (typed.reference !== undefined)
    await form.getByLabel("Reference Number").fill(typed.reference);
  if (typed.description !== undefined) await form.getByLabel("Description").fill(typed.description);
  if (typed.status !== undefined) await form.getByLabel("Status").selectOption(typed.status);
}

/** Adds a customer as an operator does, and waits until it is in the list. */
export async function createCustomer(page: Page, typed: Typed & { name: string }): Promise<void> {
  await open(page, `${CUSTOMERS}/new`);
  await fill(dialog(page, "Add Customer"), typed);
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(row(customers(page), typed.name)).toBeVisible();
  await expect(dialog(page, "Add Customer")).toBeHidden();
}

/** Opens the form to edit the customer of that name. */
export async function editCustomer(page: Page, name: string): Promise<Locator> {
  await find(page, name);
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  const panel = dialog(page, "Edit Customer");
  await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(name);
  return panel;
}

/** The field that a customer is picked with, and the list below it. */
export function picker(panel: Locator): { field: Locator; list: Locator } {
  return {
    field: panel.getByRole("combobox", { name: "Customer" }),
    list: panel.getByRole("listbox", { name: "Customer" }),
  };
}

/** The design that tests make instances from, and what its fields are filled with. */
export const DESIGN = "infrastructure 1.0.0";

export async function fillBody(form: Locator): Promise<void> {
  await form.getByLabel("AS Number").fill("64500");
  await form.getByLabel("Devices").fill("pe1.example.net\npe2.example.net");
}

/** A design that tests have made, and a body for it as JSON. */
export interface Body {
  design: string;
  json: string;
}

/** Makes an instance as an operator does, and waits until it is in the list. */
export async function createInstance(
  page: Page,
  customer: string,
  name: string,
  body?: Body,
): Promise<void> {
  await open(page, `${INSTANCES}/new`);
  const panel = dialog(page, "New Service Instance");
  const { field, list } = picker(panel);
  await field.fill(customer);
  await list.getByRole("option", { name: customer }).click();
  await expect(field).toHaveValue(customer);
  await panel.getByLabel("Instance Name").fill(name);
  await panel.getByLabel("Service Design").selectOption(body?.design ?? DESIGN);
  if (body) await panel.getByLabel("Body as JSON").fill(body.json);
  else await fillBody(panel);
  await panel.getByRole("button", { name: "Create instance" }).click();
  await expect(message(page, "Service instance created")).toBeVisible();
  await expect(panel).toBeHidden();
}

/** What there is to press in the details of an instance or of an order. */
export function button(panel: Locator, name: string): Locator {
  return panel.getByRole("button", { name, exact: true });
}

/** The orders in the details of an instance, newest first. */
export function timeline(panel: Locator): Locator {
  return panel.getByRole("region", { name: "Service Orders" }).getByRole("listitem");
}

/** What the orders in a table do, from top to bottom. */
export function kindsOf(table: Locator): Locator {
  return table.getByRole("cell", { name: /^(Create|Modify|Delete)$/ });
}

/** Opens the details of the instance of that name. */
export async function instanceDetails(page: Page, name: string): Promise<Locator> {
  await open(page, `${INSTANCES}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  const panel = dialog(page, "Service Instance Details");
  await expect(panel.getByRole("region", { name: "Service Orders" })).toBeVisible();
  return panel;
}

/** Makes the server's answers take so many milliseconds longer on this page. */
export async function slow(page: Page, latency: number): Promise<void> {
  await page.route("**/api/**", async (route) => {
    await pause(latency);
    await route.continue();
  });
}

/** Presses Tab, or Shift and Tab where it is further up, until `target` has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const key = await target.evaluate((target) => {
      const active = document.activeElement ?? document.body;
      if (active === target) return undefined;
      const isBehind = target.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
      return isBehind ? "Shift+Tab" : "Tab";
    });
    if (key === undefined) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
