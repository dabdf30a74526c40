import { CUSTOMERS, expect, open, test, type Page } from "./helpers";

/** How light the page's ground is, from 0 (black) to 1 (white). */
async function lightness(page: Page): Promise<number> {
  const color = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return (r + g + b) / 3 / 255;
}

test("the page follows the system's theme", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, CUSTOMERS);
  expect(await lightness(page)).toBeGreaterThan(0.9);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await lightness(page)).toBeLessThan(0.15);
});

for (const [theme, dark] of [
  ["Dark", true],
  ["Light", false],
] as const) {
  test(`${theme} stays chosen whatever the system says, also after a reload`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: dark ? "light" : "dark" });
    await open(page, CUSTOMERS);
    await page.getByLabel("Theme").selectOption(theme);
    await expect.poll(() => lightness(page).then((l) => l < 0.5)).toBe(dark);
    // The server knows it, so that the first paint is right already.
    const answer = await page.reload();
    expect(await answer?.text()).toContain(`data-theme="${theme.toLowerCase()}"`);
    expect((await lightness(page)) < 0.5).toBe(dark);
    await expect(page.getByLabel("Theme")).toHaveValue(theme.toLowerCase());
    await page.getByLabel("Theme").selectOption("System");
    await expect.poll(() => lightness(page).then((l) => l < 0.5)).toBe(!dark);
  });
}
