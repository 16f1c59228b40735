//! How often intervals hold the truth, by simulation: 95 % intervals must do so in 94 to 96 % of samples.
//!
//! Slow, so left out of an ordinary run. To run it:
//! `cargo test --release -p catsup-statistics --test coverage -- --ignored`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod chance;
}

use catsup_statistics::{
    Confidence, Interval, MeanSummary, NetPromoterCounts, OrdinalCounts,
    agreement::{KappaWeights, cohens_kappa, cronbach_alpha, item_covariances},
    clopper_pearson, compare_means, compare_net_promoter, compare_proportions, equivalent_shares,
    league::{share_limits, shrunken_means, shrunken_shares},
    trend_of_shares,
    weighting::WeightedScale,
    wilson,
};
use support::chance::{Chance, assert_alarms, assert_nominal};

const LEVEL: Confidence = Confidence::NINETY_FIVE;
/// The standard error of a coverage of 95 % is then 0.11 points.
const SAMPLES: u32 = 40_000;
/// The answers of a question on trust, as such questions are answered.
const OPINIONS: [f64; 5] = [0.06, 0.09, 0.15, 0.38, 0.32];

/// The share of samples whose interval holds the truth.
fn coverage(seed: u64, truth: f64, mut sample: impl FnMut(&mut Chance) -> Interval) -> f64 {
    let mut chance = Chance(seed);
    let held = (0..SAMPLES).filter(|_| sample(&mut chance).contains(truth)).count();
    held as f64 / f64::from(SAMPLES)
}

fn mean_of(shares: &[f64; 5]) -> f64 {
    shares.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]).map(|(share, value)| share * value).sum()
}

fn likert(counts: &[u64]) -> MeanSummary {
    OrdinalCounts::consecutive(1, counts).unwrap().mean_summary().unwrap()
}

/// The coverage of a share swings with n and the share itself, since counts are whole: the theory is about its mean
/// over shares (Brown, Cai and DasGupta 2001). The exact interval must never fall below.
#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_shares() {
    for n in [20, 100, 400] {
        let mut chance = Chance(n);
        let (mut score, mut exact) = (0_u32, 0_u32);
        for _ in 0..SAMPLES {
            let share = 0.05 + 0.9 * chance.unit();
            let successes = chance.successes(n, share);
            score += u32::from(wilson(successes, n, LEVEL).unwrap().contains(share));
            exact += u32::from(clopper_pearson(successes, n, LEVEL).unwrap().contains(share));
        }
        assert_nominal(&format!("Wilson, n {n}"), f64::from(score) / f64::from(SAMPLES));
        let exact = f64::from(exact) / f64::from(SAMPLES);
        assert!(exact >= 0.95, "Clopper–Pearson, n {n}: {exact}");
    }
}

#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_means_and_their_differences() {
    let truth = mean_of(&OPINIONS);
    for n in [60, 300] {
        let covered =
            coverage(n, truth, |chance| likert(&chance.counts(n, &OPINIONS)).interval(LEVEL).unwrap());
        assert_nominal(&format!("mean, n {n}"), covered);
    }
    let others = [0.2, 0.2, 0.2, 0.2, 0.2];
    let covered = coverage(3, truth - 3.0, |chance| {
        let (first, second) = (likert(&chance.counts(80, &OPINIONS)), likert(&chance.counts(200, &others)));
        compare_means(&first, &second, LEVEL).interval.unwrap()
    });
    assert_nominal("Welch difference", covered);
}

#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_differences_of_shares() {
    for (n_first, n_second, first, second) in
        [(60, 90, 0.83, 0.71), (300, 200, 0.52, 0.47), (150, 400, 0.93, 0.9)]
    {
        let covered = coverage(n_first, first - second, |chance| {
            let one = (chance.successes(n_first, first), n_first);
            let two = (chance.successes(n_second, second), n_second);
            compare_proportions(one, two, LEVEL).unwrap().interval
        });
        assert_nominal(&format!("Newcombe, {first} and {second}"), covered);
    }
}

#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_net_promoter_scores() {
    let draw = |chance: &mut Chance, n, shares: &[f64; 3]| {
        let [detractors, passives, promoters] = chance.counts(n, shares);
        NetPromoterCounts { promoters, passives, detractors }
    };
    let (first, second) = ([0.2, 0.3, 0.5], [0.3, 0.3, 0.4]);
    let covered = coverage(1, 30.0, |chance| draw(chance, 300, &first).score(LEVEL).unwrap().interval);
    assert_nominal("net promoter score", covered);
    let covered = coverage(2, 20.0, |chance| {
        let (first, second) = (draw(chance, 250, &first), draw(chance, 400, &second));
        compare_net_promoter(&first, &second, LEVEL).unwrap().interval
    });
    assert_nominal("difference of net promoter scores", covered);
}

/// Weights that have nothing to do with the answers, which is what Kish's effect is for.
#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_weighted_figures() {
    let weights = [0.5, 0.8, 1.3, 2.2];
    let draw = |chance: &mut Chance| {
        let cell = |_| (chance.pick(&OPINIONS) as i64 + 1, weights[(4.0 * chance.unit()) as usize], 1);
        WeightedScale::of((0..400).map(cell).collect::<Vec<_>>()).unwrap()
    };
    let covered = coverage(5, mean_of(&OPINIONS), |chance| draw(chance).mean(LEVEL).interval.unwrap());
    assert_nominal("weighted mean", covered);
    let covered = coverage(6, OPINIONS[3] + OPINIONS[4], |chance| draw(chance).share_from(4, LEVEL).interval);
    assert_nominal("weighted share", covered);
    let truth = OPINIONS[3] + OPINIONS[4] - OPINIONS[0] - OPINIONS[1];
    let covered = coverage(7, truth, |chance| draw(chance).net(4, 2, LEVEL).unwrap().interval.unwrap());
    assert_nominal("weighted net share", covered);
}

