//! `cargo xtask bench next`: what people come back for, over generated contacts, beside Polars.

use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, root, target};
use crate::temporary::TemporaryFolder;
use crate::tools;

/// Pinned, so that figures can be told apart by what they were measured with.
const ENGINES: [&str; 2] = ["polars==2.1.0", "numpy"];
/// Contacts when nothing is said.
const CONTACTS: &str = "10000000";

/// Mines generated contacts, and asks Polars for the same counts.
pub fn next(contacts: Option<&str>) -> Result<(), Problem> {
    let built = ["build", "--release", "--package", "catsup-journeys", "--example", "next_needs_benchmark"];
    process::run(cargo(&built))?;
    let python = tools::python_with("next", &ENGINES)?;
    let folder = TemporaryFolder::below(&target(), "next")?;
    let mut own = Command::new(target().join("release/examples/next_needs_benchmark"));
    own.arg(contacts.unwrap_or(CONTACTS)).arg(folder.path());
    process::run(own)?;
    let mut polars = Command::new(python);
    polars.arg(root().join("crates/bench/python/next_needs.py")).arg(folder.path());
    process::run(polars)
}
