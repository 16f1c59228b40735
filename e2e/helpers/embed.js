// The embed as a page of somebody else sees it.

import assert from "node:assert/strict";

import axe from "axe-core";

import { visit } from "./browser.js";

/** Opens a page with an embed as a new visitor, and listens to what the embed tells it. */
export async function arriveAt(browser, url, visitor, options) {
  const page = await visit(browser, visitor, options);
  await page.addInitScript(() => {
    window.told = [];
    window.trouble = [];
    for (const name of ["ready", "open", "answer", "sent", "close", "error"]) {
      document.addEventListener(`catsup:${name}`, (event) => window.told.push([name, event.detail]));
    }
    window.addEventListener("error", (event) => window.trouble.push(String(event.message)));
    window.addEventListener("unhandledrejection", (event) => window.trouble.push(String(event.reason)));
  });
  await page.goto(url);
  return page;
}

/** What the embed told the page: names of events with their details. */
export const told = (page) => page.evaluate(() => window.told);
/** As `told`, without the details. */
export const names = async (page) => (await told(page)).map(([name]) => name);

/** Nothing of ours may become trouble of the host. */
export async function hostIsUnharmed(page) {
  assert.deepEqual(await page.evaluate(() => window.trouble), []);
  assert.equal(await page.getByRole("heading", { name: "Elsewhere", includeHidden: true }).count(), 1);
}

/** Holds the embed, inside its shadow root, to axe. */
export async function isAccessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run("catsup-survey", { rules: { "target-size": { enabled: true } } }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join("\n  ")}`);
  assert.deepEqual(found, []);
}
