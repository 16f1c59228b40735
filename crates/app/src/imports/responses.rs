//! Responses from a file of any make, read through a mapping of its columns.

use std::{collections::HashMap, sync::Arc};

use catsup_exchange::{
    ExchangeError, Finding, ImportedRow, Mapping, ResponseReader, Severity, read_responses,
};
use catsup_model::{
    Permission, Reach, Viewer,
    id::ResponseId,
    response::{NewResponse, ResponseSource, ResponseState},
};
use jiff::Timestamp;

use super::{
    keys::{Keys, RowKey},
    mappings,
    places::{Places, Unplaced},
    run::{Options, Pulled, Pulling, Report, Run, pull_from, unreadable},
    table_file::TableFile,
};
use crate::{
    App, Error,
    interactions::LONGEST_KEY as LONGEST_CUSTOMER,
    open_surveys::{self, OpenSurvey},
    responses, surveys,
};

/// Imports responses to a survey; drafts and closed surveys take them too, since staff know what they do.
///
/// `mapping` is a mapping as TOML; without one the survey's saved mapping is taken, else one that the names of the
/// columns suggest. A row that came before is replaced: by its external id, without one by what it says.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a survey out of reach; [`Error::Invalid`] for a file that cannot be read
/// (`file`) or a mapping that does not fit it (`mapping`).
pub async fn import_responses(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    file: TableFile,
    mapping: Option<&str>,
    options: Options,
) -> Result<Report, Error> {
    let (reach, open) = survey_within(app, viewer, survey).await?;
    let mapping = mappings::chosen(app, &open, &file, mapping).await?;
    let columns = HashMap::from([
        ("external_id", mapping.external_id.clone()),
        ("customer", mapping.customer.clone()),
        ("service", mapping.service.clone()),
        ("time", mapping.time.as_ref().map(|time| time.column.clone())),
        ("touchpoint", mapping.touchpoint.clone()),
    ]);
    let (survey, zone) = (Arc::clone(&open), app.settings().zone.clone());
    let pulling = pull_from(move |sink| {
        let mut table = file.table(mapping.sheet.as_deref())?;
        sink.header(table.header().clone());
        let rows = read_responses(&mut table, &mapping, &survey.survey.definition, zone)?;
        sink.rows(rows, ResponseReader::findings);
        Ok(())
    });
    let keys = Keys::new(format!("import:{}", open.survey.id));
    let places = Places::read(app, &reach, &open).await?;
    let run = Run::start(app, "responses", options);
    let when_unstated = app.now();
    Import { app, open, places, columns, keys, when_unstated, run, repeated: 0 }.take(viewer, pulling).await
}

/// The survey and how far the viewer may import.
pub(super) async fn survey_within(
    app: &App,
    viewer: &Viewer,
    survey: &str,
) -> Result<(Reach, Arc<OpenSurvey>), Error> {
    let reach = viewer.require(Permission::Import)?;
    let found = surveys::by_id_or_key(app, survey).await?;
    let found = found.filter(|survey| reach.has_service(survey.service)).ok_or(Error::NotFound("survey"))?;
    Ok((reach, Arc::new(open_surveys::load(app, found).await?)))
}

/// An import of responses under way.
pub(super) struct Import<'a> {
    pub(super) app: &'a App,
    pub(super) open: Arc<OpenSurvey>,
    pub(super) places: Places,
    /// What the columns at fault are called in the file, by what they hold.
    pub(super) columns: HashMap<&'static str, Option<String>>,
    pub(super) keys: Keys,
    /// When a contact happened that does not say.
    pub(super) when_unstated: Timestamp,
    pub(super) run: Run,
    /// Rows whose key an earlier row of the file has.
    pub(super) repeated: u64,
}

