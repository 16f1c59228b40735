//! `cargo xtask test`: everything that continuous integration runs, step by step, with a summary.

mod api;
mod browser;
pub mod clickhouse;
mod open311;
mod open_data;
pub mod postgres;
mod report;
mod unit;
pub mod zookeeper;

use crate::problem::Problem;
use crate::repository::cargo;
use crate::{check, process, tools};
use clickhouse::ClickHouse;
use postgres::Postgres;
use report::Report;
use zookeeper::ZooKeeper;

/// A part of the tests that can run alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Rules of the house, formatting, lints, documentation.
    Lint,
    /// `cargo test` on both databases.
    Unit,
    /// Story tests in Chromium.
    Browser,
    /// The HTTP API against its own OpenAPI document.
    Api,
    /// The Open311 server as a client in another language sees it.
    Open311,
    /// Segments and exports as other programs read them.
    OpenData,
}

impl Part {
    /// All parts in the order they run: what fails quickly first.
    pub const ALL: [Self; 6] =
        [Self::Lint, Self::Unit, Self::Browser, Self::Api, Self::Open311, Self::OpenData];

    /// Reads a part's name as given to `--only`.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        match name {
            "lint" => Ok(Self::Lint),
            "unit" => Ok(Self::Unit),
            "browser" => Ok(Self::Browser),
            "api" => Ok(Self::Api),
            "open311" => Ok(Self::Open311),
            "open-data" => Ok(Self::OpenData),
            _ => Err(Problem::failed(format!(
                "unknown part `{name}`: choose lint, unit, browser, api, open311 or open-data"
            ))),
        }
    }
}

/// Runs the parts; a step that fails does not keep the later ones from running.
pub fn run(parts: &[Part]) -> Result<(), Problem> {
    let mut report = Report::new(tools::in_continuous_integration());
    if parts.contains(&Part::Lint) {
        lint(&mut report);
    }
    // One server for all that need a database; it ends when this function does.
    let needs_postgres = parts.contains(&Part::Unit) || parts.contains(&Part::Browser);
    let postgres = if needs_postgres { report.step("postgres", Postgres::start) } else { None };

    let mut built = false;
    if parts.contains(&Part::Unit) {
        let zookeeper = report.step("zookeeper", ZooKeeper::start);
        let clickhouse = report.step("clickhouse", || ClickHouse::start(zookeeper.as_ref()));
        built = unit::run(&mut report, postgres.as_ref(), clickhouse.as_ref());
    }
    if [Part::Browser, Part::Api, Part::Open311, Part::OpenData].iter().any(|part| parts.contains(part)) {
        served(parts, built, &mut report, postgres.as_ref());
    }
    drop(postgres);
    report.finish()
}

/// Serves PostgreSQL until the task is interrupted.
pub fn serve_postgres() -> Result<(), Problem> {
    let postgres = Postgres::start()?;
    println!("CATSUP_TEST_POSTGRES={}", postgres.url());
    postgres.until_interrupted()
}

/// Serves ClickHouse until the task is interrupted.
pub fn serve_clickhouse() -> Result<(), Problem> {
    let zookeeper = ZooKeeper::start().inspect_err(|problem| println!("without replicas: {problem}")).ok();
    let clickhouse = ClickHouse::start(zookeeper.as_ref())?;
    for (variable, value) in clickhouse.variables() {
        println!("{variable}={value}");
    }
    clickhouse.until_interrupted()
}

/// The parts that need the program. Where the tests were built it is there: built by itself it has fewer features of its libraries,
/// and all of them are compiled once more.
fn served(parts: &[Part], built: bool, report: &mut Report, postgres: Option<&Postgres>) {
    let build = || process::run(cargo(&["build", "--package", "catsup"]));
    let built = built || report.step("build", build).is_some();
    let mut part = |part: Part, name: &str, work: &dyn Fn() -> Result<(), Problem>| {
        if parts.contains(&part) && built {
            report.step(name, work);
        } else if parts.contains(&part) {
            report.leave_out(name, "catsup did not build");
        }
    };
    part(Part::Browser, "browser", &|| browser::run(postgres));
    part(Part::Api, "api", &api::run);
    part(Part::Open311, "open311", &open311::run);
    part(Part::OpenData, "open data", &open_data::run);
}

fn lint(report: &mut Report) {
    report.step("check", check::run);
    report.step("format", || process::run(cargo(&["fmt", "--all", "--check"])));
    report.step("clippy", || {
        process::run(cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
    });
    report.step("doc", || {
        let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
        doc.env("RUSTDOCFLAGS", "--deny warnings");
        process::run(doc)
    });
}
