//! The limits of a funnel: where a unit of a given size lies when only chance sets it apart from the target.

use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::incomplete_beta::{UnitPoint, incomplete_beta};
use crate::{Confidence, Error, Interval, Result};

/// The limits of a share around a target, from the exact binomial distribution with interpolation
/// (Spiegelhalter, “Funnel plots for comparing institutional performance”, 2005, appendix A.1.1).
///
/// For the lower limit at probability `p`, with `r` the smallest count whose cumulative probability reaches `p`:
/// `(r − α) / n`, `α = (F(r) − p) / (F(r) − F(r − 1))`. The interpolation makes the funnel smooth.
///
/// ```
/// use catsup_statistics::{Confidence, league::share_limits};
///
/// let narrow = share_limits(0.8, 1_000, Confidence::NINETY_FIVE)?;
/// let wide = share_limits(0.8, 50, Confidence::NINETY_FIVE)?;
/// assert!(wide.low < 0.7 && 0.77 < narrow.low && narrow.high < 0.83 && 0.88 < wide.high);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless the target is from 0 to 1, [`Error::EmptySample`] when `n` is 0,
/// [`Error::TooManyObservations`] beyond 2⁴⁰.
pub fn share_limits(target: f64, n: u64, confidence: Confidence) -> Result<Interval> {
    check_number(|| "target".to_owned(), target, "a share from 0 to 1", |one| (0.0..=1.0).contains(&one))?;
    if n == 0 {
        return Err(Error::EmptySample);
    }
    if n > MAXIMUM_OBSERVATIONS {
        return Err(Error::TooManyObservations);
    }
    let tail = confidence.error_probability() / 2.0;
    // The upper limit is the lower one of failures: small tails keep their digits that way.
    let low = lower_limit(target, 1.0 - target, n, tail);
    let high = 1.0 - lower_limit(1.0 - target, target, n, tail);
    Ok(Interval { low, high }.covering(target))
}

fn lower_limit(target: f64, failing: f64, n: u64, tail: f64) -> f64 {
    let point = UnitPoint { x: failing, complement: target };
    let cumulative = |r: u64| {
        if r >= n { 1.0 } else { incomplete_beta((n - r) as f64, r as f64 + 1.0, point) }
    };
    let (mut short, mut enough) = (None, n);
    while short.map_or(0, |short: u64| short + 1) < enough {
        let middle = short.map_or(0, |short| short + 1).midpoint(enough - 1);
        if cumulative(middle) >= tail { enough = middle } else { short = Some(middle) }
    }
    let reached = cumulative(enough);
    let before = short.map_or(0.0, cumulative);
    let excess = if reached > before { (reached - tail) / (reached - before) } else { 0.0 };
    ((enough as f64 - excess.clamp(0.0, 1.0)) / n as f64).max(0.0)
}

/// The limits of a mean around a target, `target ± z s / √n`.
///
/// ```
/// use catsup_statistics::{Confidence, league::mean_limits};
///
/// let limits = mean_limits(4.0, 1.0, 100, Confidence::NINETY_FIVE)?;
/// assert!((limits.low - 3.804).abs() < 1e-3 && (limits.high - 4.196).abs() < 1e-3);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless the target is finite and the standard deviation finite and not negative,
/// [`Error::EmptySample`] when `n` is 0.
pub fn mean_limits(target: f64, standard_deviation: f64, n: u64, confidence: Confidence) -> Result<Interval> {
    check_number(|| "target".to_owned(), target, "a finite number", |_| true)?;
    let item = || "standard deviation".to_owned();
    check_number(item, standard_deviation, "finite and not negative", |one| one >= 0.0)?;
    if n == 0 {
        return Err(Error::EmptySample);
    }
    let margin = confidence.normal_critical() * standard_deviation / (n as f64).sqrt();
    Ok(Interval::around(target, margin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certain_target_leaves_no_room() {
        let certain = share_limits(1.0, 40, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(certain.high, 1.0);
        assert!(certain.low > 0.97, "{certain:?}");
        assert!(share_limits(f64::NAN, 40, Confidence::NINETY_FIVE).is_err());
        assert_eq!(share_limits(0.5, 0, Confidence::NINETY_FIVE), Err(Error::EmptySample));
    }

    #[test]
    fn limits_mirror_with_the_target() {
        for (target, n) in [(0.3, 1), (0.3, 17), (0.02, 400), (0.77, 100_000)] {
            let limits = share_limits(target, n, Confidence::NINETY_NINE).unwrap();
            let mirrored = share_limits(1.0 - target, n, Confidence::NINETY_NINE).unwrap();
            assert!((limits.low + mirrored.high - 1.0).abs() < 1e-12, "{limits:?} {mirrored:?}");
        }
    }
}
