//! The best guess of each unit: its own figure, pulled towards all of them the more the less it is known.

use serde::Serialize;

use super::posterior::Posterior;
use super::{check_units, pooled_deviation, pooled_share};
use crate::{Confidence, Error, Interval, MeanSummary, Result};

/// The observations that Jeffreys' prior Beta(½, ½) is worth (1946).
const JEFFREYS: f64 = 1.0;
/// Passes of the estimate of the spread between units; it settles in a few.
const PASSES: usize = 200;

/// One unit after shrinkage.
///
/// ```
/// use catsup_statistics::{Confidence, league::shrunken_shares};
///
/// let shrunken = shrunken_shares(&[(3, 3), (450, 600), (610, 1_000)], Confidence::NINETY_FIVE)?;
/// let [small, large] = [&shrunken.units[0], &shrunken.units[2]];
/// assert_eq!((small.n, small.value), (3, 1.0));
/// assert!(small.reliability < large.reliability && small.estimate < 1.0);
/// assert!(small.interval.contains(small.estimate));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ShrunkenUnit {
    /// Its observations.
    pub n: u64,
    /// Its own share or mean.
    pub value: f64,
    /// The estimate, between its own figure and the common one.
    pub estimate: f64,
    /// The interval of the estimate.
    pub interval: Interval,
    /// The weight of its own figure in the estimate, from 0 to 1: its reliability.
    pub reliability: f64,
}

/// Units after shrinkage.
///
/// ```
/// use catsup_statistics::{Confidence, league::shrunken_shares};
///
/// let shrunken = shrunken_shares(&[(30, 40), (450, 600), (610, 1_000)], Confidence::NINETY_FIVE)?;
/// assert!((shrunken.centre - 1_090.0 / 1_640.0).abs() < 1e-12);
/// assert!(shrunken.between > 0.0 && shrunken.units.len() == 3);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shrunken {
    /// The common figure that units are pulled to.
    pub centre: f64,
    /// The standard deviation of the true figures of units.
    pub between: f64,
    /// The units, in the order given.
    pub units: Vec<ShrunkenUnit>,
    #[serde(skip)]
    pub(super) posteriors: Vec<Posterior>,
}

/// Shrinks shares, each unit `(successes, n)`, by the beta-binomial model (empirical Bayes; Morris 1983).
///
/// The prior Beta(m p, m (1 − p)) has the pooled share `p`, and its strength `m = (1 − ρ) / ρ` comes from the
/// correlation within units by the method of moments (Kleinman 1973),
/// `ρ = (S − p (1 − p) (I − 1)) / (p (1 − p) (N − Σ n²/N − (I − 1)))`, `S = Σ n (pᵢ − p)²`. It is never worth more than
/// all observations, from which p is known, so that intervals keep a width where no unit differs; and never less than the
/// one observation of Jeffreys' prior (1946), so that they keep one where all answers of a unit agree. A unit's estimate is
/// `(k + m p) / (n + m)`, its interval the posterior's.
///
/// ```
/// use catsup_statistics::{Confidence, league::shrunken_shares};
///
/// let offices = [(3, 3), (450, 600), (610, 1_000), (88, 100), (35, 70)];
/// let shrunken = shrunken_shares(&offices, Confidence::NINETY_FIVE)?;
/// let smallest = &shrunken.units[0];
/// assert!(smallest.value == 1.0 && smallest.estimate < 0.85);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// As [`share_funnel`](super::share_funnel); [`Error::Undefined`] also when all observations are alike, which leaves
/// nothing to learn the spread from.
pub fn shrunken_shares(units: &[(u64, u64)], confidence: Confidence) -> Result<Shrunken> {
    let centre = pooled_share(units)?;
    let variance = centre * (1.0 - centre);
    if variance <= 0.0 {
        let reason = "all observations are alike".to_owned();
        return Err(Error::Undefined { figure: "the spread between units", reason });
    }
    let (mut total, mut squares, mut between) = (0.0, 0.0, 0.0);
    for &(successes, n) in units {
        let size = n as f64;
        total += size;
        squares += size * size;
        between += size * (successes as f64 / size - centre).powi(2);
    }
    let spare = (units.len() - 1) as f64;
    let room = variance * (total - squares / total - spare);
    // Units of one observation each leave no room to tell spread from chance.
    let correlation = if room > 0.0 { ((between - variance * spare) / room).min(1.0) } else { 0.0 };
    let strength = if correlation > 0.0 { (1.0 - correlation) / correlation } else { total };
    let strength = strength.clamp(JEFFREYS.min(total), total);
    let posteriors: Vec<Posterior> = units
        .iter()
        .map(|&(successes, n)| Posterior::Beta {
            a: successes as f64 + strength * centre,
            b: (n - successes) as f64 + strength * (1.0 - centre),
        })
        .collect();
    let own = units
        .iter()
        .map(|&(successes, n)| (n, successes as f64 / n as f64, n as f64 / (n as f64 + strength)));
    let between = (correlation.max(0.0) * variance).sqrt();
    Ok(shrunken(centre, between, own, posteriors, confidence))
}

