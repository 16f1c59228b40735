//! `cargo xtask bench measures` and `contacts`: the measure engine beside what one would use instead, over the same
//! generated history.

use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, root, target};
use crate::server;
use crate::temporary::TemporaryFolder;
use crate::tools;

/// Pinned, so that figures can be told apart by what they were measured with.
const ENGINES: [&str; 4] = ["duckdb==2.0.1", "polars==2.1.0", "pyarrow==26.0.1", "chdb==4.4.0"];
/// Rows when nothing is said.
const ROWS: &str = "50000000";
const ROUNDS: &str = "3";

/// What is asked about.
struct Subject {
    generated: [&'static str; 2],
    rows: &'static str,
    segments: &'static str,
    program: &'static str,
    script: &'static str,
}

/// Distributions and joint answers over generated responses.
pub fn measures(responses: Option<&str>) -> Result<(), Problem> {
    run(
        &Subject {
            generated: ["--interactions", "0"],
            rows: "--responses",
            segments: "segments",
            program: "measure_benchmark",
            script: "measures.py",
        },
        responses.unwrap_or(ROWS),
    )
}

/// Waits and distinct customers over generated contacts.
pub fn contacts(contacts: Option<&str>) -> Result<(), Problem> {
    run(
        &Subject {
            generated: ["--responses", "1000"],
            rows: "--interactions",
            segments: "segments/contacts",
            program: "contact_benchmark",
            script: "contacts.py",
        },
        contacts.unwrap_or(ROWS),
    )
}

/// Generates a history, asks every engine the same questions, and prints the table of `docs/benchmarks.md`.
fn run(subject: &Subject, rows: &str) -> Result<(), Problem> {
    process::run(cargo(&["build", "--release", "--package", "catsup"]))?;
    process::run(cargo(&["build", "--release", "--package", "catsup-analytics", "--examples"]))?;
    let python = tools::python_with("measures", &ENGINES)?;
    // Below the target folder: the system's temporary folder may lie in memory.
    let folder = TemporaryFolder::below(&target(), "measures")?;
    let history = folder.path().join("history");
    let mut generate = Command::new(server::program("release"));
    generate.arg("generate").args(subject.generated).args([subject.rows, rows, "--out"]).arg(&history);
    process::run(generate)?;
    let mut bench = Command::new(python);
    bench
        .arg(root().join("crates/bench/python").join(subject.script))
        .arg(target().join("release/examples").join(subject.program))
        .arg(history.join(subject.segments))
        .arg(folder.path())
        .arg(ROUNDS);
    process::run(bench)
}
