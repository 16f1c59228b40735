//! Exponentially weighted moving averages: small changes that last, seen sooner.

use super::{
    ControlChart, ControlPoint, NelsonRule,
    individuals::centre_and_spread,
    shares::{Dispersion, ShareAt, Spread},
    standard_distance,
};
use crate::error::check_number;
use crate::{Interval, Result};

/// How a moving average weighs and when it signals.
///
/// ```
/// use catsup_statistics::control::{Smoothing, ewma_of_individuals};
///
/// // A weight of 1 forgets the past: the averages are the values.
/// let chart = ewma_of_individuals(&[4.0, 6.0, 5.0], Smoothing::new(1.0, 3.0)?, None)?;
/// assert_eq!(chart.points.iter().map(|point| point.value).collect::<Vec<_>>(), [4.0, 6.0, 5.0]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    weight: f64,
    width: f64,
}

impl Smoothing {
    /// Weight 0.2 and limits 2.86 standard deviations wide: as few false alarms as three on single values, and a
    /// shift of one standard deviation found in a quarter of the time (Lucas and Saccucci 1990).
    ///
    /// ```
    /// use catsup_statistics::control::Smoothing;
    ///
    /// assert_eq!(Smoothing::new(0.2, 2.86)?, Smoothing::USUAL);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub const USUAL: Self = Self { weight: 0.2, width: 2.86 };

    /// The `weight` of the newest point, above 0 and at most 1, and the `width` of the limits in standard deviations of
    /// the average, above 0.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) otherwise.
    ///
    /// ```
    /// use catsup_statistics::control::Smoothing;
    ///
    /// assert!(Smoothing::new(0.3, 3.0).is_ok());
    /// assert!(Smoothing::new(0.0, 3.0).is_err());
    /// ```
    pub fn new(weight: f64, width: f64) -> Result<Self> {
        let within = |weight: f64| weight > 0.0 && weight <= 1.0;
        let weight = check_number(
            || "the weight of the newest point".to_owned(),
            weight,
            "above 0 and at most 1",
            within,
        )?;
        let positive = |width: f64| width > 0.0;
        let width = check_number(|| "the width of the limits".to_owned(), width, "above 0", positive)?;
        Ok(Self { weight, width })
    }
}

/// Charts the moving average of single values (Roberts 1959; Lucas and Saccucci 1990).
///
/// `zₜ = λ xₜ + (1 − λ) zₜ₋₁` from the centre on; its variance is `λ² σ² + (1 − λ)²` times the one before. Centre and
/// spread as in [`individuals_chart`](super::individuals_chart). A point signals [`NelsonRule::Beyond`] outside its
/// limits; the other rules do not apply, since neighbouring averages depend on each other.
///
/// # Errors
///
/// As [`individuals_chart`](super::individuals_chart).
///
/// ```
/// use catsup_statistics::control::{Smoothing, ewma_of_individuals};
///
/// // The first six points are the usual; then everything lies a little higher.
/// let values = [10.0, 11.0, 10.0, 9.0, 10.0, 11.0, 13.0, 13.0, 13.0, 13.0, 13.0];
/// let chart = ewma_of_individuals(&values, Smoothing::USUAL, Some(6))?;
/// assert_eq!(chart.points.len(), 11);
/// assert!(chart.has_signal());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
pub fn ewma_of_individuals(
    values: &[f64],
    smoothing: Smoothing,
    baseline: Option<usize>,
) -> Result<ControlChart> {
    let (centre, deviation, baseline) = centre_and_spread(values, baseline)?;
    let points = values.iter().map(|value| (*value, deviation));
    Ok(ControlChart { centre, baseline, points: averages(points, centre, smoothing) })
}

/// Charts the moving average of shares of samples that differ in size; see [`ewma_of_individuals`].
///
/// # Errors
///
/// As [`share_chart`](super::share_chart).
///
/// ```
/// use catsup_statistics::control::{Dispersion, ShareAt, Smoothing, ewma_of_shares};
///
/// // Four usual months, then a share that stays a little lower: no month alone is unusual.
/// let months = [80, 81, 79, 80, 75, 75, 75, 75, 75, 75];
/// let months = months.map(|successes| ShareAt { successes: 4 * successes, n: 400 });
/// let chart = ewma_of_shares(&months, Smoothing::USUAL, Some(4), Dispersion::Binomial)?;
/// assert_eq!(chart.centre, 0.8);
/// assert!(chart.has_signal() && chart.points[4].signals.is_empty());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
pub fn ewma_of_shares(
    points: &[ShareAt],
    smoothing: Smoothing,
    baseline: Option<usize>,
    dispersion: Dispersion,
) -> Result<ControlChart> {
    let spread = Spread::of(points, baseline, dispersion)?;
    let shares = points.iter().map(|point| (point.share(), spread.deviation(point.n)));
    let points = averages(shares, spread.centre, smoothing);
    Ok(ControlChart { centre: spread.centre, baseline: spread.baseline, points })
}

/// The averages of values with their deviations.
fn averages(
    values: impl Iterator<Item = (f64, f64)>,
    centre: f64,
    Smoothing { weight, width }: Smoothing,
) -> Vec<ControlPoint> {
    let (mut average, mut variance) = (centre, 0.0);
    values
        .map(|(value, deviation)| {
            average += weight * (value - average);
            variance = (weight * deviation).powi(2) + (1.0 - weight).powi(2) * variance;
            let limits = Interval::around(centre, width * variance.sqrt());
            let signals = if limits.contains(average) { Vec::new() } else { vec![NelsonRule::Beyond] };
            let z = standard_distance(average - centre, variance.sqrt());
            ControlPoint { value: average, limits, z, signals }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_shift_that_lasts_is_found_where_single_values_say_nothing() {
        let steady = [4.0, 4.2, 3.9, 4.1, 3.8, 4.2, 4.0, 3.9, 4.1, 4.0];
        let values: Vec<f64> = steady.iter().copied().chain(steady.map(|value| value + 0.25)).collect();
        let single = super::super::individuals_chart(&values, Some(10)).unwrap().chart;
        let average = ewma_of_individuals(&values, Smoothing::USUAL, Some(10)).unwrap();
        assert!(single.points.iter().all(|point| !point.signals.contains(&NelsonRule::Beyond)));
        assert!(average.has_signal() && average.points[..10].iter().all(|point| point.signals.is_empty()));
    }

    #[test]
    fn the_limits_widen_towards_their_final_width() {
        let chart = ewma_of_individuals(&[1.0, 3.0, 1.0, 3.0, 1.0, 3.0], Smoothing::USUAL, None).unwrap();
        let deviation = 2.0 / std::f64::consts::FRAC_2_SQRT_PI;
        let first = chart.points[0].limits.width() / 2.0;
        assert!((first - 2.86 * 0.2 * deviation).abs() < 1e-12);
        let expected = 2.86 * deviation * (0.2 / 1.8 * (1.0 - 0.8_f64.powi(12))).sqrt();
        assert!((chart.points[5].limits.width() / 2.0 - expected).abs() < 1e-12);
    }

    #[test]
    fn shares_and_single_values_agree_for_equal_samples() {
        let points = [40, 45, 42, 60].map(|successes| ShareAt { successes, n: 100 });
        let chart = ewma_of_shares(&points, Smoothing::USUAL, Some(3), Dispersion::Binomial).unwrap();
        let by_hand = 0.2 * 0.40 + 0.8 * chart.centre;
        assert!((chart.points[0].value - by_hand).abs() < 1e-15);
        assert!(Smoothing::new(0.0, 3.0).is_err() && Smoothing::new(1.1, 3.0).is_err());
    }
}
