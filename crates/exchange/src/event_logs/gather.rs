//! Gathers events while a file is read, whatever its format: leaves out what is no event and says so.

use catsup_journeys::{Event, EventLog, EventLogBuilder, Origin};
use jiff::tz::TimeZone;

use super::noticed::Noticed;
use super::time::{self, Assumed};
use super::{AttributeTypes, EventColumns, EventFile};
use crate::{ExchangeError, Severity};

/// An event as its file has it, in text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raw<'a> {
    pub(super) case: &'a str,
    pub(super) activity: &'a str,
    pub(super) time: &'a str,
    pub(super) channel: Option<&'a str>,
    pub(super) customer: Option<&'a str>,
    pub(super) sequence: Option<u64>,
    pub(super) attributes: &'a [(&'a str, &'a str)],
}

pub(super) struct Gathering {
    builder: EventLogBuilder,
    noticed: Noticed,
    zone: TimeZone,
    /// What a place in the file is called: row, line or event.
    unit: &'static str,
    read: u64,
    left_out: u64,
}

impl Gathering {
    pub(super) fn new(columns: &EventColumns, unit: &'static str) -> Self {
        Self {
            builder: EventLogBuilder::new(),
            noticed: Noticed::default(),
            zone: columns.zone.clone(),
            unit,
            read: 0,
            left_out: 0,
        }
    }

    /// How many cases there are so far.
    pub(super) fn cases(&self) -> usize {
        self.builder.cases()
    }

    /// Takes an event and says so, or leaves it out with a finding.
    pub(super) fn take(&mut self, place: u64, raw: Raw<'_>) -> Result<bool, ExchangeError> {
        let lacks = if raw.case.is_empty() {
            Some(("event_without_case", "an event names no case and was left out"))
        } else if raw.activity.is_empty() {
            Some(("event_without_activity", "an event names no activity and was left out"))
        } else if raw.time.trim().is_empty() {
            Some(("event_without_time", "an event has no time and was left out"))
        } else {
            None
        };
        if let Some((rule, meaning)) = lacks {
            self.leave_out(place, rule, || meaning.to_owned());
            return Ok(false);
        }
        let Some(moment) = time::parse(raw.time, &self.zone) else {
            self.leave_out(place, "time_unreadable", || {
                let text: String = raw.time.chars().take(40).collect();
                format!("a time such as {text:?} could not be read, and the event was left out")
            });
            return Ok(false);
        };
        self.assumed(place, moment.assumed);
        self.read += 1;
        let event = Event {
            case: raw.case,
            activity: raw.activity,
            time: moment.micros,
            channel: raw.channel,
            attributes: raw.attributes,
        };
        self.builder.push_from(event, Origin { customer: raw.customer, sequence: raw.sequence })?;
        Ok(true)
    }

    /// Leaves an event out.
    pub(super) fn leave_out(&mut self, place: u64, rule: &'static str, meaning: impl FnOnce() -> String) {
        self.read += 1;
        self.left_out += 1;
        self.noticed.add(rule, 1, Severity::Warning, Some(place), meaning);
    }

    /// Notices something about an event that is taken nevertheless.
    pub(super) fn notice(
        &mut self,
        place: u64,
        rule: &'static str,
        severity: Severity,
        meaning: impl FnOnce() -> String,
    ) {
        self.noticed.add(rule, 1, severity, Some(place), meaning);
    }

    /// Notices something about the file as a whole, in so many places.
    pub(super) fn notice_of_file(
        &mut self,
        rule: &'static str,
        rows: u64,
        severity: Severity,
        meaning: &str,
    ) {
        self.noticed.add(rule, rows, severity, None, || meaning.to_owned());
    }

    fn assumed(&mut self, place: u64, assumed: Assumed) {
        if assumed == Assumed::Nothing {
            return;
        }
        let zone = self.zone.iana_name().unwrap_or("the zone given");
        self.noticed.add("time_without_zone", 1, Severity::Info, Some(place), || {
            format!("a time names no zone and was read as {zone}")
        });
        if assumed == Assumed::Side {
            self.noticed.add("time_at_a_change_of_clocks", 1, Severity::Warning, Some(place), || {
                format!(
                    "a time falls into an hour that {zone} has twice or not at all; the earlier was taken"
                )
            });
        }
    }

    /// Adds the events of a later part of the file. Returns the numbers of the part's cases that earlier parts had too.
    pub(super) fn join_events(&mut self, later: &mut Self) -> Result<Vec<u32>, ExchangeError> {
        self.read += later.read;
        self.left_out += later.left_out;
        Ok(self.builder.append(std::mem::take(&mut later.builder))?)
    }

    /// Adds what was noticed in a later part of the file, whose places `place` translates.
    pub(super) fn join_notices(&mut self, later: Self, place: impl Fn(u64) -> u64) {
        self.noticed.join(later.noticed, place);
    }

    pub(super) fn finish(mut self, types: AttributeTypes) -> EventFile {
        let unsorted = self.builder.unsorted();
        let log = self.builder.build();
        let (ties, repeats) = ties(&log);
        let mut add = |rule, rows, severity, meaning: &str| {
            self.noticed.add(rule, rows, severity, None, || meaning.to_owned());
        };
        add(
            "events_not_in_time_order",
            unsorted,
            Severity::Info,
            "an event stands after a later one of its case; events were put in order of time",
        );
        add(
            "events_at_the_same_time",
            ties,
            Severity::Info,
            "an event has the time of the one before it in its case; they follow the order of the source where it \
             has one, else the alphabet",
        );
        add(
            "duplicate_events",
            repeats,
            Severity::Warning,
            "an event repeats case, activity, time and channel of another; it was kept and counts twice",
        );
        let findings = self.noticed.findings(self.unit);
        EventFile { log, read: self.read, left_out: self.left_out, findings, types }
    }
}

/// Events with the time of the one before them, and those with an equal event at their time.
fn ties(log: &EventLog) -> (u64, u64) {
    let (mut ties, mut repeats) = (0, 0);
    for case in log.iter() {
        let times = case.times();
        let channel = |at: usize| case.channels().map(|channels| channels[at]);
        for at in 1..times.len() {
            let earlier = (0..at).rev().take_while(|&earlier| times[earlier] == times[at]);
            let mut earlier = earlier.peekable();
            ties += u64::from(earlier.peek().is_some());
            let same = |earlier: usize| {
                case.activities()[earlier] == case.activities()[at] && channel(earlier) == channel(at)
            };
            // A long run of equal times is looked at a hundred back, lest it cost the square of its length.
            repeats += u64::from(earlier.take(100).any(same));
        }
    }
    (ties, repeats)
}
