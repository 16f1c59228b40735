//! `catsup stats sample-size` and `catsup stats power`: before the survey.

use catsup_app::calculations::{self, Count, Expected, PowerOfComparison, SampleSizeOfComparison};
use clap::{ArgGroup, Args};

use super::{
    counts::{self, Two},
    present,
};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct SampleSize {
    /// How far the interval may reach to each side: 0.03 for three points of a share, scale points for a mean, points
    /// of a net promoter score.
    #[arg(long, allow_hyphen_values = true)]
    margin: f64,
    /// The share expected; 0.5, the worst case, without.
    #[arg(long, conflicts_with_all = ["standard_deviation", "promoters"])]
    share: Option<f64>,
    /// The standard deviation expected, for a mean.
    #[arg(long, conflicts_with = "promoters")]
    standard_deviation: Option<f64>,
    /// The share of promoters expected, for a net promoter score.
    #[arg(long, requires = "detractors")]
    promoters: Option<f64>,
    /// The share of detractors expected.
    #[arg(long, requires = "promoters")]
    detractors: Option<f64>,
    /// How many people there are, when they are few.
    #[arg(long, value_parser = counts::count)]
    population: Option<Count>,
    /// The share of those asked who answer.
    #[arg(long)]
    response_rate: Option<f64>,
    /// The level of the interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl SampleSize {
    pub(super) fn run(self) -> Result<(), Failure> {
        let operation = calculations::SampleSize {
            proportion_p: self.share,
            standard_deviation: self.standard_deviation,
            promoters: self.promoters,
            detractors: self.detractors,
            margin: self.margin,
            confidence: self.confidence,
            population: self.population,
            response_rate: self.response_rate,
        };
        present(&operation, self.json)
    }
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("expected").required(true).args(["shares", "difference"]))]
pub struct Power {
    /// The two shares expected.
    #[arg(long, value_name = "FIRST,SECOND")]
    shares: Option<Two<f64>>,
    /// The difference of means expected.
    #[arg(long, requires = "standard_deviation", allow_hyphen_values = true)]
    difference: Option<f64>,
    /// The standard deviation within each sample, for means.
    #[arg(long, requires = "difference")]
    standard_deviation: Option<f64>,
    /// The sizes of both samples; how many are needed without.
    #[arg(long, value_name = "FIRST,SECOND")]
    n: Option<Two<u64>>,
    /// The chance of finding the difference, when sizes are asked for.
    #[arg(long, default_value_t = 0.8)]
    power: f64,
    /// The level of the two-sided test.
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    /// Responses of the second sample for each of the first, when sizes are asked for.
    #[arg(long, default_value_t = 1.0)]
    ratio: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Power {
    pub(super) fn run(self) -> Result<(), Failure> {
        let expected = match (self.shares, self.difference, self.standard_deviation) {
            (Some(Two(first, second)), ..) => Expected::Shares { first, second },
            (None, Some(difference), Some(standard_deviation)) => {
                Expected::Means { difference, standard_deviation }
            }
            _ => return Err("give --shares, or --difference with --standard-deviation".into()),
        };
        match self.n {
            Some(Two(n1, n2)) => {
                let (n1, n2) = (Count(n1), Count(n2));
                present(&PowerOfComparison { expected, n1, n2, alpha: self.alpha }, self.json)
            }
            None => {
                let (power, alpha, ratio) = (self.power, self.alpha, self.ratio);
                present(&SampleSizeOfComparison { expected, power, alpha, ratio }, self.json)
            }
        }
    }
}
