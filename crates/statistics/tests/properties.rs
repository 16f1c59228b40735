//! What must hold for every sample, whatever the numbers.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use catsup_statistics::{
    Confidence, Interval, LikertSummary, NetPromoterCounts, OrdinalCounts, Result, benjamini_hochberg,
    chi_square, clopper_pearson, compare_means, compare_net_promoter, compare_proportions, holm,
    kruskal_wallis, mann_whitney, wilson,
};
use proptest::prelude::*;

const LEVEL: Confidence = Confidence::NINETY_FIVE;
const UNIT: Interval = Interval { low: 0.0, high: 1.0 };

type ShareInterval = fn(u64, u64, Confidence) -> Result<Interval>;
const SHARE_INTERVALS: [ShareInterval; 2] = [wilson, clopper_pearson];

/// Successes and sample size, from one observation to a hundred million.
fn share() -> impl Strategy<Value = (u64, u64)> {
    (0_u32..27, 0.0..=1.0_f64, any::<u64>()).prop_map(|(magnitude, fraction, low_bits)| {
        let n = (1 << magnitude) + low_bits % (1 << magnitude);
        ((n as f64 * fraction).round() as u64, n)
    })
}

fn confidence() -> impl Strategy<Value = Confidence> {
    prop_oneof![Just(1e-320), 1e-6..0.999_999_f64, Just(1.0 - 1e-12)]
        .prop_map(|level| Confidence::new(level).unwrap())
}

/// Counts with many zeros, at least one answer, on a scale of the given length.
fn counts(length: usize) -> impl Strategy<Value = Vec<u64>> {
    let count = prop_oneof![2 => Just(0_u64), 3 => 0_u64..6, 3 => 0_u64..2_000, 1 => 0_u64..20_000_000];
    (prop::collection::vec(count, length), 0..length).prop_map(|(mut counts, answered)| {
        counts[answered] += 1;
        counts
    })
}

fn sample(length: usize) -> impl Strategy<Value = OrdinalCounts> {
    counts(length).prop_map(|counts| OrdinalCounts::consecutive(1, &counts).unwrap())
}

fn samples_on_one_scale() -> impl Strategy<Value = Vec<OrdinalCounts>> {
    prop_oneof![Just(2_usize), Just(5), Just(7), Just(11)]
        .prop_flat_map(|length| prop::collection::vec(sample(length), 2..6))
}

fn any_sample() -> impl Strategy<Value = OrdinalCounts> {
    samples_on_one_scale().prop_map(|mut samples| samples.remove(0))
}

fn promoters() -> impl Strategy<Value = NetPromoterCounts> {
    counts(3).prop_map(|counts| NetPromoterCounts {
        promoters: counts[0],
        passives: counts[1],
        detractors: counts[2],
    })
}

fn reversed(sample: &OrdinalCounts) -> OrdinalCounts {
    let mirrored: Vec<u64> = sample.counts().iter().rev().copied().collect();
    OrdinalCounts::new(sample.values(), &mirrored).unwrap()
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * (1.0 + left.abs().max(right.abs()))
}

fn inside(outer: Interval, inner: Interval) -> bool {
    outer.contains(inner.low) && outer.contains(inner.high)
}

/// JSON has no NaN or infinity: they would turn into `null` and show here.
fn every_number_is_finite(result: impl serde::Serialize) -> bool {
    !serde_json::to_string(&result).unwrap().contains("null")
}

