// What a person likes about a list: its columns, their order and width, the height of its rows, the
// length of a page.

import { CUSTOMERS, customers, expect, INSTANCES, instances, open, type Page, test } from "./helpers";
import { servers } from "../servers";

// The person is the same in all tests, so they run one after the other, on a server of their own.
test.use({ baseURL: servers.personal.baseURL });
test.describe.configure({ mode: "serial" });

test.beforeEach(async ({ request }) => {
  for (const list of ["customers", "instances"]) {
    const done = await request.post("api/preferences/set", { data: { list, preferences: {} } });
    expect(done.ok()).toBe(true);
  }
});

const headings = (page: Page) => customers(page).getByRole("columnheader");
const ofInstances = (page: Page) => instances(page).getByRole("columnheader");
const USUAL = ["", "Name", "Service Instances", "Reference Number", "Description", "Status", "Updated", "Actions"];
const kept = (page: Page) => page.waitForResponse(/preferences\/set/);

async function openMenu(page: Page): Promise<void> {
  await page.locator("summary[aria-label='Columns']").click();
}

async function reset(page: Page): Promise<void> {
  await openMenu(page);
  const done = kept(page);
  await page.getByRole("link", { name: "Reset" }).click();
  await done;
  await expect(ofInstances(page)).toHaveText(["", "Name", "Customer", "Design", "State", "Updated", "Actions"]);
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
  await open(page, `${CUSTOMERS}?columns=name,id`);
  await expect(headings(page)).toHaveText(["", "Name", "Customer ID", "Actions"]);
  await page.goBack();
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
  await expect(instances(page).getByRole("columnheader")).toHaveText(["", "Name", "Created", "Actions"]);
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
  // What was not applied is forgotten.
  await page.keyboard.press("Enter");
  await expect(status).toBeChecked();
  await status.press("Space");
  await page.getByRole("button", { name: "Apply" }).press("Enter");
  await expect(headings(page)).toHaveText(USUAL.filter((heading) => heading !== "Status"));
});

test("columns are put into another order, which is remembered until it is reset", async ({ page }) => {
  await open(page, INSTANCES);
  await openMenu(page);
  await page.getByRole("button", { name: "Move State up" }).click();
  await page.getByRole("button", { name: "Move State up" }).click();
  await expect(page.getByRole("button", { name: "Move State up" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  const done = kept(page);
  await page.getByRole("button", { name: "Apply" }).click();
  await done;
  const order = ["", "Name", "State", "Customer", "Design", "Updated", "Actions"];
  await expect(ofInstances(page)).toHaveText(order);
  await open(page, INSTANCES);
  await expect(ofInstances(page)).toHaveText(order);
  await open(page, `${INSTANCES}?columns=name,updated`);
  await expect(ofInstances(page)).toHaveText(["", "Name", "Updated", "Actions"]);
  await reset(page);
});

test("a column is drawn wider, and by keyboard narrower", async ({ page }) => {
  await open(page, INSTANCES);
  const header = ofInstances(page).filter({ hasText: "Customer" });
  const width = async () => (await header.boundingBox())?.width ?? 0;
  const before = await width();
  const edge = header.locator(".col-edge");
  const box = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  const drawn = kept(page);
  await page.mouse.up();
  await drawn;
  await expect.poll(width).toBeCloseTo(before + 60, -1);
  await page.reload();
  await expect.poll(width).toBeCloseTo(before + 60, -1);
  await header.getByRole("link").focus();
  const pressed = kept(page);
  await page.keyboard.press("Shift+ArrowLeft");
  await pressed;
  await expect.poll(width).toBeCloseTo(before + 44, -1);
  await reset(page);
  await expect.poll(width).toBeCloseTo(before, -1);
});

test("rows are made lower at once and stay so", async ({ page }) => {
  await open(page, INSTANCES);
  const height = async () => (await instances(page).getByRole("row").nth(1).boundingBox())?.height;
  expect(await height()).toBe(40);
  await openMenu(page);
  const done = kept(page);
  await page.getByRole("checkbox", { name: "Compact rows" }).check();
  await done;
  await expect.poll(height).toBe(32);
  await page.reload();
  expect(await height()).toBe(32);
  await open(page, CUSTOMERS);
  expect((await customers(page).getByRole("row").nth(1).boundingBox())?.height).toBe(40);
});

test("the length of a page is chosen and remembered", async ({ page }) => {
  await open(page, CUSTOMERS);
  const rows = customers(page).getByRole("rowheader");
  const size = page.getByRole("combobox", { name: "Rows per page" });
  await expect(size).toHaveValue("50");
  await size.selectOption("25");
  await expect(rows).toHaveCount(25);
  const kept = page.waitForResponse(/preferences\/set/);
  await size.selectOption("100");
  await expect(rows).not.toHaveCount(25);
  await kept;
  await page.reload();
  await expect(size).toHaveValue("100");
  await open(page, `${CUSTOMERS}?size=25`);
  await expect(rows).toHaveCount(25);
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
    await expect(page.getByRole("group", { name: "Filters" })).toContainText("Service Instances is 0");
  });
});
