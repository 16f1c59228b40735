//! Whether a file of cases keeps a promised time, group by group.
//!
//! As other calculations on files this takes no [`App`](crate::App) and no viewer: whoever can read the file may.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use catsup_exchange::{Finding, Severity, Table, finding::Findings, header::Header, moments};
use catsup_model::{
    calendar::{BusinessCalendar, Counted, Deadline, Pauses, Timetable, Unit, Within},
    period::Days,
};
use catsup_statistics::{Confidence, Interval, Proportion, quantile};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    Error,
    fields::invalid,
    numeric_table::{open, place, unreadable},
};

/// What is promised, and where a file tells when cases were opened and closed.
#[derive(Debug, Clone)]
pub struct CheckQuestion {
    /// The column of the opening.
    pub opened: String,
    /// The column of the closing; blank while a case is open.
    pub closed: String,
    /// The column by which cases are told apart.
    pub by: Option<String>,
    /// The promised time.
    pub within: Within,
    /// The calendar in which it is counted.
    pub calendar: BusinessCalendar,
    /// The day at whose end open cases are looked at; not at all when `None`.
    pub as_of: Option<Date>,
    /// How the file writes times, as `strftime` has it; the usual ways when `None`.
    pub format: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Confidence of the intervals.
    pub confidence: f64,
}

/// How well a promised time was kept.
#[derive(Debug, Clone, Serialize)]
pub struct CheckReport {
    /// The promised time, such as `5 business_days`.
    pub within: Within,
    /// Rows of the file.
    pub rows: u64,
    /// Rows that could not be used; findings say why.
    pub left_out: u64,
    /// All cases together.
    pub all: Kept,
    /// The cases of each value of the column asked by, in its order.
    pub groups: Vec<Kept>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// How well a promised time was kept for some cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kept {
    /// The value of the column; `None` of all cases, and of those that have none.
    pub group: Option<String>,
    /// Cases that were closed.
    pub closed: u64,
    /// Cases that are open.
    pub open: u64,
    /// Open cases whose time is up; only when asked as of a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<u64>,
    /// Cases closed in time.
    pub met: u64,
    /// Their share of the closed ones.
    pub share_met: Option<f64>,
    /// Its interval (Wilson 1927).
    pub interval: Option<Interval>,
    /// Business days from opening (counted) to closing (not counted): the middle.
    pub median_business_days: Option<f64>,
    /// Four in five took no longer.
    pub p80_business_days: Option<f64>,
    /// Nine in ten took no longer.
    pub p90_business_days: Option<f64>,
    /// The middle in hours as they are promised; only when hours or minutes are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_hours: Option<f64>,
    /// Nine in ten in hours as they are promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p90_hours: Option<f64>,
}

const MICROSECONDS_OF_AN_HOUR: f64 = 3_600e6;

/// Says how well a file of cases keeps a promised time. A row is a case; nothing is known of pauses.
///
/// # Errors
/// [`Error::Invalid`] when the file cannot be read, lacks a column, or holds no case.
pub fn check(file: impl Read + Seek, question: &CheckQuestion) -> Result<CheckReport, Error> {
    let confidence = Confidence::new(question.confidence)
        .map_err(|error| invalid("confidence", "not-a-share", error.to_string()))?;
    let mut table = open(file, question.sheet.as_deref())?;
    let columns = Columns::find(table.header(), question)?;
    let cases = Cases::read(&mut table, &columns, question)?;
    let timetable = cases.timetable(question)?;
    let mut groups: BTreeMap<Option<&str>, Times> = BTreeMap::new();
    let mut all = Times::default();
    for case in &cases.list {
        let counted = case.counted(&timetable, question)?;
        all.add(counted);
        if columns.by.is_some() {
            let group = case.group.map(|place| cases.names[place].as_str());
            groups.entry(group).or_default().add(counted);
        }
    }
    let kept = |group: Option<&str>, times: Times| times.summary(group, question, confidence);
    Ok(CheckReport {
        within: question.within,
        rows: cases.rows,
        left_out: cases.rows - cases.list.len() as u64,
        all: kept(None, all)?,
        groups: groups.into_iter().map(|(group, times)| kept(group, times)).collect::<Result<_, _>>()?,
        findings: cases.findings,
    })
}

