// Measures the browser side beside its budgets: no part of the tests, and slowness is no failure.
// `make bench-browser` runs it on the inventory that `make bench-http` seeds.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import { browser } from "./browser";

const program = resolve(
  __dirname,
  process.env["CUSTOMER_INVENTORY_BIN"] ?? "../target/customer-inventory",
);
const folder = resolve(process.env["BUDGETS_FOLDER"] ?? "");
const database = join(folder, "db");
if (!existsSync(database)) {
  throw new Error(`there is no inventory at ${database}; make bench-http seeds one`);
}

export default defineConfig({
  testDir: ".",
  testMatch: "budgets.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  timeout: 0,
  reporter: "dot",
  reportSlowTests: null,
  use: {
    // Known once the program says which port it got.
    baseURL: process.env["BUDGETS_URL"],
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
    viewport: { width: 1280, height: 800 },
    // What takes longer is not slow but missing.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    ...browser,
  },
  webServer: {
    command: `'${program}' --database 'surrealkv://${database}' serve --addr 127.0.0.1:0`,
    cwd: folder,
    wait: { stderr: /Customer Inventory is at (?<budgets_url>http:\S+)/ },
    stderr: "ignore",
    gracefulShutdown: { signal: "SIGTERM", timeout: 60_000 },
    // What a newer program changes in an older inventory, it changes before it serves.
    timeout: 1_800_000,
  },
});
