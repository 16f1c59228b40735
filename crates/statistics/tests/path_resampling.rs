//! Bootstrap and comparison of path models on the published rows of `ecsi_mobi`, skipped where they are
//! absent, and on rows made up here.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod ecsi_mobi;
}

use std::path::Path;

use catsup_statistics::{
    Confidence, ModelError,
    drivers::{Resampling, Scale},
    path_model::{
        GroupComparison, ItemSample, Latent, Missing, Mode, Options, PathBootstrap, PathEstimate, PathModel,
        Scheme, SmallGroup, importance_performance,
    },
};
use support::ecsi_mobi;

fn model(scheme: Scheme, blocks: &[(&str, &[&str])], paths: &[(&str, &str)]) -> PathModel {
    let latents = blocks.iter().map(|(name, items)| Latent {
        name: (*name).to_owned(),
        items: items.iter().map(|&item| item.to_owned()).collect(),
        mode: Mode::A,
    });
    let paths: Vec<_> = paths.iter().map(|&(from, to)| (from.to_owned(), to.to_owned())).collect();
    PathModel::new(scheme, latents.collect(), &paths).unwrap()
}

const MOBI_PATHS: [(&str, &str); 12] = [
    ("Image", "Expectation"),
    ("Expectation", "Quality"),
    ("Expectation", "Value"),
    ("Quality", "Value"),
    ("Image", "Satisfaction"),
    ("Expectation", "Satisfaction"),
    ("Quality", "Satisfaction"),
    ("Value", "Satisfaction"),
    ("Satisfaction", "Complaints"),
    ("Image", "Loyalty"),
    ("Satisfaction", "Loyalty"),
    ("Complaints", "Loyalty"),
];

/// The answers to a model's items in a file of the shared data; `None`, said by name, where it is absent.
fn read(test: &str, file: &str, model: &PathModel) -> Option<Vec<Vec<Option<f64>>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/drivers").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {test}: ../shared/data/drivers/{file} is absent");
        return None;
    };
    let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')));
    let header: Vec<&str> = lines.next().unwrap().collect();
    let places: Vec<usize> =
        model.items().iter().map(|item| header.iter().position(|name| name == item).unwrap()).collect();
    let rows = lines.map(|cells| {
        let cells: Vec<&str> = cells.collect();
        places.iter().map(|&place| cells[place].parse().ok()).collect()
    });
    Some(rows.collect())
}

#[test]
fn standardised_centroid_paths_of_the_satisfaction_data_agree() {
    let blocks: [(&str, &[&str]); 6] = [
        ("IMAG", &["imag1", "imag2", "imag3", "imag4", "imag5"]),
        ("EXPE", &["expe1", "expe2", "expe3", "expe4", "expe5"]),
        ("QUAL", &["qual1", "qual2", "qual3", "qual4", "qual5"]),
        ("VAL", &["val1", "val2", "val3", "val4"]),
        ("SAT", &["sat1", "sat2", "sat3", "sat4"]),
        ("LOY", &["loy1", "loy2", "loy3", "loy4"]),
    ];
    let expected = [
        ("IMAG", "EXPE", 0.5600033),
        ("EXPE", "QUAL", 0.8455550),
        ("EXPE", "VAL", 0.1191137),
        ("QUAL", "VAL", 0.6598264),
        ("IMAG", "SAT", 0.1833325),
        ("EXPE", "SAT", 0.0072025),
        ("QUAL", "SAT", 0.1388760),
        ("VAL", "SAT", 0.5821349),
        ("IMAG", "LOY", 0.2916266),
        ("SAT", "LOY", 0.4696554),
    ];
    let model = model(Scheme::Centroid, &blocks, &expected.map(|(from, to, _)| (from, to)));
    let test = "standardised_centroid_paths_of_the_satisfaction_data_agree";
    let Some(rows) = read(test, "satisfaction.csv", &model) else { return };
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let found = PathEstimate::of(&model, &sample, &Options::default()).unwrap();
    for (path, (from, to, expected)) in found.paths.iter().zip(expected) {
        assert!((path.coefficient - expected).abs() < 6e-8, "{from} → {to}: {}", path.coefficient);
    }
    let resampling = Resampling { resamples: 1_000, seed: 5 };
    let bootstrap =
        PathBootstrap::of(&model, &sample, &Options::default(), resampling, Confidence::NINETY_FIVE).unwrap();
    // EXPE → SAT is not significant: it stays, with an interval around 0.
    assert!(bootstrap.paths[5].percentile.contains(0.0) && !bootstrap.paths[7].percentile.contains(0.0));
}

