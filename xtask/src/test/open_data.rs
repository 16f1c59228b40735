//! Segments and exports as other programs read them: pyarrow, polars and DuckDB see what `catsup` counted.

use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::repository::root;
use crate::server;
use crate::temporary::TemporaryFolder;
use crate::tools;

/// Pinned, so that a new release of theirs does not break an old commit of ours.
const READERS: [&str; 3] = ["pyarrow==26.0.1", "polars==2.1.0", "duckdb==2.0.1"];
/// Enough for every dimension, few enough for a debug build.
const RESPONSES: &str = "60000";

/// Makes a history, exports it in every format, and has the other programs read all of it.
pub fn run() -> Result<(), Problem> {
    let python = tools::python_with("open-data", &READERS)?;
    let folder = TemporaryFolder::new("open-data")?;
    let data = folder.path().join("data");
    let catsup = |arguments: &[&str]| {
        let mut command = Command::new(server::program("debug"));
        command.args(arguments);
        process::run(command)
    };
    let out = data.display().to_string();
    catsup(&["generate", "--responses", RESPONSES, "--services", "7", "--out", &out])?;
    let mut exports = Vec::new();
    for format in ["parquet", "arrow", "csv"] {
        let file = folder.path().join(format!("responses.{format}")).display().to_string();
        catsup(&["export", "responses", "--data", &out, "--out", &file])?;
        exports.push(file);
    }
    let mut check = Command::new(python);
    check
        .arg(root().join("xtask/src/test/open_data.py"))
        .arg(data.join("segments"))
        .args(&exports)
        .arg(RESPONSES);
    process::run(check)
}
