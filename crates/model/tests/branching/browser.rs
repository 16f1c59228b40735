//! The browser's evaluator of conditions, run by Node over thousands of random cases.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    survey::{Given, QuestionKind, SurveyDefinition},
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::{Map, Value, json};

use super::any_case;

const CASES: usize = 2_500;
const CONDITIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../web/frontend/src/scripts/parts/conditions.js");

/// Reads cases a line at a time and writes what is asked, a line at a time.
const SCRIPT: &str = r"
import { createInterface } from 'node:readline'
import { readFile } from 'node:fs/promises'
const source = await readFile(process.argv.at(-1), 'utf8')
const { asked } = await import('data:text/javascript,' + encodeURIComponent(source))
for await (const line of createInterface({ input: process.stdin })) {
  const { sections, given } = JSON.parse(line)
  console.log(JSON.stringify(asked(sections, (question) => given[question])))
}
";

#[test]
fn the_browser_asks_what_the_server_asks() {
    let mut runner = TestRunner::deterministic();
    let mut cases: Vec<(Value, Vec<String>)> = Vec::new();
    while cases.len() < CASES {
        let (survey, raw) = any_case().new_tree(&mut runner).unwrap().current();
        let Ok(answers) = Answers::parse(&survey, &raw, Language::En, Completeness::Anything) else {
            continue;
        };
        let sections = serde_json::to_value(&survey).unwrap()["sections"].clone();
        cases.push((json!({"sections": sections, "given": given(&survey, &raw)}), answers.asked));
    }
    let lines: Vec<String> = cases.iter().map(|(case, _)| case.to_string()).collect();
    let Some(output) = node(&lines.join("\n")) else {
        eprintln!("skipped: the_browser_asks_what_the_server_asks: Node is absent");
        assert!(std::env::var_os("CI").is_none(), "Node is missing: the browser's conditions are not tested");
        return;
    };
    let asked: Vec<Vec<String>> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(asked.len(), cases.len(), "Node answered every case");
    for ((case, server), browser) in cases.iter().zip(&asked) {
        assert_eq!(browser, server, "in the browser and on the server: {case}");
    }
}

/// Every answer as the browser takes it, whether its question is asked or not: each question parsed on its own.
fn given(survey: &SurveyDefinition, raw: &RawAnswers) -> Value {
    let mut free = survey.clone();
    for section in &mut free.sections {
        section.ask_when = None;
        section.questions.iter_mut().for_each(|question| question.ask_when = None);
    }
    let mut given = Map::new();
    for question in free.questions() {
        let mut own = raw.clone();
        own.retain(|key, _| key.split('.').next() == Some(&question.key));
        // What does not fit and is not asked is in no answer that counts.
        let Ok(answers) = Answers::parse(&free, &own, Language::En, Completeness::Anything) else { continue };
        let names = match &question.kind {
            QuestionKind::Grid { rows, .. } => {
                rows.iter().map(|row| format!("{}.{}", question.key, row.key)).collect()
            }
            _ => vec![question.key.clone()],
        };
        for name in names {
            let value = match answers.given_to(&free, &name) {
                Some(Given::Value(value)) => value.into(),
                Some(Given::Choices(keys)) => keys.into(),
                Some(Given::Text(text)) => text.into(),
                None => continue,
            };
            given.insert(name, value);
        }
    }
    Value::Object(given)
}

fn node(input: &str) -> Option<String> {
    let node = Command::new("node")
        .args(["--input-type=module", "--eval", SCRIPT, CONDITIONS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut node = node.ok()?;
    let mut stdin = node.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "Node failed");
    Some(String::from_utf8(output.stdout).unwrap())
}
