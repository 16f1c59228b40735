// Random surveys with branching, filled in as a person would, with and without JavaScript: what is visible is what the
// server asks, and what is stored is exactly what was shown and answered.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { asked } from "../crates/web/frontend/src/scripts/parts/conditions.js";
import { answersOf, reader } from "./helpers/api.js";
import { follow, openBrowser, visit } from "./helpers/browser.js";
import { startDemo } from "./helpers/server.js";
import { putUp, signIn, signIns } from "./helpers/staff.js";
import { thanked } from "./helpers/visitors.js";

const surveys = 20;
const keys = ["one", "two", "three"];

let browser;
let demo;
let api;
let desk;

before(async () => {
  browser = await openBrowser();
  // Every visitor comes from one address.
  demo = await startDemo({ responses: 100, more: ["--submissions-per-minute", "0"] });
  api = reader(demo);
  desk = await visit(browser);
  await signIn(desk, demo.address, signIns(demo.printed).administrator);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The same numbers for the same seed (mulberry32), so that a failure can be repeated. */
function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)], often: (share) => next() < share };
}

function randomQuestion(key, random) {
  const choices = keys.map((choice) => ({ key: choice, text: { en: choice } }));
  const kind = random.pick([
    { kind: "scale", scale: "stars5" },
    { kind: "scale", scale: "yes_no" },
    { kind: "single", choices },
    { kind: "single", choices, dropdown: true },
    { kind: "multiple", choices },
    { kind: "number", low: 0, high: 9 },
    { kind: "short_text" },
  ]);
  return { key, text: { en: `Question ${key}` }, ...kind };
}

/** A condition that some answer to an earlier question fulfils. */
function randomCondition(earlier, random) {
  const { key: question, kind, scale } = random.pick(earlier);
  if (kind === "short_text" || random.often(0.15)) return { question, answered: random.often(0.7) };
  if (kind === "number") return random.pick([{ question, at_least: 4 }, { question, at_most: 5 }]);
  if (kind === "scale") return { question, values: scale === "yes_no" ? [random.below(2)] : [1, 2, 3] };
  return random.pick([{ question, choices: keys.slice(0, 2) }, { question, none_of: [keys[2]] }]);
}

function randomSurvey(seed, random) {
  const free = [];
  const sections = [];
  for (let page = 0; page < 3; page += 1) {
    const section = { key: `page_${page}`, questions: [] };
    if (page > 0 && random.often(0.3)) section.ask_when = randomCondition(free, random);
    // Conditions of a page and of its questions test different answers, so that they cannot contradict each other.
    const pool = section.ask_when ? [] : [...free];
    for (let number = 0; number < 3; number += 1) {
      const question = randomQuestion(`q${3 * page + number}`, random);
      if (pool.length > 0 && random.often(0.6)) question.ask_when = randomCondition(pool, random);
      else pool.push(question);
      section.questions.push(question);
    }
    if (!section.ask_when) free.splice(0, free.length, ...pool);
    sections.push(section);
  }
  return { title: { en: `Random survey ${seed}` }, sections };
}

/** An answer to a question, as conditions take it; nothing now and then. */
function randomAnswer({ kind, scale }, random) {
  if (random.often(0.2)) return undefined;
  if (kind === "scale") return scale === "yes_no" ? random.below(2) : 1 + random.below(5);
  if (kind === "number") return random.below(10);
  if (kind === "short_text") return "some words";
  const ticked = keys.filter(() => random.often(0.5));
  return kind === "single" ? [random.pick(keys)] : ticked;
}

async function give(page, { key, kind, dropdown }, answer) {
  if (answer === undefined) return;
  if (dropdown) await page.locator(`#${key}`).selectOption(answer[0]);
  else if (kind === "number" || kind === "short_text") await page.locator(`#${key}`).fill(String(answer));
  else {
    for (const value of [answer].flat()) {
      await page.locator(`[name="${key}"][value="${value}"]`).check({ force: true });
    }
  }
}

/** What the API gives for an answer that was shown and given. */
function expected(question, answer) {
  const { key, kind } = question;
  if (kind === "multiple") return keys.map((choice) => [`${key}.${choice}`, (answer ?? []).includes(choice) ? 1 : 0]);
  if (answer === undefined) return [];
  return [[key, Array.isArray(answer) ? answer[0] : answer]];
}

/** Sends the page that stands open. */
const send = (page) => follow(page, () => page.locator("main form .actions button").first().click());

async function fillIn(page, form, definition, random, script) {
  const answers = new Map();
  for (const question of definition.sections.flatMap(({ questions }) => questions)) {
    answers.set(question.key, randomAnswer(question, random));
  }
  // Something must be answered: the first question always stands there.
  const [first] = definition.sections[0].questions;
  while ([answers.get("q0") ?? []].flat().length === 0) answers.set("q0", randomAnswer(first, random));
  const given = (key) => answers.get(key);
  const due = asked(definition.sections, given);
  await page.goto(form);
  for (const section of definition.sections) {
    const here = section.questions.filter(({ key }) => due.includes(key));
    if (here.length === 0) continue;
    // Without script every question stands there that an answer on the page may lead to.
    for (const question of section.questions) {
      const field = page.locator(`[data-question="${question.key}"]`);
      if (await field.isVisible()) await give(page, question, answers.get(question.key));
      else if (script) assert.ok(!due.includes(question.key), `${question.key} is asked`);
    }
    const visible = await page.locator("[data-question]:visible").evaluateAll((all) => all.map((one) => one.dataset.question));
    if (script) assert.deepEqual(visible, here.map(({ key }) => key), "what is visible is what is asked");
    else for (const { key } of here) assert.ok(visible.includes(key), `${key} is shown`);
    await send(page);
  }
  await thanked(page);
  const questions = definition.sections.flatMap((section) => section.questions).filter(({ key }) => due.includes(key));
  return Object.fromEntries(questions.flatMap((question) => expected(question, answers.get(question.key))));
}

for (const visitor of ["desk", "withoutJavaScript"]) {
  test(`${surveys} random surveys ask and store alike (${visitor})`, async (t) => {
    const page = await visit(browser, visitor);
    for (let seed = 1; seed <= surveys; seed += 1) {
      await t.test(`seed ${seed}`, async () => {
        const random = chance(seed);
        const definition = randomSurvey(`${seed} ${visitor}`, random);
        const file = { format: "catsup-survey", format_version: 1, name: definition.title.en, definition };
        const form = await putUp(desk, demo.address, JSON.stringify(file));
        const wanted = await fillIn(page, form, definition, random, visitor === "desk");
        const survey = await api.survey(definition.title.en);
        const [response, ...more] = await api.responses(survey, "form");
        assert.equal(more.length, 0, "one visitor, one response");
        assert.deepEqual(answersOf(response), wanted);
      });
    }
    await page.context().close();
  });
}
