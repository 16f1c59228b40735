// The embed on a page of somebody else: another origin, a strict policy, hostile styles, a server that comes and goes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import axe from "axe-core";

import { answersOf, reader, until } from "./helpers/api.js";
import { openBrowser, visit } from "./helpers/browser.js";
import { fitsNarrowScreen, noConsoleErrors, screenshot } from "./helpers/checks.js";
import { arriveAt, hostIsUnharmed, isAccessible, names, told } from "./helpers/embed.js";
import { startHost } from "./helpers/host.js";
import { startDemo } from "./helpers/server.js";
import { putUp, signIn, signIns } from "./helpers/staff.js";

const everyKind = new URL("./helpers/every-kind.json", import.meta.url);

let browser;
let demo;
let host;
let api;
let trust;
let useful;
let visitSurvey;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 200, more: ["--submissions-per-minute", "0"] });
  api = reader(demo);
  await importEveryKind();
  trust = await api.survey("a11_v2");
  useful = await api.survey("yes_no");
  visitSurvey = await api.survey("Every kind of question");
  const script = (attributes) => `<script src="${demo.address}/embed.js" ${attributes} async></script>`;
  const asksAll = script(`data-survey="${useful.key}" data-mode="page"`);
  const inline = script(`data-survey="${trust.key}" data-mode="inline" data-campaign="spring" data-accent="#ffbe2e"`);
  host = await startHost(demo.address, {
    "/inline": inline,
    "/inline-hostile": inline,
    "/modal": `<button type="button" data-catsup-open="${trust.key}">Tell us</button> <a href="#text">A link</a>${script('data-none=""')}`,
    "/asks": script(`data-survey="${trust.key}" data-mode="modal"`).repeat(3),
    "/button": script(`data-survey="${trust.key}" data-mode="button" data-language="es"`),
    "/page": asksAll,
    "/kinds": script(`data-survey="${visitSurvey.key}" data-values="order=A-17" data-segments="region=West"`),
    "/nobody": script(`data-survey="${trust.key}" data-share="0"`) + asksAll,
    "/elsewhere": script(`data-survey="${trust.key}" data-pages="/renew/*"`) + asksAll,
    "/visits": `<button type="button" data-catsup-done="no" data-survey="${trust.key}">I did not</button>${script(`data-survey="${trust.key}" data-mode="none" data-visits`)}`,
    "/unknown": script('data-survey="no-such-survey" data-touchpoint="77"'),
    "/wrong": script(`data-survey="${trust.key}" data-touchpoint="77" data-channel="pigeon"`),
  });
});

after(async () => {
  await browser?.close();
  await host?.stop();
  await demo?.stop();
});

/** Staff take the survey over from its file and publish it. */
async function importEveryKind() {
  const page = await visit(browser);
  await signIn(page, demo.address, signIns(demo.printed).administrator);
  await putUp(page, demo.address, await readFile(everyKind, "utf8"));
  await page.context().close();
}

/** Opens a page of the host as a new visitor. */
const arrive = (path, visitor, options) => arriveAt(browser, host.address + path, visitor, options);

const count = async (survey, source = "embed") => (await api.responses(survey, source)).length;

test("the script is under 15 KB and says what it is", async () => {
  const answer = await fetch(`${demo.address}/embed.js`, { headers: { "Accept-Encoding": "identity" } });
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
  const packed = gzipSync(await answer.text(), { level: 9 }).length;
  assert.ok(packed < 15 * 1024, `embed.js is ${packed} bytes gzip`);
  const tag = answer.headers.get("etag");
  assert.equal((await fetch(`${demo.address}/embed.js`, { headers: { "If-None-Match": tag } })).status, 304);
});