proptest! {
    #[test]
    fn an_interval_of_a_share_holds_the_share_within_zero_and_one((successes, n) in share(), level in confidence()) {
        for interval_of in SHARE_INTERVALS {
            let interval = interval_of(successes, n, level).unwrap();
            prop_assert!(inside(UNIT, interval), "{interval:?}");
            prop_assert!(interval.contains(successes as f64 / n as f64), "{interval:?}");
        }
    }

    #[test]
    fn an_interval_of_a_share_mirrors_with_its_failures((successes, n) in share()) {
        for interval_of in SHARE_INTERVALS {
            let interval = interval_of(successes, n, LEVEL).unwrap();
            let mirrored = interval_of(n - successes, n, LEVEL).unwrap();
            prop_assert!((interval.low + mirrored.high - 1.0).abs() < 1e-12);
            prop_assert!((interval.high + mirrored.low - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn more_observations_of_the_same_share_narrow_the_interval((successes, n) in share(), factor in 2_u64..10) {
        for interval_of in SHARE_INTERVALS {
            let small = interval_of(successes, n, LEVEL).unwrap();
            let large = interval_of(factor * successes, factor * n, LEVEL).unwrap();
            prop_assert!(large.width() < small.width(), "{small:?} {large:?}");
        }
    }

    #[test]
    fn more_confidence_widens_the_interval(
        (successes, n) in share(),
        first in 0.01..0.999_f64,
        second in 0.01..0.999_f64,
    ) {
        let level = |level| Confidence::new(level).unwrap();
        for interval_of in SHARE_INTERVALS {
            let narrow = interval_of(successes, n, level(first.min(second))).unwrap();
            let wide = interval_of(successes, n, level(first.max(second))).unwrap();
            prop_assert!(wide.low <= narrow.low + 1e-12 && narrow.high <= wide.high + 1e-12);
        }
    }

    #[test]
    fn one_more_success_moves_the_interval_up((successes, n) in share()) {
        prop_assume!(successes < n);
        for interval_of in SHARE_INTERVALS {
            let before = interval_of(successes, n, LEVEL).unwrap();
            let after = interval_of(successes + 1, n, LEVEL).unwrap();
            prop_assert!(before.low < after.low && before.high < after.high);
        }
    }

    #[test]
    fn a_difference_of_shares_turns_its_sign_with_the_order(first in share(), second in share(), level in confidence()) {
        let forth = compare_proportions(first, second, level).unwrap();
        let back = compare_proportions(second, first, level).unwrap();
        prop_assert!(every_number_is_finite(forth));
        prop_assert!(forth.interval.contains(forth.difference));
        prop_assert!((forth.interval.low + back.interval.high).abs() < 1e-12);
        prop_assert!(close(forth.test.statistic, -back.test.statistic));
        prop_assert!((0.0..=1.0).contains(&forth.test.p_value));
    }

    #[test]
    fn a_summary_stays_on_its_scale(sample in any_sample(), level in confidence()) {
        let summary = LikertSummary::of(&sample, level).unwrap();
        let (lowest, highest) = (sample.values()[0] as f64, sample.values()[sample.values().len() - 1] as f64);
        for figure in [summary.mean, summary.median] {
            prop_assert!((lowest..=highest).contains(&figure));
        }
        prop_assert_eq!(summary.mean_interval.is_some(), summary.n > 1);
        if let Some(interval) = summary.mean_interval {
            prop_assert!(interval.contains(summary.mean));
            prop_assert!(interval.low.is_finite() && interval.high.is_finite());
            let scale = Interval { low: lowest, high: highest };
            prop_assert!(inside(scale, interval.within(lowest, highest)));
        }
        prop_assert!(close(summary.net.value, summary.top2.share - summary.bottom2.share));
        prop_assert!(every_number_is_finite((summary.top2, summary.bottom2, summary.net)));
        prop_assert!(summary.n == 1 || every_number_is_finite(summary));
    }

    #[test]
    fn a_mirrored_scale_mirrors_the_summary(sample in any_sample()) {
        let ends = (sample.values()[0] + sample.values()[sample.values().len() - 1]) as f64;
        let straight = LikertSummary::of(&sample, LEVEL).unwrap();
        let mirrored = LikertSummary::of(&reversed(&sample), LEVEL).unwrap();
        prop_assert!(close(straight.mean + mirrored.mean, ends));
        prop_assert_eq!(straight.median + mirrored.median, ends);
        prop_assert_eq!(straight.standard_deviation, mirrored.standard_deviation);
        prop_assert_eq!(straight.top2, mirrored.bottom2);
        prop_assert_eq!(straight.net.value, -mirrored.net.value);
    }

    #[test]
    fn pooling_does_not_depend_on_the_order(samples in samples_on_one_scale()) {
        let pool = OrdinalCounts::pooled(&samples).unwrap();
        prop_assert_eq!(&pool, &OrdinalCounts::pooled(samples.iter().rev()).unwrap());
        prop_assert_eq!(pool.n(), samples.iter().map(OrdinalCounts::n).sum::<u64>());
    }

    #[test]
    fn a_mean_on_more_answers_has_a_narrower_interval(sample in any_sample(), factor in 2_u64..10) {
        let enlarged: Vec<u64> = sample.counts().iter().map(|count| factor * count).collect();
        let enlarged = OrdinalCounts::new(sample.values(), &enlarged).unwrap();
        let small = sample.mean_summary().unwrap();
        let large = enlarged.mean_summary().unwrap();
        if let (Some(wide), Some(narrow)) = (small.interval(LEVEL), large.interval(LEVEL)) {
            let varies = small.standard_deviation() > Some(0.0);
            let expected = if varies { narrow.width() < wide.width() } else { narrow.width() == 0.0 };
            prop_assert!(expected, "wide {wide:?}, narrow {narrow:?}");
        }
    }

    #[test]
    fn a_net_promoter_score_lies_in_its_interval_and_mirrors(counts in promoters(), level in confidence()) {
        let found = counts.score(level).unwrap();
        prop_assert!((-100.0..=100.0).contains(&found.score));
        prop_assert!(found.interval.contains(found.score));
        prop_assert!(every_number_is_finite(found));
        let turned = NetPromoterCounts { promoters: counts.detractors, detractors: counts.promoters, ..counts };
        prop_assert_eq!(turned.score(level).unwrap().score, -found.score);
    }

    #[test]
    fn net_promoter_differences_turn_their_sign_with_the_order(first in promoters(), second in promoters()) {
        let forth = compare_net_promoter(&first, &second, LEVEL).unwrap();
        let back = compare_net_promoter(&second, &first, LEVEL).unwrap();
        prop_assert_eq!(forth.difference, -back.difference);
        prop_assert_eq!(forth.standard_error, back.standard_error);
        prop_assert_eq!(forth.test.is_none(), forth.standard_error == 0.0 && forth.difference != 0.0);
        prop_assert!(forth.test.is_none() || every_number_is_finite(forth));
    }

    #[test]
    fn two_groups_are_compared_alike_in_either_order(samples in samples_on_one_scale()) {
        let (first, second) = (&samples[0], &samples[1]);
        let forth = mann_whitney(first, second).unwrap();
        let back = mann_whitney(second, first).unwrap();
        prop_assert!(every_number_is_finite(forth));
        prop_assert!((0.0..=1.0).contains(&forth.superiority) && (0.0..=1.0).contains(&forth.p_value));
        prop_assert!(close(forth.superiority + back.superiority, 1.0));
        prop_assert_eq!(forth.p_value, back.p_value);
        prop_assert_eq!(forth.z, -back.z);

        let means = [first, second].map(|sample| sample.mean_summary().unwrap());
        let welch = compare_means(&means[0], &means[1], LEVEL);
        let turned = compare_means(&means[1], &means[0], LEVEL);
        prop_assert_eq!(welch.difference, -turned.difference);
        prop_assert_eq!(welch.test.map(|test| test.p_value), turned.test.map(|test| test.p_value));
        prop_assert_eq!(welch.interval.is_some(), first.n() > 1 && second.n() > 1);
        prop_assert!(welch.interval.is_none_or(|interval| interval.contains(welch.difference)));
        prop_assert!(welch.test.is_none() || every_number_is_finite(welch));
    }

    #[test]
    fn the_order_of_groups_does_not_matter(samples in samples_on_one_scale(), turn in 0_usize..6) {
        let mut turned = samples.clone();
        turned.rotate_left(turn % samples.len());
        turned.swap(0, 1);
        let (straight, other) = (kruskal_wallis(&samples).unwrap(), kruskal_wallis(&turned).unwrap());
        prop_assert!(every_number_is_finite(straight));
        prop_assert!(close(straight.h, other.h) && close(straight.p_value, other.p_value));
        prop_assert!(straight.h >= 0.0 && (0.0..=1.0).contains(&straight.p_value));

        let table: Vec<&[u64]> = samples.iter().map(OrdinalCounts::counts).collect();
        let turned: Vec<&[u64]> = turned.iter().map(OrdinalCounts::counts).collect();
        let (straight, other) = (chi_square(&table).unwrap(), chi_square(&turned).unwrap());
        prop_assert!(every_number_is_finite(straight));
        prop_assert!(close(straight.statistic, other.statistic));
        prop_assert!((0.0..=1.0).contains(&straight.cramers_v));
    }

    #[test]
    fn a_group_does_not_differ_from_itself(sample in any_sample()) {
        prop_assert_eq!(mann_whitney(&sample, &sample).unwrap().p_value, 1.0);
        prop_assert!(kruskal_wallis(&[sample.clone(), sample.clone()]).unwrap().p_value > 0.999_999);
        prop_assert!(chi_square(&[sample.counts(), sample.counts()]).unwrap().p_value > 0.999_999);
    }

    #[test]
    fn adjusting_keeps_the_order_and_never_lowers_a_p_value(
        p_values in prop::collection::vec(0.0..=1.0_f64, 0..40),
        turn in 0_usize..40,
    ) {
        let (discovery_rate, familywise) = (benjamini_hochberg(&p_values).unwrap(), holm(&p_values).unwrap());
        for (position, &p_value) in p_values.iter().enumerate() {
            // A product such as 3 · (p / 3) may round one digit below p.
            prop_assert!(p_value <= discovery_rate[position] + 1e-15);
            prop_assert!(discovery_rate[position] <= familywise[position] + 1e-15 && familywise[position] <= 1.0);
            for (other, &other_p_value) in p_values.iter().enumerate() {
                prop_assert!(p_value > other_p_value || discovery_rate[position] <= discovery_rate[other]);
                prop_assert!(p_value > other_p_value || familywise[position] <= familywise[other]);
            }
        }
        let turned = |values: &[f64]| {
            let mut values = values.to_vec();
            let places = turn % values.len().max(1);
            values.rotate_left(places);
            values
        };
        prop_assert_eq!(benjamini_hochberg(&turned(&p_values)).unwrap(), turned(&discovery_rate));
        prop_assert_eq!(holm(&turned(&p_values)).unwrap(), turned(&familywise));
    }
}
