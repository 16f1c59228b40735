//! What must hold for weights, plans, league tables and agreement, whatever the numbers.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use catsup_statistics::{
    Confidence, EffortScore, OrdinalCounts,
    agreement::{KappaWeights, Level, cohens_kappa, krippendorff_alpha},
    equivalent_shares,
    league::{share_funnel, share_limits, shrunken_shares},
    planning::sample_size_of_share,
    trend_of_shares,
    weighting::{Cell, Margin, RakingLimits, WeightedScale, design_effect, non_response, rake},
};
use proptest::prelude::*;

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * (1.0 + left.abs().max(right.abs()))
}

fn finite(result: impl serde::Serialize) -> bool {
    !serde_json::to_string(&result).unwrap().contains("null")
}

/// Units of a league table, as `(successes, n)`.
fn units() -> impl Strategy<Value = Vec<(u64, u64)>> {
    let unit = (1_u64..3_000, 0.0..=1.0_f64).prop_map(|(n, share)| ((n as f64 * share).round() as u64, n));
    prop::collection::vec(unit, 2..12)
}

fn shares(parts: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.05..1.0_f64, parts).prop_map(|parts| {
        let total: f64 = parts.iter().sum();
        parts.into_iter().map(|part| part / total).collect()
    })
}

fn margin(name: &str, targets: &[f64]) -> Margin {
    let named = targets.iter().enumerate().map(|(place, share)| (place.to_string(), *share));
    Margin { name: name.to_owned(), targets: named.collect() }
}

fn table(size: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(0_u64..60, size), size)
}

