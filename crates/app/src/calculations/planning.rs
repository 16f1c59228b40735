//! Before the survey: how many answers, and what a comparison can show.

use catsup_statistics::planning::{
    Comparison, power_of_comparison, sample_size_of_comparison, sample_size_of_mean,
    sample_size_of_net_promoter, sample_size_of_share,
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five},
    reading,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<SampleSize>(), Entry::of::<SampleSizeOfComparison>(), Entry::of::<PowerOfComparison>()];

/// Responses needed for one figure: a share, unless a standard deviation or promoters are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleSize {
    /// The share expected; 0.5, the worst case, without.
    #[serde(default)]
    pub proportion_p: Option<f64>,
    /// The standard deviation expected, for a mean.
    #[serde(default)]
    pub standard_deviation: Option<f64>,
    /// The share of promoters expected, for a net promoter score.
    #[serde(default)]
    pub promoters: Option<f64>,
    /// The share of detractors expected, for a net promoter score.
    #[serde(default)]
    pub detractors: Option<f64>,
    /// How far the interval may reach to each side, in the unit of the figure.
    pub margin: f64,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// How many people there are, when they are few.
    #[serde(default)]
    pub population: Option<Count>,
    /// The share of those asked who answer.
    #[serde(default)]
    pub response_rate: Option<f64>,
}

#[derive(Serialize)]
pub struct SampleSizeFigures {
    n_infinite: f64,
    n_finite: f64,
    responses: u64,
    invitations: Option<u64>,
}

impl Operation for SampleSize {
    const NAME: &'static str = "sample_size";
    const SUMMARY: &'static str = "responses needed for a share, a mean or a net promoter score";
    type Figures = SampleSizeFigures;

    fn compute(&self) -> Result<SampleSizeFigures, Problem> {
        let (confidence, population) = (level_of(self.confidence)?, self.population.map(|count| count.0));
        let found = match (self.proportion_p, self.standard_deviation, self.promoters, self.detractors) {
            (share, None, None, None) => {
                sample_size_of_share(share.unwrap_or(0.5), self.margin, confidence, population)
            }
            (None, Some(deviation), None, None) => {
                sample_size_of_mean(deviation, self.margin, confidence, population)
            }
            (None, None, Some(promoters), Some(detractors)) => {
                sample_size_of_net_promoter(promoters, detractors, self.margin, confidence, population)
            }
            _ => {
                let told = "give proportion_p, or standard_deviation, or promoters with detractors";
                return Err(Problem::Input(told.to_owned()));
            }
        }?;
        let invitations = match self.response_rate {
            None => None,
            Some(rate) if rate > 0.0 && rate <= 1.0 => Some((found.responses as f64 / rate).ceil() as u64),
            Some(rate) => {
                return Err(Problem::Input(format!(
                    "response_rate {rate} is not a share above 0, at most 1"
                )));
            }
        };
        let (n_infinite, n_finite) = (found.n_infinite, found.n_finite);
        Ok(SampleSizeFigures { n_infinite, n_finite, responses: found.responses, invitations })
    }

    fn reading(&self, figures: &SampleSizeFigures) -> Reading {
        let margin = match (self.standard_deviation, self.promoters) {
            (None, None) => format!("{:.1} points", 100.0 * self.margin),
            _ => self.margin.to_string(),
        };
        let invited = figures.invitations.map_or_else(|| "–".to_owned(), |invited| invited.to_string());
        let short = match (figures.invitations, self.population) {
            (Some(invited), Some(Count(population))) if invited > population => {
                format!("; that is more invitations than there are people ({population})")
            }
            _ => String::new(),
        };
        Reading::figures(
            [
                ("responses", figures.responses.to_string()),
                ("invitations", invited),
                ("without correction", reading::number(figures.n_infinite, 1)),
                ("for this population", reading::number(figures.n_finite, 1)),
            ],
            format!(
                "{} responses give an interval of ± {margin} at {}{short}",
                figures.responses,
                reading::level(self.confidence)
            ),
        )
    }
}

/// What two samples are expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Expected {
    /// Two shares.
    Shares {
        /// The share in the first sample.
        first: f64,
        /// The share in the second sample.
        second: f64,
    },
    /// Two means.
    Means {
        /// Their difference.
        difference: f64,
        /// The standard deviation within each sample.
        standard_deviation: f64,
    },
    /// Two net promoter scores.
    Nps {
        /// Shares of promoters and detractors in the first sample.
        first: (f64, f64),
        /// Shares of promoters and detractors in the second sample.
        second: (f64, f64),
    },
}

