//! Which activity comes some time after which, whatever happens between.

use hashbrown::HashMap;
use serde::Serialize;

use crate::{DurationSummary, EventLog};

/// An activity that comes some time after another in the same case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EventuallyFollows {
    /// The code of the earlier activity.
    pub from: u32,
    /// The code of the later activity.
    pub to: u32,
    /// How many events of the earlier activity have the later one somewhere behind them.
    pub count: u64,
    /// In how many cases this holds for at least one event.
    pub cases: u64,
    /// The share of the events of the earlier activity of which it holds.
    pub share: f64,
    /// From each such event to the nearest later one, in seconds.
    pub delay: DurationSummary,
}

/// What one pair gathers while cases are read.
#[derive(Default)]
struct Gathered {
    micros: Vec<i64>,
    cases: u64,
    last_case: Option<usize>,
}

/// Every pair of activities of which one comes some time after the other, the most frequent first, then by name.
///
/// An event counts once for each activity that comes later in its case, with the time to the nearest of them.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, eventually_follows};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let found = eventually_follows(&log);
/// let call = found.iter().find(|pair| log.activity_names().get(pair.to) == Some("call")).expect("a call follows");
/// assert_eq!((call.count, call.delay.median), (1, 540.0));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
pub fn eventually_follows(log: &EventLog) -> Vec<EventuallyFollows> {
    let mut pairs: HashMap<(u32, u32), Gathered> = HashMap::new();
    let mut ahead: Vec<(u32, i64)> = vec![];
    for case in log.iter() {
        ahead.clear();
        // From the end, so that the nearest time of each later activity is known.
        for (&from, &time) in case.activities().iter().zip(case.times()).rev() {
            for &(to, next) in &ahead {
                let pair = pairs.entry((from, to)).or_default();
                pair.micros.push(next - time);
                pair.cases += u64::from(pair.last_case != Some(case.number()));
                pair.last_case = Some(case.number());
            }
            match ahead.iter_mut().find(|(activity, _)| *activity == from) {
                Some(seen) => seen.1 = time,
                None => ahead.push((from, time)),
            }
        }
    }
    let totals = log.activity_counts();
    let names = log.activity_names();
    let finish = |((from, to), mut pair): ((u32, u32), Gathered)| {
        let delay = DurationSummary::of(&mut pair.micros)?;
        let share = delay.n as f64 / totals[from as usize] as f64;
        Some(EventuallyFollows { from, to, count: delay.n, cases: pair.cases, share, delay })
    };
    let mut list: Vec<EventuallyFollows> = pairs.into_iter().filter_map(finish).collect();
    list.sort_by(|left, right| {
        let ends = |pair: &EventuallyFollows| (names.get(pair.from), names.get(pair.to));
        right.count.cmp(&left.count).then_with(|| ends(left).cmp(&ends(right)))
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::log;

    #[test]
    fn an_event_counts_once_for_each_later_activity() {
        let log = log(&[("1", "a b b c"), ("2", "a a"), ("3", "c a")]);
        let found = eventually_follows(&log);
        let pair = |from: &str, to: &str| {
            let (from, to) = (log.activity_code(from).unwrap(), log.activity_code(to).unwrap());
            found.iter().find(|pair| (pair.from, pair.to) == (from, to)).copied()
        };
        let after = pair("a", "b").unwrap();
        assert_eq!((after.count, after.cases, after.share, after.delay.median), (1, 1, 0.25, 60.0));
        let twice = pair("b", "c").unwrap();
        assert_eq!((twice.count, twice.cases, twice.share), (2, 1, 1.0));
        assert_eq!(pair("a", "a").unwrap().cases, 1);
        assert_eq!(pair("c", "b"), None);
    }
}
