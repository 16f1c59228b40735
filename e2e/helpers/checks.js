// What holds on every page, public or staff: accessible, fits a narrow phone, quiet console, nothing jumps.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const screenshots = process.env.CATSUP_SCREENSHOTS ?? join(checkout, "target/screenshots");
const narrowest = 320;
const watched = new WeakMap();

/** Runs every check on the page as it stands and keeps a picture of it. */
export async function keepsEveryRule(page, name, options = {}) {
  await screenshot(page, name);
  await isAccessible(page);
  await nothingJumped(page);
  await fitsNarrowScreen(page);
  noConsoleErrors(page, options);
}

/**
 * Lets the checks' own scripts run on a page whose visitor has JavaScript turned off. The page's scripts were
 * refused while it loaded and stay so, and the next page is refused them again.
 */
async function withScripts(page, work) {
  const { withoutJavaScript } = watched.get(page);
  if (!withoutJavaScript) return work();
  const switchScripts = async (value) => {
    const session = await withoutJavaScript();
    // The browser ignores a value that this session set before, so both are sent.
    await session.send("Emulation.setScriptExecutionDisabled", { value: !value });
    await session.send("Emulation.setScriptExecutionDisabled", { value });
  };
  await switchScripts(false);
  try {
    return await work();
  } finally {
    await switchScripts(true);
  }
}

/** Fails with every violation axe finds: the rule, why, and the elements it is about. */
export async function isAccessible(page) {
  const { violations } = await withScripts(page, async () => {
    await page.evaluate(axe.source);
    // The rule is off by default, and part of WCAG 2.2 AA. A framed page is a document with landmarks of its own, and is
    // held to the rules where it is opened by itself.
    const options = { rules: { "target-size": { enabled: true } }, iframes: false };
    return page.evaluate((options) => globalThis.axe.run(document, options), options);
  });
  const told = violations.map(({ id, help, helpUrl, nodes }) => {
    const where = nodes.map((node) => `    ${node.target.join(" ")}\n      ${node.html.slice(0, 200)}`);
    return `  ${id}: ${help} (${helpUrl})\n${where.join("\n")}`;
  });
  assert.equal(violations.length, 0, `axe finds on ${page.url()}:\n${told.join("\n")}`);
}

/** Fails when the page scrolls sideways at 320 pixels, and names what sticks out. */
export async function fitsNarrowScreen(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: narrowest, height: 640 });
  const [needed, culprits] = await page.evaluate((width) => {
    const selector = (element) => [element.localName, ...element.classList].join(".");
    const sticksOut = (element) => element.getBoundingClientRect().right > width + 0.5;
    const found = [...document.body.querySelectorAll("*")].filter(sticksOut).map(selector);
    return [document.documentElement.scrollWidth, found.slice(0, 8)];
  }, narrowest);
  await page.setViewportSize(before);
  const told = `${page.url()} is ${needed} px wide on a ${narrowest} px screen: ${culprits.join(", ")}`;
  assert.ok(needed <= narrowest, told);
}

/** Fails when anything moved by itself while the page was built up. */
export async function nothingJumped(page) {
  const moved = await withScripts(page, () => page.evaluate(layoutShift));
  assert.ok(moved < 0.02, `${page.url()} jumped while it loaded (layout shift ${moved.toFixed(3)})`);
}

/** Runs in the page: the sum of its layout shifts that no input caused. */
function layoutShift() {
  return new Promise((resolve) => {
    let sum = 0;
    const add = (shifts) => {
      for (const shift of shifts) if (!shift.hadRecentInput) sum += shift.value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // Buffered entries are handed over in a task of their own, after the next frame at the latest.
    requestAnimationFrame(() => setTimeout(() => resolve((add(observer.takeRecords()), sum))));
  });
}

/** Starts to keep what the page's console and scripts complain about: every check needs a watched page. */
export function watch(page, { javaScriptEnabled = true } = {}) {
  const complaints = [];
  // One session for the page's whole life: when it ends, the browser forgets what was switched off.
  let session;
  const open = () => (session ??= page.context().newCDPSession(page));
  watched.set(page, { complaints, withoutJavaScript: javaScriptEnabled ? undefined : open });
  page.on("console", (message) => {
    const complains = ["error", "warning"].includes(message.type());
    if (complains) complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
}

/** Fails when the console complained since the page was opened; `except` lists what a story provokes. */
export function noConsoleErrors(page, { except = [] } = {}) {
  const provoked = (text) => except.some((expected) => expected.test(text));
  const complaints = watched.get(page).complaints.filter((text) => !provoked(text));
  assert.deepEqual(complaints, [], `the console of ${page.url()} complains`);
}

/** Keeps a picture of the whole page, named after it and its width. */
export async function screenshot(page, name) {
  await mkdir(screenshots, { recursive: true });
  const path = join(screenshots, `${name}-${page.viewportSize().width}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
