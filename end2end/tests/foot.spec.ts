// Below the table: pages of another length, and ways to a row far away.

import { allCustomers, byCollation } from "./inventory";
import { CUSTOMERS, customers, expect, names, open, row, test, type Page } from "./helpers";
import { link, turn } from "./pages";

const byName = allCustomers.map((c) => c.name).sort(byCollation);
const total = allCustomers.length;
const place = (page: Page) => page.locator("summary[aria-label$='go to a row']");

async function goTo(page: Page, box: string, text: string): Promise<void> {
  await place(page).click();
  const input = page.getByRole("textbox", { name: box });
  await input.fill(text);
  await input.press("Enter");
}

test("a row is reached by its number", async ({ page }) => {
  await open(page, CUSTOMERS);
  await expect(place(page)).toHaveText(`Rows 1–50 of ${total}`);
  await goTo(page, "Row number", "61");
  await expect(place(page)).toHaveText(`Rows 61–110 of ${total}`);
  expect(await names(customers(page))).toEqual(byName.slice(60, 110));
  await expect(page).toHaveURL(/row=61$/);
  await turn(page, customers(page), "Previous page");
  await expect(place(page)).toHaveText(`Rows 11–60 of ${total}`);
});

test("a turned page is painted below the table first, then its rows", async ({ page }) => {
  await open(page, CUSTOMERS);
  const frames = page.evaluate(framesOfTurn);
  await link(page, "Next page").click();
  const { foot, rows } = await frames;
  expect(rows).toBeGreaterThan(foot);
  await expect(place(page)).toHaveText(`Rows 51–100 of ${total}`);
  expect(await names(customers(page))).toEqual(byName.slice(50, 100));
});

/** Counted from now on: the frames until the foot changes, and until the rows do. */
function framesOfTurn(): Promise<{ foot: number; rows: number }> {
  let [frame, foot] = [0, Infinity];
  requestAnimationFrame(function next() {
    frame += 1;
    requestAnimationFrame(next);
  });
  const changes = { subtree: true, childList: true, characterData: true };
  const watch = (selector: string, changed: () => void) =>
    new MutationObserver(changed).observe(document.querySelector(selector)!, changes);
  watch(".list-foot summary", () => (foot = Math.min(foot, frame)));
  return new Promise((resolve) => watch("tbody", () => resolve({ foot, rows: frame })));
}

test("a row is reached by what its name begins with, in both directions", async ({ page }) => {
  await open(page, `${CUSTOMERS}?size=25`);
  await goTo(page, "Name from", "gh");
  const first = byName.findIndex((name) => name.toLowerCase().startsWith("gh"));
  await expect(place(page)).toHaveText(`Rows ${first + 1}–${first + 25} of ${total}`);
  await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  await expect(customers(page).getByRole("rowheader").first()).toHaveText(byName.at(-1) ?? "");
  await goTo(page, "Name from", "gh");
  const last = byName.filter((name) => name.toLowerCase().startsWith("gh")).at(-1) ?? "";
  await expect(customers(page).getByRole("rowheader").first()).toHaveText(last);
});

test("a column of times is gone through by day", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=updated`);
  await goTo(page, "Updated from", "1999-12-31");
  await expect(place(page)).toHaveText(`Rows 1–50 of ${total}`);
});

test("among best matches there is only the row number to go by", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=city`);
  await place(page).click();
  await expect(page.getByRole("textbox", { name: "Row number" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: /from$/ })).toBeHidden();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("rows are reached and pages made longer with forms", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?sort=-name`);
    await goTo(page, "Row number", "100");
    await expect(place(page)).toHaveText(/^Rows 9\d–/);
    await page.getByRole("combobox", { name: "Rows per page" }).selectOption("200");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(place(page)).toHaveText(`Rows 1–${total} of ${total}`);
    await expect(row(customers(page), byName[0] ?? "")).toBeVisible();
  });
});
