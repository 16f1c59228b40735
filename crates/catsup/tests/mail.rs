//! `catsup mail take`, run as a mail server runs it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use catsup_testing::{Backend, TestDatabase};
use serde_json::Value;

const MESSAGE: &[u8] =
    b"From: Ana <ana@example.org>\r\nMessage-ID: <1@example.org>\r\nSubject: Gr\xfc\xdfe\r\n\r\nHello\0\r\n";

fn catsup(place: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .args(["--data", place])
        .env_remove("CATSUP_DATA")
        .env_remove("CATSUP_DATABASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdin.take().unwrap().write_all(input));
    program.wait_with_output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_is_told_what_to_do_with_a_message() {
    let database = TestDatabase::create(Backend::Sqlite).await.unwrap();
    let place = database.text();
    let take = ["mail", "take", "--recipient", "permits@example.gov", "--json"];
    let first = catsup(&place, &take, MESSAGE);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let told: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(
        (&told["outcome"], &told["new"], &told["case"]),
        (&"unassigned".into(), &true.into(), &Value::Null)
    );
    let again: Value = serde_json::from_slice(&catsup(&place, &take, MESSAGE).stdout).unwrap();
    assert_eq!((&again["id"], &again["new"]), (&told["id"], &false.into()));

    let none = catsup(&place, &["mail", "take"], b"");
    assert_eq!(none.status.code(), Some(65));
    let error = String::from_utf8(none.stderr).unwrap();
    assert_eq!(error, "catsup: message: this is no message: it has no header such as From\n");
    // What the store cannot take now is brought again.
    let away = catsup("/dev/null/nowhere", &["mail", "take"], MESSAGE);
    assert_eq!(away.status.code(), Some(75), "{}", String::from_utf8_lossy(&away.stderr));
    let missing = catsup(&place, &["mail", "take", "/nowhere/message.eml"], b"");
    assert_eq!(missing.status.code(), Some(75));
    let wrong = catsup(&place, &["mail", "take", "--mail-inbox", "cases+x@example.gov"], MESSAGE);
    assert_eq!(wrong.status.code(), Some(75));
    database.remove().await;
}
