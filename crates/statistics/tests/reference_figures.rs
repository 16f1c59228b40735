//! Shares, means and net scores against independently computed values: scipy 1.17.1 and statsmodels 0.15.0 on numpy
//! 2.4.6.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use catsup_statistics::{
    Confidence, LikertSummary, NetPromoterCounts, OrdinalCounts, clopper_pearson, wilson,
};
use support::{LEVEL, assert_close, assert_interval};

#[test]
fn wilson_intervals_agree() {
    for (successes, n, level, expected) in [
        (0, 10, 0.95, (0.0, 0.2775327998628892)),
        (10, 10, 0.95, (0.7224672001371107, 0.9999999999999999)),
        (7, 10, 0.95, (0.39677814746114537, 0.8922087325936989)),
        (813, 1024, 0.95, (0.7680953195475986, 0.8175981206554379)),
        (813, 1024, 0.99, (0.7595451354044688, 0.8245608384814959)),
        (5, 200_000, 0.95, (1.0678551460593866e-05, 5.852741338355629e-05)),
        (1, 3, 0.9, (0.07826572633372836, 0.746466131718776)),
        (107, 600, 0.95, (0.14977949878555574, 0.2109798621999251)),
    ] {
        assert_interval(wilson(successes, n, Confidence::new(level).unwrap()).unwrap(), expected);
    }
}

/// Reference: `proportion_confint(method="beta")` of statsmodels 0.15.0.
#[test]
fn clopper_pearson_intervals_agree() {
    for (successes, n, level, expected) in [
        (0, 10, 0.95, (0.0, 0.3084971078187607)),
        (10, 10, 0.95, (0.6915028921812392, 1.0)),
        (7, 10, 0.95, (0.34754714994000274, 0.9332604888222655)),
        (813, 1024, 0.95, (0.7678549412667434, 0.8183334610354929)),
        (813, 1024, 0.99, (0.7595558203955286, 0.8255541971961223)),
        (5, 200_000, 0.95, (8.117480179060692e-06, 5.8340687798037695e-05)),
        (1, 3, 0.9, (0.016952427508441496, 0.8646496378284162)),
        (107, 600, 0.95, (0.14851607516728643, 0.21135641118180315)),
        (1, 10_000_000, 0.95, (2.5317807952240324e-09, 5.571642116990813e-07)),
        (8_400_000, 9_793_202, 0.95, (0.8575189102814819, 0.8579565724618583)),
    ] {
        assert_interval(clopper_pearson(successes, n, Confidence::new(level).unwrap()).unwrap(), expected);
    }
}

#[test]
fn likert_summaries_agree() {
    for (counts, mean, deviation, t_interval, top2, wilson_interval, median) in [
        (
            [3, 5, 12, 40, 61],
            4.24793388429752,
            0.9685125342119324,
            (4.073607755734825, 4.422260012860216),
            0.8347107438016529,
            (0.7584457954318083, 0.8903771257769045),
            5.0,
        ),
        ([0, 0, 0, 0, 7], 5.0, 0.0, (5.0, 5.0), 1.0, (0.6456695649333125, 0.9999999999999999), 5.0),
        (
            [120, 80, 60, 300, 940],
            4.24,
            1.2423481607967592,
            (4.1770788589312895, 4.302921141068711),
            0.8266666666666667,
            (0.8066823409159694, 0.8449820976801787),
            5.0,
        ),
        (
            [123, 165, 196, 120, 108],
            2.894662921348315,
            1.2997347555333678,
            (2.799031028458715, 2.9902948142379144),
            0.3202247191011236,
            (0.28699759745769754, 0.35538131641277787),
            3.0,
        ),
    ] {
        let found = LikertSummary::of(&OrdinalCounts::consecutive(1, &counts).unwrap(), LEVEL).unwrap();
        assert_close(found.mean, mean);
        assert_close(found.standard_deviation.unwrap(), deviation);
        assert_interval(found.mean_interval.unwrap(), t_interval);
        assert_close(found.top2.share, top2);
        assert_interval(found.top2.interval, wilson_interval);
        assert_eq!(found.median, median);
    }
}

/// Reference: numpy 2.4.6 and `stats.t.interval` of scipy 1.17.1 on the expanded answers.
#[test]
fn other_scales_and_national_sample_sizes_agree() {
    for (first, counts, mean, deviation, t_interval, median) in [
        (
            0,
            vec![2, 0, 1, 3, 4, 9, 8, 21, 30, 17, 25],
            7.583333333333333,
            2.1166936851757145,
            (7.200724944553025, 7.965941722113641),
            8.0,
        ),
        (
            1,
            vec![1, 4, 9, 16, 25, 36, 12],
            5.097087378640777,
            1.3541118434040014,
            (4.832440308196757, 5.361734449084796),
            5.0,
        ),
        (
            1,
            vec![0, 1, 2, 3, 5, 8, 13, 21, 34, 11],
            7.836734693877551,
            1.7568357071971459,
            (7.484511415375133, 8.188957972379969),
            8.0,
        ),
        (0, vec![37, 163], 0.815, 0.38927196574706346, (0.7607205459788857, 0.8692794540211142), 1.0),
        (
            1,
            vec![1_234_567, 345_678, 1_456_789, 2_345_678, 4_410_490],
            3.8528207628107745,
            1.3613302455287768,
            (3.8519681550488896, 3.8536733705726594),
            4.0,
        ),
    ] {
        let found = LikertSummary::of(&OrdinalCounts::consecutive(first, &counts).unwrap(), LEVEL).unwrap();
        assert_close(found.mean, mean);
        assert_close(found.standard_deviation.unwrap(), deviation);
        assert_interval(found.mean_interval.unwrap(), t_interval);
        assert_eq!(found.median, median);
    }
}

#[test]
fn net_promoter_scores_agree() {
    for (detractors, passives, promoters, score, standard_error, interval) in [
        (20, 30, 50, 30.0, 7.810249675906654, (14.69219192495733, 45.307808075042665)),
        (0, 0, 12, 100.0, 0.0, (100.0, 100.0)),
        (300, 450, 1250, 47.5, 1.6573699043967223, (44.25161467832183, 50.74838532167817)),
        (1, 1, 1, 0.0, 47.14045207910317, (-92.39358828997852, 92.39358828997852)),
        (16, 12, 56, 47.61904761904761, 8.662903172287105, (30.640069399807107, 64.59802583828814)),
    ] {
        let found = NetPromoterCounts { promoters, passives, detractors }.score(LEVEL).unwrap();
        assert_close(found.score, score);
        assert_close(found.standard_error, standard_error);
        assert_interval(found.interval, interval);
    }
}
