import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  expectRow,
  fill,
  find,
  message,
  open,
  test,
  type Locator,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

test("an added customer is announced, and its row is in view and has the focus", async ({
  page,
  unique,
}) => {
  const name = unique("Fjord Fiber");
  await open(page, CUSTOMERS);
  await page.getByRole("link", { name: "Add customer" }).click();
  await expect(page).toHaveURL(/customers\/new$/);
  const panel = dialog(page, "Add Customer");
  await expect(panel.getByLabel("Name", { exact: true })).toBeFocused();
  await fill(panel, {
    name,
    reference: unique("REF"),
    description: "Two lines\nof text",
    status: "Inactive",
  });
  await panel.getByRole("button", { name: "Add customer" }).click();

  await expect(message(page, "Customer created")).toBeVisible();
  await expect(panel).toBeHidden();
  await expectRow(customers(page), {
    Name: name,
    "Service Instances": /^0/,
    "Reference Number": /^REF/,
    Status: "Inactive",
    Updated: "just now",
  });
  const link = page.getByRole("link", { name, exact: true });
  const rows = customers(page).getByRole("row");
  const background = (row: Locator) => row.evaluate((row) => getComputedStyle(row).backgroundColor);
  expect(await background(rows.filter({ has: link }))).not.toBe(await background(rows.first()));
  await expect(link).toBeInViewport();
  await expect(link).toBeFocused();
  await expect(page).not.toHaveURL(/notice=/);
});

test("the message can be dismissed, and a reload does not repeat it", async ({ page, unique }) => {
  await createCustomer(page, { name: unique("Brief Word") });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(message(page, "Customer created")).toBeHidden();
  await page.reload();
  await expect(message(page, "Customer created")).toBeHidden();
});

test("white space around and inside a name is tidied", async ({ page, unique }) => {
  const name = unique("Tidy Telecom");
  await open(page, `${CUSTOMERS}/new`);
  await fill(dialog(page, "Add Customer"), {
    name: `  ${name.replaceAll(" ", "   ")}  `,
    reference: "   ",
  });
  await page.getByRole("button", { name: "Add customer" }).click();
  await expectRow(customers(page), { Name: name, "Reference Number": "" });
});

test("a missing name is said beside the field, which gets the focus; the rest stays typed", async ({
  page,
  problems,
}) => {
  problems.expectStatus(422);
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await fill(panel, { name: "   ", description: "Kept" });
  await panel.getByRole("button", { name: "Add customer" }).click();
  const name = panel.getByLabel("Name", { exact: true });
  await expect(name).toHaveAccessibleDescription("Name is missing. Enter 1 to 255 characters.");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toBeFocused();
  await expect(panel.getByLabel("Description")).toHaveValue("Kept");
});

test("all wrong fields are reported at once, and the first one gets the focus", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await fill(panel, {
    name: unique("Wordy"),
    reference: "9".repeat(65),
    description: "x".repeat(2001),
  });
  await panel.getByRole("button", { name: "Add customer" }).click();
  const reference = panel.getByLabel("Reference Number");
  await expect(reference).toHaveAccessibleDescription(
    "Reference Number has 65 characters; 64 is the most.",
  );
  await expect(panel.getByLabel("Description")).toHaveAccessibleDescription(
    "Description has 2001 characters; 2000 is the most.",
  );
  await expect(panel.getByLabel("Name", { exact: true })).not.toHaveAttribute("aria-invalid");
  await expect(reference).toBeFocused();
});

test("a corrected form is accepted after a refusal", async ({ page, problems, unique }) => {
  problems.expectStatus(422);
  const name = unique("Second Try");
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await panel.getByRole("button", { name: "Add customer" }).click();
  await expect(panel.getByLabel("Name", { exact: true })).toBeFocused();
  await fill(panel, { name });
  await panel.getByRole("button", { name: "Add customer" }).click();
  await expectRow(customers(page), { Name: name });
});

test("a reference number in use is refused whatever its case, and its holder is named", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(422);
  const [holder, reference] = [unique("Holder"), unique("Ref-ß")];
  await createCustomer(page, { name: holder, reference });
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await fill(panel, { name: unique("Latecomer"), reference: reference.toUpperCase() });
  await panel.getByRole("button", { name: "Add customer" }).click();
  const field = panel.getByLabel("Reference Number");
  await expect(field).toHaveAccessibleDescription(
    `Reference Number ${reference.toUpperCase()} is already used by ${holder}.`,
  );
  await expect(field).toBeFocused();
});

test("a name that exists is warned about while typing, and can be saved", async ({
  page,
  unique,
}) => {
  const [name, reference] = [unique("Twin"), unique("TW")];
  await createCustomer(page, { name, reference });
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await fill(panel, { name: name.toLowerCase() });
  await expect(panel.getByRole("status")).toHaveText(
    `Another customer has this name (${reference}). Saving is possible.`,
  );
  await panel.getByRole("button", { name: "Add customer" }).click();
  await expect(message(page, "Customer created")).toBeVisible();
  await find(page, name);
  await expect(customers(page).getByRole("rowheader")).toHaveCount(2);
});

test("texts that look like HTML come back as they were typed", async ({ page, unique }) => {
  const name = unique('<b>Bold</b> & "Sons"');
  const description = "</textarea><script>window.broken=1</script>\n&amp; {{x}}";
  await createCustomer(page, { name, description });
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  const panel = dialog(page, "Edit Customer");
  await expect(panel).toBeVisible();
  await page.reload();
  await expect(panel.getByLabel("Description")).toHaveValue(description);
  await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(name);
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
});

for (const way of ["Esc", "Close", "Cancel"] as const) {
  test(`${way} asks before it throws away what was typed`, async ({ page, unique }) => {
    await open(page, CUSTOMERS);
    await page.getByRole("link", { name: "Add customer" }).click();
    const panel = dialog(page, "Add Customer");
    await fill(panel, { name: unique("Half") });
    const leave = async (answer: "accept" | "dismiss") => {
      const asked = page.waitForEvent("dialog").then(async (question) => {
        expect(question.message()).toContain("Discard");
        await question[answer]();
      });
      if (way === "Esc") await page.keyboard.press("Escape");
      else await panel.getByRole("link", { name: way }).click();
      await asked;
    };
    await leave("dismiss");
    await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(/^Half/);
    await leave("accept");
    await expect(panel).toBeHidden();
    await expect(page).toHaveURL(/customers$/);
  });
}

test("Esc closes an untouched form without a question and gives the focus back", async ({
  page,
}) => {
  await open(page, CUSTOMERS);
  const add = page.getByRole("link", { name: "Add customer" });
  await add.click();
  await expect(dialog(page, "Add Customer")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page, "Add Customer")).toBeHidden();
  await expect(add).toBeFocused();
});

test("Ctrl+Enter saves from any field", async ({ page, unique }) => {
  const name = unique("Quick Keys");
  await open(page, `${CUSTOMERS}/new`);
  const panel = dialog(page, "Add Customer");
  await fill(panel, { name, description: "Written last" });
  await panel.getByLabel("Description").press("Control+Enter");
  await expectRow(customers(page), { Name: name, Description: "Written last" });
});

test("adding keeps the search and the order of the list", async ({ page, unique }) => {
  const name = unique("Ordered Depot");
  await open(page, `${CUSTOMERS}?q=depot&sort=-updated`);
  await page.getByRole("link", { name: "Add customer" }).click();
  await fill(dialog(page, "Add Customer"), { name });
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(customers(page).getByRole("rowheader").first()).toHaveText(name);
  await expect(page).toHaveURL(/q=depot&sort=-updated/);
});
