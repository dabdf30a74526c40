// Loading a page: how much is sent, and how long until it is painted and until it can be used.

import type { Browser, BrowserContext, Response } from "@playwright/test";
import { CUSTOMERS, SlowPage } from "./browser";
import type { Report } from "./report";
import { HYDRATED, LARGEST_PAINT, PROGRAM } from "./targets";

/** Loads of each kind. */
const LOADS = 15;
/** What is painted later than this after the browser's program took over is not of the load. */
const SETTLE = 1_000;

/** Milliseconds after the navigation began. */
interface Times {
  readonly document: number;
  readonly downloaded: number;
  readonly compiled: number;
  readonly hydrated: number;
  readonly largestPaint: number;
}

type Loaded = Times & { readonly worked: number };

export async function sizes(browser: Browser, report: Report): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const responses: Response[] = [];
  page.on("response", (response) => responses.push(response));
  await page.goto(CUSTOMERS, { waitUntil: "networkidle" });
  const sent = async (end: RegExp) => {
    const found = responses.filter((response) => end.test(new URL(response.url()).pathname));
    return (await Promise.all(found.map(compressed))).reduce((sum, bytes) => sum + bytes, 0);
  };
  // What is fetched ahead, for later, does not count.
  const [wasm, js] = [await sent(/customer-inventory[^/]*\.wasm$/), await sent(/\.js$/)];
  report.number("Sent: wasm and js, brotli", wasm + js, "bytes", PROGRAM);
  report.number("Sent: of it the wasm", wasm, "bytes");
  report.number("Sent: style sheet, brotli", await sent(/\.css$/), "bytes");
  report.number("Sent: the page with its rows, brotli", await sent(/\/customers$/), "bytes");
  await context.close();
}

/** The bytes of a body as they are sent. */
async function compressed(response: Response): Promise<number> {
  const encoding = await response.headerValue("content-encoding");
  if (encoding !== "br") throw new Error(`${response.url()} is sent as ${encoding}, not brotli`);
  return (await response.request().sizes()).responseBodySize;
}

/** Loads with nothing in the browser's cache, each in a profile of its own. */
export async function coldLoads(browser: Browser, report: Report): Promise<void> {
  const all: Loaded[] = [];
  for (let run = 0; run < LOADS; run += 1) {
    const context = await browser.newContext();
    all.push(await timed(context));
    await context.close();
  }
  tell("Load, nothing cached", all, report);
}

/** Loads in new tabs of one profile that has loaded the page before. */
export async function warmLoads(browser: Browser, report: Report): Promise<void> {
  const context = await browser.newContext();
  await timed(context);
  const all: Loaded[] = [];
  for (let run = 0; run < LOADS; run += 1) all.push(await timed(context));
  await context.close();
  tell("Load, files cached", all, report);
}

async function timed(context: BrowserContext): Promise<Loaded> {
  const slow = await SlowPage.in(context);
  await slow.load();
  await slow.page.waitForTimeout(SETTLE);
  const worked = await slow.worked();
  const times = await slow.page.evaluate(read);
  await slow.page.close();
  return { ...times, worked };
}

async function read(): Promise<Times> {
  const [navigation] = performance.getEntriesByType("navigation");
  const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  // Its other parts are fetched when it has taken over.
  const program = resources.filter(({ name }) => /customer-inventory[^/]*\.wasm$/.test(name));
  return {
    document: (navigation as PerformanceNavigationTiming).responseEnd,
    // It is preloaded; where that is not taken up, it is asked for again.
    downloaded: Math.max(...program.map(({ responseEnd }) => responseEnd)),
    compiled: await window.vitals.compiled,
    hydrated: await window.vitals.hydrated,
    largestPaint: window.vitals.largestPaint(),
  };
}

function tell(name: string, all: readonly Loaded[], report: Report): void {
  const of = (part: keyof Loaded) => all.map((loaded) => loaded[part]);
  report.case(`${name}: largest paint (LCP)`, of("largestPaint"), "ms", LARGEST_PAINT);
  report.case(`${name}: hydrated`, of("hydrated"), "ms", HYDRATED);
  report.part(name, "until the document is here", of("document"), "ms");
  report.part(name, "until the program is here", of("downloaded"), "ms");
  report.part(name, "until the program is compiled", of("compiled"), "ms");
  report.part(name, "processor time of the main thread", of("worked"), "ms");
}
