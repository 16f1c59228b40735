//! When more units lie outside the funnel than chance explains: the funnel is too narrow, not everyone remarkable.

use serde::Serialize;

use crate::error::check_number;
use crate::{Error, Result};

/// How much more units differ than chance explains.
///
/// ```
/// use catsup_statistics::league::overdispersion;
///
/// // As far from the target as chance would have them: no spread beyond it.
/// let found = overdispersion(&[(0.78, 0.02), (0.82, 0.02), (0.80, 0.02)], 0.8, 0.0)?;
/// assert!((found.phi - 2.0 / 3.0).abs() < 1e-9);
/// assert_eq!(found.tau, 0.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Overdispersion {
    /// The mean of the squared, winsorised z scores: about 1 when only chance is at work.
    pub phi: f64,
    /// The standard deviation between units beyond chance, in the unit of the figures; 0 when chance is enough.
    pub tau: f64,
}

/// Estimates overdispersion from z scores about a target (Spiegelhalter, “Handling over-dispersion of performance
/// indicators”, 2005).
///
/// `units` are `(estimate, standard error under the target)`. The z scores are winsorised: the share `winsorised`
/// (usually 0.1) at each end is pulled in to the quantile there (linear interpolation, type 7 of Hyndman and Fan), so
/// that true outliers do not widen the limits that should show them. Then `φ = Σ z² / I`; when `I φ > I − 1`, the
/// additive random-effects variance is `τ² = (I φ − (I − 1)) / (Σ w − Σ w² / Σ w)` with `w = 1 / s²`
/// (DerSimonian and Laird 1986), otherwise 0.
///
/// ```
/// use catsup_statistics::league::overdispersion;
///
/// let units = [(0.70, 0.02), (0.80, 0.02), (0.90, 0.02), (0.75, 0.02), (0.85, 0.02)];
/// let found = overdispersion(&units, 0.8, 0.1)?;
/// assert!(found.phi > 8.0 && 0.05 < found.tau && found.tau < 0.08);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFewGroups`] below two units, [`Error::OutOfRange`] for an estimate that is not finite, a standard error
/// that is not above 0, or unless `winsorised` is from 0 to below 0.5.
pub fn overdispersion(units: &[(f64, f64)], target: f64, winsorised: f64) -> Result<Overdispersion> {
    if units.len() < 2 {
        return Err(Error::TooFewGroups(units.len()));
    }
    check_number(|| "target".to_owned(), target, "a finite number", |_| true)?;
    check_number(
        || "winsorised".to_owned(),
        winsorised,
        "from 0 to below 0.5",
        |share| (0.0..0.5).contains(&share),
    )?;
    let mut scores = Vec::with_capacity(units.len());
    for (place, &(estimate, error)) in units.iter().enumerate() {
        check_number(|| format!("the estimate of units[{place}]"), estimate, "a finite number", |_| true)?;
        check_number(|| format!("the standard error of units[{place}]"), error, "above 0", |one| one > 0.0)?;
        scores.push((estimate - target) / error);
    }
    let mut sorted = scores.clone();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&sorted, winsorised), quantile(&sorted, 1.0 - winsorised));
    let count = units.len() as f64;
    let phi = scores.iter().map(|score| score.clamp(low, high).powi(2)).sum::<f64>() / count;
    let (weights, squares) = units.iter().fold((0.0, 0.0), |(weights, squares), (_, error)| {
        let weight = error.powi(-2);
        (weights + weight, squares + weight * weight)
    });
    let excess = count * phi - (count - 1.0);
    let tau = if excess > 0.0 { (excess / (weights - squares / weights)).sqrt() } else { 0.0 };
    Ok(Overdispersion { phi, tau })
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = sorted[place.floor() as usize];
    below + place.fract() * (sorted[place.ceil() as usize] - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_far_apart_as_chance_sets_them_have_no_spread_of_their_own() {
        let found = overdispersion(&[(0.5, 0.1), (0.55, 0.1), (0.45, 0.1)], 0.5, 0.1).unwrap();
        assert!(found.phi < 1.0 && found.tau == 0.0, "{found:?}");
    }

    #[test]
    fn what_is_no_unit_is_named() {
        let told = |units: &[(f64, f64)]| overdispersion(units, 0.5, 0.1).unwrap_err().to_string();
        assert!(told(&[(0.5, 0.1), (0.4, 0.0)]).starts_with("the standard error of units[1] is 0"));
        assert!(told(&[(f64::NAN, 0.1), (0.4, 0.1)]).starts_with("the estimate of units[0] is NaN"));
        assert!(overdispersion(&[(0.5, 0.1), (0.4, 0.1)], 0.5, 0.5).is_err());
    }
}
