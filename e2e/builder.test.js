// Building a survey by keyboard alone: two pages, a branch, both languages; published, and answered on both branches.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { isTold, openLibrary, section } from "./helpers/staff.js";
import { press as pressOn, tabTo, thanked } from "./helpers/visitors.js";

let browser;
let installation;
let desk;
let form;

before(async () => {
  browser = await openBrowser();
  ({ installation, desk } = await openLibrary(browser));
});

after(async () => {
  await browser?.close();
  await installation?.stop();
});

/** Reaches an element with Tab and presses a key on it. */
const press = (locator, key) => pressOn(desk, locator, key);

/** Reaches a link or a button that leads to another page, and goes there with Enter. */
async function go(locator) {
  await locator.first().waitFor();
  await tabTo(desk, locator.first(), { most: 160 });
  await follow(desk, () => desk.keyboard.press("Enter"));
}

/** Reaches a field with Tab and types. */
async function type(selector, text) {
  await tabTo(desk, desk.locator(selector), { most: 160 });
  await desk.keyboard.press("Control+A");
  await desk.keyboard.type(text);
}

/** An element by its id, whatever letters it has. */
const id = (name) => `[id="${name}"]`;

describe("a survey built by keyboard", () => {
  test("a survey of one's own goes on in the builder", async () => {
    await section(desk, "Surveys");
    await go(desk.getByRole("link", { name: "Set up a survey" }));
    await go(desk.getByRole("link", { name: "A survey of your own" }));
    await type("#name", "At the counter");
    await tabTo(desk, desk.locator("#service"));
    await desk.keyboard.type("Library");
    await go(desk.getByRole("button", { name: "Save as draft" }));
    assert.match(desk.url(), /\/build$/);
    await keepsEveryRule(desk, "builder-empty");
  });

  test("a choice in both languages is added", async () => {
    await go(desk.getByRole("link", { name: /^Add a question/ }));
    await keepsEveryRule(desk, "builder-kinds");
    await go(desk.getByRole("link", { name: "One of several" }));
    await type(id("text.en"), "What did you commence?");
    await desk.getByText("Say: start").waitFor();
    assert.equal(await desk.getByText("Write a little more").count(), 0, "a question is short");
    await keepsEveryRule(desk, "builder-question-marked");
    await type(id("text.en"), "Why did you come?");
    await type(id("text.es"), "¿Por qué vino?");
    await press(desk.getByRole("checkbox", { name: "An answer is required" }), "Space");
    await type(id("part.0.en"), "Borrow a book");
    await type(id("part.0.es"), "Pedir un libro");
    await type(id("part.1.en"), "Get a card");
    await type(id("part.1.es"), "Sacar una tarjeta");
    // The card goes first, without a round trip.
    await press(desk.getByRole("button", { name: "Move line 2 up" }), "Enter");
    assert.equal(await desk.locator(id("part.0.es")).inputValue(), "Sacar una tarjeta");
    await keepsEveryRule(desk, "builder-question");
    await go(desk.getByRole("button", { name: "Save question" }));
    await isTold(desk, "The question is saved");
  });

  test("the first question is removed, brought back by undo, and removed again", async () => {
    const remove = desk.getByRole("button", { name: /^Remove ?: What would you like to tell us\?/ });
    await go(remove);
    await isTold(desk, "The question is removed");
    await go(desk.getByRole("button", { name: "Undo" }));
    await isTold(desk, "taken back");
    await go(remove);
    await isTold(desk, "The question is removed");
  });

  test("a second page is shown after one answer only", async () => {
    await go(desk.getByRole("link", { name: "Add a page" }));
    await type(id("title.en"), "Your card");
    await type(id("title.es"), "Su tarjeta");
    await tabTo(desk, desk.locator(id("when")));
    await desk.keyboard.press("ArrowDown");
    await press(desk.locator("summary").filter({ hasText: "Why did you come?" }), "Enter");
    await tabTo(desk, desk.locator(id("test.why_did_you_come")));
    await desk.keyboard.press("ArrowDown");
    await press(desk.getByRole("checkbox", { name: "Get a card" }), "Space");
    await keepsEveryRule(desk, "builder-page");
    await go(desk.getByRole("button", { name: "Save page" }));
    await desk.getByText("Shown when “Why did you come?” is Get a card").waitFor();

    await go(desk.getByRole("link", { name: "Add a question on page 2" }));
    await go(desk.getByRole("link", { name: "Agreement, 5 points" }));
    await type(id("text.en"), "Getting a card was easy.");
    await tabTo(desk, desk.locator("#feeds"));
    await desk.keyboard.type("Ease");
    await go(desk.getByRole("button", { name: "Save question" }));
    await desk.getByText("Feeds Ease").waitFor();
    await keepsEveryRule(desk, "builder");
  });

  test("a question moves with Alt and an arrow key, and keeps the focus", async () => {
    await tabTo(desk, desk.getByRole("link", { name: "Getting a card was easy." }), { most: 160 });
    await follow(desk, () => desk.keyboard.press("Alt+ArrowUp"));
    const moved = desk.locator("[data-page=page_1] [data-question=getting_a_card_was_easy]");
    await moved.waitFor();
    assert.ok(await moved.evaluate((item) => item === document.activeElement), "the next key goes on from there");
    await follow(desk, () => desk.keyboard.press("Alt+ArrowDown"));
    await desk.locator("[data-page=page_2] [data-question=getting_a_card_was_easy]").waitFor();
  });

  test("what is missing in Spanish is counted and added", async () => {
    await desk.getByText("1 text is missing in Español").waitFor();
    await go(desk.getByRole("link", { name: "Texts in both languages" }));
    await desk.getByText("missing in Español").waitFor();
    await keepsEveryRule(desk, "builder-texts");
    await type(id("t.question.getting_a_card_was_easy.es"), "Fue fácil sacar una tarjeta.");
    await go(desk.getByRole("button", { name: "Save texts" }));
    await desk.getByText(/all \d texts are there/).first().waitFor();
    await go(desk.getByRole("link", { name: "Back to the builder" }));
  });

  test("the preview is shown at two widths", async () => {
    await go(desk.getByRole("link", { name: "Preview" }));
    const frame = desk.frameLocator("iframe");
    await frame.getByText("Why did you come?").waitFor();
    const width = () => desk.locator("iframe").evaluate((element) => element.getBoundingClientRect().width);
    const phone = await width();
    await keepsEveryRule(desk, "builder-preview");
    await go(desk.getByRole("link", { name: "Desktop" }));
    await frame.getByText("Why did you come?").waitFor();
    assert.ok((await width()) > phone * 2, "a desktop is wider than a phone");
    await go(desk.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Builder" }));
  });

  test("it is published, and both branches are answered", async () => {
    await go(desk.getByRole("link", { name: "Publish" }));
    await keepsEveryRule(desk, "builder-publish");
    await go(desk.getByRole("button", { name: "Publish" }));
    await isTold(desk, "The survey is published");
    form = await desk.getByRole("link", { name: "Open the form" }).evaluate((link) => link.href);

    const borrower = await visit(browser);
    await borrower.goto(form);
    await borrower.getByText("Borrow a book", { exact: true }).click();
    await follow(borrower, () => borrower.getByRole("button", { name: /Next|Send/ }).click());
    assert.match(await thanked(borrower), /Library cards/, "nothing more is asked");
    await borrower.context().close();

    const reader = await visit(browser, "phone", { locale: "es-US" });
    await reader.goto(form);
    await reader.getByText("Sacar una tarjeta", { exact: true }).tap();
    await follow(reader, () => reader.getByRole("button", { name: /Siguiente|Enviar/ }).tap());
    await reader.getByText("Fue fácil sacar una tarjeta.").waitFor();
    await reader.getByText("De acuerdo", { exact: true }).tap();
    await reader.getByRole("button", { name: "Enviar" }).tap();
    assert.match(await thanked(reader), /Library cards/);
    await reader.context().close();
  });

  test("a change waits until it is published, and says what it does to the trend", async () => {
    await go(desk.getByRole("link", { name: "Builder" }));
    await go(desk.getByRole("link", { name: "Getting a card was easy." }));
    await type(id("text.en"), "It was easy to get a card.");
    await desk.keyboard.press("Shift+Tab");
    await go(desk.getByRole("button", { name: "Save question" }));
    await desk.getByText("Changes wait to be published.").waitFor();
    await go(desk.getByRole("link", { name: "Publish changes" }));
    await desk.getByText("It is worded anew in English").waitFor();
    await keepsEveryRule(desk, "builder-publish-changes");
    await press(desk.getByRole("checkbox", { name: "Only corrected" }), "Space");
    await go(desk.getByRole("button", { name: "Publish changes" }));
    await isTold(desk, "The survey is published");
    await desk.getByText("What it asks (version 2)").waitFor();
  });
});
