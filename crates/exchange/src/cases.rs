//! Files of cases, one row a case, read through a mapping of their columns.

mod field;
mod mapping;

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use catsup_model::{Channel, case::CaseKind};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use self::mapping::{Places, kind_of};
pub use self::{
    field::CaseField,
    mapping::{CaseDefaults, CaseMapping},
};
use crate::{
    ExchangeError, Finding, Reason, Refused, Table, delimited::Record, finding::Findings, fold,
    header::Header, moments, table::Rows,
};

/// One case as a file states it; blank cells are missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportedCase {
    /// The row as a spreadsheet shows it.
    #[serde(skip)]
    pub row: u64,
    /// What stands in the columns that are kept as texts, or the mapping's default.
    pub texts: BTreeMap<CaseField, String>,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was closed; `None` while it goes on.
    pub closed: Option<Timestamp>,
    /// What it is.
    pub kind: CaseKind,
    /// The channel.
    pub channel: Channel,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// What else is known.
    pub attributes: BTreeMap<String, String>,
    /// The cells as they stood in the file, for a refusal further on.
    #[serde(skip)]
    pub record: Vec<String>,
}

impl ImportedCase {
    /// A text of the row.
    #[must_use]
    pub fn text(&self, field: CaseField) -> Option<&str> {
        self.texts.get(&field).map(String::as_str)
    }

    /// What it is about on one line: as stated, else what it is about roughly and more closely, else nothing.
    #[must_use]
    pub fn subject(&self) -> String {
        let about = [CaseField::Topic, CaseField::Detail].into_iter().filter_map(|field| self.text(field));
        self.text(CaseField::Subject).map_or_else(|| about.collect::<Vec<_>>().join(": "), str::to_owned)
    }

    /// The row as refused for a reason found elsewhere, such as a service that does not exist.
    #[must_use]
    pub fn refuse(self, column: Option<String>, reason: impl Into<String>) -> Refused {
        Refused { row: self.row, column, reason: Reason::Other(reason.into()), record: self.record }
    }
}

/// The fields that are kept as texts.
const TEXTS: [CaseField; 9] = [
    CaseField::Key,
    CaseField::Organisation,
    CaseField::Service,
    CaseField::Subject,
    CaseField::Topic,
    CaseField::Detail,
    CaseField::Description,
    CaseField::Address,
    CaseField::AddressId,
];

/// Reads cases row by row.
pub struct CaseReader<'a, R: Read + Seek> {
    rows: Rows<'a, R>,
    places: Places,
    mapping: CaseMapping,
    zone: TimeZone,
    now: Timestamp,
    findings: Findings,
}

/// Reads the cases of a table. Times without an offset are local times in `zone`, a day is its first moment; what lies
/// after `now` is refused.
///
/// # Errors
/// [`ExchangeError::Mapping`] when mapping and file do not fit together.
pub fn read_cases<'a, R: Read + Seek>(
    table: &'a mut Table<R>,
    mapping: CaseMapping,
    zone: TimeZone,
    now: Timestamp,
) -> Result<CaseReader<'a, R>, ExchangeError> {
    let places = mapping.places(table.header())?;
    Ok(CaseReader { rows: table.rows()?, places, mapping, zone, now, findings: Findings::default() })
}

/// The field at fault, and why.
type Fault = (CaseField, Reason);

impl<R: Read + Seek> CaseReader<'_, R> {
    /// What was noticed about the rows read so far.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.with_encoding(self.rows.not_utf8())
    }

    fn cell<'r>(&self, record: &'r Record, field: CaseField) -> Option<&'r str> {
        let cell = record.cells.get(*self.places.fields.get(&field)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn case(&self, record: &Record) -> Result<ImportedCase, Fault> {
        let opened = self.moment(record, CaseField::Opened)?.ok_or((CaseField::Opened, Reason::Blank))?;
        let closed = self.moment(record, CaseField::Closed)?;
        if closed.is_some_and(|closed| closed < opened) {
            return Err((CaseField::Closed, Reason::Other("lies before the case was opened".to_owned())));
        }
        let mut texts = BTreeMap::new();
        for field in TEXTS {
            let text = self.cell(record, field).map(str::to_owned).or_else(|| self.usual(field));
            texts.extend(text.map(|text| (field, text)));
        }
        let attribute = |(place, name): &(usize, String)| {
            let value = record.cells.get(*place).map_or("", |cell| cell.trim());
            (!value.is_empty()).then(|| (name.clone(), value.to_owned()))
        };
        Ok(ImportedCase {
            row: record.row,
            texts,
            opened,
            closed,
            kind: self.kind(record)?,
            channel: self.channel(record)?,
            point: self.point(record)?,
            attributes: self.places.attributes.iter().filter_map(attribute).collect(),
            record: Vec::new(),
        })
    }

    fn usual(&self, field: CaseField) -> Option<String> {
        match field {
            CaseField::Organisation => self.mapping.defaults.organisation.clone(),
            CaseField::Service => self.mapping.defaults.service.clone(),
            _ => None,
        }
    }

    fn moment(&self, record: &Record, field: CaseField) -> Result<Option<Timestamp>, Fault> {
        let Some(text) = self.cell(record, field) else { return Ok(None) };
        let read = moments::read(text, self.mapping.time_format.as_deref(), &self.zone)
            .ok_or_else(|| (field, Reason::NotATime(text.to_owned())))?;
        if read > self.now {
            return Err((field, Reason::Other(format!("“{text}” lies in the future"))));
        }
        Ok(Some(read))
    }

    fn kind(&self, record: &Record) -> Result<CaseKind, Fault> {
        let Some(text) = self.cell(record, CaseField::Kind) else {
            return Ok(self.mapping.defaults.kind.unwrap_or(CaseKind::Request));
        };
        kind_of(&self.mapping.kinds, text).ok_or_else(|| {
            let reason =
                format!("“{text}” is no kind of case; state what it stands for under kinds in the mapping");
            (CaseField::Kind, Reason::Other(reason))
        })
    }

    fn channel(&self, record: &Record) -> Result<Channel, Fault> {
        let Some(text) = self.cell(record, CaseField::Channel) else {
            return Ok(self.mapping.defaults.channel.unwrap_or(Channel::Mixed));
        };
        let folded = fold::words(text);
        let named = self.mapping.channels.iter().find(|(label, _)| fold::words(label) == folded);
        let parsed =
            || text.parse().map_err(|_| (CaseField::Channel, Reason::UnknownChannel(text.to_owned())));
        named.map_or_else(parsed, |(_, channel)| Ok(*channel))
    }

    fn point(&self, record: &Record) -> Result<Option<(f64, f64)>, Fault> {
        let degrees = |field, most: f64| {
            let Some(text) = self.cell(record, field) else { return Ok(None) };
            let read = text.parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
            let wrong =
                || (field, Reason::Other(format!("“{text}” is not in degrees from -{most} to {most}")));
            read.map(Some).ok_or_else(wrong)
        };
        let north = degrees(CaseField::Latitude, 90.0)?;
        let east = degrees(CaseField::Longitude, 180.0)?;
        Ok(north.zip(east))
    }

    fn read(&mut self, record: Record) -> Result<ImportedCase, Refused> {
        match self.case(&record) {
            Ok(case) => {
                if case.text(CaseField::Service).is_none() {
                    let meaning = "no service is stated; the case is kept under “Not stated”";
                    self.findings.add("service_missing", crate::Severity::Warning, meaning);
                }
                Ok(ImportedCase { record: record.cells, ..case })
            }
            Err((field, reason)) => {
                let place = self.places.fields.get(&field);
                let column = place.and_then(|place| self.rows.header().names().get(*place).cloned());
                Err(Refused { row: record.row, column, reason, record: record.cells })
            }
        }
    }

    /// The header, as refused rows repeat it.
    #[must_use]
    pub fn header(&self) -> &Header {
        self.rows.header()
    }
}

