// A page as it is measured: with a slower processor, and what keeps the times in it.

import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import { keepLists, type Shown } from "./shown";
import { keepVitals } from "./vitals";

/** How many times slower the page's processor is made: its main thread, not those that compile. */
export const SLOWER = 4;

/** How long a button is held, in milliseconds: somebody who is quick. */
export const PRESS = 80;

export const CUSTOMERS = "orchestration/customers";

export class SlowPage {
  private constructor(
    readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** A tab that has nothing loaded yet. */
  static async in(context: BrowserContext): Promise<SlowPage> {
    const page = await context.newPage();
    await page.addInitScript(keepVitals);
    await page.addInitScript(keepLists);
    const session = await slowDown(page, SLOWER);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new SlowPage(page, session);
  }

  /** Loads the list of customers and waits until the browser's program has taken over. */
  async load(): Promise<void> {
    await this.page.goto(CUSTOMERS);
    await this.page.evaluate(() => window.vitals.hydrated);
  }

  /** The list that `act` asks for, with `text` in its query. */
  async list(act: () => Promise<void>, text = ""): Promise<Shown> {
    await this.page.evaluate((text) => window.watch(text), text);
    await act();
    const shown = await this.page.evaluate(() => window.shown);
    if (shown === undefined) throw new Error("the page was loaded again");
    return shown;
  }

  /** How long the main thread has worked so far, in milliseconds; waiting for a core is no work. */
  async worked(): Promise<number> {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  }
}

/** How many times slower a page's program really is. */
export async function slowness(browser: Browser): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(CUSTOMERS);
  const usual = await page.evaluate(count);
  await slowDown(page, SLOWER);
  const slow = await page.evaluate(count);
  await context.close();
  return slow / usual;
}

async function slowDown(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  return session;
}

/** How long counting takes: half of the times, as other work on the machine disturbs some. */
function count(): number {
  const once = () => {
    const begun = performance.now();
    for (let n = 0; n < 3_000_000; ) n += 1;
    return performance.now() - begun;
  };
  return Array.from({ length: 101 }, once).sort((a, b) => a - b)[50]!;
}
