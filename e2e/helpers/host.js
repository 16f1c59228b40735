// A site of somebody else: another origin, a strict policy that lets in our script and our API alone, and styles that
// want to break whatever comes in.

import { createServer } from "node:http";

/** Styles no page should have. */
const hostile = `* { all: unset !important; display: none }
catsup-survey, catsup-survey *, dialog, form, fieldset, button, input { display: none !important; visibility: hidden !important;
  opacity: 0 !important; font-size: 1px !important; color: transparent !important; position: static !important }
html { font-size: 62.5% !important }`;
const calm = "body { font-family: Georgia, serif; margin: 2rem; min-height: 250vh }";

/** Serves `pages`, bodies by path, whose scripts may come from `catsup` alone; a path that ends in `-hostile` is styled so. */
export async function startHost(catsup, pages) {
  const policy = `default-src 'none'; script-src ${catsup}; connect-src ${catsup}; style-src 'self'; img-src data:`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host.example");
    if (pathname.endsWith(".css")) {
      response.writeHead(200, { "Content-Type": "text/css" });
      return response.end(pathname === "/hostile.css" ? hostile : calm);
    }
    const body = pages[pathname];
    response.writeHead(body ? 200 : 404, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
    });
    const style = pathname.endsWith("-hostile") ? "/hostile.css" : "/calm.css";
    return response.end(`<!doctype html><html lang="en"><head><title>Elsewhere</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}"></head><body><main><h1>Elsewhere</h1><p id="text">A page of another site.</p>${body ?? ""}</main></body></html>`);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  // By name, not by number: the same machine is another site then.
  return { address: `http://localhost:${server.address().port}`, stop };
}
