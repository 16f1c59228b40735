//! Changes and differences, each with a test: a reader is never shown noise as change.

use catsup_model::Scale;
use catsup_statistics::{
    Confidence, OrdinalCounts, benjamini_hochberg, compare_means, compare_net_promoter, compare_proportions,
};
use serde::Serialize;

use super::figure::ratings;

/// How much larger one figure is than another, in the unit of the scale's headline: points of the mean, share, or
/// NPS points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// First less second.
    pub difference: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// p value of the test (Welch for means, pooled z for shares, z for NPS).
    pub p_value: f64,
    /// p value after Benjamini and Hochberg's control over everything compared on the scorecard.
    pub adjusted_p_value: f64,
}

impl Change {
    /// Whether the difference stands out from noise at a false discovery rate of 5 %.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.adjusted_p_value < 0.05
    }
}

/// Compares two distributions on one scale; `None` where either is below the smallest cell or nothing varies.
pub(super) fn compare(
    scale: Scale,
    first: &OrdinalCounts,
    second: &OrdinalCounts,
    smallest: u64,
) -> Option<Change> {
    if first.n() < smallest.max(2) || second.n() < smallest.max(2) {
        return None;
    }
    let confidence = Confidence::NINETY_FIVE;
    let (difference, interval, test) = if scale == Scale::Likelihood11 {
        let compared = compare_net_promoter(&ratings(first)?, &ratings(second)?, confidence).ok()?;
        (compared.difference, compared.interval, compared.test?)
    } else if scale.is_binary() {
        let upper = |counts: &OrdinalCounts| (counts.counts()[1], counts.n());
        let compared = compare_proportions(upper(first), upper(second), confidence).ok()?;
        (compared.difference, compared.interval, compared.test)
    } else {
        let compared = compare_means(&first.mean_summary().ok()?, &second.mean_summary().ok()?, confidence);
        (compared.difference, compared.interval?, compared.test?)
    };
    Some(Change {
        difference,
        low: interval.low,
        high: interval.high,
        p_value: test.p_value,
        adjusted_p_value: test.p_value,
    })
}

/// Adjusts the p values of everything that was compared together (Benjamini and Hochberg, 1995).
pub(super) fn adjust_together<'a>(changes: impl Iterator<Item = &'a mut Change>) {
    let mut changes: Vec<&mut Change> = changes.collect();
    let p_values: Vec<f64> = changes.iter().map(|change| change.p_value).collect();
    if let Ok(adjusted) = benjamini_hochberg(&p_values) {
        for (change, adjusted) in changes.iter_mut().zip(adjusted) {
            change.adjusted_p_value = adjusted;
        }
    }
}
