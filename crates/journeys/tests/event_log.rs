//! Logs and their graph: the same whatever the order of input, and adding up over splits by case.

use std::collections::BTreeMap;

use catsup_journeys::{Columns, DirectlyFollows, Event, EventLog, EventLogBuilder, Origin};
use proptest::prelude::*;

type Row = (u8, u8, i64, Option<u8>, Option<u8>);

fn log(rows: &[Row]) -> EventLog {
    builder(rows).build()
}

fn builder(rows: &[Row]) -> EventLogBuilder {
    let mut builder = EventLogBuilder::new();
    for (case, activity, time, channel, device) in rows {
        let (case, activity) = (format!("case {case}"), format!("activity {activity}"));
        let channel = channel.map(|channel| format!("channel {channel}"));
        let device = device.map(|device| device.to_string());
        let attributes: Vec<(&str, &str)> = device.iter().map(|device| ("device", device.as_str())).collect();
        let event = Event {
            case: &case,
            activity: &activity,
            time: *time,
            channel: channel.as_deref(),
            attributes: &attributes,
        };
        builder.push(event).expect("the time lies near 1970");
    }
    builder
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..6_u8, 0..5_u8, 0..40_i64, prop::option::of(0..3_u8), prop::option::of(0..3_u8));
    prop::collection::vec(row, 0..60)
}

fn counts(graph: &DirectlyFollows) -> BTreeMap<(String, String), u64> {
    let name = |code| graph.name(code).to_owned();
    graph.edges.iter().map(|edge| ((name(edge.from), name(edge.to)), edge.count)).collect()
}

proptest! {
    #[test]
    fn the_order_of_input_does_not_matter((rows, shuffled) in rows().prop_flat_map(|rows| {
        (Just(rows.clone()), Just(rows).prop_shuffle())
    })) {
        let (first, second) = (log(&rows), log(&shuffled));
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(DirectlyFollows::of(&first), DirectlyFollows::of(&second));
    }

    #[test]
    fn parts_put_together_are_as_one(rows in rows(), cut in 0..60_usize) {
        let (first, second) = rows.split_at(cut.min(rows.len()));
        let mut whole = builder(first);
        let known = whole.append(builder(second)).expect("the events are few");
        let met = |rows: &[Row], case: u8| rows.iter().any(|row| row.0 == case);
        prop_assert_eq!(known.len(), (0..6).filter(|&case| met(first, case) && met(second, case)).count());
        let pushed = builder(&rows);
        prop_assert_eq!((whole.len(), whole.cases(), whole.unsorted()), (pushed.len(), pushed.cases(), pushed.unsorted()));
        prop_assert_eq!(whole.build(), pushed.build());
    }

    #[test]
    fn counts_add_up_over_splits_by_case(rows in rows(), cut in 0..6_u8) {
        let part = |keep: &dyn Fn(u8) -> bool| {
            let rows: Vec<Row> = rows.iter().copied().filter(|row| keep(row.0)).collect();
            DirectlyFollows::of(&log(&rows))
        };
        let (whole, first, second) = (part(&|_| true), part(&|case| case < cut), part(&|case| case >= cut));
        let mut added = counts(&first);
        for (pair, count) in counts(&second) {
            *added.entry(pair).or_default() += count;
        }
        prop_assert_eq!(counts(&whole), added);
        prop_assert_eq!(whole.cases, first.cases + second.cases);
        prop_assert_eq!(whole.events, first.events + second.events);
        let pairs: u64 = whole.edges.iter().map(|edge| edge.count).sum();
        prop_assert_eq!(pairs, whole.events - whole.cases);
    }
}

