//! `catsup generate`, `analytics` and `export`, run as an operator runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use serde_json::Value;

/// What a command printed; its error where it failed.
fn catsup(data: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .args(if arguments[0] == "generate" { "--out" } else { "--data" }.split(' '))
        .arg(data)
        .env_remove("CATSUP_DATABASE")
        .env_remove("CATSUP_ANALYTICS")
        .env_remove("CATSUP_CLICKHOUSE")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[test]
fn generated_history_is_counted_checked_made_anew_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let made = catsup(&data, &["generate", "--responses", "3000", "--services", "4"]).unwrap();
    assert!(made.starts_with("3000 responses to 4 services are in "), "{made}");
    let again = catsup(&data, &["generate", "--responses", "10"]).unwrap_err();
    assert!(again.contains("in an empty installation only"), "{again}");

    let status = catsup(&data, &["analytics", "status", "--json"]).unwrap();
    let mut status: Value = serde_json::from_str(&status).unwrap();
    assert_eq!(status["status"]["segments"][0]["rows"], 3000);
    // Where the history ends depends on the day, and how long the footer is on it.
    status["status"]["segments"][0]["extent"] = "first and last microsecond".into();
    status["status"]["segments"][0]["bytes"] = "bytes on disk".into();
    insta::assert_json_snapshot!(status);
    assert!(catsup(&data, &["analytics", "status"]).unwrap().ends_with("3000 responses are in segments\n"));
    assert_eq!(catsup(&data, &["analytics", "verify"]).unwrap(), "every segment is as it was written\n");
    assert_eq!(catsup(&data, &["analytics", "rebuild"]).unwrap(), "0 responses are in new segments\n");

    let scorecard: Value = serde_json::from_str(&catsup(&data, &["scorecard", "--json"]).unwrap()).unwrap();
    assert!(scorecard.to_string().contains("\"trust\""), "{scorecard}");

    let csv = catsup(&data, &["export", "responses"]).unwrap();
    assert_eq!(csv.lines().count(), 3001);
    assert!(
        csv.starts_with(
            "occurred_at,response,service,survey,channel,language,touchpoint,device,segment.age,"
        )
    );
    let year = catsup(&data, &["export", "responses", "--from", "1990-01-01", "--to", "1990-12-31"]).unwrap();
    assert_eq!(year.lines().count(), 1, "a header, and nothing from before");
    let unnamed = catsup(&data, &["export", "responses", "--format", "parquet"]).unwrap_err();
    assert!(unnamed.contains("name it with --out"), "{unnamed}");
}

#[test]
fn what_is_missing_or_damaged_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let empty = catsup(&folder.path().join("empty"), &["analytics", "status"]).unwrap_err();
    assert!(empty.contains("no segments are in") && empty.lines().count() == 1, "{empty}");

    let data = folder.path().join("data");
    catsup(&data, &["generate", "--responses", "2000", "--services", "2"]).unwrap();
    let segment = data.join("segments/00000001.arrow");
    let mut bytes = fs::read(&segment).unwrap();
    let (from, to) = (bytes.len() / 2, bytes.len() * 3 / 4);
    bytes[from..to].iter_mut().step_by(64).for_each(|byte| *byte ^= 1);
    fs::write(&segment, bytes).unwrap();
    for command in [&["analytics", "verify"][..], &["scorecard"], &["export", "responses"]] {
        let damaged = catsup(&data, command).unwrap_err();
        assert!(damaged.contains("00000001.arrow is damaged: column “"), "{command:?}: {damaged}");
    }
}

#[test]
fn generated_contacts_are_shown_checked_and_named_where_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let made = catsup(
        &data,
        &["generate", "--responses", "100", "--interactions", "4000", "--services", "3", "--seed", "9"],
    );
    assert!(made.unwrap().ends_with("4000 interactions are there, too\n"));
    let status = catsup(&data, &["analytics", "status", "--json"]).unwrap();
    let status: Value = serde_json::from_str(&status).unwrap();
    let contacts = &status["contacts"];
    assert_eq!(
        (&contacts["in_use"], &contacts["status"]["segments"][0]["rows"]),
        (&true.into(), &4000.into())
    );
    let shown = catsup(&data, &["analytics", "status"]).unwrap();
    assert!(shown.contains("4000 contacts are in segments\n"), "{shown}");
    assert_eq!(catsup(&data, &["analytics", "verify"]).unwrap(), "every segment is as it was written\n");

    let segment = data.join("segments/contacts/00000001.arrow");
    let mut bytes = fs::read(&segment).unwrap();
    let (from, to) = (bytes.len() / 2, bytes.len() * 3 / 4);
    bytes[from..to].iter_mut().step_by(64).for_each(|byte| *byte ^= 1);
    fs::write(&segment, bytes).unwrap();
    let damaged = catsup(&data, &["analytics", "verify"]).unwrap_err();
    assert!(damaged.contains("contacts/00000001.arrow is damaged: column “"), "{damaged}");
}

#[test]
fn clickhouse_counts_beside_archived_history() {
    let Some(servers) = catsup_testing::clickhouse_database() else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    catsup(&data, &["generate", "--responses", "2000", "--services", "3"]).unwrap();
    let alone = catsup(&data, &["scorecard", "--json"]).unwrap();
    let on = |arguments: &[&str]| catsup(&data, &[arguments, &["--clickhouse", &servers]].concat());

    let empty: Value = serde_json::from_str(&on(&["analytics", "status", "--json"]).unwrap()).unwrap();
    let report = &empty["clickhouse"];
    assert_eq!((&report["generation"], &report["in_use"]), (&0.into(), &false.into()), "{empty}");
    assert!(on(&["analytics", "verify"]).unwrap_err().contains("holds nothing yet"));
    assert_eq!(on(&["scorecard", "--json"]).unwrap(), alone, "the database and the archive count");

    assert_eq!(on(&["analytics", "rebuild"]).unwrap(), "0 responses are in new tables\n");
    assert_eq!(on(&["analytics", "verify"]).unwrap(), "ClickHouse holds what the database does\n");
    let status: Value = serde_json::from_str(&on(&["analytics", "status", "--json"]).unwrap()).unwrap();
    let report = &status["clickhouse"];
    assert_eq!((&report["generation"], &report["in_use"]), (&1.into(), &true.into()), "{status}");
    assert_eq!(report["servers"].as_array().unwrap().len(), servers.split(',').count());
    assert!(on(&["analytics", "status"]).unwrap().ends_with("nothing waits to be fed\n"));
    assert_eq!(on(&["scorecard", "--json"]).unwrap(), alone, "ClickHouse and the archive count");
}

#[test]
fn an_address_that_is_not_understood_is_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = ["analytics", "status", "--clickhouse", "tcp://catsup:secret@host:9000/catsup"];
    let said = catsup(folder.path(), &wrong).unwrap_err();
    assert!(said.contains("starts with neither http:// nor https://") && !said.contains("secret"), "{said}");
}
