import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  editCustomer,
  expect,
  expectRow,
  fill,
  message,
  open,
  row,
  slow,
  test,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

test("an edited customer is announced, and its row has the focus", async ({ page, unique }) => {
  const [name, renamed] = [unique("Before"), unique("After")];
  await createCustomer(page, { name, reference: unique("R"), description: "Old" });
  const panel = await editCustomer(page, name);
  await expect(panel.getByLabel("Description")).toHaveValue("Old");
  await fill(panel, { name: renamed, reference: "", description: "New", status: "Inactive" });
  await save(page);
  await expect(message(page, "Customer updated")).toBeVisible();
  await expect(panel).toBeHidden();
  await open(page, `${CUSTOMERS}?q=${encodeURIComponent(renamed)}`);
  await expectRow(customers(page), {
    Name: renamed,
    "Reference Number": "",
    Description: "New",
    Status: "Inactive",
  });
});

test("after a save the row in the list shows what was saved, in view and focused", async ({
  page,
  unique,
}) => {
  const name = unique("In View");
  await createCustomer(page, { name });
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  await fill(dialog(page, "Edit Customer"), { description: "Seen at once" });
  await save(page);
  await expectRow(customers(page), { Name: name, Description: "Seen at once" });
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
});

test("a customer's own name and reference number are no obstacle to saving it", async ({
  page,
  unique,
}) => {
  const [name, reference] = [unique("Same"), unique("s")];
  await createCustomer(page, { name, reference });
  const panel = await editCustomer(page, name);
  await fill(panel, { reference: reference.toUpperCase() });
  await expect(panel.getByRole("status")).toHaveText("");
  await save(page);
  await expectRow(customers(page), { Name: name, "Reference Number": reference.toUpperCase() });
});

test("typing a name is not disturbed by the look for others of that name", async ({
  page,
  unique,
}) => {
  const name = unique("Letter by");
  await createCustomer(page, { name });
  const panel = await editCustomer(page, name);
  await slow(page, 400);
  const field = panel.getByLabel("Name", { exact: true });
  await field.press("End");
  await page.keyboard.type(" letter", { delay: 400 });
  await expect(field).toHaveValue(`${name} letter`);
  await expect(field).toBeFocused();
});

test("wrong fields are said beside them, and what was typed stays", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const name = unique("Stays");
  await createCustomer(page, { name });
  const panel = await editCustomer(page, name);
  await fill(panel, { name: "", description: "Typed" });
  await save(page);
  await expect(panel.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(
    /Name is missing/,
  );
  await expect(panel.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(panel.getByLabel("Description")).toHaveValue("Typed");
});

test("changes are not thrown away without a question", async ({ page, unique }) => {
  const name = unique("Unsaved");
  await createCustomer(page, { name });
  const panel = await editCustomer(page, name);
  await fill(panel, { description: "Not yet saved" });
  page.once("dialog", (question) => void question.dismiss());
  await page.keyboard.press("Escape");
  await expect(panel.getByLabel("Description")).toHaveValue("Not yet saved");
});

test.describe("two people edit the same customer", () => {
  // The second one opens the form, the first one saves before the second one does.
  async function conflict(mine: Page, theirs: Page, name: string) {
    await createCustomer(mine, { name, reference: `R ${name}`, description: "Original" });
    const panel = await editCustomer(mine, name);
    await fill(await editCustomer(theirs, name), { description: "Theirs", status: "Inactive" });
    await save(theirs);
    await expect(message(theirs, "Customer updated")).toBeVisible();
    await fill(panel, { description: "Mine" });
    await save(mine);
    return panel;
  }

  test("the second save is refused with both versions shown", async ({
    page,
    browser,
    baseURL,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const theirs = await browser.newContext({ baseURL: baseURL ?? "" });
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), unique("Contested"));
    await expect(panel.getByText("Nothing was saved")).toBeVisible();
    const both = panel.getByRole("table", { name: "Your version and the current one" });
    await expect(row(both, "Description").getByRole("cell")).toHaveText(["Mine", "Theirs"]);
    await expect(row(both, "Status").getByRole("cell")).toHaveText(["active", "inactive"], {
      ignoreCase: true,
    });
    await expect(row(both, "Name")).toHaveCount(0);
    await theirs.close();
  });

  test("Keep mine and Save replaces theirs", async ({
    page,
    browser,
    baseURL,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const [theirs, name] = [
      await browser.newContext({ baseURL: baseURL ?? "" }),
      unique("Mine Wins"),
    ];
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), name);
    await panel.getByRole("button", { name: "Keep mine" }).click();
    await expect(panel.getByText("Yours are kept")).toBeVisible();
    await save(page);
    await expectRow(customers(page), { Name: name, Description: "Mine", Status: "Active" });
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
    const [theirs, name] = [
      await browser.newContext({ baseURL: baseURL ?? "" }),
      unique("Theirs Win"),
    ];
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), name);
    await panel.getByRole("button", { name: "Take theirs" }).click();
    await expect(panel.getByLabel("Description")).toHaveValue("Theirs");
    await expect(panel.getByLabel("Status")).toHaveValue("inactive");
    await fill(panel, { description: "Theirs, and more" });
    await save(page);
    await expectRow(customers(page), {
      Name: name,
      Description: "Theirs, and more",
      Status: "Inactive",
    });
    await theirs.close();
  });

  test("without a choice a second click on Save is refused again", async ({
    page,
    browser,
    baseURL,
    problems,
    unique,
  }) => {
    problems.expectStatus(409);
    const theirs = await browser.newContext({ baseURL: baseURL ?? "" });
    problems.watch(theirs);
    const panel = await conflict(page, await theirs.newPage(), unique("Stubborn"));
    await expect(panel.getByText("Nothing was saved")).toBeVisible();
    const answer = page.waitForResponse(/customers\/update/);
    await save(page);
    expect((await answer).status()).toBe(409);
    await expect(panel.getByText("Nothing was saved")).toBeVisible();
    await theirs.close();
  });
});
