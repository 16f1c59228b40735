//! The difference of two shares: a period against the one before, one channel against another.

use serde::Serialize;

use crate::{Confidence, Interval, Proportion, Result, Significance};

/// The difference of two independent shares, first minus second.
///
/// ```
/// use catsup_statistics::{Confidence, compare_proportions};
///
/// let found = compare_proportions((56, 70), (48, 80), Confidence::NINETY_FIVE)?;
/// assert_eq!((found.first.share, found.second.share), (0.8, 0.6));
/// assert!((found.difference - 0.2).abs() < 1e-12);
/// // Newcombe (1998), table II: 0.0524 to 0.3339.
/// assert!((found.interval.low - 0.0524).abs() < 1e-4 && (found.interval.high - 0.3339).abs() < 1e-4);
/// assert!((found.test.statistic - 2.65017).abs() < 1e-5);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProportionDifference {
    /// The first share.
    pub first: Proportion,
    /// The second share.
    pub second: Proportion,
    /// First share minus second share, between −1 and 1.
    pub difference: f64,
    /// Newcombe's hybrid score interval of the difference.
    pub interval: Interval,
    /// The z test with pooled variance.
    pub test: Significance,
}

/// Compares two independent shares, each given as `(successes, n)`.
///
/// The interval is the hybrid score interval, method 10 of Newcombe (1998): with the Wilson limits `l` and `u` of
/// each share, `d − √((p₁ − l₁)² + (u₂ − p₂)²)` to `d + √((u₁ − p₁)² + (p₂ − l₂)²)`. The test is
/// `z = d / √(p (1 − p) (1/n₁ + 1/n₂))` with the pooled share `p`, two-sided and without continuity correction.
/// Two samples that agree in every answer have no difference: z is 0 and p is 1.
///
/// ```
/// use catsup_statistics::{Confidence, compare_proportions};
///
/// let change = compare_proportions((812, 1_000), (790, 1_000), Confidence::NINETY_FIVE)?;
/// assert!((change.difference - 0.022).abs() < 1e-12);
/// assert!(change.interval.contains(0.0) && change.test.p_value > 0.2);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`](crate::Error::EmptySample) when either sample is empty,
/// [`Error::SuccessesExceedSample`](crate::Error::SuccessesExceedSample) for impossible counts.
pub fn compare_proportions(
    first: (u64, u64),
    second: (u64, u64),
    confidence: Confidence,
) -> Result<ProportionDifference> {
    let first = Proportion::of(first.0, first.1, confidence)?;
    let second = Proportion::of(second.0, second.1, confidence)?;
    let difference = first.share - second.share;
    let interval = newcombe(&first, &second);
    // Never both a difference and no variation: unequal shares leave the pooled share strictly between 0 and 1.
    let test = Significance::of_difference(difference, pooled_standard_error(&first, &second))
        .unwrap_or(Significance { statistic: 0.0, p_value: 1.0 });
    Ok(ProportionDifference { first, second, difference, interval, test })
}

/// The hybrid score interval of the difference, at the confidence of the intervals of both shares.
pub(crate) fn newcombe(first: &Proportion, second: &Proportion) -> Interval {
    let difference = first.share - second.share;
    let interval = Interval {
        low: difference - below(first).hypot(above(second)),
        high: difference + above(first).hypot(below(second)),
    };
    interval.within(-1.0, 1.0)
}

fn below(proportion: &Proportion) -> f64 {
    proportion.share - proportion.interval.low
}

fn above(proportion: &Proportion) -> f64 {
    proportion.interval.high - proportion.share
}

fn pooled_standard_error(first: &Proportion, second: &Proportion) -> f64 {
    let (n_first, n_second) = (first.n as f64, second.n as f64);
    let total = n_first + n_second;
    let share = (first.successes as f64 + second.successes as f64) / total;
    let failing = ((first.n - first.successes) as f64 + (second.n - second.successes) as f64) / total;
    (share * failing * (1.0 / n_first + 1.0 / n_second)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn an_empty_sample_cannot_be_compared() {
        assert_eq!(compare_proportions((0, 0), (1, 2), Confidence::NINETY_FIVE), Err(Error::EmptySample));
        assert_eq!(compare_proportions((1, 2), (0, 0), Confidence::NINETY_FIVE), Err(Error::EmptySample));
    }

    #[test]
    fn samples_that_agree_in_every_answer_show_no_difference() {
        for (first, second) in [((0, 5), (0, 9)), ((5, 5), (9, 9))] {
            let same = compare_proportions(first, second, Confidence::NINETY_FIVE).unwrap();
            assert_eq!(same.test, Significance { statistic: 0.0, p_value: 1.0 });
            assert!(same.interval.low < 0.0 && same.interval.high > 0.0);
        }
    }

    #[test]
    fn opposite_samples_are_tested() {
        let opposite = compare_proportions((1, 1), (0, 1), Confidence::NINETY_FIVE).unwrap();
        assert_eq!(opposite.difference, 1.0);
        assert!(opposite.test.p_value > 0.1 && opposite.interval.high == 1.0);
    }
}
