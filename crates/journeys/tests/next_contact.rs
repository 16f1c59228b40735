//! Next contacts: found where they are, honest near the end of the log, and silent where there is only chance.

use catsup_journeys::{Event, EventLog, EventLogBuilder, NextContactOptions, next_contact};

const DAY: i64 = 86_400_000_000;

/// A small generator, so that the test needs no library for chance (Steele and others 2014, SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// People who contact for random reasons; behind “letter”, `back` in ten call about it within two days.
fn log(people: u64, back: u64) -> EventLog {
    let mut chance = Chance(7);
    let mut builder = EventLogBuilder::new();
    let mut push = |case: &str, activity: &str, time: i64| {
        let event = Event { case, activity, time, channel: None, attributes: &[] };
        builder.push(event).expect("the time lies near 1970");
    };
    for person in 0..people {
        let case = format!("{person:05}");
        let mut time = chance.below(100) as i64 * DAY;
        for _ in 0..6 {
            let reason = ["letter", "form", "payment", "address"][chance.below(4) as usize];
            push(&case, reason, time);
            if reason == "letter" && chance.below(10) < back {
                push(&case, "what does the letter mean", time + DAY + chance.below(DAY as u64) as i64);
            }
            time += (3 + chance.below(20) as i64) * DAY;
        }
    }
    builder.build()
}

#[test]
fn what_people_come_back_for_is_found() {
    let found = next_contact(&log(2_000, 4), &NextContactOptions::default()).unwrap();
    let pair =
        found.pairs.iter().find(|pair| pair.reason == "letter" && pair.next.starts_with("what")).unwrap();
    assert!((pair.probability.share - 0.4).abs() < 0.03, "{pair:?}");
    assert!(pair.probability.interval.contains(0.4));
    assert!(pair.lift > 2.0 && pair.adjusted_p_value < 1e-12 && !pair.rough);
    assert!((DAY as f64 / 1e6..2.0 * DAY as f64 / 1e6).contains(&pair.median_delay_seconds));
    assert_eq!(
        found
            .pairs
            .iter()
            .filter(|other| other.next == pair.next && other.adjusted_p_value < 0.01 && other.lift > 1.0)
            .count(),
        1
    );
}

#[test]
fn chance_alone_is_not_a_finding() {
    let found = next_contact(&log(2_000, 0), &NextContactOptions::default()).unwrap();
    assert_eq!((found.tested_pairs, found.pairs.len()), (16, 16));
    assert!(found.pairs.iter().all(|pair| pair.adjusted_p_value > 0.01), "{:?}", found.pairs);
}

#[test]
fn contacts_without_a_full_window_are_counted_and_left_out() {
    let mut builder = EventLogBuilder::new();
    for (case, activity, time) in [("1", "a", 0), ("1", "b", 2), ("2", "a", 7), ("2", "b", 8), ("3", "a", 10)]
    {
        let event = Event { case, activity, time: time * DAY, channel: None, attributes: &[] };
        builder.push(event).unwrap();
    }
    let log = builder.build();
    let options =
        NextContactOptions { minimum_contacts: 1, minimum_support: 1, ..NextContactOptions::default() };
    let found = next_contact(&log, &options).unwrap();
    // The second pair came within a day, but the log ends three days behind it: counting it would favour those who
    // came back soon.
    assert_eq!((found.contacts, found.censored, found.followed), (2, 3, 1));
    assert_eq!((found.pairs[0].probability.successes, found.pairs[0].probability.n), (1, 1));
    let longer = NextContactOptions { observed_until: Some(20 * DAY), ..options };
    let found = next_contact(&log, &longer).unwrap();
    assert_eq!((found.contacts, found.censored, found.followed), (5, 0, 2));
    assert!(next_contact(&log, &NextContactOptions { window_micros: 0, ..options }).is_err());
}

#[test]
fn rare_pairs_are_tested_though_not_shown() {
    let options = NextContactOptions { minimum_support: 1_000_000, ..NextContactOptions::default() };
    let found = next_contact(&log(300, 4), &options).unwrap();
    assert_eq!((found.pairs.len(), found.tested_pairs), (0, 25));
}
