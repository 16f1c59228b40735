//! The Canadian record of service standards: one row for a standard and a fiscal year, in English and French.
//!
//! A blank volume is missing, not 0. What the published data-quality rules find is collected as findings, not mended.

mod columns;
mod quality;
mod write;

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use catsup_model::{
    count_block::NamedByFile,
    standard::{
        FiscalYear, LONGEST_PROMISE, Outcome, ResultSource, StandardChannel, StandardKind, StandardResult,
        StandardSource, TargetShare,
    },
    text::Name,
};
use jiff::civil::Date;

use self::columns::Columns;
pub use self::{columns::COLUMNS, write::StandardWriter};
use crate::{
    ExchangeError, Finding, Reason, Refused, Severity,
    delimited::{Delimited, Record},
    finding::Findings,
    header::Header,
    hisp::{one_line, whole},
};

/// One row of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardRow {
    /// What the record says of the standard, word for word.
    pub source: StandardSource,
    /// The promise in English.
    pub promise: String,
    /// What kind of promise it is.
    pub kind: StandardKind,
    /// The channel it holds for.
    pub channel: StandardChannel,
    /// What became of it in the year.
    pub result: StandardResult,
    /// The service as it was first named, short enough for the directory.
    pub service: NamedByFile,
    /// The organisation as it was first named, short enough for the directory.
    pub organisation: NamedByFile,
}

/// Reads the record row by row. Iterate it to the end, then ask for its [`StandardReader::findings`].
pub struct StandardReader<R> {
    records: Delimited<R>,
    header: Header,
    columns: Columns,
    findings: Findings,
    today: Date,
    seen: Seen,
}

/// What earlier rows said, as far as later ones are held against it.
#[derive(Default)]
struct Seen {
    keys: HashSet<(String, FiscalYear)>,
    services: HashMap<String, NamedByFile>,
    organisations: HashMap<String, NamedByFile>,
    /// The organisation under which each service came first.
    owners: HashMap<String, String>,
    /// The service under which each standard's id came first.
    standards: HashMap<String, String>,
}

/// The cell at fault, and why.
struct Fault {
    place: usize,
    reason: Reason,
}

impl<R: Read> StandardReader<R> {
    /// Reads the header. Whether a fiscal year is over is judged by `today`.
    ///
    /// # Errors
    /// When there is none, or when it lacks columns: one error that names them all.
    pub fn new(input: R, today: Date) -> Result<Self, ExchangeError> {
        let mut records = Delimited::new(input)?;
        let header = records.header()?;
        let columns = Columns::find(&header)?;
        Ok(Self { records, header, columns, findings: Findings::default(), today, seen: Seen::default() })
    }

    /// The header, as refused rows repeat it.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What was noticed about the rows read so far.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.with_encoding(self.records.not_utf8())
    }

    fn read(&mut self, record: Record) -> Result<StandardRow, Refused> {
        let record = record.fitting(&self.header)?;
        let cells = Cells(&record.cells);
        match row(&self.columns, &cells) {
            Ok(mut row) => {
                let performance = self.columns.performance.map_or("", |place| cells.text(place));
                quality::note(&mut self.findings, &row, performance, self.today);
                self.compare(&mut row);
                Ok(row)
            }
            Err(Fault { place, reason }) => Err(Refused {
                row: record.row,
                column: self.header.names().get(place).cloned(),
                reason,
                record: record.cells,
            }),
        }
    }

    /// Holds a row against earlier ones: of one key, the name that came first is kept.
    fn compare(&mut self, row: &mut StandardRow) {
        let (seen, findings) = (&mut self.seen, &mut self.findings);
        let mut note = |odd: bool, rule, severity, meaning| {
            if odd {
                findings.add(rule, severity, meaning);
            }
        };
        let first = |known: &mut HashMap<String, NamedByFile>, named: &mut NamedByFile| {
            let first = known.entry(named.key.clone()).or_insert_with(|| named.clone());
            let differs = first != named;
            named.clone_from(first);
            differs
        };
        let differs_first = |known: &mut HashMap<String, String>, key: &str, value: &str| {
            known.entry(key.to_owned()).or_insert_with(|| value.to_owned()) != value
        };
        note(
            first(&mut seen.services, &mut row.service),
            "service_name_differs",
            Severity::Info,
            "the same service id came under another name before; the directory keeps the first, open data each",
        );
        note(
            first(&mut seen.organisations, &mut row.organisation),
            "organisation_name_differs",
            Severity::Info,
            "the same organisation came under another name before; the directory keeps the first, open data each",
        );
        let source = &row.source;
        note(
            differs_first(&mut seen.owners, &source.service_id, &source.owner_org),
            "qa_reused_sid",
            Severity::Error,
            "the service id was used by another organisation before; the service stays with the first",
        );
        note(
            differs_first(&mut seen.standards, &source.standard_id, &source.service_id),
            "standard_id_reused",
            Severity::Info,
            "the same standard id came under another service before; they are kept apart",
        );
        note(
            !seen.keys.insert((source.key(), row.result.year)),
            "repeated_key",
            Severity::Warning,
            "service, standard and fiscal year stood in an earlier row of this file; the later row replaces it",
        );
    }
}

