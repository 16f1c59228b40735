//! `catsup stats proportion`: a share with its intervals.

use catsup_app::calculations::{Count, Share};
use clap::Args;

use super::{counts, present};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Proportion {
    /// What counts towards the share.
    #[arg(long, value_parser = counts::count, allow_hyphen_values = true)]
    successes: Count,
    /// The whole sample.
    #[arg(long, value_parser = counts::count, allow_hyphen_values = true)]
    n: Count,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Proportion {
    pub(super) fn run(self) -> Result<(), Failure> {
        present(&Share { successes: self.successes, n: self.n, confidence: self.confidence }, self.json)
    }
}
