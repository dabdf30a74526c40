// Walking through the pages of a list.

import { expect, type Locator, type Page } from "@playwright/test";
import { drawn, names } from "./helpers";

export type Direction = "First page" | "Previous page" | "Next page" | "Last page";

export function link(page: Page, direction: Direction): Locator {
  return page.getByRole("link", { name: direction });
}

/** Turns to another page and waits for its rows. */
export async function turn(page: Page, table: Locator, direction: Direction): Promise<void> {
  const before = await ids(table);
  await link(page, direction).click();
  await expect.poll(() => ids(table)).not.toEqual(before);
}

export async function canTurn(page: Page, direction: Direction): Promise<boolean> {
  if ((await link(page, direction).count()) === 0) return false;
  return (await link(page, direction).getAttribute("aria-disabled")) !== "true";
}

/** The names on this page and all that follow in `direction`, page by page. */
export async function walk(page: Page, table: Locator, direction: Direction): Promise<string[][]> {
  const pages = [await names(table)];
  while (await canTurn(page, direction)) {
    await turn(page, table, direction);
    pages.push(await names(table));
  }
  return pages;
}

/** What tells rows of one name apart: where their links lead. */
export async function ids(table: Locator): Promise<string[]> {
  await drawn(table);
  const links = table.getByRole("rowheader").getByRole("link");
  const hrefs = links.evaluateAll((all) =>
    all.map((a) => new URL((a as HTMLAnchorElement).href).pathname),
  );
  const found = await hrefs;
  return found.length > 0 ? found : names(table);
}
