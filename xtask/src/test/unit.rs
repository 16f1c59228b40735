//! `cargo test` over the workspace, on SQLite and on the PostgreSQL and the ClickHouse of this run.

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, root};

use super::clickhouse::ClickHouse;
use super::postgres::Postgres;
use super::report::Report;

/// Runs every test; those that had to skip themselves are named in the report. Returns whether everything was built, the program
/// itself too.
pub fn run(report: &mut Report, postgres: Option<&Postgres>, clickhouse: Option<&ClickHouse>) -> bool {
    let mut skipped = Vec::new();
    let build = || process::run(cargo(&["test", "--workspace", "--no-run"]));
    if report.step("build tests", build).is_none() {
        report.leave_out("test", "the tests did not build");
        return false;
    }
    report.step("test", || tests(postgres, clickhouse, &mut skipped));
    if postgres.is_none() {
        report.leave_out("stories on PostgreSQL", "no server");
    }
    if clickhouse.is_none() {
        report.leave_out("measures on ClickHouse", "no server");
    } else if clickhouse.is_some_and(|clickhouse| !clickhouse.has_replicas()) {
        report.leave_out("measures on replicas of ClickHouse", "no ZooKeeper");
    }
    for test in skipped {
        report.leave_out("test", &test);
    }
    true
}

fn tests(
    postgres: Option<&Postgres>,
    clickhouse: Option<&ClickHouse>,
    skipped: &mut Vec<String>,
) -> Result<(), Problem> {
    let mut test = cargo(&["test", "--workspace", "--no-fail-fast"]);
    if let Some(postgres) = postgres {
        test.env("CATSUP_TEST_POSTGRES", postgres.url());
    }
    if let Some(clickhouse) = clickhouse {
        test.envs(clickhouse.variables());
    }
    if root().join("../shared/data").is_dir() {
        return process::run(test);
    }
    // A test without its data passes and says so in its output, which is shown only when asked for.
    test.args(["--", "--show-output"]);
    process::run_lines(test, |line| {
        println!("{line}");
        skipped.extend(line.strip_prefix("skipped: ").map(str::to_owned));
    })
}
