import {
  createCustomer,
  CUSTOMERS,
  customers,
  dialog,
  expect,
  find,
  message,
  open,
  row,
  test,
  total,
  type Page,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

async function ask(page: Page, name: string) {
  await find(page, name);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  return dialog(page, "Confirm Delete");
}

test("a customer without instances goes after a question that starts on Cancel", async ({
  page,
  unique,
}) => {
  const name = unique("Goner");
  await createCustomer(page, { name });
  const question = await ask(page, name);
  await expect(question.getByText(`Delete ${name} from the inventory?`)).toBeVisible();
  await expect(question.getByText("It has no service instances.")).toBeVisible();
  await expect(question.getByRole("link", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await expect(question).toBeHidden();
  await expect(page.getByText("No customer matches")).toBeVisible();
});

test("Cancel and Esc leave the customer where it is and give the focus back", async ({
  page,
  unique,
}) => {
  const name = unique("Survivor");
  await createCustomer(page, { name });
  for (const leave of ["Cancel", "Esc"]) {
    const question = await ask(page, name);
    await expect(question.getByRole("link", { name: "Cancel" })).toBeFocused();
    if (leave === "Esc") await page.keyboard.press("Escape");
    else await question.getByRole("link", { name: "Cancel" }).click();
    await expect(question).toBeHidden();
    await expect(page.getByRole("link", { name: `Delete ${name}` })).toBeFocused();
  }
  await expect(row(customers(page), name)).toBeVisible();
});

test("instances that hold nothing in the network are counted and go along", async ({ page }) => {
  const question = await ask(page, "Harbour Data Ltd");
  await expect(
    question.getByText(
      "Its 2 service instances, none of them in the network, will be archived with it.",
    ),
  ).toBeVisible();
  await question.getByRole("button", { name: "Delete Harbour Data Ltd" }).click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await open(page, "orchestration/instances?q=harbour-");
  await expect(page.getByText("harbour-north")).toBeHidden();
});

test("a customer with provisioned instances cannot go: they are listed with links, and there is no delete button", async ({
  page,
}) => {
  const question = await ask(page, "Nordic Fiber AB");
  await expect(question.getByRole("alert")).toHaveText(
    "Nordic Fiber AB cannot be deleted while 5 service instances may hold network resources. Deprovision them first.",
  );
  await expect(question.getByRole("listitem")).toHaveText([
    /nordic-active\s*Active/,
    /nordic-deprovisioning\s*Deprovisioning/,
    /nordic-failed\s*Failed/,
    /nordic-feasibility-checked\s*Feasibility checked/,
    /nordic-provisioning\s*Provisioning/,
  ]);
  await expect(question.getByRole("button", { name: /Delete/ })).toHaveCount(0);
  await expect(question.getByRole("link", { name: "Close" }).last()).toBeFocused();
  // What an order works on already has no button.
  await expect(question.getByRole("button", { name: /^Deprovision/ })).toHaveCount(3);
  await question.getByRole("link", { name: "nordic-failed" }).click();
  const details = dialog(page, "Service Instance Details");
  await expect(details.getByText("nordic-failed")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(total(page)).toHaveText("7 service instances");
});

test("of many blocking instances the first are listed and the rest counted", async ({ page }) => {
  const question = await ask(page, "Many Sites Retail");
  await expect(question.getByRole("alert")).toContainText("60 service instances");
  const listed = await question.getByRole("listitem").count();
  await expect(question.getByText(`and ${60 - listed} more.`)).toBeVisible();
  await question.getByRole("link", { name: "View all instances" }).click();
  await expect(total(page)).toHaveText("60 service instances");
  await page.goBack();
  const last = question.getByRole("listitem").last().getByRole("link");
  const name = await last.innerText();
  await last.click();
  await expect(dialog(page, "Service Instance Details").getByText(name)).toBeVisible();
});

test("a customer that changed while the question was open is not deleted", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(409);
  const name = unique("Moved On");
  await createCustomer(page, { name });
  const question = await ask(page, name);
  const other = await page.context().newPage();
  await find(other, name);
  await other.getByRole("link", { name: `Edit ${name}` }).click();
  await dialog(other, "Edit Customer").getByLabel("Description").fill("Changed meanwhile");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(message(other, "Customer updated")).toBeVisible();

  await question.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(question.getByRole("alert")).toContainText("changed by someone else");
  await find(page, name);
  await expect(row(customers(page), name)).toBeVisible();
});

test("a customer that somebody else deleted is said to be gone", async ({
  page,
  problems,
  unique,
}) => {
  problems.expectStatus(404);
  const name = unique("Twice");
  await createCustomer(page, { name });
  const question = await ask(page, name);
  const other = await page.context().newPage();
  await (await ask(other, name)).getByRole("button", { name: `Delete ${name}` }).click();
  await expect(message(other, "Customer deleted")).toBeVisible();
  await question.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(question.getByRole("alert")).toHaveText(
    "There is no such customer. It may have been deleted.",
  );
});

test("deleting the row that the list was opened at leaves the list at its beginning", async ({
  page,
  unique,
}) => {
  const name = unique("Zz Last");
  await createCustomer(page, { name });
  await expect(page).toHaveURL(/\?at=/);
  await page.getByRole("link", { name: `Delete ${name}` }).click();
  await dialog(page, "Confirm Delete")
    .getByRole("button", { name: `Delete ${name}` })
    .click();
  await expect(message(page, "Customer deleted")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${CUSTOMERS}$`));
});
