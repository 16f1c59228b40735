// Starts the built program for a test and ends it again: a demo agency, or an empty installation on
// either database.

import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CATSUP_BIN ?? join(checkout, "target/debug/catsup");
const postgres = process.env.CATSUP_TEST_POSTGRES;
const address = /http:\/\/127\.0\.0\.1:\d+/;

/** The databases stories run on: PostgreSQL only where the test run has a server. */
export const databases = postgres ? ["SQLite", "PostgreSQL"] : ["SQLite"];

/** Serves the synthetic agency; `printed` holds the sign-ins it told. */
export async function startDemo({ responses = 2000, seed = 1, more = [] } = {}) {
  const folder = await dataFolder();
  const args = ["demo", "--responses", String(responses), "--seed", String(seed), "--data", folder, ...more];
  return start(args, folder);
}

/** Serves an empty installation, after `prepare` had its turn with the command line. */
export async function startInstallation({ database = "SQLite", prepare = async () => {} } = {}) {
  const folder = await dataFolder();
  const own = database === "PostgreSQL" ? await createDatabase() : undefined;
  const where = own ? ["--database", own.url] : ["--data", folder];
  const release = async () => own?.drop();
  try {
    await prepare((args, options) => catsup([...args, ...where], options));
    // Every visitor of a story comes from one address.
    return await start(["serve", "--submissions-per-minute", "0", ...where], folder, release);
  } catch (error) {
    await release();
    throw error;
  }
}

/** Runs one command of the program, hands it `input`, and returns what it printed. */
export async function catsup(args, { env = {}, input = "" } = {}) {
  const running = run(program, args, { env: { ...process.env, ...env } });
  running.child.stdin.end(input);
  const { stdout } = await running;
  return stdout;
}

/**
 * Starts the program and resolves when it says where it listens.
 *
 * The result has the `address`, the lines `printed` so far, and `stop()`, which removes the `data` folder.
 */
export async function start(args, data, release = async () => {}) {
  const child = spawn(program, [...args, "--listen", "127.0.0.1:0"], {
    // Warnings and errors only: every answer of a story would drown what failed.
    env: { CATSUP_LOG: "warn", ...process.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // A test run that ends early must not leave the server behind.
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);

  const printed = [];
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    process.off("exit", end);
    end();
    await ended;
    await release();
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { address: await listening(child, printed), printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(child, printed) {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`${program} did not start: ${error.message}`)));
    child.once("close", (code) =>
      reject(new Error(`${program} ended (${code}) before it listened:\n${printed.join("\n")}`)),
    );
    createInterface({ input: child.stdout }).on("line", (line) => {
      printed.push(line);
      const found = line.match(address);
      if (found) resolve(found[0]);
    });
  });
}

function dataFolder() {
  return mkdtemp(join(tmpdir(), "catsup-e2e-"));
}

/** A new database on the run's PostgreSQL; `drop()` removes it. */
export async function createDatabase() {
  const name = `catsup_e2e_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(postgres);
  const psql = process.env.PSQL ?? "psql";
  const sql = (text) => run(psql, ["--quiet", "--no-psqlrc", "--command", text, url.href]);
  await sql(`CREATE DATABASE ${name}`);
  const own = new URL(postgres);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`) };
}
