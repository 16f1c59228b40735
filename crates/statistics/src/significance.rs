//! The outcome of a test of a difference against chance.

use serde::Serialize;

use crate::distributions::normal_two_sided;

/// A two-sided test: how many standard errors the difference is from none, and how often chance alone goes so far.
///
/// ```
/// use catsup_statistics::{Confidence, compare_proportions};
///
/// let test = compare_proportions((48, 80), (56, 70), Confidence::NINETY_FIVE)?.test;
/// assert!((test.statistic + 2.65017).abs() < 1e-5 && (test.p_value - 0.008045).abs() < 1e-6);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Significance {
    /// The difference in standard errors; its sign is that of the difference.
    pub statistic: f64,
    /// The two-sided p value.
    pub p_value: f64,
}

impl Significance {
    /// The z test of a difference. `None` when there is a difference but no variation to hold it against.
    pub(crate) fn of_difference(difference: f64, standard_error: f64) -> Option<Self> {
        let statistic = standardised(difference, standard_error)?;
        Some(Self { statistic, p_value: normal_two_sided(statistic) })
    }
}

/// The difference in standard errors: 0 without any difference, `None` when the ratio is not a finite number.
pub(crate) fn standardised(difference: f64, standard_error: f64) -> Option<f64> {
    if difference == 0.0 {
        return Some(0.0);
    }
    let statistic = difference / standard_error;
    statistic.is_finite().then_some(statistic)
}
