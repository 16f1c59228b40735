//! How many people stand behind a count: what fewer than the smallest cell did is not shown.

use std::collections::HashMap;

use catsup_journeys::{EventLog, Filter, MISSING, filtered};

use crate::Error;

/// Who made an event of a log: its customer, or its case where nobody knows the customer.
pub(super) struct People<'a> {
    customers: Option<&'a [u32]>,
}

impl<'a> People<'a> {
    pub(super) fn of(log: &'a EventLog) -> Self {
        Self { customers: log.customers() }
    }

    /// The person behind event number `event` of case number `case`.
    pub(super) fn behind(&self, event: usize, case: usize) -> u64 {
        match self.customers.map(|customers| customers[event]).filter(|code| *code != MISSING) {
            Some(customer) => u64::from(customer),
            // No code of a customer is as high.
            None => (1 << 32) | case as u64,
        }
    }
}

/// How many different people stand behind each key.
pub(super) fn counted<K: Ord + std::hash::Hash>(mut met: Vec<(K, u64)>) -> HashMap<K, u64> {
    met.sort_unstable();
    met.dedup();
    let mut counts = HashMap::new();
    for (key, _) in met {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

/// The log without activities of fewer people than `smallest`, and how many these are.
pub(super) fn without_rare(log: &EventLog, smallest: u64) -> Result<(EventLog, usize), Error> {
    let people = by_activity(log);
    let names = log.activity_names();
    let rare: Vec<String> = people
        .iter()
        .filter(|(_, people)| **people < smallest)
        .filter_map(|(activity, _)| names.get(*activity).map(str::to_owned))
        .collect();
    let count = rare.len();
    let left = match count {
        0 => log.clone(),
        _ => filtered(log, &[Filter::WithoutActivities(rare)]).map_err(uncounted)?,
    };
    Ok((left, count))
}

/// How many people did each activity, by its code.
pub(super) fn by_activity(log: &EventLog) -> HashMap<u32, u64> {
    let people = People::of(log);
    let mut met = Vec::with_capacity(log.events());
    for case in log.iter() {
        let events = case.events().zip(case.activities());
        met.extend(events.map(|(event, activity)| (*activity, people.behind(event, case.number()))));
    }
    counted(met)
}

/// What the pure functions refuse although the log is sound and the options were checked.
pub(super) fn uncounted(source: catsup_journeys::Error) -> Error {
    Error::Internal { what: "counting journeys", source: source.into() }
}
