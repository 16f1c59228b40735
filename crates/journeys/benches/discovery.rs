//! How long discovery takes on a log of 200,000 events: `cargo bench -p catsup-journeys`.
#![allow(missing_docs, reason = "criterion writes the main function")]

use catsup_journeys::{Columns, DirectlyFollows, EventLog, NextContactOptions, Variants, next_contact};
use criterion::{Criterion, criterion_group, criterion_main};

fn log() -> EventLog {
    let (cases, length) = (20_000_u32, 10_u32);
    let events = || (0..cases).flat_map(|case| (0..length).map(move |step| (case, step)));
    let activity = |case: u32, step: u32| (case.wrapping_mul(2_654_435_761) >> (step + 3)) % 12;
    let names: Vec<String> = (0..cases).map(|case| format!("{case:05}")).collect();
    let activities: Vec<String> = (0..12).map(|number| format!("activity {number}")).collect();
    let columns = Columns {
        case: events().map(|(case, _)| case).collect(),
        activity: events().map(|(case, step)| activity(case, step)).collect(),
        time: events().map(|(case, step)| i64::from(case + step * 7_919) * 60_000_000).collect(),
        case_names: names.iter().map(String::as_str).collect(),
        activity_names: activities.iter().map(String::as_str).collect(),
        ..Columns::default()
    };
    columns.into_log().expect("the columns fit")
}

fn discovery(criterion: &mut Criterion) {
    let log = log();
    criterion.bench_function("directly-follows", |bencher| bencher.iter(|| DirectlyFollows::of(&log)));
    criterion.bench_function("variants", |bencher| bencher.iter(|| Variants::of(&log)));
    let options = NextContactOptions::default();
    criterion.bench_function("next contacts", |bencher| bencher.iter(|| next_contact(&log, &options)));
}

criterion_group!(benches, discovery);
criterion_main!(benches);
