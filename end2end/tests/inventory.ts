// What the fixtures put into the inventory.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface CustomerRow {
  name: string;
  reference: string;
  description: string;
  instances: number;
}

const rows = (file: string) => parse(readFileSync(join(__dirname, "..", "fixtures", file), "utf8"));

export const allInstances = rows("instances.csv").map(
  ([name = "", reference = "", design = "", version = "", state = ""]) => ({
    name,
    reference,
    design: `${design} ${version}`,
    state,
  }),
);

export const allCustomers: CustomerRow[] = rows("customers.csv").map(
  ([name = "", reference = "", description = ""]) => ({
    name,
    reference,
    description,
    instances: allInstances.filter((i) => reference !== "" && i.reference === reference).length,
  }),
);

/** The customer with instances in all seven states. */
export const EVERY_STATE = "Nordic Fiber AB";
/** The customer with sixty active instances. */
export const MANY = "Many Sites Retail";

/** Equal for texts that differ only by case, as the inventory compares them. */
export function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

/** Orders texts by their characters' code points. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The rows of a CSV text below its header. */
function parse(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") records.push([]);
  }
  return records.slice(1, -1);
}
