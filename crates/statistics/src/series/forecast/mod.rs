//! Forecasts by exponential smoothing: how a volume goes on, with intervals that widen with the distance.

mod fit;
mod search;
mod smoother;

use serde::{Deserialize, Serialize};

pub use smoother::Smoother;
use smoother::TrendKind;

use crate::error::{check_number, check_series};
use crate::{Confidence, Error, Interval, Result};

/// What values are possible.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, forecast}};
///
/// let visits = [2.0, 0.0, 1.0, 3.0, 0.0, 1.0, 0.0, 2.0];
/// let low = |domain| Ok::<_, catsup_statistics::Error>(forecast(&visits, None, 1, domain, Confidence::NINETY_FIVE)?.points[0].interval.low);
/// assert!(low(Domain::Any)? < 0.0);
/// assert_eq!(low(Domain::NotNegative)?, 0.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Any number.
    #[default]
    Any,
    /// Volumes and durations: forecasts and intervals end at 0.
    NotNegative,
}

/// A forecast.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, forecast}};
///
/// let calls = [100.0, 104.0, 97.0, 102.0, 99.0, 101.0, 98.0, 103.0];
/// let found = forecast(&calls, None, 3, Domain::NotNegative, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.fitted.len(), found.points.len()), (8, 3));
/// assert!(found.deviation > 0.0 && found.aicc.is_finite());
/// assert!(found.smoother.season.is_empty());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// The model chosen, as it stands after the last value.
    pub smoother: Smoother,
    /// The standard deviation of the one-step errors, with the parameters' degrees of freedom taken off.
    pub deviation: f64,
    /// Akaike's criterion, corrected for short series; the least of the models tried.
    pub aicc: f64,
    /// What the model expected of each value, one step before.
    pub fitted: Vec<f64>,
    /// The forecasts, one point after another.
    pub points: Vec<ForecastPoint>,
}

/// One forecast.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, forecast}};
///
/// let calls = [100.0, 104.0, 97.0, 102.0, 99.0, 101.0, 98.0, 103.0];
/// let next = &forecast(&calls, None, 1, Domain::NotNegative, Confidence::NINETY_FIVE)?.points[0];
/// assert!((next.value - 100.5).abs() < 3.0 && next.interval.contains(next.value));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ForecastPoint {
    /// The expected value.
    pub value: f64,
    /// Where the value itself will lie, with the confidence asked for.
    pub interval: Interval,
}

/// Forecasts the next `horizon` points of a series.
///
/// Exponential smoothing in its state-space form with additive errors (Hyndman, Koehler, Ord and Snyder, “Forecasting
/// with Exponential Smoothing”, 2008): without trend, with a trend, or with a damped trend, each without and (from two
/// whole periods on) with an additive season of `period` points. Initial states follow section 2.6.1 of the book,
/// the smoothing parameters minimise the squared one-step errors, and the model with the least corrected AIC is taken.
/// Intervals are the book's for its class 1 models; they hold as long as the series goes on as it went.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, forecast}};
///
/// let calls = [820.0, 640.0, 610.0, 590.0, 560.0, 830.0, 655.0, 600.0, 600.0, 548.0, 841.0, 650.0, 615.0, 588.0, 566.0];
/// let next = forecast(&calls, Some(5), 5, Domain::NotNegative, Confidence::NINETY_FIVE)?;
/// assert!((next.points[0].value - 830.0).abs() < 20.0, "Mondays are busy");
/// assert!(next.points[0].interval.contains(830.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] with fewer than six values, [`Error::OutOfRange`] for a period below 2, a horizon of 0 or beyond
/// 1,000, or a value that is not finite.
pub fn forecast(
    values: &[f64],
    period: Option<usize>,
    horizon: usize,
    domain: Domain,
    confidence: Confidence,
) -> Result<Forecast> {
    check(values, period, horizon)?;
    let trends = [TrendKind::None, TrendKind::Additive, TrendKind::Damped];
    let seasons = [None, period.filter(|period| *period <= values.len() / 2)];
    let tried = if seasons[1].is_some() { &seasons[..] } else { &seasons[..1] };
    let models = tried.iter().flat_map(|season| trends.map(|trend| fit::best(values, trend, *season)));
    let best = models.flatten().min_by(|a, b| a.aicc.total_cmp(&b.aicc));
    let fit = best.ok_or(Error::TooFew { item: "values of the series", found: values.len(), needed: 6 })?;
    let points = fit.smoother.ahead(horizon, fit.deviation, domain, confidence);
    let (deviation, aicc) = (fit.deviation, fit.aicc);
    Ok(Forecast { smoother: fit.smoother, deviation, aicc, fitted: fit.fitted, points })
}

/// Runs a model of given parameters and initial states over a series and forecasts from its end.
///
/// The deviation of the errors is taken with divisor `n`, since nothing was estimated.
///
/// # Errors
///
/// [`Error::EmptySample`] without values, [`Error::OutOfRange`] for values or a horizon as in [`forecast`].
///
/// ```
/// use catsup_statistics::{Confidence, series::{Domain, Smoother, forecast_with}};
///
/// // Half of each error goes into the level: 10, 11, 12.5.
/// let level = Smoother { alpha: 0.5, beta: 0.0, gamma: 0.0, phi: 1.0, level: 10.0, trend: 0.0, season: Vec::new() };
/// let found = forecast_with(level, &[12.0, 14.0], 1, Domain::Any, Confidence::NINETY_FIVE)?;
/// assert_eq!((&found.fitted[..], found.points[0].value), (&[10.0, 11.0][..], 12.5));
/// // Errors of 2 and 3.
/// assert!((found.deviation - 6.5_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
pub fn forecast_with(
    smoother: Smoother,
    values: &[f64],
    horizon: usize,
    domain: Domain,
    confidence: Confidence,
) -> Result<Forecast> {
    if values.is_empty() {
        return Err(Error::EmptySample);
    }
    check_series(values)?;
    check_horizon(horizon)?;
    let mut smoother = smoother;
    let (fitted, squares) = smoother.run(values);
    let n = values.len() as f64;
    let deviation = (squares / n).sqrt();
    let points = smoother.ahead(horizon, deviation, domain, confidence);
    let aicc = fit::corrected_aic(squares, values.len(), 1).unwrap_or(f64::MAX);
    Ok(Forecast { smoother, deviation, aicc, fitted, points })
}

fn check(values: &[f64], period: Option<usize>, horizon: usize) -> Result<()> {
    if values.len() < 6 {
        return Err(Error::TooFew { item: "values of the series", found: values.len(), needed: 6 });
    }
    if let Some(period) = period.filter(|period| *period < 2) {
        let (item, allowed) = ("the period of the season".to_owned(), "at least 2 points");
        return Err(Error::OutOfRange { item, value: period as f64, allowed });
    }
    check_series(values)?;
    check_horizon(horizon)
}

fn check_horizon(horizon: usize) -> Result<()> {
    let fits = |horizon: f64| (1.0..=1000.0).contains(&horizon);
    check_number(|| "the horizon".to_owned(), horizon as f64, "from 1 to 1,000 points", fits).map(|_| ())
}
