//! A range that a figure lies in with a stated confidence.

use serde::Serialize;

/// A closed interval; `low` never exceeds `high`, and both are finite.
///
/// ```
/// use catsup_statistics::Interval;
///
/// let interval = Interval { low: 3.9, high: 4.3 };
/// assert!(interval.contains(4.0) && !interval.contains(4.4));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval that reaches `margin` to both sides of `centre`.
    pub(crate) fn around(centre: f64, margin: f64) -> Self {
        Self { low: centre - margin, high: centre + margin }
    }

    /// The interval widened to hold the estimate it belongs to, which rounding may have left outside by one digit.
    pub(crate) fn covering(self, estimate: f64) -> Self {
        Self { low: self.low.min(estimate), high: self.high.max(estimate) }
    }

    /// The distance from end to end.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Interval { low: 1.5, high: 4.0 }.width(), 2.5);
    /// ```
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether the value lies inside, ends included.
    ///
    /// ```
    /// use catsup_statistics::Interval;
    ///
    /// let interval = Interval { low: 1.5, high: 4.0 };
    /// assert!(interval.contains(1.5) && interval.contains(4.0) && !interval.contains(4.1));
    /// ```
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The part within `low..=high`, for drawing on a scale with ends.
    ///
    /// Intervals symmetric around a mean or a net score may reach past the last point of the scale. They are kept
    /// as the formula gives them, so that anyone can recompute them; an axis shows this part. An interval wholly
    /// outside becomes the nearer end.
    ///
    /// ```
    /// use catsup_statistics::Interval;
    ///
    /// let drawn = Interval { low: 4.25, high: 5.75 }.within(1.0, 5.0);
    /// assert_eq!(drawn, Interval { low: 4.25, high: 5.0 });
    /// ```
    ///
    /// # Panics
    ///
    /// When `low` exceeds `high`.
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Self {
        Self { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_on_the_scale_is_drawn() {
        let beyond = Interval { low: 4.25, high: 5.75 };
        assert_eq!(beyond.within(1.0, 5.0), Interval { low: 4.25, high: 5.0 });
        assert_eq!(beyond.within(0.0, 3.0), Interval { low: 3.0, high: 3.0 });
        assert_eq!(beyond.width(), 1.5);
        assert!(beyond.contains(4.25) && beyond.contains(5.75) && !beyond.contains(5.76));
    }
}
