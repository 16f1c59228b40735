//! The Canadian record of service standards: standards and their yearly results, with the organisations and services
//! that are not known yet.

use std::{collections::HashMap, io::Read};

use catsup_exchange::{Finding, StandardReader, StandardRow, header::Header};
use catsup_model::{
    Language, Permission, Translated, Viewer,
    count_block::NamedByFile,
    directory::ServiceFields,
    id::{OrganisationId, ServiceId, StandardId},
    standard::Standard,
    text::Name,
};
use catsup_store::{SourceOrganisation, Transaction};

use super::run::{Options, Pulled, Report, Run, Source, pull, unreadable};
use crate::{App, Error};

impl<R: Read> Source for StandardReader<R> {
    type Row = StandardRow;

    fn columns(&self) -> &Header {
        self.header()
    }

    fn noticed(&self) -> Vec<Finding> {
        self.findings()
    }
}

/// Imports the record of service standards; organisations and services it names are made when missing.
///
/// Service, standard and fiscal year make a row the same when it comes again. What is new is published at once, since
/// the record is public already; what staff took off the public page stays off it.
///
/// # Errors
/// [`Error::Denied`]: services may come from anywhere, so importing must be allowed everywhere; [`Error::Invalid`] for
/// a file that cannot be read.
pub async fn import_standards(
    app: &App,
    viewer: &Viewer,
    file: impl Read + Send + 'static,
    options: Options,
) -> Result<Report, Error> {
    viewer.require_everywhere(Permission::Import)?;
    let mut run = Run::start(app, "standards", options);
    let mut directory = Directory::default();
    let today = app.today();
    let mut pulled = pull(move || StandardReader::new(file, today));
    while let Some(next) = pulled.recv().await {
        match next.map_err(unreadable)? {
            Pulled::Header(columns) => run.header(&columns)?,
            Pulled::Rows(rows) => {
                let rows = run.sort(rows)?;
                let mut transaction = app.store().begin().await?;
                for row in &rows {
                    if store(app, &mut transaction, &mut directory, row).await? {
                        run.report.inserted += 1;
                    } else {
                        run.report.updated += 1;
                    }
                }
                if run.is_dry() {
                    directory = Directory::default();
                } else {
                    transaction.commit().await?;
                }
            }
            Pulled::End(findings) => return run.finish(app, viewer, findings).await,
        }
    }
    Err(Error::Internal { what: "reading the file", source: "the reading thread ended early".into() })
}

/// Stores one row; says whether its year was new. What is already so is not written again.
async fn store(
    app: &App,
    transaction: &mut Transaction,
    directory: &mut Directory,
    row: &StandardRow,
) -> Result<bool, Error> {
    let organisation = directory.organisation(app, transaction, &row.organisation).await?;
    let service = directory.service(app, transaction, &row.service, organisation).await?;
    let known = transaction.standard_by_source(&row.source.key()).await?;
    let id = match known {
        None => {
            let new = new_standard(app, row, service, organisation);
            transaction.standard_insert(&new, app.now()).await?;
            new.id
        }
        Some(known) => {
            let next = taken_over(&known, row, service, organisation);
            if next != known {
                transaction.standard_update(&next).await?;
            }
            known.id
        }
    };
    let result = &row.result;
    let before = transaction.standard_result_find(id, result.year).await?;
    if before.as_ref() != Some(result) {
        transaction.standard_result_set(id, result, app.now()).await?;
    }
    Ok(before.is_none())
}

fn new_standard(app: &App, row: &StandardRow, service: ServiceId, organisation: OrganisationId) -> Standard {
    Standard {
        id: StandardId(app.next_id()),
        service,
        touchpoint: None,
        organisation,
        kind: row.kind,
        promise: Translated::english(&row.promise),
        threshold: None,
        target: row.result.target,
        channel: row.channel,
        effective_from: None,
        effective_until: None,
        published_at: Some(app.now()),
        source: Some(row.source.clone()),
    }
}

/// A known standard with what the newest year says of it; an older year changes its own result only. What the record
/// does not hold stays as staff entered it.
fn taken_over(
    known: &Standard,
    row: &StandardRow,
    service: ServiceId,
    organisation: OrganisationId,
) -> Standard {
    let newest = known.source.as_ref().map_or(0, |source| source.newest_year);
    let mut next = known.clone();
    if row.source.newest_year >= newest {
        next.service = service;
        next.touchpoint = known.touchpoint.filter(|_| service == known.service);
        next.organisation = organisation;
        next.kind = row.kind;
        next.promise.set(Language::En, &row.promise);
        next.target = row.result.target;
        next.channel = row.channel;
        next.source = Some(row.source.clone());
    }
    next
}

/// Organisations and services already ensured in this run, by their key in the file.
#[derive(Default)]
struct Directory {
    organisations: HashMap<String, OrganisationId>,
    services: HashMap<String, ServiceId>,
}

impl Directory {
    async fn organisation(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        named: &NamedByFile,
    ) -> Result<OrganisationId, Error> {
        if let Some(known) = self.organisations.get(&named.key) {
            return Ok(*known);
        }
        let (key, name) = (format!("gc:organisation:{}", named.key), name(named)?);
        let source = SourceOrganisation {
            source_key: &key,
            parent: None,
            name: &name,
            abbreviation: &named.abbreviation,
        };
        let id = transaction.organisation_ensure(OrganisationId(app.next_id()), source, app.now()).await?;
        self.organisations.insert(named.key.clone(), id);
        Ok(id)
    }

    async fn service(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        named: &NamedByFile,
        organisation: OrganisationId,
    ) -> Result<ServiceId, Error> {
        if let Some(known) = self.services.get(&named.key) {
            return Ok(*known);
        }
        let fields = ServiceFields {
            organisation,
            shared_with: Vec::new(),
            name: name(named)?,
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: false,
            life_experiences: Vec::new(),
        };
        let key = format!("gc:service:{}", named.key);
        let id = transaction.service_ensure(ServiceId(app.next_id()), &key, &fields, app.now()).await?;
        self.services.insert(named.key.clone(), id);
        Ok(id)
    }
}

fn name(named: &NamedByFile) -> Result<Name, Error> {
    Name::parse(&named.name).map_err(|error| Error::Internal { what: "reading a name", source: error.into() })
}
