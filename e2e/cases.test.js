// A complaint from both sides: a person on a phone, staff at the queue, and the person's last word.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { signIn, signIns } from "./helpers/staff.js";

let browser;
let demo;
let people;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 400 });
  people = signIns(demo.printed);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Fills the contact page in and sends it; returns the address of the private link. */
async function complain(page, words, email) {
  await page.goto(`${demo.address}/contact`);
  await page.getByText("Something went wrong").click();
  await page.getByLabel("Which service is it about?").selectOption({ index: 1 });
  await page.getByLabel("What happened, or what do you want to know?").fill(words);
  if (email) await page.getByLabel("Email").fill(email);
  await follow(page, () => page.getByRole("button", { name: "Send" }).click());
  return page.url().replace("?new=1", "");
}

test("a person complains, says that it is not solved, and then that it is", async () => {
  const person = await visit(browser, "phone");
  const words = "The form I sent in March is lost, and nobody calls me back.";
  const link = await complain(person, words, "luis.mora@example.org");
  await person.getByRole("heading", { name: "We received your message" }).waitFor();
  await person.getByText(/You get an answer by/).waitFor();
  await keepsEveryRule(person, "track-received");

  const staff = await visit(browser);
  await signIn(staff, demo.address, people.administrator);
  await staff.goto(`${demo.address}/desk/cases?q=nobody+calls+me+back&view=open`);
  await keepsEveryRule(staff, "cases-found");
  await follow(staff, () => staff.getByRole("link", { name: "The form I sent in March" }).click());
  await staff.getByText("luis.mora@example.org").waitFor();
  const answer = staff.getByLabel("Your answer");
  await answer.fill("We found your form. It was put in the wrong folder, and we are sorry. You get it back on Friday.");
  await staff.getByText(/Reads like school grade/).waitFor();
  await staff.getByText("it is solved, we think").click();
  await keepsEveryRule(staff, "case-answered");
  await follow(staff, () => staff.getByRole("button", { name: "Send the answer" }).click());
  await staff.getByText(/is on its way/).waitFor();

  await person.goto(link);
  await person.getByText("It was put in the wrong folder").waitFor();
  await follow(person, () => person.getByRole("button", { name: "No, it is not solved" }).click());
  // Without a word there is nothing to go on.
  await person.getByRole("alert").getByText("Enter an answer").waitFor();
  await person.getByLabel("What is still wrong?").fill("Nothing came on Friday.");
  await follow(person, () => person.getByRole("button", { name: "No, it is not solved" }).click());
  await person.getByText("We take it up again").waitFor();
  await keepsEveryRule(person, "track-denied", { except: [/422 \(Unprocessable Entity\)/] });

  await staff.reload();
  await staff.getByText("Nothing came on Friday.").waitFor();
  await staff.getByText("Not solved, says the person").first().waitFor();
  await answer.fill("We are sorry. A courier brings it to you tomorrow.");
  await staff.getByText("it is solved, we think").click();
  await follow(staff, () => staff.getByRole("button", { name: "Send the answer" }).click());

  await person.goto(link);
  await follow(person, () => person.getByRole("button", { name: "Yes, it is solved" }).click());
  await person.getByText("You told us that it is solved.").waitFor();
  await keepsEveryRule(person, "track-confirmed", { except: [/422 \(Unprocessable Entity\)/] });

  // Another organisation's link, and one that was guessed, open nothing.
  const guessed = await person.goto(`${link}x`);
  assert.equal(guessed.status(), 404);
  await Promise.all([person.context().close(), staff.context().close()]);
});

test("two do not answer at once: the second is told, and keeps the words", async () => {
  const person = await visit(browser, "withoutJavaScript");
  const link = await complain(person, "Which papers do I bring to the counter?");
  await person.getByText("Keep the address of this page").waitFor();
  await keepsEveryRule(person, "track-without-address");
  const staff = await visit(browser);
  await signIn(staff, demo.address, people.administrator);
  await staff.goto(`${demo.address}/desk/cases?q=bring+to+the+counter`);
  await follow(staff, () => staff.getByRole("link", { name: "Which papers do I bring" }).click());
  await person.getByLabel("Your words").fill("It is for my mother.");
  await follow(person, () => person.getByRole("button", { name: "Send" }).click());
  await staff.getByLabel("Your answer").fill("Your identity card.");
  await follow(staff, () => staff.getByRole("button", { name: "Send the answer" }).click());
  await staff.getByText("Something happened to the case").waitFor();
  await keepsEveryRule(staff, "case-moved", { except: [/409 \(Conflict\)/] });
  await staff.getByText("It is for my mother.").waitFor();
  assert.equal(await staff.getByLabel("Your answer").inputValue(), "Your identity card.");
  await follow(staff, () => staff.getByRole("button", { name: "Send the answer" }).click());
  await person.goto(link);
  await person.getByText("Your identity card.").waitFor();
  await Promise.all([person.context().close(), staff.context().close()]);
});

test("the queue is worked by keyboard, and cases change hands", async () => {
  const staff = await visit(browser);
  await signIn(staff, demo.address, people.cx_lead ?? people.administrator);
  await staff.goto(`${demo.address}/desk/cases`);
  await keepsEveryRule(staff, "cases-queue");
  await staff.keyboard.press("j");
  await staff.keyboard.press("j");
  await staff.keyboard.press("x");
  assert.equal(await staff.locator(".case-row").nth(1).locator("input").isChecked(), true);
  await staff.getByLabel("Give to").selectOption({ index: 1 });
  await follow(staff, () => staff.getByRole("button", { name: "Give", exact: true }).click());
  await staff.getByText(/1 case changed hands|No case changed hands/).waitFor();
  const undo = staff.getByRole("button", { name: "Undo" });
  if (await undo.isVisible()) {
    await follow(staff, () => staff.keyboard.press("z"));
    await staff.getByText(/again with whoever had them: 1/).waitFor();
  }
  await staff.keyboard.press("/");
  assert.equal(await staff.evaluate(() => document.activeElement.id), "q");
  await staff.context().close();
});