#[test]
fn performance_from_0_to_100_agrees() {
    let model = model(Scheme::Path, &ecsi_mobi::BLOCKS, &MOBI_PATHS);
    let Some(rows) = read("performance_from_0_to_100_agrees", "ecsi_mobi.csv", &model) else { return };
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let found = PathEstimate::of(&model, &sample, &Options::default()).unwrap();
    let scales = vec![Scale::new("items", 1.0, 10.0).unwrap(); 24];
    let target = model.place("Loyalty").unwrap();
    let points = importance_performance(&found, &sample, &scales, target).unwrap();
    let expected = [73.5280, 72.4738, 74.9766, 62.3468, 72.4541, 67.4222, 70.9139];
    for (point, expected) in points.iter().zip(expected) {
        assert!((point.performance - expected).abs() < 5e-5, "{point:?}, expected {expected}");
    }
    assert_eq!(points[target].importance, None);
    // All items share one scale: a point of 100 of image moves loyalty by the standardised effect, rescaled.
    let image = points[0];
    let ratio = points[target].standard_deviation / image.standard_deviation;
    assert!((image.importance.unwrap() - found.effect(0, target).unwrap().total * ratio).abs() < 1e-12);
}

#[test]
fn bootstrap_intervals_agree_with_the_published_ones() {
    let blocks: Vec<_> = [0, 1, 3, 4].iter().map(|&place| ecsi_mobi::BLOCKS[place]).collect();
    let paths = ["Image", "Expectation", "Value"].map(|from| (from, "Satisfaction"));
    let model = model(Scheme::Path, &blocks, &paths);
    let Some(rows) = read("bootstrap_intervals_agree_with_the_published_ones", "ecsi_mobi.csv", &model)
    else {
        return;
    };
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let resampling = Resampling { resamples: 4_000, seed: 20_260 };
    let bootstrap =
        PathBootstrap::of(&model, &sample, &Options::default(), resampling, Confidence::NINETY_FIVE).unwrap();
    assert_eq!((bootstrap.used, bootstrap.not_converged, bootstrap.failed), (4_000, 0, 0));
    let published = [(0.3398, 0.5640), (0.0490, 0.2835), (0.1668, 0.4575)];
    for (path, (low, high)) in bootstrap.paths.iter().zip(published) {
        assert!((path.percentile.low - low).abs() < 0.025, "{path:?}");
        assert!((path.percentile.high - high).abs() < 0.025, "{path:?}");
        let corrected = path.bias_corrected.unwrap();
        assert!((corrected.low - low).abs() < 0.04 && (corrected.high - high).abs() < 0.04, "{path:?}");
        assert!((path.percentile.width() / path.standard_error / 3.92 - 1.0).abs() < 0.05);
    }
}

/// Answers of two groups: trust follows ease in the first and hardly in the second.
fn two_groups(n: u32) -> (PathModel, Vec<Vec<Option<f64>>>, Vec<String>) {
    let model =
        model(Scheme::Path, &[("Ease", &["e1", "e2"]), ("Trust", &["t1", "t2"])], &[("Ease", "Trust")]);
    let answer = |person: u32, prime: u32| f64::from(person * prime % 101 % 7);
    let rows = (0..n).map(|person| {
        let ease = answer(person, 37);
        let pull = if person % 2 == 0 { 1.0 } else { 0.2 };
        let trust = pull * ease + answer(person, 53) * (1.2 - pull);
        let answers = [ease, ease + answer(person, 71) / 3.0, trust, trust + answer(person, 89) / 3.0];
        answers.map(Some).to_vec()
    });
    let labels = (0..n).map(|person| if person % 2 == 0 { "online" } else { "counter" }.to_owned());
    (model, rows.collect(), labels.collect())
}

