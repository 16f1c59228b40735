//! `cargo xtask check`: the rules of the house that reading the tree can decide.
//!
//! Each rule is a function from what it reads to findings; a finding names the place and what to do about it.

mod arrows;
mod links;
mod machine;
mod sources;
mod templates;

use crate::problem::Problem;
use crate::repository;

/// Runs every rule and fails with the list of findings.
pub fn run() -> Result<(), Problem> {
    let files = repository::files()?;
    let mut findings = arrows::findings(&arrows::packages()?);
    for file in &files {
        findings.extend(sources::findings(file));
        findings.extend(templates::findings(file));
        findings.extend(machine::findings(file));
    }
    findings.extend(links::findings(&files));

    if findings.is_empty() {
        println!("check: {} files keep the rules of the house", files.len());
        return Ok(());
    }
    for finding in &findings {
        println!("check: {finding}");
    }
    let count = findings.len();
    Err(Problem::failed(format!("{count} {} above", if count == 1 { "finding" } else { "findings" })))
}
