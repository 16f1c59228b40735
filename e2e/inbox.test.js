// The inbox, worked through without a mouse: fifty responses, each dealt with by a key, and the way back.

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

/** Presses a key that leads to another page. */
const press = (page, key) => follow(page, () => page.keyboard.press(key));

/** How many the view of this name counts. */
async function counted(page, view) {
  const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view });
  return Number((await tab.locator(".count").textContent()).replace(/\D/g, ""));
}

test("an agent works through fifty responses by keyboard", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.administrator);
  await page.goto(`${demo.address}/desk/responses`);
  const before = await counted(page, "Inbox");
  const [archived, spam] = [await counted(page, "Archived"), await counted(page, "Spam")];
  await press(page, "j");
  await keepsEveryRule(page, "inbox-open");
  const did = { e: 0, s: 0 };
  for (let handled = 0; handled < 50; handled += 1) {
    const key = handled % 5 === 4 ? "s" : "e";
    await press(page, key);
    await page.getByRole("status").filter({ hasText: key === "e" ? "Archived" : "Marked as spam" }).waitFor();
    did[key] += 1;
  }
  assert.equal(await counted(page, "Archived"), archived + did.e);
  assert.equal(await counted(page, "Spam"), spam + did.s);
  assert.equal(await counted(page, "Inbox"), before - 50);
  await press(page, "z");
  await page.getByRole("status").filter({ hasText: "Everything is as it was" }).waitFor();
  assert.equal(await counted(page, "Spam"), spam + did.s - 1);
  await page.context().close();
});

test("keys pick, tag and search, and leave whoever types alone", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.agent);
  await page.goto(`${demo.address}/desk/responses`);
  await press(page, "j");
  await page.keyboard.press("#");
  const tag = page.getByRole("combobox", { name: "Tag", exact: true }).first();
  await page.waitForFunction(() => document.activeElement?.id === "one-tag");
  // “e” and “s” are letters of the tag and nothing else.
  await page.keyboard.type("see these");
  assert.equal(await tag.inputValue(), "see these");
  await press(page, "Enter");
  await page.getByRole("status").filter({ hasText: "Tagged see these" }).waitFor();
  await page.keyboard.press("x");
  assert.equal(await page.locator(".row.open input").isChecked(), true);
  await press(page, "f");
  await page.getByRole("status").filter({ hasText: "Held back · 1 of 1" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("wait");
  await press(page, "Enter");
  await page.getByRole("link", { name: "Remove Search: wait" }).waitFor();
  await keepsEveryRule(page, "inbox-search");
  await page.context().close();
});

test("the keys are told by a key and can be switched off", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.agent);
  await page.goto(`${demo.address}/desk/responses`);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  await keepsEveryRule(page, "inbox-keys");
  await help.getByText("Shortcuts are on").click();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("?");
  assert.equal(await help.isVisible(), false);
  await page.reload();
  await page.keyboard.press("?");
  assert.equal(await help.isVisible(), false, "it stays off");
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await help.waitFor();
  await page.context().close();
});

test("everything works without JavaScript, on a phone too", async () => {
  const page = await visit(browser, "withoutJavaScript");
  await signIn(page, demo.address, people.agent);
  await page.goto(`${demo.address}/desk/responses`);
  await page.locator(".row input").first().check();
  await page.getByLabel("What to do").selectOption("archive");
  await follow(page, () => page.getByRole("button", { name: "Do it" }).click());
  await page.getByRole("status").filter({ hasText: "Archived · 1 of 1" }).waitFor();
  await follow(page, () => page.getByRole("button", { name: "Undo" }).click());
  await page.getByRole("status").filter({ hasText: "Everything is as it was" }).waitFor();
  await page.context().close();
  const phone = await visit(browser, "phone");
  await signIn(phone, demo.address, people.agent);
  await phone.goto(`${demo.address}/desk/responses`);
  await follow(phone, () => phone.locator(".row a").first().click());
  await phone.getByRole("link", { name: "Back to the list" }).waitFor();
  await keepsEveryRule(phone, "inbox-phone");
  await phone.context().close();
});
