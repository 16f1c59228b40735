//! The chart of shares of samples that differ in size.

use serde::{Deserialize, Serialize};

use super::{ControlChart, ControlPoint, SIGMAS, baseline, nelson, standard_distance};
use crate::{Error, Interval, Result};

/// A share at one point in time: `successes` of `n`.
///
/// ```
/// use catsup_statistics::control::{Dispersion, ShareAt, share_chart};
///
/// let months = [ShareAt { successes: 78, n: 100 }, ShareAt { successes: 410, n: 500 }];
/// assert_eq!(share_chart(&months, None, Dispersion::Binomial)?.points[1].value, 0.82);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareAt {
    /// The observations that count towards the share.
    pub successes: u64,
    /// All observations; at least 1.
    pub n: u64,
}

/// How much shares vary when nothing changes.
///
/// ```
/// use catsup_statistics::control::{Dispersion, ShareAt, share_chart};
///
/// // A hundred thousand answers a month: chance alone would move the share by a third of a point at most.
/// let months = [80_000, 82_000, 79_000, 81_000, 78_000, 80_500].map(|successes| ShareAt { successes, n: 100_000 });
/// assert!(share_chart(&months, None, Dispersion::Binomial)?.has_signal());
/// assert!(!share_chart(&months, None, Dispersion::Laney)?.has_signal());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispersion {
    /// As chance alone makes them vary.
    #[default]
    Binomial,
    /// As they did vary from point to point (Laney 2002): right where samples are large and people differ from month
    /// to month, so that chance alone would raise an alarm at nearly every point.
    Laney,
}

/// Charts shares in order of time (p-chart; Shewhart 1931; Laney, “Improved control charts for attributes”, 2002).
///
/// The centre is the share of all observations of the first `baseline` points (all when `None`); limits lie three
/// standard deviations `√(p̄(1 − p̄)/nᵢ)` from it, times the spread of the standardised shares for
/// [`Dispersion::Laney`], and within 0 and 1.
///
/// ```
/// use catsup_statistics::control::{Dispersion, ShareAt, share_chart};
///
/// let trust = [(78, 100), (410, 500), (92, 120), (150, 300)];
/// let points = trust.map(|(successes, n)| ShareAt { successes, n });
/// let chart = share_chart(&points, Some(3), Dispersion::Binomial)?;
/// assert!(chart.points[3].value < chart.points[3].limits.low);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] for a point without observations, [`Error::SuccessesExceedSample`], [`Error::TooFew`] with
/// fewer than two points in the baseline.
pub fn share_chart(
    points: &[ShareAt],
    baseline: Option<usize>,
    dispersion: Dispersion,
) -> Result<ControlChart> {
    let spread = Spread::of(points, baseline, dispersion)?;
    let values: Vec<f64> = points.iter().map(ShareAt::share).collect();
    let deviations: Vec<f64> = points.iter().map(|point| spread.deviation(point.n)).collect();
    let z: Vec<f64> = values
        .iter()
        .zip(&deviations)
        .map(|(value, deviation)| standard_distance(value - spread.centre, *deviation))
        .collect();
    let signals = nelson::signals(&values, &z, deviations.iter().copied().fold(0.0, f64::max));
    let limits = |deviation: f64| Interval::around(spread.centre, SIGMAS * deviation).within(0.0, 1.0);
    let points = values.iter().zip(deviations).zip(z).zip(signals);
    Ok(ControlChart {
        centre: spread.centre,
        baseline: spread.baseline,
        points: points
            .map(|(((value, deviation), z), signals)| {
                let limits = limits(deviation).covering(spread.centre);
                ControlPoint { value: *value, limits, z, signals }
            })
            .collect(),
    })
}

impl ShareAt {
    pub(super) fn share(&self) -> f64 {
        self.successes as f64 / self.n as f64
    }
}

/// Centre and spread of shares.
pub(super) struct Spread {
    pub(super) centre: f64,
    pub(super) baseline: usize,
    /// How many times more than by chance the shares vary.
    factor: f64,
}

impl Spread {
    pub(super) fn of(points: &[ShareAt], asked: Option<usize>, dispersion: Dispersion) -> Result<Self> {
        for &ShareAt { successes, n } in points {
            if n == 0 {
                return Err(Error::EmptySample);
            }
            if successes > n {
                return Err(Error::SuccessesExceedSample { successes, n });
            }
        }
        let baseline = baseline(asked, points.len(), 2)?;
        let base = &points[..baseline];
        let total = |count: fn(&ShareAt) -> u64| base.iter().map(|one| u128::from(count(one))).sum::<u128>();
        let centre = total(|one| one.successes) as f64 / total(|one| one.n) as f64;
        let by_chance = Self { centre, baseline, factor: 1.0 };
        let factor = match dispersion {
            Dispersion::Binomial => 1.0,
            Dispersion::Laney => by_chance.observed_factor(base),
        };
        Ok(Self { factor, ..by_chance })
    }

    pub(super) fn deviation(&self, n: u64) -> f64 {
        self.factor * (self.centre * (1.0 - self.centre) / n as f64).sqrt()
    }

    /// The spread of the standardised shares by their mean moving range; 1 where nothing can vary.
    fn observed_factor(&self, base: &[ShareAt]) -> f64 {
        let z =
            base.iter().map(|point| standard_distance(point.share() - self.centre, self.deviation(point.n)));
        let z: Vec<f64> = z.collect();
        let ranges = z.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>();
        let factor = ranges / (z.len() - 1) as f64 / std::f64::consts::FRAC_2_SQRT_PI;
        if factor > 0.0 { factor } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(shares: &[(u64, u64)]) -> Vec<ShareAt> {
        shares.iter().map(|&(successes, n)| ShareAt { successes, n }).collect()
    }

    #[test]
    fn limits_narrow_with_the_sample() {
        let chart = share_chart(&points(&[(50, 100), (200, 400)]), None, Dispersion::Binomial).unwrap();
        assert_eq!(chart.centre, 0.5);
        assert!((chart.points[0].limits.high - (0.5 + 3.0 * 0.05)).abs() < 1e-12);
        assert!((chart.points[1].limits.high - (0.5 + 3.0 * 0.025)).abs() < 1e-12);
    }

    #[test]
    fn laney_takes_ordinary_differences_between_large_samples_for_what_they_are() {
        let wide: Vec<(u64, u64)> =
            [78, 81, 77, 82, 79, 80, 77, 81].map(|share| (share * 1000, 100_000)).into();
        assert!(share_chart(&points(&wide), None, Dispersion::Binomial).unwrap().has_signal());
        let laney = share_chart(&points(&wide), None, Dispersion::Laney).unwrap();
        assert!(laney.points.iter().all(|point| point.limits.contains(point.value)));
    }

    #[test]
    fn a_share_of_all_stays_on_its_line() {
        let chart = share_chart(&points(&[(10, 10), (7, 7)]), None, Dispersion::Laney).unwrap();
        assert!(!chart.has_signal());
        assert_eq!(chart.points[0].limits, Interval { low: 1.0, high: 1.0 });
    }

    #[test]
    fn impossible_points_are_refused() {
        let refused = |shares: &[(u64, u64)]| share_chart(&points(shares), None, Dispersion::Binomial);
        assert_eq!(refused(&[(0, 0), (1, 2)]), Err(Error::EmptySample));
        assert_eq!(refused(&[(3, 2), (1, 2)]), Err(Error::SuccessesExceedSample { successes: 3, n: 2 }));
        assert!(matches!(refused(&[(1, 2)]), Err(Error::TooFew { .. })));
    }
}
