//! `catsup stats its` and `catsup stats did`: whether an action worked.

use std::path::PathBuf;

use catsup_app::calculations::{AnswerFile, DifferenceInDifferences, InterruptedTimeSeries};
use clap::Args;

use super::{counts::CountList, present};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Its {
    /// A table with a row for each point in time, in order: CSV or XLSX.
    file: PathBuf,
    /// The column with the value.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// The first point after the action, counting from 0.
    #[arg(long, value_name = "POINT")]
    change_at: usize,
    /// The lags that the errors take into account.
    #[arg(long, default_value_t = 3)]
    lag: usize,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Its {
    pub(super) fn run(self) -> Result<(), Failure> {
        let y = AnswerFile::read(&self.file, &[self.value])?.series()?;
        let (change_at, lag, confidence) = (self.change_at, self.lag, self.confidence);
        present(&InterruptedTimeSeries { y, change_at, lag, confidence }, self.json)
    }
}

#[derive(Debug, Args)]
pub struct Did {
    /// Counts before, where something was done; the lowest value first.
    #[arg(long, value_name = "COUNTS")]
    treated_before: CountList,
    /// Counts after, where something was done.
    #[arg(long, value_name = "COUNTS")]
    treated_after: CountList,
    /// Counts before, where nothing was done.
    #[arg(long, value_name = "COUNTS")]
    control_before: CountList,
    /// Counts after, where nothing was done.
    #[arg(long, value_name = "COUNTS")]
    control_after: CountList,
    /// The lowest value of the scale: 1 for Likert answers, 0 for shares given as “no,yes”.
    #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
    first: i64,
    /// The level of the interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Did {
    pub(super) fn run(self) -> Result<(), Failure> {
        let operation = DifferenceInDifferences {
            treated_before: self.treated_before.0,
            treated_after: self.treated_after.0,
            control_before: self.control_before.0,
            control_after: self.control_after.0,
            first: self.first,
            confidence: self.confidence,
        };
        present(&operation, self.json)
    }
}