#[test]
fn events_at_one_time_keep_the_sequence_of_their_source() {
    let path = |sequences: [Option<u64>; 2]| {
        let mut builder = EventLogBuilder::new();
        for (activity, sequence) in ["send", "create"].into_iter().zip(sequences) {
            let event = Event { case: "1", activity, time: 5, channel: None, attributes: &[] };
            builder.push_from(event, Origin { customer: None, sequence }).unwrap();
        }
        let log = builder.build();
        (0..2).map(|event| log.activity_name(event).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(path([None, None]), ["create", "send"]);
    assert_eq!(path([Some(1), Some(2)]), ["send", "create"]);
}

#[test]
fn absent_values_stay_absent() {
    let mut builder = EventLogBuilder::new();
    let plain = Event { case: "1", activity: "apply", time: 1, channel: None, attributes: &[] };
    builder.push(plain).unwrap();
    let rich = Event { time: 2, channel: Some("web"), attributes: &[("form", "A"), ("form", "B")], ..plain };
    builder.push_from(rich, Origin { customer: Some("ann"), sequence: None }).unwrap();
    builder.push(Event { time: 3, ..plain }).unwrap();
    let log = builder.build();
    let column = |read: &dyn Fn(usize) -> Option<String>| (0..3).map(read).collect::<Vec<_>>();
    assert_eq!(
        column(&|event| log.channel_name(event).map(str::to_owned)),
        [None, Some("web".to_owned()), None]
    );
    assert_eq!(
        column(&|event| log.customer_name(event).map(str::to_owned)),
        [None, Some("ann".to_owned()), None]
    );
    let form = log.attribute("form").unwrap();
    assert_eq!(column(&|event| form.value(event).map(str::to_owned)), [None, Some("B".to_owned()), None]);
    assert_eq!(
        log.attribute_column("device").unwrap_err().to_string(),
        "there is no attribute \"device\" in the log; it has \"form\""
    );
}

#[test]
fn many_cores_count_what_one_does() {
    let (cases, length) = (40_000_u32, 5_u32);
    let activity =
        |case: u32, step: u32| (case.wrapping_mul(2_654_435_761) >> 7).wrapping_add(step * step) % 7;
    let events = || (0..cases).flat_map(|case| (0..length).map(move |step| (case, step)));
    let names: Vec<String> = (0..cases).map(|case| format!("{case:06}")).collect();
    let columns = Columns {
        case: events().map(|(case, _)| case).collect(),
        activity: events().map(|(case, step)| activity(case, step)).collect(),
        time: events().map(|(case, step)| i64::from(case) + i64::from(step * step) * 1_000_000).collect(),
        case_names: names.iter().map(String::as_str).collect(),
        activity_names: ["a", "b", "c", "d", "e", "f", "g"].into_iter().collect(),
        ..Columns::default()
    };
    let graph = DirectlyFollows::of(&columns.into_log().unwrap());
    let mut expected = BTreeMap::new();
    for (case, step) in events().filter(|(_, step)| *step > 0) {
        let times: &mut Vec<i64> =
            expected.entry((activity(case, step - 1), activity(case, step))).or_default();
        times.push(i64::from(2 * step - 1));
    }
    assert_eq!(graph.edges.len(), expected.len());
    for edge in &graph.edges {
        let times = expected.get_mut(&(edge.from, edge.to)).unwrap();
        times.sort_unstable();
        assert_eq!(edge.count, times.len() as u64);
        let mean = times.iter().sum::<i64>() as f64 / times.len() as f64;
        assert!((edge.mean_seconds - mean).abs() < 1e-9);
        let middle = (times[(times.len() - 1) / 2] + times[times.len() / 2]) as f64 / 2.0;
        assert!((edge.median_seconds - middle).abs() < 1e-9);
    }
}

#[test]
fn many_cases_in_any_order_are_arranged() {
    let (cases, events) = (30_001_u32, 200_000_u32);
    let mixed = |number: u32| number.wrapping_mul(2_654_435_761) >> 5;
    // Some cases have no event, some events of a case share their time.
    let case = |event: u32| mixed(event) % cases / 2 * 2;
    let time = |event: u32| i64::from(mixed(event + 7) % 50);
    let names: Vec<String> = (0..cases).map(|case| format!("{case:06}")).collect();
    let columns = Columns {
        case: (0..events).map(case).collect(),
        activity: (0..events).map(|event| event % 5).collect(),
        time: (0..events).map(time).collect(),
        channel: Some((0..events).map(|event| event % 3).collect()),
        case_names: names.iter().map(String::as_str).collect(),
        activity_names: ["a", "b", "c", "d", "e"].into_iter().collect(),
        channel_names: ["x", "y", "z"].into_iter().collect(),
        ..Columns::default()
    };
    let mut expected: Vec<(u32, i64, u32, u32)> =
        (0..events).map(|event| (case(event), time(event), event % 5, event % 3)).collect();
    expected.sort_unstable();
    let log = columns.into_log().unwrap();
    let found: Vec<(u32, i64, u32, u32)> = log
        .iter()
        .flat_map(|one| one.events().map(move |event| (one.name().parse().unwrap(), event)))
        .map(|(case, event)| {
            (case, log.times()[event], log.activities()[event], log.channels().unwrap()[event])
        })
        .collect();
    assert_eq!(found, expected);
}
