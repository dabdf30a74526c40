import { allCustomers } from "./inventory";
import { CUSTOMERS, customers, expect, names, open, search, test, total } from "./helpers";

test("Enter in the search box searches", async ({ page }) => {
  await open(page, CUSTOMERS);
  await search(page, "kiruna");
  await expect(page).toHaveURL(/\?q=kiruna$/);
  await expect(total(page)).toHaveText("6 customers match");
  for (const name of await names(customers(page))) expect(name).toContain("Kiruna");
});

test("the magnifier searches", async ({ page }) => {
  await open(page, CUSTOMERS);
  await page.getByRole("searchbox", { name: "Search customers" }).fill("narvik");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(total(page)).toHaveText("6 customers match");
});

for (const [where, text, name] of [
  ["in the name", "quiet harbour", "Quiet Harbour Co"],
  ["in the reference number", "crm-1005", "One Line Bakery"],
  ["in the description", "chain of shops", "Many Sites Retail"],
  ["in any of them at once", "retail crm-1002 line", "Many Sites Retail"],
  ["in the middle of a word", "ordic fib", "Nordic Fiber AB"],
  ["whatever its case", "NORDIC fiber", "Nordic Fiber AB"],
  ["in Chinese", "云网", "北京云网科技有限公司"],
  ["in Greek capitals", "ΔΊΚΤΥΑ", "Ελληνικά Δίκτυα ΑΕ"],
  ["in Arabic", "الاتصالات", "شركة الاتصالات المتحدة"],
  ["with an ß written as SS", "STRASSE", "Straße & Söhne GmbH"],
  ["with quotes", `"Double" & 'Single'`, `"Double" & 'Single' Quotes, Inc.`],
  ["with signs of a pattern", "100% percent_under\\back", "100% Percent_Under\\Back"],
  ["with HTML", "</textarea><script>", "</textarea><script>window.broken=1</script>"],
] as const) {
  test(`a customer is found by text ${where}`, async ({ page }) => {
    await open(page, CUSTOMERS);
    await search(page, text);
    await expect(total(page)).toHaveText("1 customer matches");
    expect(await names(customers(page))).toEqual([name]);
  });
}

test("a search without a match says so and offers to clear it", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=-updated`);
  await search(page, "no such thing");
  await expect(page.getByText("No customer matches")).toBeVisible();
  await expect(page.getByText("contains “no such thing”")).toBeVisible();
  await page.getByRole("link", { name: "Clear search" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/\?sort=-updated$/);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("Esc in the search box clears the search", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=kiruna`);
  await page.getByRole("searchbox").press("Escape");
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await expect(page).toHaveURL(/customers$/);
});

test("a search starts on its first page and keeps the order", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=-name&page=last`);
  await search(page, "university");
  await expect(total(page)).toHaveText("20 customers match");
  await expect(page).toHaveURL(/\?q=university&sort=-name$/);
  expect((await names(customers(page)))[0]).toBe("Uppsala University");
});

test("rows appear while somebody types, marked where they match, and the last letter wins", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?sort=name`);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("strasse");
  await expect(total(page)).toHaveText("1 customer matches");
  await expect(customers(page).locator("mark")).toHaveText("Straße");
  await expect(page).toHaveURL(/q=strasse/);
  await page.keyboard.press("Escape");
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("strasse");
});

test("an answer that comes late does not replace a newer one", async ({ page }) => {
  await open(page, CUSTOMERS);
  let held: (() => Promise<void>) | undefined;
  await page.route(/api\/customers\/list/, async (route) => {
    if (decodeURIComponent(route.request().url()).includes("q=kiru&")) {
      held = () => route.continue();
    } else await route.continue();
  });
  const box = page.getByRole("searchbox");
  await box.fill("kiru");
  await expect.poll(() => held !== undefined).toBe(true);
  await box.fill("kiruna hospital");
  await expect(total(page)).toHaveText("1 customer matches");
  await held?.();
  await expect(page).toHaveURL(/q=kiruna\+hospital/);
  await expect(total(page)).toHaveText("1 customer matches");
});
