// What is in the inventory that is measured, as the page finds it out.

import type { APIRequestContext } from "@playwright/test";

interface List {
  readonly total: number;
  readonly rows: readonly { readonly name: string }[];
}

export async function list(
  request: APIRequestContext,
  what: "customers" | "instances",
  row = 1,
): Promise<List> {
  const answer = await request.get(`api/${what}/list`, { params: { query: `row=${row}` } });
  if (!answer.ok()) throw new Error(`${answer.url()} is answered with ${answer.status()}`);
  return answer.json();
}

/** Waits until the program has its index; one of another layout is made anew first. */
export async function ready(request: APIRequestContext): Promise<void> {
  while (!(await request.get("readyz")).ok()) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * So many different texts to search for, the same every time: how words begin that names have, in
 * letters that a keyboard has, of rows from all over the list.
 */
export async function texts(
  request: APIRequestContext,
  customers: number,
  many: number,
): Promise<string[]> {
  const found = new Set<string>();
  for (let at = 0; at < many; at += 1) {
    const { rows } = await list(request, "customers", 1 + Math.floor((at * customers) / many));
    const length = 4 + (at % 3);
    const begin = new RegExp(`(?<!\\p{L})[a-z]{${length}}`, "gu");
    const begun = rows.flatMap(({ name }) => name.toLowerCase().match(begin) ?? []);
    begun.forEach((text) => found.add(text));
  }
  const all = [...found];
  return Array.from({ length: many }, (_, at) => all[Math.floor((at * all.length) / many)] ?? "");
}
