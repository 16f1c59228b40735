//! How often the intervals of drivers and path models hold the truth, by simulation: 95 % intervals must do
//! so in 94 to 96 % of samples; where theory is a limit, for samples large enough for it.
//!
//! Slow, so left out of an ordinary run. To run it:
//! `cargo test --release -p catsup-statistics --test coverage_of_models -- --ignored`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod chance;
}

use catsup_statistics::{
    Confidence, Interval, JointCounts, Moments,
    drivers::{DriverBootstrap, LogisticRegression, Regression, Resampling},
    path_model::{
        GroupComparison, ItemSample, Latent, Missing, Mode, Options, PathBootstrap, PathModel, Scheme,
    },
};
use support::chance::{Chance, assert_alarms, assert_nominal};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// The share of samples whose intervals hold the truth, one share per figure.
fn coverage<const N: usize>(
    samples: u64,
    truth: [f64; N],
    mut intervals: impl FnMut(&mut Chance) -> [Interval; N],
) -> [f64; N] {
    let mut held = [0_u64; N];
    for sample in 0..samples {
        let found = intervals(&mut Chance(sample.wrapping_mul(0x2545_f491_4f6c_dd1d)));
        for ((held, interval), truth) in held.iter_mut().zip(found).zip(truth) {
            *held += u64::from(interval.contains(truth));
        }
    }
    held.map(|held| held as f64 / samples as f64)
}

#[track_caller]
fn assert_each<const N: usize>(names: [&str; N], shares: [f64; N]) {
    names.iter().zip(shares).for_each(|(name, share)| assert_nominal(name, share));
}

fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(String::from).to_vec()
}

/// Two drivers that correlate 0.5 and normal errors, where the t interval is exact for any n.
#[test]
#[ignore = "slow; see the head of the file"]
fn regression_intervals_cover() {
    let names = names(["x", "z", "y"]);
    let shares = coverage(40_000, [1.5, 0.4, -0.2], |chance| {
        let rows: Vec<[f64; 3]> = (0..30)
            .map(|_| {
                let x = chance.normal();
                let z = 0.5 * x + 0.75_f64.sqrt() * chance.normal();
                [x, z, 1.5 + 0.4 * x - 0.2 * z + 0.8 * chance.normal()]
            })
            .collect();
        let sample = JointCounts::from_rows(&names, rows.iter().map(|row| &row[..])).unwrap();
        let found = Regression::of(&Moments::of(&sample).unwrap(), LEVEL).unwrap();
        [found.intercept.interval, found.coefficients[0].interval, found.coefficients[1].interval]
    });
    assert_each(["intercept", "first slope", "second slope"], shares);
}

/// Thumbs of 600 people: the Wald interval holds in the limit.
#[test]
#[ignore = "slow; see the head of the file"]
fn logistic_intervals_cover() {
    let names = names(["ease", "thumbs"]);
    let shares = coverage(10_000, [-1.0, 0.5], |chance| {
        let rows: Vec<[f64; 2]> = (0..600)
            .map(|_| {
                let ease = 1.0 + (5.0 * chance.unit()).floor();
                let likely = 1.0 / (1.0 + (1.0 - 0.5 * ease).exp());
                [ease, f64::from(u8::from(chance.unit() < likely))]
            })
            .collect();
        let sample = JointCounts::from_rows(&names, rows.iter().map(|row| &row[..])).unwrap().collapsed();
        let found = LogisticRegression::of(&sample, LEVEL).unwrap();
        [found.intercept.interval, found.coefficients[0].interval]
    });
    assert_each(["log odds", "log odds ratio"], shares);
}

