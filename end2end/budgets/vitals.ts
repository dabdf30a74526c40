// What runs inside the page and keeps what every page is judged by. All times are milliseconds
// since the navigation began.

export interface Shift {
  readonly at: number;
  readonly value: number;
  /** Within half a second after an input: no layout shift by its definition. */
  readonly hadRecentInput: boolean;
}

export interface Input {
  readonly at: number;
  /** Until the next paint; a browser tells it in steps of 8, and none below 16. */
  readonly duration: number;
}

export interface Vitals {
  /** When the browser's program was compiled, and when it had taken over. */
  readonly compiled: Promise<number>;
  readonly hydrated: Promise<number>;
  readonly largestPaint: () => number;
  readonly shifts: Shift[];
  readonly inputs: Input[];
}

declare global {
  interface Window {
    vitals: Vitals;
  }
}

/** Sent to the page as text, before anything else runs there: it may use nothing from outside. */
export function keepVitals(): void {
  let largest = NaN;
  const shifts: Shift[] = [];
  const inputs: Input[] = [];
  observe("largest-contentful-paint", ({ startTime }) => (largest = startTime));
  observe<PerformanceEntry & Shift>("layout-shift", ({ startTime: at, value, hadRecentInput }) => {
    shifts.push({ at, value, hadRecentInput });
  });
  observe<PerformanceEntry & { interactionId: number }>("event", (entry) => {
    const { startTime: at, duration, interactionId } = entry;
    if (interactionId > 0) inputs.push({ at, duration });
  });

  const compiled = new Promise<number>((resolve) => {
    const compile = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const program = await compile(...given);
      resolve(performance.now());
      return program;
    };
  });
  const hydrated = new Promise<number>((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.documentElement?.hasAttribute("data-hydrated")) return;
      observer.disconnect();
      resolve(performance.now());
    }).observe(document, { subtree: true, attributeFilter: ["data-hydrated"] });
  });

  window.vitals = { compiled, hydrated, largestPaint: () => largest, shifts, inputs };

  function observe<Entry extends PerformanceEntry>(
    type: string,
    each: (entry: Entry) => void,
  ): void {
    const options = { type, buffered: true, durationThreshold: 16 };
    const observer = new PerformanceObserver((list) => {
      (list.getEntries() as Entry[]).forEach(each);
    });
    observer.observe(options);
  }
}
