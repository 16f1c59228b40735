// What visitors do with a form: by keyboard, by finger, and by program.

import assert from "node:assert/strict";

/** Presses Tab until the element has the focus, as someone without a mouse does. */
export async function tabTo(page, locator, { most = 60 } = {}) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`${locator} cannot be reached with the keyboard`);
}

/** Reaches an element with Tab and presses a key on it. */
export async function press(page, locator, key = "Enter") {
  await locator.first().waitFor();
  await tabTo(page, locator.first(), { most: 200 });
  await page.keyboard.press(key);
}

/** Waits for the thanks and returns what they say. */
export async function thanked(page) {
  await page.waitForURL("**/thanks");
  return page.getByRole("main").innerText();
}

/** Sends `count` responses by the API, as a program of the agency would. */
export async function respond(address, survey, answers, count) {
  for (let sent = 0; sent < count; sent += 1) {
    const answer = await fetch(`${address}/api/v1/surveys/${survey}/responses`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answers }),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
}
