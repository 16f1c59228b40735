//! A funnel plot: each unit against the target, with limits for its size.

use serde::Serialize;

use super::share_limits;
use super::{Overdispersion, check_units, mean_limits, overdispersion, pooled_deviation, pooled_share};
use crate::error::check_number;
use crate::{Confidence, Error, Interval, MeanSummary, Result, Significance, benjamini_hochberg};

/// The share of z scores pulled in at each end before overdispersion is estimated.
const WINSORISED: f64 = 0.1;

/// The fewest units whose overdispersion widens the limits: among fewer, spread and outliers cannot be told apart, and
/// the very units that differ would hide themselves.
const FEWEST_TO_WIDEN: usize = 10;

/// Where a unit lies in the funnel.
///
/// ```
/// use catsup_statistics::league::{FunnelPlace, share_funnel};
///
/// let funnel = share_funnel(&[(80, 100), (70, 100), (60, 100), (95, 100)], Some(0.8))?;
/// let places: Vec<FunnelPlace> = funnel.units.iter().map(|unit| unit.place).collect();
/// assert_eq!(places, [FunnelPlace::Within, FunnelPlace::Below, FunnelPlace::FarBelow, FunnelPlace::FarAbove]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelPlace {
    /// Below the 99.8 % limit: something is different here.
    FarBelow,
    /// Between the lower limits: worth a look; one unit in forty is here by chance.
    Below,
    /// Within the 95 % limits: as expected.
    Within,
    /// Between the upper limits.
    Above,
    /// Above the 99.8 % limit.
    FarAbove,
}

impl FunnelPlace {
    /// The place in words.
    ///
    /// ```
    /// use catsup_statistics::league::FunnelPlace;
    ///
    /// assert_eq!(FunnelPlace::FarBelow.words(), "far below");
    /// ```
    pub fn words(self) -> &'static str {
        match self {
            Self::FarBelow => "far below",
            Self::Below => "below",
            Self::Within => "as expected",
            Self::Above => "above",
            Self::FarAbove => "far above",
        }
    }
}

/// One unit of a funnel.
///
/// ```
/// use catsup_statistics::league::share_funnel;
///
/// let funnel = share_funnel(&[(80, 100), (60, 100)], Some(0.8))?;
/// let unit = &funnel.units[1];
/// assert_eq!((unit.n, unit.value), (100, 0.6));
/// assert!(unit.limits998.low < unit.limits95.low && unit.value < unit.limits998.low);
/// // z = (0.6 − 0.8) / √(0.8 · 0.2 / 100), and p doubles for two units.
/// assert!((unit.z + 5.0).abs() < 1e-12);
/// assert!((unit.p_adjusted - 2.0 * unit.p_value).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FunnelUnit {
    /// Its observations.
    pub n: u64,
    /// Its share or mean.
    pub value: f64,
    /// The limits that 95 % of units of its size lie within when only chance (and overdispersion) is at work.
    pub limits95: Interval,
    /// The same for 99.8 %.
    pub limits998: Interval,
    /// Its distance from the target in standard errors, overdispersion included where limits are widened.
    pub z: f64,
    /// The two-sided p value of z.
    pub p_value: f64,
    /// The p value adjusted for the number of units (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
    /// Where it lies, by the limits.
    pub place: FunnelPlace,
}

/// A funnel plot.
///
/// ```
/// use catsup_statistics::league::share_funnel;
///
/// let funnel = share_funnel(&[(80, 100), (120, 200), (170, 200)], None)?;
/// assert_eq!((funnel.target, funnel.units.len()), (0.74, 3));
/// assert!(funnel.overdispersion.phi > 1.0 && !funnel.widened, "three units are too few to widen for");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Funnel {
    /// The target: given, or the figure of all units together.
    pub target: f64,
    /// How much more the units differ than chance explains.
    pub overdispersion: Overdispersion,
    /// Whether the limits were widened for it, which takes ten units.
    pub widened: bool,
    /// The units, in the order given.
    pub units: Vec<FunnelUnit>,
}

