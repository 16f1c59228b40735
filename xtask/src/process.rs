//! Child processes, each in a process group of its own, so that none outlives the task:
//! a handle that is dropped ends its group, and an interrupt ends them all.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::problem::Problem;

/// How long a group may take to end after it was asked to, before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

static GROUPS: Mutex<Vec<Group>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

#[derive(Clone, Copy)]
struct Group {
    id: u32,
    /// The signal that ends it properly.
    stop: &'static str,
}

/// Passes the first interrupt on to every child and lets the task unwind; the second kills at once.
pub fn watch_interrupts() -> Result<(), Problem> {
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(Problem::while_doing("watching for interrupts"))?;
    thread::spawn(move || {
        for _ in signals.forever() {
            let again = INTERRUPTED.swap(true, Ordering::SeqCst);
            for group in groups().iter() {
                group.signal(if again { "KILL" } else { group.stop });
            }
            if again {
                std::process::exit(130);
            }
        }
    });
    Ok(())
}

/// Fails once the task was interrupted; loops that wait for something ask this.
pub fn still_wanted() -> Result<(), Problem> {
    if INTERRUPTED.load(Ordering::SeqCst) { Err(Problem::failed("interrupted")) } else { Ok(()) }
}

/// A child process that ends when this handle goes.
pub struct Running {
    child: Child,
    name: String,
    group: Group,
}

impl Running {
    /// Starts `command` without an input, in a process group of its own that `TERM` ends.
    pub fn start(command: Command) -> Result<Self, Problem> {
        Self::start_ended_by("TERM", command)
    }

    /// Starts `command` to be ended by another signal, as PostgreSQL wants for a quick stop.
    pub fn start_ended_by(stop: &'static str, mut command: Command) -> Result<Self, Problem> {
        still_wanted()?;
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(Problem::while_doing(format_args!("starting {name}")))?;
        let group = Group { id: child.id(), stop };
        groups().push(group);
        Ok(Self { child, name, group })
    }

    /// Waits for the process to end by itself.
    pub fn wait(&mut self) -> Result<ExitStatus, Problem> {
        let status =
            self.child.wait().map_err(Problem::while_doing(format_args!("waiting for {}", self.name)))?;
        still_wanted()?;
        Ok(status)
    }

    /// What the process prints, when its output was piped and nobody took it yet.
    pub fn take_output(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Calls `ready` until it gives a value; fails when the process ends first or `patience` runs out.
    pub fn wait_until<T>(
        &mut self,
        patience: Duration,
        mut ready: impl FnMut() -> Option<T>,
    ) -> Result<T, Problem> {
        let started = Instant::now();
        loop {
            still_wanted()?;
            if let Some(value) = ready() {
                return Ok(value);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Problem::failed(format!("{} ended before it was ready: {status}", self.name)));
            }
            if started.elapsed() > patience {
                let seconds = patience.as_secs();
                return Err(Problem::failed(format!("{} was not ready after {seconds} s", self.name)));
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.group.signal(self.group.stop);
            let asked = Instant::now();
            while asked.elapsed() < PATIENCE && matches!(self.child.try_wait(), Ok(None)) {
                thread::sleep(POLL);
            }
        }
        // The process itself, when it did not end in time, and whatever it left behind.
        self.group.signal("KILL");
        // Nothing is left to do when the wait fails: the group has been killed.
        let _ = self.child.wait();
        groups().retain(|group| group.id != self.group.id);
    }
}

/// Runs a command to its end, its output on the terminal.
pub fn run(command: Command) -> Result<(), Problem> {
    let told = told(&command);
    println!("$ {told}");
    succeeded(Running::start(command)?.wait()?, &told)
}

/// Runs a command, hands every line of its standard output to `line`, and lets the errors through.
pub fn run_lines(mut command: Command, mut line: impl FnMut(&str)) -> Result<(), Problem> {
    let told = told(&command);
    println!("$ {told}");
    command.stdout(Stdio::piped());
    let mut running = Running::start(command)?;
    if let Some(output) = running.take_output() {
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            line(&text);
        }
    }
    succeeded(running.wait()?, &told)
}

/// Runs a command quietly and returns what it printed; its errors become the failure's text.
pub fn output(mut command: Command) -> Result<String, Problem> {
    let told = told(&command);
    let output = command.stdin(Stdio::null()).output().map_err(Problem::while_doing(&told))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(Problem::failed(format!("`{told}` failed ({})\n{}", output.status, errors.trim_end())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn succeeded(status: ExitStatus, told: &str) -> Result<(), Problem> {
    if status.success() { Ok(()) } else { Err(Problem::failed(format!("`{told}` failed ({status})"))) }
}

fn told(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut told = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        told.push(' ');
        told.push_str(&argument.to_string_lossy());
    }
    told
}

fn groups() -> MutexGuard<'static, Vec<Group>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Group {
    /// Signals every process of the group. The shell's `kill` is on every system and needs no unsafe code.
    fn signal(self, signal: &str) {
        let kill = format!("kill -{signal} -{} 2>/dev/null", self.id);
        // A group that has ended meanwhile is what was wanted.
        let _ = Command::new("sh").args(["-c", &kill]).stdin(Stdio::null()).status();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_handle_ends_the_whole_group() {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' TERM; (while :; do sleep 1; done) & echo started; exit"]);
        command.stdout(Stdio::piped());
        let mut running = Running::start(command).unwrap();
        let mut output = BufReader::new(running.take_output().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, "started\n");

        drop(running);

        // The output ends with the last process that holds it: here a grandchild that heeds no polite signal.
        assert_eq!(output.read_line(&mut line).unwrap(), 0);
    }

    #[test]
    fn waiting_for_a_process_that_ends_early_fails() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        let mut running = Running::start(command).unwrap();
        let problem = running.wait_until(Duration::from_secs(60), || None::<()>).unwrap_err();
        assert!(problem.to_string().contains("ended before it was ready"), "{problem}");
    }
}
