//! Journeys out of a file: what its events tell, without an installation.
//!
//! Like other calculations on files these take no [`App`](crate::App) and no viewer: whoever can read the file may.

mod channels;
mod conformance;
mod design_file;
mod discover;
mod next;
mod variants;

use std::io::Read;
use std::io::Write;

use catsup_exchange::ExchangeError;
use catsup_exchange::event_logs::{self, AttributeTypes, Attributes, EventColumns};
use catsup_exchange::finding::Finding;
use catsup_journeys::{EventLog, by_customer, filtered, sessions};
use catsup_statistics::Confidence;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

pub use catsup_journeys::channels::Scope;
pub use catsup_journeys::{Departure, Filter, Need, SessionRule, Span};
pub use channels::{ChannelQuestion, ChannelReport, VolumeReport};
pub use conformance::{ConformanceReport, Model};
pub use design_file::DesignFile;
pub use discover::{ComparisonReport, CountedName, DiscoverQuestion, DiscoveryReport, EdgeReport, Seconds};
pub use next::{NextQuestion, NextReport};
pub use variants::{VariantReport, VariantsReport};

use crate::{Error, fields::invalid};

/// Where the parts of events stand in a file, and which of its cases are asked about.
#[derive(Debug, Clone, Default)]
pub struct FileQuestion {
    /// The column of the case, or the type of object in an OCEL file; the name of XES when `None`.
    pub case: Option<String>,
    /// The column of the activity; the name of XES when `None`.
    pub activity: Option<String>,
    /// The column of the time; the name of XES when `None`.
    pub time: Option<String>,
    /// The column of the channel.
    pub channel: Option<String>,
    /// The column of the customer.
    pub customer: Option<String>,
    /// The column that orders events of one time.
    pub sequence: Option<String>,
    /// The zone of times that name none, and of days; UTC when `None`.
    pub zone: Option<TimeZone>,
    /// Where cases are cut into journeys before anything else.
    pub cut: SessionRule,
    /// The first day that counts.
    pub from: Option<Date>,
    /// The last day that counts.
    pub to: Option<Date>,
    /// How a case must lie between these days.
    pub span: Option<Span>,
    /// Further filters, one after another.
    pub filters: Vec<Filter>,
}

/// What a file held and what was noticed while it was read; part of every report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// The events of the file.
    pub read: u64,
    /// Events that could not be used; findings say why.
    pub left_out: u64,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// The log of a file.
#[derive(Debug, Clone)]
pub struct JourneyFile {
    log: EventLog,
    zone: TimeZone,
    columns: EventColumns,
    types: AttributeTypes,
    reading: Reading,
}

impl JourneyFile {
    /// Reads a file and applies cuts and filters. `attributes` names the columns that the question needs beside those
    /// of its filters; `None` keeps them all.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the file is no event log, or a filter names what it does not hold.
    pub fn open(
        file: impl Read,
        question: &FileQuestion,
        attributes: Option<&[&str]>,
    ) -> Result<Self, Error> {
        let columns = question.columns(attributes);
        let found = event_logs::read(file, &columns).map_err(|error| unreadable(&error))?;
        let mut log = found.log;
        if log.is_empty() {
            let reason = format!("no event could be read{}", told(&found.findings));
            return Err(invalid("file", "unreadable-file", reason));
        }
        if question.cut != SessionRule::default() {
            log = sessions(&log, &question.cut).map_err(refused)?;
        }
        let mut filters = question.days(&columns.zone)?;
        filters.extend(question.filters.iter().cloned());
        if !filters.is_empty() {
            log = filtered(&log, &filters).map_err(refused)?;
        }
        let reading = Reading { read: found.read, left_out: found.left_out, findings: found.findings };
        Ok(Self { log, zone: columns.zone.clone(), columns, types: found.types, reading })
    }

    /// The number of events left after cuts and filters.
    #[must_use]
    pub fn events(&self) -> usize {
        self.log.events()
    }

