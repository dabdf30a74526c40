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
  /** Its rows are painted. */
  readonly painted: number;
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
    let painted = 0;
    let before = look();
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const rows = new MutationObserver(() => {
      const now = look();
      if (now !== before) afterPaint(() => ((painted = performance.now()), settle()));
      before = now;
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
      resolve({ input, asked, answered, painted: Math.max(painted, answered) });
    }
  }

  /** Whether this is a request for a list: its whole query is one parameter. */
  function asks(url: string, text: string): boolean {
    const { pathname, searchParams } = new URL(url);
    const query = new URLSearchParams(searchParams.get("query") ?? "");
    return pathname.endsWith("/list") && (text === "" || query.get("q") === text);
  }

  /** Enough of the rows to tell them from others, and little work for the page. */
  function look(): string {
    const links = document.querySelectorAll<HTMLAnchorElement>("tbody th a");
    const marked = document.querySelector("tbody mark")?.textContent;
    return [links[0]?.pathname, links[links.length - 1]?.pathname, marked].join(" ");
  }

  function afterPaint(then: () => void): void {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(undefined);
    });
  }
}
