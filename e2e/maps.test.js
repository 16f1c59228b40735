// Drawing a journey map by keyboard alone: stages and steps, moving, undoing, looking at it, on paper and as a picture.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { ann, isTold, openLibrary, section, signIn } from "./helpers/staff.js";
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

/** Reaches a field with Tab and types. */
async function type(selector, text) {
  await tabTo(desk, desk.locator(selector), { most: 200 });
  await desk.keyboard.type(text);
}

/** Adds a step to a stage. */
async function step(stage, name, emotion) {
  await press(desk.getByRole("link", { name: new RegExp(`^Add a step *: ${stage}$`) }));
  await type("#name", name);
  await type("#doing", `People ${name.toLowerCase()}.`);
  await tabTo(desk, desk.locator("#emotion"));
  await desk.keyboard.type(emotion);
  await type("#pain_points", "Takes long");
  await press(desk.getByRole("button", { name: "Save step" }));
  await isTold(desk, "The step is saved");
}

/** The names of the steps as they follow each other, stage by stage. */
function order() {
  return desk.locator(".journey-stage").evaluateAll((stages) =>
    stages.map((stage) => [...stage.querySelectorAll("h3 a")].map((link) => link.textContent)),
  );
}

describe("a journey map drawn by keyboard", () => {
  test("a map is begun and gets its stages", async () => {
    await section(desk, "Journey maps");
    await keepsEveryRule(desk, "maps-none");
    await press(desk.getByRole("link", { name: "Begin a journey map" }));
    await keepsEveryRule(desk, "map-begin");
    await type("#title", "Getting a card");
    await tabTo(desk, desk.locator("#scope"));
    await desk.keyboard.type("Library");
    await tabTo(desk, desk.locator("#state"));
    await desk.keyboard.press("Space");
    await press(desk.getByRole("button", { name: "Begin" }));
    await isTold(desk, "The map is begun");
    await keepsEveryRule(desk, "map-design-empty");
    for (const name of ["Apply", "Receive"]) {
      await press(desk.getByRole("link", { name: "Add a stage" }));
      await keepsEveryRule(desk, "map-stage");
      await type("#name", name);
      await press(desk.getByRole("button", { name: "Save stage" }));
      await isTold(desk, "The stage is saved");
    }
  });

  test("steps are added with everything that is said of them", async () => {
    await step("Apply", "Fill in the form", "Bad");
    await step("Apply", "Show a paper", "Neither");
    await step("Receive", "Get the card", "Very good");
    assert.deepEqual(await order(), [["Fill in the form", "Show a paper"], ["Get the card"]]);
    await keepsEveryRule(desk, "map-design");
  });

  test("a step moves over the edge of its stage and keeps the focus", async () => {
    await tabTo(desk, desk.getByRole("link", { name: "Show a paper", exact: true }), { most: 200 });
    await desk.keyboard.press("Alt+ArrowRight");
    await desk.locator("[data-stage=stage_2] [data-step=step_2]").waitFor();
    assert.deepEqual(await order(), [["Fill in the form"], ["Show a paper", "Get the card"]]);
    const moved = desk.locator("[data-step=step_2]");
    assert.ok(await moved.evaluate((item) => item === document.activeElement), "the next key goes on from there");
    await desk.keyboard.press("Alt+ArrowRight");
    await desk.getByText("Last: step “Show a paper” moved").waitFor();
    await desk.waitForFunction(() => document.querySelectorAll("[data-stage=stage_2] [data-step]")[1]?.id === "at-step_2");
  });

  test("the last act is undone and done again", async () => {
    await press(desk.getByRole("button", { name: "Undo" }));
    await isTold(desk, "taken back");
    assert.deepEqual(await order(), [["Fill in the form"], ["Show a paper", "Get the card"]]);
    await press(desk.getByRole("button", { name: "Do it again" }));
    await desk.getByRole("button", { name: "Undo" }).waitFor();
    assert.deepEqual(await order(), [["Fill in the form"], ["Get the card", "Show a paper"]]);
  });

  test("a step is dragged to another stage", async () => {
    const target = desk.locator("[data-step=step_1]");
    await desk.locator("[data-step=step_2] h3").dragTo(target, { targetPosition: { x: 8, y: 20 } });
    await desk.locator("[data-stage=stage_1] [data-step=step_2]").waitFor();
    assert.deepEqual(await order(), [["Show a paper", "Fill in the form"], ["Get the card"]]);
  });

  test("the map is read, and its lanes line up", async () => {
    await press(desk.getByRole("link", { name: "View the map" }));
    await desk.getByText("People get the card.").waitFor();
    await keepsEveryRule(desk, "map");
    const tops = await desk.locator(".journey dl > .lane-doing").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
    assert.equal(tops.length, 3);
    assert.ok(Math.max(...tops) - Math.min(...tops) < 1, `the lane stands at ${tops}`);
  });

  test("the switch shows the map as it is gone through", async () => {
    await press(desk.getByRole("link", { name: "Observed", exact: true }));
    await desk.getByText("Nobody’s journey touches this map").waitFor();
    assert.equal(await desk.locator(".journey .lane-doing dd").count(), 0, "what was designed is not shown");
    await keepsEveryRule(desk, "map-observed");
    await press(desk.getByRole("link", { name: "Both", exact: true }));
    await desk.getByText("People get the card.").waitFor();
    await press(desk.getByRole("link", { name: "Designed", exact: true }));
    await desk.waitForURL(/show=designed/);
  });

  test("it prints on one landscape page", async () => {
    await press(desk.getByRole("link", { name: "Print on one page" }));
    await desk.getByRole("button", { name: "Print" }).waitFor();
    await keepsEveryRule(desk, "map-print");
    const paper = await desk.pdf({ preferCSSPageSize: true });
    const pages = paper.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
    assert.equal(pages.length, 1, "the sheet is one page");
    const [, wide, high] = paper.toString("latin1").match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
    assert.ok(Number(wide) > Number(high), `the page is landscape: ${wide} × ${high}`);
    await desk.goBack();
  });

  test("it goes out as a picture", async () => {
    const button = desk.getByRole("button", { name: "PNG" });
    await button.waitFor();
    const [download] = await Promise.all([desk.waitForEvent("download"), press(button)]);
    assert.equal(download.suggestedFilename(), "getting-a-card.png");
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    assert.ok(bytes.readUInt32BE(16) > 800, "the picture is wide enough to be read");
  });

  test("without JavaScript every act has its button", async () => {
    const plain = await visit(browser, "desk", { javaScriptEnabled: false });
    await signIn(plain, installation.address, ann);
    await plain.goto(new URL(desk.url()).origin + new URL(desk.url()).pathname + "/design");
    await plain.getByRole("button", { name: "Move step later: Show a paper" }).click();
    await plain.getByText("Last: step “Show a paper” moved").waitFor();
    await plain.getByRole("button", { name: /^Remove ?: Get the card$/ }).click();
    await isTold(plain, "The step is removed");
    await plain.getByRole("button", { name: "Undo" }).click();
    await plain.getByRole("link", { name: "Get the card", exact: true }).waitFor();
    await plain.context().close();
  });
});
