//! Small logs for the tests of this crate.

use crate::{Event, EventLog, EventLogBuilder};

/// A minute in microseconds.
pub(crate) const MINUTE: i64 = 60_000_000;

/// A log of cases with their activities, a minute apart, all cases starting at 0.
pub(crate) fn log(cases: &[(&str, &str)]) -> EventLog {
    let events = cases.iter().flat_map(|(case, path)| {
        path.split_whitespace()
            .enumerate()
            .map(move |(step, activity)| (*case, activity, step as i64 * MINUTE, "", ""))
    });
    detailed(&events.collect::<Vec<_>>())
}

/// A log of events: case, activity, time, channel (or none when empty), attributes as `name=value` separated by spaces.
pub(crate) fn detailed(events: &[(&str, &str, i64, &str, &str)]) -> EventLog {
    let mut builder = EventLogBuilder::new();
    for (case, activity, time, channel, attributes) in events {
        let attributes: Vec<(&str, &str)> =
            attributes.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        let channel = Some(*channel).filter(|channel| !channel.is_empty());
        let event = Event { case, activity, time: *time, channel, attributes: &attributes };
        builder.push(event).expect("times of tests are small");
    }
    builder.build()
}
