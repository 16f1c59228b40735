//! Days off out of an iCalendar file (RFC 5545), as offices and governments publish them.
//!
//! Whole-day events count, over several days too, once or every year. What cannot be used is counted and said, never guessed.

mod yearly;

use std::{collections::BTreeMap, io::Read, ops::RangeInclusive};

use icalendar::parser::{Component, Property, read_calendar, unfold};
use jiff::{ToSpan as _, civil::Date};

use crate::{ExchangeError, Finding, Severity, finding::Findings};
use yearly::Yearly;

/// The largest file that is read; a calendar of days off has some kilobytes.
const LARGEST: u64 = 1 << 20;
/// How deep components may stand in one another; an alarm in an event in a calendar is three.
const DEEPEST: usize = 8;
/// The most days off in a row that one event makes.
const LONGEST: usize = 366;
/// The longest name that is kept.
const LONGEST_NAME: usize = 200;

/// What a file says about days off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureFile {
    /// The days off and what each is called.
    pub closures: BTreeMap<Date, String>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Reads the days off that lie in these years.
///
/// # Errors
/// [`ExchangeError::InOut`]; [`ExchangeError::NotACalendar`] for what is no iCalendar file, or a larger one than is read.
pub fn read_closures(input: impl Read, years: &RangeInclusive<i16>) -> Result<ClosureFile, ExchangeError> {
    let refused = |reason: String| ExchangeError::NotACalendar { reason };
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused(format!("it is larger than {} MB", LARGEST >> 20)));
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = unfold(text.trim_start_matches('\u{feff}'));
    if depth(&text) > DEEPEST {
        return Err(refused(format!("its parts stand more than {DEEPEST} deep in one another")));
    }
    let calendar = read_calendar(&text)
        .map_err(|error| refused(error.lines().next().unwrap_or("it begins otherwise").to_owned()))?;
    let mut closures = BTreeMap::new();
    let mut findings = Findings::default();
    for event in calendar.components.iter().filter(|one| one.name == "VEVENT") {
        match Event::of(event) {
            Ok(event) => event.add_to(&mut closures, years, &mut findings),
            Err(why) => why.note(&mut findings),
        }
    }
    Ok(ClosureFile { closures, findings: findings.list() })
}

/// How deep the parts of a file stand in one another. The parser goes as deep, each time with a piece of the stack.
fn depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let starts =
        |line: &str, word: &str| line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let depths = text.lines().map(|line| {
        if starts(line, "BEGIN:") {
            depth += 1;
        } else if starts(line, "END:") {
            depth = depth.saturating_sub(1);
        }
        depth
    });
    depths.max().unwrap_or(0)
}

/// Why an event gives no days off.
#[derive(Debug, Clone, Copy)]
enum LeftOut {
    Cancelled,
    HasHours,
    NoDate,
    TooLong,
}

impl LeftOut {
    fn note(self, findings: &mut Findings) {
        let (rule, severity, meaning) = match self {
            Self::Cancelled => {
                ("cancelled_event", Severity::Info, "the event was called off; it is left out")
            }
            Self::HasHours => (
                "event_with_hours",
                Severity::Warning,
                "the event has hours and is no whole day off; enter such a day by hand",
            ),
            Self::NoDate => {
                ("event_without_date", Severity::Warning, "the event has no date that can be read")
            }
            Self::TooLong => {
                ("event_too_long", Severity::Warning, "the event is longer than a year; it is left out")
            }
        };
        findings.add(rule, severity, meaning);
    }
}

/// A whole-day event.
struct Event {
    name: String,
    first: Date,
    days: usize,
    rule: Option<String>,
    without: Vec<Date>,
}

impl Event {
    fn of(event: &Component<'_>) -> Result<Self, LeftOut> {
        let property = |name: &str| event.properties.iter().find(|one| one.name == name);
        if property("STATUS").is_some_and(|status| status.val == "CANCELLED") {
            return Err(LeftOut::Cancelled);
        }
        let start = property("DTSTART").ok_or(LeftOut::NoDate)?.val.as_str().trim();
        if start.contains('T') {
            return Err(LeftOut::HasHours);
        }
        let first = date(start).ok_or(LeftOut::NoDate)?;
        let end = property("DTEND").and_then(|end| date(end.val.as_str().trim()));
        let duration = property("DURATION").and_then(|length| days(length.val.as_str().trim()));
        // The end is the day after the last; without one, the event is its first day (RFC 5545, 3.6.1).
        let days = end.map(|end| end.duration_since(first).as_hours() / 24).or(duration).unwrap_or(1).max(1);
        let days = usize::try_from(days).ok().filter(|days| *days <= LONGEST).ok_or(LeftOut::TooLong)?;
        let without = event.properties.iter().filter(|one| one.name == "EXDATE");
        let without =
            without.flat_map(|one| one.val.as_str().split(',').filter_map(date).collect::<Vec<_>>());
        Ok(Self {
            name: property("SUMMARY").map(text_of).unwrap_or_default(),
            first,
            days,
            rule: property("RRULE").map(|rule| rule.val.as_str().trim().to_owned()),
            without: without.collect(),
        })
    }

