import { allCustomers, allInstances } from "./inventory";
import {
  CUSTOMERS,
  customers,
  expect,
  INSTANCES,
  type Locator,
  names,
  open,
  type Page,
  search,
  test,
  total,
} from "./helpers";

const filtered = (path: string, filter: string) => `${path}?filter=${encodeURIComponent(filter)}`;

test("each criterion of a filter is a chip that says it in words and has an × to go", async ({
  page,
}) => {
  await open(page, filtered(CUSTOMERS, "services=ge=1;name=like=energy"));
  const expected = allCustomers.filter((c) => c.instances >= 1 && /energy/i.test(c.name));
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
  const chips = page.getByRole("group", { name: "Filters" });
  await expect(chips).toContainText("Service Instances ≥ 1");
  await page.getByRole("link", { name: "Remove the filter Name contains “energy”" }).click();
  await expect(page).toHaveURL(/filter=services%3Dge%3D1$/);
  await page.goBack();
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/customers$/);
});

test("a chip opens to be edited in place", async ({ page }) => {
  await open(page, filtered(CUSTOMERS, "services=ge=1;name=like=energy"));
  await page.locator("summary").filter({ hasText: "Name contains “energy”" }).click();
  const chips = page.getByRole("group", { name: "Filters" });
  await chips.getByRole("combobox", { name: "Condition" }).filter({ visible: true }).selectOption("starts with");
  await chips.getByRole("textbox", { name: "Value" }).filter({ visible: true }).fill("cork");
  await chips.getByRole("button", { name: "Apply" }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/filter=services%3Dge%3D1%3Bname%3Dstarts%3Dcork$/);
  await expect(chips).toContainText("Name starts with “cork”");
});

test("search, order and filter go together", async ({ page }) => {
  await open(page, filtered(CUSTOMERS, "services==0"));
  await search(page, "kiruna");
  const expected = allCustomers.filter((c) => c.instances === 0 && /kiruna/i.test(c.name));
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
  await customers(page).getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  await expect(page).toHaveURL(/q=kiruna&filter=services%3D%3D0&sort=name$/);
  await expect.poll(() => names(customers(page))).toEqual(expected.map((c) => c.name).sort());
});

test("instances are filtered by their own fields and by their customer's", async ({ page }) => {
  await open(page, filtered(INSTANCES, 'state=in=(failed,provisioning),customer.name=="One Line Bakery"'));
  const expected = allInstances.filter(
    (i) => ["failed", "provisioning"].includes(i.state) || i.name === "bakery-line",
  );
  await expect(total(page)).toHaveText(`${expected.length} service instances match`);
});

