import { CUSTOMERS, dialog, expect, INSTANCES, open, test } from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.empty.baseURL });

test("an inventory without customers says how to fill it", async ({ page }) => {
  await open(page, CUSTOMERS);
  await expect(page.getByText("No customers yet")).toBeVisible();
  await expect(page.getByText("customer-inventory import customers FILE.csv")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Add customer" }).last().click();
  await expect(dialog(page, "Add Customer")).toBeVisible();
});

test("an inventory without service instances says how to bring them", async ({ page }) => {
  await open(page, INSTANCES);
  await expect(page.getByText("No service instances yet")).toBeVisible();
  await expect(page.getByText("customer-inventory import instances FILE.csv")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New instance" }).click();
  await expect(dialog(page, "New Service Instance")).toBeVisible();
});
