//! Event logs in tables of text: a row per event, columns found by name.

use std::io::Read;

use super::gather::{Gathering, Raw};
use super::{AttributeTypes, Attributes, EventColumns, EventFile};
use crate::delimited::Delimited;
use crate::header::Header;
use crate::{ExchangeError, Severity};

/// Where the parts of an event stand in a row.
struct Places {
    case: usize,
    activity: usize,
    time: usize,
    channel: Option<usize>,
    customer: Option<usize>,
    sequence: Option<usize>,
    attributes: Vec<(String, usize)>,
}

pub(super) fn read(input: impl Read, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    let mut rows = Delimited::new(input)?;
    let header = rows.header()?;
    let places = Places::find(&header, columns)?;
    let width = header.names().len();
    let mut gathering = Gathering::new(columns, "row");
    for record in rows.by_ref() {
        let record = match record {
            Ok(record) => record,
            Err(refused) if refused.ends_the_file() => {
                let reason = format!("row {}: {}", refused.row, refused.reason);
                return Err(ExchangeError::InOut(std::io::Error::other(reason)));
            }
            Err(refused) => {
                gathering.leave_out(refused.row, "row_unreadable", || {
                    format!("a row could not be read and was left out: {}", refused.reason)
                });
                continue;
            }
        };
        if record.cells.len() != width {
            gathering.leave_out(record.row, "row_of_another_width", || {
                format!("a row has {} cells under a header of {width} and was left out", record.cells.len())
            });
            continue;
        }
        take(&mut gathering, &places, record.row, &record.cells)?;
    }
    let not_utf8 = rows.not_utf8();
    let mut file = gathering.finish(AttributeTypes::new());
    if not_utf8 > 0 {
        file.findings.extend(crate::finding::Findings::default().with_encoding(not_utf8));
    }
    Ok(file)
}

fn take(gathering: &mut Gathering, places: &Places, row: u64, cells: &[String]) -> Result<(), ExchangeError> {
    let filled = |place: usize| Some(cells[place].as_str()).filter(|cell| !cell.is_empty());
    let attributes: Vec<(&str, &str)> = places
        .attributes
        .iter()
        .filter_map(|(name, place)| filled(*place).map(|value| (name.as_str(), value)))
        .collect();
    let sequence = places.sequence.and_then(filled);
    let number = sequence.and_then(|text| text.trim().parse().ok());
    if places.sequence.is_some() && number.is_none() {
        gathering.notice(row, "sequence_unreadable", Severity::Warning, || {
            "an event has no whole number as its sequence and stands before those of its time that have one"
                .to_owned()
        });
    }
    let raw = Raw {
        case: cells[places.case].trim(),
        activity: cells[places.activity].trim(),
        time: &cells[places.time],
        channel: places.channel.and_then(filled),
        customer: places.customer.and_then(filled),
        sequence: number,
        attributes: &attributes,
    };
    gathering.take(row, raw)?;
    Ok(())
}

impl Places {
    fn find(header: &Header, columns: &EventColumns) -> Result<Self, ExchangeError> {
        let mut missing = vec![];
        let mut place = |name: &str| {
            if header.is_repeated(name) {
                return Err(ExchangeError::RepeatedColumn { name: name.to_owned() });
            }
            let found = header.place(name);
            if found.is_none() {
                missing.push(format!("“{name}”"));
            }
            Ok(found.unwrap_or_default())
        };
        let case = place(columns.case())?;
        let activity = place(&columns.activity)?;
        let time = place(&columns.time)?;
        let mut optional = |name: &Option<String>| name.as_deref().map(&mut place).transpose();
        let channel = optional(&columns.channel)?;
        let customer = optional(&columns.customer)?;
        let sequence = optional(&columns.sequence)?;
        let attributes = match &columns.attributes {
            Attributes::Named(names) => {
                let kept = names.iter().filter(|name| !columns.is_part(name));
                kept.map(|name| Ok((name.clone(), place(name)?))).collect::<Result<_, ExchangeError>>()?
            }
            Attributes::All => {
                all(header, &[Some(case), Some(activity), Some(time), channel, customer, sequence])?
            }
        };
        if missing.is_empty() {
            Ok(Self { case, activity, time, channel, customer, sequence, attributes })
        } else {
            let there = header.names().iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
            Err(ExchangeError::MissingColumns { names: format!("{}; it has {there}", missing.join(", ")) })
        }
    }
}

/// Every column that has a name and is no part of an event.
fn all(header: &Header, parts: &[Option<usize>]) -> Result<Vec<(String, usize)>, ExchangeError> {
    let mut list = vec![];
    for (place, name) in header.names().iter().enumerate() {
        if name.is_empty() || parts.contains(&Some(place)) {
            continue;
        }
        if header.is_repeated(name) {
            return Err(ExchangeError::RepeatedColumn { name: name.clone() });
        }
        list.push((name.clone(), place));
    }
    Ok(list)
}