impl<R: Read + Seek> Iterator for CaseReader<'_, R> {
    type Item = Result<ImportedCase, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.rows.next()?;
        Some(record.and_then(|record| self.read(record)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(text: &str, mapping: &str) -> Vec<Result<ImportedCase, Refused>> {
        let mut table = Table::open(Cursor::new(text.as_bytes().to_vec()), None).unwrap();
        let mapping = match mapping {
            "" => CaseMapping::suggest(table.header()),
            text => CaseMapping::from_toml(text).unwrap(),
        };
        let zone = TimeZone::get("America/New_York").unwrap();
        let now = "2026-03-10T15:00:00Z".parse().unwrap();
        read_cases(&mut table, mapping, zone, now).unwrap().collect()
    }

    #[test]
    fn a_file_with_plain_names_needs_no_mapping() {
        let text = "case_id,opened,closed,service,kind,channel,type,subtype,lat,long,ward\n\
                    1,2026-03-02,2026-03-05,Roads,complaint,phone,Street,Pothole,40.7,-74.0,7\n\
                    2,2026-03-03 09:30,,Roads,,,Street,,,,\n";
        let rows = read(text, "");
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.text(CaseField::Key), first.kind), (Some("1"), CaseKind::Complaint));
        assert_eq!(first.opened.to_string(), "2026-03-02T05:00:00Z");
        assert_eq!(first.closed.unwrap().to_string(), "2026-03-05T05:00:00Z");
        assert_eq!((first.channel, first.point), (Channel::Phone, Some((40.7, -74.0))));
        assert_eq!((first.subject().as_str(), first.attributes["ward"].as_str()), ("Street: Pothole", "7"));
        let second = rows[1].as_ref().unwrap();
        assert_eq!((second.closed, second.kind, second.channel), (None, CaseKind::Request, Channel::Mixed));
        assert_eq!(second.subject(), "Street");
    }

    #[test]
    fn a_mapping_names_columns_labels_and_defaults() {
        let mapping = "time_format = \"%d.%m.%Y\"\n[columns]\nopened = \"Tag\"\nkind = \"Art\"\nsubject = \"Was\"\n\
                       [kinds]\nBeschwerde = \"complaint\"\n[defaults]\nservice = \"Permits\"\nchannel = \"email\"\n\
                       [attributes]\nAmt = \"office\"\n";
        let rows = read("Tag;Art;Was;Amt\n31.01.2026;beschwerde;Formular;North\n", mapping);
        let first = rows[0].as_ref().unwrap();
        assert_eq!(
            (first.kind, first.channel, first.subject().as_str()),
            (CaseKind::Complaint, Channel::Email, "Formular")
        );
        assert_eq!(
            (first.text(CaseField::Service), first.attributes["office"].as_str()),
            (Some("Permits"), "North")
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_column() {
        let text = "opened,closed,service,kind,channel,latitude,longitude\n\
                    ,,a,,,,\n2026-13-01,,a,,,,\n2026-03-11,,a,,,,\n2026-03-01,2026-02-01,a,,,,\n\
                    2026-03-01,,a,plea,,,\n2026-03-01,,a,,pigeon,,\n2026-03-01,,a,,,91,0\n";
        let named: Vec<String> =
            read(text, "").into_iter().map(|row| row.unwrap_err().column.unwrap()).collect();
        assert_eq!(named, ["opened", "opened", "opened", "closed", "kind", "channel", "latitude"]);
    }
}
