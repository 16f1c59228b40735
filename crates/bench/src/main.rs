//! Measures a running server: `catsup-bench ingest ADDRESS SURVEY FOLDER`, called by `cargo xtask bench ingest`; and the
//! inbox over a million responses, or a million cases: `catsup-bench inbox FOLDER`, `catsup-bench cases FOLDER`, called by
//! `cargo xtask bench inbox` and `cargo xtask bench cases`; and how well and how fast answers are found:
//! `catsup-bench answers NARRATIVES.csv.gz [postgres://…]`, called by `cargo xtask bench answers`.
//!
//! Load and server share the machine's cores, as they would share a small server; the database's own limit
//! is measured on the same disk in the same run, so that the two figures can be compared.
#![allow(clippy::print_stdout, reason = "a measurement reports on the terminal")]

mod answers;
mod cases;
mod connection;
mod inbox;
mod limit;
mod load;
mod pages;

use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use load::Load;

const CONNECTIONS: usize = 64;
/// Caches fill and connections settle before anything counts.
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);
const LIMIT_MEASURED: Duration = Duration::from_secs(5);

const USAGE: &str = "usage: catsup-bench ingest ADDRESS SURVEY FOLDER\n       catsup-bench inbox|cases FOLDER|postgres://…\n       catsup-bench answers NARRATIVES.csv.gz [postgres://…]\n\n  \
    catsup-bench ingest 127.0.0.1:8080 passport-renewal target/bench\n  \
    catsup-bench inbox target/bench/inbox";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["ingest", address, survey, folder] => ingest(address, survey, Path::new(folder)),
        ["inbox", database] => inbox::run(database),
        ["cases", database] => cases::run(database),
        ["answers", narratives] => answers::run(narratives, None),
        ["answers", narratives, postgres] => answers::run(narratives, Some(postgres)),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("catsup-bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn ingest(address: &str, survey: &str, folder: &Path) -> Result<(), String> {
    let alone = limit::submissions_per_second(folder, CONNECTIONS, LIMIT_MEASURED)
        .map_err(|error| format!("measuring the database alone: {error}"))?;
    let path = format!("/api/v1/surveys/{survey}/responses");
    let load = Load { address, path: &path, connections: CONNECTIONS, warm_up: WARM_UP, measured: MEASURED };
    let latencies = load.run()?;

    let acknowledged = latencies.count() as f64 / MEASURED.as_secs_f64();
    let rows = alone * f64::from(limit::ROWS_PER_SUBMISSION);
    println!(
        "database alone  {alone:>8.0} submissions/s, {rows:.0} rows/s, {CONNECTIONS} submissions a commit"
    );
    println!(
        "over HTTP       {acknowledged:>8.0} acknowledged/s, {:.0} % of that, {CONNECTIONS} connections",
        100.0 * acknowledged / alone
    );
    println!(
        "latency         {:>8.1} ms p50, {:.1} ms p99",
        latencies.quantile(0.5),
        latencies.quantile(0.99)
    );
    Ok(())
}