#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_agreement_and_reliability() {
    // Both reviewers see the same three levels, each wrongly once in five times.
    let cells = |truth: usize, rating: usize| if truth == rating { 0.8 } else { 0.1 };
    let joint: Vec<f64> = (0..9)
        .map(|pair| (0..3).map(|truth| cells(truth, pair / 3) * cells(truth, pair % 3) / 3.0).sum())
        .collect();
    let observed: f64 = (0..3).map(|rating| joint[4 * rating]).sum();
    let kappa = (observed - 1.0 / 3.0) / (2.0 / 3.0);
    let shares: [f64; 9] = joint.try_into().unwrap();
    let covered = coverage(8, kappa, |chance| {
        let counts = chance.counts(300, &shares);
        let table = [&counts[..3], &counts[3..6], &counts[6..]];
        cohens_kappa(&table, KappaWeights::None, LEVEL).unwrap().interval
    });
    assert_nominal("kappa", covered);
    // Four items with the variance of the common part and of their own equal: alpha is 4 / 5.
    let covered = coverage(9, 0.8, |chance| {
        let row = |_| {
            let common = chance.normal();
            [(); 4].map(|()| common + chance.normal())
        };
        let rows: Vec<[f64; 4]> = (0..60).map(row).collect();
        let covariance = item_covariances(&rows).unwrap();
        cronbach_alpha(&covariance, Some(60), LEVEL).unwrap().interval.unwrap()
    });
    assert_nominal("Cronbach's alpha", covered);
}

/// Over units, not within one: shrinkage errs on the far ones by design.
#[test]
#[ignore = "slow; see the head of the file"]
fn intervals_of_shrunken_estimates() {
    let mut chance = Chance(11);
    let (mut means, mut shares, mut all) = (0_u32, 0_u32, 0_u32);
    for _ in 0..400 {
        let (mut truths, mut samples) = (Vec::new(), Vec::new());
        let (mut true_shares, mut counts) = (Vec::new(), Vec::new());
        for unit in 0..60_u64 {
            let n = 20 + 5 * unit;
            let truth = 4.0 + 0.3 * chance.normal();
            let answers: Vec<f64> = (0..n).map(|_| truth + chance.normal()).collect();
            let mean = answers.iter().sum::<f64>() / n as f64;
            let squares: f64 = answers.iter().map(|answer| (answer - mean).powi(2)).sum();
            samples.push(MeanSummary::new(n, mean, Some((squares / (n as f64 - 1.0)).sqrt())).unwrap());
            truths.push(truth);
            // Shares spread as Beta(16, 4), by order statistics of uniform values: the 16th of 19.
            let mut uniform: Vec<f64> = (0..19).map(|_| chance.unit()).collect();
            uniform.sort_by(f64::total_cmp);
            true_shares.push(uniform[15]);
            counts.push((chance.successes(n, uniform[15]), n));
        }
        let found = shrunken_means(&samples, LEVEL).unwrap();
        means +=
            found.units.iter().zip(&truths).filter(|(unit, truth)| unit.interval.contains(**truth)).count()
                as u32;
        let found = shrunken_shares(&counts, LEVEL).unwrap();
        let held = found.units.iter().zip(&true_shares);
        shares += held.filter(|(unit, truth)| unit.interval.contains(**truth)).count() as u32;
        all += 60;
    }
    assert_nominal("shrunken means", f64::from(means) / f64::from(all));
    assert_nominal("shrunken shares", f64::from(shares) / f64::from(all));
}

/// A unit that is like all others lies within its limits as often as they say; interpolation leaves the mean right
/// where single counts are too coarse.
#[test]
#[ignore = "slow; see the head of the file"]
fn funnel_limits() {
    let mut chance = Chance(12);
    let mut within = 0_u32;
    for _ in 0..SAMPLES {
        let n = 100 + (400.0 * chance.unit()) as u64;
        let share = chance.successes(n, 0.78) as f64 / n as f64;
        within += u32::from(share_limits(0.78, n, LEVEL).unwrap().contains(share));
    }
    assert_nominal("funnel", f64::from(within) / f64::from(SAMPLES));
}

/// Tests at 5 % must cry wolf in 4 to 6 % of samples where there is nothing.
#[test]
#[ignore = "slow; see the head of the file"]
fn false_alarms_of_tests() {
    let mut chance = Chance(13);
    let (mut trends, mut equivalences) = (0_u32, 0_u32);
    for _ in 0..SAMPLES {
        let groups: Vec<(u64, u64)> = [80, 120, 100, 90].map(|n| (chance.successes(n, 0.6), n)).to_vec();
        trends += u32::from(trend_of_shares(&groups, &[0.0, 1.0, 2.0, 3.0]).unwrap().test.p_value < 0.05);
        // Worse by exactly the margin: finding “no worse” is an error.
        let (first, second) = ((chance.successes(400, 0.7), 400), (chance.successes(400, 0.8), 400));
        equivalences += u32::from(equivalent_shares(first, second, 0.1, 0.05).unwrap().no_worse);
    }
    for (name, alarms) in [("trend of shares", trends), ("no worse", equivalences)] {
        assert_alarms(name, f64::from(alarms) / f64::from(SAMPLES));
    }
}
