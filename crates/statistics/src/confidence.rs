//! The confidence level of an interval, checked once.

use serde::Serialize;

use crate::distributions::{normal_critical, student_critical};
use crate::{Error, Result};

/// A confidence level strictly between 0 and 1.
///
/// ```
/// use catsup_statistics::{Confidence, wilson};
///
/// let [narrow, wide] = [Confidence::NINETY, Confidence::NINETY_NINE].map(|level| wilson(7, 10, level));
/// assert!(narrow?.width() < wide?.width());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Confidence(f64);

impl Confidence {
    /// 90 %.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Confidence::NINETY.level(), 0.9);
    /// ```
    pub const NINETY: Self = Self(0.90);
    /// 95 %, the level of every published figure.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Confidence::NINETY_FIVE.level(), 0.95);
    /// ```
    pub const NINETY_FIVE: Self = Self(0.95);
    /// 99 %.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Confidence::NINETY_NINE.level(), 0.99);
    /// ```
    pub const NINETY_NINE: Self = Self(0.99);

    /// Checks a level such as 0.95.
    ///
    /// ```
    /// use catsup_statistics::Confidence;
    ///
    /// assert_eq!(Confidence::new(0.95)?, Confidence::NINETY_FIVE);
    /// assert!(Confidence::new(95.0).is_err());
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Confidence`] unless `0 < level < 1`; a NaN is refused too.
    pub fn new(level: f64) -> Result<Self> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(Error::Confidence(level)) }
    }

    /// The level as a number between 0 and 1.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Confidence::new(0.8)?.level(), 0.8);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn level(self) -> f64 {
        self.0
    }

    /// The probability left outside the interval, on both sides together.
    pub(crate) fn error_probability(self) -> f64 {
        1.0 - self.0
    }

    /// The two-sided critical value of the standard normal distribution (1.96 for 95 %).
    pub(crate) fn normal_critical(self) -> f64 {
        normal_critical(self.error_probability())
    }

    /// The two-sided critical value of Student's t distribution.
    pub(crate) fn student_critical(self, degrees_of_freedom: f64) -> f64 {
        student_critical(self.error_probability(), degrees_of_freedom)
    }
}

impl TryFrom<f64> for Confidence {
    type Error = Error;

    fn try_from(level: f64) -> Result<Self> {
        Self::new(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_outside_zero_to_one_is_refused() {
        for level in [0.0, 1.0, -0.5, 95.0, f64::INFINITY] {
            assert_eq!(Confidence::new(level), Err(Error::Confidence(level)));
        }
        assert!(Confidence::new(f64::NAN).is_err());
        assert_eq!(Confidence::try_from(0.95), Ok(Confidence::NINETY_FIVE));
    }
}
