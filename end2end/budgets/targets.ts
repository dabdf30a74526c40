// The budgets of the browser side, each declared once: with a processor four times slower, and
// nothing between the browser and the program but this machine's own loop.

export interface Budget {
  /** What is compared. */
  readonly of: "p95" | "at most";
  readonly limit: number;
  readonly unit: string;
}

/** Of bytes as they are sent. */
export const PROGRAM: Budget = { of: "at most", limit: 260_000, unit: "bytes" };
/** From the start of a navigation until the largest thing is painted. */
export const LARGEST_PAINT: Budget = { of: "p95", limit: 1_200, unit: "ms" };
/** From the start of a navigation until the browser's program has taken over. */
export const HYDRATED: Budget = { of: "p95", limit: 1_000, unit: "ms" };
/** From a click until the rows that it asks for are painted, as far as they are in view. */
export const LIST: Budget = { of: "p95", limit: 100, unit: "ms" };
/** From the last key of a search until its rows in view are painted; 80 ms of it are waited for another. */
export const SEARCH: Budget = { of: "p95", limit: 200, unit: "ms" };
/** From an input until the next paint. */
export const INTERACTION: Budget = { of: "p95", limit: 100, unit: "ms" };
/** How much moves by itself. */
export const SHIFT: Budget = { of: "p95", limit: 0.02, unit: "" };

/** Written as the program `bench` writes it. */
export type Verdict = "met" | { readonly missed: number };

export function judge(budget: Budget, measured: number): Verdict {
  return measured <= budget.limit ? "met" : { missed: measured - budget.limit };
}

export function words(budget: Budget, verdict: Verdict): string {
  const wanted = `${budget.of} ${budget.limit} ${budget.unit}`.trim();
  if (verdict === "met") return `met (${wanted})`;
  return `MISSED by ${round(verdict.missed)} ${budget.unit} (${wanted})`.replace("  ", " ");
}

/** As many digits as are worth reading. */
export function round(number: number): string {
  if (Math.abs(number) >= 100) return number.toFixed(0);
  if (Math.abs(number) >= 10) return number.toFixed(1);
  return number.toFixed(Math.abs(number) < 0.1 ? 3 : 2);
}
