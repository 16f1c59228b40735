//! The change where something was done, less the change where nothing was.

use serde::Serialize;

use crate::distributions::normal_two_sided;
use crate::significance::standardised;
use crate::{Confidence, Interval, MeanSummary, Significance};

/// A difference in differences of means, in the units of the answers.
///
/// ```
/// use catsup_statistics::{Confidence, MeanSummary, effect::difference_in_differences};
///
/// let mean = |mean| MeanSummary::new(100, mean, Some(1.0));
/// let (treated, control) = ([mean(3.6)?, mean(4.0)?], [mean(3.7)?, mean(3.8)?]);
/// let found = difference_in_differences(
///     (&treated[0], &treated[1]),
///     (&control[0], &control[1]),
///     Confidence::NINETY_FIVE,
/// );
/// assert!((found.treated_change - 0.4).abs() < 1e-12 && (found.control_change - 0.1).abs() < 1e-12);
/// assert!((found.effect - 0.3).abs() < 1e-12);
/// // Four means of variance 1/100 each.
/// assert!((found.standard_error.unwrap() - 0.2).abs() < 1e-12);
/// assert!(found.interval.unwrap().contains(0.0) && found.test.unwrap().p_value > 0.1);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DifferenceInDifferences {
    /// `(treated after − treated before) − (control after − control before)`.
    pub effect: f64,
    /// The change where something was done.
    pub treated_change: f64,
    /// The change where nothing was done: what would have happened anyway, if both would have moved alike.
    pub control_change: f64,
    /// The standard error of the effect; `None` when a sample has a single observation.
    pub standard_error: Option<f64>,
    /// The normal interval of the effect; `None` when a sample has a single observation.
    pub interval: Option<Interval>,
    /// The z test of no effect; `None` when a sample has a single observation, or when there is an effect and no spread.
    pub test: Option<Significance>,
}

/// The effect of an action by a group that it did not reach (Ashenfelter and Card 1985; Angrist and Pischke, “Mostly
/// Harmless Econometrics”, 2009, 5.2).
///
/// Four independent samples; the variance of the effect is the sum of the variances of the four means. The figure is an
/// effect only as far as both groups would have moved alike without the action. Means of Likert answers come from
/// [`OrdinalCounts`](crate::OrdinalCounts), shares are means of answers 0 and 1.
///
/// ```
/// use catsup_statistics::{Confidence, OrdinalCounts, effect::difference_in_differences};
///
/// let mean = |counts: &[u64]| OrdinalCounts::consecutive(1, counts)?.mean_summary();
/// let figure = difference_in_differences(
///     (&mean(&[12, 18, 30, 60, 80])?, &mean(&[8, 12, 25, 70, 110])?),
///     (&mean(&[15, 20, 35, 70, 60])?, &mean(&[14, 18, 33, 72, 65])?),
///     Confidence::NINETY_FIVE,
/// );
/// assert!((figure.effect - 0.20216721672167237).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[must_use]
pub fn difference_in_differences(
    treated: (&MeanSummary, &MeanSummary),
    control: (&MeanSummary, &MeanSummary),
    confidence: Confidence,
) -> DifferenceInDifferences {
    let treated_change = treated.1.mean() - treated.0.mean();
    let control_change = control.1.mean() - control.0.mean();
    let effect = treated_change - control_change;
    let errors = [treated.0, treated.1, control.0, control.1].map(MeanSummary::standard_error);
    let together = |sum: f64, error: &Option<f64>| Some(sum.hypot((*error)?));
    let standard_error = errors.iter().try_fold(0.0, together);
    DifferenceInDifferences {
        effect,
        treated_change,
        control_change,
        standard_error,
        interval: standard_error.map(|error| Interval::around(effect, confidence.normal_critical() * error)),
        test: standard_error.and_then(|error| {
            let statistic = standardised(effect, error)?;
            Some(Significance { statistic, p_value: normal_two_sided(statistic) })
        }),
    }
}
