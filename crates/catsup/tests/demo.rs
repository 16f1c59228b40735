//! `catsup demo`, run as a newcomer runs it: it serves, says how to get in, and leaves nothing behind.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

struct Demo {
    program: Child,
    /// What it printed up to the address.
    lines: Vec<String>,
}

impl Demo {
    fn start(temporary: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_catsup"))
            .args(["demo", "--listen", "127.0.0.1:0", "--responses", "300"])
            .args(arguments)
            .env("TMPDIR", temporary)
            .env_remove("CATSUP_DATA")
            .env_remove("CATSUP_DATABASE")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines: Vec<String> = Vec::new();
        let mut output = BufReader::new(program.stdout.take().unwrap()).lines();
        while lines.last().is_none_or(|line| !line.contains("http://")) {
            lines.push(output.next().expect("the program says where it listens").unwrap());
        }
        Self { program, lines }
    }

    fn get(&self, path: &str, headers: &str) -> String {
        let address = self.lines.last().unwrap().rsplit_once("http://").unwrap().1;
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn token(&self) -> &str {
        let line = self.lines.iter().find(|line| line.starts_with("API token")).expect("a token is printed");
        line.split_whitespace().last().unwrap()
    }

    fn stop(mut self) {
        let ended = Command::new("kill").arg(self.program.id().to_string()).status().unwrap();
        assert!(ended.success() && self.program.wait().unwrap().success());
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

#[test]
fn the_demo_says_how_to_get_in_and_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let demo = Demo::start(temporary.path(), &[]);
    for role in ["administrator", "cx_lead", "service_owner", "agent", "viewer"] {
        let line = demo.lines.iter().find(|line| line.starts_with(role)).expect("one line per role");
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(words.len() == 3 && words[1].contains('@') && words[2].len() >= 20, "{line}");
    }
    let home = demo.get("/", "");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("Department of Everyday Services"), "{home}");
    let services = demo.get("/api/v1/services", &format!("Authorization: Bearer {}\r\n", demo.token()));
    assert!(services.starts_with("HTTP/1.1 200") && services.contains("Passport renewal"), "{services}");
    assert!(std::fs::read_dir(temporary.path()).unwrap().next().is_some());
    demo.stop();
    assert!(std::fs::read_dir(temporary.path()).unwrap().next().is_none(), "the directory stayed");
}

#[test]
fn a_demo_in_a_directory_is_there_the_next_time() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("demo");
    let arguments = ["--data", data.to_str().unwrap()];
    let ask = |demo: &Demo| {
        demo.get("/api/v1/responses?limit=1", &format!("Authorization: Bearer {}\r\n", demo.token()))
    };
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    let first = Demo::start(place.path(), &arguments);
    let before = ask(&first);
    assert!(before.starts_with("HTTP/1.1 200"), "{before}");
    first.stop();
    let second = Demo::start(place.path(), &arguments);
    assert_eq!(body(&ask(&second)), body(&before));
    second.stop();
}
