import { CUSTOMERS, customers, expect, open, test, type Page } from "./helpers";
import { ids, link } from "./pages";

/** Lists of customers that are asked for from now on. */
function asked(page: Page): string[] {
  const urls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/customers/list")) urls.push(request.url());
  });
  return urls;
}

/** Holds the mouse's button on the link until the page that it leads to is here. */
async function press(page: Page, name: "Next page" | "Last page"): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes("/customers/list"));
  await link(page, name).hover();
  await page.mouse.down();
  await (await answer).finished();
}

test("a page is asked for once, while the link to it is pressed, and shown with the click", async ({
  page,
}) => {
  await open(page, CUSTOMERS);
  const before = await ids(customers(page));
  const lists = asked(page);
  await press(page, "Next page");
  expect(await ids(customers(page))).toEqual(before);
  await page.mouse.up();
  await expect(page).toHaveURL(/after=/);
  await expect.poll(() => ids(customers(page))).not.toEqual(before);
  await expect(link(page, "Previous page")).toHaveAttribute("href", /before=/);
  expect(lists).toHaveLength(1);
});

test("a link that is pressed and let go elsewhere leads nowhere", async ({ page }) => {
  await open(page, CUSTOMERS);
  const before = await ids(customers(page));
  await press(page, "Last page");
  await page.mouse.move(0, 0);
  await page.mouse.up();
  await expect(link(page, "First page")).toHaveAttribute("aria-disabled", "true");
  expect(await ids(customers(page))).toEqual(before);
  await expect(page).toHaveURL(/customers$/);
});

test("another page than the one that was asked for ahead is asked for itself", async ({ page }) => {
  await open(page, CUSTOMERS);
  const lists = asked(page);
  await press(page, "Last page");
  await page.mouse.move(0, 0);
  await page.mouse.up();
  await link(page, "Next page").press("Enter");
  await expect(page).toHaveURL(/after=/);
  await expect(link(page, "First page")).not.toHaveAttribute("aria-disabled", "true");
  expect(lists).toHaveLength(2);
});