proptest! {
    #[test]
    fn raking_full_tables_meets_every_target_whatever_the_order(
        counts in prop::collection::vec(1_u64..500, 6),
        rows in shares(2),
        columns in shares(3),
    ) {
        let cells: Vec<Cell> = counts
            .iter()
            .enumerate()
            .map(|(place, &count)| Cell { categories: vec![place / 3, place % 3], count })
            .collect();
        let margins = [margin("row", &rows), margin("column", &columns)];
        let raked = rake(&margins, &cells, RakingLimits::default()).unwrap();
        prop_assert!(raked.converged && finite(&raked), "{raked:?}");
        prop_assert!(raked.margins.iter().all(|margin| (margin.weighted - margin.target).abs() < 1e-9));
        let n: u64 = counts.iter().sum();
        let total: f64 = cells.iter().zip(&raked.weights).map(|(cell, weight)| weight * cell.count as f64).sum();
        prop_assert!(close(total, n as f64));
        let turned: Vec<Cell> = cells.iter().rev().cloned().collect();
        let again = rake(&margins, &turned, RakingLimits::default()).unwrap();
        let same = again.weights.iter().rev().zip(&raked.weights).all(|(left, right)| (left - right).abs() < 1e-9);
        prop_assert!(same);
    }

    #[test]
    fn trimmed_weights_keep_to_their_limits_and_their_mean(
        counts in prop::collection::vec(0_u64..60, 12),
        rows in shares(3),
        columns in shares(4),
        most in 1.05..6.0_f64,
        least in 0.0..0.95_f64,
    ) {
        let cells: Vec<Cell> = counts
            .iter()
            .enumerate()
            .map(|(place, &count)| Cell { categories: vec![place / 4, place % 4], count })
            .collect();
        let margins = [margin("row", &rows), margin("column", &columns)];
        let limits = RakingLimits {
            maximum_weight: Some(most),
            minimum_weight: Some(least),
            iterations: 500,
            ..RakingLimits::default()
        };
        if let Ok(raked) = rake(&margins, &cells, limits) {
            prop_assert!(finite(&raked));
            let held = || cells.iter().zip(&raked.weights).filter(|(cell, _)| cell.count > 0);
            prop_assert!(held().all(|(_, weight)| (least - 1e-6..=most + 1e-6).contains(weight)), "{raked:?}");
            let total: f64 = held().map(|(cell, weight)| weight * cell.count as f64).sum();
            prop_assert!(close(total, counts.iter().sum::<u64>() as f64));
        }
    }

    #[test]
    fn weights_matter_up_to_a_factor_and_splitting_cells_changes_nothing(
        cells in prop::collection::vec((1_i64..=5, 0.1..5.0_f64, 1_u64..50), 1..10),
        factor in 0.001..1_000.0_f64,
    ) {
        let whole = WeightedScale::of(cells.iter().copied()).unwrap();
        let scaled = WeightedScale::of(cells.iter().map(|&(value, weight, count)| (value, weight * factor, count)));
        let split = cells.iter().rev().flat_map(|&(value, weight, count)| {
            [(value, weight, count / 2), (value, weight, count - count / 2)]
        });
        for other in [scaled.unwrap(), WeightedScale::of(split).unwrap()] {
            prop_assert!(close(other.mean(LEVEL).mean, whole.mean(LEVEL).mean));
            prop_assert!(close(other.design_effect().effective_n, whole.design_effect().effective_n));
            prop_assert_eq!(other.mean(LEVEL).interval.is_some(), whole.mean(LEVEL).interval.is_some());
            let (one, two) = (other.share_from(4, LEVEL), whole.share_from(4, LEVEL));
            prop_assert!(close(one.interval.low, two.interval.low) && close(one.interval.high, two.interval.high));
        }
        let effect = whole.design_effect();
        prop_assert!(effect.design_effect >= 1.0 - 1e-12 && effect.effective_n <= effect.n as f64 * (1.0 + 1e-12));
    }

    #[test]
    fn the_design_effect_does_not_depend_on_how_weights_are_grouped(
        weights in prop::collection::vec(0.01..100.0_f64, 1..40),
    ) {
        let one = design_effect(weights.iter().map(|weight| (*weight, 2))).unwrap();
        let two = design_effect(weights.iter().chain(&weights).map(|weight| (*weight, 1))).unwrap();
        prop_assert!(close(one.effective_n, two.effective_n) && one.n == two.n);
    }

    #[test]
    fn a_league_table_is_finite_and_follows_its_units(units in units()) {
        let funnel = share_funnel(&units, None).unwrap();
        prop_assert!(finite(&funnel));
        for unit in &funnel.units {
            prop_assert!(unit.limits998.low <= unit.limits95.low && unit.limits95.high <= unit.limits998.high);
        }
        let turned: Vec<(u64, u64)> = units.iter().rev().copied().collect();
        let again = share_funnel(&turned, None).unwrap();
        for (one, two) in funnel.units.iter().zip(again.units.iter().rev()) {
            prop_assert!(close(one.z, two.z) && one.place == two.place);
        }
        if let Ok(shrunken) = shrunken_shares(&units, LEVEL) {
            prop_assert!(finite(&shrunken));
            for unit in &shrunken.units {
                let (low, high) = (unit.value.min(shrunken.centre), unit.value.max(shrunken.centre));
                prop_assert!(low - 1e-9 <= unit.estimate && unit.estimate <= high + 1e-9);
                prop_assert!(unit.interval.low <= unit.interval.high);
            }
        }
    }

    #[test]
    fn larger_units_have_narrower_limits(target in 0.05..0.95_f64, n in 10_u64..10_000) {
        let (small, large) = (share_limits(target, n, LEVEL).unwrap(), share_limits(target, 4 * n, LEVEL).unwrap());
        prop_assert!(large.width() < small.width());
        prop_assert!(small.contains(target) && large.contains(target));
    }

    #[test]
    fn a_trend_turns_round_with_its_scores(units in units(), step in 0.1..10.0_f64, shift in -5.0..5.0_f64) {
        let scores: Vec<f64> = (0..units.len()).map(|place| place as f64).collect();
        let moved: Vec<f64> = scores.iter().map(|score| shift - step * score).collect();
        let (one, two) = (trend_of_shares(&units, &scores).unwrap(), trend_of_shares(&units, &moved).unwrap());
        prop_assert!(close(one.test.statistic, -two.test.statistic) && close(one.slope, -two.slope * step));
    }

    #[test]
    fn a_wider_margin_never_hides_equivalence(
        first in 0_u64..=200,
        second in 0_u64..=150,
        margin in 0.01..0.4_f64,
    ) {
        let of = |margin| equivalent_shares((first, 200), (second, 150), margin, 0.05).unwrap();
        let (narrow, wide) = (of(margin), of(margin + 0.1));
        prop_assert!(finite(narrow) && wide.p_equivalent <= narrow.p_equivalent + 1e-9);
        prop_assert!(!narrow.equivalent || wide.equivalent);
    }

    #[test]
    fn a_smaller_population_never_needs_more(share in 0.01..0.99_f64, margin in 0.005..0.3_f64, population in 1_u64..1_000_000) {
        let all = sample_size_of_share(share, margin, LEVEL, None).unwrap();
        let some = sample_size_of_share(share, margin, LEVEL, Some(population)).unwrap();
        prop_assert!(some.n_finite <= all.n_finite + 1e-9 && some.responses <= population);
    }

    #[test]
    fn agreement_is_the_same_from_either_side(table in (2_usize..6).prop_flat_map(table)) {
        let turned: Vec<Vec<u64>> =
            (0..table.len()).map(|row| table.iter().map(|cells| cells[row]).collect()).collect();
        for weights in [KappaWeights::None, KappaWeights::Linear, KappaWeights::Quadratic] {
            match (cohens_kappa(&table, weights, LEVEL), cohens_kappa(&turned, weights, LEVEL)) {
                (Ok(one), Ok(two)) => {
                    prop_assert!(close(one.kappa, two.kappa) && close(one.standard_error, two.standard_error));
                    prop_assert!(one.kappa <= 1.0 + 1e-12 && finite(one));
                }
                (one, two) => prop_assert!(one.is_err() && two.is_err()),
            }
        }
    }

    #[test]
    fn the_order_of_things_rated_does_not_matter(units in prop::collection::vec(prop::collection::vec(0_u64..4, 4), 1..30)) {
        let values = [1.0, 2.0, 3.0, 4.0];
        let turned: Vec<Vec<u64>> = units.iter().rev().cloned().collect();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval] {
            match (krippendorff_alpha(&values, &units, level), krippendorff_alpha(&values, &turned, level)) {
                (Ok(one), Ok(two)) => prop_assert!(close(one.alpha, two.alpha) && one.alpha <= 1.0 + 1e-12),
                (one, two) => prop_assert!(one.is_err() && two.is_err()),
            }
        }
    }

    #[test]
    fn non_response_depends_on_the_proportions_of_the_population_alone(
        respondents in prop::collection::vec(0_u64..400, 4),
        population in shares(4),
        factor in 1.0..1e6_f64,
    ) {
        let sizes: Vec<f64> = population.iter().map(|share| share * factor).collect();
        match (non_response(&respondents, &population), non_response(&respondents, &sizes)) {
            (Ok(one), Ok(two)) => prop_assert!(close(one.chi_square, two.chi_square) && finite(&one)),
            (one, two) => prop_assert!(one.is_err() && two.is_err()),
        }
    }

    #[test]
    fn effort_splits_answers_into_easy_hard_and_neither(counts in prop::collection::vec(0_u64..1_000, 2..12)) {
        let answers = OrdinalCounts::consecutive(1, &counts).unwrap();
        if let Ok(effort) = EffortScore::of(&answers, LEVEL) {
            prop_assert!(effort.easy.successes + effort.hard.successes <= effort.n);
            prop_assert!(close(effort.net.value, effort.easy.share - effort.hard.share));
        }
    }
}
