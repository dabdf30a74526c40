// Starts the real program on a database of its own:
//
//   node serve.mjs PORT BASE_PATH filled|vendor|empty [ENGINE_PORT]
//
// The fixtures are brought in by the program's own import commands. The database is a new
// temporary folder, removed when the server is told to stop. With a port for it, a workflow engine
// runs beside the program (engine.mjs) and gets its orders.

import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [port, basePath, content, enginePort] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(here, process.env.CUSTOMER_INVENTORY_BIN ?? "../target/customer-inventory");
const folder = mkdtempSync(join(tmpdir(), "customer-inventory-end2end-"));
const database = ["--database", `surrealkv://${folder}/db`, "--log", "warn"];
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

if (content === "filled") {
  for (const what of ["customers", "instances"]) {
    run(["import", what, fixture(`${what}.csv`), ...database]);
  }
}
if (content === "vendor") {
  const files = ["customers", "instances"].map((what) => [`--${what}`, fixture(`vendor-${what}.json`)]);
  run(["import", "paragon", ...files.flat(), ...database]);
}

const options = ["--addr", `127.0.0.1:${port}`, "--base-path", basePath];
const env = { ...process.env };
if (enginePort) {
  options.push("--workflow-url", `http://127.0.0.1:${enginePort}/`);
  env.CUSTOMER_INVENTORY_WORKFLOW_SECRET = randomUUID();
  const engine = spawn(process.execPath, [join(here, "engine.mjs"), "--port", enginePort], {
    stdio: "inherit",
    env,
  });
  // Told to stop together with this, it ends well and sooner than the program.
  engine.on("exit", (code) => code !== 0 && fail(`the workflow engine ended with ${code}`));
  process.on("exit", () => engine.kill());
}
const server = spawn(program, ["serve", ...options, ...database], {
  stdio: "inherit",
  cwd: folder,
  env,
});
server.on("error", (error) => fail(error.message));
server.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => server.kill("SIGTERM"));
}

function fixture(name) {
  return join(here, "fixtures", name);
}

function run(args) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", cwd: folder });
  if (status !== 0) fail(error?.message ?? `exit status ${status}: ${args.join(" ")}`);
}

function fail(message) {
  console.error(`${program}: ${message}`);
  process.exit(1);
}
