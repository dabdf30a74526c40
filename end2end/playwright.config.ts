import { defineConfig } from "@playwright/test";
import { browser } from "./browser";
import { servers, type Server } from "./servers";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env["CI"],
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: servers.catalog.baseURL,
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    ...browser,
  },
  webServer: Object.values(servers).map(started),
});

function started({ port, basePath, content, enginePort, baseURL }: Server) {
  return {
    command: `node serve.mjs ${port} ${basePath} ${content} ${enginePort ?? ""}`,
    url: `${baseURL}orchestration/customers`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 10_000 },
    timeout: 120_000,
  };
}