/// The funnel of shares, each unit given as `(successes, n)` (Spiegelhalter 2005).
///
/// Without overdispersion, and for fewer than ten units, the limits are those of the exact binomial
/// ([`share_limits`]); with it they are `target ± z √(s² + τ²)`, `s² = target (1 − target) / n`, cut off at 0 and 1. The
/// target is the pooled share unless one is given.
///
/// ```
/// use catsup_statistics::league::{FunnelPlace, share_funnel};
///
/// let offices = [(80, 100), (161, 200), (79, 100), (60, 100), (402, 500), (83, 100), (238, 300)];
/// let funnel = share_funnel(&offices, Some(0.8))?;
/// assert_eq!(funnel.units[3].place, FunnelPlace::FarBelow);
/// assert!(!funnel.widened);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFewGroups`] below two units, [`Error::Undefined`] naming a unit without observations,
/// [`Error::SuccessesExceedSample`], [`Error::TooManyObservations`], [`Error::OutOfRange`] unless a given target is
/// between 0 and 1.
pub fn share_funnel(units: &[(u64, u64)], target: Option<f64>) -> Result<Funnel> {
    let pooled = pooled_share(units)?;
    if let Some(target) = target {
        check_number(|| "target".to_owned(), target, "between 0 and 1", |one| one > 0.0 && one < 1.0)?;
    }
    let target = target.unwrap_or(pooled);
    let error = |n: u64| (target * (1.0 - target) / n as f64).sqrt();
    let values: Vec<(f64, u64, f64)> =
        units.iter().map(|&(successes, n)| (successes as f64 / n as f64, n, error(n))).collect();
    let exact = |n: u64, confidence| share_limits(target, n, confidence);
    let funnel = funnel(&values, target, exact)?;
    Ok(funnel.within(0.0, 1.0))
}

/// The funnel of means (Spiegelhalter 2005): `target ± z √(s²/n + τ²)` with the spread within units pooled over all,
/// and τ from ten units on.
/// The target is the mean of all answers unless one is given.
///
/// ```
/// use catsup_statistics::{MeanSummary, league::{FunnelPlace, mean_funnel}};
///
/// let office = |mean, n| MeanSummary::new(n, mean, Some(1.0));
/// let offices = [office(4.1, 200)?, office(4.0, 150)?, office(3.5, 120)?, office(4.2, 90)?];
/// let funnel = mean_funnel(&offices, Some(4.0))?;
/// assert_eq!(funnel.units[2].place, FunnelPlace::FarBelow);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFewGroups`] below two units, [`Error::OutOfRange`] for a target that is not finite,
/// [`Error::Undefined`] when no unit has two answers, or when units differ though no answers within them do.
pub fn mean_funnel(units: &[MeanSummary], target: Option<f64>) -> Result<Funnel> {
    check_units(units.len())?;
    let n: f64 = units.iter().map(|unit| unit.n() as f64).sum();
    let pooled = units.iter().map(|unit| unit.n() as f64 * unit.mean()).sum::<f64>() / n;
    let target = check_number(|| "target".to_owned(), target.unwrap_or(pooled), "a finite number", |_| true)?;
    let deviation = pooled_deviation(units)?;
    if deviation == 0.0 && units.iter().any(|unit| unit.mean() != target) {
        let reason = "all answers within a unit are the same, so that nothing measures chance".to_owned();
        return Err(Error::Undefined { figure: "a funnel", reason });
    }
    let values: Vec<(f64, u64, f64)> =
        units.iter().map(|unit| (unit.mean(), unit.n(), deviation / (unit.n() as f64).sqrt())).collect();
    funnel(&values, target, |n, confidence| mean_limits(target, deviation, n, confidence))
}

fn funnel(
    values: &[(f64, u64, f64)],
    target: f64,
    plain: impl Fn(u64, Confidence) -> Result<Interval>,
) -> Result<Funnel> {
    let (confidence95, confidence998) = (Confidence::NINETY_FIVE, Confidence::new(0.998)?);
    let errors: Vec<(f64, f64)> = values.iter().map(|&(value, _, error)| (value, error)).collect();
    // Units that agree to the last answer have no chance to measure and nothing to explain.
    let spread = if errors.iter().all(|(_, error)| *error > 0.0) {
        overdispersion(&errors, target, WINSORISED)?
    } else {
        Overdispersion { phi: 0.0, tau: 0.0 }
    };
    let widened = spread.tau > 0.0 && values.len() >= FEWEST_TO_WIDEN;
    let mut units = Vec::with_capacity(values.len());
    for &(value, n, error) in values {
        let total = if widened { error.hypot(spread.tau) } else { error };
        let limits = |confidence: Confidence| {
            if widened {
                Ok(Interval::around(target, confidence.normal_critical() * total))
            } else {
                plain(n, confidence)
            }
        };
        let test = Significance::of_difference(value - target, total)
            .unwrap_or(Significance { statistic: 0.0, p_value: 1.0 });
        let (limits95, limits998) = (limits(confidence95)?, limits(confidence998)?);
        units.push(FunnelUnit {
            n,
            value,
            limits95,
            limits998,
            z: test.statistic,
            p_value: test.p_value,
            p_adjusted: test.p_value,
            place: place(value, limits95, limits998),
        });
    }
    let p_values: Vec<f64> = units.iter().map(|unit| unit.p_value).collect();
    for (unit, adjusted) in units.iter_mut().zip(benjamini_hochberg(&p_values)?) {
        unit.p_adjusted = adjusted;
    }
    Ok(Funnel { target, overdispersion: spread, widened, units })
}

