//! The mean of a sample, its spread and its t interval.

use serde::Serialize;

use crate::{Confidence, Error, Interval, Result};

/// Sample size, mean and standard deviation: what a comparison of means needs to know of a sample.
///
/// ```
/// use catsup_statistics::{Confidence, MeanSummary};
///
/// let summary = MeanSummary::new(100, 4.0, Some(1.0))?;
/// assert_eq!((summary.n(), summary.mean(), summary.standard_error()), (100, 4.0, Some(0.1)));
/// assert!((summary.interval(Confidence::NINETY_FIVE).unwrap().width() - 2.0 * 1.984 * 0.1).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanSummary {
    n: u64,
    mean: f64,
    standard_deviation: Option<f64>,
}

impl MeanSummary {
    /// Takes a summary computed elsewhere.
    ///
    /// `standard_deviation` is the sample one (divisor n − 1), `None` for a single observation.
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] when `n` is 0; [`Error::ImpossibleSummary`] when a number is not finite, the standard
    /// deviation is negative, or it is given for one observation or missing for several.
    ///
    /// ```
    /// use catsup_statistics::MeanSummary;
    ///
    /// assert_eq!(MeanSummary::new(100, 4.1, Some(0.9))?.standard_error(), Some(0.09));
    /// assert!(MeanSummary::new(100, 4.1, Some(-1.0)).is_err());
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn new(n: u64, mean: f64, standard_deviation: Option<f64>) -> Result<Self> {
        if n == 0 {
            return Err(Error::EmptySample);
        }
        let spread_fits = match standard_deviation {
            Some(deviation) => n > 1 && deviation.is_finite() && deviation >= 0.0,
            None => n == 1,
        };
        if mean.is_finite() && spread_fits {
            Ok(Self { n, mean, standard_deviation })
        } else {
            Err(Error::ImpossibleSummary { n, mean, standard_deviation })
        }
    }

    /// Computes the summary from exact sums, as counting queries return them.
    ///
    /// `s² = (n Σx² − (Σx)²) / (n (n − 1))`, with the numerator in integers so that nothing cancels.
    ///
    /// ```
    /// use catsup_statistics::MeanSummary;
    ///
    /// // The answers 4, 5, 5 and 2.
    /// let summary = MeanSummary::from_moments(4, 16, 70)?;
    /// assert_eq!((summary.mean(), summary.standard_deviation()), (4.0, Some(2.0_f64.sqrt())));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] when `n` is 0; [`Error::ImpossibleMoments`] when `n Σx² < (Σx)²`, or when these
    /// products exceed 128 bits.
    pub fn from_moments(n: u64, sum: i128, sum_of_squares: i128) -> Result<Self> {
        if n == 0 {
            return Err(Error::EmptySample);
        }
        let impossible = Error::ImpossibleMoments { n, sum, sum_of_squares };
        let scaled_variance = i128::from(n)
            .checked_mul(sum_of_squares)
            .zip(sum.checked_mul(sum))
            .and_then(|(squares, square)| squares.checked_sub(square))
            .filter(|&numerator| numerator >= 0 && (n > 1 || numerator == 0))
            .ok_or(impossible)?;
        let n_observed = n as f64;
        let standard_deviation =
            (n > 1).then(|| (scaled_variance as f64 / n_observed / (n_observed - 1.0)).sqrt());
        Ok(Self { n, mean: sum as f64 / n_observed, standard_deviation })
    }

    /// The number of observations.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::MeanSummary::new(100, 4.1, Some(0.9))?.n(), 100);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The arithmetic mean.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::MeanSummary::new(100, 4.1, Some(0.9))?.mean(), 4.1);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The sample standard deviation (divisor n − 1); `None` for one observation.
    ///
    /// ```
    /// use catsup_statistics::MeanSummary;
    ///
    /// assert_eq!(MeanSummary::new(100, 4.1, Some(0.9))?.standard_deviation(), Some(0.9));
    /// assert_eq!(MeanSummary::new(1, 4.0, None)?.standard_deviation(), None);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn standard_deviation(&self) -> Option<f64> {
        self.standard_deviation
    }

    /// The standard error of the mean, `s / √n`; `None` for one observation.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::MeanSummary::new(25, 4.1, Some(1.0))?.standard_error(), Some(0.2));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn standard_error(&self) -> Option<f64> {
        self.standard_deviation.map(|deviation| deviation / (self.n as f64).sqrt())
    }

    /// The t interval of the mean, `x̄ ± t(n − 1) s / √n` (“Student” 1908); `None` for one observation.
    ///
    /// It may reach past the ends of a scale; see [`Interval::within`]. Identical answers give an interval of no
    /// width.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, MeanSummary};
    ///
    /// let summary = MeanSummary::new(121, 4.248, Some(0.9685))?;
    /// let interval = summary.interval(Confidence::NINETY_FIVE).expect("121 answers have a spread");
    /// assert!((interval.low - 4.074).abs() < 1e-3 && (interval.high - 4.422).abs() < 1e-3);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let standard_error = self.standard_error()?;
        let margin = confidence.student_critical((self.n - 1) as f64) * standard_error;
        Some(Interval::around(self.mean, margin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_observation_has_a_mean_and_no_interval() {
        let single = MeanSummary::from_moments(1, 4, 16).unwrap();
        assert_eq!(single, MeanSummary::new(1, 4.0, None).unwrap());
        assert_eq!(single.interval(Confidence::NINETY_FIVE), None);
        assert_eq!(single.standard_error(), None);
    }

    #[test]
    fn an_empty_sample_has_no_summary() {
        assert_eq!(MeanSummary::from_moments(0, 0, 0), Err(Error::EmptySample));
        assert_eq!(MeanSummary::new(0, 0.0, None), Err(Error::EmptySample));
    }

    #[test]
    fn sums_that_no_sample_has_are_refused() {
        for (n, sum, sum_of_squares) in [(2, 4, 7), (1, 2, 5), (2, 0, -1), (2, i128::MAX, i128::MAX)] {
            assert_eq!(
                MeanSummary::from_moments(n, sum, sum_of_squares),
                Err(Error::ImpossibleMoments { n, sum, sum_of_squares })
            );
        }
    }

    #[test]
    fn a_summary_that_no_sample_has_is_refused() {
        for (n, mean, deviation) in [
            (1, 4.0, Some(0.0)),
            (2, 4.0, None),
            (2, f64::INFINITY, Some(1.0)),
            (2, 4.0, Some(-1.0)),
            (2, 4.0, Some(f64::NAN)),
        ] {
            assert!(matches!(MeanSummary::new(n, mean, deviation), Err(Error::ImpossibleSummary { .. })));
        }
    }
}
