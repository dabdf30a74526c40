// Sorting by several columns: with Shift a header adds its own to those that the list is sorted by.

import { allCustomers, byCollation, type CustomerRow } from "./inventory";
import { CUSTOMERS, customers, expect, names, open, type Page, ready, test } from "./helpers";
import { walk } from "./pages";

const header = (page: Page, label: string) =>
  customers(page).getByRole("columnheader", { name: label });
const link = (page: Page, label: string) => header(page, label).getByRole("link");
const withShift = (page: Page, label: string) =>
  link(page, label).click({ modifiers: ["Shift"] });

async function expectOrder(page: Page, ...order: [label: string, direction: string][]) {
  await expect(customers(page).locator("[aria-sort]")).toHaveCount(order.length);
  const words = ["first", "second", "third"];
  for (const [at, [label, direction]] of order.entries()) {
    await expect(header(page, label)).toHaveAttribute("aria-sort", direction);
    const place = header(page, label).getByText(words[at] ?? "");
    await expect(place).toHaveCount(order.length > 1 ? 1 : 0);
  }
}

const sorted = (compare: (a: CustomerRow, b: CustomerRow) => number) =>
  [...allCustomers].sort(compare).map((customer) => customer.name);
const mostInstances = (a: CustomerRow, b: CustomerRow) => b.instances - a.instances;
const byMostThenName = sorted((a, b) => mostInstances(a, b) || byCollation(a.name, b.name));
const byMostThenNameBack = sorted((a, b) => mostInstances(a, b) || byCollation(b.name, a.name));

test("a click with Shift sorts by one more column, a second turns it round, a third takes it away", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?sort=-services`);
  await expectOrder(page, ["Service Instances", "descending"]);
  const alone = await names(customers(page));

  await withShift(page, "Name");
  await expect(page).toHaveURL(/\?sort=-services%2Cname$/);
  await expectOrder(page, ["Service Instances", "descending"], ["Name", "ascending"]);
  await expect.poll(() => names(customers(page))).toEqual(byMostThenName.slice(0, 50));

  await withShift(page, "Name");
  await expect(page).toHaveURL(/\?sort=-services%2C-name$/);
  await expectOrder(page, ["Service Instances", "descending"], ["Name", "descending"]);
  await expect.poll(() => names(customers(page))).toEqual(byMostThenNameBack.slice(0, 50));

  await withShift(page, "Name");
  await expect(page).toHaveURL(/\?sort=-services$/);
  await expectOrder(page, ["Service Instances", "descending"]);
  await expect.poll(() => names(customers(page))).toEqual(alone);
  expect(page.context().pages()).toHaveLength(1);
});

test("the pages hold every customer in the order of both columns", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=-services,name`);
  expect((await walk(page, customers(page), "Next page")).flat()).toEqual(byMostThenName);
});

test("the order is in the URL: reload, back and forward show the same", async ({ page }) => {
  await open(page, CUSTOMERS);
  await link(page, "Service Instances").click();
  await expectOrder(page, ["Service Instances", "ascending"]);
  await link(page, "Service Instances").click();
  await expectOrder(page, ["Service Instances", "descending"]);
  await withShift(page, "Name");
  const both: [string, string][] = [["Service Instances", "descending"], ["Name", "ascending"]];
  await expectOrder(page, ...both);
  await expect.poll(() => names(customers(page))).toEqual(byMostThenName.slice(0, 50));

  await page.reload();
  await ready(page);
  await expectOrder(page, ...both);
  expect(await names(customers(page))).toEqual(byMostThenName.slice(0, 50));

  await page.goBack();
  await expectOrder(page, ["Service Instances", "descending"]);
  await page.goForward();
  await expectOrder(page, ...both);
  await expect.poll(() => names(customers(page))).toEqual(byMostThenName.slice(0, 50));
});

test("Shift and Enter on a header do as a click with Shift, and the focus stays", async ({ page }) => {
  await open(page, CUSTOMERS);
  const services = link(page, "Service Instances");
  await services.focus();
  await page.keyboard.press("Shift+Enter");
  await expect(page).toHaveURL(/\?sort=name%2Cservices$/);
  await expectOrder(page, ["Name", "ascending"], ["Service Instances", "ascending"]);
  await expect(services).toBeFocused();
  await page.keyboard.press("Shift+Enter");
  await expectOrder(page, ["Name", "ascending"], ["Service Instances", "descending"]);
  await page.keyboard.press("Shift+Enter");
  await expectOrder(page, ["Name", "ascending"]);
  await expect(page).toHaveURL(/customers$/);
  await page.keyboard.press("Enter");
  await expectOrder(page, ["Service Instances", "ascending"]);
  expect(page.context().pages()).toHaveLength(1);
});

test("a plain click sorts by one column alone again, and a fourth column replaces the third", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?sort=-status,-services,name`);
  await expectOrder(page, ["Status", "descending"], ["Service Instances", "descending"], ["Name", "ascending"]);
  await withShift(page, "Updated");
  await expectOrder(page, ["Status", "descending"], ["Service Instances", "descending"], ["Updated", "ascending"]);
  await link(page, "Service Instances").click();
  await expect(page).toHaveURL(/\?sort=services$/);
  await expectOrder(page, ["Service Instances", "ascending"]);
});

test("a search is sorted by the first column that is clicked with Shift", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=depot`);
  await expectOrder(page);
  await withShift(page, "Name");
  await expect(page).toHaveURL(/\?q=depot&sort=name$/);
  await expectOrder(page, ["Name", "ascending"]);
});

test("a place is gone to by the column that decides first", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=-services,name&size=25`);
  await page.locator("summary[aria-label$='go to a row']").click();
  const from = page.getByRole("textbox", { name: "Service Instances from" });
  await from.fill("0");
  await from.press("Enter");
  await expect(page).toHaveURL(/from=0$/);
  const first = byMostThenName.length - allCustomers.filter((c) => c.instances === 0).length;
  await expect.poll(() => names(customers(page))).toEqual(byMostThenName.slice(first, first + 25));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a list sorted by two columns is shown, and its headers sort by one", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?sort=-services,name`);
    await expectOrder(page, ["Service Instances", "descending"], ["Name", "ascending"]);
    expect(await names(customers(page))).toEqual(byMostThenName.slice(0, 50));
    await link(page, "Name").click();
    await expect(page).toHaveURL(/customers$/);
    await expectOrder(page, ["Name", "ascending"]);
  });
});
