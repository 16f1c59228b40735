//! docs/statistics.md, run as it stands: every command on it prints what it shows, every operation has an example that
//! gives its result, and names each of its inputs and figures.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};

/// A fenced block of the page: what its fence says and its lines.
struct Block {
    section: String,
    fence: String,
    text: String,
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/statistics.md");
    fs::read_to_string(path).unwrap()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut open, mut section) = (false, String::new());
    for line in page.lines() {
        match (open, line.strip_prefix("```")) {
            (false, Some(fence)) => {
                blocks.push(Block { section: section.clone(), fence: fence.to_owned(), text: String::new() });
                open = true;
            }
            (true, Some(_)) => open = false,
            (true, None) => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            (false, None) => {
                if let Some(heading) = line.strip_prefix("### ") {
                    section = heading.trim_matches('`').to_owned();
                }
            }
        }
    }
    blocks
}

fn catsup(folder: &Path, arguments: &[String], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that fails before it reads has closed its end: what it says is what counts.
    drop(program.stdin.take().unwrap().write_all(input.as_bytes()));
    program.wait_with_output().unwrap()
}

fn run(operations: &Value) -> (Vec<Value>, Output) {
    let output = catsup(Path::new("."), &["stats", "run", "-"].map(str::to_owned), &operations.to_string());
    (serde_json::from_slice(&output.stdout).unwrap(), output)
}

/// Words of a command line; double quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    quoted
        .flat_map(|(place, part)| {
            if place % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

/// Equal up to the last digits, which differ between machines.
fn agree(found: &Value, shown: &Value) -> bool {
    match (found, shown) {
        (Value::Number(found), Value::Number(shown)) => {
            let (found, shown) = (found.as_f64().unwrap(), shown.as_f64().unwrap());
            (found - shown).abs() <= 1e-9 * shown.abs().max(1e-6)
        }
        (Value::Array(found), Value::Array(shown)) => {
            found.len() == shown.len() && found.iter().zip(shown).all(|(found, shown)| agree(found, shown))
        }
        (Value::Object(found), Value::Object(shown)) => {
            found.len() == shown.len()
                && shown.iter().all(|(key, shown)| found.get(key).is_some_and(|found| agree(found, shown)))
        }
        _ => found == shown,
    }
}

#[test]
fn every_command_on_the_page_prints_what_the_page_shows() {
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for block in blocks(&page()) {
        if let Some((_, name)) = block.fence.split_once(' ').filter(|(_, name)| name.contains('.')) {
            fs::write(folder.path().join(name), &block.text).unwrap();
        }
        if block.fence != "console" {
            continue;
        }
        for session in block.text.split("$ catsup ").skip(1) {
            let (line, shown) = session.split_once('\n').unwrap();
            let output = catsup(folder.path(), &words(line), "");
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), shown.trim_end(), "{line}");
            commands += 1;
        }
    }
    assert!(commands > 10);
    let weighted = fs::read_to_string(folder.path().join("weighted.csv")).unwrap();
    assert!(weighted.lines().next().unwrap().ends_with(",weight"), "{weighted}");
}

#[test]
fn every_operation_has_an_example_that_gives_its_result() {
    let page = page();
    let blocks = blocks(&page);
    let of = |fence: &str| {
        let told = blocks.iter().filter(|block| block.fence == fence);
        told.map(|block| (block.section.clone(), serde_json::from_str(&block.text).unwrap()))
            .collect::<Vec<(String, Value)>>()
    };
    let (operations, results) = (of("json operation"), of("json result"));
    assert_eq!(operations.len(), results.len(), "each operation is followed by its result");
    let (found, output) = run(&operations.iter().map(|(_, operation)| operation.clone()).collect());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for ((section, shown), found) in results.iter().zip(&found) {
        assert!(agree(found, shown), "{section}: the page shows\n{shown:#}\nbut it is\n{found:#}");
    }

    let listed = catsup(Path::new("."), &["stats", "operations", "--json"].map(str::to_owned), "");
    let listed: Vec<Value> = serde_json::from_slice(&listed.stdout).unwrap();
    for operation in &listed {
        let name = operation["op"].as_str().unwrap();
        let place = operations.iter().position(|(section, _)| section == name);
        let place =
            place.unwrap_or_else(|| panic!("docs/statistics.md lacks a section with an example for {name}"));
        let begin = page.find(&format!("### `{name}`")).unwrap();
        let text = page[begin..].split("```json operation").next().unwrap();
        let named = |field: &str| {
            assert!(text.contains(&format!("`{field}`")), "the section on {name} does not name `{field}`");
        };
        operation["inputs"].as_array().unwrap().iter().for_each(|input| named(input.as_str().unwrap()));
        found[place].as_object().unwrap().keys().filter(|key| *key != "op").for_each(|key| named(key));
    }
}

