//! Cases from a file of any make, read through a mapping of its columns.
//!
//! A file is read twice: first for the keys that it holds more than once, since the last of such rows counts; then to be
//! stored. A case is known again by its source and key. A row that says what it said when it came last touches nothing, so
//! that what staff did with a case since stays; a row that says something else changes what the file owns.

mod ids;
mod known;
mod repeats;
mod services;
mod written;

use std::collections::BTreeMap;

use catsup_exchange::{
    CaseMapping, CaseReader, ImportedCase, Severity, cases::CaseField, finding::Findings, read_cases,
};
use catsup_model::{
    Permission, Reach, Viewer,
    case::{Case, CaseEvent},
};
use jiff::{Timestamp, tz::TimeZone};

use self::{known::Known, repeats::Repeats, services::Services};
use super::{
    keys::Keys,
    responses::unfit,
    run::{Options, Pulled, Report, Run, pull_from},
    source_mappings,
    table_file::TableFile,
};
use crate::{
    App, Error, anticipation::soon::anticipate_soon, cases::Deadlines, fields::invalid, interactions,
    standards::soon::measure_soon_alone,
};

/// Rows that are stored in one transaction: each commit writes the pages anew that keys and numbers are spread over.
const TOGETHER: usize = 2_000;

/// Where cases come from, and how their file is read.
#[derive(Debug, Clone, Default)]
pub struct CaseFile {
    /// The system they come from; keys are its own.
    pub source: String,
    /// The mapping of the columns as TOML; when `None` the one saved for the source, else one that their names suggest.
    pub mapping: Option<String>,
    /// What is stated beside the mapping, and counts more than it.
    pub stated: CaseMapping,
}

/// Imports cases. Organisations and services that are not known are made, where the viewer may import everywhere.
///
/// A case that the file calls closed is resolved as the agency says; what the person says of it, nobody knows. Nobody is
/// written to, and nobody is told of deadlines that were over when the cases came.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] for a file that cannot be read (`file`), a mapping that does not fit it
/// (`mapping`) or a name that is none of a source (`source`).
pub async fn import_cases(
    app: &App,
    viewer: &Viewer,
    wanted: CaseFile,
    file: TableFile,
    options: Options,
) -> Result<Report, Error> {
    let reach = viewer.require(Permission::Import)?;
    let source =
        interactions::source(&wanted.source).map_err(|reason| invalid("source", "source", reason))?;
    let sheet = wanted.stated.sheet.as_deref();
    let given = wanted.mapping.as_deref();
    let mut mapping: CaseMapping = source_mappings::chosen(app, &source, &file, given, sheet).await?;
    mapping.overlay(wanted.stated.clone());
    let columns = mapping.columns.clone();
    let (zone, now, is_dry) = (app.settings().zone.clone(), app.now(), options.dry_run);
    let repeats = repeats(file.again()?, mapping.clone(), zone.clone(), now).await?;
    let mut pulling = pull_from(move |sink| {
        let mut table = file.table(mapping.sheet.as_deref())?;
        sink.header(table.header().clone());
        let rows = read_cases(&mut table, mapping, zone, now)?;
        sink.rows(rows, CaseReader::findings);
        Ok(())
    });
    let mut import = Import {
        app,
        actor: viewer.actor().to_string(),
        services: Services::read(app, &reach, &source).await?,
        reach,
        source,
        columns,
        repeats,
        keys: Keys::new(String::new()),
        deadlines: Deadlines::read(app).await?,
        run: Run::start(app, "cases", options),
        noticed: Findings::default(),
    };
    let mut waiting = Vec::new();
    while let Some(next) = pulling.recv().await {
        match next.map_err(unfit)? {
            Pulled::Header(columns) => import.run.header(&columns)?,
            Pulled::Rows(rows) => {
                waiting.extend(import.run.sort(rows)?);
                if waiting.len() >= TOGETHER {
                    import.store(std::mem::take(&mut waiting)).await?;
                }
            }
            Pulled::End(mut findings) => {
                import.store(waiting).await?;
                findings.extend(import.noticed.list());
                if !is_dry {
                    measure_soon_alone(app).await?;
                    anticipate_soon(app).await;
                }
                return import.run.finish(app, viewer, findings).await;
            }
        }
    }
    Err(Error::Internal { what: "reading the file", source: "the reading thread ended early".into() })
}

