import {
  CUSTOMERS,
  customers,
  DESIGNS,
  dialog,
  expect,
  find,
  INSTANCES,
  instances,
  open,
  row,
  test,
  type Page,
} from "./helpers";

async function expectNoSidewaysScroll(page: Page) {
  const whole = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(whole).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

test.describe("on a telephone, 360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("name, status and actions of a customer are in view", async ({ page }) => {
    await find(page, "CRM-1005");
    const bakery = row(customers(page), "One Line Bakery");
    for (const part of [
      bakery.getByRole("link", { name: "One Line Bakery", exact: true }),
      bakery.getByText("Active"),
      // What the links show, which other screens only draw for the row that is pointed at.
      bakery.getByRole("link", { name: "Edit One Line Bakery" }).locator(".icon"),
      bakery.getByRole("link", { name: "Delete One Line Bakery" }).locator(".icon"),
    ]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    await expect(bakery.getByText("CRM-1005")).toBeHidden();
    await expectNoSidewaysScroll(page);
  });

  test("the details tell what the table leaves out", async ({ page }) => {
    await find(page, "CRM-1005");
    await page.getByRole("link", { name: "One Line Bakery", exact: true }).tap();
    const details = dialog(page, "Customer Details");
    await expect(details.getByRole("definition").getByText("CRM-1005")).toBeInViewport();
    await expect(
      details.getByRole("link", { name: "View Instances of One Line Bakery" }),
    ).toBeInViewport();
    await expectNoSidewaysScroll(page);
  });

  test("the forms and questions fit", async ({ page }) => {
    await open(page, `${CUSTOMERS}/new`);
    const panel = dialog(page, "Add Customer");
    await expect(panel.getByLabel("Name", { exact: true })).toBeInViewport({ ratio: 1 });
    await expect(panel.getByRole("button", { name: "Add customer" })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
    await find(page, "LONG-");
    await page.getByRole("link", { name: /^Delete Consolidated/ }).tap();
    await expect(
      dialog(page, "Confirm Delete").getByRole("link", { name: "Cancel" }),
    ).toBeInViewport({ ratio: 1 });
    await expect(dialog(page, "Confirm Delete").getByRole("button")).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });

  test("name, state and actions of an instance are in view", async ({ page }) => {
    await open(page, `${INSTANCES}?q=nordic-feasibility`);
    const found = row(instances(page), "nordic-feasibility-checked");
    await expect(found.getByText("Feasibility checked")).toBeInViewport({ ratio: 1 });
    await expect(found.getByRole("rowheader")).toBeInViewport();
    await expect(found.getByRole("link", { name: /^Edit/ })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });

  test("the list stays where it is while a panel opens and closes", async ({ page }) => {
    const where = () => page.evaluate(() => window.scrollY);
    await open(page, CUSTOMERS);
    await customers(page).getByRole("rowheader").nth(30).getByRole("link").click();
    const details = dialog(page, "Customer Details");
    await expect(details.getByRole("heading", { name: "History" })).toBeVisible();
    const scrolled = await where();
    expect(scrolled).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await expect(details).toBeHidden();
    expect(await where()).toBe(scrolled);
  });

  test("what is to be tapped is large enough", async ({ page }) => {
    await open(page, CUSTOMERS);
    const small = await page
      .getByRole("main")
      .locator("a, button, input")
      .evaluateAll((all) =>
        all
          .filter((e) => e.checkVisibility())
          .map((e) => ({
            what: e.getAttribute("aria-label") ?? e.textContent,
            // A label is as good a target as its box.
            box: (e.closest("label") ?? e).getBoundingClientRect(),
          }))
          .filter(({ box }) => box.height < 24 || box.width < 24)
          .map(({ what, box }) => `${what}: ${box.width} × ${box.height}`),
      );
    expect(small).toEqual([]);
  });
});

for (const [what, width, height] of [
  ["200%", 640, 400],
  ["400%", 320, 256],
] as const) {
  test(`at a zoom of ${what} nothing scrolls sideways and everything can be reached`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await find(page, "CRM-1005");
    await expectNoSidewaysScroll(page);
    const edit = page.getByRole("link", { name: "Edit One Line Bakery" });
    await edit.scrollIntoViewIfNeeded();
    await edit.click();
    const save = dialog(page, "Edit Customer").getByRole("button", { name: "Save" });
    await save.scrollIntoViewIfNeeded();
    await expect(save).toBeInViewport({ ratio: 1 });
    const status = dialog(page, "Edit Customer").getByLabel("Status");
    await status.scrollIntoViewIfNeeded();
    await expect(status).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });
}

test.describe("on a small screen, 760 pixels wide", () => {
  test.use({ viewport: { width: 760, height: 740 } });

  test("what heads a row of designs is at its edge and covers nothing", async ({ page }) => {
    await open(page, DESIGNS);
    const [name, version] = [page.getByRole("rowheader"), page.locator("td.col-version")].map(
      (cells) => cells.first(),
    );
    const box = async (cell: typeof name) => (await cell!.boundingBox())!;
    const frame = (await page.locator(".table-frame").boundingBox())!;
    expect((await box(name)).x).toBeLessThan(frame.x + 2);
    expect((await box(name)).x + (await box(name)).width).toBeLessThan((await box(version)).x + 1);
  });
});
