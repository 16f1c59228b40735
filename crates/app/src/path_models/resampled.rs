//! What resampling and permutation say about a path model.

use catsup_statistics::path_model::{GroupComparison, PathBootstrap, PathEstimate, Resampled, SmallGroup};
use serde::Serialize;

use super::PathModelQuestion;

/// How far a figure would move with other people answering.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The bootstrap standard error.
    pub se: f64,
    /// Low end of the percentile interval.
    pub low: f64,
    /// High end of the percentile interval.
    pub high: f64,
    /// Low end of the bias-corrected accelerated interval.
    pub bca_low: Option<f64>,
    /// High end of the bias-corrected accelerated interval.
    pub bca_high: Option<f64>,
    /// Whether the percentile interval leaves out 0.
    pub significant: bool,
}

impl Spread {
    pub(super) fn of(resampled: &Resampled) -> Self {
        Self {
            se: resampled.standard_error,
            low: resampled.percentile.low,
            high: resampled.percentile.high,
            bca_low: resampled.bias_corrected.map(|interval| interval.low),
            bca_high: resampled.bias_corrected.map(|interval| interval.high),
            significant: !resampled.percentile.contains(0.0),
        }
    }
}

/// How resampling went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BootstrapReport {
    /// Resamples asked for.
    pub resamples: usize,
    /// Those that gave figures.
    pub used: usize,
    /// Those whose weights did not settle.
    pub not_converged: usize,
    /// Those that gave no figures for another reason.
    pub failed: usize,
    /// The seed.
    pub seed: u64,
    /// The confidence of the intervals.
    pub confidence: f64,
}

impl BootstrapReport {
    pub(super) fn of(bootstrap: &PathBootstrap, question: &PathModelQuestion) -> Self {
        Self {
            resamples: bootstrap.resamples,
            used: bootstrap.used,
            not_converged: bootstrap.not_converged,
            failed: bootstrap.failed,
            seed: question.seed,
            confidence: question.confidence,
        }
    }
}

/// Groups compared by permutation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupsReport {
    /// Permutations asked for.
    pub permutations: usize,
    /// Those that gave no figures.
    pub failed: usize,
    /// The groups.
    pub groups: Vec<GroupReport>,
    /// Every path of every pair of groups.
    pub differences: Vec<DifferenceReport>,
    /// Groups left out because they are too small.
    pub too_small: Vec<SmallGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupReport {
    /// Its name.
    pub name: String,
    /// Its observations.
    pub n: u64,
    /// Its path coefficients, in the order of `paths`.
    pub coefficients: Vec<f64>,
}

/// One path in two groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DifferenceReport {
    /// Where the path begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// The first group.
    pub first: String,
    /// The second group.
    pub second: String,
    /// The coefficient in the first group less that in the second.
    pub difference: f64,
    /// How often chance deals as large a difference.
    pub p: f64,
    /// The same, adjusted for the number of comparisons (Holm).
    pub p_adjusted: f64,
}

impl GroupsReport {
    pub(super) fn of(comparison: &GroupComparison, estimate: &PathEstimate) -> Self {
        let latent = |place: usize| estimate.latents[place].name.clone();
        let group = |place: usize| comparison.groups[place].name.clone();
        let differences = comparison.differences.iter().map(|one| {
            let path = &estimate.paths[one.path];
            DifferenceReport {
                from: latent(path.from),
                to: latent(path.to),
                first: group(one.first),
                second: group(one.second),
                difference: one.difference,
                p: one.p_value,
                p_adjusted: one.adjusted_p_value,
            }
        });
        let groups = comparison.groups.iter().map(|one| GroupReport {
            name: one.name.clone(),
            n: one.n,
            coefficients: one.coefficients.clone(),
        });
        Self {
            permutations: comparison.permutations,
            failed: comparison.failed,
            groups: groups.collect(),
            differences: differences.collect(),
            too_small: comparison.too_small.clone(),
        }
    }
}