/// Shrinks means by the normal model with unknown centre (empirical Bayes; Morris 1983).
///
/// With the spread within units pooled, `vᵢ = s² / nᵢ`; the variance between units τ² is that of Paule and Mandel (1982),
/// for which `Σ (x̄ᵢ − μ)² / (vᵢ + τ²) = I − 1` with the weighted mean μ, or 0. The estimate is `μ + Bᵢ (x̄ᵢ − μ)` with
/// `Bᵢ = τ² / (τ² + vᵢ)`, and its variance `Bᵢ vᵢ + (1 − Bᵢ)² / Σ 1/(vᵢ + τ²)`: the second part stands for not knowing μ.
///
/// ```
/// use catsup_statistics::{Confidence, MeanSummary, league::shrunken_means};
///
/// let office = |mean, n| MeanSummary::new(n, mean, Some(1.0));
/// let offices = [office(4.1, 200)?, office(4.9, 2)?, office(3.5, 120)?, office(4.2, 90)?];
/// let shrunken = shrunken_means(&offices, Confidence::NINETY_FIVE)?;
/// assert!(shrunken.units[1].estimate < 4.6 && shrunken.units[1].reliability < 0.5);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFewGroups`] below two units, [`Error::Undefined`] when no unit has two answers or no answers within a unit
/// differ.
pub fn shrunken_means(units: &[MeanSummary], confidence: Confidence) -> Result<Shrunken> {
    check_units(units.len())?;
    let deviation = pooled_deviation(units)?;
    if deviation == 0.0 {
        let reason = "all answers within a unit are the same".to_owned();
        return Err(Error::Undefined { figure: "the spread within units", reason });
    }
    let variances: Vec<f64> = units.iter().map(|unit| deviation * deviation / unit.n() as f64).collect();
    let between = paule_mandel(units, &variances);
    let (centre, weight) = centre_of(units, &variances, between);
    let reliability = |variance: f64| between / (between + variance);
    let posteriors: Vec<Posterior> = units
        .iter()
        .zip(&variances)
        .map(|(unit, &variance)| {
            let own = reliability(variance);
            let uncertain = own * variance + (1.0 - own).powi(2) / weight;
            Posterior::Normal { mean: centre + own * (unit.mean() - centre), deviation: uncertain.sqrt() }
        })
        .collect();
    let own =
        units.iter().zip(&variances).map(|(unit, &variance)| (unit.n(), unit.mean(), reliability(variance)));
    Ok(shrunken(centre, between.sqrt(), own, posteriors, confidence))
}

fn shrunken(
    centre: f64,
    between: f64,
    own: impl Iterator<Item = (u64, f64, f64)>,
    posteriors: Vec<Posterior>,
    confidence: Confidence,
) -> Shrunken {
    let units = own
        .zip(&posteriors)
        .map(|((n, value, reliability), posterior)| ShrunkenUnit {
            n,
            value,
            estimate: posterior.mean(),
            interval: posterior.interval(confidence),
            reliability,
        })
        .collect();
    Shrunken { centre, between, units, posteriors }
}

