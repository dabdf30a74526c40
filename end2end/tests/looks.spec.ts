// Takes pictures for people to look at, into test-results/looks; asserts only what it waits for.

import { join } from "node:path";
import { CUSTOMERS, dialog, expect, find, INSTANCES, open, test, type Page } from "./helpers";
import { servers } from "../servers";

const picture = (name: string) => join(test.info().project.outputDir, "looks", `${name}.png`);

async function panel(page: Page, search: string, link: string, title: string) {
  await find(page, search);
  await page.getByRole("link", { name: link, exact: true }).click();
  await expect(
    dialog(page, title)
      .getByText(/Harbour|Nordic|History/)
      .first(),
  ).toBeVisible();
}

const looks: Record<string, (page: Page) => Promise<void>> = {
  list: (page) => open(page, CUSTOMERS),
  add: (page) => open(page, `${CUSTOMERS}/new`),
  details: (page) => panel(page, "CRM-1001", "Nordic Fiber AB", "Customer Details"),
  delete: (page) => panel(page, "CRM-1003", "Delete Harbour Data Ltd", "Confirm Delete"),
  blocked: (page) => panel(page, "CRM-1001", "Delete Nordic Fiber AB", "Confirm Delete"),
  instances: (page) => open(page, `${INSTANCES}?q=n`),
  scoped: async (page) => {
    await find(page, "CRM-1001");
    await page.getByRole("link", { name: "Nordic Fiber AB", exact: true }).click();
    await dialog(page, "Customer Details")
      .getByRole("link", { name: /^View Instances/ })
      .click();
    await expect(page.getByText("Feasibility checked")).toBeVisible();
  },
  "no-match": (page) => open(page, `${CUSTOMERS}?q=nothing+like+it`),
  empty: (page) => open(page, `${servers.empty.baseURL}${CUSTOMERS}`),
};

for (const [theme, size] of [
  ["light", { width: 1280, height: 800 }],
  ["dark", { width: 1280, height: 800 }],
  ["light", { width: 360, height: 740 }],
] as const) {
  test.describe(`${theme} at ${size.width} pixels`, () => {
    test.use({ colorScheme: theme, viewport: size, hasTouch: size.width < 720 });
    for (const [name, go] of Object.entries(looks)) {
      test(`a picture of ${name}`, async ({ page }) => {
        await go(page);
        // One that is cut short is over, too.
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)));
        await page.screenshot({ path: picture(`${name}-${theme}-${size.width}`) });
      });
    }
  });
}

test("a picture of a refused form", async ({ page, problems }) => {
  problems.expectStatus(422);
  await open(page, `${CUSTOMERS}/new`);
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByText("Name is missing")).toBeVisible();
  await page.screenshot({ path: picture("refused-light-1280") });
});

test("a picture of a page that does not exist", async ({ page, problems }) => {
  problems.expectStatus(404);
  await open(page, "orchestration/nothing");
  await page.screenshot({ path: picture("not-found-light-1280") });
});
