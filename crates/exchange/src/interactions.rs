//! Files of interactions, one row a contact, read through a mapping of their columns.

mod mapping;

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use catsup_model::{Channel, Language, interaction::Outcome};
use jiff::{Timestamp, tz::TimeZone};

pub use mapping::{Field, InteractionDefaults, InteractionMapping};

use crate::{
    ExchangeError, Finding, Reason, Refused, Table, delimited::Record, finding::Findings, fold,
    header::Header, moments, table::Rows,
};

/// One contact as a file states it; blank cells are missing.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedInteraction {
    /// The row as a spreadsheet shows it.
    pub row: u64,
    /// What stands in the columns that are kept as texts, or the mapping's default.
    pub texts: BTreeMap<Field, String>,
    /// When it began.
    pub occurred_at: Timestamp,
    /// The channel.
    pub channel: Option<Channel>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The language.
    pub language: Option<Language>,
    /// Seconds waited.
    pub wait_seconds: Option<i64>,
    /// Seconds it took.
    pub handle_seconds: Option<i64>,
    /// What it cost, in hundredths of the currency.
    pub cost_cents: Option<i64>,
    /// What else is known.
    pub attributes: BTreeMap<String, String>,
    /// The cells as they stood in the file, for a refusal further on.
    pub record: Vec<String>,
}

impl ImportedInteraction {
    /// The row as refused for a reason found elsewhere, such as a service that does not exist.
    #[must_use]
    pub fn refuse(self, column: Option<String>, reason: impl Into<String>) -> Refused {
        Refused { row: self.row, column, reason: Reason::Other(reason.into()), record: self.record }
    }
}

/// Reads interactions row by row.
pub struct InteractionReader<'a, R: Read + Seek> {
    rows: Rows<'a, R>,
    places: BTreeMap<Field, usize>,
    attributes: Vec<(usize, String)>,
    mapping: InteractionMapping,
    zone: TimeZone,
    findings: Findings,
}

/// Reads the interactions of a table. Times without an offset are local times in `zone`.
///
/// # Errors
/// [`ExchangeError::Mapping`] when mapping and file do not fit together.
pub fn read_interactions<'a, R: Read + Seek>(
    table: &'a mut Table<R>,
    mapping: InteractionMapping,
    zone: TimeZone,
) -> Result<InteractionReader<'a, R>, ExchangeError> {
    let (places, attributes) = mapping.places(table.header())?;
    Ok(InteractionReader {
        rows: table.rows()?,
        places,
        attributes,
        mapping,
        zone,
        findings: Findings::default(),
    })
}

/// The field at fault, and why.
type Fault = (Field, Reason);