/// The weighted mean of units for this variance between them, and the sum of the weights.
fn centre_of(units: &[MeanSummary], variances: &[f64], between: f64) -> (f64, f64) {
    let (sum, weight) = units.iter().zip(variances).fold((0.0, 0.0), |(sum, weights), (unit, variance)| {
        let weight = 1.0 / (variance + between);
        (sum + weight * unit.mean(), weights + weight)
    });
    (sum / weight, weight)
}

/// The variance between units, by bisection: the weighted squares fall as it grows.
fn paule_mandel(units: &[MeanSummary], variances: &[f64]) -> f64 {
    let spare = (units.len() - 1) as f64;
    let excess = |between: f64| {
        let (centre, _) = centre_of(units, variances, between);
        let squares = units.iter().zip(variances);
        squares.map(|(unit, variance)| (unit.mean() - centre).powi(2) / (variance + between)).sum::<f64>()
            - spare
    };
    if excess(0.0) <= 0.0 {
        return 0.0;
    }
    let range = units.iter().map(|unit| (unit.mean() - units[0].mean()).powi(2)).sum::<f64>();
    let (mut low, mut high) = (0.0, range.max(f64::MIN_POSITIVE));
    while excess(high) > 0.0 {
        high *= 2.0;
    }
    for _ in 0..PASSES {
        let middle = f64::midpoint(low, high);
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_lie_between_the_unit_and_all_units() {
        let offices = [(3, 3), (450, 600), (610, 1_000), (88, 100), (35, 70), (0, 2)];
        let shrunken = shrunken_shares(&offices, Confidence::NINETY_FIVE).unwrap();
        for unit in &shrunken.units {
            let (low, high) = (unit.value.min(shrunken.centre), unit.value.max(shrunken.centre));
            assert!(low <= unit.estimate && unit.estimate <= high, "{unit:?}");
            assert!(unit.interval.contains(unit.estimate));
        }
    }

    #[test]
    fn units_that_do_not_differ_share_one_estimate_that_still_has_a_width() {
        let shares = shrunken_shares(&[(50, 100), (5, 10), (500, 1_000)], Confidence::NINETY_FIVE).unwrap();
        assert!(shares.units.iter().all(|unit| (unit.estimate - 0.5).abs() < 1e-12));
        assert!(shares.units.iter().all(|unit| unit.interval.width() > 0.01));
        let mean = |n| MeanSummary::new(n, 4.0, Some(1.0)).unwrap();
        let means = shrunken_means(&[mean(10), mean(400)], Confidence::NINETY_FIVE).unwrap();
        assert_eq!(means.between, 0.0);
        assert!(means.units.iter().all(|unit| unit.estimate == 4.0 && unit.interval.width() > 0.1));
    }

    #[test]
    fn units_as_different_as_can_be_keep_intervals_of_some_width() {
        for units in [[(1, 1), (0, 2)], [(40, 40), (0, 50)]] {
            let found = shrunken_shares(&units, Confidence::NINETY_FIVE).unwrap();
            for unit in &found.units {
                assert!(unit.interval.width() > 0.02 && unit.interval.contains(unit.estimate), "{unit:?}");
            }
        }
        // One success among all: the prior of the others is next to nothing, and no more.
        let rare = shrunken_shares(&[(1, 10), (0, 1_000_000)], Confidence::NINETY_FIVE).unwrap();
        assert!(
            rare.units.iter().all(|unit| unit.interval.low >= 0.0 && unit.interval.high < 0.5),
            "{rare:?}"
        );
    }

    #[test]
    fn nothing_to_learn_from_is_refused() {
        assert!(shrunken_shares(&[(5, 5), (3, 3)], Confidence::NINETY_FIVE).is_err());
        let lone = MeanSummary::new(1, 4.0, None).unwrap();
        assert!(shrunken_means(&[lone, lone], Confidence::NINETY_FIVE).is_err());
    }
}
