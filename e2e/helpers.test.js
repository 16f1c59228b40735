// The helpers themselves: a good page passes every check, and each fault is found and named.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { openBrowser, visit } from "./helpers/browser.js";
import {
  fitsNarrowScreen,
  isAccessible,
  keepsEveryRule,
  noConsoleErrors,
  nothingJumped,
  screenshot,
} from "./helpers/checks.js";

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
const icon = '<link rel="icon" href="/icon.svg">';
const page = (body, head = "") => `<!doctype html><html lang="en">
  <head><meta charset="utf-8"><title>Counter</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">${icon}${head}</head>
  <body><main><h1>Counter</h1>${body}</main></body></html>`;

const files = {
  "/good": page(
    '<p id="greeting">Good morning.</p><noscript>No script here.</noscript>',
    '<script src="/greet.js" defer></script>',
  ),
  "/greet.js": 'document.querySelector("#greeting").dataset.script = "ran";',
  "/unlabelled": page('<p><input type="text"></p>'),
  "/wide": page('<p class="board">A board.</p>', '<link rel="stylesheet" href="/wide.css">'),
  "/wide.css": ".board { width: 900px; }",
  "/inline": page("<p>Hello.</p><script>alert(1)</script>"),
  "/jumps": page("<p>Hello.</p>", '<script src="/jump.js" defer></script>'),
  "/jump.js": `requestAnimationFrame(() => requestAnimationFrame(() => {
    const late = document.createElement("p");
    late.textContent = "late ".repeat(400);
    document.querySelector("h1").before(late);
    document.body.dataset.jumped = "yes";
  }));`,
  "/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
};
const types = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

let browser;
let server;
let address;

before(async () => {
  server = createServer((request, response) => {
    const text = files[request.url];
    const type = types[request.url.split(".")[1]] ?? "text/html; charset=utf-8";
    response.writeHead(text ? 200 : 404, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

async function open(path, visitor) {
  const opened = await visit(browser, visitor);
  await opened.goto(address + path);
  return opened;
}

for (const visitor of ["desk", "phone", "withoutJavaScript"]) {
  test(`a good page keeps every rule for ${visitor}`, async () => {
    const opened = await open("/good", visitor);
    await keepsEveryRule(opened, "self-test");
    const ran = (await opened.locator("[data-script=ran]").count()) === 1;
    assert.equal(ran, visitor !== "withoutJavaScript");

    // The checks' own scripts must not have turned the page's on.
    await opened.reload();
    await opened.locator("#greeting").waitFor();
    assert.equal((await opened.locator("[data-script=ran]").count()) === 1, visitor !== "withoutJavaScript");
  });
}

test("a field without a label is found and named", async () => {
  const opened = await open("/unlabelled");
  await assert.rejects(isAccessible(opened), /label: [\s\S]*<input type="text">/);
});

test("a board wider than a phone is found and named", async () => {
  const opened = await open("/wide");
  await assert.rejects(fitsNarrowScreen(opened), /p\.board/);
  assert.equal(opened.viewportSize().width, 1280);
});

test("a script that the policy refuses is a console error", async () => {
  const opened = await open("/inline");
  assert.throws(() => noConsoleErrors(opened), /Content Security Policy/);
  noConsoleErrors(opened, { except: [/Content Security Policy/] });
});

test("a page that jumps is found", async () => {
  const opened = await open("/jumps");
  await opened.locator("[data-jumped=yes]").waitFor();
  await assert.rejects(nothingJumped(opened), /jumped while it loaded/);
});

test("a screenshot is kept under its name and width", async () => {
  const path = await screenshot(await open("/good", "phone"), "self-test");
  assert.match(path, /self-test-360\.png$/);
  assert.ok((await stat(path)).size > 1000);
});
