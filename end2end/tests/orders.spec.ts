import {
  button,
  createCustomer,
  createInstance,
  DESIGNS,
  dialog,
  expect,
  expectCells,
  find,
  instanceDetails,
  INSTANCES,
  kindsOf,
  message,
  open,
  orders,
  ORDERS,
  ready,
  row,
  test,
  timeline,
  total,
  type Locator,
  type Page,
} from "./helpers";
import { servers } from "../servers";

type Unique = (word: string) => string;

const RECORDED = "Recorded; no workflow engine is configured.";
const UUID = /^[0-9a-f-]{36}$/;

const details = (page: Page) => dialog(page, "Service Order Details");
const term = (panel: Locator, name: string) =>
  panel.getByRole("definition").and(panel.page().locator(`dt:text-is("${name}") + dd`));

/** Opens the list with the orders for the instance of that name, in their usual order. */
async function ordersFor(page: Page, name: string): Promise<void> {
  await open(page, `${ORDERS}?filter=${encodeURIComponent(`instance=="${name}"`)}`);
}

/** A new customer with one instance that was put into the network and taken out again. */
async function made(page: Page, unique: Unique) {
  const [customer, name] = [unique("Placing"), unique("placed")];
  await createCustomer(page, { name: customer });
  await createInstance(page, customer, name);
  const panel = await instanceDetails(page, name);
  await place(panel, "Provision");
  await expect(panel.getByText("Active", { exact: true })).toBeVisible();
  await place(panel, "Deprovision");
  await expect(panel.getByText("Deprovisioned", { exact: true })).toBeVisible();
  return { customer, name, panel };
}

/** Places an order. The details follow what happens, and may show it before it is confirmed; lists show
 *  it once it is. */
async function place(panel: Locator, action: "Provision" | "Deprovision"): Promise<void> {
  const confirmed = panel.page().waitForResponse("**/api/instances/order");
  await button(panel, action).click();
  await confirmed;
}

/** An instance whose body says what the workflow engine is to do with it; its details are open. */
async function wished(page: Page, unique: Unique, wish: object) {
  const [customer, name] = [unique("Wishing"), unique("wished")];
  const design = unique("any").replaceAll(" ", "-");
  await open(page, `${DESIGNS}/new`);
  const form = dialog(page, "Add Design");
  await form.getByLabel("Design", { exact: true }).fill(design);
  await form.getByLabel("Version").fill("1");
  await form.getByLabel("Title").fill("Anything");
  await form.getByLabel("Schema").fill('{ "type": "object" }');
  await button(form, "Add design").click();
  await expect(message(page, "Design added")).toBeVisible();
  await createCustomer(page, { name: customer });
  const json = JSON.stringify({ engine: wish });
  await createInstance(page, customer, name, { design: `${design} 1`, json });
  return { customer, name, panel: await instanceDetails(page, name) };
}

