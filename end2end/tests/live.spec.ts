// What one person changes, another one sees without a reload.

import {
  createCustomer,
  customers,
  editCustomer,
  expect,
  find,
  names,
  row,
  test,
  total,
} from "./helpers";
import { servers } from "../servers";

test.use({ baseURL: servers.work.baseURL });

test("a row that someone else changes is changed in its place", async ({ page, unique }) => {
  const name = unique("Watched");
  await createCustomer(page, { name });
  await find(page, name);
  await row(customers(page), name).getByRole("link", { name, exact: true }).focus();
  const other = await page.context().newPage();
  const panel = await editCustomer(other, name);
  await panel.getByLabel("Description").fill("From elsewhere");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(row(customers(page), name)).toContainText("From elsewhere");
  // A window that is behind another has no focus.
  await page.bringToFront();
  await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
});

test("what is new is announced and comes when it is wanted", async ({ page, unique }) => {
  const word = unique("Newcomer");
  await createCustomer(page, { name: `${word} B` });
  await find(page, word);
  const other = await page.context().newPage();
  await createCustomer(other, { name: `${word} A` });
  await expect(page.getByText("1 new customer on this page.")).toBeVisible();
  await expect(total(page)).toHaveText("2 customers match");
  expect(await names(customers(page))).toEqual([`${word} B`]);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect.poll(() => names(customers(page))).toEqual([`${word} A`, `${word} B`]);
  await expect(page.getByText("1 new customer on this page.")).toBeHidden();
});
