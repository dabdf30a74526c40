import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  find,
  message,
  open,
  ready,
  row,
  tabTo,
  test,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

test("a customer can be added by the keyboard alone", async ({ page, unique }) => {
  const name = unique("Typed Only");
  await open(page, CUSTOMERS);
  await tabTo(page, page.getByRole("link", { name: "Add customer" }));
  await page.keyboard.press("Enter");
  const panel = dialog(page, "Add Customer");
  await expect(panel.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("Reference Number")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("By keys");
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("Status")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await tabTo(page, panel.getByRole("button", { name: "Add customer" }));
  await page.keyboard.press("Enter");
  await expect(message(page, "Customer created")).toBeVisible();
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
  await expect(row(customers(page), name)).toContainText("By keys");
  await expect(row(customers(page), name)).toContainText("Inactive");
});

test("a customer can be deleted by the keyboard alone", async ({ page, unique }) => {
  const name = unique("Keyed Out");
  await createCustomer(page, { name });
  await find(page, name);
  await tabTo(page, page.getByRole("link", { name: `Delete ${name}` }));
  await page.keyboard.press("Enter");
  const question = dialog(page, "Confirm Delete");
  await expect(question.getByRole("link", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: `Delete ${name}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(message(page, "Customer deleted")).toBeVisible();
});

test("the row's actions appear with the focus", async ({ page }) => {
  await find(page, "CRM-1005");
  const edit = page.getByRole("link", { name: "Edit One Line Bakery" });
  await page.mouse.move(0, 0);
  await tabTo(page, edit);
  await expect(edit.locator("..")).toHaveCSS("opacity", "1");
});

test("Tab stays inside of an open panel, in both directions", async ({ page }) => {
  await open(page, CUSTOMERS);
  await page.getByRole("link", { name: "Add customer" }).click();
  await expect(dialog(page, "Add Customer")).toBeVisible();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press(key);
      const inside = await page.evaluate(() => {
        const active = document.activeElement;
        return !active || active === document.body || active.closest("dialog") !== null;
      });
      expect(inside).toBe(true);
    }
  }
});

test("the first Tab offers to skip to the content", async ({ page }) => {
  await open(page, CUSTOMERS);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("the focus can be seen wherever it is", async ({ page }) => {
  await find(page, "CRM-100");
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return true;
      const outlined = (e: Element | null) =>
        e !== null &&
        parseFloat(getComputedStyle(e).outlineWidth) >= 2 &&
        getComputedStyle(e).outlineStyle !== "none";
      return outlined(active) || outlined(active.closest(".search")) || active.outerHTML;
    });
    expect(seen).toBe(true);
  }
});

test("single keys are shortcuts, which ? lists and which can be switched off", async ({ page }) => {
  await open(page, CUSTOMERS);
  await page.keyboard.press("?");
  const panel = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(panel).toContainText("Next and previous row");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.keyboard.press("j");
  const rows = customers(page).getByRole("rowheader").getByRole("link");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("f");
  const filters = page.getByRole("region", { name: "Advanced filters" });
  // Where one types, a key is a letter.
  await expect(filters.getByRole("combobox", { name: "Field" })).toBeFocused();
  await filters.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("?");
  await panel.getByRole("checkbox", { name: "Single keys are shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(dialog(page, "Add Customer")).toBeHidden();
  await page.reload();
  await ready(page);
  await page.keyboard.press("n");
  await page.getByRole("button", { name: "Shortcuts" }).click();
  await expect(panel).toBeVisible();
  await expect(dialog(page, "Add Customer")).toBeHidden();
  await panel.getByRole("checkbox", { name: "Single keys are shortcuts" }).check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(dialog(page, "Add Customer")).toBeVisible();
});
