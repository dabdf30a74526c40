// Starts the real program on a database of its own: node serve.mjs PORT BASE_PATH filled|empty
//
// The fixtures are brought in by the program's own import commands. The database is a new
// temporary folder, removed when the server is told to stop.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [port, basePath, content] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(here, process.env.CUSTOMER_INVENTORY_BIN ?? "../target/customer-inventory");
const folder = mkdtempSync(join(tmpdir(), "customer-inventory-end2end-"));
const database = ["--database", `surrealkv://${folder}/db`, "--log", "warn"];
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

if (content === "filled") {
  for (const what of ["customers", "instances"]) {
    run(["import", what, join(here, "fixtures", `${what}.csv`), ...database]);
  }
}

const options = ["--addr", `127.0.0.1:${port}`, "--base-path", basePath];
const server = spawn(program, ["serve", ...options, ...database], {
  stdio: "inherit",
  cwd: folder,
});
server.on("error", (error) => fail(error.message));
server.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => server.kill("SIGTERM"));
}

function run(args) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", cwd: folder });
  if (status !== 0) fail(error?.message ?? `exit status ${status}: ${args.join(" ")}`);
}

function fail(message) {
  console.error(`${program}: ${message}`);
  process.exit(1);
}