for (const path of ["/inline", "/inline-hostile"]) {
  test(`a form in the page of another site is answered on ${path}`, async () => {
    const before = await count(trust);
    const page = await arrive(`${path}?name=Ana#secret`);
    const yes = page.getByRole("radio", { name: "Yes" });
    await yes.waitFor();
    await screenshot(page, `embed${path.replaceAll("/", "-")}`);
    const box = await page.locator("catsup-survey .box").boundingBox();
    assert.ok(box.width > 250 && box.height > 200, `drawn ${box.width} by ${box.height}`);
    await isAccessible(page);
    if (path === "/inline") await fitsNarrowScreen(page);
    await yes.check();
    await page.getByRole("checkbox", { name: "My need was addressed" }).check();
    assert.equal(await page.getByRole("group", { name: "What did not go so well?" }).count(), 0);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await isAccessible(page);
    const [stored, ...older] = await api.responses(trust, "embed");
    assert.equal(older.length, before);
    assert.equal(stored.page, `${host.address}${path}`);
    assert.equal(stored.campaign, "spring");
    assert.equal(stored.device, "computer");
    assert.equal(answersOf(stored).answer_01, 1);
    const events = await told(page);
    assert.deepEqual(events.map(([name]) => name), ["ready", "open", "answer", "answer", "sent"]);
    assert.equal(events.at(-1)[1].response, stored.id);
    assert.ok(!JSON.stringify(events).includes("effectiveness"), "no answer is told to the page");
    await hostIsUnharmed(page);
    noConsoleErrors(page);
    await page.context().close();
  });
}

describe("the dialog", () => {
  test("keeps the focus, closes with Esc, and gives the focus back", async () => {
    const page = await arrive("/modal");
    const opener = page.getByRole("button", { name: "Tell us" });
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await screenshot(page, "embed-modal");
    await isAccessible(page);
    assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
    const focused = () => page.evaluate(() => {
      const { shadowRoot, localName } = document.activeElement;
      return shadowRoot ? shadowRoot.activeElement?.localName ?? "none" : `outside: ${localName}`;
    });
    const reached = new Set();
    for (const key of [...Array(15).fill("Tab"), ...Array(15).fill("Shift+Tab")]) {
      await page.keyboard.press(key);
      reached.add(await focused());
    }
    assert.deepEqual([...reached].filter((one) => one.startsWith("outside") || one === "none"), []);
    assert.ok(reached.has("input") && reached.has("button") && reached.has("textarea"));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.ok(await opener.evaluate((element) => element === document.activeElement));
    assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "");
    await until(async () => (await names(page)).at(-1), "close");
    assert.deepEqual((await told(page)).at(-1), ["close", { survey: trust.key, mode: "modal", reason: "closed" }]);
    await hostIsUnharmed(page);
    await page.context().close();
  });

  test("is answered with the keyboard alone, and what was typed survives closing", async () => {
    const before = await count(trust);
    const page = await arrive("/modal");
    await page.getByRole("button", { name: "Tell us" }).press("Enter");
    await page.getByRole("radio", { name: "No" }).press("Space");
    await page.getByRole("textbox").last().fill("The line was long.");
    await page.keyboard.press("Escape");
    await page.evaluate((key) => window.catsup.open(key), trust.key);
    await page.getByRole("radio", { name: "No" }).waitFor();
    assert.ok(await page.getByRole("radio", { name: "No" }).isChecked());
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await page.getByRole("button", { name: "Close" }).press("Enter");
    await until(async () => (await told(page)).at(-1)[1].reason, "sent");
    assert.equal(await count(trust), before + 1);
    await page.context().close();
  });

  test("asks once on a page view, however often the script stands there", async () => {
    const page = await arrive("/asks");
    await page.getByRole("dialog").waitFor();
    await until(async () => (await names(page)).filter((name) => name === "ready").length, 3);
    assert.equal((await names(page)).filter((name) => name === "open").length, 1);
    assert.equal(await page.locator("catsup-survey").count(), 1);
    await page.context().close();
  });

  test("opens from a button of ours, in Spanish, on a phone", async () => {
    const page = await arrive("/button", "phone");
    await page.getByRole("button", { name: "Opinión" }).tap();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("radio", { name: "Sí" }).waitFor();
    await screenshot(page, "embed-phone-es");
    await isAccessible(page);
    await page.getByRole("button", { name: "Enviar" }).tap();
    await page.getByRole("alert").getByText("Elija una de las respuestas").waitFor();
    await page.context().close();
  });
});

test("page feedback counts the click at once, and the words belong to it", async () => {
  const before = await count(useful);
  const page = await arrive("/page");
  const group = page.getByRole("group", { name: "Was this page useful?" });
  await group.waitFor();
  await isAccessible(page);
  await group.getByRole("button", { name: "No" }).click();
  await until(() => count(useful), before + 1);
  await page.getByRole("textbox").fill("The fee is missing.");
  await isAccessible(page);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  const stored = await api.responses(useful, "embed");
  assert.equal(stored.length, before + 1);
  assert.deepEqual(answersOf(stored[0]), { answer_01: 0, answer_02: "The fee is missing." });
  assert.equal(stored[0].page, `${host.address}/page`);
  await hostIsUnharmed(page);
  await page.context().close();
});

