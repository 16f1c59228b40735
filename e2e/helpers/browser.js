// Chromium as the stories use it: a desk, a phone, and a browser whose owner has JavaScript turned off.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

import { watch } from "./checks.js";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The kinds of visitor a story may ask for. */
export const visitors = {
  desk: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  withoutJavaScript: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

/** Starts Chromium, which stays off the network apart from the pages it is sent to. */
export function openBrowser() {
  const args = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // Chromium's sandbox refuses to run as root, which containers usually are.
  const chromiumSandbox = process.getuid?.() !== 0;
  return chromium.launch({ executablePath: executable(), args, chromiumSandbox });
}

/** Opens a page of a new visitor, with cookies of their own; closing its context ends the visit. */
export async function visit(browser, visitor = "desk", options = {}) {
  const kind = visitors[visitor];
  if (!kind) throw new Error(`no visitor \`${visitor}\`: choose ${Object.keys(visitors).join(", ")}`);
  const settings = { locale: "en-US", ...kind, ...options };
  const context = await browser.newContext(settings);
  // What is not there after this long does not come; a test then says at once what it waited for.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  watch(page, settings);
  return page;
}

/**
 * Does what leads to another page, and resolves when that page is there and its scripts have run. A click or a key waits
 * for nothing: what is read or pressed next would meet the page that is left.
 */
export async function follow(page, act) {
  const left = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
  await Promise.all([left, act()]);
  await page.waitForLoadState();
}

function executable() {
  const found = process.env.CHROMIUM ?? places.find((place) => existsSync(place));
  if (!found) throw new Error("Chromium is missing: install it, or name it in CHROMIUM");
  return found;
}
