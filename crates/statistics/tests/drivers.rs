//! Drivers against independently computed values: numpy 2.4.6, scipy 1.17.1 and statsmodels 0.15.0.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub mod ecsi_mobi;
    pub mod ecsi_mobi_moments;
}

use catsup_statistics::{
    Confidence, JointCounts, ModelError, Moments,
    drivers::{
        Driver, DriverAnalysis, DriverBootstrap, LogisticRegression, Options, Resampling, WhatIf,
        needed_sample, shapley,
    },
};
use support::ecsi_mobi_moments;

/// The drivers of satisfaction: block means of image, expectation, quality and value.
fn satisfaction() -> Moments {
    let image: Vec<usize> = (0..5).collect();
    let expectation: Vec<usize> = (5..8).collect();
    let quality: Vec<usize> = (8..15).collect();
    let satisfaction: Vec<usize> = (17..20).collect();
    let blocks: [(&str, &[usize]); 5] = [
        ("image", &image),
        ("expectation", &expectation),
        ("quality", &quality),
        ("value", &[15, 16]),
        ("satisfaction", &satisfaction),
    ];
    ecsi_mobi_moments::moments().block_means(&blocks).unwrap()
}

fn analysis() -> DriverAnalysis {
    DriverAnalysis::from_moments(&satisfaction(), &Options::new(Confidence::NINETY_FIVE)).unwrap()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    let tolerance = 1e-9 * expected.abs().clamp(1e-9, 1.0);
    assert!((found - expected).abs() <= tolerance, "found {found:e}, the reference has {expected:e}");
}

#[test]
fn the_regression_agrees() {
    let regression = analysis().regression;
    assert_eq!(regression.n, 250);
    assert_close(regression.intercept.estimate, 0.5253487691175563);
    assert_close(regression.intercept.standard_error, 0.350542383839237);
    assert_close(regression.intercept.p_value, 0.13524557472061113);
    assert_close(regression.intercept.interval.low, -0.16511243322343105);
    assert_close(regression.intercept.interval.high, 1.2158099714585437);
    let expected = [
        (
            0.1721672361247183,
            0.05950098042280188,
            0.0041526338024594905,
            0.05496851671949488,
            0.2893659555298917,
        ),
        (
            0.06438422256159124,
            0.046705831825516624,
            0.16930485475184778,
            -0.027611970439058137,
            0.1563804155622406,
        ),
        (
            0.5532018784138818,
            0.06202223364659492,
            1.1138922618553644e-16,
            0.4310370618616524,
            0.6753666949661112,
        ),
        (
            0.13828261047464643,
            0.03223429816192709,
            2.5739967478480276e-05,
            0.07479090935211063,
            0.20177431159718223,
        ),
    ];
    for (found, (estimate, error, p_value, low, high)) in regression.coefficients.iter().zip(expected) {
        assert_close(found.estimate, estimate);
        assert_close(found.standard_error, error);
        assert_close(found.p_value, p_value);
        assert_close(found.interval.low, low);
        assert_close(found.interval.high, high);
    }
    assert_close(regression.r_squared, 0.6694413095398128);
    assert_close(regression.adjusted_r_squared, 0.664044432960871);
    assert_close(regression.f, 124.04236038154329);
    assert_close(regression.residual_standard_deviation, 0.768088642592754);
    assert!((regression.f_p_value / 1.0642983474005673e-57 - 1.0).abs() < 1e-9);
}

