// Every kind of question: named for a screen reader as its snapshot says, usable by keyboard alone, accessible and
// narrow enough in both languages, with every error beside its field.
// CATSUP_UPDATE_SNAPSHOTS=1 writes e2e/snapshots anew; read the difference before committing it.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { putUp, signIn, signIns } from "./helpers/staff.js";
import { thanked } from "./helpers/visitors.js";

const here = dirname(fileURLToPath(import.meta.url));
const fixture = join(here, "../crates/testing/fixtures/every_kind.json");
const update = Boolean(process.env.CATSUP_UPDATE_SNAPSHOTS);

let browser;
let demo;
let form;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 100 });
  const definition = JSON.parse(await readFile(fixture, "utf8"));
  const page = await visit(browser);
  await signIn(page, demo.address, signIns(demo.printed).administrator);
  const file = { format: "catsup-survey", format_version: 1, name: "Every kind, once", definition };
  form = await putUp(page, demo.address, JSON.stringify(file));
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Holds what a screen reader is told about every question of the page against its snapshot. */
async function soundsAsBefore(page, language, name) {
  const told = [];
  for (const question of await page.locator("[data-question]:visible").all()) {
    told.push(`# ${await question.getAttribute("data-question")}\n${await question.ariaSnapshot()}`);
  }
  const path = join(here, "snapshots", `${name}.${language}.yml`);
  const text = `${told.join("\n\n")}\n`;
  if (update) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  assert.equal(text, await readFile(path, "utf8"), `${path}: set CATSUP_UPDATE_SNAPSHOTS=1 when this is meant`);
}

/** Answers enough of each page to come to the last one, and looks at each. */
async function walk(page, look) {
  const next = async (place) => {
    await follow(page, () => page.locator("main form .actions button").first().click());
    assert.ok(new URL(page.url()).pathname.endsWith(place), `${page.url()} is not ${place}`);
  };
  const choose = (name, value) => page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
  await look("visit");
  await choose("stars", 2);
  await choose("helped", 1);
  await next("/details");
  await look("details");
  for (const row of ["hours", "building", "collection"]) await choose(`aspects.${row}`, 4);
  await choose("branch", "other");
  await page.locator('[name="branch.other"]').fill("the bus");
  await next("/low");
  await look("low");
  await next("/contact");
  await choose("reply", 1);
  await page.locator("#email").fill("ana@example.gov");
  await look("contact");
}

for (const [locale, visitor] of [["en-US", "desk"], ["es-US", "phone"], ["en-US", "withoutJavaScript"]]) {
  test(`every kind keeps the rules and its name, in ${locale} (${visitor})`, async () => {
    const page = await visit(browser, visitor, { locale });
    await page.goto(`${form}?case=A-17`);
    await walk(page, async (name) => {
      await keepsEveryRule(page, `kinds-${name}-${visitor}`);
      if (visitor !== "withoutJavaScript") await soundsAsBefore(page, locale.slice(0, 2), name);
    });
    await page.locator("main form .actions button").first().click();
    await thanked(page);
    await page.context().close();
  });
}

test("every kind fits at 200 percent", async () => {
  // A desk screen enlarged twice has half its pixels.
  const page = await visit(browser, "desk", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  await page.goto(form);
  await walk(page, async (name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `the page ${name} sticks out by ${wide} pixels`);
  });
  await page.context().close();
});

test("stars and a grid are answered by keyboard alone", async () => {
  const page = await visit(browser);
  await page.goto(form);
  const stars = page.getByRole("group", { name: /^How was your visit/ });
  await stars.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.ok(await stars.getByRole("radio", { name: "3 stars" }).isChecked());
  await page.getByRole("button", { name: "Next" }).focus();
  await follow(page, () => page.keyboard.press("Enter"));
  assert.match(page.url(), /\/details\?/);
  const grid = page.getByRole("group", { name: /^How satisfied are you with these/ });
  const hours = grid.getByRole("group", { name: "Opening hours" });
  await hours.getByRole("radio", { name: "Very dissatisfied" }).focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await hours.getByRole("radio", { name: "Dissatisfied", exact: true }).isChecked());
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement.name);
  assert.equal(focused, "aspects.building", "one stop of Tab for each line");
  await page.context().close();
});

test("every error is named at once and leads to its field", async () => {
  const page = await visit(browser);
  await page.goto(form);
  await follow(page, () => page.getByRole("button", { name: "Next" }).click());
  await page.getByRole("alert").getByRole("link").click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "stars");
  await keepsEveryRule(page, "kinds-refused", { except: [/422/] });
  await page.context().close();
});
