// Filters kept under a name: saved, applied, changed, shared, opened by default, deleted.

import { allCustomers } from "./inventory";
import { CUSTOMERS, customers, expect, type Locator, open, type Page, test, total } from "./helpers";
import { servers } from "../servers";

// The person is the same in all tests, and so is what the page opens with.
test.use({ baseURL: servers.saved.baseURL });
test.describe.configure({ mode: "serial" });

const energy = allCustomers.filter((c) => /energy/i.test(c.name));
const ENERGY = `${CUSTOMERS}?filter=${encodeURIComponent("name=like=energy")}`;
const bar = (page: Page) => page.getByRole("group", { name: "Saved filter" });

async function funnel(page: Page): Promise<Locator> {
  const menu = page.locator("details", { has: page.locator("summary[aria-label='Filter']") });
  if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
  return menu;
}

async function saveAs(page: Page, name: string, options: string[] = []): Promise<void> {
  const menu = await funnel(page);
  await menu.getByRole("button", { name: "Save as…" }).click();
  await menu.getByRole("textbox", { name: "Name" }).fill(name);
  for (const option of options) await menu.getByRole("checkbox", { name: option }).check();
  await menu.getByRole("button", { name: "Save", exact: true }).click();
}

test("what the page shows is saved under a name, without the page it is on", async ({ page }) => {
  await open(page, `${ENERGY}&sort=-name&row=3`);
  await saveAs(page, "Energy, backwards");
  await expect(bar(page)).toContainText("Energy, backwards");
  await expect(page).toHaveURL(/saved=/);
  await open(page, CUSTOMERS);
  const menu = await funnel(page);
  await menu.getByRole("link", { name: "Energy, backwards" }).click();
  await expect(total(page)).toHaveText(`${energy.length} customers match`);
  await expect(page).toHaveURL(/filter=name%3Dlike%3Denergy&sort=-name&saved=[-0-9a-f]+$/);
  await expect(bar(page).getByText("modified")).toBeHidden();
});

test("a name that is taken is refused beside its field", async ({ page, problems }) => {
  problems.expectStatus(422);
  await open(page, ENERGY);
  await saveAs(page, "energy, BACKWARDS");
  await expect((await funnel(page)).getByRole("alert")).toContainText("A filter of this name is saved");
});

test("a change is noticed, and saved or taken back", async ({ page }) => {
  await open(page, ENERGY);
  await saveAs(page, "Changing");
  await expect(bar(page)).toContainText("Changing");
  await page.getByRole("columnheader", { name: "Status" }).getByRole("link").click();
  await expect(bar(page).getByText("modified")).toBeVisible();
  await bar(page).getByRole("link", { name: "Reset" }).click();
  await expect(page).not.toHaveURL(/sort=/);
  await expect(bar(page).getByText("modified")).toBeHidden();
  await page.getByRole("columnheader", { name: "Status" }).getByRole("link").click();
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(bar(page).getByText("modified")).toBeHidden();
  await bar(page).getByRole("link", { name: "Leave the saved filter" }).click();
  await expect(bar(page)).toBeHidden();
  await expect(page).toHaveURL(/sort=status$/);
});

test("it is renamed and shared, and a link to a deleted one shows what it says", async ({ page }) => {
  await open(page, ENERGY);
  await saveAs(page, "To be renamed");
  await bar(page).locator("summary").click();
  await bar(page).getByRole("textbox", { name: "Name" }).fill("Renamed");
  await bar(page).getByRole("checkbox", { name: "Shared with everybody" }).check();
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(bar(page)).toContainText("Renamed");
  const link = page.url();
  await bar(page).locator("summary").click();
  await bar(page).getByRole("button", { name: "Delete the saved filter" }).click();
  await expect(bar(page)).toBeHidden();
  await page.goto(link);
  await expect(page.getByText("This saved filter is not there any more")).toBeVisible();
  await expect(total(page)).toHaveText(`${energy.length} customers match`);
});

test("the page opens with the default, but never over a link that says something", async ({ page }) => {
  await open(page, ENERGY);
  await saveAs(page, "Mine first", ["Opens with this page, for me"]);
  await expect(bar(page)).toContainText("Mine first");
  await open(page, CUSTOMERS);
  await expect(page).toHaveURL(/filter=name%3Dlike%3Denergy&saved=/);
  await expect(total(page)).toHaveText(`${energy.length} customers match`);
  await open(page, `${CUSTOMERS}?q=kiruna`);
  await expect(total(page)).toHaveText("6 customers match");
  await page.getByRole("link", { name: "Instances", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Service Instances");
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await expect(total(page)).toHaveText(`${energy.length} customers match`);
  await (await funnel(page)).getByRole("link", { name: "Everything" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/saved=none$/);
  await expect(customers(page)).toBeVisible();
});

test("clearing the last search or filter shows everything, not the default", async ({ page }) => {
  await open(page, ENERGY);
  await saveAs(page, "Comes first", ["Opens with this page, for me"]);
  await expect(bar(page)).toContainText("Comes first");
  await open(page, ENERGY);
  await page.getByRole("link", { name: /^Remove the filter/ }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/saved=none$/);
  await open(page, `${CUSTOMERS}?q=kiruna`);
  const search = page.getByRole("searchbox");
  await search.press("Escape");
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/saved=none$/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the default opens, too", async ({ page }) => {
    await page.goto(CUSTOMERS);
    await expect(page).toHaveURL(/saved=/);
    await expect(total(page)).toHaveText(`${energy.length} customers match`);
  });
});
