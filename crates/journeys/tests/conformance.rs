//! Alignments cost the least possible, each case counts once at each step, and a log fits a map of its own variant.

use catsup_journeys::{
    Departure, Design, DesignedStep, Event, EventLog, EventLogBuilder, Need, Repeat, conformance,
    design_of_variant,
};
use catsup_statistics::Confidence;
use proptest::prelude::*;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn log(paths: &[Vec<usize>]) -> EventLog {
    let mut builder = EventLogBuilder::new();
    for (case, path) in paths.iter().enumerate() {
        let case = format!("{case:03}");
        for (time, &activity) in path.iter().enumerate() {
            let event = Event {
                case: &case,
                activity: NAMES[activity],
                time: time as i64,
                channel: None,
                attributes: &[],
            };
            builder.push(event).expect("the time lies near 1970");
        }
    }
    builder.build()
}

fn design(steps: &[(usize, bool, bool)]) -> Design {
    let step = |&(activity, required, repeatable): &(usize, bool, bool)| DesignedStep {
        activity: NAMES[activity].to_owned(),
        need: if required { Need::Required } else { Need::Optional },
        repeat: if repeatable { Repeat::Repeatable } else { Repeat::Once },
    };
    Design { steps: steps.iter().map(step).collect() }
}

/// The least cost by trying everything: written apart from the crate, with “again” allowed after “done” only.
fn least(path: &[usize], steps: &[(usize, bool, bool)], doing: Option<usize>) -> u64 {
    let mut best = u64::MAX;
    if path.is_empty() && steps.is_empty() {
        return 0;
    }
    if let Some((&event, rest)) = path.split_first() {
        best = best.min(1 + least(rest, steps, doing));
        if doing == Some(event) {
            best = best.min(least(rest, steps, doing));
        }
        if let Some((step, later)) = steps.split_first()
            && step.0 == event
        {
            best = best.min(least(rest, later, step.2.then_some(event)));
        }
    }
    if let Some((step, later)) = steps.split_first() {
        best = best.min(u64::from(step.1) + least(path, later, None));
    }
    best
}

fn paths() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..4_usize, 1..6), 1..6)
}

fn steps() -> impl Strategy<Value = Vec<(usize, bool, bool)>> {
    prop::collection::vec((0..4_usize, any::<bool>(), any::<bool>()), 1..5)
}

proptest! {
    #[test]
    fn no_alignment_costs_less(path in prop::collection::vec(0..4_usize, 1..6), steps in steps()) {
        let found = conformance(&log(std::slice::from_ref(&path)), &design(&steps), Confidence::NINETY_FIVE).unwrap();
        prop_assert_eq!(found.variants[0].cost, least(&path, &steps, None));
        let departs = |kind: &Departure| !matches!(kind, Departure::Done | Departure::NotNeeded);
        let departures = found.variants[0].moves.iter().filter(|one| departs(&one.kind)).count();
        prop_assert_eq!(departures as u64, found.variants[0].cost);
    }

    #[test]
    fn every_case_counts_once_at_every_step(paths in paths(), steps in steps()) {
        let found = conformance(&log(&paths), &design(&steps), Confidence::NINETY_FIVE).unwrap();
        for step in &found.steps {
            prop_assert_eq!(step.done + step.out_of_order + step.skipped + step.not_needed, paths.len() as u64);
        }
        prop_assert!((0.0..=1.0).contains(&found.fitness) && (0.0..=1.0).contains(&found.log_fitness));
        let none = found.variants.iter().filter(|variant| variant.cost == 0).map(|variant| variant.cases).sum::<u64>();
        prop_assert_eq!(found.conforming.successes, none);
    }

    #[test]
    fn a_log_fits_the_map_of_its_own_single_variant(path in prop::collection::vec(0..4_usize, 1..8), cases in 1..5_usize) {
        let log = log(&vec![path; cases]);
        let design = design_of_variant(&log, 1).unwrap();
        let found = conformance(&log, &design, Confidence::NINETY_FIVE).unwrap();
        prop_assert_eq!((found.fitness, found.log_fitness, found.conforming.share), (1.0, 1.0, 1.0));
    }
}

#[test]
fn departures_are_told_apart() {
    // Designed: a, b (optional), c repeatable. Observed: c before a, d in between, a twice.
    let design = design(&[(0, true, false), (1, false, false), (2, true, true)]);
    let found =
        conformance(&log(&[vec![2, 0, 3, 0], vec![0, 2, 2]]), &design, Confidence::NINETY_FIVE).unwrap();
    let counts: Vec<_> = found
        .steps
        .iter()
        .map(|step| (step.done, step.out_of_order, step.skipped, step.not_needed, step.repeated_events))
        .collect();
    assert_eq!(counts, [(2, 0, 0, 0, 1), (0, 0, 0, 2, 0), (1, 1, 0, 0, 0)]);
    assert_eq!((found.unexpected[0].activity.as_str(), found.unexpected[0].cases), ("d", 1));
    assert_eq!(found.conforming.successes, 1);
    // Costs 4 of 6 (four events, two required steps) and 0 of 5.
    assert!((found.fitness - (2.0 / 6.0 + 1.0) / 2.0).abs() < 1e-12);
    assert!((found.log_fitness - (1.0 - 4.0 / 11.0)).abs() < 1e-12);
}

#[test]
fn a_step_the_log_never_has_is_skipped_by_all() {
    let design = Design::of_path(&["a", "never"]);
    let found = conformance(&log(&[vec![0]]), &design, Confidence::NINETY_FIVE).unwrap();
    assert_eq!((found.steps[1].skipped, found.conforming.successes), (1, 0));
    assert!(conformance(&log(&[vec![0]]), &Design { steps: vec![] }, Confidence::NINETY_FIVE).is_err());
    assert!(design_of_variant(&log(&[vec![0]]), 2).is_err());
    assert!(design_of_variant(&log(&[vec![0]]), 0).is_err());
}
