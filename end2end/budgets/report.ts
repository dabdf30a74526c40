// What was measured: printed line by line, and written as JSON in the words of the program `bench`.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { figures, type Figures } from "./figures";
import { judge, round, words, type Budget, type Verdict } from "./targets";

interface Judged {
  readonly name: string;
  readonly unit: string;
  readonly target?: Budget;
  readonly verdict?: Verdict;
}

/** What the numbers hold for. */
export interface Setting {
  readonly customers: number;
  readonly instances: number;
  readonly browser: string;
  /** How many times slower the page's processor is made. */
  readonly slower: number;
}

export class Report {
  private readonly date = new Date().toISOString().replace(/\.\d+/, "");
  private readonly machine = machine();
  private readonly numbers: (Judged & { value: number })[] = [];
  private readonly cases: (Judged & Figures)[] = [];

  constructor(private readonly setting: Setting) {
    const { customers, instances, browser, slower } = setting;
    const { processor, cores, memory, load } = this.machine;
    print(`${customers} customers, ${instances} service instances`);
    print(`${browser} with a processor ${slower} times slower`);
    const size = memory.toFixed(0);
    print(`${cores} cores of ${processor}, ${size} MiB, load ${load.toFixed(1)}; ${this.date}`);
  }

  /** The columns of cases. */
  head(title: string): void {
    print(`\n${title.padEnd(62)} ${["runs", "p50", "p95", "p99"].map(column).join(" ")}  target`);
  }

  /** A single number. */
  number(name: string, value: number, unit: string, target?: Budget): void {
    const verdict = target && judge(target, value);
    this.numbers.push({ name, value, unit, ...(target && { target, verdict }) });
    const said = target && verdict ? words(target, verdict) : "";
    print(`${name.padEnd(62)} ${round(value).padStart(35)} ${unit.padEnd(6)} ${said}`);
  }

  /** What was measured many times. */
  case(name: string, measured: readonly number[], unit: string, target?: Budget): void {
    const found = figures(measured);
    const verdict = target && judge(target, found.p95);
    this.cases.push({ name, unit, ...found, ...(target && { target, verdict }) });
    printCase(name, found, target && verdict ? words(target, verdict) : "");
  }

  /** A part of the case above it, or what explains it. */
  part(of: string, name: string, measured: readonly number[], unit: string): void {
    const found = figures(measured);
    this.cases.push({ name: `${of}: ${name}`, unit, ...found });
    printCase(`  ${name}`, found, "");
  }

  write(file: string): void {
    this.number("Load of the machine at the end", load(), "");
    const { date, machine, setting, numbers, cases } = this;
    const report = { date, commit: commit(), machine, ...setting, numbers, cases };
    writeFileSync(file, JSON.stringify(report, null, 2) + "\n");
    print(`\nWritten to ${file}`);
  }
}

function printCase(name: string, found: Figures, verdict: string): void {
  const columns = [`${found.runs}`, ...[found.p50, found.p95, found.p99].map(round)];
  print(`${name.padEnd(62)} ${columns.map(column).join(" ")}  ${verdict}`);
}

function column(text: string): string {
  return text.padStart(8);
}

function print(line: string): void {
  console.log(line.trimEnd());
}

function machine() {
  const [first] = cpus();
  const processor = first?.model.trim() ?? "";
  return { processor, cores: cpus().length, memory: totalmem() / 1_048_576, load: load() };
}

/** Tasks that wanted a processor in the last minute, on average. */
function load(): number {
  return loadavg()[0] ?? NaN;
}

/** What the source in this folder is, if that can be told. */
function commit(): string | null {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}
