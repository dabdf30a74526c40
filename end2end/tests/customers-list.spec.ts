import { allCustomers, byCollation, EVERY_STATE } from "./inventory";
import {
  CUSTOMERS,
  customers,
  expect,
  expectRow,
  names,
  open,
  ready,
  row,
  search,
  test,
  total,
} from "./helpers";
import { canTurn, ids, link, turn, walk } from "./pages";

const EVERYBODY = `${allCustomers.length} customers`;
const byName = allCustomers.map((c) => c.name).sort(byCollation);

test("the list shows a row per customer under the columns operators know", async ({ page }) => {
  await open(page, CUSTOMERS);
  await expect(page).toHaveTitle("Customer Inventory · Orchestration");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customer Inventory");
  await expect(page.getByRole("link", { name: "Customers", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(customers(page).getByRole("columnheader")).toHaveText([
    "",
    "Name",
    "Service Instances",
    "Reference Number",
    "Description",
    "Status",
    "Updated",
    "Actions",
  ]);
  await expect(total(page)).toHaveText(EVERYBODY);
  await search(page, EVERY_STATE);
  await expect(total(page)).toHaveText("1 customer matches");
  await expectRow(customers(page), {
    Name: EVERY_STATE,
    "Service Instances": "7View Instances",
    "Reference Number": "CRM-1001",
    Description: /^Wholesale fibre/,
    Status: "Active",
    Updated: /just now|ago/,
  });
});

test("the number of instances tells their states on hover", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=CRM-1001`);
  await expect(row(customers(page), EVERY_STATE).getByText("7", { exact: true })).toHaveAttribute(
    "title",
    "1 uploaded, 1 feasibility checked, 1 provisioning, 1 active, 1 failed, 1 deprovisioning, 1 deprovisioned",
  );
});

test("customers are in the order of their names, whatever the case and script", async ({
  page,
}) => {
  await open(page, CUSTOMERS);
  expect((await walk(page, customers(page), "Next page")).flat()).toEqual(byName);
});

for (const [label, key] of [
  ["Name", "name"],
  ["Service Instances", "services"],
  ["Reference Number", "reference"],
  ["Description", "description"],
  ["Status", "status"],
  ["Updated", "updated"],
] as const) {
  test(`a click on ${label} sorts by it, a second one turns the order round`, async ({ page }) => {
    await open(page, key === "name" ? `${CUSTOMERS}?sort=updated` : CUSTOMERS);
    const table = customers(page);
    const header = table.getByRole("columnheader", { name: label });
    const everybody = async () => {
      const found = await ids(table);
      while (await canTurn(page, "Next page")) {
        await turn(page, table, "Next page");
        found.push(...(await ids(table)));
      }
      return found;
    };

    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await expect(page).toHaveURL(key === "name" ? /customers$/ : new RegExp(`\\?sort=${key}$`));
    const up = await everybody();
    expect(new Set(up).size).toBe(allCustomers.length);

    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await expect(page).toHaveURL(new RegExp(`\\?sort=-${key}$`));
    await expect.poll(() => ids(table)).toContain(up.at(-1));
    expect(await everybody()).toEqual(up.reverse());
    await expect(table.locator("[aria-sort]")).toHaveCount(1);
  });
}

test("sorted by instances, the customer with most comes first and the number goes down", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?sort=-services`);
  const counts = await customers(page).locator(".services-count").allInnerTexts();
  const expected = allCustomers.map((c) => c.instances).sort((a, b) => b - a);
  expect(counts.map(Number)).toEqual(expected.slice(0, counts.length));
});

test("sorted by reference number, customers without one come first", async ({ page }) => {
  await open(page, `${CUSTOMERS}?sort=reference`);
  const shown = (await walk(page, customers(page), "Next page")).flat();
  const without = allCustomers.filter((c) => c.reference === "").map((c) => c.name);
  expect(shown.slice(0, without.length).sort()).toEqual(without.sort());
  const reference = new Map(allCustomers.map((c) => [c.name, c.reference]));
  const rest = shown.slice(without.length).map((name) => reference.get(name) ?? "");
  const twins = (text: string) => text.replace(/TWIN-[12]/, "TWIN");
  expect(rest.map(twins)).toEqual([...rest].map(twins).sort(byCollation));
});

test("the pages hold every customer once, forwards and backwards", async ({ page }) => {
  await open(page, CUSTOMERS);
  const table = customers(page);
  await expect(link(page, "First page")).toHaveAttribute("aria-disabled", "true");
  await expect(link(page, "Previous page")).toHaveAttribute("aria-disabled", "true");

  const forwards = await walk(page, table, "Next page");
  expect(forwards.map((rows) => rows.length)).toEqual([50, 50, allCustomers.length - 100]);
  await expect(link(page, "Next page")).toHaveAttribute("aria-disabled", "true");
  await expect(link(page, "Last page")).toHaveAttribute("aria-disabled", "true");
  await expect(total(page)).toHaveText(EVERYBODY);

  const backwards = await walk(page, table, "Previous page");
  expect(backwards.reverse().flat()).toEqual(byName);
});

test("the last page ends with the last customer, and from there one comes back to the first", async ({
  page,
}) => {
  await open(page, CUSTOMERS);
  const table = customers(page);
  await turn(page, table, "Last page");
  await expect(page).toHaveURL(/page=last/);
  expect((await names(table)).at(-1)).toBe(byName.at(-1));
  const backwards = await walk(page, table, "Previous page");
  // The first page is a full one, whatever the pages after it began with.
  expect(backwards.map((rows) => rows.length)).toEqual([50, 50, 50]);
  expect([...new Set(backwards.reverse().flat())]).toEqual([...new Set(byName)]);
  await turn(page, table, "Last page");
  await turn(page, table, "First page");
  expect(await names(table)).toEqual(byName.slice(0, 50));
});

test("a new page starts at its first row", async ({ page }) => {
  await open(page, CUSTOMERS);
  await row(customers(page), byName[49] ?? "").scrollIntoViewIfNeeded();
  await turn(page, customers(page), "Next page");
  await expect(row(customers(page), byName[50] ?? "")).toBeInViewport();
});

test("page, order and search are in the URL: reload, back, forward and a pasted link show the same", async ({
  page,
  context,
}) => {
  await open(page, CUSTOMERS);
  const table = customers(page);
  await search(page, "depot");
  await expect(total(page)).toHaveText("60 customers match");
  const byName = table.getByRole("columnheader", { name: "Name" });
  await expect(table.locator("[aria-sort]")).toHaveCount(0);
  await byName.getByRole("link").click();
  await expect(byName).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/q=depot&sort=name/);
  await byName.getByRole("link").click();
  await expect(page).toHaveURL(/q=depot&sort=-name/);
  await expect.poll(async () => (await names(table))[0]).toBe("Uppsala Savings Bank");
  const first = await names(table);
  await turn(page, table, "Next page");
  const second = await names(table);
  expect(second).toHaveLength(10);

  await page.reload();
  await ready(page);
  expect(await names(table)).toEqual(second);
  await expect(page.getByRole("searchbox")).toHaveValue("depot");

  await page.goBack();
  await expect.poll(() => names(table)).toEqual(first);
  await page.goForward();
  await expect.poll(() => names(table)).toEqual(second);

  const other = await context.newPage();
  await open(other, page.url());
  expect(await names(customers(other))).toEqual(second);
});

test("back leads out of a search to the whole list again", async ({ page }) => {
  await open(page, CUSTOMERS);
  await search(page, "oulu");
  await expect(total(page)).toHaveText("6 customers match");
  await page.goBack();
  await expect(total(page)).toHaveText(EVERYBODY);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a page beyond the end of a link that grew old still shows the list", async ({ page }) => {
  await open(page, `${CUSTOMERS}?at=gone&sort=color`);
  await expect(total(page)).toHaveText(EVERYBODY);
});

test("text that looks like HTML is shown as it is", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=HTML-1`);
  await expectRow(customers(page), {
    Name: "</textarea><script>window.broken=1</script>",
    Description: "</textarea><script>window.broken=1</script> & <b>not bold</b> &amp;",
  });
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
});

test("a name too long for its column is cut there and whole on hover", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=LONG-`);
  const long = allCustomers.find((c) => c.reference.startsWith("LONG-"))?.name ?? "";
  const link = customers(page).getByRole("link", { name: long, exact: true });
  await expect(link).toHaveAttribute("title", long);
  await expect(link).toHaveText(long);
});
