import {
  createCustomer,
  createInstance,
  dialog,
  expect,
  instanceDetails,
  instances,
  INSTANCES,
  message,
  open,
  row,
  test,
  type Locator,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();
const number = (panel: Locator) => panel.getByLabel("AS Number");

/** Makes an instance of a new customer. */
async function made(page: Page, unique: (word: string) => string): Promise<string> {
  const [customer, name] = [unique("Editing"), unique("edited")];
  await createCustomer(page, { name: customer });
  await createInstance(page, customer, name);
  return name;
}

async function editor(page: Page, name: string): Promise<Locator> {
  await open(page, `${INSTANCES}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  const panel = dialog(page, "Edit Service Instance");
  await expect(number(panel)).toHaveValue("64500");
  return panel;
}

test("an edited instance is announced, its row has the focus, and its details show the change", async ({
  page,
  unique,
}) => {
  const name = await made(page, unique);
  const panel = await editor(page, name);
  await expect(panel.getByRole("definition").first()).toHaveText(name);
  await expect(panel.getByLabel("Instance Name")).toHaveCount(0);
  await number(panel).fill("64501");
  await save(page);
  await expect(message(page, "Service instance updated")).toBeVisible();
  await expect(panel).toBeHidden();
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
  const details = await instanceDetails(page, name);
  await expect(details.getByRole("region", { name: "Body" })).toContainText('"as_number": 64501');
});

test("a mistake is said at its path, and what was typed stays", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const name = await made(page, unique);
  const panel = await editor(page, name);
  await number(panel).fill("0");
  await panel.getByLabel("MTU").fill("1500");
  await save(page);
  await expect(number(panel)).toHaveAccessibleDescription(
    "/as_number: 0 is less than the minimum 1.",
  );
  await expect(number(panel)).toBeFocused();
  await expect(panel.getByLabel("MTU")).toHaveValue("1500");
});

test("a body of a design that is not in the catalogue is edited as JSON", async ({ page }) => {
  await open(page, `${servers.catalog.baseURL}${INSTANCES}?q=bakery-line`);
  await page.getByRole("link", { name: "Edit bakery-line" }).click();
  const panel = dialog(page, "Edit Service Instance");
  await expect(panel.getByLabel("Body as JSON")).toHaveValue("{}");
  await expect(panel.getByRole("button", { name: /^Show/ })).toHaveCount(0);
});

test.describe("two people edit the same instance", () => {
  // The second one opens the form, the first one saves before the second one does.
  async function conflict(mine: Page, theirs: Page, name: string) {
    const panel = await editor(mine, name);
    const other = await editor(theirs, name);
    await number(other).fill("64777");
    await other.getByLabel("MTU").fill("9000");
    await save(theirs);
    await expect(message(theirs, "Service instance updated")).toBeVisible();
    await number(panel).fill("64666");
    await save(mine);
    return panel;
  }

  test("the second save is refused with both versions shown, and mine can be kept", async ({
    page,
    browser,
    baseURL,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const name = await made(page, unique);
    const theirs = await browser.newContext({ baseURL: baseURL ?? "" });
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), name);
    await expect(panel.getByText("Nothing was saved")).toBeVisible();
    const both = panel.getByRole("table", { name: "Your version and the current one" });
    await expect(row(both, "/as_number").getByRole("cell")).toHaveText(["64666", "64777"]);
    await expect(row(both, "/mtu").getByRole("cell")).toHaveText(["9192", "9000"]);
    await expect(row(both, "/igp")).toHaveCount(0);
    await panel.getByRole("button", { name: "Keep mine" }).click();
    await expect(panel.getByText("Yours are kept")).toBeVisible();
    await save(page);
    await expect(message(page, "Service instance updated")).toBeVisible();
    await expect(row(instances(page), name)).toBeVisible();
    const details = await instanceDetails(page, name);
    await expect(details.getByRole("region", { name: "Body" })).toContainText("64666");
    await theirs.close();
  });

  test("Take theirs fills the form with what they saved", async ({
    page,
    browser,
    baseURL,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const name = await made(page, unique);
    const theirs = await browser.newContext({ baseURL: baseURL ?? "" });
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), name);
    await panel.getByRole("button", { name: "Take theirs" }).click();
    await expect(number(panel)).toHaveValue("64777");
    await expect(panel.getByLabel("MTU")).toHaveValue("9000");
    await save(page);
    await expect(message(page, "Service instance updated")).toBeVisible();
    await theirs.close();
  });
});
