// Analyses by keyboard: on the demo's responses, and on a file that is brought, corrected and removed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule } from "./helpers/checks.js";
import { startDemo } from "./helpers/server.js";
import { section, signIn, signIns } from "./helpers/staff.js";

let browser;
let demo;
let people;

before(async () => {
  browser = await openBrowser();
  demo = await startDemo({ responses: 2000 });
  people = signIns(demo.printed);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A page that answers 422 is a console error to the browser, and none to us. */
const refused = { except: [/422/] };

/** A table of answers: trust follows ease, and hardly speed. */
function table(change = (cells) => cells) {
  const rows = Array.from({ length: 120 }, (_, row) => {
    const answer = (prime) => 1 + (((row * prime) % 97) % 5);
    const trust = Math.floor((3 * answer(37) + answer(71)) / 4);
    return change([row % 2 ? "South" : "North", answer(37), answer(53), trust], row).join(",");
  });
  return Buffer.from(["region,ease,speed,trust", ...rows, ""].join("\n"));
}

async function upload(page, name, buffer) {
  await page.goto(`${demo.address}/desk/analysis`);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await follow(page, () => page.getByRole("button", { name: "Upload and look" }).press("Enter"));
  await page.getByRole("heading", { name: `Analyze ${name}` }).waitFor();
}

/** Says by keyboard what the columns are. */
async function choose(page) {
  for (const [column, role] of [["ease", "Driver"], ["speed", "Driver"], ["trust", "Outcome"]]) {
    const select = page.getByLabel(column, { exact: true });
    await select.focus();
    await page.keyboard.type(role);
    assert.equal(await select.locator("option:checked").textContent(), role);
  }
  await follow(page, () => page.getByRole("button", { name: "Analyze" }).press("Enter"));
}

test("drivers of the demo's trust are found by keyboard from the scorecard", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.cx_lead);
  await page.goto(`${demo.address}/desk/scorecard?preset=all`);
  await section(page, "Analysis");
  await follow(page, () => page.getByRole("main").getByRole("link", { name: "Drivers" }).press("Enter"));
  await page.getByLabel("Period").selectOption({ label: "All history" });
  await follow(page, () => page.getByRole("button", { name: "Analyze" }).press("Enter"));
  await page.getByRole("heading", { name: "Relative importance" }).waitFor();
  await page.getByRole("img", { name: /What matters for Trust/ }).waitFor();
  assert.match(await page.locator("#what-if + ul").textContent(), /95% interval/);
  await keepsEveryRule(page, "analysis-drivers-demo");
  await page.context().close();
});

test("the federal model of the demo is drawn with its numbers", async () => {
  const page = await visit(browser, "phone");
  await signIn(page, demo.address, people.cx_lead);
  await page.goto(`${demo.address}/desk/analysis/paths?preset=all`);
  const drawing = page.getByRole("region", { name: /What leads to what/ });
  await drawing.focus();
  const rows = page.getByRole("table", { name: "Path coefficients" }).locator("tbody tr");
  assert.equal(await drawing.locator("path.path-arrow").count(), await rows.count());
  await page.getByText("did not converge").waitFor();
  await keepsEveryRule(page, "analysis-paths-phone");
  await page.getByLabel("Model file").fill("[[latent]\n");
  await follow(page, () => page.getByRole("button", { name: "Analyze" }).press("Enter"));
  await page.getByText("line 1 of the model file").waitFor();
  assert.equal(await page.getByLabel("Model file").inputValue(), "[[latent]\n");
  await keepsEveryRule(page, "analysis-paths-refused", refused);
  await page.context().close();
});

test("two channels of the demo are compared, and a sample is planned", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.viewer);
  await page.goto(`${demo.address}/desk/analysis/compare?preset=all&channel=phone&other_channel=website`);
  await page.getByText(/told from noise|more than noise/).first().waitFor();
  await keepsEveryRule(page, "analysis-compare-demo");
  await page.goto(`${demo.address}/desk/analysis/sample-size`);
  await page.getByRole("combobox", { name: "What is planned" }).selectOption({ label: "The difference of two shares" });
  await follow(page, () => page.getByRole("button", { name: "Choose" }).press("Enter"));
  await page.getByLabel("Second share").fill("80");
  await follow(page, () => page.getByRole("button", { name: "Compute" }).press("Enter"));
  await page.getByText(/responses in each of both samples find/).waitFor();
  await keepsEveryRule(page, "analysis-planner");
  await page.context().close();
});

test("a file is analyzed, and a wrong one is told by row and column", async () => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.viewer);
  await upload(page, "wrong.csv", table((cells, row) => (row === 3 ? [cells[0], "very", ...cells.slice(2)] : cells)));
  await choose(page);
  await page.getByText("row 5, column ease: “very” is not a number").waitFor();
  assert.equal(await page.getByLabel("trust", { exact: true }).inputValue(), "outcome");
  await keepsEveryRule(page, "analysis-file-wrong", refused);

  await upload(page, "right.csv", table());
  await choose(page);
  await page.getByText("ease matters most for trust").waitFor();
  await keepsEveryRule(page, "analysis-file-drivers", refused);
  await follow(page, () => page.getByRole("button", { name: "Remove the file" }).press("Enter"));
  await page.getByText("The file is gone").waitFor();
  await page.context().close();
});
