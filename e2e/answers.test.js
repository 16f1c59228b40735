// An answer from the draft to the person who reads it, asks on, and gets it again in a reply.

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

const question = "Where do I park at the passport office?";

test("an answer is written and approved, found in a visitor's words, and put into a reply", async () => {
  const author = await visit(browser);
  await signIn(author, demo.address, people.service_owner);
  await author.goto(`${demo.address}/desk/answers/new`);
  await author.getByLabel("Question (English)").fill(question);
  await author.getByLabel("Short answer (English)").fill("Please commence your visit in the garage on Oak Street.");
  await author.getByText("Say: start").waitFor();
  await keepsEveryRule(author, "answer-written");
  await author.getByLabel("Short answer (English)").fill("Park in the garage on Oak Street. The first hour is free.");
  await author.getByLabel("Question (Español)").fill("¿Dónde estaciono en la oficina de pasaportes?");
  await author.getByLabel("Short answer (Español)").fill("En el garaje de la calle Oak. La primera hora es gratis.");
  const organisation = author.locator("#organisation");
  if ((await organisation.inputValue()) === "") await organisation.selectOption({ index: 1 });
  await follow(author, () => author.getByRole("button", { name: "Save as a draft" }).click());
  await author.getByText("Nobody reads it until it is approved").waitFor();
  await follow(author, () => author.getByRole("button", { name: "Ask for approval" }).click());
  const place = author.url();

  const visitor = await visit(browser, "withoutJavaScript");
  await visitor.goto(`${demo.address}/answers?q=parking+garage+oak`);
  assert.equal(await visitor.getByText(question).count(), 0, "nobody reads what is not approved");

  const lead = await visit(browser);
  await signIn(lead, demo.address, people.cx_lead);
  await lead.goto(place);
  await follow(lead, () => lead.getByRole("button", { name: "Approve it" }).click());
  await lead.getByText("The answer is approved.").waitFor();

  await visitor.goto(`${demo.address}/answers`);
  await visitor.getByRole("searchbox").fill("were to parc at pasport ofice");
  await follow(visitor, () => visitor.getByRole("button", { name: "Find answers" }).click());
  await keepsEveryRule(visitor, "answers-found");
  await follow(visitor, () => visitor.getByRole("link", { name: question }).click());
  await visitor.getByText("The first hour is free.").waitFor();
  await follow(visitor, () => visitor.getByRole("button", { name: "No, it did not" }).click());
  await visitor.getByText("Thank you for saying so").waitFor();
  await keepsEveryRule(visitor, "answer-read");
  await follow(visitor, () => visitor.getByRole("link", { name: "Ask a person" }).click());
  await visitor.getByText("You read:").waitFor();
  await visitor.getByLabel("Which service is it about?").selectOption({ index: 1 });
  await visitor.getByLabel("What happened, or what do you want to know?").fill("Where do I park at the passport office with a trailer?");
  await follow(visitor, () => visitor.getByRole("button", { name: "Send" }).click());

  const agent = await visit(browser);
  await signIn(agent, demo.address, people.administrator);
  await agent.goto(`${demo.address}/desk/cases?q=trailer`);
  await follow(agent, () => agent.getByRole("link", { name: "Where do I park" }).click());
  await agent.getByText("Read before writing").waitFor();
  await keepsEveryRule(agent, "case-with-answers");
  await follow(agent, () => agent.keyboard.press("1"));
  assert.match(await agent.getByLabel("Your answer").inputValue(), /garage on Oak Street/);
  await follow(agent, () => agent.getByRole("button", { name: "Send the answer" }).click());
  await agent.getByText("Answers sent").waitFor();
  await Promise.all([author, visitor, lead, agent].map((page) => page.context().close()));
});

test("a contact is answered and written down by keyboard, and says what comes next", async () => {
  const agent = await visit(browser);
  await signIn(agent, demo.address, people.agent);
  await agent.goto(`${demo.address}/desk/contact`);
  await keepsEveryRule(agent, "contact-empty");
  await agent.getByLabel("What does the person need?").fill("how do i renw my pasport");
  await follow(agent, () => agent.keyboard.press("Enter"));
  await agent.getByRole("link", { name: "How do I renew my passport?" }).first().waitFor();
  await keepsEveryRule(agent, "contact-answered");
  const service = agent.locator("#log_service");
  if ((await service.inputValue()) === "") await service.selectOption({ index: 1 });
  await agent.getByText("Got what they came for").click();
  await follow(agent, () => agent.getByRole("button", { name: "Write it down and go on" }).click());
  await agent.getByText("The contact is written down").waitFor();
  await agent.context().close();
});
