//! The chart of single values, with their moving ranges.

use serde::Serialize;

use super::{ControlChart, ControlPoint, SIGMAS, baseline, nelson, standard_distance};
use crate::error::check_series;
use crate::{Interval, Result};

/// The mean range of two normal values in standard deviations, `2 / √π`.
const MEAN_RANGE: f64 = std::f64::consts::FRAC_2_SQRT_PI;

/// A chart of individual values and moving ranges (XmR).
///
/// ```
/// use catsup_statistics::control::individuals_chart;
///
/// let figure = individuals_chart(&[10.0, 12.0, 11.0, 13.0], None)?;
/// assert_eq!((figure.chart.centre, &figure.moving_ranges[..]), (11.5, &[2.0, 1.0, 2.0][..]));
/// // Ranges of a mean of 5/3 stay below 3.27 times that.
/// assert!((figure.range_limit - 3.267 * 5.0 / 3.0).abs() < 0.01);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndividualsChart {
    /// The chart of the values.
    pub chart: ControlChart,
    /// The ranges between neighbours, one fewer than there are values.
    pub moving_ranges: Vec<f64>,
    /// The upper limit of the ranges; a range beyond it is a sudden jump.
    pub range_limit: f64,
}

/// Charts single values in order of time: one mean, volume or time per month (Shewhart 1931; Wheeler, “Understanding
/// Variation”, 1993).
///
/// The centre is the mean, the spread the mean moving range divided by `2 / √π`, so that a shift within the baseline
/// does not widen the limits; limits lie three of these from the centre. The first `baseline` values set both (all of
/// them when `None`).
///
/// ```
/// use catsup_statistics::control::individuals_chart;
///
/// let months = [4.1, 4.2, 4.0, 4.1, 4.2, 4.1, 4.0, 4.2, 3.2];
/// let figure = individuals_chart(&months, Some(8))?;
/// assert!(!figure.chart.points[8].signals.is_empty(), "the last month is no accident");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`](crate::Error::TooFew) with fewer than two values in the baseline,
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a value that is not finite.
pub fn individuals_chart(values: &[f64], baseline: Option<usize>) -> Result<IndividualsChart> {
    let (centre, deviation, baseline) = centre_and_spread(values, baseline)?;
    let limits = Interval::around(centre, SIGMAS * deviation);
    let z: Vec<f64> = values.iter().map(|value| standard_distance(value - centre, deviation)).collect();
    let signals = nelson::signals(values, &z, deviation);
    let points = values.iter().zip(&z).zip(signals);
    let moving_ranges = moving_ranges(values);
    // D₄ of two values: 1 + 3 √(2 − 4/π) / (2/√π), which tables round to 3.267.
    let range_factor = 1.0 + SIGMAS * (2.0 - MEAN_RANGE * MEAN_RANGE).sqrt() / MEAN_RANGE;
    Ok(IndividualsChart {
        chart: ControlChart {
            centre,
            baseline,
            points: points
                .map(|((value, z), signals)| ControlPoint { value: *value, limits, z: *z, signals })
                .collect(),
        },
        range_limit: range_factor * deviation * MEAN_RANGE,
        moving_ranges,
    })
}

/// Mean, spread by moving ranges, and the number of values they come from.
pub(super) fn centre_and_spread(values: &[f64], asked: Option<usize>) -> Result<(f64, f64, usize)> {
    check_series(values)?;
    let baseline = baseline(asked, values.len(), 2)?;
    let base = &values[..baseline];
    let ranges = moving_ranges(base);
    let deviation = ranges.iter().sum::<f64>() / ranges.len() as f64 / MEAN_RANGE;
    Ok((base.iter().sum::<f64>() / baseline as f64, deviation, baseline))
}

fn moving_ranges(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn limits_follow_the_moving_range() {
        // Wheeler's rule of thumb: mean ± 2.66 mean moving ranges, range limit 3.267 of them.
        let figure = individuals_chart(&[10.0, 12.0, 11.0, 13.0, 9.0], None).unwrap();
        let mean_range = (2.0 + 1.0 + 2.0 + 4.0) / 4.0;
        let limits = figure.chart.points[0].limits;
        assert!((limits.high - (11.0 + 2.66 * mean_range)).abs() < 0.01);
        assert!((figure.range_limit - 3.267 * mean_range).abs() < 0.002);
        assert_eq!(figure.moving_ranges, [2.0, 1.0, 2.0, 4.0]);
        assert!(!figure.chart.has_signal());
    }

    #[test]
    fn a_series_without_spread_signals_whatever_leaves_it() {
        let figure = individuals_chart(&[4.0, 4.0, 4.0, 4.1], Some(3)).unwrap();
        assert_eq!(figure.chart.points[0].z, 0.0);
        assert!(figure.chart.points[3].z > 3.0 && figure.chart.points[3].z.is_finite());
    }

    #[test]
    fn one_value_has_no_spread() {
        let error = individuals_chart(&[4.0], None).unwrap_err();
        assert_eq!(error, Error::TooFew { item: "points in the baseline", found: 1, needed: 2 });
    }
}