test("where there are no orders, the page says where they come from", async ({ page }) => {
  await open(page, INSTANCES);
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await expect(page).toHaveTitle("Service Orders · Orchestration");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Service Orders");
  await expect(page.getByRole("link", { name: "Orders", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(page.getByText("No service orders yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Orders that were given up" })).toBeHidden();
  await page.getByRole("link", { name: "View service instances" }).click();
  await expect(page).toHaveURL(/instances$/);
});

test("an order that does not exist is said to be gone", async ({ page, problems }) => {
  problems.expectStatus(404);
  await open(page, `${ORDERS}/gone`);
  await expect(details(page).getByRole("alert")).toHaveText(
    "There is no such service order. It may have been deleted.",
  );
});

test.describe("where orders are done by being recorded", () => {
  test.use({ baseURL: servers.work.baseURL });

  test("an order is listed with what it is about, the newest first", async ({ page, unique }) => {
    const { customer, name } = await made(page, unique);
    await ordersFor(page, name);
    await expect(total(page)).toHaveText("2 service orders match");
    await expect(orders(page).getByRole("columnheader")).toHaveText([
      "",
      "Service Instance",
      "Customer",
      "Type",
      "Timestamp",
      "Status",
      "Order ID",
      "Actions",
    ]);
    await expect(orders(page).getByRole("columnheader", { name: "Timestamp" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    await expect(kindsOf(orders(page))).toHaveText(["Delete", "Create"]);
    await page.getByRole("searchbox").fill(customer);
    await page.getByRole("searchbox").press("Enter");
    await expect(total(page)).toHaveText("2 service orders match");
    await open(page, `${ORDERS}?filter=${encodeURIComponent(`instance=="${name}";type==create`)}`);
    await expect(total(page)).toHaveText("1 service order matches");
    await expectCells(orders(page), name, {
      "Service Instance": name,
      Customer: customer,
      Type: "Create",
      Timestamp: /just now|ago/,
      Status: "Success",
      "Order ID": UUID,
    });
  });

  test("a click on Type sorts orders by it, a second one turns the order round", async ({
    page,
    unique,
  }) => {
    const { name } = await made(page, unique);
    await ordersFor(page, name);
    const header = orders(page).getByRole("columnheader", { name: "Type" });
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await expect(kindsOf(orders(page))).toHaveText(["Create", "Delete"]);
    await expect(page).toHaveURL(/sort=type$/);
    await header.getByRole("link").click();
    await expect(kindsOf(orders(page))).toHaveText(["Delete", "Create"]);
    await page.reload();
    await ready(page);
    await expect(header).toHaveAttribute("aria-sort", "descending");
  });

  test("an order's id leads to its details, and these to its instance and customer", async ({
    page,
    unique,
  }) => {
    const { customer, name } = await made(page, unique);
    await ordersFor(page, name);
    await row(orders(page), name).first().getByRole("link", { name: UUID }).click();
    const panel = details(page);
    await expect(panel.getByText(`Delete ${name}`)).toBeVisible();
    for (const [label, text] of [
      ["Type", "Delete"],
      ["Message", RECORDED],
      ["Customer", customer],
      ["Attempt", "1"],
      ["Placed", /UTC by local$/],
    ] as const) {
      await expect(term(panel, label)).toHaveText(text);
    }
    await expect(panel.getByRole("region", { name: "Tasks" })).toContainText("No task was reported");
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(total(page)).toHaveText("2 service orders match");
    await page.goBack();
    await panel.getByRole("link", { name, exact: true }).click();
    await expect(dialog(page, "Service Instance Details").getByText(customer)).toBeVisible();
  });

  test("an instance and a customer lead to their orders", async ({ page, unique }) => {
    const { customer, panel } = await made(page, unique);
    await panel.getByRole("link", { name: "All orders" }).click();
    await expect(page).toHaveURL(/orders\?filter=instance\.id%3D%3D/);
    await expect(total(page)).toHaveText("2 service orders match");
    await expect(page.getByRole("group", { name: "Filters" })).toBeVisible();

    await find(page, customer);
    await page.getByRole("link", { name: customer, exact: true }).click();
    await page.getByRole("link", { name: `View Orders of ${customer}` }).click();
    await expect(page.getByText(`Customer: ${customer}`)).toBeVisible();
    await expect(total(page)).toHaveText("2 service orders");
    await page.getByRole("link", { name: "Show the orders of all customers" }).click();
    await expect(page).toHaveURL(/orders$/);
    await expect(page.getByText(`Customer: ${customer}`)).toBeHidden();
  });

  test("what is selected, else all that match, is exported", async ({ page, unique }) => {
    const { name } = await made(page, unique);
    await ordersFor(page, name);
    const read = async (link: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: link }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
      const text = await (await file.createReadStream()).setEncoding("utf8").toArray();
      return text.join("").trim().split(/\r?\n/);
    };
    expect(await read("Export these service orders as CSV")).toHaveLength(3);
    await page.getByRole("checkbox", { name: `Select ${name}` }).first().check();
    const [head, one, ...rest] = await read("Export the selected service orders as CSV");
    expect(head).toContain("Order ID");
    expect(one).toContain(",delete,success,");
    expect(rest).toEqual([]);
  });

  test("the columns that are not shown at first can be", async ({ page, unique }) => {
    const { name } = await made(page, unique);
    await open(page, `${ORDERS}?q=${encodeURIComponent(name)}&columns=instance,by,updated`);
    await expect(orders(page).getByRole("columnheader")).toHaveText([
      "",
      "Service Instance",
      "Placed by",
      "Updated",
      "Actions",
    ]);
    await expect(orders(page).getByRole("cell", { name: "local" })).toHaveCount(2);
    await page.getByRole("link", { name: `Details of the Create order for ${name}` }).click();
    await expect(term(details(page), "Type")).toHaveText("Create");
  });

  test("an order outlives its instance, and then leads to none", async ({ page, unique }) => {
    const { customer, name, panel } = await made(page, unique);
    await panel.getByRole("link", { name: "Delete", exact: true }).click();
    await button(dialog(page, "Confirm Delete"), `Delete ${name}`).click();
    await expect(message(page, "Service instance deleted")).toBeVisible();
    await ordersFor(page, name);
    await page.getByRole("link", { name: `Details of the Create order for ${name}` }).click();
    await expect(term(details(page), "Service Instance")).toContainText(
      `${name} (not in the inventory any more)`,
    );
    await expect(details(page).getByRole("link", { name, exact: true })).toHaveCount(0);
    await expect(details(page).getByRole("link", { name: customer })).toBeVisible();
  });
});

test.describe("where a workflow engine does the work", () => {
  test.use({ baseURL: servers.engine.baseURL });

  test("an order that ends with warnings says so in the list and in its details", async ({
    page,
    unique,
  }) => {
    const { name, panel } = await wished(page, unique, { warn: "configure-pe" });
    await button(panel, "Provision").click();
    await expect(panel.getByText("Active", { exact: true })).toBeVisible();
    await expect(timeline(panel).first()).toContainText(/Create\s*Success with warnings/);
    await ordersFor(page, name);
    await expectCells(orders(page), name, { Status: "Success with warnings" });
    await row(orders(page), name).getByRole("link", { name: UUID }).click();
    await expect(term(details(page), "Message")).toHaveText("configure-pe warns as told");
    const tasks = details(page).getByRole("region", { name: "Tasks" }).getByRole("listitem");
    await expect(tasks).toHaveCount(3);
    await expect(tasks.nth(1)).toContainText(/configure-pe\s*Success with warnings/);
  });

  test("a failed order is retried from its details, which follow the work", async ({
    page,
    unique,
  }) => {
    const { name, panel } = await wished(page, unique, { fail: "verify-service" });
    await button(panel, "Provision").click();
    await expect(button(panel, "Retry")).toBeVisible();
    await panel.getByRole("link", { name: "Edit" }).click();
    const form = dialog(page, "Edit Service Instance");
    await form.getByLabel("Body as JSON").fill("{}");
    await button(form, "Save").click();
    await expect(message(page, "Service instance updated")).toBeVisible();

    await ordersFor(page, name);
    await expectCells(orders(page), name, { Status: "Failed" });
    await row(orders(page), name).getByRole("link", { name: UUID }).click();
    const order = details(page);
    await expect(term(order, "Message")).toHaveText("verify-service failed as told");
    await button(order, "Retry").click();
    await expect(order.getByRole("status").filter({ hasText: "Create order placed" })).toBeFocused();
    await expect(term(order, "Attempt")).toHaveText("2");
    await expect(order.getByText("Success", { exact: true })).toHaveCount(4);
    await expect(button(order, "Retry")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(order).toBeHidden();
    await expectCells(orders(page), name, { Status: "Success" });
  });

  test("an order that the engine will never take is given up, told above the list, and sent again", async ({
    page,
    unique,
  }) => {
    const { name, panel } = await wished(page, unique, { reject: 1 });
    await button(panel, "Provision").click();
    await panel.getByRole("link", { name: "All orders" }).click();
    const givenUp = page.getByRole("region", { name: "Orders that were given up" });
    await expect(givenUp.getByText(/service orders? (was|were) given up/)).toBeVisible();
    const reason = "Given up at once. The workflow engine answered 422 Unprocessable Entity";
    await expect(givenUp.getByRole("listitem").filter({ hasText: name })).toContainText(reason);
    await row(orders(page), name).getByRole("link", { name: UUID }).click();
    const order = details(page);
    await expect(order.getByText(reason)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(order).toBeHidden();
    await button(givenUp, `Send again the order for ${name}`).click();
    await expect(givenUp.getByText(`The order for ${name} is sent again.`)).toBeFocused();
    await expectCells(orders(page), name, { Status: "Success" });
    await expect(givenUp.getByRole("listitem").filter({ hasText: name })).toHaveCount(0);
  });

  test("an order that is placed elsewhere is announced, and its row follows the work", async ({
    page,
    unique,
  }) => {
    const { customer, name, panel } = await wished(page, unique, { delay: 200 });
    const other = await page.context().newPage();
    await ordersFor(other, name);
    await expect(other.getByText("No service order matches")).toBeVisible();
    await button(panel, "Provision").click();
    await expect(other.getByText("1 new service order on this page.")).toBeVisible();
    await other.getByRole("button", { name: "Show", exact: true }).click();
    await expectCells(orders(other), name, { Customer: customer, Status: "Success" });
  });
});
