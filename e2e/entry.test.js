// Twenty paper forms typed in one after the other, by keyboard alone: what is stored is what was typed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { databases, startInstallation } from "./helpers/server.js";
import { addService, ann, firstAccount, isTold, publish, setUp, signIn } from "./helpers/staff.js";

const names = [
  ["The service, as people know it", "Library Cards", "Tarjetas de Biblioteca"],
  ["The agency or programme to be trusted", "the City Library", "la Biblioteca Municipal"],
  ["The people served", "readers", "lectores"],
];
/** Answers to the seven measures, a key each, and a comment: no two forms alike. */
const forms = Array.from({ length: 20 }, (_, index) => ({
  keys: Array.from({ length: 7 }, (_, place) => ((index * 3 + place * 2) % 5) + 1),
  comment: `Form number ${index + 1}`,
}));

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

for (const database of databases) {
  describe(`on ${database}`, () => {
    let installation;
    let desk;
    let survey;

    before(async () => {
      installation = await startInstallation({ database, prepare: firstAccount });
      desk = await visit(browser);
      await signIn(desk, installation.address, ann);
      await addService(desk, "City Library", "Library cards");
      await setUp(desk, {
        service: "Library cards", instrument: "A-11 v1: seven measures", name: "At the counter", names,
      });
      survey = new URL(await publish(desk)).pathname.split("/").pop();
    });

    after(async () => {
      await desk?.context().close();
      await installation?.stop();
    });

    /** Waits for the count of entries. */
    const counts = (n) => desk.getByText(`${n} entered in this batch`, { exact: true }).waitFor();
    /** Saves the form, and resolves when the next one takes keys. */
    const save = () => follow(desk, () => desk.keyboard.press("Control+Enter"));

    test("the Share page, the poster and the paper form keep the rules", async () => {
      for (const page of ["share", "poster", "paper"]) {
        await desk.goto(`${installation.address}/desk/surveys/${survey}/${page}`);
        await keepsEveryRule(desk, `survey-${page}`);
      }
      const code = await desk.getByText(`Form ${survey} · 1 · en`).count();
      assert.equal(code, 1, "the paper form tells its survey, version and language");
    });

    test("twenty paper forms are typed in by keyboard alone", async () => {
      await desk.goto(`${installation.address}/desk/surveys/${survey}/entry`);
      await desk.getByRole("button", { name: "Save and next" }).waitFor();
      for (const [index, { keys, comment }] of forms.entries()) {
        // Each digit answers a question and goes on to the next one.
        for (const key of keys) await desk.keyboard.press(String(key));
        await desk.keyboard.type(comment);
        await save();
        await counts(index + 1);
      }
      await keepsEveryRule(desk, "entry-twenty");
    });

    test("all twenty are stored as typed, as paper, by who typed them", async () => {
      const answer = await desk.request.get(
        `${installation.address}/desk/responses/export?format=csv&survey=&source=paper`,
      );
      const rows = (await answer.text()).trim().split(/\r?\n/);
      const head = rows[0].replace("\ufeff", "").split(",");
      const at = (row, name) => row.split(",")[head.indexOf(name)];
      const stored = rows.slice(1).reverse();
      assert.equal(stored.length, forms.length);
      for (const [index, { keys, comment }] of forms.entries()) {
        const row = stored.find((row) => at(row, "answer_08") === comment);
        assert.ok(row, `${comment} is stored`);
        const typed = keys.map((_, place) => Number(at(row, `answer_0${place + 1}`)));
        assert.deepEqual(typed, keys, `form ${index + 1}`);
        assert.equal(at(row, "source"), "paper");
        assert.equal(at(row, "channel"), "paper");
      }
    });

    test("a blank required answer is refused until it is said to be left blank", async () => {
      await desk.keyboard.press("4");
      await save();
      await desk.getByRole("link", { name: /^Question 2 needs an answer/ }).waitFor();
      await keepsEveryRule(desk, "entry-refused", { except: [/422/] });
      await desk.getByLabel("Left blank on paper").first().focus();
      await desk.keyboard.press("Space");
      await save();
      await counts(21);
    });

    test("an entry is corrected, and withdrawn with undo", async () => {
      await follow(desk, () => desk.getByRole("link", { name: /^Correct/ }).first().click());
      assert.match(desk.url(), /\/entry\/\d+\?/);
      await desk.keyboard.press("5");
      await save();
      await isTold(desk, "The entry is corrected.");
      await follow(desk, () => desk.getByRole("button", { name: /^Withdraw/ }).first().click());
      await isTold(desk, "The entry is withdrawn");
      await counts(20);
      await follow(desk, () => desk.getByRole("button", { name: /^Undo/ }).first().click());
      await counts(21);
    });
  });
}
