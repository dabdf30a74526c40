// What is done with many customers at once, and taken back.

import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  find,
  message,
  open,
  type Page,
  row,
  test,
  total,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

const boxes = (page: Page) => customers(page).getByRole("rowgroup").last().getByRole("checkbox");
const all = (page: Page) => page.getByRole("checkbox", { name: "Select all on this page" });
const remove = (page: Page) => page.getByRole("button", { name: "Delete the selected customers" });

async function createMany(page: Page, word: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await createCustomer(page, { name: `${word} ${n}` });
  await find(page, word);
  await expect(total(page)).toHaveText(`${count} customers match`);
}

test("the selected customers are deleted, and that is undone as a whole", async ({ page, unique }) => {
  const word = unique("Batch");
  await createMany(page, word, 3);
  await all(page).check();
  await remove(page).click();
  const question = dialog(page, "Delete 3 customers?");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toContainText("3 deleted");
  await expect(total(page)).toHaveText("0 customers match");
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await expect(total(page)).toHaveText("3 customers match");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a customer with provisioned services is kept, and named with what blocks it", async ({ page }) => {
  // The fixtures' customers that other tests need as they are are both of this kind.
  await open(page, `${CUSTOMERS}?filter=${encodeURIComponent("reference=in=(CRM-1001,CRM-1002)")}`);
  await all(page).check();
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toBeVisible();
  await remove(page).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  const answer = page.getByRole("dialog");
  await expect(answer).toContainText("2 kept, because services are provisioned");
  await expect(answer.getByRole("listitem").first()).toContainText("may hold network resources");
  await expect(answer.getByRole("listitem").first().getByRole("link").nth(1)).toHaveAttribute(
    "href",
    /instances\/[\w-]+\?customer=/,
  );
});

test("all that match get another status, on whichever page", async ({ page, unique }) => {
  const word = unique("Status");
  await createMany(page, word, 4);
  await open(page, `${CUSTOMERS}?q=${encodeURIComponent(word)}&size=25`);
  await boxes(page).nth(0).check();
  await page.getByRole("button", { name: "Select all 4" }).click();
  await expect(boxes(page).nth(3)).toBeChecked();
  await expect(boxes(page).nth(3)).toBeDisabled();
  await page.getByRole("button", { name: "Set inactive" }).click();
  await dialog(page, "Make 4 customers inactive?").getByRole("button", { name: "Change" }).click();
  await expect(page.getByRole("dialog")).toContainText("4 changed");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(customers(page).getByText("Inactive")).toHaveCount(4);
});

test("when more match than were selected, nothing is done and that is said", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(409);
  const word = unique("Counted");
  await createMany(page, word, 2);
  await boxes(page).nth(0).check();
  await page.getByRole("button", { name: "Select all 2" }).click();
  const other = await page.context().newPage();
  await createCustomer(other, { name: `${word} 3` });
  await remove(page).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alert")).toContainText("You chose 2 customers, but 3 match now.");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await find(page, word);
  await expect(total(page)).toHaveText("3 customers match");
});

test("one delete is undone from its message", async ({ page, unique }) => {
  const name = unique("Undone");
  await createCustomer(page, { name, description: "Comes back" });
  await find(page, name);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await message(page, "Customer deleted").getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Customer restored")).toBeVisible();
  await expect(row(customers(page), name)).toContainText("Comes back");
});

test("a deleted customer is listed and brought back later", async ({ page, unique }) => {
  const name = unique("Later");
  await createCustomer(page, { name });
  await find(page, name);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await page.getByRole("link", { name: "Deleted", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deleted Customers");
  await page.getByRole("button", { name: `Restore ${name}` }).click();
  await expect(message(page, `${name} is back`)).toBeVisible();
  await find(page, name);
  await expect(row(customers(page), name)).toBeVisible();
});

test("what is selected, else all that match, is exported", async ({ page, unique }) => {
  const word = unique("Export");
  await createMany(page, word, 2);
  const read = async (link: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: link }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/);
    const text = await (await file.createReadStream()).setEncoding("utf8").toArray();
    return text.join("").trim().split(/\r?\n/);
  };
  expect(await read("Export these customers as CSV")).toHaveLength(3);
  await boxes(page).nth(0).check();
  const [head, one, ...rest] = await read("Export the selected customers as CSV");
  expect(head).toContain("Reference Number");
  expect(one).toContain(word);
  expect(rest).toEqual([]);
});