#[test]
fn what_cannot_be_computed_names_the_item_and_the_rest_is_computed() {
    let (results, output) = run(&json!([
        {"op": "wilson", "successes": 7, "n": 10},
        {"op": "wilson", "successes": 7},
        {"op": "wilsn", "successes": 7, "n": 10},
        {"successes": 7, "n": 10},
        {"op": "wilson", "successes": 11, "n": 10},
        {"op": "wilson", "successes": 7, "n": 10, "confidance": 0.9},
        {"op": "wilson", "successes": 7, "n": 10, "confidence": 95},
        {"op": "likert", "counts": [1, -2, 3, 0, 0]},
        {"op": "likert", "counts": [0, 0, 0, 0, 0]},
        {"op": "two_groups", "a": [1, 2, 3], "b": [0, 0, 0]},
        {"op": "kruskal", "groups": [[1, 2], [0, 0]]},
        {"op": "raking", "sample_counts": [[1, 2], [3, 4]], "row_targets": [0.5, 0.4], "column_targets": [0.5, 0.5]},
        {"op": "raking", "sample_counts": [[1, 2], [0, 0]], "row_targets": [0.5, 0.5], "column_targets": [0.5, 0.5]},
        {"op": "weighted", "values": [4, 5], "weights": [0, 0]},
        {"op": "kappa", "table": [[9, 0], [0, 0]]},
        {"op": "benjamini_hochberg", "p": [0.1, 1.5]},
        {"op": "league_of_shares", "units": [{"name": "Ash", "successes": 3, "n": 4}, {"name": "Birch", "successes": 0, "n": 0}]},
        {"op": "nps", "detractors": 0, "passives": 0, "promoters": 12},
        7
    ]));
    let told = [
        "",
        "missing field `n`",
        "op wilsn is not known",
        "op is missing",
        "11 successes in a sample of 10",
        "field confidance is not known: wilson takes successes, n, confidence",
        "confidence 95 is not between 0 and 1",
        "counts[1]: invalid value: integer `-2`, expected a count",
        "counts: the sample is empty",
        "b: the sample is empty",
        "groups[1]: the sample is empty",
        "the targets of row_targets sum to 0.9",
        "nobody in the sample is in 1 of row_targets",
        "all weights are 0",
        "both reviewers gave everything the same rating",
        "p: p value 1.5 is not between 0 and 1",
        "Birch: the sample is empty",
        "",
        "7 is not an operation",
    ];
    assert_eq!(results.len(), told.len());
    for (result, told) in results.iter().zip(told) {
        let error = result.get("error").map_or("", |error| error.as_str().unwrap());
        assert!(error.contains(told) && error.is_empty() == told.is_empty(), "{result}");
    }
    assert!(!output.status.success());
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(
        line.starts_with("catsup: 17 of 19 operations could not be computed; operation 2: missing"),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
}

/// Numbers that are none, as Python writes them, and numbers that are none of the kind asked for.
#[test]
fn numbers_that_are_none_fail_by_name_in_their_own_operation() {
    let operations = r#"[
        {"op": "likert", "counts": [1, NaN, 3, 0, 0]},
        {"op": "wilson", "successes": Infinity, "n": 10},
        {"op": "likert", "counts": [1, 2.5, 3, 0, 0]},
        {"op": "individuals_chart", "values": [1, -Infinity, 3]},
        {"op": "interrupted_time_series", "y": [1, 2, 3, NaN, 5, 6, 7, 8], "change_at": 4},
        {"op": "weighted", "values": [4, 5], "weights": [1, -1]},
        {"op": "groups", "groups": [{"name": "Ash", "counts": [1, 2, 3, 4, 5]}, {"name": "Birch", "counts": [0, 0, 0, 0, 0]}]},
        {"op": "drivers", "predictors": ["ease"], "outcome": "trust", "answers": {"ease": [1, 2], "trust": [1, NaN]}},
        {"op": "drivers", "predictors": ["ease"], "outcome": "trust", "answers": {"ease": [1, 2], "trust": [1]}},
        {"op": "drivers", "predictors": ["ease"], "outcome": "trust", "answers": {"ease": [1, 2], "trust": [1, 2]}, "counts": [1, -1]},
        {"op": "drivers", "predictors": ["pace"], "outcome": "trust", "answers": {"ease": [1, 2], "trust": [1, 2]}},
        {"op": "path_model", "latent": [{"name": "Ease", "items": ["q4"]}, {"name": "Trust", "items": ["q2"]}, {"name": "Speed", "items": ["q5"]}],
         "path": [{"from": "Ease", "to": "Trust"}], "answers": {"q4": [1], "q2": [1], "q5": [1]}},
        {"op": "nps", "detractors": 0, "passives": 0, "promoters": 12}
    ]"#;
    let output = catsup(Path::new("."), &["stats", "run", "-"].map(str::to_owned), operations);
    let results: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let told = [
        "counts[1]",
        "successes",
        "counts[1]",
        "values",
        "y",
        "weight",
        "Birch: the sample is empty",
        "answers",
        "answers.trust has 1 values where 2 are needed",
        "counts[1]",
        "there are no answers to pace; there are ease, trust",
        "latent variable Speed has no path to Ease",
        "",
    ];
    assert_eq!(results.len(), told.len());
    for (result, told) in results.iter().zip(told) {
        let error = result.get("error").map_or("", |error| error.as_str().unwrap());
        assert!(error.contains(told) && error.is_empty() == told.is_empty(), "{told}: {result}");
    }
}

