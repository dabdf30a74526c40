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

/** The states of an instance, in the order of a life. */
export const STATES = [
  "uploaded",
  "feasibility_checked",
  "provisioning",
  "active",
  "failed",
  "deprovisioning",
  "deprovisioned",
];

/** The customer with instances in all seven states. */
export const EVERY_STATE = "Nordic Fiber AB";
/** The customer with sixty active instances. */
export const MANY = "Many Sites Retail";

/** Orders texts as people expect: by letters before accents and case, numbers by their value. */
export const byCollation = new Intl.Collator("en", { numeric: true }).compare;

/** The rows of a CSV text below its header. */
function parse(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") records.push([]);
  }
  return records.slice(1, -1);
}
