//! Whether a difference is too small to matter: “no worse than”.

use catsup_statistics::{
    Equivalence, Interval, equivalent_means, equivalent_net_promoter, equivalent_shares,
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, one},
    promoters::PromoterGroups,
    reading,
    scales::answers,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<EquivalentShares>(), Entry::of::<EquivalentMeans>(), Entry::of::<EquivalentPromoters>()];

fn five_percent() -> f64 {
    0.05
}

/// Two shares and the difference that would matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EquivalentShares {
    /// Successes of the first sample.
    pub k1: Count,
    /// Size of the first sample.
    pub n1: Count,
    /// Successes of the second sample.
    pub k2: Count,
    /// Size of the second sample.
    pub n2: Count,
    /// The difference that would matter, as a share: 0.05 for five points.
    pub margin: f64,
    /// The chance of wrongly finding equivalence.
    #[serde(default = "five_percent")]
    pub alpha: f64,
}

/// Two groups on one scale and the difference of means that would matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EquivalentMeans {
    /// Counts of the first group, the lowest value first.
    pub a: Vec<Count>,
    /// Counts of the second group.
    pub b: Vec<Count>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The difference that would matter, in scale points.
    pub margin: f64,
    /// The chance of wrongly finding equivalence.
    #[serde(default = "five_percent")]
    pub alpha: f64,
}

/// Two net promoter scores and the difference that would matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EquivalentPromoters {
    /// The groups of the first sample.
    pub first: PromoterGroups,
    /// The groups of the second sample.
    pub second: PromoterGroups,
    /// The difference that would matter, in points.
    pub margin: f64,
    /// The chance of wrongly finding equivalence.
    #[serde(default = "five_percent")]
    pub alpha: f64,
}

#[derive(Serialize)]
pub struct EquivalenceFigures {
    difference: f64,
    #[serde(flatten)]
    interval: Interval,
    p_no_worse: f64,
    p_no_better: f64,
    p_equivalent: f64,
    no_worse: bool,
    equivalent: bool,
}

impl From<Equivalence> for EquivalenceFigures {
    fn from(found: Equivalence) -> Self {
        Self {
            difference: found.difference,
            interval: found.interval,
            p_no_worse: found.p_no_worse,
            p_no_better: found.p_no_better,
            p_equivalent: found.p_equivalent,
            no_worse: found.no_worse,
            equivalent: found.equivalent,
        }
    }
}

fn read(figures: &EquivalenceFigures, alpha: f64, show: impl Fn(f64) -> String, margin: f64) -> Reading {
    let margin = show(margin);
    let sentence = match (figures.equivalent, figures.no_worse) {
        (true, _) => format!("both are as good as each other within {margin}"),
        (false, true) => format!("the first is no worse than the second by {margin}"),
        (false, false) => format!("it is not shown that the first is no worse than the second by {margin}"),
    };
    Reading::figures(
        [
            ("difference", show(figures.difference)),
            (
                "interval",
                format!(
                    "{} to {} ({})",
                    show(figures.interval.low),
                    show(figures.interval.high),
                    reading::level(1.0 - 2.0 * alpha)
                ),
            ),
            ("p of being no worse", reading::p_value(figures.p_no_worse)),
            ("p of equivalence", reading::p_value(figures.p_equivalent)),
        ],
        sentence,
    )
}

impl Operation for EquivalentShares {
    const NAME: &'static str = "equivalent_shares";
    const SUMMARY: &'static str = "whether one share is no worse than, or as good as, another";
    type Figures = EquivalenceFigures;

    fn compute(&self) -> Result<EquivalenceFigures, Problem> {
        let (first, second) = ((self.k1.0, self.n1.0), (self.k2.0, self.n2.0));
        Ok(equivalent_shares(first, second, self.margin, self.alpha)?.into())
    }

    fn reading(&self, figures: &EquivalenceFigures) -> Reading {
        read(figures, self.alpha, |share| format!("{:.1} points", 100.0 * share), self.margin)
    }
}

impl Operation for EquivalentMeans {
    const NAME: &'static str = "equivalent_means";
    const SUMMARY: &'static str = "whether one mean is no worse than, or as good as, another";
    type Figures = EquivalenceFigures;

    fn compute(&self) -> Result<EquivalenceFigures, Problem> {
        let a = answers("a", self.first, &self.a)?.mean_summary()?;
        let b = answers("b", self.first, &self.b)?.mean_summary()?;
        Ok(equivalent_means(&a, &b, self.margin, self.alpha)?.into())
    }

    fn reading(&self, figures: &EquivalenceFigures) -> Reading {
        read(figures, self.alpha, |mean| format!("{mean:.3}"), self.margin)
    }
}

impl Operation for EquivalentPromoters {
    const NAME: &'static str = "equivalent_nps";
    const SUMMARY: &'static str = "whether one net promoter score is no worse than, or as good as, another";
    type Figures = EquivalenceFigures;

    fn compute(&self) -> Result<EquivalenceFigures, Problem> {
        let (first, second) = (self.first.into(), self.second.into());
        Ok(equivalent_net_promoter(&first, &second, self.margin, self.alpha)?.into())
    }

    fn reading(&self, figures: &EquivalenceFigures) -> Reading {
        read(figures, self.alpha, |points| format!("{points:.1} points"), self.margin)
    }
}