struct Columns {
    opened: usize,
    closed: usize,
    by: Option<usize>,
}

impl Columns {
    fn find(header: &Header, question: &CheckQuestion) -> Result<Self, Error> {
        Ok(Self {
            opened: place(header, &question.opened)?,
            closed: place(header, &question.closed)?,
            by: question.by.as_deref().map(|name| place(header, name)).transpose()?,
        })
    }
}

/// One row that can be used.
struct Case {
    opened: Timestamp,
    closed: Option<Timestamp>,
    /// The place of its group among the names.
    group: Option<usize>,
}

#[derive(Default)]
struct Cases {
    list: Vec<Case>,
    names: Vec<String>,
    rows: u64,
    findings: Vec<Finding>,
}

impl Cases {
    fn read(
        table: &mut Table<impl Read + Seek>,
        columns: &Columns,
        question: &CheckQuestion,
    ) -> Result<Self, Error> {
        let mut cases = Self::default();
        let mut places = BTreeMap::new();
        let mut findings = Findings::default();
        let mut rows = table.rows().map_err(unreadable)?;
        for record in rows.by_ref() {
            cases.rows += 1;
            let record = match record {
                Ok(record) => record,
                Err(refused) if refused.ends_the_file() => {
                    return Err(invalid(
                        "file",
                        "unreadable-file",
                        format!("row {}: {}", refused.row, refused.reason),
                    ));
                }
                Err(refused) => {
                    findings.add("unreadable_row", Severity::Warning, &refused.reason.to_string());
                    continue;
                }
            };
            let (opened, closed) = (record.cells[columns.opened].trim(), record.cells[columns.closed].trim());
            let moment =
                |text: &str| moments::read(text, question.format.as_deref(), question.calendar.zone());
            let Some(opened_at) = moment(opened) else {
                findings.add(
                    "no_opening",
                    Severity::Warning,
                    "the time of opening is blank or not a time; the row is left out",
                );
                continue;
            };
            let closed_at = if closed.is_empty() { None } else { moment(closed) };
            if !closed.is_empty() && closed_at.is_none() {
                findings.add(
                    "unreadable_closing",
                    Severity::Warning,
                    "the time of closing is not a time; the row is left out",
                );
                continue;
            }
            if closed_at.is_some_and(|closed| closed < opened_at) {
                findings.add(
                    "closed_before_opened",
                    Severity::Warning,
                    "closed before it was opened; the row is left out",
                );
                continue;
            }
            let is_a_date = |text: &str| text.parse::<Date>().is_ok() && !text.contains(':');
            if !question.within.unit().is_days() && (is_a_date(opened) || is_a_date(closed)) {
                let meaning =
                    "a date without a time of day counts as its midnight; hours cannot be told from it";
                findings.add("time_of_day_unknown", Severity::Warning, meaning);
            }
            let group = columns.by.map(|place| record.cells[place].trim()).filter(|name| !name.is_empty());
            let group = group.map(|name| {
                *places.entry(name.to_owned()).or_insert_with(|| {
                    cases.names.push(name.to_owned());
                    cases.names.len() - 1
                })
            });
            cases.list.push(Case { opened: opened_at, closed: closed_at, group });
        }
        cases.findings = findings.list();
        cases.findings.extend(rows.findings());
        if cases.list.is_empty() {
            return Err(invalid("file", "no-cases", "the file holds no case that could be used"));
        }
        Ok(cases)
    }