    fn add_to(
        self,
        closures: &mut BTreeMap<Date, String>,
        years: &RangeInclusive<i16>,
        findings: &mut Findings,
    ) {
        let starts = match &self.rule {
            None => vec![self.first],
            Some(rule) => match rule.parse::<Yearly>() {
                Ok(rule) => rule.dates(self.first, *years.end()),
                Err(_) => {
                    let meaning = "the event recurs in a way that is not read; only its first date is taken";
                    findings.add("recurrence_not_read", Severity::Warning, meaning);
                    vec![self.first]
                }
            },
        };
        for start in starts.into_iter().filter(|start| !self.without.contains(start)) {
            for date in start.series(1.day()).take(self.days).filter(|date| years.contains(&date.year())) {
                closures.entry(date).or_insert_with(|| self.name.clone());
            }
        }
    }
}

/// `20261225`.
fn date(text: &str) -> Option<Date> {
    let digits = text.trim();
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

/// `P2D`, `P1W`.
fn days(text: &str) -> Option<i64> {
    let amount = text.strip_prefix('P')?;
    let (amount, each) = match amount.strip_suffix('D') {
        Some(amount) => (amount, 1),
        None => (amount.strip_suffix('W')?, 7),
    };
    amount.parse::<u16>().ok().map(|amount| i64::from(amount) * each)
}

/// The text of a property, on one line.
fn text_of(property: &Property<'_>) -> String {
    let text = property.val.clone().unescape_text();
    let text = text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|one| !one.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn file(events: &str) -> String {
        let text =
            format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Agency//Days off//EN\n{events}END:VCALENDAR\n");
        text.replace('\n', "\r\n")
    }

    fn event(properties: &str) -> String {
        format!("BEGIN:VEVENT\nUID:1@agency.example\nDTSTAMP:20260101T000000Z\n{properties}END:VEVENT\n")
    }

    fn read(events: &str) -> ClosureFile {
        read_closures(file(events).as_bytes(), &(2025..=2027)).unwrap()
    }

    fn days(file: &ClosureFile) -> Vec<(Date, &str)> {
        file.closures.iter().map(|(date, name)| (*date, name.as_str())).collect()
    }

    #[test]
    fn whole_days_are_read_alone_in_a_row_and_every_year() {
        let events = [
            event("DTSTART;VALUE=DATE:20260703\nSUMMARY:Independence Day\\, observed\n"),
            event("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Between\n  the years\n"),
            event(
                "DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260501\nSUMMARY:May Day\n",
            ),
            event(
                "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanksgiving\n",
            ),
            event("DTSTART;VALUE=DATE:20270104\nDURATION:P2D\nSUMMARY:Stocktaking\n"),
        ];
        let file = read(&events.concat());
        let expected = [
            (date(2025, 5, 1), "May Day"),
            (date(2025, 11, 27), "Thanksgiving"),
            (date(2026, 7, 3), "Independence Day, observed"),
            (date(2026, 11, 26), "Thanksgiving"),
            (date(2026, 12, 24), "Between the years"),
            (date(2026, 12, 25), "Between the years"),
            (date(2026, 12, 26), "Between the years"),
            (date(2027, 1, 4), "Stocktaking"),
            (date(2027, 1, 5), "Stocktaking"),
            (date(2027, 5, 1), "May Day"),
            (date(2027, 11, 25), "Thanksgiving"),
        ];
        assert_eq!(days(&file), expected);
        assert!(file.findings.is_empty(), "{file:?}");
    }

    #[test]
    fn what_is_no_whole_day_off_is_said() {
        let events = [
            event("DTSTART;TZID=America/New_York:20261224T120000\nSUMMARY:Closed in the afternoon\n"),
            event("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED\nSUMMARY:Called off\n"),
            event("DTSTART;VALUE=DATE:20261399\nSUMMARY:No day\n"),
            event("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20290101\nSUMMARY:For ever\n"),
            event("DTSTART;VALUE=DATE:20260601\nRRULE:FREQ=WEEKLY;BYDAY=MO\nSUMMARY:Mondays\n"),
        ];
        let file = read(&events.concat());
        assert_eq!(days(&file), [(date(2026, 6, 1), "Mondays")]);
        let rules: Vec<_> = file.findings.iter().map(|one| one.rule.as_str()).collect();
        let expected = [
            "cancelled_event",
            "event_too_long",
            "event_with_hours",
            "event_without_date",
            "recurrence_not_read",
        ];
        assert_eq!(rules, expected);
    }

    #[test]
    fn other_files_are_refused() {
        for text in ["", "day,name\n2026-12-25,Christmas\n", "<html></html>"] {
            let error = read_closures(text.as_bytes(), &(2025..=2027)).unwrap_err();
            assert!(matches!(error, ExchangeError::NotACalendar { .. }), "{error}");
        }
        let deep = "BEGIN:VEVENT\r\n".repeat(60_000);
        assert!(matches!(
            read_closures(deep.as_bytes(), &(2025..=2027)),
            Err(ExchangeError::NotACalendar { .. })
        ));
        let large = vec![b' '; (LARGEST + 1) as usize];
        assert!(matches!(read_closures(&*large, &(2025..=2027)), Err(ExchangeError::NotACalendar { .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..300) {
            let mut text = file(&event("DTSTART;VALUE=DATE:20260703\nRRULE:FREQ=YEARLY\nSUMMARY:A\n")).into_bytes();
            let at = at.min(text.len());
            text.splice(at..at, bytes);
            drop(read_closures(&*text, &(2025..=2027)));
        }
    }
}
