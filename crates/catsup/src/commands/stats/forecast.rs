//! `catsup stats forecast`: how a series goes on.

use std::path::PathBuf;

use catsup_app::calculations::{AnswerFile, Domain, VolumeForecast};
use clap::Args;

use super::present;
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Forecast {
    /// A table with a row for each point in time, in order: CSV or XLSX.
    file: PathBuf,
    /// The column with the value.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// How many points make one season: 12 for months, 7 for days of a week.
    #[arg(long)]
    period: Option<usize>,
    /// How many points to forecast.
    #[arg(long, default_value_t = 12)]
    horizon: usize,
    /// Nothing below 0 is possible: volumes and durations.
    #[arg(long)]
    not_negative: bool,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Forecast {
    pub(super) fn run(self) -> Result<(), Failure> {
        let operation = VolumeForecast {
            values: AnswerFile::read(&self.file, &[self.value])?.series()?,
            period: self.period,
            horizon: self.horizon,
            domain: if self.not_negative { Domain::NotNegative } else { Domain::Any },
            confidence: self.confidence,
        };
        present(&operation, self.json)
    }
}
