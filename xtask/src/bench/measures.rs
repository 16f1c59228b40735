//! `cargo xtask bench measures`: the measure engine beside what one would use instead, over the same generated history.

use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, root, target};
use crate::server;
use crate::temporary::TemporaryFolder;
use crate::tools;

/// Pinned, so that figures can be told apart by what they were measured with.
const ENGINES: [&str; 4] = ["duckdb==2.0.1", "polars==2.1.0", "pyarrow==26.0.1", "chdb==4.4.0"];
/// Responses when nothing is said.
const RESPONSES: &str = "50000000";
const ROUNDS: &str = "3";

/// Generates a history, asks every engine the same questions, and prints the table of `docs/benchmarks.md`.
pub fn run(responses: Option<&str>) -> Result<(), Problem> {
    process::run(cargo(&["build", "--release", "--package", "catsup"]))?;
    process::run(cargo(&["build", "--release", "--package", "catsup-analytics", "--examples"]))?;
    let python = tools::python_with("measures", &ENGINES)?;
    // Below the target folder: the system's temporary folder may lie in memory.
    let folder = TemporaryFolder::below(&target(), "measures")?;
    let history = folder.path().join("history");
    let mut generate = Command::new(server::program("release"));
    generate.args(["generate", "--responses", responses.unwrap_or(RESPONSES), "--out"]).arg(&history);
    process::run(generate)?;
    let mut bench = Command::new(python);
    bench
        .arg(root().join("crates/bench/python/measures.py"))
        .arg(target().join("release/examples/measure_benchmark"))
        .arg(history.join("segments"))
        .arg(folder.path())
        .arg(ROUNDS);
    process::run(bench)
}
