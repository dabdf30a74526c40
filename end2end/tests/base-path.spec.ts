import {
  button,
  createCustomer,
  createInstance,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  expectRow,
  fill,
  find,
  instanceDetails,
  instances,
  message,
  open,
  search,
  test,
  total,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.prefixed.baseURL });

/** Every link, form and file of the page stays below the prefix. */
async function expectBelowPrefix(page: Page) {
  const urls = await page
    .locator("a[href], form[action], link[href], script[src]")
    .evaluateAll((elements) =>
      elements.map(
        (e) => e.getAttribute("href") ?? e.getAttribute("action") ?? e.getAttribute("src") ?? "",
      ),
    );
  expect(urls.length).toBeGreaterThan(5);
  // Those to the page itself are where the page is.
  const elsewhere = urls.filter((url) => !["", "#main"].includes(url));
  expect(elsewhere.filter((url) => !url.startsWith("/orchestration/inventory/"))).toEqual([]);
}

test("everything works below a prefix of two segments", async ({ page, unique }) => {
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(servers.prefixed.baseURL)) outside.push(request.url());
  });
  const name = unique("Embedded");

  await open(page, "");
  await expect(page).toHaveURL(`${servers.prefixed.baseURL}${CUSTOMERS}`);
  await expect(total(page)).toHaveText(/customers$/);
  await expectBelowPrefix(page);

  await page.getByRole("link", { name: "Add customer" }).click();
  await expectBelowPrefix(page);
  await fill(dialog(page, "Add Customer"), { name });
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(message(page, "Customer created")).toBeVisible();
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();

  await page.getByRole("link", { name: `Edit ${name}` }).click();
  await expectBelowPrefix(page);
  await fill(dialog(page, "Edit Customer"), { description: "Seen from a portal" });
  await page.getByRole("button", { name: "Save" }).click();
  await expectRow(customers(page), { Name: name, Description: "Seen from a portal" });

  await page.getByRole("link", { name, exact: true }).click();
  await expect(
    dialog(page, "Customer Details").getByRole("definition").getByText("Seen from a portal"),
  ).toBeVisible();
  await expectBelowPrefix(page);
  await page.keyboard.press("Escape");

  await search(page, name);
  await expect(total(page)).toHaveText("1 customer matches");
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await dialog(page, "Confirm Delete")
    .getByRole("button", { name: `Delete ${name}` })
    .click();
  await expect(message(page, "Customer deleted")).toBeVisible();

  await page.getByRole("link", { name: "Clear search" }).click();
  const header = customers(page).getByRole("columnheader", { name: "Service Instances" });
  await header.getByRole("link").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await header.getByRole("link").click();
  await page.getByRole("link", { name: "View Instances of Many Sites Retail" }).click();
  await expect(total(page)).toHaveText("60 service instances");
  await expectBelowPrefix(page);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(instances(page).getByRole("rowheader")).toHaveCount(10);
  await page.getByRole("link", { name: "Show the instances of all customers" }).click();
  await expect(page).toHaveURL(`${servers.prefixed.baseURL}orchestration/instances`);
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await expect(page).toHaveURL(`${servers.prefixed.baseURL}${CUSTOMERS}`);
  expect(outside).toEqual([]);
});

test("blocking instances link below the prefix", async ({ page }) => {
  await find(page, "CRM-1005");
  await page.getByRole("link", { name: "Delete One Line Bakery" }).click();
  await dialog(page, "Confirm Delete").getByRole("link", { name: "bakery-line" }).click();
  await expect(dialog(page, "Service Instance Details").getByText("bakery-line")).toBeVisible();
  await expectBelowPrefix(page);
});

test("orders are listed below the prefix", async ({ page, unique }) => {
  const [customer, name] = [unique("Embedded"), unique("embedded")];
  await createCustomer(page, { name: customer });
  await createInstance(page, customer, name);
  const panel = await instanceDetails(page, name);
  await button(panel, "Provision").click();
  await expect(panel.getByText("Active", { exact: true })).toBeVisible();
  await panel.getByRole("link", { name: "All orders" }).click();
  await expect(total(page)).toHaveText("1 service order matches");
  await expectBelowPrefix(page);
  await page.getByRole("link", { name: `Details of the Create order for ${name}` }).click();
  await expect(dialog(page, "Service Order Details").getByText(customer)).toBeVisible();
  await expectBelowPrefix(page);
});

test("the chosen theme is kept below the prefix", async ({ page }) => {
  await open(page, CUSTOMERS);
  await page.getByLabel("Theme").selectOption("Dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const [cookie] = await page.context().cookies();
  expect(cookie?.path).toBe("/orchestration/inventory/");
});

test("outside of the prefix there is nothing", async ({ page, problems }) => {
  problems.expectStatus(404);
  const answer = await page.goto(`http://127.0.0.1:${servers.prefixed.port}/${CUSTOMERS}`);
  expect(answer?.status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("adding works below the prefix", async ({ page, unique }) => {
    const name = unique("Plain");
    await page.goto(`${CUSTOMERS}/new`);
    await fill(dialog(page, "Add Customer"), { name });
    await page.getByRole("button", { name: "Add customer" }).click();
    await expectRow(customers(page), { Name: name });
    await expectBelowPrefix(page);
  });
});
