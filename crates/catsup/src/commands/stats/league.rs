//! `catsup stats league`: a fair league table of the groups of a file.

use std::path::PathBuf;

use catsup_app::calculations::{AnswerFile, Count, LeagueOfMeans, LeagueOfShares, NamedCounts, NamedShare};
use clap::Args;

use super::{counts::Two, present_of_file};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct League {
    /// A table with a row for each answer: CSV or XLSX.
    file: PathBuf,
    /// The column that names the unit.
    #[arg(long, value_name = "COLUMN")]
    group: String,
    /// The column with the answer, a whole number.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// Compare the share of answers from this one up; means without.
    #[arg(long, value_name = "ANSWER", allow_hyphen_values = true)]
    share_from: Option<i64>,
    /// The target; all answers together without.
    #[arg(long, allow_hyphen_values = true)]
    target: Option<f64>,
    /// Lowest and highest value of the scale; those of the file without.
    #[arg(long, value_name = "LOW,HIGH", allow_hyphen_values = true)]
    scale: Option<Two<i64>>,
    /// The level of the intervals of estimates and ranks.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Draws for the ranks.
    #[arg(long, default_value_t = 4_000)]
    draws: u32,
    /// Seed of the draws: the same gives the same ranks.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl League {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = AnswerFile::read(&self.file, &[self.group, self.value])?;
        let scale = self.scale.map(|Two(low, high)| (low, high));
        let (groups, blank) = file.groups(scale, self.confidence)?;
        let (target, confidence, draws, seed) = (self.target, self.confidence, self.draws, self.seed);
        let why = "the unit or the answer is blank";
        match self.share_from {
            Some(lowest) => {
                let units = groups.groups.iter().map(|group| share(group, groups.first, lowest)).collect();
                let league = LeagueOfShares { units, target, confidence, draws, seed };
                present_of_file(&league, blank, why, self.json)
            }
            None => {
                let (units, first) = (groups.groups, groups.first);
                let league = LeagueOfMeans { units, first, target, confidence, draws, seed };
                present_of_file(&league, blank, why, self.json)
            }
        }
    }
}

fn share(group: &NamedCounts, first: i64, lowest: i64) -> NamedShare {
    let total = |counts: &mut dyn Iterator<Item = &Count>| Count(counts.map(|count| count.0).sum());
    let mut top =
        group.counts.iter().zip(first..).filter(|(_, value)| *value >= lowest).map(|(count, _)| count);
    NamedShare { name: group.name.clone(), successes: total(&mut top), n: total(&mut group.counts.iter()) }
}