impl Import<'_> {
    pub(super) async fn take(
        mut self,
        viewer: &Viewer,
        mut pulling: Pulling<ImportedRow>,
    ) -> Result<Report, Error> {
        while let Some(next) = pulling.recv().await {
            match next.map_err(unfit)? {
                Pulled::Header(columns) => self.run.header(&columns)?,
                Pulled::Rows(rows) => {
                    let rows = self.run.sort(rows)?;
                    self.store(rows).await?;
                }
                Pulled::End(mut findings) => {
                    findings.extend(self.repeats());
                    return self.run.finish(self.app, viewer, findings).await;
                }
            }
        }
        Err(Error::Internal { what: "reading the file", source: "the reading thread ended early".into() })
    }

    /// Stores a batch in one transaction. Of rows with one key the last wins.
    async fn store(&mut self, rows: Vec<ImportedRow>) -> Result<(), Error> {
        let mut batch: Vec<NewResponse> = Vec::with_capacity(rows.len());
        let mut places: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        for row in rows {
            let RowKey { key, repeated } = self.keys.of(&row);
            let response = match self.response(&row, &key) {
                Ok(response) => response,
                Err(Unplaced { column, reason }) => {
                    let column = self.columns.get(column).cloned().flatten();
                    self.run.refuse(&row.refuse(column, reason))?;
                    continue;
                }
            };
            self.repeated += u64::from(repeated);
            if let Some(place) = places.get(&key) {
                batch[*place] = response;
                self.run.report.updated += 1;
            } else if repeated && self.run.is_dry() {
                // Nothing of the earlier batch was kept that this row could be seen to replace.
                self.run.report.updated += 1;
            } else {
                places.insert(key, batch.len());
                batch.push(response);
            }
        }
        let mut transaction = self.app.store().begin().await?;
        let (inserted, updated) = transaction.response_upsert(&mut batch).await?;
        if !self.run.is_dry() {
            transaction.commit().await?;
        }
        self.run.report.inserted += inserted;
        self.run.report.updated += updated;
        Ok(())
    }

    fn response(&self, row: &ImportedRow, key: &str) -> Result<NewResponse, Unplaced> {
        let fault = |column, reason: String| Unplaced { column, reason };
        let (service, touchpoint) = self.places.of(row.service.as_deref(), row.touchpoint.as_deref())?;
        let survey = &self.open.survey;
        let answers = row.answers(&survey.definition).map_err(|errors| {
            let errors: Vec<String> =
                errors.iter().map(|one| format!("{}: {}", one.question, one.reason)).collect();
            fault("", errors.join("; "))
        })?;
        let now = self.app.now();
        let occurred_at = row.occurred_at.unwrap_or(self.when_unstated);
        if row.occurred_at.is_some_and(|at| at > now) {
            return Err(fault("time", format!("{occurred_at} must not lie in the future")));
        }
        responses::check_segments(&row.segments).map_err(|error| fault("", error.reason))?;
        if key.len() > LONGEST_KEY {
            return Err(fault("external_id", format!("must have at most {LONGEST_KEY} bytes")));
        }
        if row.customer.as_ref().is_some_and(|named| named.chars().count() > LONGEST_CUSTOMER) {
            return Err(fault("customer", format!("must have at most {LONGEST_CUSTOMER} characters")));
        }
        Ok(NewResponse {
            id: ResponseId(self.app.next_id()),
            survey: survey.id,
            version: survey.version,
            service,
            touchpoint,
            channel: row.channel.unwrap_or(survey.channel),
            language: row.language,
            device: row.device.clone(),
            state: ResponseState::Received,
            source: ResponseSource::Import,
            page: None,
            campaign: None,
            entered_by: None,
            occurred_at,
            received_at: now,
            submission_key: Some(key.to_owned()),
            // A key that comes again replaces; what was sent need not be compared.
            fingerprint: 0,
            segments: row.segments.clone(),
            customer: row.customer.as_deref().map(|named| self.app.keys().customer(named)),
            answers: responses::stored(&self.open, answers.given),
        })
    }

    fn repeats(&self) -> Option<Finding> {
        (self.repeated > 0).then(|| Finding {
            rule: "repeated_keys".to_owned(),
            rows: self.repeated,
            severity: Severity::Warning,
            meaning: "an earlier row of the file has the same key; the last one counts".to_owned(),
        })
    }
}

/// Keys are indexed: PostgreSQL takes no longer ones.
const LONGEST_KEY: usize = 1000;

/// A mapping that does not fit is another field than a file that cannot be read.
pub(super) fn unfit(error: ExchangeError) -> Error {
    match error {
        ExchangeError::Mapping { .. } | ExchangeError::MappingSyntax(_) => mappings::unfit(&error),
        other => unreadable(other),
    }
}

/// The mapping that the names of the columns suggest.
pub(super) fn suggested(
    file: TableFile,
    sheet: Option<&str>,
    open: &OpenSurvey,
) -> Result<Mapping, ExchangeError> {
    let table = file.table(sheet)?;
    let suggested = Mapping::suggest(table.header(), &open.survey.definition);
    Ok(Mapping { sheet: sheet.map(str::to_owned), ..suggested })
}
