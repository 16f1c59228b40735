//! What drivers and path models cost. `cargo bench -p catsup-statistics --bench models`; docs/benchmarks.md
//! holds one run.
#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{hint::black_box, path::Path};

use catsup_statistics::{
    Confidence, JointCounts, Moments,
    drivers::{DriverAnalysis, Options as DriverOptions, Resampling, relative_weights, shapley},
    path_model::{
        ItemSample, Latent, Missing, Mode, Options, PathBootstrap, PathEstimate, PathModel, Scheme,
    },
};
use criterion::{Criterion, criterion_group, criterion_main};

/// The blocks of the European customer satisfaction index, with the columns of `ecsi_mobi.csv`.
const BLOCKS: [(&str, &[&str]); 7] = [
    ("Image", &["IMAG1", "IMAG2", "IMAG3", "IMAG4", "IMAG5"]),
    ("Expectation", &["CUEX1", "CUEX2", "CUEX3"]),
    ("Quality", &["PERQ1", "PERQ2", "PERQ3", "PERQ4", "PERQ5", "PERQ6", "PERQ7"]),
    ("Value", &["PERV1", "PERV2"]),
    ("Satisfaction", &["CUSA1", "CUSA2", "CUSA3"]),
    ("Complaints", &["CUSCO"]),
    ("Loyalty", &["CUSL1", "CUSL2", "CUSL3"]),
];
const PATHS: [(usize, usize); 12] =
    [(0, 1), (1, 2), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4), (3, 4), (4, 5), (0, 6), (4, 6), (5, 6)];

fn model() -> PathModel {
    let latents = BLOCKS.map(|(name, items)| Latent {
        name: name.to_owned(),
        items: items.iter().map(|&item| item.to_owned()).collect(),
        mode: Mode::A,
    });
    let paths = PATHS.map(|(from, to)| (BLOCKS[from].0.to_owned(), BLOCKS[to].0.to_owned()));
    PathModel::new(Scheme::Path, latents.to_vec(), &paths).unwrap()
}

/// The answers of `../shared/data/drivers/ecsi_mobi.csv`, or made-up ones of its size where it is absent.
fn answers(model: &PathModel) -> (&'static str, Vec<Vec<Option<f64>>>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/drivers/ecsi_mobi.csv");
    let Ok(text) = std::fs::read_to_string(path) else { return ("made-up answers", people(model)) };
    let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')));
    let header: Vec<&str> = lines.next().unwrap().collect();
    let place = |item: &String| header.iter().position(|name| name == item).unwrap();
    let places: Vec<usize> = model.items().iter().map(place).collect();
    let row = |cells: Vec<&str>| places.iter().map(|&place| cells[place].parse().ok()).collect();
    ("ecsi_mobi", lines.map(|cells| row(cells.collect())).collect())
}

/// 250 people of one opinion each, and their answers from 1 to 10 around it.
fn people(model: &PathModel) -> Vec<Vec<Option<f64>>> {
    let items = model.items().len() as u64;
    let mut state = 1_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    };
    let mut person = || {
        let opinion = 3.0 + 5.0 * draw();
        (0..items).map(|_| Some((opinion + 4.0 * (draw() - 0.5)).round().clamp(1.0, 10.0))).collect()
    };
    (0..250).map(|_| person()).collect()
}

fn path_models(criterion: &mut Criterion) {
    let model = model();
    let (data, rows) = answers(&model);
    let sample = ItemSample::new(&model, rows, Missing::Listwise).unwrap();
    let options = Options::default();
    criterion.bench_function(&format!("path model of {data}, 250 rows of 24 items"), |bencher| {
        bencher.iter(|| PathEstimate::of(black_box(&model), black_box(&sample), &options).unwrap());
    });
    let mut group = criterion.benchmark_group("path model");
    group.sample_size(10);
    group.bench_function(format!("{data}, 1,000 resamples"), |bencher| {
        let resampling = Resampling { resamples: 1_000, seed: 1 };
        bencher.iter(|| {
            PathBootstrap::of(&model, black_box(&sample), &options, resampling, Confidence::NINETY_FIVE)
                .unwrap()
        });
    });
    group.finish();
}

/// Predictors that correlate 0.5 with each other and less and less with the outcome.
fn moments(predictors: usize) -> Moments {
    let names: Vec<String> = (0..=predictors).map(|place| format!("q{place}")).collect();
    let cell = |row: usize, column: usize| match (row.min(column), row.max(column)) {
        (low, high) if low == high => 100_000,
        (low, high) if high == predictors => 70_000 - 2_000 * low as i128,
        _ => 50_000,
    };
    let products: Vec<Vec<i128>> =
        (0..=predictors).map(|row| (0..=predictors).map(|column| cell(row, column)).collect()).collect();
    Moments::from_sums(&names, 100_000, &vec![0; predictors + 1], &products).unwrap()
}

/// A hundred million people in the 3,125 cells of five answers from 1 to 5.
fn joint() -> JointCounts {
    let names = ["effectiveness", "ease", "efficiency", "transparency", "trust"].map(String::from);
    let cells: Vec<([f64; 5], u64)> = (0..3_125_u32)
        .map(|cell| {
            let answers = [625, 125, 25, 5, 1].map(|power| f64::from(cell / power % 5 + 1));
            let mean = answers.iter().sum::<f64>() / 5.0;
            let apart: f64 = answers.iter().map(|answer| (answer - mean).powi(2)).sum();
            (answers, (224_400.0 * (-apart / 3.0).exp()) as u64)
        })
        .collect();
    JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count))).unwrap()
}

fn drivers(criterion: &mut Criterion) {
    let twelve = moments(12);
    criterion.bench_function("Shapley, 12 predictors", |bencher| {
        bencher.iter(|| shapley(black_box(&twelve)).unwrap());
    });
    let fifteen = moments(15);
    criterion.bench_function("Shapley, 15 predictors", |bencher| {
        bencher.iter(|| shapley(black_box(&fifteen)).unwrap());
    });
    criterion.bench_function("relative weights, 12 predictors", |bencher| {
        bencher.iter(|| relative_weights(black_box(&twelve)).unwrap());
    });
    let joint = joint();
    let mut group = criterion.benchmark_group("drivers of joint counts");
    group.sample_size(10);
    group.bench_function(format!("{} people, 1,000 resamples", joint.n()), |bencher| {
        let options = DriverOptions::new(Confidence::NINETY_FIVE).with_resampling(1_000, 1);
        bencher.iter(|| DriverAnalysis::of(black_box(&joint), &options).unwrap());
    });
    group.finish();
}

criterion_group!(models, path_models, drivers);
criterion_main!(models);
