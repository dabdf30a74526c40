// Filters from what a row says: a menu on a cell, or by keyboard for the whole row.

import AxeBuilder from "@axe-core/playwright";
import { allCustomers, allInstances } from "./inventory";
import { CUSTOMERS, customers, expect, find, INSTANCES, instances, open, row, test, total } from "./helpers";

test("a right click on a cell offers only its value, or all but that", async ({ page }) => {
  await open(page, `${INSTANCES}?filter=${encodeURIComponent("design==l3vpn")}`);
  const state = instances(page).getByRole("row").nth(1).getByRole("cell").nth(3);
  const label = (await state.innerText()).trim();
  await state.click({ button: "right" });
  const menu = page.getByRole("menu", { name: "Filter" });
  await expect(menu.getByRole("menuitem")).toHaveText([`State is ${label}`, `State is not ${label}`]);
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  expect((await new AxeBuilder({ page }).include("[role=menu]").analyze()).violations).toEqual([]);
  await menu.getByRole("menuitem", { name: `State is not ${label}` }).click();
  await expect(menu).toBeHidden();
  const rest = allInstances.filter((i) => i.design.startsWith("l3vpn ") && i.state !== label.toLowerCase().replace(" ", "_"));
  await expect(page).toHaveURL(/filter=design%3D%3Dl3vpn%3Bstate%21%3D[a-z_]+$/);
  await expect(total(page)).toHaveText(new RegExp(`^${rest.length} service instances? match`));
});

test("a cell that is empty is filtered by that", async ({ page }) => {
  await find(page, "No Number Networks");
  await row(customers(page), "No Number Networks").locator("td.col-reference").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Reference Number is empty" }).click();
  await expect(page).toHaveURL(/filter=reference%3Dempty%3Dtrue$/);
});

test("by keyboard the menu offers what the whole row says, and Esc gives the focus back", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?q=TWIN-1`);
  const link = page.getByRole("link", { name: "Twin Telecom", exact: true });
  await link.focus();
  await page.keyboard.press("Shift+F10");
  const items = page.getByRole("menu", { name: "Filter" }).getByRole("menuitem");
  await expect(items.first()).toHaveText("Name is “Twin Telecom”");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu", { name: "Filter" })).toBeHidden();
  await expect(link).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("ArrowDown");
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/filter=name%21%3D%22Twin\+Telecom%22$/);
  expect(allCustomers.filter((c) => c.reference === "TWIN-1")).toHaveLength(1);
  await expect(page.getByText("No customer matches")).toBeVisible();
});