impl From<Expected> for Comparison {
    fn from(expected: Expected) -> Self {
        match expected {
            Expected::Shares { first, second } => Self::Shares { first, second },
            Expected::Means { difference, standard_deviation } => {
                Self::Means { difference, standard_deviation }
            }
            Expected::Nps { first, second } => Self::NetPromoter { first, second },
        }
    }
}

impl Expected {
    fn difference(self, difference: f64) -> String {
        match self {
            Self::Shares { .. } => format!("{:.1} points", 100.0 * difference.abs()),
            Self::Means { .. } => format!("{:.3}", difference.abs()),
            Self::Nps { .. } => format!("{:.1} points", difference.abs()),
        }
    }
}

fn five_percent() -> f64 {
    0.05
}

fn eighty_percent() -> f64 {
    0.8
}

fn even() -> f64 {
    1.0
}

/// Responses needed to tell two samples apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleSizeOfComparison {
    /// What is expected.
    pub expected: Expected,
    /// The chance of finding the difference.
    #[serde(default = "eighty_percent")]
    pub power: f64,
    /// The level of the two-sided test.
    #[serde(default = "five_percent")]
    pub alpha: f64,
    /// Responses of the second sample for each of the first.
    #[serde(default = "even")]
    pub ratio: f64,
}

#[derive(Serialize)]
pub struct SampleSizeOfComparisonFigures {
    difference: f64,
    n_exact: f64,
    n1: u64,
    n2: u64,
}

impl Operation for SampleSizeOfComparison {
    const NAME: &'static str = "sample_size_comparison";
    const SUMMARY: &'static str = "responses needed to tell two samples apart";
    type Figures = SampleSizeOfComparisonFigures;

    fn compute(&self) -> Result<SampleSizeOfComparisonFigures, Problem> {
        let found = sample_size_of_comparison(self.expected.into(), self.power, self.alpha, self.ratio)?;
        let (n1, n2) = (found.n_first, found.n_second);
        Ok(SampleSizeOfComparisonFigures { difference: found.difference, n_exact: found.n_exact, n1, n2 })
    }

    fn reading(&self, figures: &SampleSizeOfComparisonFigures) -> Reading {
        let difference = self.expected.difference(figures.difference);
        Reading::figures(
            [
                ("first sample", figures.n1.to_string()),
                ("second sample", figures.n2.to_string()),
                ("difference", difference.clone()),
            ],
            format!(
                "a difference of {difference} is found with a chance of {} from {} and {} responses",
                reading::percent(self.power),
                figures.n1,
                figures.n2
            ),
        )
    }
}

/// What a comparison of samples of given sizes can show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PowerOfComparison {
    /// What is expected.
    pub expected: Expected,
    /// Size of the first sample.
    pub n1: Count,
    /// Size of the second sample.
    pub n2: Count,
    /// The level of the two-sided test.
    #[serde(default = "five_percent")]
    pub alpha: f64,
}

#[derive(Serialize)]
pub struct PowerFigures {
    difference: f64,
    power: f64,
    detectable: f64,
}

impl Operation for PowerOfComparison {
    const NAME: &'static str = "power";
    const SUMMARY: &'static str = "the chance that a comparison finds a difference that is there";
    type Figures = PowerFigures;

    fn compute(&self) -> Result<PowerFigures, Problem> {
        let found = power_of_comparison(self.expected.into(), self.n1.0, self.n2.0, self.alpha)?;
        Ok(PowerFigures { difference: found.difference, power: found.power, detectable: found.detectable })
    }

    fn reading(&self, figures: &PowerFigures) -> Reading {
        let (difference, detectable) =
            (self.expected.difference(figures.difference), self.expected.difference(figures.detectable));
        Reading::figures(
            [
                ("power", reading::percent(figures.power)),
                ("difference", difference.clone()),
                ("found with 80 %", detectable.clone()),
            ],
            format!(
                "a difference of {difference} is found with a chance of {}; one of {detectable} would be found four times in five",
                reading::percent(figures.power)
            ),
        )
    }
}
