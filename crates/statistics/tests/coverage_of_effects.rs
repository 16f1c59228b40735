//! How often intervals of effects and forecasts hold the truth, and how often tests of groups cry wolf, by simulation.
//!
//! Slow, so left out of an ordinary run. To run it:
//! `cargo test --release -p catsup-statistics --test coverage_of_effects -- --ignored`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod chance;
}

use catsup_statistics::{
    Confidence, EffortScore, MeanSummary, OrdinalCounts, chi_square,
    effect::{difference_in_differences, interrupted_time_series},
    kruskal_wallis, mann_whitney,
    series::{Domain, Smoother, forecast, forecast_with},
};
use support::chance::{Chance, assert_alarms, assert_nominal};

const LEVEL: Confidence = Confidence::NINETY_FIVE;
const SAMPLES: u32 = 40_000;
const BEFORE: [f64; 5] = [0.10, 0.12, 0.18, 0.35, 0.25];
const AFTER: [f64; 5] = [0.06, 0.09, 0.15, 0.38, 0.32];

fn mean_of(shares: &[f64; 5]) -> f64 {
    shares.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]).map(|(share, value)| share * value).sum()
}

fn answers(chance: &mut Chance, n: u64, shares: &[f64; 5]) -> OrdinalCounts {
    OrdinalCounts::consecutive(1, &chance.counts(n, shares)).unwrap()
}

fn share(held: u32) -> f64 {
    f64::from(held) / f64::from(SAMPLES)
}

#[test]
#[ignore = "slow; see the head of the file"]
fn differences_in_differences() {
    let mut chance = Chance(21);
    let truth = mean_of(&AFTER) - mean_of(&BEFORE);
    let held = (0..SAMPLES).filter(|_| {
        let mut mean = |n, shares| -> MeanSummary { answers(&mut chance, n, shares).mean_summary().unwrap() };
        let treated = (mean(200, &BEFORE), mean(180, &AFTER));
        let control = (mean(150, &BEFORE), mean(160, &BEFORE));
        let found = difference_in_differences((&treated.0, &treated.1), (&control.0, &control.1), LEVEL);
        found.interval.unwrap().contains(truth)
    });
    assert_nominal("difference in differences", share(held.count() as u32));
}

/// How often the intervals of slope, jump and change of slope hold them, where the error of each point also has `memory`
/// times that of the point before.
fn interrupted(points: u32, memory: f64, lag: usize, samples: u32) -> [f64; 3] {
    let mut chance = Chance(22);
    let mut held = [0_u32; 3];
    for _ in 0..samples {
        let mut before = chance.normal();
        let y: Vec<f64> = (0..points)
            .map(|at| {
                let now = chance.normal();
                let noise = now + memory * std::mem::replace(&mut before, now);
                let since = at.checked_sub(points / 2).map(f64::from);
                60.0 + 0.01 * f64::from(at) + since.map_or(0.0, |since| 3.0 + 0.02 * since) + noise
            })
            .collect();
        let found = interrupted_time_series(&y, points as usize / 2, lag, LEVEL).unwrap();
        let coefficients = [(found.slope, 0.01), (found.level_change, 3.0), (found.slope_change, 0.02)];
        for (held, (coefficient, truth)) in held.iter_mut().zip(coefficients) {
            *held += u32::from(coefficient.interval.contains(truth));
        }
    }
    held.map(|held| f64::from(held) / f64::from(samples))
}

const CHANGES: [&str; 3] = ["slope", "jump", "change of slope"];

#[test]
#[ignore = "slow; see the head of the file"]
fn interrupted_series_of_unrelated_points() {
    for (name, share) in CHANGES.iter().zip(interrupted(400, 0.0, 0, 20_000)) {
        assert_nominal(&format!("{name}, 400 unrelated points"), share);
    }
}

/// The errors of Newey and West are right in the limit alone: their Bartlett weights leave out a part of what neighbours
/// share, and residuals vary less than the errors behind them (Andrews 1991). So twenty thousand points
/// hold the level, and four hundred fall short of it by a few points of a hundred.
#[test]
#[ignore = "slow; see the head of the file"]
fn interrupted_series_whose_points_resemble_each_other() {
    for (name, share) in CHANGES.iter().zip(interrupted(20_000, 0.5, 60, 2_000)) {
        assert_nominal(&format!("{name}, 20,000 related points"), share);
    }
    for (name, share) in CHANGES.iter().zip(interrupted(400, 0.5, 8, 10_000)) {
        eprintln!("{name}, 400 related points: {:.2} %", 100.0 * share);
        assert!((0.90..=0.95).contains(&share), "{name}: {share}");
    }
}

/// A level that takes up three tenths of each surprise, forecast three points ahead.
#[test]
#[ignore = "slow; see the head of the file"]
fn forecasts() {
    let mut chance = Chance(23);
    let (mut known, mut estimated) = (0_u32, 0_u32);
    let samples = 4_000;
    for _ in 0..samples {
        let mut level = 100.0;
        let mut next = || {
            let surprise = chance.normal();
            let value = level + surprise;
            level += 0.3 * surprise;
            value
        };
        let values: Vec<f64> = (0..120).map(|_| next()).collect();
        let _ = (next(), next());
        let truth = next();
        let smoother = Smoother {
            alpha: 0.3,
            beta: 0.0,
            gamma: 0.0,
            phi: 1.0,
            level: 100.0,
            trend: 0.0,
            season: Vec::new(),
        };
        let found = forecast_with(smoother, &values, 3, Domain::Any, LEVEL).unwrap();
        known += u32::from(found.points[2].interval.contains(truth));
        let found = forecast(&values, None, 3, Domain::Any, LEVEL).unwrap();
        estimated += u32::from(found.points[2].interval.contains(truth));
    }
    assert_nominal("forecast, parameters known", f64::from(known) / f64::from(samples));
    // The formula leaves out that the parameters and the model itself are estimated (Hyndman et al. 2008, 6.1).
    let estimated = f64::from(estimated) / f64::from(samples);
    eprintln!("forecast, everything estimated: {:.2} %", 100.0 * estimated);
    assert!((0.92..=0.96).contains(&estimated), "{estimated}");
}

#[test]
#[ignore = "slow; see the head of the file"]
fn net_effort() {
    let mut chance = Chance(24);
    let truth = AFTER[3] + AFTER[4] - AFTER[0] - AFTER[1];
    let held = (0..SAMPLES).filter(|_| {
        let effort = EffortScore::of(&answers(&mut chance, 300, &AFTER), LEVEL).unwrap();
        effort.net.interval.contains(truth)
    });
    assert_nominal("net effort", share(held.count() as u32));
}

#[test]
#[ignore = "slow; see the head of the file"]
fn false_alarms_of_groups_that_do_not_differ() {
    let mut chance = Chance(25);
    let (mut ranks, mut several, mut tables) = (0, 0, 0);
    for _ in 0..SAMPLES {
        let groups = [60, 90, 75].map(|n| answers(&mut chance, n, &AFTER));
        ranks += u32::from(mann_whitney(&groups[0], &groups[1]).unwrap().p_value < 0.05);
        several += u32::from(kruskal_wallis(&groups).unwrap().p_value < 0.05);
        let table: Vec<&[u64]> = groups.iter().map(OrdinalCounts::counts).collect();
        tables += u32::from(chi_square(&table).unwrap().p_value < 0.05);
    }
    assert_alarms("Mann–Whitney", share(ranks));
    assert_alarms("Kruskal–Wallis", share(several));
    assert_alarms("chi-square", share(tables));
}
