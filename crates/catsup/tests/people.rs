//! `catsup user` and `catsup audit`, run as an operator runs them, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use catsup_testing::{Backend, TestDatabase};
use serde_json::{Value, json};

struct Outcome {
    done: bool,
    output: String,
    error: String,
}

impl Outcome {
    fn json(&self) -> Value {
        assert!(self.done, "{}", self.error);
        serde_json::from_str(&self.output).unwrap()
    }
}

fn catsup(database: &TestDatabase, arguments: &[&str], input: &str) -> Outcome {
    let place = if matches!(database, TestDatabase::Sqlite(_)) { "--data" } else { "--database" };
    let mut program = Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .args([place, &database.text()])
        .env_remove("CATSUP_DATA")
        .env_remove("CATSUP_DATABASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that fails before it reads has closed its end: what it says is what counts.
    drop(program.stdin.take().unwrap().write_all(input.as_bytes()));
    let output = program.wait_with_output().unwrap();
    Outcome {
        done: output.status.success(),
        output: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

async fn operate(backend: Backend) {
    let Some(database) = TestDatabase::create(backend).await else {
        eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
        return;
    };
    let run = |arguments: &[&str], input: &str| catsup(&database, arguments, input);
    let add = ["user", "add", "Ann@example.gov", "--name", "Ann Lee", "--role", "administrator"];
    let added = run(&[&add[..], &["--json"]].concat(), "").json();
    assert_eq!(added["email"], "ann@example.gov");
    assert_eq!(added["password"].as_str().unwrap().len(), 23);
    let twice = run(&add, "");
    assert!(!twice.done && twice.output.is_empty());
    assert_eq!(twice.error, "catsup: email: is already taken\n");

    let given = ["user", "add", "bo@example.gov", "--name", "Bo", "--role", "viewer", "--password-stdin"];
    let short = run(&given, "short\n");
    assert_eq!(short.error, "catsup: password: must have at least 12 characters, has 5\n");
    let kept =
        run(&[&given[..], &["--keep-password", "--json"]].concat(), "seven quiet herons wade\r\n").json();
    assert_eq!(kept["password"], Value::Null);
    assert!(
        run(&["user", "add", "cy@example.gov", "--name", "Cy", "--role", "king"], "")
            .error
            .contains("cx_lead")
    );

    let listed = run(&["user", "list", "--json"], "").json();
    let state = |index: usize| listed[index]["must_change_password"].clone();
    assert_eq!(
        (listed[0]["name"].clone(), state(0), state(1)),
        (json!("Ann Lee"), json!(true), json!(false))
    );
    assert!(run(&["user", "list"], "").output.contains("must change password"));

    let last = run(&["user", "disable", "ann@example.gov"], "");
    assert!(!last.done && last.error.contains("last administrator"), "{}", last.error);
    assert!(run(&["user", "disable", "bo@example.gov"], "").done);
    assert!(run(&["user", "list"], "").output.contains("disabled"));
    assert!(run(&["user", "enable", "bo@example.gov"], "").done);
    let reset = run(&["user", "reset-password", "bo@example.gov", "--json"], "").json();
    assert_eq!(reset["password"].as_str().unwrap().len(), 23);
    let nobody = run(&["user", "disable", "nobody@example.gov"], "");
    assert_eq!(nobody.error, "catsup: the account was not found\n");

    let whole = run(&["audit", "verify", "--json"], "").json();
    assert_eq!((&whole["whole"], &whole["entries"]), (&json!(true), &json!(5)));
    let head = whole["head"].as_str().unwrap();
    assert!(run(&["audit", "verify", "--noted", head], "").output.contains("is whole: 5 entries"));
    let other = format!("3:{}", "0".repeat(64));
    let broken = run(&["audit", "verify", "--json", "--noted", &other], "");
    assert!(!broken.done && broken.error.contains("entry 3"), "{}", broken.error);
    let said: Value = serde_json::from_str(&broken.output).unwrap();
    assert_eq!(said, json!({ "whole": false, "broken": { "kind": "noted", "sequence": 3 } }));
    assert!(run(&["audit", "verify", "--noted", "3"], "").error.contains("64 hexadecimal digits"));
    database.remove().await;
}

#[tokio::test]
async fn an_operator_manages_people_and_checks_the_log_on_sqlite() {
    operate(Backend::Sqlite).await;
}

#[tokio::test]
async fn an_operator_manages_people_and_checks_the_log_on_postgres() {
    operate(Backend::Postgres).await;
}
