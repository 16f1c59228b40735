// The staff pages as the router lists them, so that a page which nobody visited is missed.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "crates/web/src");

/** Every `GET` route below `/desk`, such as `/desk/people/{account}`; what has no parameter comes first. */
export async function deskRoutes() {
  const [router, ...links] = await Promise.all(
    ["router/desk.rs", "links.rs", "links/desk.rs", "links/standards.rs", "links/cases.rs", "links/objectives.rs", "links/case_mail.rs", "links/anticipation.rs", "links/answers.rs", "links/words.rs"].map((file) => readFile(join(web, file), "utf8")),
  );
  const constants = links.join("\n").matchAll(/const (\w+): &str = "([^"]+)"/g);
  const named = new Map([...constants].map(([, name, path]) => [name, path]));
  const rows = router.matchAll(/^\s*\.\w+\((?:P::\w+, )?GET, (?:"([^"]+)"|links::(\w+)), /gm);
  const routes = [...rows].map(([, path, name]) => path ?? named.get(name));
  const parameters = (route) => route.split("{").length;
  return routes.filter((route) => route?.startsWith("/desk")).sort((a, b) => parameters(a) - parameters(b));
}

/** The first route that an address belongs to. */
export function routeOf(routes, path) {
  const fits = (route) => new RegExp(`^${route.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return routes.find(fits);
}
