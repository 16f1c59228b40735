//! Story tests in Chromium: the files of `e2e/`, run by Node's own test runner.

use std::process::Command;

use crate::problem::Problem;
use crate::repository::{root, target};
use crate::{process, server, tools};

use super::postgres::Postgres;

/// Runs every browser test against the built program.
pub fn run(postgres: Option<&Postgres>) -> Result<(), Problem> {
    tools::node()?;
    let chromium = tools::chromium()?;
    let folder = root().join("e2e");

    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    process::run(install)?;

    let mut node = Command::new("node");
    // Named one by one: what a folder means to `node --test` changed between its versions.
    // The limit only ends a browser that hangs; no story comes near it.
    node.args(["--test", "--test-timeout=600000"]).args(tests()?).current_dir(&folder);
    node.env("CATSUP_BIN", server::program("debug")).env("CHROMIUM", chromium);
    node.env("CATSUP_SCREENSHOTS", target().join("screenshots"));
    if let Some(postgres) = postgres {
        node.env("CATSUP_TEST_POSTGRES", postgres.url());
        if let Ok(programs) = tools::postgres_programs() {
            node.env("PSQL", programs.join("psql"));
        }
    }
    process::run(node)
}

fn tests() -> Result<Vec<String>, Problem> {
    let folder = root().join("e2e");
    let entries = folder.read_dir().map_err(Problem::while_doing("looking for browser tests"))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut tests: Vec<String> = names.filter(|name| name.ends_with(".test.js")).collect();
    tests.sort();
    if tests.is_empty() {
        return Err(Problem::failed("no browser tests: e2e/*.test.js is empty"));
    }
    Ok(tests)
}
