//! Agreement of reviewers.

use catsup_statistics::{
    Interval,
    agreement::{KappaWeights, Level, cohens_kappa, krippendorff_alpha},
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading, count,
    operation::{Entry, level_of, ninety_five},
    reading,
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<Kappa>(), Entry::of::<KrippendorffAlpha>()];

/// Two reviewers' ratings in a square table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kappa {
    /// Counts by the rating of the first reviewer (rows) and of the second (columns), in the order of the scale.
    pub table: Vec<Vec<Count>>,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct KappaFigures {
    n: u64,
    observed: f64,
    expected: f64,
    kappa: f64,
    se: f64,
    #[serde(flatten)]
    interval: Interval,
    linear: f64,
    linear_se: f64,
    quadratic: f64,
    quadratic_se: f64,
}

impl Operation for Kappa {
    const NAME: &'static str = "kappa";
    const SUMMARY: &'static str =
        "agreement of two reviewers beyond chance: plain, linear and quadratic weights";
    type Figures = KappaFigures;

    fn compute(&self) -> Result<KappaFigures, Problem> {
        let table: Vec<Vec<u64>> = self.table.iter().map(|row| count::plain(row)).collect();
        let confidence = level_of(self.confidence)?;
        let of = |weights| cohens_kappa(&table, weights, confidence).map_err(Problem::of("table"));
        let (plain, linear, quadratic) =
            (of(KappaWeights::None)?, of(KappaWeights::Linear)?, of(KappaWeights::Quadratic)?);
        Ok(KappaFigures {
            n: plain.n,
            observed: plain.observed,
            expected: plain.expected,
            kappa: plain.kappa,
            se: plain.standard_error,
            interval: plain.interval,
            linear: linear.kappa,
            linear_se: linear.standard_error,
            quadratic: quadratic.kappa,
            quadratic_se: quadratic.standard_error,
        })
    }

    fn reading(&self, figures: &KappaFigures) -> Reading {
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("same rating", reading::percent(figures.observed)),
                ("by chance", reading::percent(figures.expected)),
                ("kappa", reading::number(figures.kappa, 3)),
                ("interval", reading::interval(figures.interval, 3)),
                ("linear weights", reading::number(figures.linear, 3)),
                ("quadratic weights", reading::number(figures.quadratic, 3)),
            ],
            format!("agreement beyond chance is {} (Landis and Koch 1977)", strength(figures.kappa)),
        )
    }
}

/// The words of Landis and Koch (1977).
fn strength(kappa: f64) -> &'static str {
    match kappa {
        kappa if kappa <= 0.0 => "absent",
        kappa if kappa <= 0.2 => "slight",
        kappa if kappa <= 0.4 => "fair",
        kappa if kappa <= 0.6 => "moderate",
        kappa if kappa <= 0.8 => "substantial",
        _ => "almost perfect",
    }
}

/// What ratings mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Categories without order.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers with meaningful steps.
    Interval,
}

/// Ratings by any number of reviewers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KrippendorffAlpha {
    /// For each thing rated, its ratings; null where a reviewer gave none.
    pub ratings: Vec<Vec<Option<f64>>>,
    /// What the ratings mean.
    pub level: Scale,
}

#[derive(Serialize)]
pub struct KrippendorffFigures {
    alpha: f64,
    observed_disagreement: f64,
    expected_disagreement: f64,
    units: usize,
    n_ratings: u64,
}

impl Operation for KrippendorffAlpha {
    const NAME: &'static str = "krippendorff_alpha";
    const SUMMARY: &'static str = "agreement of any number of reviewers, with missing ratings";
    type Figures = KrippendorffFigures;

    fn compute(&self) -> Result<KrippendorffFigures, Problem> {
        // Adding 0 makes −0 and 0 one rating.
        let mut values: Vec<f64> =
            self.ratings.iter().flatten().flatten().map(|rating| rating + 0.0).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let tally = |ratings: &Vec<Option<f64>>| {
            let mut counts = vec![0_u64; values.len()];
            for rating in ratings.iter().flatten() {
                if let Ok(place) = values.binary_search_by(|value| value.total_cmp(&(rating + 0.0))) {
                    counts[place] += 1;
                }
            }
            counts
        };
        let units: Vec<Vec<u64>> = self.ratings.iter().map(tally).collect();
        let level = match self.level {
            Scale::Nominal => Level::Nominal,
            Scale::Ordinal => Level::Ordinal,
            Scale::Interval => Level::Interval,
        };
        let found = krippendorff_alpha(&values, &units, level).map_err(Problem::of("ratings"))?;
        Ok(KrippendorffFigures {
            alpha: found.alpha,
            observed_disagreement: found.observed_disagreement,
            expected_disagreement: found.expected_disagreement,
            units: found.units,
            n_ratings: found.ratings,
        })
    }

    fn reading(&self, figures: &KrippendorffFigures) -> Reading {
        let sentence = match figures.alpha {
            alpha if alpha >= 0.8 => "the reviewers agree well enough to rely on their ratings",
            alpha if alpha >= 2.0 / 3.0 => "the reviewers agree well enough for tentative conclusions only",
            _ => "the reviewers agree too little: settle with them what the ratings mean",
        };
        Reading::figures(
            [
                ("things rated twice or more", figures.units.to_string()),
                ("ratings", figures.n_ratings.to_string()),
                ("alpha", reading::number(figures.alpha, 3)),
            ],
            sentence,
        )
    }
}
