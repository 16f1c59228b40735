//! Rework: activities that happen more than once in a case.

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use crate::{EventLog, Result};

/// An activity and how often it is repeated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rework {
    /// The name of the activity.
    pub activity: String,
    /// The events beyond the first of each case.
    pub repeats: u64,
    /// Repeats that directly follow the same activity.
    pub at_once: u64,
    /// Repeats with something else between: the journey came back.
    pub loops: u64,
    /// The share of the cases that have the activity in which it is repeated.
    pub cases: Proportion,
}

/// The activities of a log with their repeats, the most repeated first, then by name.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, rework};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let found = rework(&log, catsup_statistics::Confidence::NINETY_FIVE)?;
/// assert_eq!((found[0].activity.as_str(), found[0].repeats, found[0].at_once), ("form", 1, 1));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// None for a log made by this crate; the share is computed by a function that can refuse.
pub fn rework(log: &EventLog, confidence: Confidence) -> Result<Vec<Rework>> {
    let activities = log.activity_names.len();
    let (mut repeats, mut at_once) = (vec![0_u64; activities], vec![0_u64; activities]);
    let (mut had, mut repeated) = (vec![0_u64; activities], vec![0_u64; activities]);
    let mut seen: Vec<(u32, bool)> = vec![];
    for case in log.iter() {
        seen.clear();
        let mut before = None;
        for &activity in case.activities() {
            match seen.iter_mut().find(|(known, _)| *known == activity) {
                None => seen.push((activity, false)),
                Some((_, again)) => {
                    *again = true;
                    repeats[activity as usize] += 1;
                    at_once[activity as usize] += u64::from(before == Some(activity));
                }
            }
            before = Some(activity);
        }
        for &(activity, again) in &seen {
            had[activity as usize] += 1;
            repeated[activity as usize] += u64::from(again);
        }
    }
    let present = (0..activities).filter(|&activity| had[activity] > 0);
    let mut list: Vec<Rework> = present
        .map(|activity| {
            Ok(Rework {
                activity: log.activity_names.name(activity as u32).to_owned(),
                repeats: repeats[activity],
                at_once: at_once[activity],
                loops: repeats[activity] - at_once[activity],
                cases: Proportion::of(repeated[activity], had[activity], confidence)?,
            })
        })
        .collect::<Result<_>>()?;
    list.sort_by(|left, right| {
        right.repeats.cmp(&left.repeats).then_with(|| left.activity.cmp(&right.activity))
    });
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::log;

    #[test]
    fn repeats_at_once_and_loops_are_told_apart() {
        let found = rework(&log(&[("1", "a a b a"), ("2", "a b")]), Confidence::NINETY_FIVE).unwrap();
        assert_eq!(
            (found[0].activity.as_str(), found[0].repeats, found[0].at_once, found[0].loops),
            ("a", 2, 1, 1)
        );
        assert_eq!((found[0].cases.successes, found[0].cases.n), (1, 2));
        assert_eq!((found[1].activity.as_str(), found[1].repeats), ("b", 0));
    }
}
