//! Two samples side by side, and p values of many questions at once.

use catsup_statistics::{
    Interval, benjamini_hochberg, chi_square, compare_means, compare_proportions, holm, kruskal_wallis,
    mann_whitney, trend_of_shares,
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading, count,
    operation::{Entry, level_of, ninety_five, one},
    reading,
    scales::{answers, ends},
};

pub(super) const OPERATIONS: &[Entry] = &[
    Entry::of::<TwoProportions>(),
    Entry::of::<TwoGroups>(),
    Entry::of::<Kruskal>(),
    Entry::of::<TrendOfShares>(),
    Entry::of::<BenjaminiHochberg>(),
];

/// Two independent shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TwoProportions {
    /// Successes of the first sample.
    pub k1: Count,
    /// Size of the first sample.
    pub n1: Count,
    /// Successes of the second sample.
    pub k2: Count,
    /// Size of the second sample.
    pub n2: Count,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct TwoProportionsFigures {
    p1: f64,
    p2: f64,
    difference: f64,
    newcombe_low: f64,
    newcombe_high: f64,
    z_pooled: f64,
    p_two_sided: f64,
}

impl Operation for TwoProportions {
    const NAME: &'static str = "two_proportions";
    const SUMMARY: &'static str = "the difference of two shares, first minus second";
    type Figures = TwoProportionsFigures;

    fn compute(&self) -> Result<TwoProportionsFigures, Problem> {
        let (first, second) = ((self.k1.0, self.n1.0), (self.k2.0, self.n2.0));
        let found = compare_proportions(first, second, level_of(self.confidence)?)?;
        Ok(TwoProportionsFigures {
            p1: found.first.share,
            p2: found.second.share,
            difference: found.difference,
            newcombe_low: found.interval.low,
            newcombe_high: found.interval.high,
            z_pooled: found.test.statistic,
            p_two_sided: found.test.p_value,
        })
    }

    fn reading(&self, figures: &TwoProportionsFigures) -> Reading {
        let interval = Interval { low: figures.newcombe_low, high: figures.newcombe_high };
        Reading::figures(
            [
                ("first share", format!("{} (n {})", reading::percent(figures.p1), self.n1.0)),
                ("second share", format!("{} (n {})", reading::percent(figures.p2), self.n2.0)),
                ("difference", format!("{:+.1} points", 100.0 * figures.difference)),
                ("interval", reading::points_interval(interval)),
                ("z", reading::number(figures.z_pooled, 2)),
                ("p", reading::p_value(figures.p_two_sided)),
            ],
            format!(
                "the shares differ by {:+.1} points; {}",
                100.0 * figures.difference,
                reading::verdict(figures.p_two_sided)
            ),
        )
    }
}

/// Two groups that answered one question on a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TwoGroups {
    /// Counts of the first group, the lowest value first.
    pub a: Vec<Count>,
    /// Counts of the second group.
    pub b: Vec<Count>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct TwoGroupsFigures {
    n_a: u64,
    n_b: u64,
    mean_a: f64,
    mean_b: f64,
    mean_difference: f64,
    low: Option<f64>,
    high: Option<f64>,
    mann_whitney_u: f64,
    mann_whitney_p: f64,
    superiority: f64,
    welch_t: Option<f64>,
    welch_df: Option<f64>,
    welch_p: Option<f64>,
    chi2: f64,
    chi2_df: usize,
    chi2_p: f64,
    cramers_v: f64,
}

impl Operation for TwoGroups {
    const NAME: &'static str = "two_groups";
    const SUMMARY: &'static str = "two groups on one scale: ranks, means and distributions";
    type Figures = TwoGroupsFigures;

    fn compute(&self) -> Result<TwoGroupsFigures, Problem> {
        let (a, b) = (answers("a", self.first, &self.a)?, answers("b", self.first, &self.b)?);
        let ranks = mann_whitney(&a, &b)?;
        let (mean_a, mean_b) = (a.mean_summary()?, b.mean_summary()?);
        let means = compare_means(&mean_a, &mean_b, level_of(self.confidence)?);
        let table = chi_square(&[a.counts(), b.counts()])?;
        let (low, high) = ends(means.interval);
        Ok(TwoGroupsFigures {
            n_a: a.n(),
            n_b: b.n(),
            mean_a: mean_a.mean(),
            mean_b: mean_b.mean(),
            mean_difference: means.difference,
            low,
            high,
            mann_whitney_u: ranks.u,
            mann_whitney_p: ranks.p_value,
            superiority: ranks.superiority,
            welch_t: means.test.map(|test| test.statistic),
            welch_df: means.degrees_of_freedom,
            welch_p: means.test.map(|test| test.p_value),
            chi2: table.statistic,
            chi2_df: table.degrees_of_freedom,
            chi2_p: table.p_value,
            cramers_v: table.cramers_v,
        })
    }