    /// What was noticed while the file was read.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Writes the log, after cuts and filters, as XES or CSV.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it cannot be written.
    pub fn write(&self, format: LogFormat, output: impl Write) -> Result<(), Error> {
        let written = match format {
            LogFormat::Xes => event_logs::write_xes(&self.log, &self.columns, &self.types, output),
            LogFormat::Csv => event_logs::write_csv(&self.log, &self.columns, output),
        };
        written.map_err(|error| invalid("out", "unwritable-file", chain(&error)))
    }

    /// Writes the log packed with gzip.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_packed(&self, format: LogFormat, output: impl Write) -> Result<(), Error> {
        let mut packed = catsup_exchange::packed(output);
        self.write(format, &mut packed)?;
        packed.finish().map_err(|error| invalid("out", "unwritable-file", error.to_string()))?;
        Ok(())
    }

    /// The log with the customers as its cases, where a column of customers was given.
    fn by_people(&self) -> Result<(EventLog, u64), Error> {
        if self.columns.customer.is_some() {
            by_customer(&self.log).map_err(refused)
        } else {
            Ok((self.log.clone(), 0))
        }
    }
}

/// The format of a log that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// XES (IEEE 1849).
    Xes,
    /// CSV.
    Csv,
}

impl FileQuestion {
    fn columns(&self, attributes: Option<&[&str]>) -> EventColumns {
        let default = EventColumns::default();
        let mut needed: Vec<String> = self.cut.case_attribute.iter().cloned().collect();
        needed.extend(self.filters.iter().filter_map(|filter| match filter {
            Filter::Attribute { name, .. } => Some(name.clone()),
            _ => None,
        }));
        let attributes = match attributes {
            None => Attributes::All,
            Some(names) => {
                needed.extend(names.iter().map(|name| (*name).to_owned()));
                needed.sort();
                needed.dedup();
                Attributes::Named(needed)
            }
        };
        EventColumns {
            case: self.case.clone(),
            activity: self.activity.clone().unwrap_or(default.activity),
            time: self.time.clone().unwrap_or(default.time),
            channel: self.channel.clone(),
            customer: self.customer.clone(),
            sequence: self.sequence.clone(),
            attributes,
            zone: self.zone.clone().unwrap_or(default.zone),
        }
    }

    /// The days as a filter, both included.
    fn days(&self, zone: &TimeZone) -> Result<Vec<Filter>, Error> {
        if self.from.is_none() && self.to.is_none() {
            return Ok(vec![]);
        }
        let start = |day: Date| {
            let midnight = day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().as_microsecond());
            midnight.map_err(|error| invalid("from", "not-a-day", error.to_string()))
        };
        let after = |day: Date| {
            day.tomorrow().map_err(|error| invalid("to", "not-a-day", error.to_string())).and_then(start)
        };
        let from = self.from.map(start).transpose()?;
        let until = self.to.map(after).transpose()?;
        Ok(vec![Filter::Time { from, until, span: self.span.unwrap_or(Span::Beginning) }])
    }
}

fn confidence(level: f64) -> Result<Confidence, Error> {
    Confidence::new(level).map_err(|error| invalid("confidence", "not-a-share", error.to_string()))
}

/// Refuses a question about a log from which filters left nothing.
fn anything(log: &EventLog) -> Result<(), Error> {
    if log.is_empty() {
        return Err(invalid("filters", "nothing-left", "no case is left; loosen the filters"));
    }
    Ok(())
}

fn refused(error: catsup_journeys::Error) -> Error {
    invalid("question", "not-in-the-log", error.to_string())
}

fn unreadable(error: &ExchangeError) -> Error {
    invalid("file", "unreadable-file", chain(error))
}

fn chain(error: &ExchangeError) -> String {
    let source = std::error::Error::source(error);
    source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

fn told(findings: &[Finding]) -> String {
    let told: Vec<String> = findings.iter().map(|one| format!("{} × {}", one.rows, one.meaning)).collect();
    if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) }
}
