// Every page of the demo agency, as everyone who may see it: accessible, narrow enough, quiet, still.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { follow, openBrowser, visit } from "./helpers/browser.js";
import { keepsEveryRule, screenshot } from "./helpers/checks.js";
import { deskRoutes, routeOf } from "./helpers/routes.js";
import { startDemo } from "./helpers/server.js";
import { signIn, signIns } from "./helpers/staff.js";

/** Addresses that answer with a file. */
const files = /\.(csv|xlsx|xes|json|svg)$|\/export$|\/cases\/[^/]+\/files\//;
/** Pages of one kind that are looked at: the second one may hold what the first one lacks. */
const ofEachKind = 2;
/** The pages that the documentation shows on a phone, too. */
const onPhones = ["/desk", "/desk/scorecard", "/desk/surveys", "/desk/responses", "/desk/services"];
const file = { name: "answers.csv", mimeType: "text/csv", buffer: Buffer.from("answer_01,answer_04\n1,Quick\n") };

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

/** What an address is called among the screenshots. */
function named(route) {
  return route.replace(/[{}]/g, "").replace(/^\//, "").replaceAll("/", "-") || "home";
}

/** The addresses of this server that a page links to, without their fragment. */
async function linked(page, within) {
  // A link of a drawing says where it goes by its attribute alone.
  const links = await page.locator("a[href]").evaluateAll((found) =>
    found.map((link) => new URL(link.getAttribute("href"), link.baseURI).href),
  );
  const ours = links.map((link) => new URL(link)).filter(({ origin }) => origin === demo.address);
  return ours.map(({ pathname, search }) => pathname + search).filter((path) => path.startsWith(within));
}

async function open(page, path) {
  const answer = await page.goto(demo.address + path);
  assert.equal(answer.status(), 200, path);
}

for (const [locale, visitor] of [["en-US", "desk"], ["es-US", "phone"]]) {
  test(`every public page keeps the rules in ${locale}`, async (t) => {
    const page = await visit(browser, visitor, { locale });
    await open(page, "/");
    assert.equal(await page.locator("html").getAttribute("lang"), locale.slice(0, 2));
    const forms = await linked(page, "/feedback/");
    assert.ok(forms.length >= 10, `only ${forms.length} forms on the front page`);
    await open(page, "/standards");
    const [promises] = await linked(page, "/standards/");
    assert.ok(promises, "no service of the demo has published standards");
    const widget = `/widget${promises}`;
    await open(page, "/answers");
    const [answer] = await linked(page, "/answers/");
    const answers = ["/answers", "/answers?q=pasport+photo", "/answers?q=qwxyz", answer];
    const others = [...answers, "/contact", "/standards", promises, widget, "/privacy", "/accessibility", "/desk/sign-in"];
    for (const path of ["/", ...others, ...forms]) {
      const name = forms.includes(path)
        ? `form-${forms.indexOf(path) + 1}`
        : path === promises
          ? "standards-service"
          : path === widget
            ? "standards-widget"
            : named(path);
      await t.test(path, async () => {
        await open(page, path);
        await keepsEveryRule(page, `${name}-${locale.slice(0, 2)}`);
      });
    }
    await page.context().close();
  });
}

test("a page that is not there keeps the rules", async () => {
  const page = await visit(browser);
  const answer = await page.goto(`${demo.address}/not-here`);
  assert.equal(answer.status(), 404);
  await keepsEveryRule(page, "not-found", { except: [/404 \(Not Found\)/] });
  await page.context().close();
});

test("every staff page keeps the rules for an administrator", async (t) => {
  const page = await visit(browser);
  await signIn(page, demo.address, people.administrator);
  const routes = await deskRoutes();
  const seen = new Map();
  const found = [...(await linked(page, "/desk")), await imported(page), await analysed(page)];
  found.push(await entered(page), await ended(page));
  // Pages that are found on the way come last, so that the plain lists are visited before their filtered kin.
  for (const path of found) {
    const [plain] = path.split("?");
    const route = routeOf(routes, plain);
    const visits = seen.get(route) ?? [];
    if (!route || files.test(plain) || visits.includes(plain) || visits.length >= ofEachKind) continue;
    seen.set(route, [...visits, plain]);
    await t.test(path, async () => {
      await open(page, path);
      await keepsEveryRule(page, visits.length === 0 ? named(route) : `${named(route)}-2`);
    });
    found.push(...(await linked(page, "/desk")));
  }
  // Nobody can be signed in and sign in, and the demo has no server to send mail through.
  const elsewhere = ["/desk/sign-in", "/desk/mail/{mail}"];
  const unseen = routes.filter((route) => !seen.has(route) && !files.test(route) && !elsewhere.includes(route));
  assert.deepEqual(unseen, [], "these pages were not reached from the navigation");
  await page.context().close();
});

/** Imports a file, and returns the page that maps the columns of another. */
async function imported(page) {
  const survey = page.getByLabel("Survey it answers");
  const upload = async () => {
    await open(page, "/desk/imports");
    await page.getByRole("radio", { name: /^Responses/ }).check();
    const first = await survey.locator("option").filter({ hasText: "Passport renewal" }).first().textContent();
    await survey.selectOption({ label: first });
    await page.locator("input[type=file]").setInputFiles(file);
    await follow(page, () => page.getByRole("button", { name: "Upload and look" }).click());
    assert.match(page.url(), /\/desk\/imports\/files\//);
  };
  await upload();
  await follow(page, () => page.getByRole("button", { name: "Import" }).click());
  await page.getByText("The file is imported").waitFor();
  await upload();
  return page.url().slice(demo.address.length);
}

/** Brings a file to be analysed, and returns its page. */
async function analysed(page) {
  await open(page, "/desk/analysis");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Upload and look" }).click();
  await page.waitForURL("**/desk/analysis/files/**");
  return page.url().slice(demo.address.length);
}

for (const role of ["administrator", "cx_lead", "service_owner", "agent", "viewer"]) {
  test(`the front page keeps the rules for the role ${role}`, async () => {
    const page = await visit(browser, "phone");
    await signIn(page, demo.address, people[role]);
    await keepsEveryRule(page, `desk-${role}`);
    await page.context().close();
  });
}

test("the main pages keep the rules in the dark", async (t) => {
  const page = await visit(browser, "desk", { colorScheme: "dark" });
  await signIn(page, demo.address, people.administrator);
  await open(page, "/");
  const [form] = await linked(page, "/feedback/");
  for (const path of ["/", form, "/desk", "/desk/scorecard", "/desk/responses"]) {
    await t.test(path, async () => {
      await open(page, path);
      await keepsEveryRule(page, `${path === form ? "form" : named(path)}-dark`);
    });
  }
  await page.context().close();
});

test("the main staff pages are pictured on a phone", async () => {
  const page = await visit(browser, "phone");
  await signIn(page, demo.address, people.cx_lead);
  for (const path of onPhones) {
    await open(page, path);
    await screenshot(page, named(path));
  }
  await page.context().close();
});

/** The page that ends a kiosk's key: only one survey of the demo has a kiosk, and the crawl opens few of each kind. */
async function ended(page) {
  const list = await (await page.request.get(`${demo.address}/desk/surveys`)).text();
  for (const [, survey] of list.matchAll(/href="(\/desk\/surveys\/[a-z0-9-]+)"/g)) {
    const kiosks = await (await page.request.get(`${demo.address}${survey}/kiosks`)).text();
    const [revoke] = kiosks.match(/\/desk\/surveys\/[^"]+\/revoke/) ?? [];
    if (revoke) return revoke;
  }
  throw new Error("no survey of the demo has a kiosk");
}

/** Enters a paper form, and returns the page that corrects it. */
async function entered(page) {
  await open(page, "/desk/surveys");
  for (const name of ["Passport renewal: trust", "Share", "Enter answers"]) {
    await follow(page, () => page.getByRole("link", { name }).click());
  }
  await page.keyboard.press("1");
  await follow(page, () => page.keyboard.press("Control+Enter"));
  const correct = page.getByRole("link", { name: /^Correct/ }).first();
  await correct.waitFor();
  return new URL(await correct.evaluate((link) => link.href)).pathname;
}
