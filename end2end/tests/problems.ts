// Fails a test on everything that a browser's console, network panel or error handler reports,
// unless the test said beforehand that it would happen.

import { expect, type BrowserContext } from "@playwright/test";

export class Problems {
  private readonly seen: string[] = [];
  private readonly expected: string[] = [];

  /** Watches all pages of `context`, also those opened later. */
  watch(context: BrowserContext, javaScript = true): void {
    context.on("console", (message) => {
      // With scripts switched off, nothing uses the program.
      if (!javaScript && message.text().includes("was preloaded using link preload")) return;
      if (["error", "warning"].includes(message.type())) {
        this.seen.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.seen.push(`uncaught: ${error.error()}`));
    context.on("response", (response) => {
      if (response.status() >= 400)
        this.seen.push(`status of ${response.status()}: ${response.url()}`);
    });
    context.on("requestfailed", (request) => {
      // Leaving a page aborts what it was loading.
      const reason = request.failure()?.errorText ?? "";
      if (["net::ERR_ABORTED", "NS_BINDING_ABORTED"].includes(reason)) return;
      // With scripts switched off, the browser refuses even to fetch one.
      if (!javaScript && reason === "csp" && request.url().endsWith(".js")) return;
      this.seen.push(`failed: ${reason} ${request.url()}`);
    });
  }

  /** An answer with this status belongs to the test. */
  expectStatus(status: number): void {
    this.expected.push(`status of ${status}`);
  }

  /** A problem with this text belongs to the test. */
  expectText(text: string): void {
    this.expected.push(text);
  }

  /** Nothing else happened, and all that was expected did. */
  check(): void {
    const surprises = this.seen.filter(
      (seen) => !this.expected.some((text) => seen.includes(text)),
    );
    const missing = this.expected.filter((text) => !this.seen.some((seen) => seen.includes(text)));
    expect({ surprises, missing }).toEqual({ surprises: [], missing: [] });
  }
}
