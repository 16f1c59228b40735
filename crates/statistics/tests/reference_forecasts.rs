//! Exponential smoothing against statsmodels 0.15.0 (`ETSModel.smooth` with known initial states).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_statistics::{
    Confidence, Error,
    series::{Domain, Forecast, Smoother, forecast, forecast_with},
};

const PASSENGERS: [f64; 24] = [
    112., 118., 132., 129., 121., 135., 148., 148., 136., 119., 104., 118., 115., 126., 141., 135., 125.,
    149., 170., 170., 158., 133., 114., 140.,
];

fn smoother(alpha: f64, beta: f64, gamma: f64, phi: f64, trend: f64, season: &[f64]) -> Smoother {
    Smoother { alpha, beta, gamma, phi, level: 115.0, trend, season: season.to_vec() }
}

/// Sum of squares, forecasts, and variances over the variance of one step.
fn assert_matches(smoother: Smoother, squares: f64, forecasts: [f64; 5], variances: [f64; 5]) {
    let found = forecast_with(smoother, &PASSENGERS, 5, Domain::Any, Confidence::NINETY_FIVE).unwrap();
    let close = |found: f64, expected: f64| {
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
    };
    close(found.deviation.powi(2) * 24.0, squares);
    for ((point, expected), variance) in found.points.iter().zip(forecasts).zip(variances) {
        close(point.value, expected);
        let margin = point.interval.width() / 2.0;
        close((margin / 1.959_963_984_540_054 / found.deviation).powi(2), variance);
    }
}

#[test]
fn a_level_matches_statsmodels() {
    let level = 136.65074439386643;
    let variances = [1.0, 1.16, 1.32, 1.48, 1.64];
    assert_matches(smoother(0.4, 0.0, 0.0, 1.0, 0.0, &[]), 6473.830778442383, [level; 5], variances);
}

#[test]
fn a_trend_matches_statsmodels() {
    let forecasts =
        [136.55504135729012, 134.41551763050535, 132.27599390372058, 130.1364701769358, 127.99694645015103];
    let variances = [1.0, 1.25, 1.61, 2.1, 2.74];
    assert_matches(smoother(0.4, 0.1, 0.0, 1.0, 2.0, &[]), 8443.361951872359, forecasts, variances);
}

#[test]
fn a_damped_trend_with_season_matches_statsmodels() {
    let forecasts =
        [125.387430660566, 122.08767323210851, 121.92895078573135, 127.57395742281712, 115.76533569432345];
    let variances = [1.0, 1.2401, 1.566141, 1.980748209999999, 2.807956650099999];
    let season = [3.0, -1.0, -4.0, 2.0];
    assert_matches(smoother(0.4, 0.1, 0.2, 0.9, 2.0, &season), 8615.52058850509, forecasts, variances);
}

fn fitted(values: &[f64], period: Option<usize>, domain: Domain) -> Forecast {
    forecast(values, period, 12, domain, Confidence::NINETY_FIVE).unwrap()
}

#[test]
fn a_season_on_a_slope_goes_on_as_it_went() {
    let season = [30.0, -10.0, -40.0, 20.0];
    let wobble = [1.0, -2.0, 1.5, -0.5, 0.7];
    let value = |at: usize| 200.0 + 2.0 * at as f64 + season[at % 4] + wobble[at % 5];
    let values: Vec<f64> = (0..32).map(value).collect();
    let found = fitted(&values, Some(4), Domain::Any);
    assert_eq!(found.smoother.season.len(), 4);
    for (step, point) in found.points.iter().enumerate() {
        assert!(point.interval.contains(value(32 + step)), "point {step}: {point:?}");
        assert!((point.value - value(32 + step)).abs() < 6.0);
    }
    assert!(found.points[11].interval.width() >= found.points[0].interval.width());
}

#[test]
fn a_volume_never_falls_below_none() {
    let falling: Vec<f64> = (0..12).map(|at| 60.0 - 5.0 * f64::from(at)).collect();
    let found = fitted(&falling, None, Domain::NotNegative);
    assert!(found.points.iter().all(|point| point.value >= 0.0 && point.interval.low >= 0.0));
    assert!(fitted(&falling, None, Domain::Any).points[11].value < 0.0);
}

#[test]
fn a_constant_series_stays_where_it_is() {
    let found = fitted(&[7.0; 10], Some(4), Domain::Any);
    assert!(
        found.points.iter().all(|point| (point.value - 7.0).abs() < 1e-9 && point.interval.width() < 1e-6)
    );
    assert!(found.aicc.is_finite());
}

#[test]
fn what_cannot_be_forecast_is_refused() {
    let refused = |values: &[f64], period, horizon| {
        forecast(values, period, horizon, Domain::Any, Confidence::NINETY_FIVE).unwrap_err()
    };
    assert!(matches!(refused(&[1.0; 5], None, 1), Error::TooFew { .. }));
    assert!(matches!(refused(&PASSENGERS, Some(1), 1), Error::OutOfRange { .. }));
    assert!(matches!(refused(&PASSENGERS, None, 0), Error::OutOfRange { .. }));
    assert!(matches!(refused(&[1.0, 2.0, 3.0, f64::INFINITY, 5.0, 6.0], None, 1), Error::OutOfRange { .. }));
}
