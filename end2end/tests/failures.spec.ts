import {
  CUSTOMERS,
  customers,
  dialog,
  expect,
  loaded,
  names,
  open,
  ready,
  slow,
  test,
  total,
} from "./helpers";
import { link } from "./pages";

test("an address without a page says so, with the way back", async ({ page, problems }) => {
  problems.expectStatus(404);
  const answer = await page.goto("orchestration/customer");
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle("Page not found · Orchestration");
  await expect(page.getByText("There is no page at this address")).toBeVisible();
  await page.getByRole("link", { name: "Go to Customers" }).click();
  await expect(customers(page)).toBeVisible();
});

for (const [what, path, title] of [
  ["details", "gone", "Customer Details"],
  ["edit form", "gone/edit", "Edit Customer"],
  ["delete question", "gone/delete", "Confirm Delete"],
  ["details by an impossible id", "%3Cb%3E", "Customer Details"],
] as const) {
  test(`the ${what} of an unknown customer: said in the panel, over the list, as a 404`, async ({
    page,
    problems,
  }) => {
    problems.expectStatus(404);
    const answer = await page.goto(`${CUSTOMERS}/${path}`);
    expect(answer?.status()).toBe(404);
    const panel = dialog(page, title);
    await expect(panel.getByRole("alert")).toHaveText(
      "There is no such customer. It may have been deleted.",
    );
    await panel.getByRole("link", { name: "Close" }).click();
    await expect(panel).toBeHidden();
    await expect(total(page)).toHaveText(/customers$/);
  });
}

test("the instances of an unknown customer say that there is no such customer", async ({
  page,
  problems,
}) => {
  problems.expectStatus(404);
  await open(page, "orchestration/instances?customer=gone");
  await expect(page.getByText("There is no such customer")).toBeVisible();
});

test("a lost connection is said in words, and Try again works once it is back", async ({
  page,
  context,
  problems,
}) => {
  problems.expectText("net::ERR_INTERNET_DISCONNECTED");
  await open(page, CUSTOMERS);
  await loaded(page);
  await context.setOffline(true);
  await link(page, "Next page").click();
  await expect(page.getByRole("alert")).toContainText("The server could not be reached.");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(customers(page).getByRole("rowheader")).toHaveCount(50);
  await expect(link(page, "Previous page")).not.toHaveAttribute("aria-disabled");
});

test("where a part of the program cannot be loaded, the page says so, and works once it is loaded again", async ({
  page,
  problems,
}) => {
  for (const text of ["net::ERR_FAILED", "Failed to fetch", "panicked", "unreachable"]) {
    problems.expectText(text);
  }
  const parts = /\/pkg\/.*\.wasm/;
  let program = true;
  await page.route(parts, async (route) => {
    // The program itself comes first, then its parts.
    if (program) await route.continue();
    else await route.abort();
    program = false;
  });
  await open(page, CUSTOMERS);
  const columns = page.locator("summary[aria-label=Columns]");
  await columns.click();
  const ended = page.getByRole("alertdialog", { name: "This page has stopped working" });
  await expect(ended).toBeVisible();
  await expect(ended.getByRole("link", { name: "Load again" })).toBeFocused();
  await page.unroute(parts);
  await page.keyboard.press("Enter");
  await expect(ended).toBeHidden();
  await ready(page);
  await columns.click();
  await expect(page.getByRole("checkbox", { name: "Description" })).toBeVisible();
});

test("what was typed survives a lost connection", async ({ page, context, problems }) => {
  problems.expectText("net::ERR_INTERNET_DISCONNECTED");
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await panel.getByLabel("Description").fill("Kept");
  await loaded(page);
  await context.setOffline(true);
  await panel.getByRole("button", { name: "Add customer" }).click();
  await expect(panel.getByRole("alert")).toContainText("The server could not be reached.");
  await expect(panel.getByLabel("Description")).toHaveValue("Kept");
});

test("on a slow network the old rows stay, under a progress line, until the new ones come", async ({
  page,
}) => {
  await open(page, CUSTOMERS);
  const before = await names(customers(page));
  await slow(page, 3000);
  await link(page, "Next page").click();
  await expect(page.locator(".progress-on")).toBeAttached();
  expect(await names(customers(page))).toEqual(before);
  await expect.poll(() => names(customers(page))).not.toEqual(before);
  await expect(page.locator(".progress-on")).not.toBeAttached();
});

test("panels asked for by many people at once are all answered", async ({ request }) => {
  const asked = Array.from({ length: 60 }, (_, i) =>
    request.get(i % 2 === 0 ? `${CUSTOMERS}/new` : `${CUSTOMERS}?q=crm`),
  );
  expect((await Promise.all(asked)).map((answer) => answer.status())).toEqual(asked.map(() => 200));
});
