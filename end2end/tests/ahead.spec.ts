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

/** The whole answer to the next question for a list of customers. */
async function answered(page: Page): Promise<void> {
  const answer = await page.waitForResponse((response) => response.url().includes("/customers/list"));
  await answer.finished();
}

/** Holds the mouse's button on the link until the page that it leads to is here. */
async function press(page: Page, name: "Next page" | "Last page"): Promise<void> {
  const answer = answered(page);
  await link(page, name).hover();
  await page.mouse.down();
  await answer;
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
  // The page after it may have been asked for by now, too.
  expect(new Set(lists).size).toBe(lists.length);
});

test("a page is asked for while the link to it has the focus, and then the next", async ({ page }) => {
  await open(page, CUSTOMERS);
  const before = await ids(customers(page));
  const lists = asked(page);
  const ahead = answered(page);
  await link(page, "Next page").focus();
  await ahead;
  expect(await ids(customers(page))).toEqual(before);
  const next = answered(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/after=/);
  await expect.poll(() => ids(customers(page))).not.toEqual(before);
  await next;
  expect(new Set(lists).size).toBe(2);
  expect(lists).toHaveLength(2);
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
  expect(lists[1]).toContain("after");
  expect(new Set(lists).size).toBe(lists.length);
});
