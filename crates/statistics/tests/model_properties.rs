//! What must hold for any drivers and any path model, whatever the data.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_statistics::{
    Confidence, JointCounts, Matrix, ModelError, Moments,
    drivers::{DriverAnalysis, Options as DriverOptions, relative_weights, shapley},
    path_model::{ItemSample, Latent, Method, Missing, Mode, Options, PathEstimate, PathModel, Scheme},
};
use proptest::prelude::*;

const NAMES: [&str; 5] = ["a", "b", "c", "d", "outcome"];

fn names() -> Vec<String> {
    NAMES.map(String::from).to_vec()
}

/// Rows of answers that hang together through their first one, so that models have something to find.
fn rows() -> impl Strategy<Value = Vec<[f64; 5]>> {
    let row = prop::array::uniform5(0..5_u8).prop_map(|row| {
        let [first, rest @ ..] = row.map(f64::from);
        [first, rest[0] + first, rest[1] + first / 2.0, rest[2], rest[3] + 2.0 * first]
    });
    prop::collection::vec(row, 60..120)
}

fn counts(rows: &[[f64; 5]]) -> JointCounts {
    JointCounts::from_rows(&names(), rows.iter().map(|row| &row[..])).unwrap()
}

fn model(scheme: Scheme, mode: Mode) -> PathModel {
    let latent = |name: &str, items: &[&str]| Latent {
        name: name.to_owned(),
        items: items.iter().map(|&item| item.to_owned()).collect(),
        mode,
    };
    let latents = vec![latent("X", &["a", "b"]), latent("Y", &["c", "d"]), latent("Z", &["outcome"])];
    let paths = [("X", "Y"), ("X", "Z"), ("Y", "Z")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    PathModel::new(scheme, latents, &paths).unwrap()
}

fn estimate(model: &PathModel, rows: &[[f64; 5]]) -> Result<PathEstimate, ModelError> {
    let answers = rows.iter().map(|row| row.iter().copied().map(Some).collect());
    let sample = ItemSample::new(model, answers, Missing::Listwise)?;
    PathEstimate::of(model, &sample, &Options::default())
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-8
}

proptest! {
    #[test]
    fn importance_sums_to_the_explained_variance(rows in rows()) {
        let Ok(moments) = Moments::of(&counts(&rows)) else { return Ok(()) };
        let options = DriverOptions::new(Confidence::NINETY_FIVE);
        // Constants and combinations that chance brings up are refused by name, never computed with.
        let Ok(analysis) = DriverAnalysis::from_moments(&moments, &DriverOptions { minimum: Some(0), ..options }) else {
            return Ok(());
        };
        let r_squared = analysis.regression.r_squared;
        prop_assert!(close(relative_weights(&moments).unwrap().iter().sum(), r_squared));
        prop_assert!(close(shapley(&moments).unwrap().iter().sum(), r_squared));
        prop_assert!(analysis.drivers.iter().all(|driver| driver.relative_weight.share >= 0.0));
        prop_assert!(analysis.drivers.iter().all(|driver| driver.shapley.unwrap().share >= -1e-12));
        prop_assert!((0.0..1.0).contains(&r_squared));
    }

    #[test]
    fn drivers_do_not_depend_on_order_of_rows_or_on_how_they_are_counted(mut rows in rows(), split in 1..50_usize) {
        let options = DriverOptions { minimum: Some(0), ..DriverOptions::new(Confidence::NINETY_FIVE) };
        let parts = [&rows[..split], &rows[split..]].map(|part| Moments::of(&counts(part)).unwrap());
        let merged = DriverAnalysis::from_moments(&parts[0].merge(&parts[1]).unwrap(), &options);
        rows.reverse();
        let Ok(whole) = DriverAnalysis::of(&counts(&rows), &options) else { return Ok(()) };
        for (one, other) in whole.drivers.iter().zip(merged.unwrap().drivers) {
            prop_assert!(close(one.coefficient.estimate, other.coefficient.estimate));
            prop_assert!(close(one.coefficient.standard_error, other.coefficient.standard_error));
            prop_assert!(close(one.shapley.unwrap().share, other.shapley.unwrap().share));
        }
    }

    #[test]
    fn units_change_coefficients_and_nothing_else(rows in rows(), scale in 0.01..100.0_f64, shift in -50.0..50.0_f64) {
        let options = DriverOptions { minimum: Some(0), ..DriverOptions::new(Confidence::NINETY_FIVE) };
        let Ok(before) = DriverAnalysis::of(&counts(&rows), &options) else { return Ok(()) };
        let rescaled: Vec<[f64; 5]> =
            rows.iter().map(|row| [row[0] * scale + shift, row[1], row[2], row[3], row[4]]).collect();
        let after = DriverAnalysis::of(&counts(&rescaled), &options).unwrap();
        prop_assert!((after.drivers[0].coefficient.estimate * scale / before.drivers[0].coefficient.estimate - 1.0).abs() < 1e-6);
        for (one, other) in before.drivers.iter().zip(&after.drivers) {
            prop_assert!(close(one.standardised, other.standardised));
            prop_assert!(close(one.relative_weight.share, other.relative_weight.share));
            prop_assert!(close(one.coefficient.p_value, other.coefficient.p_value));
        }
    }

    #[test]
    fn a_path_model_does_not_depend_on_order_or_units(
        rows in rows(), scale in 0.01..100.0_f64, scheme in 0..3_usize, formative in any::<bool>()
    ) {
        let scheme = [Scheme::Centroid, Scheme::Factorial, Scheme::Path][scheme];
        let model = model(scheme, if formative { Mode::B } else { Mode::A });
        let Ok(before) = estimate(&model, &rows) else { return Ok(()) };
        let changed: Vec<[f64; 5]> =
            rows.iter().rev().map(|row| [row[0], row[1] * scale, row[2], row[3] + 7.0, row[4]]).collect();
        let after = estimate(&model, &changed).unwrap();
        for (one, other) in before.paths.iter().zip(&after.paths) {
            prop_assert!(close(one.coefficient, other.coefficient));
        }
        for (one, other) in before.items.iter().zip(&after.items) {
            prop_assert!(close(one.weight, other.weight) && close(one.loading, other.loading));
        }
    }

    #[test]
    fn every_figure_of_a_path_model_is_a_number(rows in rows()) {
        let Ok(found) = estimate(&model(Scheme::Path, Mode::A), &rows) else { return Ok(()) };
        prop_assert!(found.items.iter().all(|item| item.loading.abs() <= 1.0 + 1e-9));
        prop_assert!(found.latents.iter().flat_map(|latent| latent.r_squared).all(|share| (0.0..=1.0).contains(&share)));
        let paths = found.paths.iter();
        prop_assert!(paths.clone().all(|path| path.coefficient.is_finite() && path.effect_size >= -1e-12));
        prop_assert!(paths.clone().all(|path| path.variance_inflation >= 1.0 - 1e-12));
    }
}

/// Correlations that a known factor model implies: consistent estimates must return the very model.
#[test]
fn consistent_estimates_return_the_model_behind_the_correlations() {
    let loadings = [[0.9, 0.7, 0.6], [0.8, 0.75, 0.65], [0.85, 0.6, 0.7]];
    let (xy, xz, yz) = (0.5, 0.3, 0.4);
    let latent = [[1.0, xy, xz + xy * yz], [xy, 1.0, yz + xy * xz], [xz + xy * yz, yz + xy * xz, 1.0]];
    let correlations = Matrix::from_fn(9, 9, |row, column| {
        if row == column {
            1.0
        } else {
            let factors = latent[row / 3][column / 3];
            factors * loadings[row / 3][row % 3] * loadings[column / 3][column % 3]
        }
    });
    let latents = ["x", "y", "z"].map(|name| Latent {
        name: name.to_uppercase(),
        items: (1..=3).map(|item| format!("{name}{item}")).collect(),
        mode: Mode::A,
    });
    let paths = [("X", "Y"), ("X", "Z"), ("Y", "Z")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    let model = PathModel::new(Scheme::Factorial, latents.to_vec(), &paths).unwrap();
    let options = Options { method: Method::Consistent, ..Options::default() };
    let found = PathEstimate::from_correlations(&model, &correlations, 1_000, &options).unwrap();
    for (path, expected) in found.paths.iter().zip([xy, xz, yz]) {
        assert!((path.coefficient - expected).abs() < 1e-9, "{path:?}");
    }
    for (item, expected) in found.items.iter().zip(loadings.as_flattened()) {
        assert!((item.loading - expected).abs() < 1e-9, "{item:?}");
    }
    let attenuated =
        PathEstimate::from_correlations(&model, &correlations, 1_000, &Options::default()).unwrap();
    assert!(attenuated.paths[0].coefficient < 0.45);
}

#[test]
fn items_that_cancel_each_other_are_refused_with_their_latent_variable() {
    let rows: Vec<[f64; 5]> = (0..40)
        .map(|row| {
            let (a, c) = (f64::from(row % 5), f64::from(row * 7 % 11));
            [a, 5.0 - a, c, f64::from(row % 3), a + c]
        })
        .collect();
    let refused = estimate(&model(Scheme::Path, Mode::A), &rows).unwrap_err();
    assert_eq!(refused, ModelError::ZeroVarianceBlock("X".to_owned()));
    let formative = estimate(&model(Scheme::Path, Mode::B), &rows).unwrap_err();
    assert_eq!(formative, ModelError::Singular("b".to_owned()));
}

#[test]
fn latent_variables_that_are_the_same_are_refused() {
    let rows: Vec<[f64; 5]> = (0..40)
        .map(|row| {
            let (a, b) = (f64::from(row % 5), f64::from(row * 7 % 11));
            [a, b, a, b, f64::from(row * 3 % 7)]
        })
        .collect();
    let refused = estimate(&model(Scheme::Path, Mode::A), &rows).unwrap_err();
    assert!(matches!(refused, ModelError::Singular(_)), "{refused}");
}

#[test]
fn an_estimate_that_has_not_settled_is_not_given() {
    let rows: Vec<[f64; 5]> =
        (0..40).map(|row| [3, 7, 11, 13, 17].map(|prime| f64::from(row * prime % 19 + row % 4))).collect();
    let model = model(Scheme::Path, Mode::A);
    let answers = rows.iter().map(|row| row.iter().copied().map(Some).collect());
    let sample = ItemSample::new(&model, answers, Missing::Listwise).unwrap();
    let hasty = Options { iterations: 1, ..Options::default() };
    let refused = PathEstimate::of(&model, &sample, &hasty).unwrap_err();
    assert!(matches!(refused, ModelError::NotConverged { iterations: 1, .. }), "{refused}");
    assert!(matches!(
        PathEstimate::of(&model, &sample, &Options { tolerance: 0.0, ..hasty }),
        Err(ModelError::Options(_))
    ));
}
