// Staff at their desk: signing in, and setting up what a story needs.

import assert from "node:assert/strict";

import { follow, visit } from "./browser.js";
import { startInstallation } from "./server.js";

/** The administrator whom stories start with. */
export const ann = { email: "ann@example.gov", password: "a quiet river in spring" };

/** Prepares an installation with her account. */
export function firstAccount(run) {
  const account = ["user", "add", ann.email, "--name", "Ann Lee", "--role", "administrator"];
  return run([...account, "--password-stdin", "--keep-password"], { input: `${ann.password}\n` });
}

/** An installation with one service, and Ann at her desk. */
export async function openLibrary(browser) {
  const installation = await startInstallation({ prepare: firstAccount });
  const desk = await visit(browser);
  await signIn(desk, installation.address, ann);
  await addService(desk, "City Library", "Library cards");
  return { installation, desk };
}

/** The sign-ins a demo told, by role: `{ administrator: { email, password }, … }`. */
export function signIns(printed) {
  const told = printed.map((line) => line.match(/^([a-z_]+)\s+(\S+@\S+)\s+(\S+)$/)).filter(Boolean);
  return Object.fromEntries(told.map(([, role, email, password]) => [role, { email, password }]));
}

/** Signs in and waits for the front page of that person. */
export async function signIn(page, address, { email, password }) {
  await page.goto(`${address}/desk/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await follow(page, () => page.getByRole("button", { name: "Sign in" }).click());
  assert.equal(page.url(), `${address}/desk`);
}

/** Fails unless the page says this to whoever just did something. */
export async function isTold(page, words) {
  await page.getByRole("status").or(page.getByRole("alert")).filter({ hasText: words }).first().waitFor();
}

/** Goes to a section by the navigation. */
export async function section(page, name) {
  const link = page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true });
  await follow(page, () => link.click());
}

/** Adds an organisation at the top, and a service of it. */
export async function addService(page, organisation, service) {
  await section(page, "Organisations");
  await follow(page, () => page.getByRole("link", { name: "Add an organisation" }).click());
  await page.locator("#name").fill(organisation);
  await page.locator("#parent").selectOption({ label: "Nothing: at the top" });
  await follow(page, () => page.getByRole("button", { name: "Add an organisation" }).click());
  await isTold(page, `${organisation} is added`);
  await section(page, "Services");
  await follow(page, () => page.getByRole("link", { name: "Add a service" }).click());
  await page.locator("#name").fill(service);
  await page.locator("#organisation").selectOption({ label: organisation });
  await follow(page, () => page.getByRole("button", { name: "Save" }).click());
  await isTold(page, "The service is added");
}

/** Takes a survey over from the text of its file and publishes it; returns the address for the public. */
export async function putUp(page, address, text) {
  await page.goto(`${address}/desk/surveys/from-file`);
  await page.locator("#service").selectOption({ index: 1 });
  await page.locator("#text").fill(text);
  await follow(page, () => page.locator("main form button").last().click());
  assert.match(page.url(), /\/build$/, await page.getByRole("main").innerText());
  await page.goto(page.url().replace(/\/build$/, ""));
  return publish(page);
}

/**
 * Saves a survey as a draft, with the names of its questions in English and Spanish, and leaves its page open.
 *
 * `names` is a list of `[label, English, Spanish]`.
 */
export async function setUp(page, { service, instrument, name, names }) {
  await section(page, "Surveys");
  await follow(page, () => page.getByRole("link", { name: "Set up a survey" }).first().click());
  await follow(page, () => page.getByRole("link", { name: instrument }).click());
  await page.locator("#name").fill(name);
  await page.locator("#service").selectOption({ label: service });
  for (const [label, english, spanish] of names) {
    const group = page.getByRole("group", { name: label });
    await group.getByLabel("(English)").fill(english);
    await group.getByLabel("(Spanish)").fill(spanish);
  }
  await follow(page, () => page.getByRole("button", { name: "Save as draft" }).click());
  await isTold(page, "saved as a draft");
}

/** Publishes the survey whose page is open; returns the address for the public. */
export async function publish(page) {
  await follow(page, () => page.getByRole("button", { name: "Publish" }).click());
  await isTold(page, "The survey is published");
  const address = await page.getByRole("link", { name: "Open the form" }).evaluate((link) => link.href);
  assert.equal(new URL(address).origin, new URL(page.url()).origin);
  return address;
}
