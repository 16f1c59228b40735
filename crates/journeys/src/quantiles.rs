//! Mean, median and 90th percentile of durations.

use serde::Serialize;

/// Microseconds of a second.
pub(crate) const SECOND: f64 = 1e6;

/// Durations in three figures, in seconds.
///
/// Quantiles are interpolated linearly between order statistics: with `n` sorted values and `h = (n − 1) q`, the value
/// at `⌊h⌋` plus the fraction of `h` of the way to the next (type 7 of Hyndman and Fan 1996, the default of numpy and R).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DurationSummary {
    /// How many durations there are.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Half of them are shorter.
    pub median: f64,
    /// Nine in ten of them are shorter.
    pub p90: f64,
}

impl DurationSummary {
    /// Summarises durations in microseconds, whose order it changes. `None` when there are none.
    ///
    /// ```
    /// use catsup_journeys::DurationSummary;
    ///
    /// let waits = DurationSummary::of(&mut [4_000_000, 1_000_000, 2_000_000]).unwrap();
    /// assert_eq!((waits.n, waits.median, waits.p90), (3, 2.0, 3.6));
    /// assert!((waits.mean - 7.0 / 3.0).abs() < 1e-15);
    /// ```
    pub fn of(micros: &mut [i64]) -> Option<Self> {
        if micros.is_empty() {
            return None;
        }
        let n = micros.len();
        // Exact: 2³² durations of at most 2⁶³ stay far below 2¹²⁷.
        let sum: i128 = micros.iter().map(|&micros| i128::from(micros)).sum();
        let median = quantile(micros, 0.5);
        // Everything before the median's place is now no larger, so the 90th percentile lies behind it.
        let p90 = quantile(micros, 0.9);
        Some(Self {
            n: n as u64,
            mean: sum as f64 / n as f64 / SECOND,
            median: median / SECOND,
            p90: p90 / SECOND,
        })
    }
}

/// The quantile of values that are not empty, in their unit, by linear interpolation.
pub(crate) fn quantile(values: &mut [i64], q: f64) -> f64 {
    catsup_statistics::quantile(values, q).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_durations_have_no_summary() {
        assert_eq!(DurationSummary::of(&mut []), None);
    }
}
