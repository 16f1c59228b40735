//! Path models against published values: plspm and SmartPLS for `ecsi_mobi`, seminr for reliability.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod ecsi_mobi;
    pub mod ecsi_mobi_moments;
    pub mod ecsi_mobi_paths;
}

use catsup_statistics::{
    Matrix, Moments,
    path_model::{Latent, Method, Mode, Options, PathEstimate, PathModel, Scheme},
};
use support::{
    ecsi_mobi, ecsi_mobi_moments,
    ecsi_mobi_paths::{REFERENCES, Reference},
};

/// Within what the reference file is held to.
#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-8, "found {found:.12}, the reference has {expected:.12}");
}

fn latents(names: &[&str], mode: Mode) -> Vec<Latent> {
    let block = |name: &&str| ecsi_mobi::BLOCKS.iter().find(|(known, _)| known == name).unwrap();
    let latents = names.iter().map(block).map(|(name, items)| Latent {
        name: (*name).to_owned(),
        items: items.iter().map(|&item| item.to_owned()).collect(),
        mode,
    });
    latents.collect()
}

fn full(scheme: Scheme) -> PathModel {
    let names = ecsi_mobi::BLOCKS.map(|(name, _)| name);
    let paths = REFERENCES[0].paths.map(|(from, to, _)| (from.to_owned(), to.to_owned()));
    PathModel::new(scheme, latents(&names, Mode::A), &paths).unwrap()
}

fn simple(modes: [Mode; 4]) -> PathModel {
    let mut latents = latents(&["Image", "Expectation", "Value", "Satisfaction"], Mode::A);
    latents.iter_mut().zip(modes).for_each(|(latent, mode)| latent.mode = mode);
    PathModel::new(Scheme::Path, latents, &simple_paths()).unwrap()
}

fn simple_paths() -> [(String, String); 3] {
    ["Image", "Expectation", "Value"].map(|from| (from.to_owned(), "Satisfaction".to_owned()))
}

fn correlations(model: &PathModel) -> Matrix {
    let moments: Moments = ecsi_mobi_moments::moments();
    let items = model.items();
    let place = |item: &String| moments.names().iter().position(|name| name == item).unwrap();
    let places: Vec<usize> = items.iter().map(place).collect();
    Matrix::from_fn(places.len(), places.len(), |row, column| {
        moments.correlation(places[row], places[column])
    })
}

fn estimate(model: &PathModel, options: &Options) -> PathEstimate {
    PathEstimate::from_correlations(model, &correlations(model), 250, options).unwrap()
}

/// The tolerance the published figures are compared at.
fn published() -> Options {
    Options { tolerance: 1e-12, ..Options::default() }
}

fn scheme(reference: &Reference) -> Scheme {
    match reference.scheme {
        "path" => Scheme::Path,
        "centroid" => Scheme::Centroid,
        other => {
            assert_eq!(other, "factorial");
            Scheme::Factorial
        }
    }
}

#[test]
fn the_three_schemes_agree_with_the_reference() {
    for reference in &REFERENCES {
        let model = full(scheme(reference));
        let found = estimate(&model, &published());
        for (path, (from, to, expected)) in found.paths.iter().zip(reference.paths) {
            assert_eq!((&found.latents[path.from].name[..], &found.latents[path.to].name[..]), (from, to));
            assert_close(path.coefficient, expected);
        }
        for (name, expected) in reference.r_squared {
            assert_close(found.latents[model.place(name).unwrap()].r_squared.unwrap(), expected);
        }
        assert_eq!(found.latents[0].r_squared, None);
        for (item, (weight, loading)) in found.items.iter().zip(reference.items) {
            assert_close(item.weight, weight);
            assert_close(item.loading, loading);
        }
        assert_eq!(found.effects.len(), reference.effects.len());
        for (from, to, expected) in reference.effects {
            let effect = found.effect(model.place(from).unwrap(), model.place(to).unwrap()).unwrap();
            assert_close(effect.total, expected);
            assert!((effect.direct + effect.indirect - effect.total).abs() < 1e-15);
        }
        for (one, other, expected) in reference.correlations {
            let cell = (model.place(one).unwrap(), model.place(other).unwrap());
            assert_close(found.correlations[cell], expected);
        }
    }
}

/// The sum of squared changes below the same tolerance would leave 2e-8 in these weights.
#[test]
fn a_tolerance_of_one_in_a_million_million_leaves_the_last_digits_open_alone() {
    for scheme in [Scheme::Path, Scheme::Centroid, Scheme::Factorial] {
        for modes in [[Mode::A; 4], [Mode::B, Mode::B, Mode::B, Mode::A]] {
            let mut model = simple(modes);
            model = PathModel::new(scheme, model.latents().to_vec(), &simple_paths()).unwrap();
            let settled = estimate(&model, &Options { tolerance: 1e-20, ..Options::default() });
            let found = estimate(&model, &published());
            for (item, last) in found.items.iter().zip(&settled.items) {
                assert!((item.weight - last.weight).abs() < 1e-11, "{scheme:?} {item:?} {last:?}");
                assert!((item.loading - last.loading).abs() < 1e-11, "{scheme:?} {item:?} {last:?}");
            }
        }
    }
}

