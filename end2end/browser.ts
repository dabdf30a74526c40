// Which browser is driven, and how it is started, for tests and for measuring alike.
//
// TEST_BROWSER=firefox takes the machine's Firefox, which speaks WebDriver BiDi by itself; what is not
// said is Chromium.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

type Browser = Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>;

const firefox = process.env["TEST_BROWSER"] === "firefox";

export const browser: Browser = firefox
  ? {
      browserName: "firefox",
      channel: "moz-firefox",
      launchOptions: { executablePath: program("firefox") },
    }
  : {
      browserName: "chromium",
      launchOptions: {
        // The machine's own; without one, Playwright's.
        executablePath: program("chromium", "chromium-browser", "google-chrome"),
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
        ],
      },
    };

/** Where the first of these programs is that the machine has. */
function program(...names: string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
