//! The federal quarterly results: answer counts that someone else made, kept as count blocks.

use std::{collections::BTreeMap, io::Read};

use catsup_exchange::{Finding, HispReader, header::Header};
use catsup_model::{
    Permission, Viewer,
    count_block::NewCountBlock,
    directory::ServiceFields,
    id::{CountBlockId, ServiceId, WordingId},
    wording::{NewWording, WordingKey},
};
use catsup_store::{BlockPlace, Transaction};

use super::{
    named::{Named, little_known},
    run::{Options, Report, Run, Source, Storing, pull},
};
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
    let pulled = pull(move || HispReader::new(file));
    Run::start(app, "hisp", options).store::<_, Blocks>(app, viewer, pulled).await
}

/// Stores count blocks, with the organisations and services they name.
#[derive(Default)]
struct Blocks {
    named: Named,
}

impl Storing<NewCountBlock> for Blocks {
    async fn store(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        report: &mut Report,
        blocks: Vec<NewCountBlock>,
    ) -> Result<(), Error> {
        let asked: BTreeMap<WordingKey, NewWording> = blocks
            .iter()
            .flat_map(|block| &block.questions)
            .map(|question| (question.wording.key.clone(), question.wording.clone()))
            .collect();
        let asked: Vec<NewWording> = asked.into_values().collect();
        let wordings = transaction.wording_ensure(&asked, || app.next_id()).await?;
        let zone = app.settings().zone.clone();
        for block in &blocks {
            let service = self.service(app, transaction, block).await?;
            let place = BlockPlace {
                service,
                microseconds: block.days.microseconds(&zone),
                counts: counts(block, &wordings),
            };
            let new =
                transaction.count_block_upsert(block, &place, CountBlockId(app.next_id()), app.now()).await?;
            if new {
                report.inserted += 1;
            } else {
                report.updated += 1;
            }
        }
        Ok(())
    }
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

impl Blocks {
    async fn service(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        block: &NewCountBlock,
    ) -> Result<ServiceId, Error> {
        if let Some(known) = self.named.known_service(&block.service) {
            return Ok(known);
        }
        let mut parent = None;
        for organisation in &block.organisations {
            // A department and a provider may carry the same key: the level is part of what names them.
            let level = if parent.is_some() { "provider" } else { "department" };
            let key = format!("{}:{level}:{}", block.source, organisation.key);
            parent = Some(self.named.organisation(app, transaction, key, parent, organisation).await?);
        }
        let organisation = parent.ok_or(Error::NotFound("organisation"))?;
        let fields = ServiceFields {
            description: block.service_description.clone(),
            high_impact: true,
            ..little_known(organisation, &block.service)?
        };
        let key = format!("{}:service:{}", block.source, block.service.key);
        self.named.service(app, transaction, &key, &block.service, &fields).await
    }
}
