//! How long cases take, and how long it takes from one activity to the next over time.

use serde::Serialize;

use crate::quantiles::{SECOND, quantile};
use crate::{DurationSummary, Error, EventLog, Result};

/// How long cases take from their first event to their last, in seconds. `None` for an empty log.
///
/// A case with a single event takes 0 seconds and counts.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, case_durations};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let took = case_durations(&log).expect("there are cases");
/// assert_eq!((took.n, took.median), (3, 60.0));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
pub fn case_durations(log: &EventLog) -> Option<DurationSummary> {
    let mut micros: Vec<i64> = log.iter().map(|case| case.duration_micros()).collect();
    DurationSummary::of(&mut micros)
}

/// The times from one activity to another that directly follows it, as a distribution and as it changes over time.
///
/// The performance spectrum of V. Denisov, D. Fahland and W. van der Aalst, “Unbiased, fine-grained description of
/// processes performance from event data” (2018): each passage falls into a quarter of all passages by its duration,
/// and into a period by the time it began.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spectrum {
    /// All passages in three figures, in seconds.
    pub summary: DurationSummary,
    /// The quartiles of all passages, in seconds: the borders of the four classes.
    pub quartiles: [f64; 3],
    /// How many passages took how long, on a scale from a second to years.
    pub histogram: Vec<Bin>,
    /// The passages by the time they began, in periods of equal length.
    pub periods: Vec<Period>,
}

/// Passages that took at least as long as one border and less than the next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// The lower border in seconds.
    pub from_seconds: f64,
    /// The upper border in seconds, not included; `None` for the last bin.
    pub below_seconds: Option<f64>,
    /// The number of passages.
    pub count: u64,
}

/// Passages that began in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The beginning of the period, in microseconds since 1970 in UTC.
    pub begins: i64,
    /// The passages by class: shorter than the first quartile, than the median, than the third, and longer.
    pub classes: [u64; 4],
}

/// The borders of the histogram in seconds.
const BORDERS: [f64; 12] = [
    0.0,
    1.0,
    60.0,
    600.0,
    3_600.0,
    21_600.0,
    86_400.0,
    259_200.0,
    604_800.0,
    2_592_000.0,
    7_776_000.0,
    31_536_000.0,
];

impl Spectrum {
    /// The passages from activity `from` directly to `to`, with `periods` periods over the time they began.
    /// `None` when there is no passage.
    ///
    /// ```
    /// use catsup_journeys::{Event, EventLogBuilder, Spectrum};
    ///
    /// let minute = 60_000_000;
    /// let mut builder = EventLogBuilder::new();
    /// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
    ///     let attributes = [("office", office)];
    ///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
    /// }
    /// let log = builder.build();
    /// let found = Spectrum::of(&log, "form", "call", 4)?.expect("there is a passage");
    /// assert_eq!((found.summary.n, found.summary.median, found.periods.len()), (1, 540.0, 4));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] for an activity that the log does not have, [`Error::Option`] for no period or more than
    /// 10,000.
    pub fn of(log: &EventLog, from: &str, to: &str, periods: usize) -> Result<Option<Self>> {
        if !(1..=10_000).contains(&periods) {
            let value = periods.to_string();
            return Err(Error::Option { option: "periods", value, allowed: "1 to 10000" });
        }
        let (from, to) = (log.activity_code(from)?, log.activity_code(to)?);
        let passages = passages(log, from, to);
        let mut micros: Vec<i64> = passages.iter().map(|passage| passage.1).collect();
        let Some(summary) = DurationSummary::of(&mut micros) else { return Ok(None) };
        let quartiles = [0.25, 0.5, 0.75].map(|q| quantile(&mut micros, q) / SECOND);
        let histogram = histogram(&micros);
        Ok(Some(Self { summary, quartiles, histogram, periods: by_period(&passages, quartiles, periods) }))
    }
}

/// When each passage began and how long it took, in microseconds.
fn passages(log: &EventLog, from: u32, to: u32) -> Vec<(i64, i64)> {
    let mut list = vec![];
    for case in log.iter() {
        for (pair, times) in case.activities().windows(2).zip(case.times().windows(2)) {
            if (pair[0], pair[1]) == (from, to) {
                list.push((times[0], times[1] - times[0]));
            }
        }
    }
    list
}

fn histogram(micros: &[i64]) -> Vec<Bin> {
    let mut counts = [0; BORDERS.len()];
    for &micros in micros {
        let seconds = micros as f64 / SECOND;
        counts[BORDERS.partition_point(|&border| border <= seconds) - 1] += 1;
    }
    let bins = counts.iter().enumerate();
    bins.map(|(at, &count)| Bin {
        from_seconds: BORDERS[at],
        below_seconds: BORDERS.get(at + 1).copied(),
        count,
    })
    .collect()
}

fn by_period(passages: &[(i64, i64)], quartiles: [f64; 3], periods: usize) -> Vec<Period> {
    let begins = passages.iter().map(|passage| passage.0);
    let (Some(first), Some(last)) = (begins.clone().min(), begins.max()) else { return vec![] };
    let length = ((last - first) / periods as i64 + 1).max(1);
    let mut list: Vec<Period> =
        (0..periods as i64).map(|at| Period { begins: first + at * length, classes: [0; 4] }).collect();
    for &(begin, micros) in passages {
        let class = quartiles.iter().filter(|&&border| micros as f64 / SECOND >= border).count();
        list[((begin - first) / length) as usize].classes[class] += 1;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{MINUTE, detailed, log};

    #[test]
    fn a_case_of_one_event_takes_no_time_and_counts() {
        let found = case_durations(&log(&[("1", "a b c"), ("2", "a")])).unwrap();
        assert_eq!((found.n, found.mean), (2, 60.0));
        assert_eq!(case_durations(&EventLog::default()), None);
    }

    #[test]
    fn every_passage_falls_into_one_bin_and_one_class() {
        let mut events = vec![];
        let names: Vec<String> = (0..40).map(|case| case.to_string()).collect();
        for (number, name) in names.iter().enumerate() {
            let begin = number as i64 * 10 * MINUTE;
            events.push((name.as_str(), "a", begin, "", ""));
            events.push((name.as_str(), "b", begin + (number as i64 % 4 + 1) * MINUTE, "", ""));
        }
        let found = Spectrum::of(&detailed(&events), "a", "b", 3).unwrap().unwrap();
        assert_eq!(found.summary.n, 40);
        assert_eq!(found.quartiles, [105.0, 150.0, 195.0]);
        assert_eq!(found.histogram.iter().map(|bin| bin.count).sum::<u64>(), 40);
        assert_eq!(found.histogram[2].count, 40, "one to four minutes");
        let classes =
            (0..4).map(|class| found.periods.iter().map(|period| period.classes[class]).sum::<u64>());
        assert_eq!(classes.collect::<Vec<_>>(), [10, 10, 10, 10]);
        assert_eq!(found.periods.len(), 3);
    }

    #[test]
    fn what_never_happens_has_no_spectrum() {
        let log = log(&[("1", "a b")]);
        assert_eq!(Spectrum::of(&log, "b", "a", 5), Ok(None));
        assert!(matches!(Spectrum::of(&log, "a", "x", 5), Err(Error::Unknown { .. })));
        assert!(matches!(Spectrum::of(&log, "a", "b", 0), Err(Error::Option { .. })));
    }
}
