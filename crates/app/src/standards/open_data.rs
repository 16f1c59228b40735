//! Standards and their results as open data, in the fields of the Canadian record: a row for a standard and a year.

use std::{
    collections::{BTreeMap, HashMap},
    io::Write,
};

use catsup_exchange::{StandardRow, StandardWriter, TableFormat};
use catsup_model::{
    Language, Permission, Viewer,
    count_block::NamedByFile,
    directory::{Organisation, Service},
    id::{OrganisationId, ServiceId, StandardId},
    standard::{Claim, Outcome, Standard, StandardResult, StandardSource},
};
use catsup_store::Shown;
use tokio::sync::mpsc;

use crate::{App, Error, download::Download};

/// Rows that are made between two looks at whether the reader keeps up.
const BATCH: usize = 500;

/// Published standards with their results, as a file made while it is sent.
///
/// # Errors
/// When the store fails.
pub async fn open_data(
    app: &App,
    format: TableFormat,
) -> Result<mpsc::Receiver<Result<Vec<u8>, Error>>, Error> {
    let records = Records::read(app, Shown::Published).await?;
    let at = app.now();
    Ok(Download::start(move |download| async move {
        let mut writer = StandardWriter::new(format, download.clone(), at).map_err(unwritten)?;
        for batch in records.rows.chunks(BATCH) {
            for row in batch {
                row.for_the_public().write(&mut writer)?;
            }
            download.pass_on().await?;
        }
        writer.finish().map_err(unwritten)?;
        download.pass_on().await
    }))
}

/// Writes standards with their results; returns the number of rows.
///
/// # Errors
/// [`Error::Denied`] unless the viewer sees the directory of the whole installation; when writing fails.
pub async fn export(
    app: &App,
    viewer: &Viewer,
    shown: Shown,
    format: TableFormat,
    to: impl Write + Send,
) -> Result<u64, Error> {
    viewer.require_everywhere(Permission::ReadDirectory)?;
    let records = Records::read(app, shown).await?;
    let mut writer = StandardWriter::new(format, to, app.now()).map_err(unwritten)?;
    for row in &records.rows {
        row.write(&mut writer)?;
    }
    writer.finish().map_err(unwritten)?;
    Ok(records.rows.len() as u64)
}

/// Rows of the record, ready to be written.
struct Records {
    rows: Vec<Record>,
}

#[derive(Clone)]
struct Record {
    row: StandardRow,
    performance: Option<i64>,
    met: Outcome,
    /// Whether it was entered here and speaks of fewer cases than the public is told of.
    speaks_of_few: bool,
}

impl Record {
    /// The same without the volumes of a few.
    fn for_the_public(&self) -> Self {
        let mut told = self.clone();
        if told.speaks_of_few {
            (told.row.result.kept, told.row.result.total) = (None, None);
        }
        told
    }

    fn write<W: Write + Send>(&self, writer: &mut StandardWriter<W>) -> Result<(), Error> {
        writer.write(&self.row, self.performance, self.met).map_err(unwritten)
    }
}

impl Records {
    async fn read(app: &App, shown: Shown) -> Result<Self, Error> {
        let standards = app.store().standard_list(None, shown).await?;
        let ids: Vec<StandardId> = standards.iter().map(|standard| standard.id).collect();
        let mut results: BTreeMap<StandardId, Vec<StandardResult>> = BTreeMap::new();
        for (standard, result) in app.store().standard_result_list(Some(&ids)).await? {
            results.entry(standard).or_default().push(result);
        }
        let services: HashMap<ServiceId, Service> =
            app.store().service_list(None).await?.into_iter().map(|one| (one.id, one)).collect();
        let organisations: HashMap<OrganisationId, Organisation> =
            app.store().organisation_list().await?.into_iter().map(|one| (one.id, one)).collect();
        let smallest = app.settings().smallest_cell;
        let mut rows = Vec::new();
        for standard in standards {
            let (Some(service), Some(organisation)) =
                (services.get(&standard.service), organisations.get(&standard.organisation))
            else {
                continue;
            };
            // The oldest year first, as a reader of a series expects.
            for result in results.remove(&standard.id).unwrap_or_default().into_iter().rev() {
                rows.push(record(&standard, service, organisation, result, smallest));
            }
        }
        Ok(Self { rows })
    }
}

/// What a source states is passed on as it states it; what was entered here is claimed from the limit of cases on.
fn record(
    standard: &Standard,
    service: &Service,
    organisation: &Organisation,
    result: StandardResult,
    smallest: u64,
) -> Record {
    let claim = result.claim(smallest);
    let (performance, met) = match (result.stated, claim) {
        (Some(stated), _) => (result.performance(), stated),
        (None, Claim::Met | Claim::Missed | Claim::NoTarget) => (result.performance(), claim.outcome()),
        (None, _) => (None, Outcome::NotKnown),
    };
    let source = standard.source.clone().unwrap_or_else(|| made_here(standard, service, organisation));
    let named =
        |key: &str| NamedByFile { key: key.to_owned(), name: String::new(), abbreviation: String::new() };
    let row = StandardRow {
        promise: standard.promise.get(Language::En).to_owned(),
        kind: standard.kind,
        channel: standard.channel,
        service: named(&source.service_id),
        organisation: named(&source.owner_org),
        result,
        source,
    };
    let speaks_of_few = row.result.stated.is_none() && claim == Claim::TooFew;
    Record { row, performance, met, speaks_of_few }
}

/// The fields of the record for a standard that was entered here.
fn made_here(standard: &Standard, service: &Service, organisation: &Organisation) -> StandardSource {
    let owner_org = match organisation.abbreviation.as_str() {
        "" => organisation.id.to_string(),
        abbreviation => abbreviation.to_lowercase(),
    };
    StandardSource {
        service_id: service.id.to_string(),
        standard_id: standard.id.to_string(),
        service_name_en: service.name.to_string(),
        owner_org,
        owner_org_title: organisation.name.to_string(),
        ..StandardSource::default()
    }
}

fn unwritten(error: catsup_exchange::ExchangeError) -> Error {
    Error::Internal { what: "writing the standards", source: error.into() }
}