#[test]
fn a_result_can_be_fed_back() {
    let operation = json!([{"op": "likert", "counts": [3, 5, 12, 40, 61]}]);
    let (first, _) = run(&operation);
    let mut again = first[0].clone();
    again["counts"] = operation[0]["counts"].clone();
    let (second, _) = run(&json!([again]));
    assert_eq!(first, second);
}

#[test]
fn files_that_do_not_fit_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("answers.csv", "group,value\na,4\nb,x\n");
    write("people.csv", "age\nyoung\nold\n");
    write("ages.csv", "age\nyoung\nold\nancient\n");
    write("targets.toml", "[targets.age]\nyoung = 0.5\nold = 0.5\n");
    write("single.json", "{\"op\": \"wilson\"}");
    let failed = |line: &str| {
        let output = catsup(folder.path(), &words(line), "");
        assert!(!output.status.success() && output.stdout.is_empty(), "{line}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (line, told) in [
        ("stats groups answers.csv --group group --value value", "row 3: x in value is not a whole number"),
        ("stats groups answers.csv --group office --value value", "there is no column office"),
        ("stats groups nowhere.csv --group group --value value", "nowhere.csv: it cannot be read"),
        ("stats rake ages.csv --targets targets.toml", "row 4: ancient in age has no target"),
        ("stats rake people.csv --targets targets.toml --out people.csv", "people.csv would be overwritten"),
        ("stats run nowhere.json", "nowhere.json cannot be read"),
        ("stats run single.json", "write a list of operations in square brackets"),
        ("stats run answers.csv", "not JSON"),
        ("stats likert --counts 3,-5", "-5 is not a count"),
        ("stats likert --counts 0,0,0", "counts: the sample is empty"),
        ("stats proportion --successes 11 --n 10", "11 successes in a sample of 10"),
        ("stats sample-size --margin 0", "margin is 0"),
    ] {
        let found = failed(line);
        assert!(found.contains(told), "{line}: {found}");
    }
}

/// Values of numpy, scipy and statsmodels, whose versions the file names.
#[test]
fn every_number_of_the_reference_is_met() {
    let reference: Value = serde_json::from_str(include_str!("reference/statistics.json")).unwrap();
    let listed = catsup(Path::new("."), &["stats", "operations", "--json"].map(str::to_owned), "");
    let listed: Vec<Value> = serde_json::from_slice(&listed.stdout).unwrap();
    let mut compared = 0;
    let mut met = Vec::new();
    for operation in listed {
        let name = operation["op"].as_str().unwrap();
        // Their answers stand in a file: `catsup drivers` is compared with them.
        if name == "drivers" {
            continue;
        }
        let cases = match &reference[name] {
            Value::Array(cases) => cases.clone(),
            Value::Null => continue,
            case => vec![case.clone()],
        };
        let asked: Vec<Value> = cases
            .iter()
            .map(|case| {
                let inputs =
                    operation["inputs"].as_array().unwrap().iter().map(|input| input.as_str().unwrap());
                let given = inputs.filter_map(|input| Some((input.to_owned(), case.get(input)?.clone())));
                let mut asked: serde_json::Map<String, Value> = given.collect();
                asked.insert("op".to_owned(), name.into());
                Value::Object(asked)
            })
            .collect();
        met.push(name.to_owned());
        let (found, _) = run(&asked.iter().cloned().collect());
        for ((case, asked), found) in cases.iter().zip(&asked).zip(&found) {
            for (field, expected) in case.as_object().unwrap() {
                if asked.get(field).is_none() && !expected.is_string() {
                    assert!(
                        agree(&found[field], expected),
                        "{name}.{field}: {} for {expected}",
                        found[field]
                    );
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 113);
    let mut expected: Vec<&String> = reference.as_object().unwrap().keys().collect();
    // What the file says of itself, and alphas of columns, which the crate's tests compare.
    expected.retain(|name| !["source", "notes", "cronbach_alpha_raw", "drivers"].contains(&name.as_str()));
    met.sort();
    assert_eq!(met.iter().collect::<Vec<_>>(), expected);
}
