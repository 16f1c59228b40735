//! Effects of actions against statsmodels 0.15.0 (Newey–West errors by `cov_type="HAC"`, no small-sample correction).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_statistics::{
    Confidence, Error, OrdinalCounts,
    effect::{default_lag, difference_in_differences, interrupted_time_series},
};

const SERIES: [f64; 36] = [
    61.424,
    61.138999999999996,
    57.906,
    61.2,
    57.735,
    61.947,
    61.742999999999995,
    62.208999999999996,
    60.669000000000004,
    62.179,
    61.186,
    59.957,
    62.458,
    62.525000000000006,
    62.306000000000004,
    62.555,
    61.671,
    62.562,
    62.318000000000005,
    61.655,
    64.448,
    65.77400000000002,
    63.722,
    66.327,
    68.54899999999999,
    69.047,
    68.245,
    68.59100000000001,
    67.807,
    68.98899999999999,
    68.356,
    70.47800000000001,
    69.083,
    68.119,
    68.81099999999999,
    69.715,
];

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn a_segmented_regression_matches_statsmodels() {
    let figure = interrupted_time_series(&SERIES, 20, 3, Confidence::NINETY_FIVE).unwrap();
    let coefficients = [figure.level, figure.slope, figure.level_change, figure.slope_change];
    let expected = [60.2226571428571, 0.12047819548872546, 3.0059333591331256, 0.17827621627597678];
    let errors = [0.49441252424259713, 0.03677612511898557, 0.7638561903168538, 0.08882862150214722];
    for ((coefficient, estimate), error) in coefficients.iter().zip(expected).zip(errors) {
        close(coefficient.estimate, estimate);
        close(coefficient.standard_error, error);
    }
    close(figure.effect_at_end.estimate, expected[2] + 15.0 * expected[3]);
    close(figure.fitted[35] - figure.counterfactual[35], figure.effect_at_end.estimate);
    assert_eq!(figure.fitted[..20], figure.counterfactual[..20]);
}

#[test]
fn a_difference_in_differences_matches_the_reference() {
    let mean = |counts: [u64; 5]| OrdinalCounts::consecutive(1, &counts).unwrap().mean_summary().unwrap();
    let figure = difference_in_differences(
        (&mean([12, 18, 30, 60, 80]), &mean([8, 12, 25, 70, 110])),
        (&mean([15, 20, 35, 70, 60]), &mean([14, 18, 33, 72, 65])),
        Confidence::NINETY_FIVE,
    );
    close(figure.effect, 0.20216721672167237);
    close(figure.standard_error.unwrap(), 0.16289074625861458);
    close(figure.interval.unwrap().low, -0.11709277936006474);
    close(figure.interval.unwrap().high, 0.5214272128034094);
}

#[test]
fn a_series_too_short_to_tell_is_refused() {
    let refused =
        |y: &[f64], at, lag| interrupted_time_series(y, at, lag, Confidence::NINETY_FIVE).unwrap_err();
    let too_few = |item, found, needed| Error::TooFew { item, found, needed };
    assert_eq!(refused(&SERIES, 2, 3), too_few("points before the action", 2, 3));
    assert_eq!(refused(&SERIES[..22], 20, 3), too_few("points after the action", 2, 3));
    assert_eq!(refused(&SERIES[..6], 3, 6), too_few("points", 6, 7));
    assert!(matches!(refused(&[1.0, 2.0, f64::NAN, 1.0, 2.0, 3.0], 3, 1), Error::OutOfRange { .. }));
    assert_eq!((default_lag(36), default_lag(100)), (3, 4));
}

#[test]
fn the_units_of_a_series_scale_its_effect() {
    let scaled: Vec<f64> = SERIES.iter().map(|y| y * 1e6).collect();
    let (one, million) = (
        interrupted_time_series(&SERIES, 20, 3, Confidence::NINETY_FIVE).unwrap(),
        interrupted_time_series(&scaled, 20, 3, Confidence::NINETY_FIVE).unwrap(),
    );
    close(million.effect_at_end.estimate / 1e6, one.effect_at_end.estimate);
    close(million.effect_at_end.p_value, one.effect_at_end.p_value);
}

#[test]
fn a_line_without_noise_has_no_error_and_no_change() {
    let line: Vec<f64> = (0..12).map(f64::from).collect();
    let figure = interrupted_time_series(&line, 6, 2, Confidence::NINETY_FIVE).unwrap();
    close(figure.slope.estimate, 1.0);
    assert!(figure.effect_at_end.estimate.abs() < 1e-9);
}