#[test]
fn importance_agrees() {
    let expected = [
        (
            0.15927820379390795,
            2.2458328622018815,
            0.6719192034865294,
            0.16564365218785215,
            0.16481702101633977,
        ),
        (
            0.061513000087158654,
            1.4758242191011424,
            0.49951821959044973,
            0.08149924620783369,
            0.07688155101824942,
        ),
        (0.5285666499645241, 2.602822388630837, 0.7878065475952333, 0.28145359142039456, 0.2954336650473349),
        (
            0.19378142079813257,
            1.5123178394738201,
            0.5949181984077088,
            0.14084481972373328,
            0.13230907245788973,
        ),
    ];
    let analysis = analysis();
    for (driver, (standardised, inflation, correlation, weight, shapley)) in
        analysis.drivers.iter().zip(expected)
    {
        assert_close(driver.standardised, standardised);
        assert_close(driver.variance_inflation, inflation);
        assert_close(driver.correlation, correlation);
        assert_close(driver.relative_weight.share, weight);
        assert_close(driver.shapley.unwrap().share, shapley);
    }
    let significant: Vec<bool> = analysis.drivers.iter().map(Driver::is_significant).collect();
    assert_eq!(significant, [true, false, true, true]);
}

#[test]
fn a_rise_of_a_driver_moves_the_outcome_by_its_coefficient() {
    let fall = WhatIf::of(&analysis().regression, 2, -2.0);
    assert_close(fall.change, -2.0 * 0.5532018784138818);
    assert_close(fall.interval.low, -2.0 * 0.6753666949661112);
    assert_close(fall.interval.high, -2.0 * 0.4310370618616524);
}

#[test]
fn a_small_sample_is_refused_with_what_is_missing() {
    let few = Options { minimum: Some(300), ..Options::new(Confidence::NINETY_FIVE) };
    let refused = DriverAnalysis::from_moments(&satisfaction(), &few).unwrap_err();
    assert_eq!(refused, ModelError::TooFew { n: 250, needed: 300, predictors: 4 });
    assert_eq!(
        refused.to_string(),
        "250 complete rows are too few: 4 predictors need 300, so 50 more are missing"
    );
    assert_eq!(needed_sample(4), 82);
}

/// Ticked boxes and thumbs of 1,400 people in twelve cells.
fn thumbs() -> JointCounts {
    let names = ["steps", "quick", "thumbs"].map(String::from);
    let cells = [
        ([1.0, 1.0, 1.0], 300),
        ([1.0, 1.0, 0.0], 40),
        ([2.0, 1.0, 1.0], 120),
        ([2.0, 1.0, 0.0], 60),
        ([3.0, 1.0, 1.0], 80),
        ([3.0, 1.0, 0.0], 90),
        ([1.0, 0.0, 1.0], 200),
        ([1.0, 0.0, 0.0], 100),
        ([2.0, 0.0, 1.0], 90),
        ([2.0, 0.0, 0.0], 130),
        ([3.0, 0.0, 1.0], 30),
        ([3.0, 0.0, 0.0], 160),
    ];
    JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count))).unwrap()
}

/// Reference: `Logit` of statsmodels 0.15.0; the null likelihood `820 ln(820/1400) + 580 ln(580/1400)` from
/// math.log, for statsmodels settles it to ten digits only.
#[test]
fn a_logistic_regression_from_joint_counts_agrees() {
    let regression = LogisticRegression::of(&thumbs(), Confidence::NINETY_FIVE).unwrap();
    let found = [regression.intercept, regression.coefficients[0], regression.coefficients[1]];
    let expected = [
        (
            1.7977784955676692,
            0.15924494093323,
            1.480_579_828_357_765e-29,
            1.4856641466183302,
            2.109892844517008,
        ),
        (
            -1.1120210926383747,
            0.07858366931691364,
            1.846_679_442_608_135_8e-45,
            -1.2660422542725307,
            -0.9579999310042187,
        ),
        (
            1.2924311609117627,
            0.12671390433214658,
            1.9909039447086963e-24,
            1.0440764720803015,
            1.5407858497432239,
        ),
    ];
    for (found, (estimate, error, p_value, low, high)) in found.iter().zip(expected) {
        assert_close(found.estimate, estimate);
        assert_close(found.standard_error, error);
        assert!((found.p_value / p_value - 1.0).abs() < 1e-9);
        assert_close(found.interval.low, low);
        assert_close(found.interval.high, high);
        assert_close(found.odds_ratio, estimate.exp());
    }
    assert_close(regression.log_likelihood, -779.2151113867046);
    assert_close(regression.null_log_likelihood, -949.7326627794153);
    assert_close(regression.pseudo_r_squared, 0.17954268403667084);
    assert_close(regression.coefficients[0].average_effect, -0.20868490875992393);
    assert_close(regression.coefficients[1].average_effect, 0.24254115383138924);
    assert_eq!((regression.n, regression.events), (1_400, 820));
}

