import { allCustomers, allInstances } from "./inventory";
import { CUSTOMERS, customers, expect, INSTANCES, names, open, search, test, total } from "./helpers";

const filtered = (path: string, filter: string) => `${path}?filter=${encodeURIComponent(filter)}`;

test("a filter in the URL is named in a chip, and removed there", async ({ page }) => {
  const filter = "services=ge=1;name=like=energy";
  await open(page, filtered(CUSTOMERS, filter));
  const expected = allCustomers.filter((c) => c.instances >= 1 && /energy/i.test(c.name));
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
  await expect(page.getByRole("code").getByText(filter)).toBeVisible();
  await page.getByRole("link", { name: "Remove the filter" }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
  await expect(page).toHaveURL(/customers$/);
  await page.goBack();
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
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

test("a filter is written, mended and cleared in the funnel", async ({ page, problems }) => {
  problems.expectStatus(422);
  await open(page, CUSTOMERS);
  const funnel = page.locator("summary[aria-label='Filter']");
  const text = page.getByRole("textbox", { name: "Filter" });
  const apply = page.getByRole("button", { name: "Apply" });
  await funnel.click();
  await text.fill("services=gte=1");
  await apply.click();
  await expect(page.getByText("Did you mean")).toBeVisible();
  await funnel.click();
  await expect(text).toHaveValue("services=gte=1");
  await text.fill("services=ge=1");
  await apply.click();
  const expected = allCustomers.filter((c) => c.instances >= 1);
  await expect(total(page)).toHaveText(`${expected.length} customers match`);
  await expect(text).toBeHidden();
  await expect(page).toHaveURL(/filter=services%3Dge%3D1$/);
  await funnel.click();
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await expect(total(page)).toHaveText(`${allCustomers.length} customers`);
});