    fn reading(&self, figures: &TwoGroupsFigures) -> Reading {
        let interval = figures.low.zip(figures.high).map(|(low, high)| Interval { low, high });
        Reading::figures(
            [
                ("first mean", format!("{:.3} (n {})", figures.mean_a, figures.n_a)),
                ("second mean", format!("{:.3} (n {})", figures.mean_b, figures.n_b)),
                ("difference", format!("{:+.3}", figures.mean_difference)),
                ("interval", reading::optional_interval(interval, 3)),
                ("Mann–Whitney p", reading::p_value(figures.mann_whitney_p)),
                ("Welch p", figures.welch_p.map_or_else(|| "–".to_owned(), reading::p_value)),
                ("chi-square p", reading::p_value(figures.chi2_p)),
            ],
            format!(
                "an answer of the first group is the higher one in {} of pairs (ties count half); {}",
                reading::percent(figures.superiority),
                reading::verdict(figures.mann_whitney_p)
            ),
        )
    }
}

/// Several groups on one scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kruskal {
    /// Counts of each group, the lowest value first.
    pub groups: Vec<Vec<Count>>,
}

#[derive(Serialize)]
pub struct KruskalFigures {
    h: f64,
    df: usize,
    p: f64,
}

impl Operation for Kruskal {
    const NAME: &'static str = "kruskal";
    const SUMMARY: &'static str = "whether any of several groups answers differently (Kruskal–Wallis)";
    type Figures = KruskalFigures;

    fn compute(&self) -> Result<KruskalFigures, Problem> {
        let groups: Result<Vec<_>, _> = self
            .groups
            .iter()
            .enumerate()
            .map(|(place, counts)| answers(&format!("groups[{place}]"), 1, counts))
            .collect();
        let found = kruskal_wallis(&groups?)?;
        Ok(KruskalFigures { h: found.h, df: found.degrees_of_freedom, p: found.p_value })
    }

    fn reading(&self, figures: &KruskalFigures) -> Reading {
        Reading::figures(
            [
                ("groups", self.groups.len().to_string()),
                ("H", reading::number(figures.h, 3)),
                ("p", reading::p_value(figures.p)),
            ],
            format!("of differences like those between these groups, {}", reading::verdict(figures.p)),
        )
    }
}

/// Shares along ordered groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendOfShares {
    /// Successes of each group, in order.
    pub successes: Vec<Count>,
    /// Size of each group.
    pub n: Vec<Count>,
    /// A score of each group; 0, 1, 2, … without.
    #[serde(default)]
    pub scores: Option<Vec<f64>>,
}

#[derive(Serialize)]
pub struct TrendFigures {
    slope: f64,
    z: f64,
    p: f64,
}

impl Operation for TrendOfShares {
    const NAME: &'static str = "trend_of_shares";
    const SUMMARY: &'static str = "whether a share rises or falls along ordered groups (Cochran–Armitage)";
    type Figures = TrendFigures;

    fn compute(&self) -> Result<TrendFigures, Problem> {
        if self.successes.len() != self.n.len() {
            return Err(Problem::Input(format!(
                "n: {} sizes for {} groups of successes",
                self.n.len(),
                self.successes.len()
            )));
        }
        let groups: Vec<(u64, u64)> =
            count::plain(&self.successes).into_iter().zip(count::plain(&self.n)).collect();
        let steps = || (0..groups.len()).map(|step| step as f64).collect();
        let scores: Vec<f64> = self.scores.clone().unwrap_or_else(steps);
        let found = trend_of_shares(&groups, &scores)?;
        Ok(TrendFigures { slope: found.slope, z: found.test.statistic, p: found.test.p_value })
    }

    fn reading(&self, figures: &TrendFigures) -> Reading {
        Reading::figures(
            [
                ("change for each step", format!("{:+.2} points", 100.0 * figures.slope)),
                ("z", reading::number(figures.z, 2)),
                ("p", reading::p_value(figures.p)),
            ],
            format!(
                "the share changes by {:+.2} points a step; {}",
                100.0 * figures.slope,
                reading::verdict(figures.p)
            ),
        )
    }
}

/// P values of several questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenjaminiHochberg {
    /// The p values, in any order.
    pub p: Vec<f64>,
}

#[derive(Serialize)]
pub struct AdjustedFigures {
    adjusted: Vec<f64>,
    holm: Vec<f64>,
}

impl Operation for BenjaminiHochberg {
    const NAME: &'static str = "benjamini_hochberg";
    const SUMMARY: &'static str = "p values adjusted for asking many questions, with Holm's beside them";
    type Figures = AdjustedFigures;

    fn compute(&self) -> Result<AdjustedFigures, Problem> {
        let adjusted = benjamini_hochberg(&self.p).map_err(Problem::of("p"))?;
        Ok(AdjustedFigures { adjusted, holm: holm(&self.p).map_err(Problem::of("p"))? })
    }

    fn reading(&self, figures: &AdjustedFigures) -> Reading {
        let rows = self.p.iter().zip(&figures.adjusted).zip(&figures.holm);
        let rows =
            rows.map(|((p, adjusted), holm)| [p, adjusted, holm].map(|p| reading::p_value(*p)).to_vec());
        let real = figures.adjusted.iter().filter(|p| **p < 0.05).count();
        Reading::table(
            &["p", "Benjamini–Hochberg", "Holm"],
            rows.collect(),
            format!(
                "{real} of {} differences stand when it is counted that many were looked at",
                self.p.len()
            ),
        )
    }
}
