//! The share in favour minus the share against: net promoters, net satisfaction, thumbs up less thumbs down.

use serde::Serialize;

use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Confidence, Error, Interval, Result};

/// A net share, between −1 and 1, with its interval.
///
/// ```
/// use catsup_statistics::{Confidence, NetShare};
///
/// let net = NetShare::of(60, 20, 100, Confidence::NINETY_FIVE)?;
/// assert!((net.value - 0.4).abs() < 1e-12);
/// // √((0.6 + 0.2 − 0.4²) / 100)
/// assert!((net.standard_error - 0.08).abs() < 1e-12);
/// assert!((net.interval.low - (0.4 - 1.959964 * 0.08)).abs() < 1e-6);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NetShare {
    /// The share in favour minus the share against.
    pub value: f64,
    /// The standard error of the net share.
    pub standard_error: f64,
    /// The normal interval around the value; it may reach past −1 or 1, see [`Interval::within`].
    pub interval: Interval,
}

impl NetShare {
    /// The net share of `favourable` over `unfavourable` answers among `n`.
    ///
    /// Each answer scores +1, 0 or −1, whose variance is `p + d − (p − d)²` for the shares `p` in favour and `d`
    /// against; the standard error is its root over `√n` (divisor n, not n − 1; Goodman 1964, Rocks 2016). A sample
    /// of one mind has no variance and so an interval of no width, which says little when n is small: show the
    /// Wilson interval of the shares beside it.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, NetShare};
    ///
    /// let net = NetShare::of(101, 8, 121, Confidence::NINETY_FIVE)?;
    /// assert!((net.value - 93.0 / 121.0).abs() < 1e-12 && net.interval.high < 0.9);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] when `n` is 0, [`Error::SuccessesExceedSample`] when both sides together exceed `n`,
    /// [`Error::TooManyObservations`] beyond 2⁴⁰ answers.
    pub fn of(favourable: u64, unfavourable: u64, n: u64, confidence: Confidence) -> Result<Self> {
        if n == 0 {
            return Err(Error::EmptySample);
        }
        if n > MAXIMUM_OBSERVATIONS {
            return Err(Error::TooManyObservations);
        }
        let decided = favourable.saturating_add(unfavourable);
        if decided > n {
            return Err(Error::SuccessesExceedSample { successes: decided, n });
        }
        let net = i128::from(favourable) - i128::from(unfavourable);
        let scaled_variance = i128::from(n) * i128::from(decided) - net * net;
        let n_observed = n as f64;
        let value = net as f64 / n_observed;
        let standard_error = (scaled_variance as f64 / n_observed).sqrt() / n_observed;
        let interval = Interval::around(value, confidence.normal_critical() * standard_error);
        Ok(Self { value, standard_error, interval })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_counts_are_refused() {
        let net =
            |favourable, unfavourable, n| NetShare::of(favourable, unfavourable, n, Confidence::NINETY_FIVE);
        assert_eq!(net(0, 0, 0), Err(Error::EmptySample));
        assert_eq!(net(2, 2, 3), Err(Error::SuccessesExceedSample { successes: 4, n: 3 }));
        assert_eq!(net(1, 1, u64::MAX), Err(Error::TooManyObservations));
    }

    #[test]
    fn one_answer_has_an_interval_of_no_width() {
        let single = NetShare::of(1, 0, 1, Confidence::NINETY_FIVE).unwrap();
        assert_eq!((single.value, single.standard_error), (1.0, 0.0));
        assert_eq!(single.interval, Interval { low: 1.0, high: 1.0 });
    }
}
