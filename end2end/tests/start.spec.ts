// How the browser's program comes to a page.

import { CUSTOMERS, customers, expect, open, test } from "./helpers";

declare global {
  interface Window {
    /** The parts of the program that were fetched before the page was alive. */
    early: string[];
  }
}

test("parts that are not needed yet are fetched once the page is alive", async ({ page }) => {
  await page.addInitScript(() => {
    window.early = [];
    const fetch = window.fetch;
    window.fetch = (what, options) => {
      if (document.documentElement.dataset["hydrated"] === undefined) window.early.push(`${what}`);
      return fetch(what, options);
    };
  });
  const menus = page.waitForResponse(/\/pkg\/split_menus\.[^/]+\.wasm$/);
  await open(page, CUSTOMERS);
  expect((await menus).ok()).toBe(true);
  const early = await page.evaluate(() => window.early);
  expect(early.filter((url) => url.includes("/pkg/chunk_"))).toEqual([]);
  expect(early.filter((url) => url.includes("/pkg/split_menus"))).toEqual([]);
  await expect(customers(page)).toBeVisible();
});
