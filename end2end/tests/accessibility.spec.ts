import AxeBuilder from "@axe-core/playwright";
import {
  CUSTOMERS,
  DESIGN,
  DESIGNS,
  dialog,
  expect,
  fillBody,
  find,
  instanceDetails,
  INSTANCES,
  instances,
  open,
  ORDERS,
  picker,
  test,
  type Page,
} from "./helpers";
import { servers } from "../servers";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} — ${n.failureSummary}`),
  );
  expect(found).toEqual([]);
}

async function details(page: Page, search: string, name: string) {
  await find(page, search);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(
    dialog(page, "Customer Details").getByRole("heading", { name: "History" }),
  ).toBeVisible();
}

async function deletion(page: Page, search: string, name: string) {
  await find(page, search);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await expect(dialog(page, "Confirm Delete").getByText(name).first()).toBeVisible();
}

async function instanceForm(page: Page) {
  await open(page, `${INSTANCES}/new`);
  await page.getByLabel("Service Design").selectOption(DESIGN);
  await expect(page.getByLabel("MTU")).toBeVisible();
}

/** Every screen, and how one gets there. */
const screens: Record<string, (page: Page) => Promise<void>> = {
  "the list": (page) => open(page, CUSTOMERS),
  "the list sorted, searched and on its second page": async (page) => {
    await open(page, `${CUSTOMERS}?q=depot&sort=-name`);
    await page.getByRole("link", { name: "Next page" }).click();
    await expect(page).toHaveURL(/after=/);
  },
  "a search without a match": (page) => open(page, `${CUSTOMERS}?q=nothing+like+it`),
  "the form to add": (page) => open(page, `${CUSTOMERS}/new`),
  "the form to add, refused": async (page) => {
    await open(page, `${CUSTOMERS}/new`);
    await page.getByRole("button", { name: "Add customer" }).click();
    await expect(page.getByText("Name is missing")).toBeVisible();
  },
  "the form to edit": async (page) => {
    await find(page, "TWIN-1");
    await page.getByRole("link", { name: "Edit Twin Telecom" }).click();
    await expect(page.getByText("Another customer has this name")).toBeVisible();
  },
  "the details": (page) => details(page, "CRM-1001", "Nordic Fiber AB"),
  "the question whether to delete": (page) => deletion(page, "CRM-1003", "Harbour Data Ltd"),
  "a blocked delete": (page) => deletion(page, "CRM-1001", "Nordic Fiber AB"),
  "the instances": (page) => open(page, INSTANCES),
  "the instances of one customer": async (page) => {
    await find(page, "CRM-1001");
    await page.getByRole("link", { name: "View Instances of Nordic Fiber AB" }).click();
    await expect(instances(page).getByText("Feasibility checked")).toBeVisible();
  },
  "the form for an instance": async (page) => {
    await instanceForm(page);
    await expect(page.getByLabel("AS Number")).toBeVisible();
  },
  "the form for an instance, its body as JSON": async (page) => {
    await instanceForm(page);
    await page.getByRole("button", { name: "Show as JSON" }).click();
    await expect(page.getByLabel("Body as JSON")).toBeVisible();
  },
  "the form for an instance, refused": async (page) => {
    await instanceForm(page);
    await page.getByLabel("MTU").fill("12");
    await page.getByRole("button", { name: "Create instance" }).click();
    await expect(page.getByText("/mtu: 12 is less than the minimum 1280.")).toBeVisible();
  },
  "the customers to pick from": async (page) => {
    await open(page, `${INSTANCES}/new`);
    const { field, list } = picker(dialog(page, "New Service Instance"));
    await field.fill("CRM-100");
    await expect(list.getByRole("option", { name: /Resting Railways/ })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(list.getByRole("option", { selected: true })).toBeVisible();
  },
  "a customer created on the way": async (page) => {
    await open(page, `${INSTANCES}/new`);
    const { field, list } = picker(dialog(page, "New Service Instance"));
    await field.fill("Nobody of this name");
    await expect(list.getByRole("option", { name: "Create customer" })).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(dialog(page, "Create Customer")).toBeVisible();
  },
  "an instance's details": async (page) => {
    const panel = await instanceDetails(page, "nordic-active");
    await expect(panel.getByRole("button", { name: "Deprovision" })).toBeVisible();
  },
  "the form to edit an instance": async (page) => {
    await open(page, `${INSTANCES}?q=nordic-active`);
    await page.getByRole("link", { name: "Edit nordic-active" }).click();
    await expect(page.getByLabel("Body as JSON")).toBeVisible();
  },
  "the question whether to delete an instance": async (page) => {
    await open(page, `${INSTANCES}?q=nordic-uploaded`);
    await page.getByRole("link", { name: "Delete nordic-uploaded" }).click();
    await expect(dialog(page, "Confirm Delete").getByText("nordic-uploaded").first()).toBeVisible();
  },
  "a page that does not exist": async (page) => open(page, "orchestration/nothing"),
  "a customer that does not exist": async (page) => open(page, `${CUSTOMERS}/gone`),
  "the advanced filters": async (page) => {
    await open(page, `${CUSTOMERS}?filter=services=ge=1;(status==inactive,state=in=(active,failed))`);
    await page.keyboard.press("f");
    await expect(page.getByRole("region", { name: "Advanced filters" })).toContainText("match");
  },
  "the advanced filters as text": async (page) => {
    await open(page, CUSTOMERS);
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "Text" }).click();
    await page.getByRole("textbox", { name: "Filter as text" }).fill("services=ge=1;st");
    const offers = page.getByRole("listbox", { name: "What may be written next" });
    await expect(offers.getByRole("option").first()).toBeVisible();
  },
  "a chip that is open": async (page) => {
    await open(page, `${CUSTOMERS}?filter=services=ge=1`);
    await page.locator("summary").filter({ hasText: "Service Instances ≥ 1" }).click();
    await expect(page.getByRole("group", { name: "Criterion" })).toBeVisible();
  },
  "the funnel": async (page) => {
    await open(page, CUSTOMERS);
    await page.locator("summary[aria-label=Filter]").click();
    await page.getByRole("button", { name: "Save as…" }).click();
    await expect(page.getByRole("button", { name: "Save", exact: true })).toBeVisible();
  },
  "the columns": async (page) => {
    await open(page, INSTANCES);
    await page.locator("summary[aria-label=Columns]").click();
    await expect(page.getByRole("group", { name: "Columns" })).toBeVisible();
  },
  "the way to a row": async (page) => {
    await open(page, CUSTOMERS);
    await page.locator("summary").filter({ hasText: "Rows 1–" }).click();
    await expect(page.getByLabel("Row number")).toBeVisible();
  },
  "the shortcuts": async (page) => {
    await open(page, CUSTOMERS);
    await page.keyboard.press("?");
    await expect(dialog(page, "Keyboard shortcuts")).toBeVisible();
  },
  "selected customers": async (page) => {
    await open(page, CUSTOMERS);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await expect(page.getByText("50 selected")).toBeVisible();
  },
  "the question whether to delete many": async (page) => {
    await open(page, CUSTOMERS);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await page.getByRole("button", { name: "Delete the selected customers" }).click();
    await expect(dialog(page, "Delete 50 customers?")).toBeVisible();
  },
  "a row that is edited": async (page) => {
    await find(page, "TWIN-1");
    await page.getByRole("link", { name: "Twin Telecom", exact: true }).press("F2");
    await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  },
  "the deleted customers": (page) => open(page, "orchestration/deleted-customers"),
  "no orders yet": (page) => open(page, ORDERS),
  "an order that does not exist": (page) => open(page, `${ORDERS}/gone`),
  "the service designs": (page) => open(page, DESIGNS),
  "the form to add a design, refused": async (page) => {
    await open(page, `${DESIGNS}/new`);
    await page.getByRole("button", { name: "Add design" }).click();
    await expect(page.getByText("Title is missing")).toBeVisible();
  },
  "the details of a design": async (page) => {
    await open(page, DESIGNS);
    await page.getByRole("link", { name: "l3vpn", exact: true }).click();
    await expect(page.getByRole("region", { name: "Schema" })).toBeVisible();
  },
  "the question whether to retire a design": async (page) => {
    await open(page, `${DESIGNS}/l3vpn/1.0.0/status`);
    await expect(dialog(page, "Change Status").getByText("Retire").first()).toBeVisible();
  },
  "an empty inventory": (page) => open(page, `${servers.empty.baseURL}${CUSTOMERS}`),
};

/** The status that getting to a screen ends with, where it is an error. */
const statuses: Record<string, number> = {
  "the form to add, refused": 422,
  "the form for an instance, refused": 422,
  "the form to add a design, refused": 422,
  "a page that does not exist": 404,
  "a customer that does not exist": 404,
  "an order that does not exist": 404,
};

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const [screen, go] of Object.entries(screens)) {
      test(`${screen} can be used by everybody`, async ({ page, problems }) => {
        const status = statuses[screen];
        if (status) problems.expectStatus(status);
        await go(page);
        await expectAccessible(page);
      });
    }
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`an instance with orders can be used by everybody in ${colorScheme}`, async ({
    page,
    unique,
  }) => {
    await page.emulateMedia({ colorScheme });
    const [customer, name] = [unique("Ordered"), unique("orders")];
    // The helpers name pages by relative paths.
    const base = servers.work.baseURL;
    await open(page, `${base}${CUSTOMERS}/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(customer);
    await page.getByRole("button", { name: "Add customer" }).click();
    await page.getByRole("link", { name: customer, exact: true }).click();
    await dialog(page, "Customer Details").getByRole("link", { name: "New instance" }).click();
    const panel = dialog(page, "New Service Instance");
    await panel.getByLabel("Instance Name").fill(name);
    await panel.getByLabel("Service Design").selectOption(DESIGN);
    await fillBody(panel);
    await panel.getByRole("button", { name: "Create instance" }).click();
    await expect(panel).toBeHidden();
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name: "Provision", exact: true }).click();
    await expect(page.getByText("Recorded; no workflow engine is configured.").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Deprovision" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "All orders" }).click();
    const details = page.getByRole("link", { name: `Details of the Create order for ${name}` });
    await expect(details).toBeVisible();
    await expectAccessible(page);
    await details.click();
    await expect(dialog(page, "Service Order Details").getByText("local").first()).toBeVisible();
    await expectAccessible(page);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`both versions in a conflict can be used by everybody in ${colorScheme}`, async ({
    page,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    await page.emulateMedia({ colorScheme });
    const name = unique("Compared");
    await open(page, `${servers.work.baseURL}${CUSTOMERS}/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await page.getByRole("button", { name: "Add customer" }).click();
    const edit = page.getByRole("link", { name: `Edit ${name}` });
    await edit.click();
    await expect(dialog(page, "Edit Customer")).toBeVisible();
    const other = await page.context().newPage();
    await open(other, page.url());
    for (const [tab, text] of [
      [other, "Theirs"],
      [page, "Mine"],
    ] as const) {
      await tab.getByRole("textbox", { name: "Description" }).fill(text);
      await tab.getByRole("button", { name: "Save" }).click();
      // A message stays for as long as the pointer is on it.
      await tab.getByText(/Nothing was saved|Customer updated/).hover();
    }
    await expect(page.getByText("Nothing was saved")).toBeVisible();
    await expectAccessible(page);
    await expect(other.getByText("Customer updated")).toBeVisible();
    await expectAccessible(other);
  });
}
