// A workflow engine as docs/workflow.md describes one, for tests and to try the inventory with:
//
//   node engine.mjs [--port 4400] [--delay 100] [--fail TASK] [--warn TASK] [--refuse TIMES] [--reject TIMES]
//
// It verifies what it gets, works on each attempt of an order once, and reports task by task.
// Nothing happens in a network. It keeps what it took in memory only: a real engine keeps it on
// disk before it answers. The secret is in CUSTOMER_INVENTORY_WORKFLOW_SECRET.

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: process.env.ENGINE_PORT ?? "4400" },
    // Milliseconds that each task takes.
    delay: { type: "string", default: process.env.ENGINE_DELAY ?? "100" },
    // The task of every order that fails, or that ends with a warning.
    fail: { type: "string", default: process.env.ENGINE_FAIL },
    warn: { type: "string", default: process.env.ENGINE_WARN },
    // How often each attempt of an order is refused before it is taken.
    refuse: { type: "string", default: process.env.ENGINE_REFUSE ?? "0" },
    // How often it is said of each attempt that it will never be taken.
    reject: { type: "string", default: process.env.ENGINE_REJECT ?? "0" },
  },
});
const secret = process.env.CUSTOMER_INVENTORY_WORKFLOW_SECRET ?? "";
if (secret.length < 16) {
  console.error("engine: CUSTOMER_INVENTORY_WORKFLOW_SECRET must have 16 characters or more");
  process.exit(2);
}

/** Seconds that a signature is good for. */
const TOLERANCE = 300;
/** Milliseconds between two tries to report, and how many there are: an hour in all. */
const AGAIN = 500;
const TRIES = 7200;

const TASKS = {
  create: ["reserve-resources", "configure-pe", "verify-service"],
  modify: ["reserve-resources", "configure-pe", "verify-service"],
  delete: ["stop-traffic", "clean-pe", "release-resources"],
};

/** How often each key was refused, and which were taken. */
const refused = new Map();
const taken = new Set();

const server = createServer(async (request, response) => {
  const [status, answer] = await handle(request).catch((error) => [400, { error: error.message }]);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(answer)}\n`);
});
server.listen(Number(options.port), "127.0.0.1", () => {
  console.log(`engine: http://127.0.0.1:${server.address().port}/`);
});
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => process.exit(0));
}

/** Takes an order, or says why not. */
async function handle(request) {
  if (request.method !== "POST") return [405, { error: "orders are sent with POST" }];
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  if (!verified(request.headers["x-signature"], body)) {
    return [401, { error: "X-Signature is missing, old or made with another secret" }];
  }
  const order = JSON.parse(body.toString());
  const { order_id, attempt, idempotency_key: key, type, instance } = order;
  if (taken.has(key)) return [200, { order_id, known: true }];
  const wish = wishes(instance.body.engine);
  const before = refused.get(key) ?? 0;
  refused.set(key, before + 1);
  if (before < wish.reject) return [422, { error: `rejected as told, ${before + 1} of ${wish.reject}` }];
  if (before < wish.refuse) return [503, { error: `refused as told, ${before + 1} of ${wish.refuse}` }];
  taken.add(key);
  console.log(`engine: ${type} ${instance.name}, order ${order_id}, attempt ${attempt}`);
  run(order, wish).catch((error) => console.error(`engine: order ${order_id}: ${error.message}`));
  return [202, { order_id }];
}

/** What is to go wrong: the member `engine` of the instance's body says it, or else the options. */
function wishes(told) {
  const { fail, warn, delay, refuse, reject } = { ...options, ...told };
  const times = (value) => (value === true ? Infinity : Number(value));
  return { fail, warn, delay: Number(delay), refuse: times(refuse), reject: times(reject) };
}

/** Does the order's tasks; reports when each begins, and the end. */
async function run(order, wish) {
  const trace = [];
  let end = "success";
  for (const task of TASKS[order.type]) {
    const step = { task, status: "running", time: new Date().toISOString() };
    trace.push(step);
    await report(order, { status: "running", trace });
    await pause(wish.delay);
    Object.assign(step, outcome(task, wish), { time: new Date().toISOString() });
    if (step.status !== "success") end = step.status;
    if (end === "failed") break;
  }
  await report(order, { status: end, message: trace.find((step) => step.message)?.message, trace });
}

function outcome(task, { fail, warn }) {
  if (task === fail) return { status: "failed", message: `${task} failed as told` };
  if (task === warn) return { status: "success_with_warnings", message: `${task} warns as told` };
  return { status: "success" };
}

/** Reports until the inventory has it, or says that it does not want it. */
async function report({ order_id, attempt, callback_url }, what) {
  const body = JSON.stringify({ order_id, attempt, ...what });
  for (let tries = 0; tries < TRIES; tries += 1) {
    const headers = { "content-type": "application/json", "x-signature": sign(now(), body) };
    const sent = fetch(callback_url, { method: "POST", headers, body });
    const answer = await sent.catch(() => undefined);
    if (answer?.ok) return;
    // A server that is away or in trouble comes back; what it refuses stays refused.
    if (answer !== undefined && answer.status < 500) {
      throw new Error(`${what.status} was refused: ${answer.status} ${await answer.text()}`);
    }
    await pause(AGAIN);
  }
  throw new Error(`${what.status} could not be reported`);
}

function sign(time, body) {
  const code = createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex");
  return `t=${time},v1=${code}`;
}

function verified(header = "", body) {
  const [, time] = /^t=(\d+),v1=[0-9a-f]{64}$/.exec(header) ?? [];
  if (time === undefined || Math.abs(now() - Number(time)) > TOLERANCE) return false;
  return timingSafeEqual(Buffer.from(header), Buffer.from(sign(time, body)));
}

function now() {
  return Math.floor(Date.now() / 1000);
}
