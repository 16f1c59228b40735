//! Funnel limits, overdispersion and shrinkage against independently computed values: scipy 1.17.1 on numpy 2.4.6.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use catsup_statistics::{
    Confidence, MeanSummary,
    league::{mean_funnel, share_funnel, share_limits, shrunken_means, shrunken_shares},
};
use support::{LEVEL, assert_close, assert_interval};

const OFFICES: [(u64, u64); 10] = [
    (80, 100),
    (161, 200),
    (79, 100),
    (60, 100),
    (402, 500),
    (83, 100),
    (238, 300),
    (30, 60),
    (95, 100),
    (450, 600),
];

/// Reference: `binom.ppf` and `binom.cdf` with the interpolation of Spiegelhalter (2005).
#[test]
fn exact_limits_agree() {
    for (target, n, level, expected) in [
        (0.8, 50, 0.95, (0.672906116647942, 0.9155951779877309)),
        (0.8, 1000, 0.998, (0.7595683575055335, 0.8387168449424723)),
        (0.02, 400, 0.95, (0.006067353598769878, 0.03616983779446259)),
        // Beyond the scale, where the interpolation has nothing to interpolate, the scale ends.
        (0.5, 7, 0.998, (0.0, 1.0)),
        (0.77, 100_000, 0.95, (0.7673841355088191, 0.7726107370059818)),
    ] {
        assert_interval(share_limits(target, n, Confidence::new(level).unwrap()).unwrap(), expected);
    }
}

/// Reference: numpy, `quantile` of type 7 for the winsorised z scores.
#[test]
fn overdispersion_agrees() {
    let funnel = share_funnel(&OFFICES, None).unwrap();
    assert_close(funnel.target, 0.7768518518518519);
    assert_close(funnel.overdispersion.phi, 4.788957940643825);
    assert_close(funnel.overdispersion.tau, 0.06132556676370827);
    assert!(funnel.widened);
    for (unit, z) in funnel.units.iter().zip([
        0.31228984981955593,
        0.41378274124893877,
        0.1773806346975076,
        -2.385894452621409,
    ]) {
        assert_close(unit.z, z);
    }
}

/// Reference: the moments in numpy and `beta.ppf`.
#[test]
fn shrunken_shares_agree() {
    let shrunken = shrunken_shares(&OFFICES, LEVEL).unwrap();
    for (place, estimate, interval) in [
        (0, 0.7948964552650384, (0.7211596327767066, 0.8599312517766564)),
        (3, 0.638991081775106, (0.5543039105470596, 0.7195725206905126)),
        (7, 0.5886941996874717, (0.4849841775191348, 0.6885962653700949)),
    ] {
        assert_close(shrunken.units[place].estimate, estimate);
        assert_interval(shrunken.units[place].interval, interval);
    }
    // m = (1 − ρ) / ρ observations of the prior stand beside the 100 of the office.
    assert_close(shrunken.units[0].reliability, 100.0 / (100.0 + 28.28294209687072));
}

/// Reference: numpy, with Paule and Mandel's equation solved by `optimize.brentq`.
#[test]
fn shrunken_means_agree() {
    let unit = |mean, n, deviation| MeanSummary::new(n, mean, Some(deviation)).unwrap();
    let units = [
        unit(4.1, 50, 1.0),
        unit(3.9, 200, 1.1),
        unit(4.4, 30, 0.9),
        unit(3.6, 120, 1.2),
        unit(4.0, 10, 1.05),
    ];
    let shrunken = shrunken_means(&units, LEVEL).unwrap();
    assert_close(shrunken.centre, 3.964277530294713);
    assert_close(shrunken.between, 0.24762656652693413);
    let estimates =
        [4.061340562039677, 3.9058207211955462, 4.226158280370921, 3.6518490760827724, 3.976219011784651];
    let lows =
        [3.7917337721486497, 3.7578475413025063, 3.902196565182339, 3.464970267896194, 3.5433708443037886];
    for ((unit, estimate), low) in shrunken.units.iter().zip(estimates).zip(lows) {
        assert_close(unit.estimate, estimate);
        assert_close(unit.interval.low, low);
    }
    assert_close(mean_funnel(&units, None).unwrap().target, 3.875609756097561);
}