async fn repeats(
    file: TableFile,
    mapping: CaseMapping,
    zone: TimeZone,
    now: Timestamp,
) -> Result<Repeats, Error> {
    let read = move || {
        let mut table = file.table(mapping.sheet.as_deref()).map_err(unfit)?;
        let rows = read_cases(&mut table, mapping, zone, now).map_err(unfit)?;
        Ok(Repeats::of(rows.filter_map(Result::ok)))
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(|error| Error::Internal { what: "reading the file", source: error.into() })?
}

/// An import of cases under way.
struct Import<'a> {
    app: &'a App,
    actor: String,
    reach: Reach,
    source: String,
    columns: BTreeMap<CaseField, String>,
    services: Services,
    repeats: Repeats,
    keys: Keys,
    deadlines: Deadlines,
    run: Run,
    noticed: Findings,
}

/// What a batch brings.
#[derive(Default)]
struct Batch {
    new: Vec<Case>,
    changed: Vec<Case>,
    events: Vec<CaseEvent>,
    /// Rows whose case is as they say already.
    unchanged: usize,
}

impl Import<'_> {
    /// Stores a batch in one transaction.
    async fn store(&mut self, rows: Vec<ImportedCase>) -> Result<(), Error> {
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            if self.repeats.is_overtaken(&row) {
                let meaning = "another row further on has the same key; the last one counts";
                self.noticed.add("repeated_keys", Severity::Warning, meaning);
                self.run.report.updated += 1;
                continue;
            }
            let key = self.keys.named(row.text(CaseField::Key), &row.record).key;
            keyed.push((format!("{} {key}", self.source), row));
        }
        let app = self.app;
        let mut transaction = app.store().begin().await?;
        let keys: Vec<&str> = keyed.iter().map(|(key, _)| key.as_str()).collect();
        let mut known = Known::read(app, &mut transaction, &keys).await?;
        let mut batch = Batch::default();
        for (key, row) in keyed {
            if let Err((column, reason)) = written::check(&row) {
                self.refuse(row, column, reason)?;
                continue;
            }
            let service = match self.services.of(app, &mut transaction, &row).await? {
                Ok(service) => service,
                Err(reason) => {
                    self.refuse(row, Some(CaseField::Service), reason)?;
                    continue;
                }
            };
            let print = written::print(&row);
            match known.take(&key) {
                Some((case, _)) if !self.reach.has_service(case.service) => {
                    let reason = "its case belongs to a service you may not import for".to_owned();
                    self.refuse(row, Some(CaseField::Key), reason)?;
                }
                Some((_, before)) if before.as_deref() == Some(print.as_str()) => batch.unchanged += 1,
                Some((mut case, _)) => {
                    let said = written::change(&mut case, &row, service);
                    batch.events.extend(written::events(app, &self.actor, &case, said, &print));
                    self.count(&mut case);
                    case.revision += 1;
                    case.updated_at = app.now();
                    batch.changed.push(case);
                }
                None => {
                    let mut case = written::new(app, key, &row, service);
                    self.count(&mut case);
                    batch.new.push(case);
                    batch.events.extend(written::beginning(
                        app,
                        &self.actor,
                        &batch.new[batch.new.len() - 1],
                        &print,
                    ));
                }
            }
        }
        ids::give(app, &mut transaction, &mut batch.new, &mut batch.events).await?;
        transaction.cases_insert(&batch.new).await?;
        transaction.case_put(&batch.changed).await?;
        transaction.case_events_insert(&batch.events).await?;
        if self.run.is_dry() {
            self.services.forget();
        } else {
            transaction.commit().await?;
        }
        self.run.report.inserted += batch.new.len() as u64;
        self.run.report.updated += (batch.changed.len() + batch.unchanged) as u64;
        for _ in 0..batch.unchanged {
            let meaning = "the case is as the row says already; nothing was written";
            self.noticed.add("unchanged", Severity::Info, meaning);
        }
        Ok(())
    }

    /// Works out the clocks of a case, and notes where no rule says by when.
    fn count(&mut self, case: &mut Case) {
        self.deadlines.apply(case);
        if self.deadlines.rule(case).is_none() {
            let meaning = "no handling rule is for such a case, so that nothing says by when, nor how many business days \
                           it took; set a rule";
            self.noticed.add("no_handling_rule", Severity::Warning, meaning);
        }
    }

    fn refuse(&mut self, row: ImportedCase, field: Option<CaseField>, reason: String) -> Result<(), Error> {
        let column = field.and_then(|field| self.columns.get(&field).cloned());
        let reason = match field {
            Some(field) if column.is_none() => format!("{}: {reason}", field.code()),
            _ => reason,
        };
        self.run.refuse(&row.refuse(column, reason))
    }
}
