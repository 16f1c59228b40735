//! What ran, what failed and what was left out, told at the end of a run.

use std::time::{Duration, Instant};

use crate::problem::Problem;
use crate::process;

/// The steps of a run with their outcomes.
pub struct Report {
    missing_fails: bool,
    steps: Vec<Step>,
}

struct Step {
    name: String,
    outcome: Outcome,
    took: Duration,
}

enum Outcome {
    Passed,
    Failed(String),
    LeftOut(String),
}

impl Report {
    /// An empty report; `missing_fails` says whether a missing tool fails a step or leaves it out.
    pub fn new(missing_fails: bool) -> Self {
        Self { missing_fails, steps: Vec::new() }
    }

    /// Runs one step and notes how it went; nothing runs any more once the task was interrupted.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T, Problem>) -> Option<T> {
        process::still_wanted().ok()?;
        println!("\n== {name}");
        let started = Instant::now();
        let (outcome, value) = match work() {
            Ok(value) => (Outcome::Passed, Some(value)),
            Err(Problem::Missing(what)) if !self.missing_fails => (Outcome::LeftOut(what), None),
            Err(problem) => (Outcome::Failed(problem.to_string()), None),
        };
        if let Outcome::Failed(why) | Outcome::LeftOut(why) = &outcome {
            println!("{name}: {why}");
        }
        self.steps.push(Step { name: name.to_owned(), outcome, took: started.elapsed() });
        value
    }

    /// Notes something that could not be tested here, by name.
    pub fn leave_out(&mut self, name: &str, why: &str) {
        let outcome = Outcome::LeftOut(why.to_owned());
        self.steps.push(Step { name: name.to_owned(), outcome, took: Duration::ZERO });
    }

    /// Prints the summary; an error when a step failed or the run was interrupted.
    pub fn finish(self) -> Result<(), Problem> {
        println!("\n== summary");
        let (mut passed, mut failed) = (0, 0);
        for Step { name, outcome, took } in &self.steps {
            let seconds = took.as_secs_f32();
            match outcome {
                Outcome::Passed => {
                    passed += 1;
                    println!("passed    {name} ({seconds:.1} s)");
                }
                Outcome::Failed(why) => {
                    failed += 1;
                    println!("failed    {name} ({seconds:.1} s): {}", why.lines().next().unwrap_or_default());
                }
                Outcome::LeftOut(why) => println!("left out  {name}: {why}"),
            }
        }
        println!("{passed} passed, {failed} failed");
        process::still_wanted()?;
        if failed == 0 { Ok(()) } else { Err(Problem::failed("not every step passed")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_run_and_the_later_steps_still_run() {
        let mut report = Report::new(true);
        assert!(report.step("first", || Err::<(), _>(Problem::failed("broken"))).is_none());
        assert_eq!(report.step("second", || Ok(7)), Some(7));
        assert!(report.finish().is_err());
    }

    #[test]
    fn a_missing_tool_fails_where_none_may_be_missing_and_is_left_out_elsewhere() {
        for missing_fails in [true, false] {
            let mut report = Report::new(missing_fails);
            report.step("browser", || Err::<(), _>(Problem::missing("no Chromium")));
            assert_eq!(report.finish().is_err(), missing_fails);
        }
    }

    #[test]
    fn what_is_left_out_does_not_fail_the_run() {
        let mut report = Report::new(true);
        report.leave_out("stories on PostgreSQL", "no server");
        assert!(report.finish().is_ok());
    }
}
