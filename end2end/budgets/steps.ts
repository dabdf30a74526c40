// The steps of a session, in their order.

import { PRESS, type SlowPage } from "./browser";

type Step = [name: string, act: () => Promise<unknown>];

export function steps(slow: SlowPage): Step[] {
  const { page } = slow;
  const { keyboard } = page;
  const press = { delay: PRESS };
  const next = page.getByRole("link", { name: "Next page" });
  const header = page.getByRole("columnheader", { name: "Reference Number" });
  const box = page.getByRole("searchbox");
  const menu = page.locator("summary[aria-label='Columns']");
  const boxes = page.getByRole("checkbox", { name: /^Select / });
  const clear = page.getByRole("button", { name: "Clear the selection" });
  const name = page.getByRole("rowheader").first().getByRole("link");
  const panel = page.getByRole("dialog");
  const type = async () => {
    await box.focus();
    await keyboard.type("car", { delay: 120 });
  };
  const close = async () => {
    await keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
  };
  return [
    ["sort", () => slow.list(() => header.getByRole("link").click(press))],
    ["turn a page", () => slow.list(() => next.click(press))],
    ["type a search", () => slow.list(type, "car")],
    ["open a menu", () => menu.click(press)],
    ["close a menu", () => keyboard.press("Escape")],
    ["select a row", () => boxes.nth(1).click(press)],
    ["select all rows of the page", () => boxes.first().click(press)],
    ["clear the selection", () => clear.click(press)],
    ["open a panel", () => name.click(press).then(() => panel.waitFor())],
    ["close a panel", close],
  ];
}
