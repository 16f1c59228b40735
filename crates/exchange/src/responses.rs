//! Files of responses, one row a response, read through a mapping.
//!
//! Missing stays missing: a blank cell is no answer, never zero, and a choice that was not offered is not one that was
//! left unticked.

mod cells;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read, Seek},
};

use catsup_model::{
    Channel, Language,
    answers::{AnswerError, Answers, Completeness, RawAnswers},
    survey::SurveyDefinition,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    ExchangeError, Finding, Mapping, Reason, Refused, Severity, Table, delimited::Record, finding::Findings,
    header::Header, mapping::Plan, moments, table::Rows,
};

/// One response as a file states it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedRow {
    /// The row as a spreadsheet shows it.
    pub row: u64,
    /// Its key within the file's source, where there is one.
    pub external_id: Option<String>,
    /// What the source calls the customer, where stated.
    pub customer: Option<String>,
    /// When the contact happened, where stated.
    pub occurred_at: Option<Timestamp>,
    /// The channel, from the row or the mapping's default.
    pub channel: Option<Channel>,
    /// The service as the file names it, or the default.
    pub service: Option<String>,
    /// The touchpoint as the file names it, or the default.
    pub touchpoint: Option<String>,
    /// The language it was given in.
    pub language: Language,
    /// The class of the device.
    pub device: Option<String>,
    /// Attributes that segments are made of; blank ones left out.
    pub segments: BTreeMap<String, String>,
    /// What was answered, by question key.
    pub raw: RawAnswers,
    /// Choices (`question.choice`) that this person was not offered although the survey has them. `raw` cannot say
    /// so: a list of ticks means that every other choice was offered.
    pub not_offered: BTreeSet<String>,
    /// The cells as they stood in the file, for a refusal further on.
    pub record: Vec<String>,
}

impl ImportedRow {
    /// The answers against the survey, without those to choices that were not offered.
    ///
    /// # Errors
    /// Every answer that does not fit its question.
    pub fn answers(&self, definition: &SurveyDefinition) -> Result<Answers, Vec<AnswerError>> {
        let mut answers = Answers::parse(definition, &self.raw, self.language, Completeness::Anything)?;
        answers.given.retain(|answer| !self.not_offered.contains(&answer.question));
        Ok(answers)
    }

    /// The row as refused for a reason found elsewhere, such as a service that does not exist.
    #[must_use]
    pub fn refuse(self, column: Option<String>, reason: impl Into<String>) -> Refused {
        Refused { row: self.row, column, reason: Reason::Other(reason.into()), record: self.record }
    }
}

/// Reads responses row by row. Iterate it to the end, then ask for its [`ResponseReader::findings`].
pub struct ResponseReader<'a, R: Read + Seek> {
    rows: Rows<'a, R>,
    plan: Plan,
    definition: &'a SurveyDefinition,
    zone: TimeZone,
    findings: Findings,
}

/// The cell at fault, and why.
struct Fault {
    place: Option<usize>,
    reason: Reason,
}

/// Reads the responses of a table. Times without an offset are local times in `zone`.
///
/// # Errors
/// [`ExchangeError::Mapping`] when mapping, file and survey do not fit together.
pub fn read_responses<'a, R: Read + Seek>(
    table: &'a mut Table<R>,
    mapping: &Mapping,
    definition: &'a SurveyDefinition,
    zone: TimeZone,
) -> Result<ResponseReader<'a, R>, ExchangeError> {
    let plan = mapping.plan(table.header(), definition)?;
    ResponseReader::new(table, plan, definition, zone)
}

impl<'a, R: Read + Seek> ResponseReader<'a, R> {
    pub(crate) fn new(
        table: &'a mut Table<R>,
        plan: Plan,
        definition: &'a SurveyDefinition,
        zone: TimeZone,
    ) -> Result<Self, ExchangeError> {
        Ok(Self { rows: table.rows()?, plan, definition, zone, findings: Findings::default() })
    }

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

