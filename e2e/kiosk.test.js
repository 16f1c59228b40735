// A kiosk in the lobby: one person after another, the network cut and restored, the browser started anew.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { answersOf, reader, until } from "./helpers/api.js";
import { follow, openBrowser, visit } from "./helpers/browser.js";
import { fitsNarrowScreen, isAccessible, noConsoleErrors, screenshot } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { isTold, signIn, signIns } from "./helpers/staff.js";

/** What a browser says when it is without a network. */
const offline = { except: [/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /Failed to fetch/, /FetchEvent/] };

let browser;
let demo;
let api;
let survey;
/** The address with a key, as staff got it. */
let address;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 200, more: ["--submissions-per-minute", "0"] });
  api = reader(demo);
  survey = await api.survey("csat");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const count = async () => (await api.responses(survey, "kiosk")).length;

/** Opens the kiosk and waits until it can do without the network. */
async function open(page, query = "") {
  const [path, key = ""] = (address ?? `${demo.address}/kiosk/${survey.key}`).split("#");
  await page.goto(`${path}${query}${key && `#${key}`}`);
  await page.getByRole("button", { name: "Touch to begin" }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const kept = async () => (await (await caches.open("catsup-kiosk-1")).keys()).length;
    while ((await kept()) < 5) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** One person answers. */
async function answer(page, satisfaction = "Satisfied") {
  await page.getByRole("button", { name: "Touch to begin" }).click();
  await page.getByRole("radio", { name: satisfaction, exact: true }).check();
  const send = page.getByRole("button", { name: "Send" });
  while (!(await send.isVisible())) await page.getByRole("button", { name: "Next" }).click();
  await send.click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
}

const waiting = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const request = indexedDB.open("catsup-kiosk");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("outbox").objectStore("outbox").count();
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result);
    };
  };
}));

test("staff set a kiosk up and get its address once", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, signIns(demo.printed).cx_lead);
  await page.goto(`${demo.address}/desk/surveys/${survey.key}/kiosks`);
  await page.getByRole("rowheader", { name: "Passport agency, by the exit" }).waitFor();
  await follow(page, () => page.getByRole("button", { name: "Set up a kiosk" }).click());
  await page.getByRole("alert").getByText("Enter an answer").waitFor();
  await page.getByLabel("Name").fill("Lobby, by the door");
  await follow(page, () => page.getByRole("button", { name: "Set up a kiosk" }).click());
  await page.getByRole("heading", { name: "Kiosk set up: Lobby, by the door" }).waitFor();
  address = await page.locator("#secret").innerText();
  assert.match(address, /\/kiosk\/[\w-]+#key=ctk_[a-z0-9]{26}$/);
  await page.context().close();
});

test("people answer one after another, by touch, in their language", async () => {
  const page = await visit(browser, "desk", { hasTouch: true, viewport: { width: 1024, height: 768 } });
  await open(page, "?location=Lobby");
  assert.equal(new URL(page.url()).hash, "", "the key leaves the address at once");
  await screenshot(page, "kiosk-attract");
  await isAccessible(page);
  await page.getByRole("button", { name: "Touch to begin" }).tap();
  await page.getByRole("radio").first().waitFor();
  await screenshot(page, "kiosk-question");
  await isAccessible(page);
  assert.equal(await page.locator("a[href]:not([href^='#'])").count(), 0, "nothing leads out");
  await page.getByRole("button", { name: "Start over" }).tap();
  await page.getByRole("button", { name: "Español" }).tap();
  await page.getByRole("radio", { name: "Satisfecho", exact: false }).last().check();
  const send = page.getByRole("button", { name: "Enviar" });
  while (!(await send.isVisible())) await page.getByRole("button", { name: "Siguiente" }).tap();
  await send.tap();
  await page.getByRole("heading", { name: "Gracias" }).waitFor();
  await screenshot(page, "kiosk-thanks");
  await isAccessible(page);
  await until(count, 1);
  const [stored] = await api.responses(survey, "kiosk");
  assert.equal(stored.channel, "self_service_kiosk");
  assert.equal(stored.language, "es");
  assert.deepEqual(stored.segments, { location: "Lobby" });
  // The thanks go by themselves, and the next person finds the first language.
  await page.getByRole("button", { name: "Touch to begin" }).waitFor({ timeout: 12_000 });
  await fitsNarrowScreen(page);
  noConsoleErrors(page);
  await page.context().close();
});

