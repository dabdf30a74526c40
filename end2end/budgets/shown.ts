// What runs inside the page and keeps when a list is asked for and shown. All times are
// milliseconds since the navigation began; that of a paint is taken in the first task after its
// frame.

export interface Shown {
  /** The click or the key. */
  readonly input: number;
  /** The request goes out. */
  readonly asked: number;
  /** The whole answer is in the browser. */
  readonly answered: number;
  /** Its rows are painted, as far as they are in view. */
  readonly painted: number;
  /** All its rows are painted. */
  readonly whole: number;
}

declare global {
  interface Window {
    /** Waits, from now on, for a list that is asked for with `text`: any, if that is empty. */
    watch: (text: string) => void;
    /** The list that was waited for. */
    shown: Promise<Shown> | undefined;
  }
}

/** Sent to the page as text, before anything else runs there: it may use nothing from outside. */
export function keepLists(): void {
  /** When nothing was painted for so long, what is shown is the answer. */
  const QUIET = 700;
  let input = NaN;
  for (const name of ["click", "keydown"]) {
    addEventListener(name, (event) => (input = event.timeStamp), { capture: true });
  }
  window.watch = (text) => {
    window.shown = new Promise((resolve) => wait(text, resolve));
  };

  /**
   * For the last change of rows that is painted after the answer: the first one may still be that
   * of a search that was typed on the way.
   */
  function wait(text: string, resolve: (shown: Shown) => void): void {
    let answer: PerformanceResourceTiming | undefined;
    let [painted, whole] = [0, 0];
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const inView = lastInView();
    let [seen, all] = [look(inView), look(Infinity)];
    const rows = new MutationObserver(() => {
      const [nowSeen, nowAll] = [look(inView), look(Infinity)];
      if (nowSeen !== seen) afterPaint(() => ((painted = performance.now()), settle()));
      if (nowAll !== all) afterPaint(() => ((whole = performance.now()), settle()));
      [seen, all] = [nowSeen, nowAll];
    });
    const answers = new PerformanceObserver((list) => {
      const found = list.getEntries().find(({ name }) => asks(name, text));
      answer ??= found as PerformanceResourceTiming | undefined;
      settle();
    });
    rows.observe(document.body, { subtree: true, childList: true, characterData: true });
    answers.observe({ type: "resource" });

    function settle(): void {
      clearTimeout(quiet);
      if (answer !== undefined) quiet = setTimeout(end, QUIET, answer);
    }

    function end({ startTime: asked, responseEnd: answered }: PerformanceResourceTiming): void {
      rows.disconnect();
      answers.disconnect();
      // Where the rows are the same as before, they are shown when that is known.
      painted = Math.max(painted, answered);
      resolve({ input, asked, answered, painted, whole: Math.max(whole, painted) });
    }
  }

  /** Whether this is a request for a list: its whole query is one parameter. */
  function asks(url: string, text: string): boolean {
    const { pathname, searchParams } = new URL(url);
    const query = new URLSearchParams(searchParams.get("query") ?? "");
    return pathname.endsWith("/list") && (text === "" || query.get("q") === text);
  }

  /** Enough of the rows up to `last` to tell them from others, and little work for the page. */
  function look(last: number): string {
    const links = document.querySelectorAll<HTMLAnchorElement>("tbody th a");
    const marked = document.querySelector("tbody mark")?.textContent;
    const at = Math.min(last, links.length - 1);
    return [links[0]?.pathname, links[at]?.pathname, marked].join(" ");
  }

  /** The last row of which something is in view when the list is at its top, counted from 0. */
  function lastInView(): number {
    const frame = document.querySelector(".table-frame")?.getBoundingClientRect();
    const row = document.querySelector("tbody tr")?.getBoundingClientRect();
    if (frame === undefined || row === undefined) return 0;
    return Math.floor((frame.bottom - row.top) / row.height);
  }

  function afterPaint(then: () => void): void {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(undefined);
    });
  }
}
