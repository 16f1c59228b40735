//! A share of a sample and its interval: top-2 share, thumbs up, response rate.

use serde::Serialize;

use crate::distributions::beta_quantile;
use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Confidence, Error, Interval, Result};

/// A share of a sample with its Wilson interval.
///
/// ```
/// use catsup_statistics::{Confidence, Proportion};
///
/// let found = Proportion::of(7, 10, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.successes, found.n, found.share), (7, 10, 0.7));
/// assert!(found.interval.low > 0.39 && found.interval.high < 0.9);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proportion {
    /// The observations that count towards the share.
    pub successes: u64,
    /// All observations.
    pub n: u64,
    /// `successes / n`, between 0 and 1.
    pub share: f64,
    /// The Wilson score interval of the share, within 0 and 1.
    pub interval: Interval,
}

impl Proportion {
    /// The share `successes / n` with its [`wilson`] interval.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, Proportion};
    ///
    /// let satisfied = Proportion::of(813, 1024, Confidence::NINETY_FIVE)?;
    /// assert!((satisfied.share - 0.794).abs() < 1e-3);
    /// assert!(satisfied.interval.contains(0.8));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`wilson`].
    pub fn of(successes: u64, n: u64, confidence: Confidence) -> Result<Self> {
        let interval = wilson(successes, n, confidence)?;
        Ok(Self { successes, n, share: successes as f64 / n as f64, interval })
    }
}

/// The score interval of a proportion (Wilson 1927), the default for every share.
///
/// The shares `π` that a z test of `p = successes / n` would not reject, the roots of
/// `(p − π)² = z² π (1 − π) / n`. It stays within 0 and 1, and covers well for small samples and extreme shares
/// (Brown, Cai and DasGupta 2001).
///
/// ```
/// use catsup_statistics::{Confidence, wilson};
///
/// let interval = wilson(7, 10, Confidence::NINETY_FIVE)?;
/// assert!((interval.low - 0.3968).abs() < 1e-4 && (interval.high - 0.8922).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] when `n` is 0, [`Error::SuccessesExceedSample`] when there are more successes than
/// observations, [`Error::TooManyObservations`] beyond 2⁴⁰.
pub fn wilson(successes: u64, n: u64, confidence: Confidence) -> Result<Interval> {
    check(successes, n)?;
    let z = confidence.normal_critical();
    let interval =
        Interval { low: wilson_lower(successes, n, z), high: 1.0 - wilson_lower(n - successes, n, z) };
    Ok(interval.covering(successes as f64 / n as f64))
}

/// The exact interval of a proportion (Clopper and Pearson 1934): never covers less often than stated, and is
/// for that mostly wider than [`wilson`].
///
/// Its ends are the quantiles of Beta(k, n − k + 1) at α/2 and of Beta(k + 1, n − k) at 1 − α/2, for k successes;
/// 0 for no success and 1 for no failure.
///
/// ```
/// use catsup_statistics::{Confidence, clopper_pearson};
///
/// let interval = clopper_pearson(7, 10, Confidence::NINETY_FIVE)?;
/// assert!((interval.low - 0.3475).abs() < 1e-4 && (interval.high - 0.9333).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// As [`wilson`].
pub fn clopper_pearson(successes: u64, n: u64, confidence: Confidence) -> Result<Interval> {
    check(successes, n)?;
    let lower = |count: u64| {
        if count == 0 {
            return 0.0;
        }
        let guess = wilson_lower(count, n, confidence.normal_critical());
        beta_quantile(confidence.error_probability() / 2.0, count as f64, (n - count) as f64 + 1.0, guess)
    };
    let interval = Interval { low: lower(successes), high: 1.0 - lower(n - successes) };
    Ok(interval.covering(successes as f64 / n as f64))
}

fn check(successes: u64, n: u64) -> Result<()> {
    if n == 0 {
        Err(Error::EmptySample)
    } else if n > MAXIMUM_OBSERVATIONS {
        Err(Error::TooManyObservations)
    } else if successes > n {
        Err(Error::SuccessesExceedSample { successes, n })
    } else {
        Ok(())
    }
}

/// The smaller root of Wilson's equation, from the product of both roots rather than as a difference, so that rare
/// successes keep their digits and none gives exactly 0.
fn wilson_lower(successes: u64, n: u64, z: f64) -> f64 {
    let n_observed = n as f64;
    wilson_lower_of(successes as f64 / n_observed, (n - successes) as f64 / n_observed, n_observed, z)
}

/// The Wilson interval of a share known from an effective number of answers, which need not be whole.
pub(crate) fn wilson_of_share(share: f64, n: f64, confidence: Confidence) -> Interval {
    let z = confidence.normal_critical();
    let failing = 1.0 - share;
    let interval = Interval {
        low: wilson_lower_of(share, failing, n, z),
        high: 1.0 - wilson_lower_of(failing, share, n, z),
    };
    interval.covering(share)
}

fn wilson_lower_of(share: f64, failing: f64, n: f64, z: f64) -> f64 {
    if share == 0.0 {
        return 0.0;
    }
    let spread = z * z / n;
    let root = (spread * (4.0 * share * failing + spread)).sqrt();
    2.0 * share * share / (2.0 * share + spread + root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_counts_are_refused() {
        for interval in [wilson, clopper_pearson] {
            assert_eq!(interval(0, 0, Confidence::NINETY_FIVE), Err(Error::EmptySample));
            assert_eq!(interval(1, u64::MAX, Confidence::NINETY_FIVE), Err(Error::TooManyObservations));
            assert_eq!(
                interval(3, 2, Confidence::NINETY_FIVE),
                Err(Error::SuccessesExceedSample { successes: 3, n: 2 })
            );
        }
    }

    #[test]
    fn certainty_in_the_sample_reaches_the_end_of_the_scale_exactly() {
        for interval in [wilson, clopper_pearson] {
            for n in [1, 7, 10, 1_000_003] {
                assert_eq!(interval(0, n, Confidence::NINETY_FIVE).unwrap().low, 0.0);
                assert_eq!(interval(n, n, Confidence::NINETY_FIVE).unwrap().high, 1.0);
            }
        }
    }
}
