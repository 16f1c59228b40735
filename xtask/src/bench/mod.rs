//! `cargo xtask bench`: measurements of the release build, on this machine, against a server of their own.

mod measures;
mod next;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use serde_json::Value;

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, target};
use crate::server::{self, Server};
use crate::temporary::TemporaryFolder;
use crate::test::postgres::Postgres;

pub use measures::{contacts, measures};
pub use next::next;

/// What the load answers: the instrument with one thumb and one text.
const INSTRUMENT: &str = "a11_v2";
/// The demo's own responses are only there because a demo has some.
const RESPONSES: u32 = 200;

/// Durable acknowledged submissions per second over HTTP, beside what the database does alone.
pub fn ingest() -> Result<(), Problem> {
    process::run(cargo(&["build", "--release", "--package", "catsup", "--package", "catsup-bench"]))?;
    // Below the target folder: the system's temporary folder may lie in memory, where syncing costs nothing.
    let folder = TemporaryFolder::below(&target(), "bench")?;
    let server = Server::demo(&server::program("release"), &folder.path().join("data"), RESPONSES)?;
    let survey = published_survey(&server)?;

    let mut bench = Command::new(target().join("release/catsup-bench"));
    bench.args(["ingest", server.host(), &survey]).arg(folder.path());
    process::run(bench)
}

/// Pages of the inbox over a million responses, on both databases, and all of them as a file.
pub fn inbox() -> Result<(), Problem> {
    on_both_databases("inbox")
}

/// The queue and the lists of a million cases, on both databases, and the report over all of them.
pub fn cases() -> Result<(), Problem> {
    on_both_databases("cases")
}

/// How well and how fast answers are found, beside full text of SQLite and PostgreSQL, by queries made of the narratives in a file.
pub fn answers(narratives: &str) -> Result<(), Problem> {
    process::run(cargo(&["build", "--release", "--package", "catsup-bench"]))?;
    let postgres = Postgres::start()?;
    let mut bench = Command::new(target().join("release/catsup-bench"));
    bench.args(["answers", narratives, postgres.url()]);
    process::run(bench)
}

fn on_both_databases(what: &str) -> Result<(), Problem> {
    process::run(cargo(&["build", "--release", "--package", "catsup-bench"]))?;
    let folder = TemporaryFolder::below(&target(), "bench")?;
    let postgres = Postgres::start()?;
    for database in [folder.path().display().to_string(), postgres.url().to_owned()] {
        println!(
            "\n{}",
            database.split(':').next().filter(|_| database.starts_with("postgres")).unwrap_or("SQLite")
        );
        let mut bench = Command::new(target().join("release/catsup-bench"));
        bench.args([what, &database]);
        process::run(bench)?;
    }
    Ok(())
}

/// The key of a published survey of the instrument the load answers.
fn published_survey(server: &Server) -> Result<String, Problem> {
    let surveys = get_json(server, "/api/v1/surveys")?;
    key_in(&surveys)
        .ok_or_else(|| Problem::failed(format!("the demo has no published survey of {INSTRUMENT}")))
}

fn key_in(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.iter().find_map(key_in),
        Value::Object(fields) if fields.contains_key("key") => {
            let fits = value["state"] == "published" && value["instrument"] == INSTRUMENT;
            value["key"].as_str().filter(|_| fits).map(str::to_owned)
        }
        Value::Object(fields) => fields.values().find_map(key_in),
        _ => None,
    }
}

fn get_json(server: &Server, path: &str) -> Result<Value, Problem> {
    let token = server.token()?;
    let request = format!(
        "GET {path} HTTP/1.0\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n\r\n",
        server.host()
    );
    let mut reply = String::new();
    TcpStream::connect(server.host())
        .and_then(|mut stream| {
            stream.write_all(request.as_bytes())?;
            stream.read_to_string(&mut reply)
        })
        .map_err(Problem::while_doing(format_args!("reading {path}")))?;
    let (head, body) = reply.split_once("\r\n\r\n").unwrap_or((&reply, ""));
    let unexpected =
        || Problem::failed(format!("{path} answered {}", head.lines().next().unwrap_or_default()));
    serde_json::from_str(body).ok().filter(|_| head.contains(" 200 ")).ok_or_else(unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_survey_of_the_instrument_is_found() {
        let surveys = serde_json::json!({"items": [
            {"key": "draft", "state": "draft", "instrument": INSTRUMENT},
            {"key": "other", "state": "published", "instrument": "nps"},
            {"key": "right", "state": "published", "instrument": INSTRUMENT},
        ]});
        assert_eq!(key_in(&surveys).as_deref(), Some("right"));
        assert_eq!(key_in(&serde_json::json!({"items": []})), None);
    }
}
