//! Net promoter scores.

use catsup_statistics::{Confidence, Interval, NetPromoterCounts, compare_net_promoter};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five},
    reading,
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<NetPromoter>(), Entry::of::<NetPromoterComparison>()];

/// The net promoter score, from its three groups or from all eleven ratings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NetPromoter {
    /// Ratings 0 to 6.
    #[serde(default)]
    pub detractors: Option<Count>,
    /// Ratings 7 and 8.
    #[serde(default)]
    pub passives: Option<Count>,
    /// Ratings 9 and 10.
    #[serde(default)]
    pub promoters: Option<Count>,
    /// How often 0, 1, … 10 was answered, instead of the groups.
    #[serde(default)]
    pub ratings: Option<Vec<Count>>,
    /// The level of `low` and `high`; `wald95_low` and `wald95_high` keep to 95 %.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The groups of a net promoter score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromoterGroups {
    /// Ratings 0 to 6.
    pub detractors: Count,
    /// Ratings 7 and 8.
    pub passives: Count,
    /// Ratings 9 and 10.
    pub promoters: Count,
}

impl From<PromoterGroups> for NetPromoterCounts {
    fn from(groups: PromoterGroups) -> Self {
        Self { promoters: groups.promoters.0, passives: groups.passives.0, detractors: groups.detractors.0 }
    }
}

impl NetPromoter {
    fn counts(&self) -> Result<NetPromoterCounts, Problem> {
        match (&self.ratings, self.detractors, self.passives, self.promoters) {
            (Some(ratings), None, None, None) => {
                let ratings: Vec<u64> = ratings.iter().map(|count| count.0).collect();
                let ratings: &[u64; 11] = ratings.as_slice().try_into().map_err(|_| {
                    Problem::Input(format!(
                        "ratings: {} counts, but the ratings 0 to 10 are 11",
                        ratings.len()
                    ))
                })?;
                Ok(NetPromoterCounts::from_ratings(ratings)?)
            }
            (None, Some(detractors), Some(passives), Some(promoters)) => {
                Ok(PromoterGroups { detractors, passives, promoters }.into())
            }
            _ => Err(Problem::Input(
                "fields missing: give detractors, passives and promoters, or ratings alone".to_owned(),
            )),
        }
    }
}

#[derive(Serialize)]
pub struct PromoterFigures {
    n: u64,
    detractors: u64,
    passives: u64,
    promoters: u64,
    nps: f64,
    se: f64,
    #[serde(flatten)]
    interval: Interval,
    wald95_low: f64,
    wald95_high: f64,
}

impl Operation for NetPromoter {
    const NAME: &'static str = "nps";
    const SUMMARY: &'static str = "the net promoter score in points, with its interval";
    type Figures = PromoterFigures;

    fn compute(&self) -> Result<PromoterFigures, Problem> {
        let counts = self.counts()?;
        let score = counts.score(level_of(self.confidence)?)?;
        let standard = counts.score(Confidence::NINETY_FIVE)?;
        Ok(PromoterFigures {
            n: score.n,
            detractors: counts.detractors,
            passives: counts.passives,
            promoters: counts.promoters,
            nps: score.score,
            se: score.standard_error,
            interval: score.interval,
            wald95_low: standard.interval.low,
            wald95_high: standard.interval.high,
        })
    }

    fn reading(&self, figures: &PromoterFigures) -> Reading {
        let shown = figures.interval.within(-100.0, 100.0);
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("NPS", format!("{:+.1}", figures.nps)),
                ("interval", format!("{:+.1} to {:+.1}", shown.low, shown.high)),
                ("standard error", reading::number(figures.se, 2)),
            ],
            format!(
                "the score of all who could have answered is likely between {:+.1} and {:+.1} ({} interval)",
                shown.low,
                shown.high,
                reading::level(self.confidence)
            ),
        )
    }
}

/// The difference of two net promoter scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetPromoterComparison {
    /// The groups of the first sample.
    pub first: PromoterGroups,
    /// The groups of the second sample.
    pub second: PromoterGroups,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct ComparisonFigures {
    difference: f64,
    se: f64,
    #[serde(flatten)]
    interval: Interval,
    z: Option<f64>,
    p: Option<f64>,
}

impl Operation for NetPromoterComparison {
    const NAME: &'static str = "nps_difference";
    const SUMMARY: &'static str = "the difference of two net promoter scores, first minus second";
    type Figures = ComparisonFigures;

    fn compute(&self) -> Result<ComparisonFigures, Problem> {
        let (first, second) = (self.first.into(), self.second.into());
        let found = compare_net_promoter(&first, &second, level_of(self.confidence)?)?;
        Ok(ComparisonFigures {
            difference: found.difference,
            se: found.standard_error,
            interval: found.interval,
            z: found.test.map(|test| test.statistic),
            p: found.test.map(|test| test.p_value),
        })
    }

    fn reading(&self, figures: &ComparisonFigures) -> Reading {
        let sentence = match figures.p {
            Some(p) => {
                format!("the scores differ by {:+.1} points; {}", figures.difference, reading::verdict(p))
            }
            None => "each sample is of one mind, so that nothing measures chance".to_owned(),
        };
        Reading::figures(
            [
                ("difference", format!("{:+.1} points", figures.difference)),
                ("interval", format!("{:+.1} to {:+.1}", figures.interval.low, figures.interval.high)),
                ("z", reading::optional(figures.z, 2)),
                ("p", figures.p.map_or_else(|| "–".to_owned(), reading::p_value)),
            ],
            sentence,
        )
    }
}
