// A day's work by the keyboard alone: filter, save the filter, apply it, edit in place, delete many, undo.

import { createCustomer, CUSTOMERS, customers, dialog, expect, open, row, tabTo, test, total } from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

test("filter, save, apply, edit, delete many and undo", async ({ page, unique }) => {
  const word = unique("Story");
  await createCustomer(page, { name: `${word} first` });
  await createCustomer(page, { name: `${word} second` });
  const funnel = page.locator("summary[aria-label=Filter]");

  await test.step("filter", async () => {
    await open(page, CUSTOMERS);
    await page.keyboard.press("f");
    const criterion = page.getByRole("group", { name: "Criterion" });
    await expect(criterion.getByRole("combobox", { name: "Field" })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(criterion.getByRole("combobox", { name: "Condition" })).toBeFocused();
    await page.keyboard.type("con");
    await page.keyboard.press("Tab");
    await page.keyboard.type(word);
    await page.keyboard.press("Enter");
    await expect(total(page)).toHaveText("2 customers match");
    await tabTo(page, page.getByRole("region", { name: "Advanced filters" }).getByRole("button", { name: "Close" }));
    await page.keyboard.press("Enter");
    await expect(funnel).toBeFocused();
  });

  await test.step("save", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Save as…" })).toBeVisible();
    await tabTo(page, page.getByRole("button", { name: "Save as…" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.type(word);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("group", { name: "Saved filter" })).toContainText(word);
  });

  await test.step("apply", async () => {
    await open(page, `${CUSTOMERS}?saved=none`);
    await tabTo(page, funnel);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: word })).toBeVisible();
    await tabTo(page, page.getByRole("link", { name: word }));
    await page.keyboard.press("Enter");
    await expect(total(page)).toHaveText("2 customers match");
  });

  await test.step("edit", async () => {
    await tabTo(page, page.getByRole("link", { name: `${word} first`, exact: true }));
    await page.keyboard.press("F2");
    await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.press("End");
    await page.keyboard.type(" and best");
    await page.keyboard.press("Enter");
    await expect(row(customers(page), `${word} first and best`)).toBeVisible();
  });

  await test.step("delete many", async () => {
    await tabTo(page, page.getByRole("checkbox", { name: "Select all on this page" }));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "Delete the selected customers" }));
    await page.keyboard.press("Enter");
    const question = dialog(page, "Delete 2 customers?");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toContainText("2 deleted");
  });

  await test.step("undo", async () => {
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Undo" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toContainText("2 brought back");
    await tabTo(page, page.getByRole("dialog").locator("footer").getByRole("button", { name: "Close" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(row(customers(page), `${word} second`)).toBeVisible();
  });
});
