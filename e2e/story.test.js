// The whole way of a survey: staff set it up, people answer it each in their way, and the scorecard says so.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { databases, startInstallation } from "./helpers/server.js";
import { addService, ann, firstAccount, publish, section, setUp } from "./helpers/staff.js";
import { respond, tabTo, thanked } from "./helpers/visitors.js";

const agency = "Department of Everyday Help";
const service = "Library cards";
const trust = [
  ["The service, as people know it", "Library Cards", "Tarjetas de Biblioteca"],
  ["The agency or programme to be trusted", "the City Library", "la Biblioteca Municipal"],
  ["What the agency is trusted to do", "serve every reader", "servir a cada lector"],
];
const measures = [trust[0], trust[1], ["The people served", "readers", "lectores"]];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** The first staff account, made on the command line before the server starts. */
for (const database of databases) {
  describe(`on ${database}`, () => {
    let installation;
    let desk;
    let form;

    before(async () => {
      installation = await startInstallation({ database, prepare: firstAccount });
      desk = await visit(browser);
    });

    after(async () => {
      await desk?.context().close();
      await installation?.stop();
    });

    /** Opens the form as a new visitor. */
    async function arrive(visitor, options) {
      const page = await visit(browser, visitor, options);
      await page.goto(form);
      return page;
    }

    /** What the scorecard says about trust: its tile, and whether it may say so already. */
    async function trustTile(query = "") {
      await desk.goto(`${installation.address}/desk/scorecard${query}`);
      return desk.locator(".tile").filter({ hasText: "Trust" }).first().innerText();
    }

    test("an administrator signs in with the keyboard", async () => {
      await desk.goto(`${installation.address}/desk`);
      await tabTo(desk, desk.getByLabel("Email address"));
      await desk.keyboard.type(ann.email);
      await tabTo(desk, desk.getByLabel("Password"));
      await desk.keyboard.type(ann.password);
      await follow(desk, () => desk.keyboard.press("Enter"));
      assert.equal(desk.url(), `${installation.address}/desk`);
      await keepsEveryRule(desk, "empty-desk");
    });

    test("they add an organisation and a service", async () => {
      await section(desk, "Services");
      await keepsEveryRule(desk, "empty-services");
      await addService(desk, agency, service);
    });

    test("they set up a survey in two languages, look at it, and publish it", async () => {
      await setUp(desk, { service, instrument: "A-11 v2: trust and drivers", name: "After the counter", names: trust });
      await keepsEveryRule(desk, "survey-draft");
      const draft = desk.url();
      await follow(desk, () => desk.getByRole("link", { name: "Preview" }).click());
      const asked = "Based on my experience with Library Cards, I trust the City Library to serve every reader.";
      await desk.getByRole("group", { name: asked }).waitFor();
      await follow(desk, () => desk.getByRole("link", { name: "Español" }).click());
      await desk.getByText("confío en que la Biblioteca Municipal puede servir a cada lector").waitFor();
      await follow(desk, () => desk.getByRole("link", { name: "English" }).click());
      await desk.goto(draft);
      form = await publish(desk);
    });

    test("a visitor answers with the keyboard alone", async () => {
      const page = await arrive("desk");
      await tabTo(page, page.getByRole("radio", { name: "Yes" }));
      await page.keyboard.press("Space");
      await tabTo(page, page.getByRole("checkbox", { name: "My need was addressed" }));
      await page.keyboard.press("Space");
      assert.equal(await page.getByRole("group", { name: "What did not go so well?" }).count(), 0);
      await tabTo(page, page.getByRole("textbox"));
      await page.keyboard.type("The card was ready at once.");
      await tabTo(page, page.getByRole("button", { name: "Send" }));
      await page.keyboard.press("Enter");
      assert.match(await thanked(page), /Your answers about Library cards are in/);
      await keepsEveryRule(page, "thanks");
      await page.context().close();
    });

    test("a visitor answers without JavaScript", async () => {
      const page = await arrive("withoutJavaScript");
      await page.getByText("Yes", { exact: true }).click();
      await page.getByText("My need was addressed").click();
      await keepsEveryRule(page, "form-without-script");
      await page.getByRole("button", { name: "Send" }).click();
      assert.match(await thanked(page), /Your answers about Library cards are in/);
      await page.context().close();
    });

    test("a visitor answers in Spanish on a phone", async () => {
      const page = await arrive("phone", { locale: "es-US" });
      await page.getByText("Sí", { exact: true }).tap();
      await page.getByText("Fue fácil hacer lo que necesitaba", { exact: true }).tap();
      await keepsEveryRule(page, "form-answered-es");
      await page.getByRole("button", { name: "Enviar" }).tap();
      assert.match(await thanked(page), /Recibimos sus respuestas sobre Library cards/);
      await page.context().close();
    });

    test("a double click on Send counts once", async () => {
      const page = await arrive("desk");
      await page.getByText("No", { exact: true }).click();
      await page.getByRole("button", { name: "Send" }).dblclick();
      await thanked(page);
      await page.context().close();
    });

    test("four answers are too few to show a figure", async () => {
      const tile = await trustTile("?pool=1");
      assert.match(tile, /Not enough responses \(fewer than 10\)/);
      assert.doesNotMatch(tile, /%/);
      assert.doesNotMatch(await desk.getByRole("main").innerText(), /\b4\sresponses\b/);
      await keepsEveryRule(desk, "scorecard-too-few");
    });

    test("the scorecard shows the share and its n, and moves with further answers", async () => {
      const survey = new URL(form).pathname.split("/").at(-1);
      await respond(installation.address, survey, { answer_01: 1, answer_02: ["ease"] }, 12);
      await respond(installation.address, survey, { answer_01: 0, answer_03: ["efficiency"] }, 4);
      // Fifteen of twenty; of those asked in English fourteen of nineteen.
      assert.match(await trustTile("?pool=1"), /\b75\.0%[\s\S]*\bn\s20\b/);
      assert.match(await trustTile(), /\b73\.7%[\s\S]*\bn\s19\b/);
      await respond(installation.address, survey, { answer_01: 1, answer_02: [] }, 5);
      assert.match(await trustTile("?pool=1"), /\b80\.0%[\s\S]*\bn\s25\b/);
      await keepsEveryRule(desk, "scorecard-of-one-survey");
    });

    test("a reload loses nothing of a form with two pages", async () => {
      await setUp(desk, { service, instrument: "A-11 v1: seven measures", name: "Once a year", names: measures });
      form = await publish(desk);
      const page = await arrive("desk");
      const answer = (number, label) => page.getByRole("group").nth(number).getByRole("radio", { name: label });
      const choose = (number, label) => page.getByRole("group").nth(number).getByText(label, { exact: true }).click();
      await choose(0, "Agree");
      await page.reload();
      assert.ok(await answer(0, /^Agree/).isChecked(), "an answer that was not sent yet");
      await choose(1, "Strongly agree");
      await follow(page, () => page.getByRole("button", { name: "Next" }).click());
      await page.getByText("Step 2 of 2").waitFor();
      await choose(0, "Neutral");

      await page.reload();
      assert.ok(await answer(0, "Neutral").isChecked(), "an answer of the second page");
      await follow(page, () => page.getByRole("link", { name: "Back" }).click());
      await page.getByText("Step 1 of 2").waitFor();
      assert.ok(await answer(0, /^Agree/).isChecked(), "the first answer of the first page");
      assert.ok(await answer(1, "Strongly agree").isChecked(), "the second answer of the first page");

      await follow(page, () => page.getByRole("button", { name: "Next" }).click());
      await page.getByRole("button", { name: "Send" }).click();
      await thanked(page);
      await page.context().close();

      await follow(desk, () => desk.getByRole("link", { name: "Its responses" }).click());
      await desk.locator(".inbox-rows").waitFor();
      assert.equal(await desk.locator(".inbox-rows > .row").count(), 1, "one visitor, one response");
    });
  });
}
