//! The federal quarterly results: answer counts that someone else made, kept as count blocks.

use std::{
    collections::{BTreeMap, HashMap},
    io::Read,
};

use catsup_exchange::{Finding, HispReader, header::Header};
use catsup_model::{
    Permission, Viewer,
    count_block::{NamedByFile, NewCountBlock},
    directory::ServiceFields,
    id::{CountBlockId, OrganisationId, ServiceId, WordingId},
    text::Name,
    wording::{NewWording, WordingKey},
};
use catsup_store::{BlockPlace, SourceOrganisation, Transaction};

use super::run::{Options, Pulled, Report, Run, Source, pull, unreadable};
use crate::{App, Error};

impl<R: Read> Source for HispReader<R> {
    type Row = NewCountBlock;

    fn columns(&self) -> &Header {
        self.header()
    }

    fn noticed(&self) -> Vec<Finding> {
        self.findings()
    }
}

/// Imports the federal quarterly file; organisations and services it names are made when missing.
///
/// # Errors
/// [`Error::Denied`]: services may come from anywhere, so importing must be allowed everywhere; [`Error::Invalid`] for
/// a file that cannot be read.
pub async fn import_hisp(
    app: &App,
    viewer: &Viewer,
    file: impl Read + Send + 'static,
    options: Options,
) -> Result<Report, Error> {
    viewer.require_everywhere(Permission::Import)?;
    let mut run = Run::start(app, "hisp", options);
    let mut directory = Directory::default();
    let mut pulled = pull(move || HispReader::new(file));
    while let Some(next) = pulled.recv().await {
        match next.map_err(unreadable)? {
            Pulled::Header(columns) => run.header(&columns)?,
            Pulled::Rows(rows) => {
                let blocks = run.sort(rows)?;
                let mut transaction = app.store().begin().await?;
                store_blocks(app, &mut transaction, &mut directory, &blocks, &mut run).await?;
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

/// Organisations and services already ensured in this run, by their key in the file.
#[derive(Default)]
struct Directory {
    organisations: HashMap<NamedByFile, OrganisationId>,
    services: HashMap<NamedByFile, ServiceId>,
}

async fn store_blocks(
    app: &App,
    transaction: &mut Transaction,
    directory: &mut Directory,
    blocks: &[NewCountBlock],
    run: &mut Run,
) -> Result<(), Error> {
    let asked: BTreeMap<WordingKey, NewWording> = blocks
        .iter()
        .flat_map(|block| &block.questions)
        .map(|question| (question.wording.key.clone(), question.wording.clone()))
        .collect();
    let asked: Vec<NewWording> = asked.into_values().collect();
    let wordings = transaction.wording_ensure(&asked, || app.next_id()).await?;
    let zone = app.settings().zone.clone();
    for block in blocks {
        let service = directory.service(app, transaction, block).await?;
        let place = BlockPlace {
            service,
            microseconds: block.days.microseconds(&zone),
            counts: counts(block, &wordings),
        };
        let new =
            transaction.count_block_upsert(block, &place, CountBlockId(app.next_id()), app.now()).await?;
        if new {
            run.report.inserted += 1;
        } else {
            run.report.updated += 1;
        }
    }
    Ok(())
}

/// One row per wording and value, summed where a file asks the same wording twice.
fn counts(block: &NewCountBlock, wordings: &BTreeMap<WordingKey, WordingId>) -> Vec<(WordingId, i64, i64)> {
    let mut sums: BTreeMap<(WordingId, i64), i64> = BTreeMap::new();
    for question in &block.questions {
        if let Some(wording) = wordings.get(&question.wording.key) {
            for (value, n) in &question.counts {
                *sums.entry((*wording, *value)).or_default() += n;
            }
        }
    }
    sums.into_iter().map(|((wording, value), n)| (wording, value, n)).collect()
}

impl Directory {
    async fn service(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        block: &NewCountBlock,
    ) -> Result<ServiceId, Error> {
        if let Some(known) = self.services.get(&block.service) {
            return Ok(*known);
        }
        let mut parent = None;
        for organisation in &block.organisations {
            parent = Some(self.organisation(app, transaction, &block.source, parent, organisation).await?);
        }
        let organisation = parent.ok_or(Error::NotFound("organisation"))?;
        let fields = ServiceFields {
            organisation,
            shared_with: Vec::new(),
            name: name(&block.service)?,
            description: block.service_description.clone(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: true,
            life_experiences: Vec::new(),
        };
        let key = format!("{}:service:{}", block.source, block.service.key);
        let id = transaction.service_ensure(ServiceId(app.next_id()), &key, &fields, app.now()).await?;
        self.services.insert(block.service.clone(), id);
        Ok(id)
    }

    async fn organisation(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        source: &str,
        parent: Option<OrganisationId>,
        named: &NamedByFile,
    ) -> Result<OrganisationId, Error> {
        // A department and a provider may carry the same key: the level is part of what names them.
        let level = if parent.is_some() { "provider" } else { "department" };
        let known = NamedByFile { key: format!("{source}:{level}:{}", named.key), ..named.clone() };
        if let Some(id) = self.organisations.get(&known) {
            return Ok(*id);
        }
        let name = name(named)?;
        let as_known = SourceOrganisation {
            source_key: &known.key,
            parent,
            name: &name,
            abbreviation: &named.abbreviation,
        };
        let id = transaction.organisation_ensure(OrganisationId(app.next_id()), as_known, app.now()).await?;
        self.organisations.insert(known, id);
        Ok(id)
    }
}

fn name(named: &NamedByFile) -> Result<Name, Error> {
    Name::parse(&named.name).map_err(|error| Error::Internal { what: "reading a name", source: error.into() })
}