#[test]
fn a_coarser_tolerance_takes_fewer_iterations_and_a_smaller_one_ends() {
    let model = full(Scheme::Path);
    let iterations = |tolerance| estimate(&model, &Options { tolerance, ..Options::default() }).iterations;
    assert!(iterations(1e-4) < iterations(1e-8) && iterations(1e-8) < iterations(1e-12));
    // Below rounding there is nothing to settle.
    assert_eq!(iterations(1e-30), iterations(1e-14));
}

/// Reference: seminr, as quoted in the literature for this data.
#[test]
fn reliability_and_validity_agree() {
    let found = estimate(&simple([Mode::A; 4]), &published());
    for (path, expected) in found.paths.iter().zip([0.447003897, 0.171830104, 0.316425319]) {
        assert_close(path.coefficient, expected);
    }
    assert_close(found.latents[3].r_squared.unwrap(), 0.590603321);
    let expected = [
        (0.722834595, 0.818325774, 0.477979835, 0.745291554),
        (0.451902556, 0.733177802, 0.480507047, 0.461657987),
        (0.823631979, 0.917897282, 0.848310675, 0.857527048),
        (0.779195022, 0.871457928, 0.693363991, 0.784023594),
    ];
    for (latent, (alpha, composite, extracted, score)) in found.latents.iter().zip(expected) {
        assert_close(latent.alpha.unwrap(), alpha);
        assert_close(latent.composite_reliability.unwrap(), composite);
        assert_close(latent.extracted_variance, extracted);
        assert_close(latent.score_reliability.unwrap(), score);
    }
    for (first, second, expected) in [
        (0, 1, 0.888030428),
        (0, 2, 0.651659392),
        (0, 3, 0.910100924),
        (1, 2, 0.588628982),
        (1, 3, 0.865108194),
        (2, 3, 0.740808928),
    ] {
        assert_close(found.heterotrait_monotrait[first][second].unwrap(), expected);
        assert_eq!(found.heterotrait_monotrait[first][second], found.heterotrait_monotrait[second][first]);
    }
}

/// Reference: the formulas of Dijkstra and Henseler (2015) in numpy 2.4.6.
#[test]
fn consistent_estimates_agree() {
    let found = estimate(&simple([Mode::A; 4]), &Options { method: Method::Consistent, ..published() });
    for (path, expected) in
        found.paths.iter().zip([0.540685525457945, 0.2357135252920503, 0.2597726178291646])
    {
        assert_close(path.coefficient, expected);
    }
    assert_close(found.latents[3].r_squared.unwrap(), 0.8843555643131995);
    let loadings = [
        0.6816538470012916,
        0.5209179278974032,
        0.4102976581199699,
        0.6804566463464689,
        0.6383265607655455,
        0.4947278108875842,
        0.487718736430655,
        0.4265042727690376,
        0.7419597406356289,
        0.9436471883058118,
    ];
    for (item, expected) in found.items.iter().zip(loadings) {
        assert_close(item.loading, expected);
    }
}

/// Reference: the same algorithm in numpy 2.4.6.
#[test]
fn formative_blocks_agree() {
    let found = estimate(&simple([Mode::B, Mode::B, Mode::B, Mode::A]), &published());
    for (path, expected) in
        found.paths.iter().zip([0.4392608742979465, 0.17477063368843185, 0.32881314439316944])
    {
        assert_close(path.coefficient, expected);
    }
    assert_close(found.latents[3].r_squared.unwrap(), 0.6015332734859242);
    for (item, expected) in found.items.iter().zip([
        0.36435170948441026,
        0.240306296081148,
        0.08038838588986207,
        0.38063993141592006,
        0.3179712100248413,
        0.4572416390502513,
        0.5171070360388857,
        0.47366988172682223,
        0.16776906233669167,
        0.8753364404222732,
    ]) {
        assert_close(item.weight, expected);
    }
    assert_eq!(found.latents[0].alpha, None);
}

/// With one cause there is nothing to hold and nothing to inflate; with several, f² follows from its
/// definition.
#[test]
fn effect_sizes_follow_from_the_explained_variance() {
    let model = full(Scheme::Path);
    let found = estimate(&model, &published());
    let only = &found.paths[0];
    let share = found.latents[only.to].r_squared.unwrap();
    assert_eq!(only.variance_inflation, 1.0);
    assert!((only.effect_size - share / (1.0 - share)).abs() < 1e-14);
    for path in &found.paths {
        // f² = t² / (n − p − 1), and β² (1 − R²_j) / (1 − R²) is the same.
        let rest = 1.0 - found.latents[path.to].r_squared.unwrap();
        let expected = path.coefficient.powi(2) / path.variance_inflation / rest;
        assert!((path.effect_size - expected).abs() < 1e-12);
    }
    let items: Vec<&f64> = REFERENCES[0].items.iter().map(|(_, loading)| loading).collect();
    let communality = items.iter().map(|loading| loading.powi(2)).sum::<f64>() - 1.0;
    let explained = REFERENCES[0].r_squared.iter().map(|(_, share)| share).sum::<f64>() / 6.0;
    assert_close(found.goodness_of_fit.unwrap(), (communality / 23.0 * explained).sqrt());
}