    /// The calendar over all days of the file.
    fn timetable(&self, question: &CheckQuestion) -> Result<Timetable, Error> {
        let on = |moment: Timestamp| moment.to_zoned(question.calendar.zone().clone()).date();
        let moments = self.list.iter().flat_map(|case| [Some(case.opened), case.closed]).flatten();
        let (first, last) = moments.fold((Timestamp::MAX, Timestamp::MIN), |(first, last), moment| {
            (first.min(moment), last.max(moment))
        });
        let last = on(last).max(question.as_of.unwrap_or(Date::MIN));
        let days = Days::new(on(first), last.tomorrow().unwrap_or(last));
        Ok(Timetable::new(
            &question.calendar,
            days.map_err(|error| invalid("as_of", "before-the-file", error.to_string()))?,
        ))
    }
}

/// One case as it counts.
#[derive(Debug, Clone, Copy)]
enum CountedCase {
    Closed { met: bool, business_days: i64, time: Option<i64> },
    Open { overdue: bool },
}

impl Case {
    fn counted(&self, timetable: &Timetable, question: &CheckQuestion) -> Result<CountedCase, Error> {
        let none = Pauses::default();
        // A deadline beyond the last day of the file lies behind everything in it.
        let due = timetable.deadline(question.within, self.opened, &none).ok().and_then(Deadline::moment);
        let is_late = |moment: Timestamp| due.is_some_and(|due| due < moment);
        let Some(closed) = self.closed else {
            let end = |day: Date| day.tomorrow().ok()?.to_zoned(question.calendar.zone().clone()).ok();
            let looked_at = question.as_of.and_then(end);
            return Ok(CountedCase::Open { overdue: looked_at.is_some_and(|end| is_late(end.timestamp())) });
        };
        let elapsed = |unit| timetable.elapsed(unit, self.opened, closed, &none);
        let beyond =
            |error: catsup_model::calendar::Beyond| invalid("file", "beyond-the-calendar", error.to_string());
        let in_days = elapsed(Unit::BusinessDays).map_err(beyond)?;
        let in_time = match question.within.unit() {
            Unit::Days | Unit::BusinessDays => None,
            unit => Some(elapsed(unit).map_err(beyond)?),
        };
        Ok(CountedCase::Closed {
            met: !is_late(closed),
            business_days: in_days.number(),
            time: in_time.map(Counted::number),
        })
    }
}

/// The counted cases of one group.
#[derive(Default)]
struct Times {
    open: u64,
    overdue: u64,
    met: u64,
    business_days: Vec<i64>,
    microseconds: Vec<i64>,
}

impl Times {
    fn add(&mut self, case: CountedCase) {
        match case {
            CountedCase::Open { overdue } => {
                self.open += 1;
                self.overdue += u64::from(overdue);
            }
            CountedCase::Closed { met, business_days, time } => {
                self.met += u64::from(met);
                self.business_days.push(business_days);
                self.microseconds.extend(time);
            }
        }
    }

    fn summary(
        mut self,
        group: Option<&str>,
        question: &CheckQuestion,
        confidence: Confidence,
    ) -> Result<Kept, Error> {
        let closed = self.business_days.len() as u64;
        let share = (closed > 0).then(|| Proportion::of(self.met, closed, confidence)).transpose();
        let share = share.map_err(|error| invalid("file", "not-a-share", error.to_string()))?;
        let mut days = |share| quantile(&mut self.business_days, share);
        let (median, p80, p90) = (days(0.5), days(0.8), days(0.9));
        let mut hours =
            |share| quantile(&mut self.microseconds, share).map(|time| time / MICROSECONDS_OF_AN_HOUR);
        Ok(Kept {
            group: group.map(str::to_owned),
            closed,
            open: self.open,
            overdue: question.as_of.map(|_| self.overdue),
            met: self.met,
            share_met: share.map(|share| share.share),
            interval: share.map(|share| share.interval),
            median_business_days: median,
            p80_business_days: p80,
            p90_business_days: p90,
            median_hours: hours(0.5),
            p90_hours: hours(0.9),
        })
    }
}
