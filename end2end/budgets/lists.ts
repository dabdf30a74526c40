// Turning pages and searching: from the click or the last key until the rows are painted.

import type { Browser } from "@playwright/test";
import { PRESS, SlowPage } from "./browser";
import type { Shown } from "./shown";
import type { Report } from "./report";
import { LIST, SEARCH, type Budget } from "./targets";

/** Between two keys: somebody who types fast. A search waits for less, so each key begins one. */
const TYPING = 120;

type Listed = Shown & { readonly worked: number };

/**
 * One page of the list after the other: with the mouse, whose button is held for a moment, and by
 * the keyboard, where nothing tells what is about to be asked for.
 */
export async function turnPages(browser: Browser, pages: number, report: Report): Promise<void> {
  const context = await browser.newContext();
  const slow = await SlowPage.in(context);
  await slow.load();
  const next = slow.page.getByRole("link", { name: "Next page" });
  const ways: [string, () => Promise<void>][] = [
    ["Turn a page by mouse", () => next.click({ delay: PRESS })],
    ["Turn a page by keyboard", () => next.press("Enter")],
  ];
  for (const [name, turn] of ways) {
    // The first turn compiles what is only needed then.
    await slow.list(turn);
    const all: Listed[] = [];
    for (let turned = 0; turned < pages; turned += 1) all.push(await worked(slow, turn));
    tell(name, all, LIST, report);
  }
  await context.close();
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
  // What is asked for while a button is held may be answered before the click.
  const since = (to: keyof Shown) => all.map((at) => at[to] - Math.max(at.answered, at.input));
  report.case(`${name}: rows in view painted`, between("input", "painted"), "ms", budget);
  report.part(name, "until the request goes out", between("input", "asked"), "ms");
  report.part(name, "from there until the answer is here", between("asked", "answered"), "ms");
  report.part(name, "from then, or the click, until the rows in view are painted", since("painted"), "ms");
  report.part(name, "from then, or the click, until all rows are painted", since("whole"), "ms");
  report.part(name, "processor time of the main thread", all.map((at) => at.worked), "ms");
}
