import { allCustomers } from "./inventory";
import {
  createCustomer,
  customers,
  dialog,
  expect,
  fill,
  find,
  open,
  row,
  test,
  total,
  CUSTOMERS,
} from "./helpers";
import { servers } from "../servers";

test("a click on the name shows all of a customer", async ({ page }) => {
  await find(page, "CRM-1001");
  await page.getByRole("link", { name: "Nordic Fiber AB", exact: true }).click();
  const details = dialog(page, "Customer Details");
  for (const [term, text] of [
    ["Reference Number", "CRM-1001"],
    ["Description", "Wholesale fibre in the Nordics; one instance in every state."],
    ["Created", /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/],
    ["Updated", /UTC \(version 1\)$/],
    ["Service Instances", /1 feasibility checked/],
  ] as const) {
    await expect(
      details.getByRole("definition").and(page.locator(`dt:text-is("${term}") + dd`)),
    ).toHaveText(text);
  }
  await expect(details.getByText("Active", { exact: true })).toBeVisible();
  await expect(
    details.getByRole("link", { name: "View Instances of Nordic Fiber AB" }),
  ).toBeVisible();
});

test("a long text is shown whole, with its lines", async ({ page }) => {
  const long = allCustomers.find((c) => c.reference.startsWith("LONG-"));
  await find(page, "LONG-");
  const link = page.getByRole("link", { name: long?.name ?? "", exact: true });
  await link.click({ position: { x: 20, y: 5 } });
  const details = dialog(page, "Customer Details");
  await expect(
    details.getByRole("definition").getByText("14. A line of a long description"),
  ).toBeVisible();
  expect(await details.evaluate((e) => e.scrollWidth <= e.clientWidth)).toBe(true);
});

test("the details have a link of their own", async ({ page, context }) => {
  await find(page, "CRM-1005");
  await page.getByRole("link", { name: "One Line Bakery", exact: true }).click();
  await expect(dialog(page, "Customer Details")).toBeVisible();
  const other = await context.newPage();
  await open(other, page.url());
  await expect(
    dialog(other, "Customer Details").getByText("One Line Bakery").first(),
  ).toBeVisible();
  await expect(total(other)).toHaveText("1 customer matches");
});

test("Esc, Close and Back lead to the same list, with the focus on the customer", async ({
  page,
}) => {
  await find(page, "TWIN-1");
  const url = page.url();
  const link = page.getByRole("link", { name: "Twin Telecom", exact: true });
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => dialog(page, "Customer Details").getByRole("link", { name: "Close" }).click(),
    () => page.goBack(),
  ]) {
    await link.click();
    await expect(dialog(page, "Customer Details")).toBeVisible();
    await leave();
    await expect(dialog(page, "Customer Details")).toBeHidden();
    await expect(page).toHaveURL(url);
    await expect(link).toBeFocused();
  }
});

test.describe("with changes", () => {
  test.use({ baseURL: servers.work.baseURL });

  test("the history tells who did what, with the values before and after", async ({
    page,
    unique,
  }) => {
    const name = unique("Storied");
    await createCustomer(page, { name, description: "First" });
    await page.getByRole("link", { name: `Edit ${name}` }).click();
    await fill(dialog(page, "Edit Customer"), { description: "Second", status: "Inactive" });
    await page.getByRole("button", { name: "Save" }).click();
    await expect(row(customers(page), name)).toContainText("Inactive");

    await page.getByRole("link", { name, exact: true }).click();
    const history = dialog(page, "Customer Details").getByRole("region", { name: "History" });
    const entries = history.getByRole("list").first().locator("> li");
    await expect(entries).toHaveCount(2);
    await expect(entries.nth(0)).toHaveText(
      /Customer updated by local \(web\), \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    await expect(entries.nth(0)).toContainText("Description: First to Second");
    await expect(entries.nth(0)).toContainText("Status: active to inactive");
    await expect(entries.nth(0)).not.toContainText("Name:");
    await expect(entries.nth(1)).toContainText("Customer created by local");
    await expect(entries.nth(1)).toContainText(`Name: ${name}`);
  });

  test("Edit and Delete in the details lead on to their own panels", async ({ page, unique }) => {
    const name = unique("Onward");
    await createCustomer(page, { name });
    for (const [action, title] of [
      ["Edit", "Edit Customer"],
      ["Delete", "Confirm Delete"],
    ] as const) {
      await page.getByRole("link", { name, exact: true }).click();
      await dialog(page, "Customer Details")
        .getByRole("link", { name: action, exact: true })
        .click();
      await expect(dialog(page, title)).toBeVisible();
      await expect(dialog(page, "Customer Details")).toBeHidden();
      await page.keyboard.press("Escape");
      await expect(dialog(page, title)).toBeHidden();
      await expect(page).toHaveURL(new RegExp(CUSTOMERS));
    }
  });

  test("an imported customer's history begins with the import", async ({ page }) => {
    await find(page, "CRM-1006");
    await page.getByRole("link", { name: "Half Way Hotels", exact: true }).click();
    const history = dialog(page, "Customer Details").getByRole("region", { name: "History" });
    await expect(history).toContainText("Customer created by local (command line)");
    await expect(history).toContainText("Service instance hotel-uplink created");
  });
});
