// What somebody does in a while: how long inputs take until the next paint, and how much moves.

import type { Browser, Page } from "@playwright/test";
import { SlowPage } from "./browser";
import type { Report } from "./report";
import { steps } from "./steps";
import { INTERACTION, SHIFT } from "./targets";
import type { Input, Shift } from "./vitals";

const SESSIONS = 15;
/** The least that a browser tells of: an input it says nothing about took less. */
const LEAST = 16;
/** An input is told of after its paint; until then the next step waits. */
const TOLD = 300;
/** A burst of shifts ends with so long a gap, or when it is so long itself. */
const [GAP, BURST] = [1_000, 5_000];

interface Session {
  /** The slowest input of each step, by the step's name. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly shifts: readonly Shift[];
}

/** The same steps again and again, each time in a profile of its own, from the load on. */
export async function sessions(browser: Browser, report: Report): Promise<void> {
  const all: Session[] = [];
  for (let run = 0; run < SESSIONS; run += 1) all.push(await session(browser));
  const slowest = all.map(({ inputs }) => Math.max(...inputs.values()));
  report.case("Session: slowest input (INP)", slowest, "ms", INTERACTION);
  for (const name of all[0]?.inputs.keys() ?? []) {
    const took = all.map(({ inputs }) => inputs.get(name) ?? LEAST);
    report.part("Session: slowest input", name, took, "ms");
  }
  const unasked = all.map(({ shifts }) => burst(shifts.filter((shift) => !shift.hadRecentInput)));
  report.case("Session: layout shift (CLS)", unasked, "", SHIFT);
  const moved = all.map(({ shifts }) => burst(shifts));
  report.part("Session: layout shift", "with what moves after an input", moved, "");
}

async function session(browser: Browser): Promise<Session> {
  const context = await browser.newContext();
  const slow = await SlowPage.in(context);
  await slow.load();
  const begun: [string, number][] = [];
  for (const [name, step] of steps(slow)) {
    begun.push([name, await slow.page.evaluate(() => performance.now())]);
    await step();
    await slow.page.waitForTimeout(TOLD);
  }
  const { inputs, shifts } = await told(slow.page);
  await context.close();
  const slowest = begun.map(([name, from], step): [string, number] => {
    const to = begun[step + 1]?.[1] ?? Infinity;
    const own = inputs.filter(({ at }) => at >= from && at < to);
    return [name, Math.max(LEAST, ...own.map(({ duration }) => duration))];
  });
  return { inputs: new Map(slowest), shifts };
}

function told(page: Page): Promise<{ inputs: Input[]; shifts: Shift[] }> {
  return page.evaluate(() => ({ inputs: window.vitals.inputs, shifts: window.vitals.shifts }));
}

/** What the layout shift of a page is: the sum of its largest burst. */
function burst(shifts: readonly Shift[]): number {
  let [begun, last, sum, largest] = [-Infinity, -Infinity, 0, 0];
  for (const { at, value } of shifts) {
    if (at - last > GAP || at - begun > BURST) [begun, sum] = [at, 0];
    [last, sum] = [at, sum + value];
    largest = Math.max(largest, sum);
  }
  return largest;
}
