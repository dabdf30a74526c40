import { customers, CUSTOMERS, expect, instances, INSTANCES, open, type Page, test } from "./helpers";

const headings = (page: Page) => customers(page).getByRole("columnheader");
const USUAL = ["", "Name", "Service Instances", "Reference Number", "Description", "Status", "Updated", "Actions"];

async function openMenu(page: Page): Promise<void> {
  await page.locator("summary[aria-label='Columns']").click();
}

test("columns are shown and hidden, in the URL, and brought back", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=-services`);
  await expect(headings(page)).toHaveText(USUAL);
  await openMenu(page);
  await expect(page.getByRole("checkbox", { name: "Name" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Description" }).uncheck();
  await page.getByRole("checkbox", { name: "Customer ID" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  const chosen = ["", "Name", "Service Instances", "Reference Number", "Status", "Updated", "Customer ID", "Actions"];
  await expect(headings(page)).toHaveText(chosen);
  await expect(page).toHaveURL(/sort=-services&columns=name%2Cservices%2Creference%2Cstatus%2Cupdated%2Cid$/);
  await page.reload();
  await expect(headings(page)).toHaveText(chosen);
  await page.goBack();
  await expect(headings(page)).toHaveText(USUAL);
  await page.goForward();
  await openMenu(page);
  await page.getByRole("link", { name: "Reset" }).click();
  await expect(headings(page)).toHaveText(USUAL);
  await expect(page).toHaveURL(/sort=-services$/);
});

test("a column that is not usual sorts as the others do", async ({ page }) => {
  await open(page, `${INSTANCES}?columns=name,created`);
  const created = instances(page).getByRole("columnheader", { name: "Created" });
  await created.getByRole("link").click();
  await expect(created).toHaveAttribute("aria-sort", "ascending");
  await expect(instances(page).getByRole("columnheader")).toHaveText(["Name", "Created"]);
});

test("the menu is worked by keyboard alone", async ({ page }) => {
  await open(page, CUSTOMERS);
  const button = page.locator("summary[aria-label='Columns']");
  await button.focus();
  await page.keyboard.press("Enter");
  const status = page.getByRole("checkbox", { name: "Status" });
  await expect(status).toBeVisible();
  await status.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(status).toBeHidden();
  await expect(button).toBeFocused();
  await expect(headings(page)).toHaveText(USUAL);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Apply" }).press("Enter");
  await expect(headings(page)).toHaveText(USUAL.filter((heading) => heading !== "Status"));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("columns are chosen with a form", async ({ page }) => {
    await page.goto(`${CUSTOMERS}?q=a`);
    await openMenu(page);
    await page.getByRole("checkbox", { name: "Updated" }).uncheck();
    await page.getByRole("checkbox", { name: "Created" }).check();
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(headings(page)).toHaveText([
      "Name", "Service Instances", "Reference Number", "Description", "Status", "Created", "Actions",
    ]);
    await expect(page).toHaveURL(/q=a/);
  });

  test("a filter is written in the funnel", async ({ page }) => {
    await page.goto(CUSTOMERS);
    await page.locator("summary[aria-label='Filter']").click();
    await page.getByRole("textbox", { name: "Filter" }).fill("services==0");
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page.getByText("Filter: services==0")).toBeVisible();
  });
});
