//! `catsup stats run`: a list of operations in JSON.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use catsup_app::calculations::evaluate_all;
use clap::Args;
use serde_json::Value;

use crate::output::{self, Failure};

#[derive(Debug, Args)]
pub struct Run {
    /// A file with a list such as `[{"op": "wilson", "successes": 7, "n": 10}]`; `-` reads standard input.
    file: PathBuf,
    /// Taken as everywhere; the results are JSON with or without it.
    #[arg(long)]
    json: bool,
}

impl Run {
    /// Prints a result object for every operation, in their order. One that cannot be computed has an `error` instead of
    /// figures; the others are printed all the same, and the command fails at the end.
    pub(super) fn run(self) -> Result<(), Failure> {
        let name = self.file.display().to_string();
        let text = read(&self.file).map_err(|error| format!("{name} cannot be read: {error}"))?;
        let operations = parse(&text).map_err(|error| format!("{name}: {error}"))?;
        let results = evaluate_all(&operations);
        let mut failed = Vec::new();
        let mut objects = Vec::with_capacity(results.len());
        for (place, result) in results.into_iter().enumerate() {
            objects.push(result.unwrap_or_else(|(object, problem)| {
                failed.push(format!("operation {}: {problem}", place + 1));
                object
            }));
        }
        output::json(&objects)?;
        match failed.first() {
            None => Ok(()),
            Some(first) => {
                let (failed, all) = (failed.len(), objects.len());
                Err(format!("{failed} of {all} operations could not be computed; {first}").into())
            }
        }
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file)
}

fn parse(text: &str) -> Result<Vec<Value>, String> {
    // A byte order mark, as some editors write it, is no part of JSON.
    let text = text.trim_start_matches('\u{feff}');
    let parsed = serde_json::from_str(text).or_else(|error| {
        // Python writes NaN and Infinity, which are no JSON: as texts they fail in their own operation, by name.
        serde_json::from_str(&with_quoted_names(text)).map_err(|_| format!("not JSON: {error}"))
    })?;
    match parsed {
        Value::Array(operations) => Ok(operations),
        _ => Err("write a list of operations in square brackets".to_owned()),
    }
}

/// The text with `NaN` and `Infinity` outside of strings put in quotes.
fn with_quoted_names(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut inside = false;
    while let Some(next) = rest.chars().next() {
        let word =
            ["NaN", "-Infinity", "Infinity"].into_iter().find(|word| !inside && rest.starts_with(word));
        if let Some(word) = word {
            quoted.extend(["\"", word, "\""]);
            rest = &rest[word.len()..];
            continue;
        }
        let mut taken = next.len_utf8();
        match next {
            '"' => inside = !inside,
            '\\' if inside => taken += rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => {}
        }
        quoted.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_writes_for_no_number_is_read_as_a_text() {
        let read = parse(r#"[{"op": "likert", "counts": [1, NaN, -Infinity]}, "NaN \" NaN"]"#).unwrap();
        assert_eq!(read[0]["counts"], serde_json::json!([1, "NaN", "-Infinity"]));
        assert_eq!(read[1], "NaN \" NaN");
        assert!(parse("{}").unwrap_err().contains("square brackets"));
        assert!(parse("[1,").unwrap_err().starts_with("not JSON"));
    }
}
