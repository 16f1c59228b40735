//! Importance–performance: what matters and how well it does, and so what to work on first.

use serde::Serialize;

use crate::{ModelError, ModelResult};

/// The theoretical ends of an answer scale, such as 1 and 5.
///
/// ```
/// use catsup_statistics::drivers::Scale;
///
/// let scale = Scale::new("ease", 1.0, 5.0)?;
/// assert_eq!((scale.performance(1.0), scale.performance(5.0)), (0.0, 100.0));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// A scale from `low` to `high`.
    ///
    /// # Errors
    ///
    /// [`ModelError::Scale`], which names `variable`, unless both are finite and ascend.
    ///
    /// ```
    /// use catsup_statistics::drivers::Scale;
    ///
    /// let scale = Scale::new("ease", 1.0, 5.0)?;
    /// assert_eq!(scale.performance(4.0), 75.0);
    /// assert!(scale.holds("ease", (1.0, 7.0)).is_err());
    /// assert!(Scale::new("ease", 5.0, 1.0).is_err());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn new(variable: &str, low: f64, high: f64) -> ModelResult<Self> {
        if low.is_finite() && high.is_finite() && low < high {
            Ok(Self { low, high })
        } else {
            Err(ModelError::Scale { variable: variable.to_owned(), low, high })
        }
    }

    /// Refuses answers beyond its ends: a performance below 0 or above 100 says that the scale is another one.
    ///
    /// # Errors
    ///
    /// [`ModelError::OffScale`], which names `variable`, unless the lowest and the highest answer lie on the scale.
    ///
    /// ```
    /// use catsup_statistics::drivers::Scale;
    ///
    /// let scale = Scale::new("the answers", 1.0, 5.0)?;
    /// assert!(scale.holds("ease", (1.0, 5.0)).is_ok());
    /// let refused = scale.holds("ease", (1.0, 7.0)).unwrap_err();
    /// assert_eq!(refused.to_string(), "ease has the answer 7, outside its scale from 1 to 5");
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn holds(self, variable: &str, (lowest, highest): (f64, f64)) -> ModelResult<()> {
        let beyond = [lowest, highest].into_iter().find(|&value| value < self.low || value > self.high);
        match beyond {
            None => Ok(()),
            Some(value) => {
                let variable = variable.to_owned();
                Err(ModelError::OffScale { variable, value, low: self.low, high: self.high })
            }
        }
    }

    /// The lower end.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::drivers::Scale::new("ease", 1.0, 5.0)?.low(), 1.0);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::drivers::Scale::new("ease", 1.0, 5.0)?.high(), 5.0);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// A value of the scale as a performance from 0 (its lower end) to 100 (its upper end).
    ///
    /// ```
    /// use catsup_statistics::drivers::Scale;
    ///
    /// assert_eq!(Scale::new("ease", 1.0, 5.0)?.performance(4.0), 75.0);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn performance(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low) * 100.0
    }
}

/// What importance and performance together say about a driver (Martilla and James, “Importance-performance
/// analysis”, Journal of Marketing 41, 1977).
///
/// ```
/// use catsup_statistics::drivers::{Priority, priorities};
///
/// // The first matters twice as much and stands lower.
/// assert_eq!(priorities(&[(0.4, 55.0), (0.2, 80.0)]), [Priority::Improve, Priority::Enough]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// It matters more than others and does worse: work on it first.
    Improve,
    /// It matters and does well.
    Keep,
    /// It matters less and does worse.
    Later,
    /// It matters less and does well.
    Enough,
}

/// Sorts (importance, performance) points by the mean of each: at the mean counts as above it.
///
/// ```
/// use catsup_statistics::drivers::{Priority, priorities};
///
/// let points = [(0.5, 40.0), (0.4, 80.0), (0.1, 45.0), (0.0, 90.0)];
/// assert_eq!(priorities(&points), [Priority::Improve, Priority::Keep, Priority::Later, Priority::Enough]);
/// ```
#[must_use]
pub fn priorities(points: &[(f64, f64)]) -> Vec<Priority> {
    let n = points.len() as f64;
    let important = points.iter().map(|(importance, _)| importance).sum::<f64>() / n;
    let well = points.iter().map(|(_, performance)| performance).sum::<f64>() / n;
    let sorted = points.iter().map(|&(importance, performance)| {
        match (importance >= important, performance >= well) {
            (true, false) => Priority::Improve,
            (true, true) => Priority::Keep,
            (false, false) => Priority::Later,
            (false, true) => Priority::Enough,
        }
    });
    sorted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_beyond_the_ends_of_a_scale_are_refused_by_name() {
        let scale = Scale::new("ease", 1.0, 5.0).unwrap();
        assert_eq!(scale.holds("ease", (1.0, 5.0)), Ok(()));
        let beyond = ModelError::OffScale { variable: "ease".to_owned(), value: 7.0, low: 1.0, high: 5.0 };
        assert_eq!(scale.holds("ease", (2.0, 7.0)), Err(beyond));
    }

    #[test]
    fn a_scale_that_does_not_ascend_is_refused_by_name() {
        for (low, high) in [(5.0, 1.0), (1.0, 1.0), (0.0, f64::INFINITY), (f64::NAN, 1.0)] {
            assert!(matches!(Scale::new("ease", low, high), Err(ModelError::Scale { .. })));
        }
    }
}
