// Whoever sends much from one address is asked for a proof of work before being turned away: the browser computes it by
// itself, and who has no JavaScript goes on with a button. Nothing that was answered is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { reader } from "./helpers/api.js";
import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { putUp, signIn, signIns } from "./helpers/staff.js";
import { thanked } from "./helpers/visitors.js";

const question = { key: "words", kind: "short_text", text: { en: "What do you say?" } };
const definition = { title: { en: "Asked often" }, sections: [{ key: "only", questions: [question] }] };

let browser;
let demo;
let form;

before(async () => {
  browser = await openBrowser();
  // Two are let through unproven, four in all.
  demo = await startDemo({ responses: 100, more: ["--submissions-per-minute", "4"] });
  const desk = await visit(browser);
  await signIn(desk, demo.address, signIns(demo.printed).administrator);
  const file = { format: "catsup-survey", format_version: 1, name: definition.title.en, definition };
  form = await putUp(desk, demo.address, JSON.stringify(file));
  await desk.context().close();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function send(page, words) {
  await page.goto(form);
  await page.getByLabel("What do you say?").fill(words);
  await follow(page, () => page.locator("main form .actions button").first().click());
}

test("a browser proves itself, and a person without JavaScript goes on by hand", async () => {
  const page = await visit(browser);
  const plain = await visit(browser, "withoutJavaScript");
  for (const words of ["first", "second", "third"]) {
    await send(page, words);
    await thanked(page);
  }
  await send(plain, "fourth");
  await keepsEveryRule(plain, "proof");
  await follow(plain, () => plain.getByRole("main").getByRole("button", { name: "Next" }).click());
  await thanked(plain);
  const api = reader(demo);
  const responses = await api.responses(await api.survey(definition.title.en), "form");
  assert.equal(responses.length, 4, "nothing that was answered is lost");
  await plain.context().close();
  await page.context().close();
});

test("one too many is told so", async () => {
  const page = await visit(browser);
  await send(page, "fifth");
  await keepsEveryRule(page, "too-many", { except: [/429/] });
  assert.match(await page.getByRole("main").innerText(), /That was a lot at once/);
  await page.context().close();
});
