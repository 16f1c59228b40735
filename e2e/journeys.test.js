// Observed journeys: the graph with its table twin, sliders, and the way to a step by keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { section, signIn, signIns } from "./helpers/staff.js";

let browser;
let demo;
let people;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 2000 });
  people = signIns(demo.printed);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function openGraph(visitor, options) {
  const page = await visit(browser, visitor, options);
  await signIn(page, demo.address, people.cx_lead);
  await page.goto(`${demo.address}/desk/journeys?period=all`);
  await page.locator(".flow-step").first().waitFor();
  return page;
}

test("the graph and its tables name the same steps", async () => {
  const page = await openGraph();
  const drawn = await page.locator(".flow-step").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const listed = await page
    .getByRole("region", { name: "The steps of the graph" })
    .locator("tbody a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.ok(drawn.length >= 5, `only ${drawn.length} steps`);
  assert.deepEqual(drawn.sort(), listed.sort());
  // Every label beside a line says its unit.
  const labels = await page.locator(".flow-path text").allTextContents();
  assert.ok(labels.length > 5 && labels.every((label) => /times?$/.test(label)), labels.join(", "));
  await keepsEveryRule(page, "journeys-graph");
  await page.context().close();
});

test("a step is reached with the keyboard alone", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.cx_lead);
  await section(page, "Journeys");
  await page.goto(`${demo.address}/desk/journeys?period=all`);
  const region = page.getByRole("region", { name: /^Observed journeys/ });
  await region.focus();
  await page.keyboard.press("Tab");
  const step = page.locator(".flow-step").first();
  assert.ok(await step.evaluate((one) => one === document.activeElement), "the first step follows the region");
  const href = await step.getAttribute("href");
  const name = new URL(href, demo.address).searchParams.get("activity");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/journeys/step?**");
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), name);
  await page.getByRole("region", { name: "What comes right before" }).waitFor();
  await keepsEveryRule(page, "journeys-step");
  await page.context().close();
});

test("a slider shows more ways, by itself with a script and by its button without", async () => {
  const page = await openGraph();
  const ways = () => page.locator(".flow-path").count();
  const before = await ways();
  const slider = page.getByLabel("Ways shown:");
  await slider.focus();
  await page.keyboard.press("End");
  await page.waitForURL(/paths=100/);
  await page.locator(".flow-step").first().waitFor();
  const more = await ways();
  assert.ok(more > before, `${before} ways, then ${more}`);
  await page.context().close();

  const plain = await openGraph("desk", { javaScriptEnabled: false });
  await plain.getByLabel("Beside the lines").selectOption("both");
  await plain.getByRole("button", { name: "Apply" }).click();
  await plain.waitForURL(/show=both/);
  const labels = await plain.locator(".flow-path text").allTextContents();
  assert.ok(labels.some((label) => /times?$/.test(label)) && labels.some((label) => /(hours|days|min)$/.test(label)));
  await plain.context().close();
});

test("the graph scrolls inside its own region on a phone, in the dark too", async () => {
  const page = await openGraph("phone", { colorScheme: "dark" });
  const region = page.getByRole("region", { name: /^Observed journeys/ });
  const [inner, outer] = await region.evaluate((one) => [one.scrollWidth, one.clientWidth]);
  assert.ok(inner > outer, "the graph is wider than a phone");
  await keepsEveryRule(page, "journeys-graph-dark");
  await page.context().close();
});

test("the other pages of journeys keep the rules", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.cx_lead);
  for (const name of ["variants", "funnel", "rhythm"]) {
    await page.goto(`${demo.address}/desk/journeys/${name}?period=all`);
    await keepsEveryRule(page, `journeys-${name}`);
  }
  await page.context().close();
});
