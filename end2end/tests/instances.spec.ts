import { allInstances, byCollation, EVERY_STATE, MANY, STATES } from "./inventory";
import {
  CUSTOMERS,
  dialog,
  expect,
  expectRow,
  find,
  instances,
  INSTANCES,
  names,
  open,
  ready,
  search,
  test,
  total,
} from "./helpers";
import { turn, walk } from "./pages";

const ALL = `${allInstances.length} service instances`;

test("the list shows a row per instance with its customer, design and state", async ({ page }) => {
  await open(page, INSTANCES);
  await expect(page).toHaveTitle("Service Instances · Orchestration");
  await expect(page.getByRole("link", { name: "Instances", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(instances(page).getByRole("columnheader")).toHaveText([
    "",
    "Name",
    "Customer",
    "Design",
    "State",
    "Updated",
    "Actions",
  ]);
  await expect(total(page)).toHaveText(ALL);
  await search(page, "bakery-line");
  await expect(total(page)).toHaveText("1 service instance matches");
  await expectRow(instances(page), {
    Name: "bakery-line",
    Customer: "One Line Bakery",
    Design: "eline-evpn-vpws-csm 2.0.1",
    State: "Active",
    Updated: /just now|ago/,
  });
});

test("View Instances leads to that customer's instances, named in a chip, with their number", async ({
  page,
}) => {
  await find(page, "CRM-1001");
  await page.getByRole("link", { name: `View Instances of ${EVERY_STATE}` }).click();
  await expect(page).toHaveURL(/instances\?customer=[\w-]+$/);
  await expect(page.getByText(`Customer: ${EVERY_STATE}`)).toBeVisible();
  await expect(total(page)).toHaveText("7 service instances");
  await expect(instances(page).getByRole("row").getByRole("cell").nth(1)).toHaveText(EVERY_STATE);
  for (const [name, state] of [
    ["nordic-uploaded", "Uploaded"],
    ["nordic-feasibility-checked", "Feasibility checked"],
    ["nordic-provisioning", "Provisioning"],
    ["nordic-active", "Active"],
    ["nordic-failed", "Failed"],
    ["nordic-deprovisioning", "Deprovisioning"],
    ["nordic-deprovisioned", "Deprovisioned"],
  ] as const) {
    await expectRow(instances(page), { Name: name, State: state });
  }
});

test("removing the chip shows the instances of all customers", async ({ page }) => {
  await find(page, "CRM-1001");
  await page.getByRole("link", { name: `View Instances of ${EVERY_STATE}` }).click();
  await expect(total(page)).toHaveText("7 service instances");
  const remove = page.getByRole("link", { name: "Show the instances of all customers" });
  await remove.click();
  await expect(total(page)).toHaveText(ALL);
  await expect(remove).toBeHidden();
  await expect(page).toHaveURL(/instances$/);
  await page.goBack();
  await expect(total(page)).toHaveText("7 service instances");
  await expect(remove).toBeVisible();
});

test("search, order and pages stay within the chip's customer", async ({ page }) => {
  await find(page, "CRM-1002");
  await page.getByRole("link", { name: `View Instances of ${MANY}` }).click();
  await expect(total(page)).toHaveText("60 service instances");
  const shops = allInstances.filter((i) => i.reference === "CRM-1002").map((i) => i.name);
  expect((await walk(page, instances(page), "Next page")).flat()).toEqual(shops);
  await search(page, "shop-01");
  await expect(total(page)).toHaveText("10 service instances match");
  const byName = instances(page).getByRole("columnheader", { name: "Name" });
  await byName.getByRole("link").click();
  await expect(byName).toHaveAttribute("aria-sort", "ascending");
  await byName.getByRole("link").click();
  await expect.poll(async () => (await names(instances(page)))[0]).toBe("shop-019");
  await expect(page).toHaveURL(/q=shop-01&customer=[\w-]+&sort=-name$/);
  await page.reload();
  await ready(page);
  await expect(page.getByText(`Customer: ${MANY}`)).toBeVisible();
  expect((await names(instances(page)))[0]).toBe("shop-019");
});

for (const [by, text, count] of [
  ["name", "nordic-", 7],
  ["design", "infrastructure", 21],
  ["customer's name", "nordic fiber", 7],
  ["customer's reference number", "crm-1002", 60],
] as const) {
  test(`instances are found by their ${by}`, async ({ page }) => {
    await open(page, INSTANCES);
    await search(page, text);
    await expect(total(page)).toHaveText(`${count} service instances match`);
  });
}

for (const [label, key, value] of [
  ["Name", "name", (i: (typeof allInstances)[number]) => i.name],
  ["Customer", "customer", null],
  ["Design", "design", (i: (typeof allInstances)[number]) => i.design],
  ["State", "state", (i: (typeof allInstances)[number]) => `${STATES.indexOf(i.state)}`],
  ["Updated", "updated", null],
] as const) {
  test(`a click on ${label} sorts instances by it, a second one turns the order round`, async ({
    page,
  }) => {
    await open(page, key === "name" ? `${INSTANCES}?sort=state` : INSTANCES);
    const table = instances(page);
    const header = table.getByRole("columnheader", { name: label });
    const before = await names(table);
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await expect.poll(() => names(table)).not.toEqual(before);
    const up = (await walk(page, table, "Next page")).flat();
    expect(new Set(up).size).toBe(allInstances.length);
    if (value) {
      const of = new Map(allInstances.map((i) => [i.name, value(i)]));
      const keys = up.map((name) => of.get(name) ?? "");
      expect(keys).toEqual([...keys].sort(byCollation));
    }
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await expect.poll(() => names(table)).toContain(up.at(-1));
    expect((await walk(page, table, "Next page")).flat()).toEqual(up.reverse());
  });
}

test("an instance's customer leads to its details", async ({ page }) => {
  await open(page, `${INSTANCES}?q=hotel-uplink`);
  await page.getByRole("link", { name: "Half Way Hotels" }).click();
  await expect(
    dialog(page, "Customer Details").getByRole("definition").getByText("CRM-1006"),
  ).toBeVisible();
});

test("a search without a match offers to clear it, within the customer", async ({ page }) => {
  await find(page, "CRM-1001");
  await page.getByRole("link", { name: `View Instances of ${EVERY_STATE}` }).click();
  await search(page, "nothing like it");
  await expect(page.getByText("No service instance matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear search" }).click();
  await expect(total(page)).toHaveText("7 service instances");
});

test("a customer without instances is said to have none", async ({ page }) => {
  await find(page, "TWIN-1");
  await page.getByRole("link", { name: "View Instances of Twin Telecom" }).click();
  await expect(page.getByText("This customer has no service instances")).toBeVisible();
  await page.getByRole("link", { name: "Show all instances" }).click();
  await expect(total(page)).toHaveText(ALL);
});

test("back from the instances leads to the list as it was", async ({ page }) => {
  await open(page, `${CUSTOMERS}?q=depot&sort=-services`);
  const table = page.getByRole("table", { name: "Customers" });
  await turn(page, table, "Next page");
  const before = await names(table);
  await page
    .getByRole("link", { name: /^View Instances of/ })
    .first()
    .click();
  await expect(page).toHaveURL(/instances\?customer=/);
  await page.goBack();
  await expect.poll(() => names(table)).toEqual(before);
});
