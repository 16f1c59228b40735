//! The Canadian record of service standards: standards and their yearly results, with the organisations and services
//! that are not known yet.

use std::io::Read;

use catsup_exchange::{Finding, StandardReader, StandardRow, header::Header};
use catsup_model::{
    Language, Permission, Translated, Viewer,
    id::{OrganisationId, ServiceId, StandardId},
    standard::Standard,
};
use catsup_store::Transaction;

use super::{
    named::{Named, little_known},
    run::{Options, Report, Run, Source, Storing, pull},
};
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
    let today = app.today();
    let pulled = pull(move || StandardReader::new(file, today));
    Run::start(app, "standards", options).store::<_, Standards>(app, viewer, pulled).await
}

/// Stores standards and their results, with the organisations and services they name.
#[derive(Default)]
struct Standards {
    named: Named,
}

impl Storing<StandardRow> for Standards {
    async fn store(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        report: &mut Report,
        rows: Vec<StandardRow>,
    ) -> Result<(), Error> {
        for row in &rows {
            if store(app, transaction, &mut self.named, row).await? {
                report.inserted += 1;
            } else {
                report.updated += 1;
            }
        }
        Ok(())
    }
}

/// Stores one row; says whether its year was new. What is already so is not written again.
async fn store(
    app: &App,
    transaction: &mut Transaction,
    named: &mut Named,
    row: &StandardRow,
) -> Result<bool, Error> {
    let key = format!("gc:organisation:{}", row.organisation.key);
    let organisation = named.organisation(app, transaction, key, None, &row.organisation).await?;
    let service = match named.known_service(&row.service) {
        Some(known) => known,
        None => {
            let (key, fields) =
                (format!("gc:service:{}", row.service.key), little_known(organisation, &row.service)?);
            named.service(app, transaction, &key, &row.service, &fields).await?
        }
    };
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
        measured_from: None,
        objective: None,
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
