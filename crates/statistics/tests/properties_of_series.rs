//! What must hold for charts, series, effects, plans and reliability, whatever the numbers, and for any way of splitting
//! or ordering what was counted.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use catsup_statistics::{
    Confidence, EffortScore, JointCounts, LikertSummary, MeanSummary, NetPromoterCounts, OrdinalCounts,
    agreement::{cronbach_alpha, item_covariances, mcdonald_omega},
    control::{
        Dispersion, ShareAt, Smoothing, ewma_of_individuals, ewma_of_shares, individuals_chart, share_chart,
    },
    drivers::{DriverBootstrap, LogisticRegression, Resampling},
    effect::{difference_in_differences, interrupted_time_series},
    equivalent_means,
    league::{mean_funnel, shrunken_means},
    planning::{Comparison, power_of_comparison, sample_size_of_comparison},
    series::{Domain, Observation, change_points, forecast, seasonally_adjusted},
};
use proptest::prelude::*;

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-8 * (1.0 + left.abs().max(right.abs()))
}

fn finite(result: impl serde::Serialize) -> bool {
    !serde_json::to_string(&result).unwrap().contains("null")
}

/// Values of one digit behind the point, which recur as those of real series do.
fn values(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u16..200).prop_map(|tenths| f64::from(tenths) / 10.0), length)
}

fn months() -> impl Strategy<Value = Vec<ShareAt>> {
    let month = (1_u64..3_000, 0.0..=1.0_f64)
        .prop_map(|(n, share)| ShareAt { successes: (n as f64 * share).round() as u64, n });
    prop::collection::vec(month, 2..30)
}

/// Counts of a scale of five points with an answer at least, and how many of each are counted apart.
fn split_counts() -> impl Strategy<Value = (Vec<u64>, Vec<u64>)> {
    let counted = (0_u64..400, 0.0..=1.0_f64).prop_map(|(count, part)| (count, (count as f64 * part) as u64));
    prop::collection::vec(counted, 5).prop_map(|counted| {
        let (mut whole, part): (Vec<u64>, Vec<u64>) = counted.into_iter().unzip();
        whole[2] += 1;
        (whole, part)
    })
}

fn pooled((whole, part): &(Vec<u64>, Vec<u64>)) -> OrdinalCounts {
    let rest: Vec<u64> = whole.iter().zip(part).map(|(whole, part)| whole - part).collect();
    let parts = [&rest, part].map(|counts| OrdinalCounts::consecutive(1, counts).unwrap());
    OrdinalCounts::pooled(&parts).unwrap()
}

fn summary(counts: &[u64]) -> MeanSummary {
    OrdinalCounts::consecutive(1, counts).unwrap().mean_summary().unwrap()
}

