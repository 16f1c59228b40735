//! The federal quarterly file of high-impact service providers (HISP, 2021 to 2023): answer counts by service,
//! channel and quarter, read as count blocks.
//!
//! Counts count even where the question's text is blank or `NONE`; a blank volume is missing, not 0. What is odd about
//! the data is collected as findings, not mended.

mod columns;
mod quality;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::Read,
};

use catsup_model::{
    Channel,
    count_block::{BlockQuestion, NamedByFile, NewCountBlock},
    period::{FiscalQuarter, FiscalYearStart},
    wording::NewWording,
};

use self::columns::{Columns, NamedColumns, QuestionColumns};
use crate::{
    ExchangeError, Finding, Reason, Refused, Severity,
    delimited::{Delimited, Record},
    finding::Findings,
    header::Header,
};

/// The `source` of the blocks this reader makes.
pub const SOURCE: &str = "hisp";

/// Reads the file row by row. Iterate it to the end, then ask for its [`HispReader::findings`].
pub struct HispReader<R> {
    records: Delimited<R>,
    header: Header,
    columns: Columns,
    findings: Findings,
    /// Organisations and services by kind and key, as they were first named.
    named: HashMap<(Kind, String), NamedByFile>,
    keys: HashSet<String>,
}

/// What a name of the file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Department,
    Provider,
    Service,
}

/// The cell at fault, and why.
struct Fault {
    place: usize,
    reason: Reason,
}

impl<R: Read> HispReader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When there is none, or when it lacks columns: one error that names them all.
    pub fn new(input: R) -> Result<Self, ExchangeError> {
        let mut records = Delimited::new(input)?;
        let header = records.header()?;
        let columns = Columns::find(&header)?;
        Ok(Self {
            records,
            header,
            columns,
            findings: Findings::default(),
            named: HashMap::new(),
            keys: HashSet::new(),
        })
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

    fn block(&mut self, cells: &Cells<'_>) -> Result<NewCountBlock, Fault> {
        let columns = &self.columns;
        let key = cells.needed(columns.id)?.to_owned();
        let (channel, quarter) = (cells.channel(columns.channel)?, cells.quarter(columns)?);
        let questions = questions(columns, cells)?;
        let [customers, offered, respondents] = columns.volumes;
        let (customers, offered, respondents) =
            (cells.count(customers)?, cells.count(offered)?, cells.count(respondents)?);
        let (department, provider, service) =
            (cells.named(columns.department)?, cells.named(columns.provider)?, cells.named(columns.service)?);
        let service_provided = columns.service_provided.map_or("", |place| cells.text(place));
        let title = match one_line(service_provided) {
            title if title.is_empty() => service.name.clone(),
            title => title,
        };
        let description = columns.service_description.map_or("", |place| cells.text(place));
        let details = details(columns, cells);
        let organisations = vec![
            self.as_first_named(Kind::Department, &department),
            self.as_first_named(Kind::Provider, &provider),
        ];
        Ok(NewCountBlock {
            source: SOURCE.to_owned(),
            key,
            name: format!("{title} · {quarter}"),
            organisations,
            service: self.as_first_named(Kind::Service, &service),
            service_description: description.to_owned(),
            channel,
            days: FiscalYearStart::OCTOBER.days_of(quarter),
            customers,
            offered,
            respondents,
            details,
            questions,
        })
    }

    /// Every block of one key carries the name that came first, so that a variant spelling in a later row does not
    /// rename what was already imported; the difference is a finding.
    fn as_first_named(&mut self, kind: Kind, named: &NamedByFile) -> NamedByFile {
        let first = self.named.entry((kind, named.key.clone())).or_insert_with(|| named.clone());
        if first.name != named.name {
            let rule = match kind {
                Kind::Department => "organization_name_differs",
                Kind::Provider => "service_provider_name_differs",
                Kind::Service => "service_name_differs",
            };
            let meaning = "the same id came under another name before; the first name was kept";
            self.findings.add(rule, Severity::Info, meaning);
        }
        first.clone()
    }

    fn read(&mut self, record: Record) -> Result<NewCountBlock, Refused> {
        let record = record.fitting(&self.header)?;
        let cells = Cells(&record.cells);
        match self.block(&cells) {
            Ok(block) => {
                quality::note(&mut self.findings, &self.columns, &cells, &block);
                if !self.keys.insert(block.key.clone()) {
                    let meaning = "the id stood in an earlier row of this file; the later row replaces it";
                    self.findings.add("repeated_id", Severity::Warning, meaning);
                }
                Ok(block)
            }
            Err(Fault { place, reason }) => Err(Refused {
                row: record.row,
                column: self.header.names().get(place).cloned(),
                reason,
                record: record.cells,
            }),
        }
    }
}