impl<R: Read> Iterator for StandardReader<R> {
    type Item = Result<StandardRow, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(record.and_then(|record| self.read(record)))
    }
}

fn row(columns: &Columns, cells: &Cells<'_>) -> Result<StandardRow, Fault> {
    let year: FiscalYear = cells.parsed(
        columns.fiscal_year,
        |text| text.parse().ok(),
        |text| Reason::NotAQuarter(text.to_owned()),
    )?;
    let kind = cells.parsed(columns.kind, StandardKind::of_record_code, |text| {
        unknown(text, StandardKind::ALL.map(StandardKind::record_code).join(", "))
    })?;
    let channel = cells.parsed(columns.channel, StandardChannel::of_record_code, |text| {
        unknown(text, StandardChannel::ALL.map(StandardChannel::record_code).join(", "))
    })?;
    let promise = cells.needed(columns.promise_en)?.to_owned();
    if promise.chars().count() > LONGEST_PROMISE {
        let reason = Reason::Other(format!("must have at most {LONGEST_PROMISE} characters"));
        return Err(Fault { place: columns.promise_en, reason });
    }
    let text = |place: Option<usize>| place.map_or("", |place| cells.text(place)).to_owned();
    let source = StandardSource {
        service_id: cells.needed(columns.service_id)?.to_owned(),
        standard_id: cells.needed(columns.standard_id)?.to_owned(),
        newest_year: year.begins_in(),
        service_name_en: cells.needed(columns.service_name_en)?.to_owned(),
        service_name_fr: text(columns.service_name_fr),
        promise_fr: text(columns.promise_fr),
        channel_comments_en: text(columns.channel_comments[0]),
        channel_comments_fr: text(columns.channel_comments[1]),
        standards_uri_en: text(columns.standards_uri[0]),
        standards_uri_fr: text(columns.standards_uri[1]),
        owner_org: cells.needed(columns.owner_org)?.to_owned(),
        owner_org_title: cells.needed(columns.owner_org_title)?.to_owned(),
    };
    let result = StandardResult {
        year,
        target: cells.optional(
            columns.target,
            |text| text.parse::<TargetShare>().ok(),
            |text| Reason::NotAShare(text.to_owned()),
        )?,
        kept: cells.count(columns.kept)?,
        total: cells.count(columns.total)?,
        stated: cells.optional(
            columns.met,
            |text| text.parse::<Outcome>().ok(),
            |text| unknown(text, "Y, N, NA".to_owned()),
        )?,
        source: ResultSource {
            comments_en: text(columns.comments[0]),
            comments_fr: text(columns.comments[1]),
            results_uri_en: text(columns.results_uri[0]),
            results_uri_fr: text(columns.results_uri[1]),
        },
    };
    let english_title = source.owner_org_title.split(" | ").next().unwrap_or_default();
    let service = NamedByFile {
        key: source.service_id.clone(),
        name: shortened(&source.service_name_en),
        abbreviation: String::new(),
    };
    let organisation = NamedByFile {
        key: source.owner_org.clone(),
        name: shortened(english_title),
        abbreviation: source.owner_org.clone(),
    };
    Ok(StandardRow { source, promise, kind, channel, result, service, organisation })
}

fn unknown(text: &str, choices: String) -> Reason {
    Reason::UnknownChoice { value: text.to_owned(), choices }
}

/// One line, cut where a name of the directory ends.
fn shortened(name: &str) -> String {
    let name = one_line(name);
    if name.chars().count() <= Name::LONGEST {
        return name;
    }
    name.chars().take(Name::LONGEST - 1).chain(['…']).collect()
}

/// The cells of one row, read by place.
struct Cells<'a>(&'a [String]);

impl Cells<'_> {
    /// A text without blanks around it, and without the apostrophe our own files put before what a spreadsheet would
    /// take for a formula.
    fn text(&self, place: usize) -> &str {
        let text = self.0.get(place).map_or("", |cell| cell.trim());
        let guarded = text.strip_prefix('\'').filter(|text| text.starts_with(['=', '+', '-', '@']));
        guarded.unwrap_or(text)
    }

    fn needed(&self, place: usize) -> Result<&str, Fault> {
        let text = self.text(place);
        let fault = || Fault { place, reason: Reason::Blank };
        (!text.is_empty()).then_some(text).ok_or_else(fault)
    }

    fn parsed<T>(
        &self,
        place: usize,
        read: impl Fn(&str) -> Option<T>,
        reason: impl Fn(&str) -> Reason,
    ) -> Result<T, Fault> {
        let text = self.needed(place)?;
        read(text).ok_or_else(|| Fault { place, reason: reason(text) })
    }

    /// As [`Cells::parsed`]; blank is missing.
    fn optional<T>(
        &self,
        place: usize,
        read: impl Fn(&str) -> Option<T>,
        reason: impl Fn(&str) -> Reason,
    ) -> Result<Option<T>, Fault> {
        if self.text(place).is_empty() { Ok(None) } else { self.parsed(place, read, reason).map(Some) }
    }

    fn count(&self, place: usize) -> Result<Option<i64>, Fault> {
        self.optional(place, whole, |text| Reason::NotACount(text.to_owned()))
    }
}
