// What people really do, brought in by a file that is mapped on screen, laid over a map, spoken of by staff, and printed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { follow, openBrowser } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { isTold, openLibrary, section } from "./helpers/staff.js";
import { press as pressOn, tabTo } from "./helpers/visitors.js";

let browser;
let installation;
let desk;

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

/** Thirty people send a form; a dozen call a day later; all but five get a card. */
function contacts() {
  const rows = ["Reader,Begun,What,Way"];
  for (let number = 0; number < 30; number += 1) {
    rows.push(`R-${number},2026-01-05 10:00,form sent,website`);
    if (number < 12) rows.push(`R-${number},2026-01-06 10:00,call about the form,hotline`);
    if (number >= 5) rows.push(`R-${number},2026-01-08 10:00,card sent,mail`);
  }
  return rows.join("\n");
}

/** The map: a form, a paper that nobody is seen to show, a card. */
function map() {
  const step = (name, activity, more = {}) => ({ name, activities: [activity], ...more });
  const blueprint = { frontstage: "A page with nine fields", systems: "Card register", policies: "Library act" };
  return JSON.stringify({
    format: "catsup-journey-map",
    format_version: 1,
    map: {
      title: "Getting a card",
      stages: [
        { name: "Apply", steps: [step("Fill in the form", "form sent", { emotion: -1, blueprint }), step("Show a paper", "paper shown")] },
        { name: "Receive", steps: [step("Get the card", "card sent", { emotion: 2 })] },
      ],
    },
  });
}

describe("a map beside what people do", () => {
  test("contacts come in through a mapping on screen, tried before they count", async () => {
    await section(desk, "Imports");
    await desk.getByRole("radio", { name: /^Interactions/ }).check({ force: true });
    await desk.locator("#file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from(contacts()) });
    await follow(desk, () => desk.getByRole("button", { name: "Upload and look" }).click());
    await keepsEveryRule(desk, "import-contacts");
    for (const [column, holds] of [["Reader", "Customer"], ["Begun", "When it began"], ["What", "Activity"], ["Way", "Channel"]]) {
      const select = desk.getByLabel(column, { exact: true });
      const wanted = await select.locator("option", { hasText: holds }).first().getAttribute("value");
      await select.selectOption(wanted);
    }
    await desk.locator("#default_service").selectOption({ label: "Library cards" });
    await desk.locator("#source").fill("library");
    await desk.locator("#channels").fill("hotline = phone\nmail = postal_mail");
    await follow(desk, () => desk.getByRole("button", { name: "Check the file" }).click());
    await desk.getByRole("heading", { name: "What importing it would do" }).waitFor();
    await keepsEveryRule(desk, "import-contacts-checked");
    await follow(desk, () => desk.getByRole("button", { name: "Import", exact: true }).click());
    await isTold(desk, "The file is imported");
  });

  test("the overlay tells who took each step and who left the map", async () => {
    await section(desk, "Journey maps");
    await follow(desk, () => desk.getByRole("link", { name: "A map from a file" }).click());
    await desk.locator("#scope").selectOption({ label: "Library cards" });
    await desk.locator("#text").fill(map());
    await follow(desk, () => desk.getByRole("button", { name: "Make a map of it" }).click());
    await press(desk.getByRole("link", { name: "View the map" }));
    await desk.getByText("30 journeys of 30 people touch this map").waitFor();
    await desk.getByText("25 people leave it out").waitFor();
    await desk.getByText("Not on the map: “call about the form”, 12 people").waitFor();
    const row = desk.getByRole("region", { name: "What was observed at each step" }).getByRole("row").filter({ hasText: "Fill in the form" });
    assert.match(await row.innerText(), /30\s+30\s+30/, "the table says the same");
    await desk.getByText("A page with nine fields").waitFor();
    await keepsEveryRule(desk, "map-overlay");
  });

  test("a comment is said and settled with the keyboard alone", async () => {
    await tabTo(desk, desk.locator("#step"), { most: 200 });
    await desk.keyboard.type("2");
    await tabTo(desk, desk.locator("#text"), { most: 20 });
    await desk.keyboard.type("Nobody shows a paper: is it still asked for?");
    await press(desk.getByRole("button", { name: "Add the comment" }));
    await isTold(desk, "The comment is added");
    const remark = desk.locator(".remark").first();
    await remark.getByRole("link", { name: "Show a paper" }).waitFor();
    assert.match(await desk.locator("#at-step_2 .lane-comments").innerText(), /Ann Lee: Nobody shows a paper/);
    await keepsEveryRule(desk, "map-comments");
    await press(desk.getByRole("button", { name: /^Settle/ }));
    await isTold(desk, "The comment is settled");
    assert.equal(await desk.locator(".lane-comments").count(), 0, "what is settled does not stand on the map");
    await press(desk.getByText("1 settled comment"));
    await press(desk.getByRole("button", { name: /^Open again/ }));
    await isTold(desk, "The comment is open again");
  });

  test("the sheet has the lanes and the comments, and is one page", async () => {
    await press(desk.getByRole("link", { name: "Print on one page" }));
    await desk.locator("#comments").waitFor();
    await follow(desk, () => press(desk.locator("#comments"), "Space"));
    await desk.locator(".journey-sheet text", { hasText: "Comments" }).waitFor();
    for (const lane of ["Frontstage", "Systems", "Policies", "Observed"]) {
      assert.ok((await desk.locator(".journey-sheet text", { hasText: lane }).count()) > 0, `the sheet has ${lane}`);
    }
    await keepsEveryRule(desk, "map-print-comments");
    const paper = (await desk.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal((paper.match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1, "the sheet is one page");
    await desk.goto(`${installation.address}/desk`);
  });

  test("the same journeys as a graph are walked by keyboard, and its table says the same", async () => {
    await section(desk, "Journeys");
    await desk.goto(`${installation.address}/desk/journeys?period=all&paths=100`);
    const region = desk.getByRole("region", { name: /^Observed journeys/ });
    const drawn = await desk.locator(".flow-step").count();
    assert.equal(drawn, 3, "form, call and card");
    await region.focus();
    const met = new Set();
    for (let number = 0; number < drawn; number += 1) {
      await desk.keyboard.press("Tab");
      met.add(await desk.evaluate(() => document.activeElement.getAttribute("href")));
    }
    const listed = await desk
      .getByRole("region", { name: "The steps of the graph" })
      .locator("tbody a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.deepEqual([...met].sort(), listed.sort(), "every step of the graph is reached, and stands in the table");
    const way = desk.getByRole("region", { name: "The ways of the graph" }).getByRole("row").filter({ hasText: "form sent" }).filter({ hasText: "call about the form" });
    assert.match(await way.innerText(), /12\s+12\s+24\.0 hours/);
    await keepsEveryRule(desk, "journeys-own");
  });

  test("the contacts behind the graph go out as XES", async () => {
    const [download] = await Promise.all([desk.waitForEvent("download"), press(desk.getByRole("link", { name: "Contacts (XES)" }))]);
    assert.equal(download.suggestedFilename(), "journeys.xes");
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const log = Buffer.concat(chunks).toString();
    assert.equal((log.match(/<trace>/g) ?? []).length, 30);
    assert.equal((log.match(/<event>/g) ?? []).length, 67);
    assert.ok(!log.includes("R-1"), "no name of a customer leaves");
  });
});
