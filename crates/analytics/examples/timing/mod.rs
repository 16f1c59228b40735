//! Times questions and says what memory they took: `PROGRAM DIR [ROUNDS [QUESTION]]`.

use std::{path::PathBuf, time::Instant};

/// What a benchmark was asked for.
pub struct Timing {
    /// The directory of segments.
    pub directory: PathBuf,
    rounds: usize,
    only: Option<String>,
    most: u64,
}

impl Timing {
    /// Reads the command line.
    pub fn of_arguments() -> Self {
        let mut arguments = std::env::args().skip(1);
        let directory = arguments.next().expect("usage: PROGRAM DIR [ROUNDS [QUESTION]]").into();
        let rounds = arguments.next().map_or(5, |rounds| rounds.parse().expect("a number of rounds"));
        Self { directory, rounds, only: arguments.next(), most: 0 }
    }

    /// Prints a line for a question: the first time and the quickest of the others in seconds, and how much was counted.
    pub fn ask(&mut self, name: &str, question: impl Fn() -> i64) {
        if self.only.as_ref().is_some_and(|only| only != name) {
            return;
        }
        let timed = || {
            let begin = Instant::now();
            let counted = question();
            (begin.elapsed().as_secs_f64(), counted)
        };
        let (first, counted) = timed();
        let quickest = (0..self.rounds).map(|_| timed().0).reduce(f64::min).unwrap_or(first);
        self.most = self.most.max(resident("RssAnon"));
        println!("{name}: {first:.4} {quickest:.4} {counted}");
    }

    /// Prints the megabytes of memory of its own that were seen at most after a question, and of mapped files now.
    pub fn memory(&self) {
        println!("memory: {} {}", self.most, resident("RssFile"));
    }
}

/// Megabytes of one kind that the process holds now; 0 where the system does not tell.
fn resident(kind: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
