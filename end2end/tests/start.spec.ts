// How the browser's program comes to a page.

import { CUSTOMERS, customers, expect, open, row, test } from "./helpers";

declare global {
  interface Window {
    /** What was fetched before the page was alive. */
    early: string[];
  }
}

const PARTS = ["panels", "menus", "pages"];

test("parts that are not needed yet are loaded once the page is alive", async ({ page }) => {
  await page.addInitScript(() => {
    window.early = [];
    const fetch = window.fetch;
    window.fetch = (what, options) => {
      if (document.documentElement.dataset["hydrated"] === undefined) window.early.push(`${what}`);
      return fetch(what, options);
    };
  });
  const loaded = PARTS.map((part) =>
    page.waitForResponse((response) => response.url().includes(`/pkg/split_${part}.`)),
  );
  await open(page, CUSTOMERS);
  for (const part of await Promise.all(loaded)) expect(part.ok()).toBe(true);
  const early = await page.evaluate(() => window.early);
  expect(early.filter((url) => /\/pkg\/(chunk|split)_/.test(url))).toEqual([]);
});

test("a part that could not be loaded ahead is loaded when it is wanted", async ({
  page,
  problems,
}) => {
  problems.expectText("net::ERR_FAILED");
  problems.expectText("Failed to fetch");
  const parts = /\/pkg\/split_.*\.wasm/;
  let refused = 0;
  await page.route(parts, async (route) => {
    refused += 1;
    await route.abort();
  });
  await open(page, CUSTOMERS);
  await expect.poll(() => refused).toBe(PARTS.length);
  await page.unroute(parts);
  await customers(page).getByRole("rowheader").first().getByRole("link").click();
  await expect(page.getByRole("dialog", { name: "Customer Details" })).toBeVisible();
});

test("until the program has taken over, only rows that can be in view take time", async ({
  page,
}) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(/\/pkg\/customer-inventory[^/]*\.wasm/, async (route) => {
    await held;
    await route.continue();
  });
  // The clock of the page stands still, however slow the machine is.
  await page.clock.install({ time: new Date("2026-01-01") });
  await page.clock.pauseAt(new Date("2026-01-02"));
  await page.goto(CUSTOMERS);
  const rows = customers(page).getByRole("rowheader");
  await expect(rows).toHaveCount(25);
  // On a slow network they come before the program does.
  await page.clock.runFor(1_000);
  await expect(rows).toHaveCount(50);
  go();
});

test("the row that a page was opened for has the focus, however far down", async ({ page }) => {
  await open(page, CUSTOMERS);
  const last = customers(page).getByRole("rowheader").nth(49).getByRole("link");
  const [name, id] = [await last.textContent(), (await last.getAttribute("href"))?.split("/").pop()];
  await open(page, `${CUSTOMERS}?at=${id}`);
  await expect(row(customers(page), name ?? "").getByRole("rowheader").getByRole("link")).toBeFocused();
});