test("a filter that cannot be read says where and what was meant", async ({ page, problems }) => {
  problems.expectStatus(422);
  await open(page, filtered(CUSTOMERS, "nme==acme"));
  await expect(page.getByText('At character 1: "nme" is not a field')).toBeVisible();
  await expect(page.getByText('Did you mean "name"?')).toBeVisible();
  await page.getByRole("link", { name: "Clear filter" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
});

test("a filter that nobody meets says so and offers to clear it", async ({ page }) => {
  await open(page, filtered(CUSTOMERS, "services=gt=1000"));
  await expect(page.getByText("No customer meets the filter.")).toBeVisible();
  await page.getByRole("link", { name: "Clear filter" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
});

test("a page is found by the number of its first row, and says which rows it shows", async ({
  page,
}) => {
  await open(page, `${CUSTOMERS}?row=31`);
  await expect(page.getByText(`Rows 31–80 of ${allCustomers.length}`)).toBeVisible();
  await page.getByRole("link", { name: "Last page" }).click();
  const last = allCustomers.length;
  await expect(page.getByText(`Rows ${last - 49}–${last} of ${last}`)).toBeVisible();
});

async function openAdvanced(page: Page): Promise<Locator> {
  await page.locator("summary[aria-label='Filter']").click();
  await page.getByRole("button", { name: "Show advanced filters" }).click();
  return page.getByRole("region", { name: "Advanced filters" });
}

const criterion = (panel: Locator, n: number) =>
  panel.getByRole("group", { name: "Criterion", exact: true }).nth(n);

test("criteria are put together as rows, counted while that is done, and applied", async ({ page }) => {
  await open(page, CUSTOMERS);
  const panel = await openAdvanced(page);
  const first = criterion(panel, 0);
  await first.getByRole("combobox", { name: "Condition" }).selectOption("contains");
  await first.getByRole("textbox", { name: "Value" }).fill("energy");
  const energy = allCustomers.filter((c) => /energy/i.test(c.name));
  await expect(panel.getByText(`${energy.length} customers match`)).toBeVisible();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await panel.getByRole("button", { name: "Criterion", exact: true }).click();
  const second = criterion(panel, 1);
  await second.getByRole("combobox", { name: "Field" }).selectOption("Status");
  await second.getByRole("combobox", { name: "Condition" }).selectOption("in");
  await second.getByRole("checkbox", { name: "Inactive" }).check();
  await panel.getByRole("combobox", { name: "Combine by" }).selectOption("Any of these (Or)");
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/filter=name%3Dlike%3Denergy%2Cstatus%3Din%3D%28inactive%29$|filter=name%3Dlike%3Denergy%2Cstatus%3D%3Dinactive$/);
  await panel.getByRole("button", { name: "Duplicate the criterion" }).first().click();
  await expect(panel.getByRole("group", { name: "Criterion", exact: true })).toHaveCount(3);
  await panel.getByRole("button", { name: "Remove the criterion" }).first().click();
  await panel.getByRole("link", { name: "Clear" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
});

test("groups stand within groups", async ({ page }) => {
  await open(page, filtered(CUSTOMERS, "services=ge=1"));
  const panel = await openAdvanced(page);
  await panel.getByRole("button", { name: "Group", exact: true }).click();
  const inner = panel.getByRole("group", { name: "Group of criteria" });
  await expect(inner.getByRole("combobox", { name: "Combine by" })).toHaveValue("Any of these (Or)");
  await inner.getByRole("textbox", { name: "Value" }).fill("Cork Energy");
  await inner.getByRole("button", { name: "Criterion", exact: true }).click();
  await criterion(inner, 1).getByRole("textbox", { name: "Value" }).fill("Cork University");
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(
    (url) =>
      url.searchParams.get("filter") ===
      'services=ge=1;(name=="Cork Energy",name=="Cork University")',
  );
});

test("what is missing or wrong in a row is said beside it, and nothing is applied", async ({ page }) => {
  await open(page, CUSTOMERS);
  const panel = await openAdvanced(page);
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(criterion(panel, 0).getByRole("alert")).toContainText("The value is empty");
  await expect(page).toHaveURL(/customers$/);
  await criterion(panel, 0).getByRole("textbox", { name: "Value" }).fill("a");
  await expect(criterion(panel, 0).getByRole("alert")).toBeHidden();
});

test("the same filter is rows and text, and what does not fit in rows stays text", async ({ page }) => {
  await open(page, filtered(CUSTOMERS, "services=ge=1"));
  const panel = await openAdvanced(page);
  const text = panel.getByRole("textbox", { name: "Filter as text" });
  await panel.getByRole("button", { name: "Text" }).click();
  await expect(text).toHaveValue("services=ge=1");
  await text.fill("services=gte=1");
  await expect(panel.getByText("Did you mean")).toBeVisible();
  await panel.getByRole("button", { name: "Apply" }).click();
  await panel.getByRole("button", { name: "Rows" }).click();
  await expect(text).toBeVisible();
  await text.fill("services=ge=1;name=like=energy");
  await panel.getByRole("button", { name: "Rows" }).click();
  await expect(criterion(panel, 1).getByRole("textbox", { name: "Value" })).toHaveValue("energy");
});

test("the text is completed by keyboard", async ({ page }) => {
  await open(page, CUSTOMERS);
  const panel = await openAdvanced(page);
  await panel.getByRole("button", { name: "Text" }).click();
  const text = panel.getByRole("textbox", { name: "Filter as text" });
  await text.pressSequentially("stat");
  await expect(panel.getByRole("option").first()).toContainText("status");
  await text.press("ArrowDown");
  await text.press("Enter");
  await expect(text).toHaveValue("status");
  await text.press("ArrowDown");
  await text.press("Enter");
  await expect(text).toHaveValue("status==");
  await text.pressSequentially("ina");
  await text.press("ArrowDown");
  await text.press("Tab");
  await expect(text).toHaveValue("status==inactive");
  await text.press("Escape");
  await expect(panel.getByRole("listbox")).toBeHidden();
  await panel.getByRole("button", { name: "Apply" }).click();
  const inactive = page.getByRole("group", { name: "Filters" }).getByText("Status is Inactive");
  await expect(inactive).toBeVisible();
});

test("a customer is picked for a filter of instances by typing a name", async ({ page }) => {
  await open(page, INSTANCES);
  const panel = await openAdvanced(page);
  await criterion(panel, 0).getByRole("combobox", { name: "Field" }).selectOption("Customer ID");
  const value = criterion(panel, 0).getByRole("combobox", { name: "Value" });
  await value.fill("bakery");
  const option = panel.locator("datalist option");
  await expect(option).toHaveText("One Line Bakery · CRM-1005");
  await value.fill((await option.getAttribute("value")) ?? "");
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(total(page)).toHaveText("1 service instance matches");
});
