//! Two groups of cases side by side, with tests.

use catsup_statistics::{
    Confidence, MannWhitney, MeanDifference, MeanSummary, OrdinalCounts, ProportionDifference,
    benjamini_hochberg, compare_means, compare_proportions, mann_whitney,
};
use serde::Serialize;

use crate::quantiles::SECOND;
use crate::{DurationSummary, Error, EventLog, Result, case_durations};

/// How two groups of cases differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentComparison {
    /// The number of cases of each group.
    pub cases: [u64; 2],
    /// How long cases take in each group, in seconds.
    pub durations: [DurationSummary; 2],
    /// The difference of the mean durations in seconds, first minus second (Welch).
    pub mean_duration: MeanDifference,
    /// Whether a case of the first group takes longer than one of the second (Mann–Whitney), which outliers do not sway.
    pub longer: MannWhitney,
    /// For each activity, the shares of cases that have it, by adjusted p value, then by name.
    pub activities: Vec<ActivityDifference>,
}

/// How the shares of cases with an activity differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActivityDifference {
    /// The name of the activity.
    pub activity: String,
    /// Both shares, their difference with its interval, and the test.
    pub shares: ProportionDifference,
    /// The p value adjusted over all activities (Benjamini and Hochberg).
    pub adjusted_p_value: f64,
}

/// Compares two groups of cases: durations, and for every activity of either the share of cases that have it.
///
/// Groups come from one log by filters; activities are matched by name. A case must not stand in both groups: the
/// tests take the groups as independent.
///
/// # Errors
///
/// [`Error::Statistics`] when a group has no cases.
pub fn compare_segments(
    first: &EventLog,
    second: &EventLog,
    confidence: Confidence,
) -> Result<SegmentComparison> {
    let empty = || Error::Statistics(catsup_statistics::Error::EmptySample);
    let durations = [case_durations(first).ok_or_else(empty)?, case_durations(second).ok_or_else(empty)?];
    let cases = [first.cases() as u64, second.cases() as u64];
    let (own, other) = (cases_with(first), cases_with(second));
    let mut names: Vec<&str> = own.iter().chain(&other).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    let count = |list: &[(&str, u64)], name: &str| {
        list.iter().find(|(known, _)| *known == name).map_or(0, |(_, count)| *count)
    };
    let shares: Vec<ProportionDifference> = names
        .iter()
        .map(|name| {
            compare_proportions((count(&own, name), cases[0]), (count(&other, name), cases[1]), confidence)
        })
        .collect::<std::result::Result<_, _>>()?;
    let p_values: Vec<f64> = shares.iter().map(|shares| shares.test.p_value).collect();
    let adjusted = benjamini_hochberg(&p_values)?;
    let mut activities: Vec<ActivityDifference> = names
        .into_iter()
        .zip(shares)
        .zip(adjusted)
        .map(|((name, shares), adjusted_p_value)| ActivityDifference {
            activity: name.to_owned(),
            shares,
            adjusted_p_value,
        })
        .collect();
    activities.sort_by(|left, right| left.adjusted_p_value.total_cmp(&right.adjusted_p_value));
    let mean_duration = compare_means(&mean(first)?, &mean(second)?, confidence);
    Ok(SegmentComparison { cases, durations, mean_duration, longer: longer(first, second)?, activities })
}

/// The activities of a log with the number of cases that have them.
fn cases_with(log: &EventLog) -> Vec<(&str, u64)> {
    let mut counts = vec![0_u64; log.activity_names.len()];
    let mut seen = vec![];
    for case in log.iter() {
        seen.clear();
        seen.extend_from_slice(case.activities());
        seen.sort_unstable();
        seen.dedup();
        seen.iter().for_each(|&activity| counts[activity as usize] += 1);
    }
    log.activity_names.iter().zip(counts).filter(|(_, count)| *count > 0).collect()
}

fn mean(log: &EventLog) -> Result<MeanSummary> {
    let seconds: Vec<f64> = log.iter().map(|case| case.duration_micros() as f64 / SECOND).collect();
    let n = seconds.len() as f64;
    let mean = seconds.iter().sum::<f64>() / n;
    let squares: f64 = seconds.iter().map(|second| (second - mean).powi(2)).sum();
    let deviation = (seconds.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
    Ok(MeanSummary::new(seconds.len() as u64, mean, deviation)?)
}

/// The rank test wants a scale of counts, so durations become their rank among the different ones; beyond two
/// million different durations neighbours share a place.
fn longer(first: &EventLog, second: &EventLog) -> Result<MannWhitney> {
    let micros = |log: &EventLog| log.iter().map(|case| case.duration_micros()).collect::<Vec<i64>>();
    let (own, other) = (micros(first), micros(second));
    let mut scale: Vec<i64> = own.iter().chain(&other).copied().collect();
    scale.sort_unstable();
    scale.dedup();
    let width = scale.len().div_ceil(1_000_000);
    // A scale has at least two values.
    let places = scale.len().div_ceil(width).max(2);
    let counts = |micros: &[i64]| {
        let mut counts = vec![0_u64; places];
        for duration in micros {
            counts[scale.partition_point(|known| known < duration) / width] += 1;
        }
        OrdinalCounts::consecutive(0, &counts)
    };
    Ok(mann_whitney(&counts(&own)?, &counts(&other)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;
    use crate::sample::{MINUTE, detailed, log};

    #[test]
    fn a_difference_that_is_there_is_found() {
        let names: Vec<String> = (0..60).map(|case| case.to_string()).collect();
        let mut events = vec![];
        for (number, name) in names.iter().enumerate() {
            let slow = number % 2;
            let office = if slow == 1 { "office=north" } else { "office=south" };
            events.push((name.as_str(), "apply", 0, "", office));
            if slow == 1 {
                events.push((name.as_str(), "ask", MINUTE, "", office));
            }
            events.push((
                name.as_str(),
                "done",
                (number as i64 + 1) * MINUTE * (1 + 9 * slow as i64),
                "",
                office,
            ));
        }
        let log = detailed(&events);
        let office = |value: &str| {
            Filter::Attribute { name: "office".into(), values: vec![value.into()] }.apply(&log).unwrap()
        };
        let found = compare_segments(&office("north"), &office("south"), Confidence::NINETY_FIVE).unwrap();
        assert_eq!(found.cases, [30, 30]);
        assert_eq!(
            (found.activities[0].activity.as_str(), found.activities[0].shares.difference),
            ("ask", 1.0)
        );
        assert!(found.activities[0].adjusted_p_value < 1e-6 && found.activities[1].adjusted_p_value == 1.0);
        assert!(found.longer.superiority > 0.9 && found.longer.p_value < 1e-6);
        assert!(found.mean_duration.difference > 0.0);
    }

    #[test]
    fn a_group_without_cases_cannot_be_compared() {
        let log = log(&[("1", "a")]);
        assert!(compare_segments(&log, &EventLog::default(), Confidence::NINETY_FIVE).is_err());
        let same = compare_segments(&log, &log, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(same.longer.p_value, 1.0);
    }
}