/// Standardised coefficients of a thousand people, by percentile intervals.
#[test]
#[ignore = "slow; see the head of the file"]
fn bootstrap_intervals_of_drivers_cover() {
    let names = names(["x", "z", "y"]);
    // y = 0.5 x + 0.3 z + e with corr(x, z) = 0.4: the variance of y is 0.25 + 0.09 + 0.12 + 0.54 = 1.
    let shares = coverage(4_000, [0.5, 0.3], |chance| {
        let rows: Vec<[f64; 3]> = (0..1_000)
            .map(|_| {
                let x = chance.normal();
                let z = 0.4 * x + 0.84_f64.sqrt() * chance.normal();
                [x, z, 0.5 * x + 0.3 * z + 0.54_f64.sqrt() * chance.normal()]
            })
            .collect();
        let sample = JointCounts::from_rows(&names, rows.iter().map(|row| &row[..])).unwrap();
        let resampling = Resampling { resamples: 600, seed: 1 };
        let found = DriverBootstrap::of(&sample, resampling, LEVEL).unwrap();
        [found.standardised[0], found.standardised[1]]
    });
    assert_each(["first driver, percentile", "second driver, percentile"], shares);
}

/// A path between two composites of three items each, of known correlation.
#[test]
#[ignore = "slow; see the head of the file"]
fn bootstrap_intervals_of_paths_cover() {
    let latent = |name: &str| Latent {
        name: name.to_uppercase(),
        items: (1..=3).map(|item| format!("{name}{item}")).collect(),
        mode: Mode::A,
    };
    let paths = [("X".to_owned(), "Y".to_owned())];
    let model = PathModel::new(Scheme::Path, vec![latent("x"), latent("y")], &paths).unwrap();
    // Items of loading 0.8 each: a sum of three has reliability 3 · 0.64 / (1 + 2 · 0.64), and in Mode A
    // equal weights hold.
    let reliability = 3.0 * 0.64 / (1.0 + 2.0 * 0.64);
    let truth = 0.6 * reliability;
    let shares = coverage(4_000, [truth, truth], |chance| {
        let rows = (0..500).map(|_| {
            let x = chance.normal();
            let y = 0.6 * x + 0.8 * chance.normal();
            let mut item = |factor: f64| Some(0.8 * factor + 0.6 * chance.normal());
            vec![item(x), item(x), item(x), item(y), item(y), item(y)]
        });
        let sample = ItemSample::new(&model, rows.collect::<Vec<_>>(), Missing::Listwise).unwrap();
        let resampling = Resampling { resamples: 1_000, seed: 1 };
        let found = PathBootstrap::of(&model, &sample, &Options::default(), resampling, LEVEL).unwrap();
        [found.paths[0].percentile, found.paths[0].bias_corrected.unwrap()]
    });
    assert_each(["path, percentile", "path, BCa"], shares);
}

/// Groups dealt by chance differ by chance alone.
#[test]
#[ignore = "slow; see the head of the file"]
fn groups_that_do_not_differ_are_told_apart_as_rarely_as_said() {
    let latent = |name: &str| Latent {
        name: name.to_uppercase(),
        items: (1..=2).map(|item| format!("{name}{item}")).collect(),
        mode: Mode::A,
    };
    let paths = [("X".to_owned(), "Y".to_owned())];
    let model = PathModel::new(Scheme::Path, vec![latent("x"), latent("y")], &paths).unwrap();
    let labels: Vec<String> = (0..100).map(|person| ["web", "phone"][person % 2].to_owned()).collect();
    let alarms = (0..4_000_u64).filter(|sample| {
        let mut chance = Chance(sample.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let rows = (0..100).map(|_| {
            let x = chance.normal();
            let y = 0.5 * x + chance.normal();
            let mut item = |factor: f64| Some(1.5 * factor + chance.normal());
            vec![item(x), item(x), item(y), item(y)]
        });
        let sample = ItemSample::new(&model, rows.collect::<Vec<_>>(), Missing::Listwise).unwrap();
        let resampling = Resampling { resamples: 199, seed: 1 };
        let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), resampling).unwrap();
        // One pair of groups and one path, and 200 deals with the one observed: 5 % of them are ten.
        found.differences[0].p_value <= 0.05
    });
    assert_alarms("groups by permutation", alarms.count() as f64 / 4_000.0);
}
