//! The smoothing itself: level, trend and season, corrected a little by each error.

use serde::{Deserialize, Serialize};

use super::{Domain, ForecastPoint};
use crate::{Confidence, Interval};

/// Whether and how a series rises or falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TrendKind {
    /// Not.
    None,
    /// By as much at each point.
    Additive,
    /// By ever less.
    Damped,
}

/// Parameters and states of exponential smoothing with additive errors.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, Smoother, forecast_with}};
///
/// // A trend of 2 a point and a season of two points.
/// let smoother = Smoother { alpha: 0.1, beta: 0.1, gamma: 0.1, phi: 1.0, level: 10.0, trend: 2.0, season: vec![1.0, -1.0] };
/// let found = forecast_with(smoother, &[13.0, 13.0], 2, Domain::Any, Confidence::NINETY_FIVE)?;
/// // As expected, so that nothing is learnt.
/// assert_eq!(found.fitted, [13.0, 13.0]);
/// assert_eq!([found.points[0].value, found.points[1].value], [17.0, 17.0]);
/// assert_eq!((found.smoother.level, found.smoother.trend), (14.0, 2.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Smoother {
    /// How much of an error goes into the level, `α`.
    pub alpha: f64,
    /// How much of an error goes into the trend, `β`; 0 without one.
    pub beta: f64,
    /// How much of an error goes into the season, `γ`; 0 without one.
    pub gamma: f64,
    /// What is left of the trend after each point, `φ`; 1 for a trend that is not damped.
    pub phi: f64,
    /// The level.
    pub level: f64,
    /// The change from one point to the next.
    pub trend: f64,
    /// What each place of the period adds, the next point's first; empty without a season.
    pub season: Vec<f64>,
}

impl Smoother {
    /// Runs over the values, one after the other. Returns what was expected of each and the sum of squared errors.
    pub(super) fn run(&mut self, values: &[f64]) -> (Vec<f64>, f64) {
        let mut squares = 0.0;
        let fitted = values
            .iter()
            .map(|value| {
                let expected = self.level + self.phi * self.trend + self.season.first().unwrap_or(&0.0);
                let error = value - expected;
                squares += error * error;
                self.level += self.phi * self.trend + self.alpha * error;
                self.trend = self.phi * self.trend + self.beta * error;
                if let Some(first) = self.season.first_mut() {
                    *first += self.gamma * error;
                    self.season.rotate_left(1);
                }
                expected
            })
            .collect();
        (fitted, squares)
    }

    /// The next points. An error of now goes on into the point `j` ahead by `c(j) = α + β (φ + … + φʲ) + γ [m | j]`, so
    /// the variance `h` points ahead is `σ² (1 + Σ c(j)²)` over `j` below `h`.
    pub(super) fn ahead(
        &self,
        horizon: usize,
        deviation: f64,
        domain: Domain,
        confidence: Confidence,
    ) -> Vec<ForecastPoint> {
        let (mut damped, mut power, mut spread) = (0.0, 1.0, 1.0);
        let least = match domain {
            Domain::Any => f64::NEG_INFINITY,
            Domain::NotNegative => 0.0,
        };
        let season = |step: usize| match self.season.len() {
            0 => 0.0,
            period => self.season[(step - 1) % period],
        };
        (1..=horizon)
            .map(|step| {
                power *= self.phi;
                damped += power;
                let value = self.level + damped * self.trend + season(step);
                let margin = confidence.normal_critical() * deviation * f64::sqrt(spread);
                let whole_periods = !self.season.is_empty() && step.is_multiple_of(self.season.len());
                let carried = self.alpha + self.beta * damped + if whole_periods { self.gamma } else { 0.0 };
                spread += carried * carried;
                let interval = Interval::around(value, margin);
                let interval = Interval { low: interval.low.max(least), high: interval.high.max(least) };
                ForecastPoint { value: value.max(least), interval }
            })
            .collect()
    }
}