    fn response(&self, record: &Record) -> Result<ImportedRow, Fault> {
        let plan = &self.plan;
        let cell = |place: usize| record.cells.get(place).map_or("", |cell| cell.trim());
        let filled = |place: Option<usize>| place.map(cell).filter(|text| !text.is_empty());
        if let Some(place) = plan.needed.iter().find(|place| cell(**place).is_empty()) {
            return Err(at(*place, Reason::Blank));
        }
        let occurred_at = match &plan.time {
            Some((place, format)) if !cell(*place).is_empty() => {
                let moment = moments::read(cell(*place), format.as_deref(), &self.zone);
                Some(moment.ok_or_else(|| at(*place, Reason::NotATime(cell(*place).to_owned())))?)
            }
            _ => None,
        };
        let parsed = |place: Option<usize>, reason: fn(String) -> Reason| {
            place.zip(filled(place)).map(|(place, text)| (text, at(place, reason(text.to_owned()))))
        };
        let channel = parsed(plan.channel, Reason::UnknownChannel)
            .map(|(text, fault)| text.parse().map_err(|_| fault))
            .transpose()?;
        let language = parsed(plan.language, Reason::UnknownLanguage)
            .map(|(text, fault)| cells::language(text).ok_or(fault))
            .transpose()?;
        let segments = plan.segments.iter();
        let segments = segments
            .filter_map(|(place, name)| Some((name.clone(), filled(Some(*place))?.to_owned())))
            .collect();
        let (raw, not_offered) = cells::answers(plan, &record.cells)?;
        let or_default =
            |place, default: &Option<String>| filled(place).map(str::to_owned).or_else(|| default.clone());
        Ok(ImportedRow {
            row: record.row,
            external_id: filled(plan.external_id).map(str::to_owned),
            customer: filled(plan.customer).map(str::to_owned),
            occurred_at,
            channel: channel.or(plan.defaults.channel),
            service: or_default(plan.service, &plan.defaults.service),
            touchpoint: or_default(plan.touchpoint, &plan.defaults.touchpoint),
            language: language.or(plan.defaults.language).unwrap_or_default(),
            device: or_default(plan.device, &plan.defaults.device),
            segments,
            raw,
            not_offered,
            record: Vec::new(),
        })
    }

    /// Refuses what the survey cannot take, naming the column it stood in.
    fn check(&mut self, response: &ImportedRow) -> Result<(), Fault> {
        let answers = response.answers(self.definition).map_err(|mut errors| {
            let first = errors.swap_remove(0);
            Fault { place: self.plan.place_of(&first.question), reason: Reason::Answer(first.reason) }
        })?;
        if answers.is_empty() && answers.not_asked.is_empty() {
            let reason = Reason::NothingAnswered;
            return Err(Fault { place: None, reason });
        }
        if !answers.not_asked.is_empty() {
            let meaning =
                "answers to questions that the survey does not ask after these answers; they were left out";
            self.findings.add("answers_not_asked", Severity::Warning, meaning);
        }
        if response.occurred_at.is_none() && self.plan.time.is_some() {
            let meaning = "the time is blank";
            self.findings.add("time_missing", Severity::Warning, meaning);
        }
        Ok(())
    }

    fn read(&mut self, record: Record) -> Result<ImportedRow, Refused> {
        let response = self.response(&record);
        let checked = response.and_then(|response| self.check(&response).map(|()| response));
        match checked {
            Ok(response) => Ok(ImportedRow { record: record.cells, ..response }),
            Err(Fault { place, reason }) => Err(Refused {
                row: record.row,
                column: place.and_then(|place| self.rows.header().names().get(place).cloned()),
                reason,
                record: record.cells,
            }),
        }
    }
}

fn at(place: usize, reason: Reason) -> Fault {
    Fault { place: Some(place), reason }
}

impl<R: Read + Seek> Iterator for ResponseReader<'_, R> {
    type Item = Result<ImportedRow, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.rows.next()?;
        Some(record.and_then(|record| self.read(record)))
    }
}
