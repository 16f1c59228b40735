//! The observed journeys as files of single contacts, for the tools of process mining: XES and CSV, made while sent.

use std::{collections::BTreeMap, io::Write};

use catsup_exchange::{
    Cell, ExchangeError, TableFormat, TableWriter,
    event_logs::{AttributeType, AttributeTypes, EventColumns, write_xes},
};
use catsup_journeys::{AttributeColumn, Columns, EventLog, Names};
use catsup_model::{Permission, Viewer, permission::Denied};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::{Observed, ObservedQuery, columns, contacts::off_thread, observed::read};
use crate::{App, Error, download::Download};

/// How an event log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFormat {
    /// IEEE 1849.
    Xes,
    /// A row for each contact.
    Csv,
}

/// Every contact of the observed journeys, a journey a case, under names that people read. Nothing is withheld: it is for
/// those who may see the contacts of customers of all services in the scope.
///
/// # Errors
/// As [`observed`](super::observed); [`Error::Denied`] for those who may not see customers of every service of the scope.
pub async fn export_events(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    format: EventFormat,
) -> Result<mpsc::Receiver<Result<Vec<u8>, Error>>, Error> {
    let reach = viewer.require(Permission::ReadCustomers)?;
    let observed = read(app, viewer, query).await?;
    if !observed.services.keys().all(|service| reach.has_service(*service)) {
        return Err(Denied(Permission::ReadCustomers).into());
    }
    let log = off_thread(move || named(&observed)).await?;
    let now = app.now();
    Ok(Download::start_blocking(move |download| {
        let written = match format {
            EventFormat::Xes => write_xes(&log, &parts(), &types(), download),
            EventFormat::Csv => write_rows(&log, download, now),
        };
        written.map_err(|error| Error::Internal { what: "writing journeys", source: error.into() })
    }))
}

/// What the parts of an event are called in a file.
fn parts() -> EventColumns {
    let named = |name: &str| Some(name.to_owned());
    EventColumns { channel: named("channel"), customer: named("customer"), ..EventColumns::default() }
}

fn types() -> AttributeTypes {
    let whole = [columns::WAIT, columns::HANDLE, columns::COST];
    whole.map(|name| (name.to_owned(), AttributeType::Int)).into()
}

/// The log with services and touchpoints by their names, and without characters that a file cannot hold.
fn named(observed: &Observed) -> EventLog {
    let log = &observed.log;
    let services: BTreeMap<String, &str> =
        observed.services.iter().map(|(id, label)| (id.to_string(), label.name.as_str())).collect();
    let touchpoints: BTreeMap<String, &str> =
        observed.touchpoints.iter().map(|(id, label)| (id.to_string(), label.name.as_str())).collect();
    let attribute = |column: &AttributeColumn| {
        let words = |value: &str| {
            let known = match column.name.as_str() {
                columns::SERVICE => services.get(value),
                columns::TOUCHPOINT => touchpoints.get(value),
                _ => None,
            };
            writable(known.copied().unwrap_or(value))
        };
        AttributeColumn {
            name: column.name.clone(),
            codes: column.codes.clone(),
            values: all(&column.values, words),
        }
    };
    let columns = Columns {
        attributes: log.attributes().iter().map(attribute).collect(),
        case_names: all(log.case_names(), writable),
        activity_names: all(log.activity_names(), writable),
        ..Columns::of(log)
    };
    columns.into_log().expect("every code and time comes from a log")
}

fn all(names: &Names, words: impl Fn(&str) -> String) -> Names {
    let names: Vec<String> = names.iter().map(words).collect();
    names.iter().map(String::as_str).collect()
}

fn text(value: Option<&str>) -> Cell<'_> {
    value.map_or(Cell::Missing, Cell::Text)
}

/// XML holds no control characters.
fn writable(text: &str) -> String {
    let unfit = |c: char| matches!(c, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.replace(unfit, " ")
}

fn write_rows(log: &EventLog, output: impl Write + Send, written_at: Timestamp) -> Result<(), ExchangeError> {
    let mut table = TableWriter::new(TableFormat::Csv, output, written_at);
    let mut header = vec!["case:concept:name", "concept:name", "time:timestamp", "channel", "customer"];
    header.extend(log.attributes().iter().map(|column| column.name.as_str()));
    table.header(&header)?;
    for case in log.iter() {
        for event in case.events() {
            let time = Timestamp::from_microsecond(log.times()[event]).unwrap_or_default().to_string();
            let mut cells =
                vec![Cell::Text(case.name()), Cell::Text(log.activity_name(event)), Cell::Text(&time)];
            cells.extend([text(log.channel_name(event)), text(log.customer_name(event))]);
            cells.extend(log.attributes().iter().map(|column| text(column.value(event))));
            table.row(&cells)?;
        }
    }
    table.finish().map(drop)
}