fn place(value: f64, limits95: Interval, limits998: Interval) -> FunnelPlace {
    if value < limits998.low {
        FunnelPlace::FarBelow
    } else if value < limits95.low {
        FunnelPlace::Below
    } else if value > limits998.high {
        FunnelPlace::FarAbove
    } else if value > limits95.high {
        FunnelPlace::Above
    } else {
        FunnelPlace::Within
    }
}

impl Funnel {
    /// The limits that a funnel of shares has for a unit of `n` observations, to draw it between its units too.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, league::share_funnel};
    ///
    /// let funnel = share_funnel(&[(80, 100), (150, 200), (240, 300)], None)?;
    /// assert_eq!(funnel.share_limits_at(100, Confidence::NINETY_FIVE)?, funnel.units[0].limits95);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`share_limits`]: also for the funnel of means whose target is no share.
    pub fn share_limits_at(&self, n: u64, confidence: Confidence) -> Result<Interval> {
        let plain = share_limits(self.target, n, confidence)?;
        if !self.widened {
            return Ok(plain);
        }
        let error = (self.target * (1.0 - self.target) / n as f64).sqrt().hypot(self.overdispersion.tau);
        Ok(Interval::around(self.target, confidence.normal_critical() * error).within(0.0, 1.0))
    }

    fn within(mut self, low: f64, high: f64) -> Self {
        for unit in &mut self.units {
            unit.limits95 = unit.limits95.within(low, high);
            unit.limits998 = unit.limits998.within(low, high);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_all_agree_lie_within() {
        let same = share_funnel(&[(5, 5), (900, 900)], None).unwrap();
        assert!(same.units.iter().all(|unit| unit.place == FunnelPlace::Within && unit.p_value == 1.0));
        let mean = |n| MeanSummary::new(n, 4.0, Some(0.0)).unwrap();
        assert!(mean_funnel(&[mean(4), mean(9)], None).is_ok());
        assert!(matches!(mean_funnel(&[mean(4), mean(9)], Some(3.0)), Err(Error::Undefined { .. })));
    }

    #[test]
    fn a_unit_without_observations_is_named() {
        let refused = share_funnel(&[(1, 2), (0, 0)], None).unwrap_err().to_string();
        assert!(refused.contains("units[1]"), "{refused}");
        assert!(share_funnel(&[(1, 2)], None).is_err());
        assert!(share_funnel(&[(1, 2), (1, 2)], Some(1.0)).is_err());
    }

    #[test]
    fn true_differences_widen_the_funnel_and_one_outlier_does_not() {
        let spread: Vec<(u64, u64)> = (0..20).map(|office| (600 + 20 * office, 1_000)).collect();
        assert!(share_funnel(&spread, None).unwrap().widened);
        let funnel = share_funnel(&spread, None).unwrap();
        let drawn = funnel.share_limits_at(1_000, Confidence::NINETY_FIVE).unwrap();
        assert!(
            (drawn.low - funnel.units[0].limits95.low).abs() < 1e-12,
            "the funnel is drawn as wide as it is"
        );
        let mut alike = vec![(790, 1_000), (812, 1_000), (801, 1_000), (785, 1_000), (809, 1_000)];
        alike.extend(alike.clone());
        alike.push((600, 1_000));
        let funnel = share_funnel(&alike, Some(0.8)).unwrap();
        assert_eq!(funnel.units[10].place, FunnelPlace::FarBelow);
        assert!(funnel.overdispersion.tau < 0.02, "{:?}", funnel.overdispersion);
    }
}