#[test]
fn bootstrap_intervals_hold_the_estimate_and_repeat_themselves() {
    let options = Options::new(Confidence::NINETY_FIVE).with_resampling(500, 7);
    let analysis = DriverAnalysis::of(&thumbs(), &options).unwrap();
    assert_eq!(analysis.failed_resamples, Some(0));
    for driver in &analysis.drivers {
        let interval = driver.relative_weight.interval.unwrap();
        assert!(interval.contains(driver.relative_weight.share) && interval.width() > 0.0);
        assert!(driver.shapley.unwrap().interval.unwrap().contains(driver.shapley.unwrap().share));
        assert!(driver.standardised_interval.unwrap().contains(driver.standardised));
    }
    assert_eq!(analysis, DriverAnalysis::of(&thumbs(), &options).unwrap());
}

/// The standard error of a correlation of n = 100,000 is about (1 − r²) / √n: the binomial draws must
/// reproduce it.
#[test]
fn the_bootstrap_of_many_counts_is_as_wide_as_theory_says() {
    let names = ["ease", "trust"].map(String::from);
    let cells: Vec<([f64; 2], u64)> = (0..25)
        .map(|cell| {
            let (ease, trust) = (f64::from(cell / 5), f64::from(cell % 5));
            (
                [ease, trust],
                (40_000.0 * (-(ease - trust).powi(2) / 3.0 - (ease - 2.0).powi(2) / 4.0).exp()) as u64,
            )
        })
        .collect();
    let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count))).unwrap();
    let moments = Moments::of(&counts).unwrap();
    let r = moments.correlation(0, 1);
    let bootstrap =
        DriverBootstrap::of(&counts, Resampling { resamples: 4_000, seed: 1 }, Confidence::NINETY_FIVE)
            .unwrap();
    let expected = 2.0 * 1.96 * (1.0 - r * r) / (counts.n() as f64).sqrt();
    let ratio = bootstrap.standardised[0].width() / expected;
    assert!((0.9..1.1).contains(&ratio), "{ratio}");
}

#[test]
fn too_few_resamples_are_refused() {
    let options = Options::new(Confidence::NINETY_FIVE).with_resampling(10, 7);
    assert!(matches!(DriverAnalysis::of(&thumbs(), &options), Err(ModelError::Options(_))));
}

/// Reference: crates/bench/python/shapley.py, every one of the 4,096 regressions solved in numpy 1.26.
#[test]
fn twelve_predictors_share_as_every_subset_solved_alone() {
    let names: Vec<String> = (0..=12).map(|place| format!("q{place}")).collect();
    let cell = |row: usize, column: usize| match (row.min(column), row.max(column)) {
        (low, high) if low == high => 1_000,
        (low, 12) => 700 - 20 * low as i128,
        _ => 500,
    };
    let products: Vec<Vec<i128>> =
        (0..=12).map(|row| (0..=12).map(|column| cell(row, column)).collect()).collect();
    let moments = Moments::from_sums(&names, 1_000, &[0; 13], &products).unwrap();
    let shares = shapley(&moments).unwrap();
    assert!((shares[0] - 0.1263969582).abs() < 1e-10 && (shares[11] - 0.0271254142).abs() < 1e-10);
    assert!((shares.iter().sum::<f64>() - 0.7570461538).abs() < 1e-10);
}
