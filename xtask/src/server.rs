//! A `catsup` server as a child process, on a free loopback port of its own choice.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::problem::Problem;
use crate::process::Running;
use crate::repository::target;

/// Far above what a start takes; it ends a wait for a server that hangs.
const READY_WITHIN: Duration = Duration::from_secs(120);
const ADDRESS: &str = "http://127.0.0.1:";
/// What holds visitors and programs back; 0 takes it away.
const LIMITS: [&str; 3] =
    ["--submissions-per-minute", "--survey-submissions-per-minute", "--api-requests-per-minute"];

/// The built program of a profile: `debug` or `release`.
pub fn program(profile: &str) -> PathBuf {
    target().join(profile).join("catsup")
}

/// A running server, ended with this handle.
pub struct Server {
    address: String,
    lines: Arc<Mutex<Vec<String>>>,
    _running: Running,
}

impl Server {
    /// `catsup demo` with `responses` responses, and without the limits that a flood of requests would run into.
    pub fn demo(program: &Path, data: &Path, responses: u32) -> Result<Self, Problem> {
        let mut command = Command::new(program);
        command.args(["demo", "--listen", "127.0.0.1:0", "--responses", &responses.to_string()]);
        for limit in LIMITS {
            command.args([limit, "0"]);
        }
        Self::start(command, data)
    }

    /// Where it listens, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where it listens, as host and port.
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// The API token among the sign-ins that a demo prints, as `API token  …`.
    pub fn token(&self) -> Result<String, Problem> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.iter().find(|line| line.trim_start().starts_with("API token"));
        line.and_then(|line| line.split_whitespace().next_back())
            .map(str::to_owned)
            .ok_or_else(|| Problem::failed("`catsup demo` printed no line `API token  …` among its sign-ins"))
    }

    fn start(mut command: Command, data: &Path) -> Result<Self, Problem> {
        command.arg("--data").arg(data).stdout(Stdio::piped());
        let mut running = Running::start(command)?;
        let lines = Arc::new(Mutex::new(Vec::new()));
        if let Some(output) = running.take_output() {
            let lines = Arc::clone(&lines);
            // Read to the end, or a full pipe would stop the server.
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            });
        }
        let address = running.wait_until(READY_WITHIN, || {
            lines.lock().unwrap_or_else(PoisonError::into_inner).iter().find_map(|line| address_in(line))
        })?;
        Ok(Self { address, lines, _running: running })
    }
}

/// The address a server says it listens on.
fn address_in(line: &str) -> Option<String> {
    let start = line.find(ADDRESS)?;
    let port: String = line[start + ADDRESS.len()..].chars().take_while(char::is_ascii_digit).collect();
    (!port.is_empty()).then(|| format!("{ADDRESS}{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_a_server_prints() {
        assert_eq!(address_in("  open http://127.0.0.1:8080/desk").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address_in("no address here"), None);
    }
}
