//! Many groups on one scale: each with its mean, all against each other, with the many looks counted.

use catsup_statistics::{
    Interval, LikertSummary, OrdinalCounts, benjamini_hochberg, chi_square, kruskal_wallis, mann_whitney,
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five, one},
    reading,
    scales::{answers, ends},
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<Groups>()];

/// More groups have more pairs than anyone could read.
const MOST_GROUPS: usize = 500;

/// A group and how it answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCounts {
    /// Its name.
    pub name: String,
    /// How often each value was answered, the lowest first.
    pub counts: Vec<Count>,
}

/// Several groups that answered one question on a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    /// The groups.
    pub groups: Vec<NamedCounts>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct GroupsFigures {
    h: f64,
    df: usize,
    p: f64,
    chi2: f64,
    chi2_p: f64,
    cramers_v: f64,
    summaries: Vec<GroupSummary>,
    pairs: Vec<Pair>,
}

#[derive(Serialize)]
struct GroupSummary {
    name: String,
    n: u64,
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    median: f64,
    top2: f64,
    top2_wilson_low: f64,
    top2_wilson_high: f64,
}

#[derive(Serialize)]
struct Pair {
    first: String,
    second: String,
    mean_difference: f64,
    superiority: f64,
    mann_whitney_p: f64,
    adjusted_p: f64,
}

impl Groups {
    fn samples(&self) -> Result<Vec<OrdinalCounts>, Problem> {
        let sample = |group: &NamedCounts| answers(&group.name, self.first, &group.counts);
        self.groups.iter().map(sample).collect()
    }

    fn summary(&self, group: &NamedCounts, answers: &OrdinalCounts) -> Result<GroupSummary, Problem> {
        let summary = LikertSummary::of(answers, level_of(self.confidence)?)?;
        let (low, high) = ends(summary.mean_interval);
        Ok(GroupSummary {
            name: group.name.clone(),
            n: summary.n,
            mean: summary.mean,
            low,
            high,
            median: summary.median,
            top2: summary.top2.share,
            top2_wilson_low: summary.top2.interval.low,
            top2_wilson_high: summary.top2.interval.high,
        })
    }

    fn pairs(&self, samples: &[OrdinalCounts], summaries: &[GroupSummary]) -> Result<Vec<Pair>, Problem> {
        let mut pairs = Vec::new();
        for first in 0..samples.len() {
            for second in first + 1..samples.len() {
                let ranks = mann_whitney(&samples[first], &samples[second])?;
                pairs.push(Pair {
                    first: self.groups[first].name.clone(),
                    second: self.groups[second].name.clone(),
                    mean_difference: summaries[first].mean - summaries[second].mean,
                    superiority: ranks.superiority,
                    mann_whitney_p: ranks.p_value,
                    adjusted_p: ranks.p_value,
                });
            }
        }
        let p_values: Vec<f64> = pairs.iter().map(|pair| pair.mann_whitney_p).collect();
        for (pair, adjusted) in pairs.iter_mut().zip(benjamini_hochberg(&p_values)?) {
            pair.adjusted_p = adjusted;
        }
        Ok(pairs)
    }
}

impl Operation for Groups {
    const NAME: &'static str = "groups";
    const SUMMARY: &'static str = "several groups on one scale, each and in pairs, with many looks counted";
    type Figures = GroupsFigures;

    fn compute(&self) -> Result<GroupsFigures, Problem> {
        if self.groups.len() > MOST_GROUPS {
            let found = self.groups.len();
            return Err(Problem::Input(format!(
                "groups: {found} of them, but at most {MOST_GROUPS} are compared in pairs"
            )));
        }
        let samples = self.samples()?;
        let overall = kruskal_wallis(&samples)?;
        let tables: Vec<&[u64]> = samples.iter().map(OrdinalCounts::counts).collect();
        let table = chi_square(&tables)?;
        let summaries: Vec<GroupSummary> = self
            .groups
            .iter()
            .zip(&samples)
            .map(|(group, answers)| self.summary(group, answers))
            .collect::<Result<_, _>>()?;
        Ok(GroupsFigures {
            h: overall.h,
            df: overall.degrees_of_freedom,
            p: overall.p_value,
            chi2: table.statistic,
            chi2_p: table.p_value,
            cramers_v: table.cramers_v,
            pairs: self.pairs(&samples, &summaries)?,
            summaries,
        })
    }

    fn reading(&self, figures: &GroupsFigures) -> Reading {
        let row = |group: &GroupSummary| {
            let interval = group.low.zip(group.high).map(|(low, high)| Interval { low, high });
            vec![
                group.name.clone(),
                group.n.to_string(),
                reading::number(group.mean, 3),
                reading::optional_interval(interval, 3),
                reading::percent(group.top2),
            ]
        };
        let rows = figures.summaries.iter().map(row).collect();
        let apart: Vec<String> = figures
            .pairs
            .iter()
            .filter(|pair| pair.adjusted_p < 0.05)
            .map(|pair| {
                let (higher, lower) = if pair.superiority > 0.5 {
                    (&pair.first, &pair.second)
                } else {
                    (&pair.second, &pair.first)
                };
                format!("{higher} answers higher than {lower}")
            })
            .collect();
        let sentence = if apart.is_empty() {
            format!(
                "no pair of groups differs more than chance explains (Kruskal–Wallis p {})",
                reading::p_value(figures.p)
            )
        } else {
            format!(
                "{} (false discoveries held to 5 %; Kruskal–Wallis p {})",
                apart.join("; "),
                reading::p_value(figures.p)
            )
        };
        Reading::table(&["group", "n", "mean", "interval", "top share"], rows, sentence)
    }
}
