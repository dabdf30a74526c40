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
  const scheduler: {
    postTask: (task: () => void, how: { priority: "user-blocking" }) => Promise<void>;
  };
  interface Window {
    /** Waits, from now on, for the list that the address will name, with `text` in its query. */
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
  /** Every list that was asked for, some before they were wanted. */
  const lists: PerformanceResourceTiming[] = [];
  let onList = () => {};
  new PerformanceObserver((entries) => {
    const asked = entries.getEntries() as PerformanceResourceTiming[];
    lists.push(...asked.filter(({ name }) => new URL(name).pathname.endsWith("/list")));
    onList();
  }).observe({ type: "resource" });
  window.watch = (text) => {
    window.shown = new Promise((resolve) => wait(text, resolve));
  };

  /**
   * For the last change of rows that is painted after the answer: the first one may still be that
   * of a search that was typed on the way.
   */
  function wait(text: string, resolve: (shown: Shown) => void): void {
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
    rows.observe(document.body, { subtree: true, childList: true, characterData: true });
    onList = settle;

    function settle(): void {
      clearTimeout(quiet);
      quiet = setTimeout(end, QUIET);
    }

    function end(): void {
      const answer = lists.filter(({ name }) => isShown(name, text)).at(-1);
      if (answer === undefined) return settle();
      rows.disconnect();
      onList = () => {};
      const { startTime: asked, responseEnd: answered } = answer;
      // Where the rows are the same as before, they are shown when that is known.
      painted = Math.max(painted, answered);
      resolve({ input, asked, answered, painted, whole: Math.max(whole, painted) });
    }
  }

  /** Whether this is the list that the address names, with this text: its whole query is one parameter. */
  function isShown(url: string, text: string): boolean {
    const query = new URLSearchParams(new URL(url).searchParams.get("query") ?? "");
    const named = [...new URLSearchParams(location.search)];
    const is = named.every(([name, value]) => query.getAll(name).includes(value));
    return is && (query.get("q") ?? "") === text;
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

  /** Right after the frame: before the timers, which may be about to draw something else. */
  function afterPaint(then: () => void): void {
    requestAnimationFrame(() => void scheduler.postTask(then, { priority: "user-blocking" }));
  }
}
