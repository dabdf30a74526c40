// The servers that the tests talk to. Each has its own database, filled from `fixtures` anew for
// every run; baseURL ends with a slash, so that tests name pages by relative paths.

export interface Server {
  readonly port: number;
  readonly basePath: string;
  readonly filled: boolean;
  readonly baseURL: string;
}

function server(port: number, basePath = "/", filled = true): Server {
  return {
    port,
    basePath,
    filled,
    baseURL: `http://127.0.0.1:${port}${basePath.replace(/\/?$/, "/")}`,
  };
}

export const servers = {
  /** Nobody changes anything here: counts, orders and pages are those of the fixtures. */
  catalog: server(4310),
  /** For tests that add, edit and delete. */
  work: server(4311),
  /** Behind a portal's reverse proxy, under a path of two segments. */
  prefixed: server(4312, "/orchestration/inventory"),
  /** Nothing in it yet. */
  empty: server(4313, "/", false),
};
