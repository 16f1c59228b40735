//! `catsup stats nps`: the net promoter score.

use catsup_app::calculations::{Count, NetPromoter};
use clap::Args;

use super::{
    counts::{self, CountList},
    present,
};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Nps {
    /// Ratings 0 to 6.
    #[arg(long, value_parser = counts::count, allow_hyphen_values = true)]
    detractors: Option<Count>,
    /// Ratings 7 and 8.
    #[arg(long, value_parser = counts::count, allow_hyphen_values = true)]
    passives: Option<Count>,
    /// Ratings 9 and 10.
    #[arg(long, value_parser = counts::count, allow_hyphen_values = true)]
    promoters: Option<Count>,
    /// How often 0, 1, … 10 was answered, instead of the three groups.
    #[arg(long, allow_hyphen_values = true, conflicts_with_all = ["detractors", "passives", "promoters"])]
    ratings: Option<CountList>,
    /// The level of the interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Nps {
    pub(super) fn run(self) -> Result<(), Failure> {
        let operation = NetPromoter {
            detractors: self.detractors,
            passives: self.passives,
            promoters: self.promoters,
            ratings: self.ratings.map(|ratings| ratings.0),
            confidence: self.confidence,
        };
        present(&operation, self.json)
    }
}
