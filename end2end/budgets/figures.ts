// Many measurements as percentiles.

export interface Figures {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

export function figures(measured: readonly number[]): Figures {
  if (measured.length === 0) throw new Error("nothing was measured");
  const sorted = [...measured].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(Math.ceil(part * sorted.length), 1) - 1]!;
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) };
}