proptest! {
    #[test]
    fn answers_counted_in_parts_give_what_they_give_together(counts in split_counts()) {
        let whole = OrdinalCounts::consecutive(1, &counts.0).unwrap();
        let parts = pooled(&counts);
        prop_assert_eq!(LikertSummary::of(&whole, LEVEL).unwrap(), LikertSummary::of(&parts, LEVEL).unwrap());
        prop_assert_eq!(EffortScore::of(&whole, LEVEL).unwrap(), EffortScore::of(&parts, LEVEL).unwrap());
        let promoters = |counts: &OrdinalCounts| {
            let [detractors, passives, promoters, ..] = counts.counts() else { unreachable!("five points") };
            NetPromoterCounts { promoters: *promoters, passives: *passives, detractors: *detractors }.score(LEVEL)
        };
        prop_assert_eq!(promoters(&whole), promoters(&parts));
    }

    #[test]
    fn a_chart_follows_the_units_of_its_values(
        values in values(2..40),
        factor in 0.01..100.0_f64,
        shift in -1e3..1e3_f64,
    ) {
        let moved: Vec<f64> = values.iter().map(|value| shift + factor * value).collect();
        let (one, two) = (individuals_chart(&values, None).unwrap(), individuals_chart(&moved, None).unwrap());
        prop_assert!(finite(&one));
        prop_assert!(close(one.chart.centre * factor + shift, two.chart.centre));
        prop_assert!(close(one.range_limit * factor, two.range_limit));
        for (one, two) in one.chart.points.iter().zip(&two.chart.points) {
            prop_assert!(close(one.limits.low * factor + shift, two.limits.low));
        }
        let (one, two) = (
            ewma_of_individuals(&values, Smoothing::USUAL, None).unwrap(),
            ewma_of_individuals(&moved, Smoothing::USUAL, None).unwrap(),
        );
        prop_assert!(finite(&one));
        for (one, two) in one.points.iter().zip(&two.points) {
            prop_assert!(close(one.value * factor + shift, two.value));
            prop_assert!(one.limits.low <= one.limits.high);
        }
    }

    #[test]
    fn a_chart_of_shares_mirrors_with_its_failures(months in months(), laney in any::<bool>()) {
        let dispersion = if laney { Dispersion::Laney } else { Dispersion::Binomial };
        let failures: Vec<ShareAt> =
            months.iter().map(|month| ShareAt { successes: month.n - month.successes, n: month.n }).collect();
        let chart = share_chart(&months, None, dispersion).unwrap();
        let mirrored = share_chart(&failures, None, dispersion).unwrap();
        prop_assert!(finite(&chart) && close(chart.centre + mirrored.centre, 1.0));
        for (one, two) in chart.points.iter().zip(&mirrored.points) {
            prop_assert!(close(one.limits.low + two.limits.high, 1.0) && close(one.value + two.value, 1.0));
            prop_assert!(0.0 <= one.limits.low && one.limits.high <= 1.0);
        }
        prop_assert!(finite(ewma_of_shares(&months, Smoothing::USUAL, None, dispersion).unwrap()));
    }

    #[test]
    fn a_season_sums_to_nothing_and_puts_the_series_together_again(
        values in values(12..60),
        period in 2_usize..7,
        shift in -1e3..1e3_f64,
    ) {
        let season = seasonally_adjusted(&values, period).unwrap();
        prop_assert!(finite(&season) && season.effects.iter().sum::<f64>().abs() < 1e-9);
        for (place, (value, adjusted)) in values.iter().zip(&season.adjusted).enumerate() {
            prop_assert!(close(*value, adjusted + season.effects[place % period]));
        }
        let moved: Vec<f64> = values.iter().map(|value| value + shift).collect();
        let moved = seasonally_adjusted(&moved, period).unwrap();
        prop_assert!(season.effects.iter().zip(&moved.effects).all(|(one, two)| (one - two).abs() < 1e-8));
    }

    #[test]
    fn a_trend_of_its_own_moves_level_and_slope_and_no_change(
        y in values(12..40),
        level in -50.0..50.0_f64,
        slope in -5.0..5.0_f64,
        lag in 0_usize..4,
    ) {
        let change_at = y.len() / 2;
        let moved: Vec<f64> = y.iter().enumerate().map(|(at, y)| y + level + slope * at as f64).collect();
        let one = interrupted_time_series(&y, change_at, lag, LEVEL).unwrap();
        let two = interrupted_time_series(&moved, change_at, lag, LEVEL).unwrap();
        prop_assert!(finite(&one));
        prop_assert!((one.level.estimate + level - two.level.estimate).abs() < 1e-7);
        prop_assert!((one.slope.estimate + slope - two.slope.estimate).abs() < 1e-7);
        for (one, two) in [(one.level_change, two.level_change), (one.slope_change, two.slope_change)] {
            prop_assert!((one.estimate - two.estimate).abs() < 1e-7);
            prop_assert!((one.standard_error - two.standard_error).abs() < 1e-6);
        }
    }

    #[test]
    fn an_effect_turns_its_sign_with_the_groups_and_keeps_to_split_counts(
        treated in split_counts(),
        control in split_counts(),
    ) {
        let before = summary(&[3, 5, 12, 40, 61]);
        let of = |treated: MeanSummary, control: MeanSummary| {
            difference_in_differences((&before, &treated), (&before, &control), LEVEL)
        };
        let (first, second) = (summary(&treated.0), summary(&control.0));
        let (forth, back) = (of(first, second), of(second, first));
        prop_assert!(close(forth.effect, -back.effect));
        prop_assert_eq!(forth.standard_error.is_some(), first.n() > 1 && second.n() > 1);
        prop_assert!(forth.interval.is_none_or(|interval| interval.contains(forth.effect)));
        prop_assert_eq!(of(pooled(&treated).mean_summary().unwrap(), pooled(&control).mean_summary().unwrap()), forth);
        if first.n() > 1 && second.n() > 1 {
            let (forth, back) = (equivalent_means(&first, &second, 0.2, 0.05), equivalent_means(&second, &first, 0.2, 0.05));
            let (forth, back) = (forth.unwrap(), back.unwrap());
            prop_assert!(finite(forth) && forth.equivalent == back.equivalent);
            prop_assert!(close(forth.p_no_worse, back.p_no_better));
        }
    }

    #[test]
    fn a_league_of_means_does_not_depend_on_the_order_of_units(units in prop::collection::vec(split_counts(), 2..10)) {
        let units: Vec<MeanSummary> = units.iter().map(|(whole, _)| summary(whole)).collect();
        let turned: Vec<MeanSummary> = units.iter().rev().copied().collect();
        match (mean_funnel(&units, None), mean_funnel(&turned, None)) {
            (Ok(one), Ok(two)) => {
                prop_assert!(finite(&one));
                for (one, two) in one.units.iter().zip(two.units.iter().rev()) {
                    prop_assert!(close(one.z, two.z) && one.place == two.place);
                }
            }
            (one, two) => prop_assert!(one.is_err() && two.is_err()),
        }
        match (shrunken_means(&units, LEVEL), shrunken_means(&turned, LEVEL)) {
            (Ok(one), Ok(two)) => {
                prop_assert!(finite(&one));
                for (one, two) in one.units.iter().zip(two.units.iter().rev()) {
                    prop_assert!(close(one.estimate, two.estimate) && close(one.interval.low, two.interval.low));
                }
            }
            (one, two) => prop_assert!(one.is_err() && two.is_err()),
        }
    }

    #[test]
    fn reliability_does_not_depend_on_order_of_people_or_items_nor_on_their_common_unit(
        people in prop::collection::vec(prop::array::uniform5(0_u8..7), 12..60),
        factor in 0.01..100.0_f64,
    ) {
        // What all items share, so that there is something to find.
        let rows: Vec<[f64; 4]> = people
            .iter()
            .map(|&[common, rest @ ..]| rest.map(|answer| f64::from(answer + 2 * common)))
            .collect();
        let turned: Vec<[f64; 4]> = rows.iter().rev().map(|&[a, b, c, d]| [d, b, a, c].map(|answer| answer * factor)).collect();
        let n = Some(rows.len() as u64);
        let (one, two) = (item_covariances(&rows).unwrap(), item_covariances(&turned).unwrap());
        match (cronbach_alpha(&one, n, LEVEL), cronbach_alpha(&two, n, LEVEL)) {
            (Ok(one), Ok(two)) => {
                prop_assert!(finite(&one) && one.alpha <= 1.0 + 1e-12);
                prop_assert!(close(one.alpha, two.alpha) && close(one.standardised, two.standardised));
                prop_assert!(close(one.without[0], two.without[2]) && close(one.without[3], two.without[0]));
            }
            (one, two) => prop_assert!(one.is_err() && two.is_err()),
        }
        if let (Ok(one), Ok(two)) = (mcdonald_omega(&one), mcdonald_omega(&two)) {
            prop_assert!(finite(&one) && (one.omega - two.omega).abs() < 1e-6 && one.omega <= 1.0 + 1e-9);
        }
    }

    #[test]
    fn a_plan_keeps_what_it_promises(
        difference in 0.05..2.0_f64,
        deviation in 0.2..3.0_f64,
        power in 0.5..0.99_f64,
        ratio in 0.2..5.0_f64,
    ) {
        let means = Comparison::Means { difference, standard_deviation: deviation };
        let needed = sample_size_of_comparison(means, power, 0.05, ratio).unwrap();
        let found = power_of_comparison(means, needed.n_first, needed.n_second, 0.05).unwrap();
        prop_assert!(found.power >= power - 1e-6, "{found:?} for {needed:?}");
        let more = power_of_comparison(means, 2 * needed.n_first, 2 * needed.n_second, 0.05).unwrap();
        prop_assert!(more.power >= found.power && more.detectable < found.detectable);
    }
}