impl<'a, R: Read + Seek> InteractionReader<'a, R> {
    /// The header, as refused rows repeat it.
    #[must_use]
    pub fn header(&self) -> &'a Header {
        self.rows.header()
    }

    /// What was noticed about the rows read so far.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.with_encoding(self.rows.not_utf8())
    }

    fn cell<'r>(&self, record: &'r Record, field: Field) -> Option<&'r str> {
        let cell = record.cells.get(*self.places.get(&field)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn interaction(&self, record: &Record) -> Result<ImportedInteraction, Fault> {
        let time = self.cell(record, Field::Time).ok_or((Field::Time, Reason::Blank))?;
        let occurred_at = moments::read(time, self.mapping.time_format.as_deref(), &self.zone)
            .ok_or_else(|| (Field::Time, Reason::NotATime(time.to_owned())))?;
        let defaults = &self.mapping.defaults;
        let mut texts = BTreeMap::new();
        for field in Field::TEXTS {
            let text = self.cell(record, field).map(str::to_owned).or_else(|| defaults.text(field));
            texts.extend(text.map(|text| (field, text)));
        }
        let channel = self.cell(record, Field::Channel).map(|text| self.channel(text)).transpose()?;
        let outcome = self.cell(record, Field::Outcome).map(|text| self.outcome(text)).transpose()?;
        let language = self.cell(record, Field::Language).map(language).transpose()?;
        let attribute = |(place, name): &(usize, String)| {
            let value = record.cells.get(*place).map_or("", |cell| cell.trim());
            (!value.is_empty()).then(|| (name.clone(), value.to_owned()))
        };
        Ok(ImportedInteraction {
            row: record.row,
            texts,
            occurred_at,
            channel: channel.or(defaults.channel),
            outcome: outcome.flatten(),
            language: language.or(defaults.language),
            wait_seconds: self.seconds(record, Field::Wait)?,
            handle_seconds: self.seconds(record, Field::Handle)?,
            cost_cents: self.cell(record, Field::Cost).map(cents).transpose()?,
            attributes: self.attributes.iter().filter_map(attribute).collect(),
            record: Vec::new(),
        })
    }

    fn channel(&self, text: &str) -> Result<Channel, Fault> {
        let named = self.mapping.channels.iter().find(|(label, _)| fold::words(label) == fold::words(text));
        let parsed = || text.parse().map_err(|_| (Field::Channel, Reason::UnknownChannel(text.to_owned())));
        named.map_or_else(parsed, |(_, channel)| Ok(*channel))
    }

    /// An outcome by the mapping's labels or by its code; `None` for a label that says nothing.
    fn outcome(&self, text: &str) -> Result<Option<Outcome>, Fault> {
        let named = self.mapping.outcomes.iter().find(|(label, _)| fold::words(label) == fold::words(text));
        match named {
            Some((_, code)) if code.is_empty() => Ok(None),
            Some((_, code)) => code.parse().map(Some).map_err(unknown_outcome),
            None => text.parse().map(Some).map_err(unknown_outcome),
        }
    }

    fn seconds(&self, record: &Record, field: Field) -> Result<Option<i64>, Fault> {
        let Some(text) = self.cell(record, field) else { return Ok(None) };
        let wrong = || {
            let reason = format!("“{text}” is no duration; write seconds, or 4:30 or 1:04:30");
            (field, Reason::Other(reason))
        };
        seconds(text).map(Some).ok_or_else(wrong)
    }

    fn read(&mut self, record: Record) -> Result<ImportedInteraction, Refused> {
        match self.interaction(&record) {
            Ok(interaction) => {
                if !interaction.texts.contains_key(&Field::Customer) {
                    let meaning =
                        "nobody knows whose contact it is; it counts as a contact and is part of no journey";
                    self.findings.add("customer_missing", crate::Severity::Info, meaning);
                }
                Ok(ImportedInteraction { record: record.cells, ..interaction })
            }
            Err((field, reason)) => {
                let place = self.places.get(&field);
                let column = place.and_then(|place| self.rows.header().names().get(*place).cloned());
                Err(Refused { row: record.row, column, reason, record: record.cells })
            }
        }
    }
}

fn unknown_outcome(error: catsup_model::interaction::UnknownOutcome) -> Fault {
    (Field::Outcome, Reason::Other(error.to_string()))
}

fn language(text: &str) -> Result<Language, Fault> {
    let named =
        Language::ALL.into_iter().find(|language| fold::words(language.own_name()) == fold::words(text));
    named
        .or_else(|| text.parse().ok())
        .ok_or_else(|| (Field::Language, Reason::UnknownLanguage(text.to_owned())))
}

/// Seconds: `270`, `270.4`, `4:30` or `1:04:30`.
fn seconds(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let (last, before) = parts.split_last()?;
    let last: f64 = last.trim().parse().ok().filter(|number: &f64| (0.0..1e9).contains(number))?;
    let mut whole = 0_i64;
    for part in before {
        let number: i64 = part.trim().parse().ok().filter(|number| (0..1_000_000).contains(number))?;
        whole = whole * 60 + number;
    }
    let fits = before.len() <= 2 && (before.is_empty() || last < 60.0);
    fits.then(|| whole * 60 + last.round() as i64)
}

