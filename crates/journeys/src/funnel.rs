//! Funnels: how many cases come through steps in their order, and where cases end.

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use crate::{DurationSummary, Error, EventLog, Result};

/// One step of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelStep {
    /// The name of the activity.
    pub activity: String,
    /// The cases that reached the step, after all steps before it.
    pub reached: u64,
    /// The cases that reached the step before, but not this one; for the first step, the cases that never began.
    pub dropped: u64,
    /// The share of all cases that reached it; `None` for a log without cases.
    pub of_all: Option<Proportion>,
    /// The share of the cases of the step before that reached this one; `None` when none reached that.
    pub of_previous: Option<Proportion>,
    /// The time from the step before, in seconds; `None` for the first step or when no case reached it.
    pub from_previous: Option<DurationSummary>,
}

/// How many cases pass through steps in the order given, whatever lies between.
///
/// A case reaches a step with the first event of that activity behind the event with which it reached the step before.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, funnel};
/// use catsup_statistics::Confidence;
///
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, time) in [("1", "form", 0), ("1", "sent", 9_000_000), ("2", "form", 0)] {
///     builder.push(Event { case, activity, time, channel: None, attributes: &[] })?;
/// }
/// let steps = funnel(&builder.build(), &["form", "sent"], Confidence::NINETY_FIVE)?;
/// assert_eq!((steps[0].reached, steps[1].reached, steps[1].dropped), (2, 1, 1));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`] for an activity that the log does not have, [`Error::Option`] without steps.
pub fn funnel(log: &EventLog, steps: &[&str], confidence: Confidence) -> Result<Vec<FunnelStep>> {
    if steps.is_empty() {
        return Err(Error::Option {
            option: "steps",
            value: "(none)".to_owned(),
            allowed: "at least one activity",
        });
    }
    let codes: Vec<u32> = steps.iter().map(|step| log.activity_code(step)).collect::<Result<_>>()?;
    let mut reached = vec![0_u64; codes.len()];
    let mut micros: Vec<Vec<i64>> = vec![vec![]; codes.len()];
    for case in log.iter() {
        let mut next = 0;
        let mut before = None;
        for (activity, &time) in case.activities().iter().zip(case.times()) {
            if codes.get(next) == Some(activity) {
                reached[next] += 1;
                micros[next].extend(before.map(|before| time - before));
                before = Some(time);
                next += 1;
            }
        }
    }
    let share =
        |part: u64, whole: u64| (whole > 0).then(|| Proportion::of(part, whole, confidence)).transpose();
    let all = log.cases() as u64;
    let steps = steps.iter().enumerate().map(|(at, step)| {
        let previous = if at == 0 { all } else { reached[at - 1] };
        Ok(FunnelStep {
            activity: (*step).to_owned(),
            reached: reached[at],
            dropped: previous - reached[at],
            of_all: share(reached[at], all)?,
            of_previous: share(reached[at], previous)?,
            from_previous: DurationSummary::of(&mut micros[at]),
        })
    });
    steps.collect()
}

/// Where cases end: an activity and how many of the cases that had it ended with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DropOff {
    /// The name of the activity.
    pub activity: String,
    /// The cases that had it.
    pub cases: u64,
    /// The share of these whose last event it is, without having reached a goal.
    pub ended: Proportion,
}

/// Where cases end without having reached one of the goals, the most cases first, then by name.
///
/// Without goals every end counts. Cases that are still under way when the log ends look as if they had ended: filter
/// them out, or read the figures of the last activities with care.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, drop_off};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let ends = drop_off(&log, &["call"], catsup_statistics::Confidence::NINETY_FIVE)?;
/// assert_eq!((ends[0].activity.as_str(), ends[0].ended.successes, ends[0].cases), ("form", 2, 3));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`] for a goal that the log does not have.
pub fn drop_off(log: &EventLog, goals: &[&str], confidence: Confidence) -> Result<Vec<DropOff>> {
    let goals: Vec<u32> = goals.iter().map(|goal| log.activity_code(goal)).collect::<Result<_>>()?;
    let mut had = vec![0_u64; log.activity_names.len()];
    let mut ended = vec![0_u64; had.len()];
    let mut seen = vec![];
    for case in log.iter() {
        let path = case.activities();
        seen.clear();
        seen.extend_from_slice(path);
        seen.sort_unstable();
        seen.dedup();
        seen.iter().for_each(|&activity| had[activity as usize] += 1);
        if !path.iter().any(|activity| goals.contains(activity)) {
            ended[path[path.len() - 1] as usize] += 1;
        }
    }
    let present = had.iter().zip(&ended).zip(log.activity_names.iter()).filter(|((had, _), _)| **had > 0);
    let mut list: Vec<DropOff> = present
        .map(|((&cases, &ended), name)| {
            Ok(DropOff { activity: name.to_owned(), cases, ended: Proportion::of(ended, cases, confidence)? })
        })
        .collect::<Result<_>>()?;
    list.sort_by(|left, right| {
        right.ended.successes.cmp(&left.ended.successes).then_with(|| left.activity.cmp(&right.activity))
    });
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::log;

    #[test]
    fn steps_are_reached_in_order_only() {
        let log = log(&[("1", "a x b c"), ("2", "b a c"), ("3", "a"), ("4", "x")]);
        let steps = funnel(&log, &["a", "b", "c"], Confidence::NINETY_FIVE).unwrap();
        let reached: Vec<(u64, u64)> = steps.iter().map(|step| (step.reached, step.dropped)).collect();
        assert_eq!(reached, [(3, 1), (1, 2), (1, 0)]);
        assert_eq!(steps[1].from_previous.unwrap().median, 120.0);
        assert_eq!(steps[1].of_previous.unwrap().n, 3);
        assert!(funnel(&log, &[], Confidence::NINETY_FIVE).is_err());
    }

    #[test]
    fn an_end_behind_a_goal_is_no_drop_off() {
        let log = log(&[("1", "a b"), ("2", "a"), ("3", "a a b c")]);
        let ends = |goals: &[&str]| {
            let list = drop_off(&log, goals, Confidence::NINETY_FIVE).unwrap();
            list.iter().map(|end| (end.activity.clone(), end.ended.successes, end.cases)).collect::<Vec<_>>()
        };
        assert_eq!(ends(&[]), [("a".into(), 1, 3), ("b".into(), 1, 2), ("c".into(), 1, 1)]);
        assert_eq!(ends(&["b"]), [("a".into(), 1, 3), ("b".into(), 0, 2), ("c".into(), 0, 1)]);
    }
}
