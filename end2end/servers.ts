// The servers that the tests talk to. Each has its own database, filled from `fixtures` anew for
// every run; baseURL ends with a slash, so that tests name pages by relative paths.

export type Content = "filled" | "vendor" | "empty";

export interface Server {
  readonly port: number;
  readonly basePath: string;
  /** What is in it: the fixtures as operators import them, what a vendor's API returns, or nothing. */
  readonly content: Content;
  /** Where a workflow engine is, if the server has one; without, orders are complete at once. */
  readonly enginePort: number | undefined;
  readonly baseURL: string;
}

function server(
  port: number,
  basePath = "/",
  content: Content = "filled",
  enginePort?: number,
): Server {
  return {
    port,
    basePath,
    content,
    enginePort,
    baseURL: `http://127.0.0.1:${port}${basePath.replace(/\/?$/, "/")}`,
  };
}

/** The first of the ports taken; set it to run twice on one machine at the same time. */
const FIRST = Number(process.env["CUSTOMER_INVENTORY_TEST_PORT"] ?? 4310);

export const servers = {
  /** Nobody changes anything here: counts, orders and pages are those of the fixtures. */
  catalog: server(FIRST),
  /** For tests that add, edit and delete. */
  work: server(FIRST + 1),
  /** Behind a portal's reverse proxy, under a path of two segments. */
  prefixed: server(FIRST + 2, "/orchestration/inventory"),
  /** Nothing in it yet. */
  empty: server(FIRST + 3, "/", "empty"),
  /** For tests that change what the operator likes. */
  personal: server(FIRST + 4),
  /** For tests that save filters, and let pages open with one. */
  saved: server(FIRST + 5),
  /** With a workflow engine, which works on orders as an instance's body wants it. */
  engine: server(FIRST + 6, "/", "filled", FIRST + 100),
  /** With what the vendor's API returns, imported. */
  vendor: server(FIRST + 7, "/", "vendor"),
};