/// An amount such as `12.50`, `$1,250.00` or `12`, in hundredths.
fn cents(text: &str) -> Result<i64, Fault> {
    let wrong = || (Field::Cost, Reason::Other(format!("“{text}” is no amount; write it as 12.50")));
    let plain: String = text.chars().filter(|c| !matches!(c, '$' | '€' | ',' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let hundredths = format!("{part:0<2}");
    let (kept, rest) = hundredths.split_at(2);
    if rest.bytes().any(|byte| byte != b'0') {
        return Err(wrong());
    }
    let whole: i64 = whole.parse().map_err(|_| wrong())?;
    Ok(whole * 100 + kept.parse::<i64>().map_err(|_| wrong())?)
}

impl<R: Read + Seek> Iterator for InteractionReader<'_, R> {
    type Item = Result<ImportedInteraction, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.rows.next()?;
        Some(record.and_then(|record| self.read(record)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(text: &str, mapping: &str) -> Vec<Result<ImportedInteraction, Refused>> {
        let mut table = Table::open(Cursor::new(text.as_bytes().to_vec()), None).unwrap();
        let mapping = match mapping {
            "" => InteractionMapping::suggest(table.header()),
            text => InteractionMapping::from_toml(text).unwrap(),
        };
        let zone = TimeZone::get("America/New_York").unwrap();
        read_interactions(&mut table, mapping, zone).unwrap().collect()
    }

    #[test]
    fn a_file_with_plain_names_needs_no_mapping() {
        let text = "call_id,customer_id,started_at,service,channel,activity,outcome,wait_time,talk_time,cost,lang\n\
                    1,C-9,2026-03-02 09:30,Passport renewal,phone,ask for status,resolved,4:30,600,12.5,es\n\
                    2,,2026-03-02T14:30:00Z,Passport renewal,Call,ask for status,hung up,90,,,\n";
        let rows = read(text, "");
        let first = rows[0].as_ref().unwrap();
        assert_eq!(first.texts[&Field::ExternalKey], "1");
        assert_eq!((first.texts[&Field::Customer].as_str(), first.channel), ("C-9", Some(Channel::Phone)));
        assert_eq!(first.occurred_at.to_string(), "2026-03-02T14:30:00Z");
        assert_eq!(
            (first.wait_seconds, first.handle_seconds, first.cost_cents),
            (Some(270), Some(600), Some(1250))
        );
        assert_eq!((first.outcome, first.language), (Some(Outcome::Fulfilled), Some(Language::Es)));
        let second = rows[1].as_ref().unwrap();
        assert!(!second.texts.contains_key(&Field::Customer));
        assert_eq!((second.outcome, second.handle_seconds), (Some(Outcome::Abandoned), None));
    }

    #[test]
    fn a_mapping_names_columns_labels_and_defaults() {
        let mapping = "time_format = \"%d.%m.%Y\"\n[columns]\ntime = \"Tag\"\nactivity = \"Was\"\noutcome = \"Ergebnis\"\n\
                       [outcomes]\n\"erledigt\" = \"fulfilled\"\n\"-\" = \"\"\n[defaults]\nservice = \"Permits\"\nchannel = \"email\"\n\
                       [attributes]\nAmt = \"office\"\n";
        let rows = read("Tag;Was;Ergebnis;Amt\n31.03.2026;ask;Erledigt;North\n1.4.2026;ask;-;\n", mapping);
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.outcome, first.channel), (Some(Outcome::Fulfilled), Some(Channel::Email)));
        assert_eq!(
            (first.attributes["office"].as_str(), first.texts[&Field::Service].as_str()),
            ("North", "Permits")
        );
        assert_eq!(rows[1].as_ref().unwrap().outcome, None);
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_column() {
        let text = "time,activity,channel,outcome,wait_seconds,cost\n\
                    ,a,phone,,,\n2026-13-01,a,phone,,,\n2026-03-01,a,pigeon,,,\n2026-03-01,a,phone,maybe,,\n\
                    2026-03-01,a,phone,,soon,\n2026-03-01,a,phone,,,1.234\n";
        let columns: Vec<Option<String>> =
            read(text, "").into_iter().map(|row| row.unwrap_err().column).collect();
        let named: Vec<&str> = columns.iter().map(|column| column.as_deref().unwrap()).collect();
        assert_eq!(named, ["time", "time", "channel", "outcome", "wait_seconds", "cost"]);
    }

    #[test]
    fn durations_and_amounts_are_read_as_people_write_them() {
        for (text, read) in [
            ("0", Some(0)),
            ("270.6", Some(271)),
            ("4:30", Some(270)),
            ("1:04:30", Some(3870)),
            ("4:75", None),
            ("-3", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(seconds(text), read, "{text}");
        }
        for (text, read) in [("12", 1200), ("12.5", 1250), ("$1,250.00", 125_000), ("0.07", 7)] {
            assert_eq!(cents(text), Ok(read), "{text}");
        }
        assert!(cents("twelve").is_err() && cents("").is_err() && cents("-1").is_err());
    }
}