impl<R: Read> Iterator for HispReader<R> {
    type Item = Result<NewCountBlock, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(record.and_then(|record| self.read(record)))
    }
}

fn questions(columns: &Columns, cells: &Cells<'_>) -> Result<Vec<BlockQuestion>, Fault> {
    let mut questions = Vec::new();
    for question in &columns.questions {
        let counts = cells.counts(question)?;
        let text = question.text.map_or("", |place| cells.text(place));
        let counts: Vec<(i64, i64)> = (1..).zip(counts).filter(|(_, count)| *count > 0).collect();
        if !counts.is_empty() {
            questions.push(BlockQuestion {
                wording: NewWording::of_imported_text(question.measure, &question.name, text),
                counts,
            });
        }
    }
    Ok(questions)
}

fn details(columns: &Columns, cells: &Cells<'_>) -> BTreeMap<String, String> {
    let texts = columns
        .questions
        .iter()
        .filter_map(|question| Some((format!("{}_text", question.name), question.text?)));
    let others = columns.details.iter().map(|(name, place)| ((*name).to_owned(), *place));
    others
        .chain(texts)
        .map(|(name, place)| (name, cells.text(place).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// The cells of one row, read by place.
struct Cells<'a>(&'a [String]);

impl Cells<'_> {
    fn text(&self, place: usize) -> &str {
        self.0.get(place).map_or("", |cell| cell.trim())
    }

    fn needed(&self, place: usize) -> Result<&str, Fault> {
        let text = self.text(place);
        let fault = || Fault { place, reason: Reason::Blank };
        (!text.is_empty()).then_some(text).ok_or_else(fault)
    }

    /// A count; blank is missing.
    fn count(&self, place: usize) -> Result<Option<i64>, Fault> {
        let text = self.text(place);
        if text.is_empty() {
            return Ok(None);
        }
        whole(text).map(Some).ok_or_else(|| Fault { place, reason: Reason::NotACount(text.to_owned()) })
    }

    /// How often each of the values 1 to 5 was answered.
    fn counts(&self, question: &QuestionColumns) -> Result<[i64; 5], Fault> {
        let mut counts = [0; 5];
        for (count, place) in counts.iter_mut().zip(question.counts) {
            *count = self.count(place)?.unwrap_or(0);
        }
        Ok(counts)
    }

    /// The channel. Older rows leave it blank where several were counted together, as others say `mixed`.
    fn channel(&self, place: usize) -> Result<Channel, Fault> {
        match self.text(place) {
            "" => Ok(Channel::Mixed),
            text => {
                text.parse().map_err(|_| Fault { place, reason: Reason::UnknownChannel(text.to_owned()) })
            }
        }
    }

    fn quarter(&self, columns: &Columns) -> Result<FiscalQuarter, Fault> {
        let part = |place, range: std::ops::RangeInclusive<i64>| {
            let text = self.needed(place)?;
            let number = whole(text).filter(|number| range.contains(number));
            number.ok_or_else(|| Fault { place, reason: Reason::NotAQuarter(text.to_owned()) })
        };
        let (year, quarter) = (part(columns.year, 1990..=2200)?, part(columns.quarter, 1..=4)?);
        Ok(FiscalQuarter {
            year: i16::try_from(year).expect("in the range just checked"),
            quarter: u8::try_from(quarter).expect("in the range just checked"),
        })
    }

    fn named(&self, columns: NamedColumns) -> Result<NamedByFile, Fault> {
        Ok(NamedByFile {
            key: self.needed(columns.key)?.to_owned(),
            name: one_line(self.needed(columns.name)?),
            abbreviation: columns.abbreviation.map_or_else(String::new, |place| one_line(self.text(place))),
        })
    }
}

/// A whole number from 0, also when stored as a decimal (`56.0`). At most 15 digits, so that sums stay exact.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let (digits, zeros) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = (1..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && zeros.bytes().all(|byte| byte == b'0');
    is_whole.then(|| digits.parse().ok()).flatten()
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
