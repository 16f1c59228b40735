//! `catsup import cases` and `catsup export cases`, run as an operator runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

const FILE: &str = "Nr,opendate,closedate,complaint_type,descriptor,borough,Email\n\
    1,2025-03-03,2025-03-07,Housing,Heat,Queens,a@example.org\n\
    2,2025-03-04,,Housing,Mold,Bronx,b@example.org\n\
    2,2025-03-04,2025-03-05,Housing,Mold,Bronx,b@example.org\n\
    3,soon,,Parks,,,\n";

fn run(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .env_remove("CATSUP_DATABASE")
        .env_remove("CATSUP_ANALYTICS")
        .env_remove("CATSUP_CLICKHOUSE")
        .output()
        .unwrap()
}

fn catsup(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn cases_are_imported_with_their_findings_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("cases.csv"));
    let refused = folder.path().join("refused.csv");
    fs::write(&file, FILE).unwrap();
    let (file, refused_name) = (file.to_str().unwrap(), refused.to_str().unwrap());
    let report = |extra: &[&str]| -> Value {
        let mut arguments = vec!["import", "cases", file, "--key", "Nr", "--kind", "complaint", "--json"];
        arguments.extend_from_slice(extra);
        serde_json::from_str(&catsup(&data, &arguments)).unwrap()
    };
    let counts = |report: &Value| ["read", "inserted", "updated", "refused"].map(|key| report[key].clone());
    assert_eq!(counts(&report(&["--dry-run"])), [4, 2, 1, 1].map(Value::from));
    let first = report(&["--refused", refused_name]);
    assert_eq!(counts(&first), [4, 2, 1, 1].map(Value::from));
    let findings: Vec<&Value> =
        first["findings"].as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert_eq!(findings, ["no_handling_rule", "repeated_keys"]);
    let refused = fs::read_to_string(&refused).unwrap();
    assert!(refused.lines().nth(1).unwrap().starts_with("5,opendate,\"“soon” is not a time"), "{refused}");
    assert_eq!(counts(&report(&[])), [4, 0, 3, 1].map(Value::from));

    let csv = catsup(&data, &["export", "cases"]);
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.contains(",import,import 1,Housing,mixed,complaint,resolved,resolved_by_agency,"), "{csv}");
    assert!(!csv.contains("Queens"));
    let out = folder.path().join("cases.json");
    catsup(&data, &["export", "cases", "--personal", "--service", "housing", "--out", out.to_str().unwrap()]);
    let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!((rows.len(), &rows[0]["subject"]), (2, &Value::from("Housing: Heat")));
    assert!(
        !rows[0].to_string().contains("@"),
        "a column that speaks of a person was not taken over: {}",
        rows[0]
    );

    let wrong = run(&data, &["import", "cases", file, "--column", "colour=Nr"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("is not a field; use one of key, opened"));
    let sheet = run(&data, &["export", "cases", "--format", "xlsx"]);
    assert!(!sheet.status.success());
}
