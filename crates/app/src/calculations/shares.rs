//! One share and its interval.

use catsup_statistics::{Interval, clopper_pearson, wilson};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five},
    reading,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<Share>(), Entry::of::<Wilson>(), Entry::of::<ClopperPearson>()];

/// A share with both of its intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The observations that count.
    pub successes: Count,
    /// All observations.
    pub n: Count,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The score interval of a share (Wilson 1927).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wilson {
    /// The observations that count.
    pub successes: Count,
    /// All observations.
    pub n: Count,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The exact interval of a share (Clopper and Pearson 1934).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClopperPearson {
    /// The observations that count.
    pub successes: Count,
    /// All observations.
    pub n: Count,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// A share and one interval.
#[derive(Serialize)]
pub struct ShareFigures {
    share: f64,
    #[serde(flatten)]
    interval: Interval,
}

/// A share and both intervals.
#[derive(Serialize)]
pub struct BothFigures {
    share: f64,
    #[serde(flatten)]
    interval: Interval,
    exact_low: f64,
    exact_high: f64,
}

fn sentence(confidence: f64, interval: Interval) -> String {
    format!(
        "the share among all who could have answered is likely between {} ({} interval)",
        reading::percent_interval(interval).replace(" to ", " and "),
        reading::level(confidence),
    )
}

impl Operation for Share {
    const NAME: &'static str = "proportion";
    const SUMMARY: &'static str = "a share with its Wilson and its exact interval";
    type Figures = BothFigures;

    fn compute(&self) -> Result<BothFigures, Problem> {
        let confidence = level_of(self.confidence)?;
        let interval = wilson(self.successes.0, self.n.0, confidence)?;
        let exact = clopper_pearson(self.successes.0, self.n.0, confidence)?;
        let share = self.successes.0 as f64 / self.n.0 as f64;
        Ok(BothFigures { share, interval, exact_low: exact.low, exact_high: exact.high })
    }

    fn reading(&self, figures: &BothFigures) -> Reading {
        let exact = Interval { low: figures.exact_low, high: figures.exact_high };
        Reading::figures(
            [
                ("n", self.n.0.to_string()),
                ("share", reading::percent(figures.share)),
                ("Wilson interval", reading::percent_interval(figures.interval)),
                ("exact interval", reading::percent_interval(exact)),
            ],
            sentence(self.confidence, figures.interval),
        )
    }
}

fn one_interval(figures: &ShareFigures, sentence: String) -> Reading {
    let rows = [
        ("share", reading::percent(figures.share)),
        ("interval", reading::percent_interval(figures.interval)),
    ];
    Reading::figures(rows, sentence)
}

impl Operation for Wilson {
    const NAME: &'static str = "wilson";
    const SUMMARY: &'static str = "the score interval of a share";
    type Figures = ShareFigures;

    fn compute(&self) -> Result<ShareFigures, Problem> {
        let interval = wilson(self.successes.0, self.n.0, level_of(self.confidence)?)?;
        Ok(ShareFigures { share: self.successes.0 as f64 / self.n.0 as f64, interval })
    }

    fn reading(&self, figures: &ShareFigures) -> Reading {
        one_interval(figures, sentence(self.confidence, figures.interval))
    }
}

impl Operation for ClopperPearson {
    const NAME: &'static str = "clopper_pearson";
    const SUMMARY: &'static str = "the exact interval of a share, which never covers too seldom";
    type Figures = ShareFigures;

    fn compute(&self) -> Result<ShareFigures, Problem> {
        let interval = clopper_pearson(self.successes.0, self.n.0, level_of(self.confidence)?)?;
        Ok(ShareFigures { share: self.successes.0 as f64 / self.n.0 as f64, interval })
    }

    fn reading(&self, figures: &ShareFigures) -> Reading {
        one_interval(figures, sentence(self.confidence, figures.interval))
    }
}