test("thirty answers given without a network are in once each, on their day", { timeout: 240_000 }, async () => {
  const before = await count();
  const page = await visit(browser);
  await open(page, "?thanks=60");
  const context = page.context();
  await context.setOffline(true);
  for (let given = 0; given < 15; given += 1) {
    await answer(page, given % 2 ? "Dissatisfied" : "Very satisfied");
    await page.getByRole("button", { name: "Done" }).click();
  }
  assert.equal(await waiting(page), 15);
  // The browser is started anew in the middle, still without a network.
  await page.reload();
  await page.getByRole("button", { name: "Touch to begin" }).waitFor();
  for (let given = 0; given < 15; given += 1) {
    await answer(page);
    await page.getByRole("button", { name: "Done" }).click();
  }
  assert.equal(await waiting(page), 30);
  assert.equal(await count(), before);
  // The word that the first one is in gets lost on the way.
  let lost = 0;
  await page.route("**/responses", async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  const back = Date.now();
  await context.setOffline(false);
  await until(() => waiting(page), 0, 60);
  const stored = await api.responses(survey, "kiosk");
  assert.equal(stored.length, before + 30);
  const late = stored.slice(0, 30);
  assert.ok(late.every((response) => Date.parse(response.occurred_at) < back), "each counts at the time it was given");
  assert.equal(late.filter((response) => answersOf(response).answer_01 === 5).length, 8);
  noConsoleErrors(page, offline);
  await page.context().close();
});

test("a kiosk whose key was ended goes on, and its answers count when they arrive", async () => {
  const page = await visit(browser);
  await open(page, "?status");
  await page.getByRole("dialog").getByText("Key: good").waitFor();
  await isAccessible(page);
  await screenshot(page, "kiosk-status");
  await page.getByRole("button", { name: "Close" }).click();
  const desk = await visit(browser);
  await signIn(desk, demo.address, signIns(demo.printed).cx_lead);
  await desk.goto(`${demo.address}/desk/surveys/${survey.key}/kiosks`);
  const row = desk.getByRole("row", { name: /Lobby, by the door/ });
  await follow(desk, () => row.getByRole("link", { name: /End key/ }).click());
  await follow(desk, () => desk.getByRole("button", { name: "End key" }).click());
  await isTold(desk, "The key is ended");
  const before = await count();
  await answer(page);
  await until(count, before + 1);
  await until(() => waiting(page), 0);
  await page.goto(`${demo.address}/kiosk/${survey.key}?status`);
  await page.getByRole("dialog").getByText("Key: none").waitFor();
  await page.getByText("Waiting to be sent: 0").waitFor();
  await desk.context().close();
  await page.context().close();
});

test("who walks away leaves nothing behind, after a warning that can be stopped", async () => {
  const before = await count();
  const page = await visit(browser);
  await page.clock.install();
  await open(page, "?idle=45");
  await page.getByRole("button", { name: "Touch to begin" }).click();
  await page.getByRole("radio", { name: "Satisfied", exact: true }).check();
  await page.clock.runFor(46_000);
  const warning = page.getByRole("dialog", { name: "Are you still there?" });
  await warning.waitFor();
  await screenshot(page, "kiosk-idle");
  await warning.getByRole("button", { name: "I am still here" }).click();
  await page.clock.runFor(30_000);
  assert.ok(await page.getByRole("radio", { name: "Satisfied", exact: true }).isChecked());
  await page.clock.runFor(20_000);
  await warning.waitFor();
  await page.clock.runFor(21_000);
  await page.getByRole("button", { name: "Touch to begin" }).click();
  assert.equal(await page.getByRole("radio", { checked: true }).count(), 0);
  assert.equal(await count(), before);
  await page.context().close();
});

test("the worker keeps nothing of staff", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, signIns(demo.printed).administrator);
  await open(page);
  await page.goto(`${demo.address}/desk`);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });
  assert.ok(kept.length >= 5);
  assert.deepEqual(kept.filter((path) => !/^\/(kiosk\/|assets\/kiosk|api\/v1\/surveys\/[\w-]+\/form$)/.test(path)), []);
  const scopes = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname));
  assert.deepEqual(scopes, ["/kiosk/"]);
  await page.context().close();
});