describe("when our server is away", () => {
  test("the page stays as it is, without a word of ours", async () => {
    const page = await visit(browser);
    await page.route(`${demo.address}/api/**`, (route) => route.abort());
    await page.goto(`${host.address}/inline`);
    await page.getByText("A page of another site.").waitFor();
    await page.waitForFunction(() => window.catsup);
    await until(() => page.locator("catsup-survey").count(), 0);
    await page.evaluate((key) => window.catsup.open(key), trust.key);
    await page.getByRole("dialog").getByText("Feedback is not available right now").first().waitFor();
    await page.keyboard.press("Escape");
    await page.context().close();
  });

  test("answers are kept and sent once, even when the server took them and its word was lost", async () => {
    const before = await count(trust);
    const page = await arrive("/inline");
    await page.getByRole("radio", { name: "Yes" }).check();
    let lost = 0;
    await page.route(`${demo.address}/api/v1/surveys/*/responses`, async (route) => {
      lost += 1;
      // The first never arrives; the second is stored, and nobody hears of it.
      if (lost === 2) await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Your answers are kept here").waitFor();
    await isAccessible(page);
    await page.getByRole("button", { name: "Try again now" }).click();
    await until(() => count(trust), before + 1);
    await page.unroute(`${demo.address}/api/v1/surveys/*/responses`);
    await page.getByRole("button", { name: "Try again now" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    assert.equal(await count(trust), before + 1);
    await hostIsUnharmed(page);
    await page.context().close();
  });

  test("what waits goes out from the next page of the visit", async () => {
    const before = await count(trust);
    const page = await arrive("/inline");
    await page.getByRole("radio", { name: "No" }).check();
    await page.route(`${demo.address}/api/v1/surveys/*/responses`, (route) => route.abort());
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Your answers are kept here").waitFor();
    await page.unroute(`${demo.address}/api/v1/surveys/*/responses`);
    await page.goto(`${host.address}/modal`);
    await until(() => count(trust), before + 1);
    await page.reload();
    await page.waitForFunction(() => window.catsup);
    assert.equal(await count(trust), before + 1);
    await page.context().close();
  });
});

test("every kind of question is asked, branched and stored as it was answered", async () => {
  const page = await arrive("/kinds");
  const next = page.getByRole("button", { name: "Next" });
  await next.click();
  await page.getByRole("alert").getByText("Choose one of the answers").waitFor();
  await page.getByRole("radio", { name: "Another" }).check();
  await page.getByRole("textbox", { name: /Another/ }).fill("Lakeside");
  await page.getByRole("radiogroup", { name: "How was the office?" }).getByRole("radio", { name: "4 stars" }).check();
  await page.getByRole("radiogroup", { name: "It was clean" }).getByRole("radio", { name: "Strongly agree" }).check();
  await page.getByRole("radiogroup", { name: "Would you come again?" }).getByRole("radio", { name: "No" }).check();
  for (const reason of ["Too far", "Too slow", "Not friendly"]) await page.getByRole("checkbox", { name: reason }).check();
  await screenshot(page, "embed-kinds");
  await isAccessible(page);
  await next.click();
  await page.getByRole("alert").getByText("Choose from 0 to 2 answers").waitFor();
  await page.getByRole("checkbox", { name: "Not friendly" }).uncheck();
  await page.getByText("Page 1 of 3").waitFor();
  await next.click();
  await page.getByRole("textbox", { name: /How many minutes/ }).fill("45");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("checkbox", { name: "Too slow" }).uncheck();
  await page.getByText("Page 1 of 2").waitFor();
  await page.getByRole("checkbox", { name: "Too slow" }).check();
  await next.click();
  assert.equal(await page.getByRole("textbox", { name: /How many minutes/ }).inputValue(), "45");
  await page.getByRole("textbox", { name: /How many minutes/ }).fill("4500");
  await next.click();
  await page.getByText("The rest about Lakeside is up to you.").waitFor();
  await page.getByLabel("When was it?").fill("2026-02-03");
  await page.getByRole("textbox", { name: "Your ZIP code" }).fill("2050");
  await page.getByRole("combobox", { name: "How did you come?" }).selectOption("bus");
  await page.getByRole("radio", { name: /^9/ }).check();
  await page.getByRole("radiogroup", { name: "I trust the office." }).getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("textbox", { name: "Your email" }).fill("ana@example.gov");
  await page.getByRole("textbox", { name: "Your telephone" }).fill("202-555-0143");
  await page.getByRole("textbox", { name: "Anything else?" }).fill("Friendly people.");
  await isAccessible(page);
  await screenshot(page, "embed-kinds-3");
  await page.getByRole("button", { name: "Send" }).click();
  // The server knows what does not fit: back on the page of the first, with its words.
  await page.getByRole("alert").getByText("Enter a number from 0 to 600").waitFor();
  await page.getByRole("textbox", { name: /How many minutes/ }).fill("45");
  await next.click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("alert").getByText("Enter a ZIP code").waitFor();
  await page.getByRole("textbox", { name: "Your ZIP code" }).fill("20500");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  const [stored, ...older] = await api.responses(visitSurvey, "embed");
  assert.equal(older.length, 0);
  assert.deepEqual(stored.segments, { region: "West" });
  assert.deepEqual(answersOf(stored), {
    office: "other", "office.other": "Lakeside", stars: 4, "parts.clean": 5, again: 0,
    "reasons.far": 1, "reasons.slow": 1, "reasons.rude": 0, minutes: 45, order: "A-17", day: "2026-02-03", zip: "20500",
    how: "bus", recommend: 9, trust: 1, mail: "ana@example.gov", phone: "202-555-0143", more: "Friendly people.",
  });
  await hostIsUnharmed(page);
  await page.context().close();
});

test("an answer to a question that is no longer asked is not sent", async () => {
  const page = await arrive("/kinds");
  await page.getByRole("radio", { name: "Riverside" }).check();
  const again = page.getByRole("radiogroup", { name: "Would you come again?" });
  await again.getByRole("radio", { name: "No" }).check();
  await page.getByRole("checkbox", { name: "Too far" }).check();
  await again.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === "POST" && one.url().endsWith("/responses")),
    page.getByRole("button", { name: "Send" }).click(),
  ]);
  assert.deepEqual(request.postDataJSON().answers, { office: "river", again: 1, order: "A-17" });
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  await page.context().close();
});

test("only those are asked who are meant", async () => {
  for (const path of ["/nobody", "/elsewhere", "/unknown"]) {
    const page = await arrive(path);
    // What comes after it on the page has asked everyone by then.
    if (path === "/unknown") await until(async () => (await told(page))[0]?.[1].reason, "unknown");
    else await page.getByRole("group", { name: "Was this page useful?" }).waitFor();
    assert.equal(await page.locator("catsup-survey").count(), path === "/unknown" ? 0 : 1, path);
    await hostIsUnharmed(page);
    await page.context().close();
  }
});

test("a view of a page is counted once, with what became of it and nothing kept in the browser", async () => {
  const page = await arrive("/visits?name=Ann");
  await until(async () => (await api.pageViews()).length, 1);
  await page.getByRole("button", { name: "I did not" }).click();
  await until(async () => (await api.pageViews())[0].outcome, "not_fulfilled");
  const [view, ...more] = await api.pageViews();
  assert.deepEqual([more.length, view.customer, view.attributes.page], [0, null, `${host.address}/visits`]);
  assert.equal(await page.locator("catsup-survey").count(), 0);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  await hostIsUnharmed(page);
  await page.context().close();
});

test("a slip of the page's author costs nobody their answers", async () => {
  const before = await count(trust);
  const page = await arrive("/wrong");
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  assert.equal(await count(trust), before + 1);
  await page.context().close();
});

test("the sample agency shows every way to ask", async () => {
  const page = await visit(browser);
  await page.goto(`${demo.address}/sample-agency`);
  await page.getByRole("group", { name: "Was this page useful?" }).waitFor();
  await page.getByRole("button", { name: "Feedback" }).waitFor();
  await page.getByRole("radio", { name: "Yes" }).waitFor();
  await screenshot(page, "sample-agency");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html.slice(0, 120)}`), []);
  await fitsNarrowScreen(page);
  await page.getByRole("button", { name: "Tell us about your renewal" }).click();
  await page.getByRole("dialog").waitFor();
  noConsoleErrors(page);
  await page.context().close();
});
