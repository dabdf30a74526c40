// Turning pages and searching: from the click or the last key until the rows are painted.

import type { Browser } from "@playwright/test";
import { SlowPage } from "./browser";
import type { Shown } from "./shown";
import type { Report } from "./report";
import { LIST, SEARCH, type Budget } from "./targets";

/** Between two keys: somebody who types fast. A search waits for less, so each key begins one. */
const TYPING = 120;

type Listed = Shown & { readonly worked: number };

/** One page of the list after the other. */
export async function turnPages(browser: Browser, pages: number, report: Report): Promise<void> {
  const context = await browser.newContext();
  const slow = await SlowPage.in(context);
  await slow.load();
  const turn = () => slow.page.getByRole("link", { name: "Next page" }).click();
  // The first turn compiles what is only needed then.
  await slow.list(turn);
  const all: Listed[] = [];
  for (let turned = 0; turned < pages; turned += 1) all.push(await worked(slow, turn));
  await context.close();
  tell("Turn a page", all, LIST, report);
}

/** One text after the other, each typed into an empty box over the whole list. */
export async function search(
  browser: Browser,
  texts: readonly string[],
  report: Report,
): Promise<void> {
  const context = await browser.newContext();
  const slow = await SlowPage.in(context);
  await slow.load();
  const all: Listed[] = [];
  for (const text of texts) {
    await slow.page.getByRole("searchbox").focus();
    const type = () => slow.page.keyboard.type(text, { delay: TYPING });
    all.push(await worked(slow, type, text));
    await slow.list(() => slow.page.keyboard.press("Escape"));
  }
  await context.close();
  tell("Search, from the last key", all, SEARCH, report);
}

async function worked(slow: SlowPage, act: () => Promise<void>, text = ""): Promise<Listed> {
  const before = await slow.worked();
  const shown = await slow.list(act, text);
  return { ...shown, worked: (await slow.worked()) - before };
}

function tell(name: string, all: readonly Listed[], budget: Budget, report: Report): void {
  const between = (from: keyof Shown, to: keyof Shown) => all.map((at) => at[to] - at[from]);
  report.case(`${name}: rows in view painted`, between("input", "painted"), "ms", budget);
  report.part(name, "until the request goes out", between("input", "asked"), "ms");
  report.part(name, "from there until the answer is here", between("asked", "answered"), "ms");
  report.part(name, "from there until the rows in view are painted", between("answered", "painted"), "ms");
  report.part(name, "from there until all rows are painted", between("answered", "whole"), "ms");
  report.part(name, "processor time of the main thread", all.map((at) => at.worked), "ms");
}
