//! Project tasks: `cargo xtask check`, `cargo xtask test` and `cargo xtask bench`.
#![allow(clippy::print_stdout, reason = "a task reports on the terminal")]

mod bench;
mod check;
mod fuzz;
mod problem;
mod process;
mod repository;
mod server;
mod temporary;
mod test;
mod tools;

use std::env;
use std::process::ExitCode;

use problem::Problem;
use test::Part;

const USAGE: &str = "\
usage: cargo xtask <task>

  check                                fast rules of the house, no servers
  test [--only PART]                   everything continuous integration runs; PART is lint, unit, browser, api,
                                       open311 or open-data
  postgres                             a PostgreSQL of your own until Ctrl-C, to run single tests against
  clickhouse                           ClickHouse servers of your own, likewise: shards and replicas
  fuzz TARGET [SECONDS]                arbitrary bytes for a target of fuzz/, a minute unless told
  bench ingest                         durable responses per second beside the database's own limit
  bench inbox                          pages of the inbox over a million responses, and all of them as a file
  bench cases                          the queue and lists of a million cases, and the report over all
  bench answers NARRATIVES.csv.gz      how well and how fast answers are found, beside SQLite and PostgreSQL
  bench measures [RESPONSES]           the measure engine beside DuckDB, Polars and chdb, over 50 million responses
                                       unless told
  bench contacts [CONTACTS]            the same over contacts: waits, and distinct customers
  bench next [CONTACTS]                what people come back for, over 10 million contacts unless told, beside Polars
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = process::watch_interrupts().and_then(|()| match arguments.as_slice() {
        ["check"] => check::run(),
        ["test"] => test::run(&Part::ALL),
        ["test", "--only", part] => Part::parse(part).and_then(|part| test::run(&[part])),
        ["postgres"] => test::serve_postgres(),
        ["clickhouse"] => test::serve_clickhouse(),
        ["fuzz", target] => fuzz::run(target, "60"),
        ["fuzz", target, seconds] => fuzz::run(target, seconds),
        ["bench", "ingest"] => bench::ingest(),
        ["bench", "inbox"] => bench::inbox(),
        ["bench", "cases"] => bench::cases(),
        ["bench", "answers", narratives] => bench::answers(narratives),
        ["bench", "measures"] => bench::measures(None),
        ["bench", "measures", responses] => bench::measures(Some(responses)),
        ["bench", "contacts"] => bench::contacts(None),
        ["bench", "contacts", contacts] => bench::contacts(Some(contacts)),
        ["bench", "next"] => bench::next(None),
        ["bench", "next", contacts] => bench::next(Some(contacts)),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Problem::failed(format!("unknown task `{}`\n\n{USAGE}", arguments.join(" ")))),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
