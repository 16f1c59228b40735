//! Comparisons against independently computed values: scipy 1.17.1 and statsmodels 0.15.0 on numpy 2.4.6.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

mod support;

use catsup_statistics::{
    MeanSummary, NetPromoterCounts, OrdinalCounts, benjamini_hochberg, chi_square, compare_means,
    compare_net_promoter, compare_proportions, holm, kruskal_wallis, mann_whitney,
};
use support::{LEVEL, assert_close, assert_interval};

fn likert(counts: &[u64]) -> OrdinalCounts {
    OrdinalCounts::consecutive(1, counts).unwrap()
}

#[test]
fn differences_of_shares_agree() {
    for (first, second, interval, z, p_value) in [
        (
            (56, 70),
            (48, 80),
            (0.05243147240236498, 0.33387265403690614),
            2.6501719512585336,
            0.00804508136819656,
        ),
        (
            (812, 1000),
            (790, 1000),
            (-0.01301654146075476, 0.056964895231504976),
            1.232153703511141,
            0.21789167360637562,
        ),
        ((9, 10), (3, 10), (0.1705227239345029, 0.809017973535488), 2.738612787525831, 0.006169899320544151),
        (
            (300, 700),
            (392, 650),
            (-0.22617848934882773, -0.12142095562118019),
            -6.409375180967547,
            1.461172173638403e-10,
        ),
    ] {
        let found = compare_proportions(first, second, LEVEL).unwrap();
        assert_interval(found.interval, interval);
        assert_close(found.test.statistic, z);
        assert_close(found.test.p_value, p_value);
    }
}

/// Worked from the standard errors of both scores, √(7.8102…² + 1.6573…²), and `2 stats.norm.sf` of scipy 1.17.1.
#[test]
fn differences_of_net_promoter_scores_agree() {
    let small = NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 };
    let large = NetPromoterCounts { promoters: 1250, passives: 450, detractors: 300 };
    let found = compare_net_promoter(&small, &large, LEVEL).unwrap();
    assert_close(found.difference, -17.5);
    assert_close(found.standard_error, 7.984164013846408);
    assert_interval(found.interval, (-33.14867391379972, -1.8513260862002827));
    let test = found.test.unwrap();
    assert_close(test.statistic, -2.1918387409941613);
    assert_close(test.p_value, 0.02839115266097473);
}

#[test]
fn comparisons_of_two_groups_agree() {
    let first = likert(&[30, 44, 60, 120, 90]);
    let second = likert(&[12, 20, 50, 140, 150]);

    let ranks = mann_whitney(&first, &second).unwrap();
    assert_eq!(ranks.u, 49538.0);
    assert_close(ranks.p_value, 4.335329856462341e-08);

    let means = compare_means(&first.mean_summary().unwrap(), &second.mean_summary().unwrap(), LEVEL);
    let test = means.test.unwrap();
    assert_close(test.statistic, -5.7859723746324265);
    assert_close(means.degrees_of_freedom.unwrap(), 664.3111295356308);
    assert_close(test.p_value, 1.1109264194877401e-08);
    assert_interval(means.interval.unwrap(), (-0.6626477840862202, -0.3268495902573654));

    let table = chi_square(&[first.counts(), second.counts()]).unwrap();
    assert_close(table.statistic, 33.11751239508179);
    assert_close(table.p_value, 1.130101118983294e-06);
}

/// Reference: `stats.mannwhitneyu(method="asymptotic")` and `stats.kruskal` of scipy 1.17.1.
#[test]
fn rank_tests_on_longer_scales_agree() {
    let first = OrdinalCounts::consecutive(0, &[2, 0, 1, 3, 4, 9, 8, 21, 30, 17, 25]).unwrap();
    let second = OrdinalCounts::consecutive(0, &[5, 2, 2, 4, 1, 12, 7, 11, 9, 3, 6]).unwrap();
    let pair = mann_whitney(&first, &second).unwrap();
    assert_eq!(pair.u, 5181.0);
    assert_close(pair.p_value, 1.1422165774464228e-05);
    let several = kruskal_wallis(&[first, second]).unwrap();
    assert_close(several.h, 19.270673290753514);
    assert_close(several.p_value, 1.1343539540659388e-05);

    let few = mann_whitney(&likert(&[1, 1, 1, 0, 1]), &likert(&[0, 2, 0, 2, 2])).unwrap();
    assert_eq!(few.u, 8.0);
    assert_close(few.p_value, 0.4428284134584385);
}

#[test]
fn the_comparison_of_three_groups_agrees() {
    let groups =
        [likert(&[30, 44, 60, 120, 90]), likert(&[12, 20, 50, 140, 150]), likert(&[20, 20, 20, 20, 20])];
    let found = kruskal_wallis(&groups).unwrap();
    assert_close(found.h, 59.929303306578014);
    assert_close(found.p_value, 9.694315168739154e-14);
    assert_eq!(found.degrees_of_freedom, 2);
}

/// Reference: `stats.chi2_contingency(correction=False)` and `stats.contingency.association` of scipy 1.17.1.
#[test]
fn tables_agree() {
    let square = chi_square(&[[30, 20], [10, 40]]).unwrap();
    assert_close(square.statistic, 16.666666666666668);
    assert_close(square.p_value, 4.455709060405612e-05);
    assert_close(square.cramers_v, 0.408248290463863);
    assert_close(square.smallest_expected, 20.0);

    let larger = chi_square(&[[12, 5, 7], [3, 9, 11], [8, 8, 2]]).unwrap();
    assert_close(larger.statistic, 11.553996367264325);
    assert_close(larger.p_value, 0.020995147791637823);
    assert_eq!(larger.degrees_of_freedom, 4);
    assert_close(larger.cramers_v, 0.2981222821809911);
}

#[test]
fn welch_from_published_summaries_agrees_with_welch_from_counts() {
    let counts = likert(&[3, 5, 12, 40, 61]).mean_summary().unwrap();
    let published = MeanSummary::new(121, 4.24793388429752, Some(0.9685125342119324)).unwrap();
    let other = likert(&[120, 80, 60, 300, 940]).mean_summary().unwrap();
    let (from_counts, from_summary) =
        (compare_means(&counts, &other, LEVEL), compare_means(&published, &other, LEVEL));
    assert_close(from_summary.test.unwrap().p_value, from_counts.test.unwrap().p_value);
    assert_close(from_summary.degrees_of_freedom.unwrap(), from_counts.degrees_of_freedom.unwrap());
}

#[test]
fn adjusted_p_values_agree() {
    let p_values = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275,
        0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ];
    let discovery_rate = [
        0.025,
        0.1,
        0.21,
        0.21,
        0.21,
        0.25,
        0.26428571428571423,
        0.49107142857142855,
        0.49107142857142855,
        0.49107142857142855,
        0.49107142857142855,
        0.49107142857142855,
        0.49107142857142855,
        0.49107142857142855,
        0.5328125,
        0.5328125,
        0.5647058823529412,
        0.781578947368421,
        0.781578947368421,
        0.8699999999999999,
        0.9071428571428571,
        0.986,
        0.986,
        0.986,
        0.986,
    ];
    let mut familywise = [1.0; 25];
    familywise[..5].copy_from_slice(&[0.025, 0.192, 0.897, 0.902, 0.902]);
    for (found, expected) in benjamini_hochberg(&p_values).unwrap().into_iter().zip(discovery_rate) {
        assert_close(found, expected);
    }
    for (found, expected) in holm(&p_values).unwrap().into_iter().zip(familywise) {
        assert_close(found, expected);
    }
}