/// Joint answers of two drivers and thumbs, in cells.
fn cells() -> impl Strategy<Value = Vec<([f64; 3], u64)>> {
    prop::collection::vec(2_u64..60, 12).prop_map(|counts| {
        let cell = |(place, count): (usize, u64)| {
            ([place / 4, place / 2 % 2, place % 2].map(|value| value as f64), count)
        };
        counts.into_iter().enumerate().map(cell).collect()
    })
}

fn joint<'a>(cells: impl IntoIterator<Item = &'a ([f64; 3], u64)>) -> JointCounts {
    let names = ["ease", "speed", "thumbs"].map(String::from);
    JointCounts::new(&names, cells.into_iter().map(|(values, count)| (&values[..], *count))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_change_of_level_does_not_depend_on_where_the_level_is(values in values(8..30), shift in -100.0..100.0_f64) {
        let series: Vec<Observation> = values.iter().map(|&value| Observation { value, weight: 1.0 }).collect();
        let moved: Vec<Observation> =
            values.iter().map(|value| Observation { value: value + shift, weight: 7.0 }).collect();
        let (one, two) = (change_points(&series, LEVEL, 1).unwrap(), change_points(&moved, LEVEL, 1).unwrap());
        prop_assert!(finite(&one));
        prop_assert_eq!(one.segments.len(), one.changes.len() + 1);
        prop_assert_eq!(one.segments[0].start, 0);
        prop_assert_eq!(one.segments.last().unwrap().end, values.len());
        prop_assert!(one.segments.windows(2).all(|pair| pair[0].end == pair[1].start));
        let places = |found: &catsup_statistics::series::ChangePoints| {
            found.changes.iter().map(|change| change.at).collect::<Vec<_>>()
        };
        prop_assert_eq!(places(&one), places(&two));
    }

    #[test]
    fn a_forecast_lies_in_an_interval_that_never_narrows(values in values(8..40), seasonal in any::<bool>()) {
        let period = seasonal.then_some(4);
        let found = forecast(&values, period, 6, Domain::NotNegative, LEVEL).unwrap();
        prop_assert!(finite(&found));
        prop_assert!(found.points.iter().all(|point| point.interval.low >= 0.0 && point.interval.contains(point.value)));
        let free = forecast(&values, period, 6, Domain::Any, LEVEL).unwrap();
        prop_assert!(free.points.windows(2).all(|pair| pair[0].interval.width() <= pair[1].interval.width() + 1e-9));
    }

    #[test]
    fn joint_answers_give_the_same_in_any_order_and_in_any_parts(cells in cells()) {
        let split: Vec<([f64; 3], u64)> = cells
            .iter()
            .rev()
            .flat_map(|&(values, count)| [(values, count / 2), (values, count - count / 2)])
            .collect();
        let (whole, parts) = (joint(&cells), joint(&split));
        prop_assert_eq!(whole.collapsed(), parts.collapsed());
        match (LogisticRegression::of(&whole, LEVEL), LogisticRegression::of(&parts, LEVEL)) {
            (Ok(one), Ok(two)) => {
                for (one, two) in one.coefficients.iter().zip(&two.coefficients) {
                    prop_assert!((one.estimate - two.estimate).abs() < 1e-7);
                    prop_assert!((one.standard_error - two.standard_error).abs() < 1e-7);
                }
            }
            (one, two) => prop_assert!(one.is_err() && two.is_err()),
        }
        let resampled = |sample: &JointCounts| {
            DriverBootstrap::of(&sample.collapsed(), Resampling { resamples: 40, seed: 3 }, LEVEL)
        };
        prop_assert_eq!(resampled(&whole), resampled(&parts));
    }
}
