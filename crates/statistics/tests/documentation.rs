//! Whether every public item is documented with an example that runs, and every fallible function with its errors.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A public item with the documentation above it.
struct Item {
    place: String,
    name: String,
    signature: String,
    documentation: Vec<String>,
}

impl Item {
    /// The fences that open a block of code.
    fn examples(&self) -> impl Iterator<Item = &str> {
        self.documentation.iter().filter_map(|line| line.strip_prefix("```")).step_by(2)
    }

    fn is_fallible(&self) -> bool {
        ["-> Result<", "-> ModelResult<"].iter().any(|returned| self.signature.contains(returned))
    }
}

const KINDS: [&str; 7] = ["fn", "struct", "enum", "trait", "type", "const", "static"];

/// The kind and the name of what a line makes public, if it does.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ")?;
    let rest = if rest.starts_with("const fn") { &rest["const ".len()..] } else { rest };
    let (kind, rest) = rest.split_once(' ')?;
    let name = rest.split(|character: char| !character.is_alphanumeric() && character != '_').next()?;
    KINDS.contains(&kind).then_some(name)
}

fn items(file: &Path, found: &mut Vec<Item>) {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut documentation = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if let Some(told) = line.strip_prefix("///") {
            documentation.push(told.trim_start().to_owned());
        } else if *line == "#[cfg(test)]" {
            return;
        } else if !line.starts_with("#[") {
            if let Some(name) = declared(line) {
                let end = lines[number..].iter().position(|line| line.ends_with(['{', ';'])).unwrap();
                found.push(Item {
                    place: format!("{}:{}", file.display(), number + 1),
                    name: name.to_owned(),
                    signature: lines[number..=number + end].join(" "),
                    documentation: documentation.clone(),
                });
            }
            documentation.clear();
        }
    }
}

fn walk(folder: &Path, found: &mut Vec<Item>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            walk(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            items(&entry, found);
        }
    }
}

fn public_items() -> Vec<Item> {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn every_public_item_has_an_example_that_runs() {
    let items = public_items();
    assert!(items.len() > 200, "only {} public items were found: look at how they are declared", items.len());
    let lacking: Vec<String> = items
        .iter()
        .filter(|item| !item.examples().any(str::is_empty))
        .map(|item| format!("{} {}", item.place, item.name))
        .collect();
    assert!(lacking.is_empty(), "add a short example with an assertion to the documentation of {lacking:#?}");
    let idle: Vec<&String> =
        items.iter().filter(|item| !item.examples().all(str::is_empty)).map(|item| &item.place).collect();
    assert!(idle.is_empty(), "examples that are not run cannot be believed: {idle:#?}");
    let unasserted: Vec<&String> = items
        .iter()
        .filter(|item| !item.documentation.iter().any(|line| line.contains("assert")))
        .map(|item| &item.place)
        .collect();
    assert!(unasserted.is_empty(), "an example shows what comes out: assert it in {unasserted:#?}");
}

#[test]
fn every_fallible_function_says_when_it_fails() {
    let lacking: Vec<String> = public_items()
        .iter()
        .filter(|item| item.is_fallible() && !item.documentation.iter().any(|line| line == "# Errors"))
        .map(|item| format!("{} {}", item.place, item.name))
        .collect();
    assert!(lacking.is_empty(), "add a section “# Errors” to {lacking:#?}");
}
