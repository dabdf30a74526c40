// What was imported as the API of Paragon Automation returns it.

import { servers } from "../servers";
import { CUSTOMERS, customers, dialog, expect, instanceDetails, open, row, test } from "./helpers";

test.use({ baseURL: servers.vendor.baseURL });

test("a customer of the system is marked, and cannot be deleted or renamed", async ({
  page,
  problems,
}) => {
  problems.expectStatus(422);
  await open(page, CUSTOMERS);
  const system = row(customers(page), "Infrastructure System");
  await expect(system.getByText("System", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Delete Fjord Telecom" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Delete Infrastructure" })).toHaveCount(0);

  await page.getByRole("link", { name: "Infrastructure", exact: true }).click();
  const details = dialog(page, "Customer Details");
  await expect(details.getByText("System", { exact: true })).toBeVisible();
  await expect(details.getByRole("link", { name: "Delete" })).toHaveCount(0);
  await details.getByRole("link", { name: "Edit" }).click();
  const form = dialog(page, "Edit Customer");
  await form.getByLabel("Name", { exact: true }).fill("Other");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/belongs to the system/)).toBeVisible();
});

test("the question whether to delete a customer of the system says why not", async ({ page }) => {
  await open(page, `${CUSTOMERS}/infrastructure/delete`);
  const question = dialog(page, "Confirm Delete");
  await expect(question).toContainText("Infrastructure belongs to the system");
  await expect(question.getByRole("button", { name: "Yes" })).toHaveCount(0);
});

test("an imported instance shows its order with the tasks", async ({ page }) => {
  const details = await instanceDetails(page, "vpn-oslo");
  await expect(details.getByText("Success with warnings").first()).toBeVisible();
  const tasks = details.getByRole("group").filter({ hasText: "2 tasks" });
  await tasks.getByText("2 tasks").click();
  await expect(tasks.getByText("one path only")).toBeVisible();
});
