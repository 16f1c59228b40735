//! What the outcome would be if a driver rose.

use serde::Serialize;

use crate::{Interval, drivers::Regression};

/// The change of the outcome that goes with a rise of one driver, the other drivers held where they are.
///
/// An association, not a promise: it holds where the regression does, near the data, and only as far as what
/// moves the driver leaves the others alone.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::{Regression, WhatIf}};
///
/// let names = ["ease", "trust"].map(String::from);
/// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
/// let regression = Regression::of(&moments, Confidence::NINETY_FIVE)?;
/// let found = WhatIf::of(&regression, 0, 2.0);
/// assert_eq!(found.rise, 2.0);
/// assert!((found.change - 1.6).abs() < 1e-12);
/// assert!((found.interval.width() - 2.0 * regression.coefficients[0].interval.width()).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WhatIf {
    /// The rise of the driver, in its units.
    pub rise: f64,
    /// The change of the outcome, in its units.
    pub change: f64,
    /// The interval of the change, at the confidence of the regression.
    pub interval: Interval,
}

impl WhatIf {
    /// Asks what changes when predictor number `driver` of the regression rises by `rise` units (or falls,
    /// below 0): `b_j · rise`, with the interval of `b_j` stretched likewise.
    ///
    /// # Panics
    ///
    /// When the regression has no such predictor.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, Moments, drivers::{Regression, WhatIf}};
    ///
    /// let names = ["ease", "trust"].map(String::from);
    /// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// let regression = Regression::of(&moments, Confidence::NINETY_FIVE)?;
    /// let what_if = WhatIf::of(&regression, 0, 0.5);
    /// assert!((what_if.change - 0.4).abs() < 1e-12 && what_if.interval.contains(0.0));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn of(regression: &Regression, driver: usize, rise: f64) -> Self {
        let coefficient = &regression.coefficients[driver];
        let ends = [coefficient.interval.low * rise, coefficient.interval.high * rise];
        Self {
            rise,
            change: coefficient.estimate * rise,
            interval: Interval { low: ends[0].min(ends[1]), high: ends[0].max(ends[1]) },
        }
    }
}
