//! Next needs agree with an independent computation in Python on the same contacts (tests/reference/next_needs.py).
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_journeys::{CountingRule, DayCounts, MISSING, NeedContacts, NextNeedOptions};
use serde_json::Value;

const CONTACTS: &str = include_str!("reference/next_needs.csv");
const EXPECTED: &str = include_str!("reference/next_needs.json");

fn contacts() -> NeedContacts {
    let code = |text: &str| if text.is_empty() { MISSING } else { text.parse().unwrap() };
    let (mut people, mut needs, mut times, mut cuts) = (vec![], vec![], vec![], vec![]);
    for line in CONTACTS.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        people.push(fields[0].parse().unwrap());
        needs.push(code(fields[1]));
        times.push(fields[2].parse().unwrap());
        cuts.push(code(fields[3]));
    }
    NeedContacts::new(people, needs, times, Some(cuts)).unwrap()
}

fn close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    let difference = (found - expected).abs() / expected.abs().max(1e-300);
    assert!(difference < 1e-9 || found == expected, "{what}: {found}, expected {expected}");
}

#[test]
fn every_figure_agrees_with_plain_loops_in_python() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let counts = DayCounts::of(&contacts(), CountingRule::default()).unwrap();
    let observed_until = expected["observed_until"].as_i64().unwrap();
    let found = counts.next_needs(&NextNeedOptions { observed_until, ..NextNeedOptions::default() }).unwrap();
    assert_eq!(found.tested_pairs as u64, expected["tested_pairs"]);
    let cuts = expected["cuts"].as_array().unwrap();
    assert_eq!((found.cuts.len(), cuts.len()), (12, 12));
    for (found, expected) in found.cuts.iter().zip(cuts) {
        let head = [u64::from(found.window_days), found.contacts, found.censored, found.followed];
        let fields = ["window_days", "contacts", "censored", "followed"];
        assert_eq!(head.map(Value::from), fields.map(|field| expected[field].clone()));
        assert_eq!(found.cut.map_or(Value::Null, Value::from), expected["cut"]);
        let pairs = expected["pairs"].as_array().unwrap();
        assert_eq!(found.pairs.len(), pairs.len());
        for (pair, expected) in found.pairs.iter().zip(pairs) {
            let counts =
                [u64::from(pair.need), u64::from(pair.next), pair.probability.successes, pair.probability.n];
            assert_eq!(
                counts.map(Value::from),
                ["need", "next", "successes", "n"].map(|field| expected[field].clone())
            );
            close(pair.probability.interval.low, &expected["low"], "low");
            close(pair.probability.interval.high, &expected["high"], "high");
            close(pair.base, &expected["base"], "base");
            close(pair.lift, &expected["lift"], "lift");
            close(pair.median_delay_seconds, &expected["median_seconds"], "median");
            let above_exact = pair.median_delay_seconds - expected["exact_median_seconds"].as_f64().unwrap();
            assert!((0.0..1.0).contains(&above_exact), "{above_exact}");
            close(pair.p_value, &expected["p_value"], "p value");
            close(pair.adjusted_p_value, &expected["adjusted_p_value"], "adjusted p value");
        }
    }
}
