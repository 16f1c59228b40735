//! `catsup stats likert`: a question on a scale.

use catsup_app::calculations;
use clap::Args;

use super::{counts::CountList, present};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Likert {
    /// How often each value was answered, the lowest first.
    #[arg(long, allow_hyphen_values = true)]
    counts: CountList,
    /// The lowest value of the scale.
    #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
    first: i64,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Likert {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (counts, first, confidence) = (self.counts.0, self.first, self.confidence);
        present(&calculations::Likert { counts, first, confidence }, self.json)
    }
}