#[test]
fn groups_that_differ_are_told_apart_and_chance_is_not() {
    let (model, rows, labels) = two_groups(300);
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let resampling = Resampling { resamples: 400, seed: 3 };
    let compare =
        |labels: &[String]| GroupComparison::of(&model, &sample, labels, &Options::default(), resampling);
    let found = compare(&labels).unwrap();
    assert_eq!(found.groups.iter().map(|group| group.n).collect::<Vec<_>>(), [150, 150]);
    assert!(found.differences[0].difference > 0.3 && found.differences[0].p_value < 0.01);

    let by_chance: Vec<String> = (0..300).map(|person| (person / 2 % 2).to_string()).collect();
    assert!(compare(&by_chance).unwrap().differences[0].p_value > 0.05);

    let alone = vec!["all".to_owned(); 300];
    assert_eq!(compare(&alone), Err(ModelError::TooFewGroups(1)));
    let mut lonely = labels;
    lonely[7] = "phone".to_owned();
    let apart = compare(&lonely).unwrap();
    assert_eq!((apart.groups.len(), apart.groups[1].n), (2, 149));
    assert_eq!(apart.too_small, [SmallGroup { name: "phone".to_owned(), n: 1, needed: 30 }]);
}

#[test]
fn a_resampling_repeats_itself_and_counts_what_failed() {
    let (model, mut rows, _) = two_groups(60);
    // Two people alone make this item vary: some resamples do not draw them.
    for (person, row) in rows.iter_mut().enumerate() {
        row[1] = Some(f64::from(u8::from(person < 2)));
    }
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let resampling = Resampling { resamples: 400, seed: 3 };
    let run = || {
        PathBootstrap::of(&model, &sample, &Options::default(), resampling, Confidence::NINETY_FIVE).unwrap()
    };
    let found = run();
    // Neither of the two is drawn with probability (58 / 60)^60 = 0.131.
    assert!((30..80).contains(&found.failed), "{}", found.failed);
    assert_eq!(found.used + found.failed + found.not_converged, 400);
    assert_eq!(found, run());
}

#[test]
fn a_sample_too_small_for_the_model_is_refused_with_what_is_missing() {
    let (model, rows, _) = two_groups(29);
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let refused = PathEstimate::of(&model, &sample, &Options::default());
    assert_eq!(refused, Err(ModelError::TooFew { n: 29, needed: 30, predictors: 1 }));
}

#[test]
fn counts_of_distinct_rows_give_what_their_people_give() {
    let (model, rows, _) = two_groups(80);
    let names = model.items();
    let distinct: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().flatten().copied().collect()).collect();
    let counts =
        catsup_statistics::JointCounts::new(&names, distinct.iter().map(|row| (&row[..], 3))).unwrap();
    let repeated = rows.iter().flat_map(|row| [row.clone(), row.clone(), row.clone()]);
    let of_rows = ItemSample::new(&model, repeated, Missing::Listwise).unwrap();
    let of_counts = ItemSample::from_counts(&model, &counts).unwrap();
    let estimate = |sample: &ItemSample| PathEstimate::of(&model, sample, &Options::default()).unwrap();
    let (one, other) = (estimate(&of_rows), estimate(&of_counts));
    assert_eq!(one.n, other.n);
    assert!((one.paths[0].coefficient - other.paths[0].coefficient).abs() < 1e-12);
    let resampling = Resampling { resamples: 1_000, seed: 3 };
    let error = |sample: &ItemSample| {
        PathBootstrap::of(&model, sample, &Options::default(), resampling, Confidence::NINETY_FIVE)
            .unwrap()
            .paths[0]
            .standard_error
    };
    assert!((error(&of_rows) / error(&of_counts) - 1.0).abs() < 0.1);
}
