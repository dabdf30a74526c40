// Measures what the browser adds to a seeded inventory, and prints it beside its budgets.
// It fails when something does not work, never because it is slow. docs/performance.md says more.

import { test, type Browser } from "@playwright/test";
import { slowness, SlowPage, SLOWER } from "./budgets/browser";
import { list, ready, texts } from "./budgets/inventory";
import { search, turnPages } from "./budgets/lists";
import { coldLoads, sizes, warmLoads } from "./budgets/loads";
import { Report } from "./budgets/report";
import { sessions } from "./budgets/session";

/** Pages that are turned, if there are as many, and texts that are searched for. */
const [PAGES, SEARCHES] = [60, 60];

test("the browser side beside its budgets", async ({ browser, request }) => {
  await ready(request);
  const { total: customers, rows } = await list(request, "customers");
  const { total: instances } = await list(request, "instances");
  const sought = await texts(request, customers, SEARCHES);
  const report = new Report({
    customers,
    instances,
    browser: `Chromium ${browser.version()}`,
    slower: SLOWER,
  });
  await warmUp(browser);

  report.head("Single numbers");
  report.number("Slow-down of a page that only counts", await slowness(browser), "times");
  await sizes(browser, report);
  report.head("Milliseconds since the navigation began");
  await coldLoads(browser, report);
  await warmLoads(browser, report);
  report.head("Milliseconds since the click or the key");
  // The first page is there already; pages are turned in two ways, and the first turn of each does not count.
  const pages = Math.min(PAGES, Math.floor((Math.ceil(customers / rows.length) - 3) / 2));
  await turnPages(browser, pages, report);
  await search(browser, sought, report);
  report.head("Milliseconds until the next paint; layout shift");
  await sessions(browser, report);
  const file = process.env["BUDGETS_JSON"];
  if (file !== undefined) report.write(file);
});

/** The first pages after a start are read from the disk. */
async function warmUp(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const slow = await SlowPage.in(context);
  for (let run = 0; run < 3; run += 1) await slow.load();
  await context.close();
}
