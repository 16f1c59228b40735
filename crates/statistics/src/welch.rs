//! The difference of two means without assuming equal spread.

use serde::Serialize;

use crate::distributions::student_two_sided;
use crate::significance::standardised;
use crate::{Confidence, Interval, MeanSummary, Significance};

/// The difference of two independent means, first minus second.
///
/// ```
/// use catsup_statistics::{Confidence, MeanSummary, compare_means};
///
/// let summary = |mean| MeanSummary::new(50, mean, Some(1.0));
/// let found = compare_means(&summary(4.0)?, &summary(3.5)?, Confidence::NINETY_FIVE);
/// assert_eq!(found.difference, 0.5);
/// assert!((found.standard_error.unwrap() - 0.2).abs() < 1e-12);
/// assert!((found.degrees_of_freedom.unwrap() - 98.0).abs() < 1e-9, "equal spreads and sizes lose nothing");
/// assert!((found.test.unwrap().statistic - 2.5).abs() < 1e-12);
/// assert!(found.interval.unwrap().low > 0.0);
/// let one = MeanSummary::new(1, 4.0, None)?;
/// assert_eq!(compare_means(&one, &one, Confidence::NINETY_FIVE).interval, None);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanDifference {
    /// First mean minus second mean.
    pub difference: f64,
    /// The standard error of the difference; `None` when a sample has a single observation.
    pub standard_error: Option<f64>,
    /// The Welch–Satterthwaite degrees of freedom; `None` when a sample has a single observation.
    pub degrees_of_freedom: Option<f64>,
    /// The t interval of the difference; `None` when a sample has a single observation.
    pub interval: Option<Interval>,
    /// The t test; `None` when a sample has a single observation, or when the means differ and neither sample varies.
    pub test: Option<Significance>,
}

/// Compares the means of two independent samples (Welch 1947).
///
/// `t = d / √(s₁²/n₁ + s₂²/n₂)` with the degrees of freedom of Satterthwaite (1946),
/// `(v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1))` where `vᵢ = sᵢ²/nᵢ`. Two samples without spread are given
/// `n₁ + n₂ − 2` degrees.
///
/// ```
/// use catsup_statistics::{Confidence, MeanSummary, compare_means};
///
/// let web = MeanSummary::new(344, 3.57, Some(1.25))?;
/// let phone = MeanSummary::new(372, 4.06, Some(1.01))?;
/// let found = compare_means(&web, &phone, Confidence::NINETY_FIVE);
/// assert!(found.interval.is_some_and(|interval| interval.high < 0.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
pub fn compare_means(first: &MeanSummary, second: &MeanSummary, confidence: Confidence) -> MeanDifference {
    let difference = first.mean() - second.mean();
    let Some((error_first, error_second)) = first.standard_error().zip(second.standard_error()) else {
        return MeanDifference {
            difference,
            standard_error: None,
            degrees_of_freedom: None,
            interval: None,
            test: None,
        };
    };
    let standard_error = error_first.hypot(error_second);
    let degrees_of_freedom = satterthwaite((error_first, first.n()), (error_second, second.n()));
    let margin = confidence.student_critical(degrees_of_freedom) * standard_error;
    let test = standardised(difference, standard_error).map(|statistic| Significance {
        statistic,
        p_value: student_two_sided(statistic, degrees_of_freedom),
    });
    MeanDifference {
        difference,
        standard_error: Some(standard_error),
        degrees_of_freedom: Some(degrees_of_freedom),
        interval: Some(Interval::around(difference, margin)),
        test,
    }
}

/// Degrees of freedom from the standard error and size of each sample.
fn satterthwaite(first: (f64, u64), second: (f64, u64)) -> f64 {
    let (freedom_first, freedom_second) = ((first.1 - 1) as f64, (second.1 - 1) as f64);
    let largest = first.0.max(second.0);
    if largest == 0.0 {
        return freedom_first + freedom_second;
    }
    // Relative to the larger error, so that the fourth powers neither vanish nor overflow.
    let (variance_first, variance_second) = ((first.0 / largest).powi(2), (second.0 / largest).powi(2));
    (variance_first + variance_second).powi(2)
        / (variance_first.powi(2) / freedom_first + variance_second.powi(2) / freedom_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(first: (u64, f64, Option<f64>), second: (u64, f64, Option<f64>)) -> MeanDifference {
        let summary = |(n, mean, deviation)| MeanSummary::new(n, mean, deviation).unwrap();
        compare_means(&summary(first), &summary(second), Confidence::NINETY_FIVE)
    }

    #[test]
    fn a_single_observation_gives_a_difference_and_nothing_more() {
        let lone = compare((1, 5.0, None), (30, 4.0, Some(1.0)));
        assert_eq!((lone.difference, lone.interval, lone.test), (1.0, None, None));
    }

    #[test]
    fn samples_without_spread_are_tested_only_when_they_agree() {
        let apart = compare((4, 5.0, Some(0.0)), (6, 4.0, Some(0.0)));
        assert_eq!((apart.test, apart.degrees_of_freedom), (None, Some(8.0)));
        assert_eq!(apart.interval, Some(Interval { low: 1.0, high: 1.0 }));
        let alike = compare((4, 5.0, Some(0.0)), (6, 5.0, Some(0.0)));
        assert_eq!(alike.test, Some(Significance { statistic: 0.0, p_value: 1.0 }));
    }

    #[test]
    fn spread_in_one_sample_only_is_enough() {
        let one_sided = compare((5, 4.0, Some(0.5)), (9, 4.5, Some(0.0)));
        assert_eq!(one_sided.degrees_of_freedom, Some(4.0));
        assert!(one_sided.test.is_some_and(|test| test.statistic < 0.0 && test.p_value < 0.1));
    }

    #[test]
    fn vanishing_spread_leaves_finite_figures() {
        let tiny = compare((5, 4.0, Some(1e-300)), (9, 4.5, Some(1e-310)));
        assert!(tiny.degrees_of_freedom.is_some_and(|freedom| (freedom - 4.0).abs() < 1e-9));
        assert!(tiny.test.is_none_or(|test| test.statistic.is_finite() && test.p_value == 0.0));
    }
}
