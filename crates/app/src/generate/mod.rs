//! Synthetic history for benchmarks: a directory of many services in the database, and their responses and contacts, as
//! many as wanted, straight into archived segments.
//!
//! The same seed makes the same history whatever the number of cores: each block has a sequence of chances of its own.

mod contacts;
mod directory;
mod rows;

use std::{num::NonZero, ops::Range, panic::resume_unwind, path::Path, sync::Arc, thread};

use catsup_analytics::{
    Error as EngineError,
    contacts::ContactEngine,
    embedded::{ArchiveWriter, BatchOf, BlockOf, DictionariesOf, EmbeddedEngine, Engine, Kept},
    segment::BLOCK_ROWS,
};
use catsup_model::Viewer;
use jiff::{ToSpan as _, civil::Date};

use self::{contacts::ContactMaker, rows::Maker};
use crate::{App, Error, Refusal, engine::Segments, settings};

/// Blocks of one segment.
const BLOCKS: usize = 16;
/// Years of history, ending today.
const YEARS: i64 = 3;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generate {
    /// Another seed makes another history.
    pub seed: u64,
    /// How many responses there are, spread over three years.
    pub responses: u64,
    /// How many interactions there are, spread over the same years.
    pub interactions: u64,
    /// How many services there are.
    pub services: u32,
}

impl Default for Generate {
    fn default() -> Self {
        Self { seed: 2718, responses: 10_000_000, interactions: 0, services: 300 }
    }
}

/// How much is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// So many responses.
    Responses(u64),
    /// So many interactions, after all responses.
    Interactions(u64),
}

/// Makes the history in an empty installation whose segments are in `segments`. `told` learns now and then how much is
/// written.
///
/// # Errors
/// [`Refusal::InUse`] when the installation holds anything; when the disk is full or the store fails.
pub async fn make(
    app: &App,
    segments: &Path,
    wanted: &Generate,
    told: impl Fn(Written) + Send + 'static,
) -> Result<(), Error> {
    let operator = Viewer::operator();
    if !app.store().organisation_list().await?.is_empty() {
        let reason = "a synthetic history is made in an empty installation only; name another directory";
        return Err(Refusal::InUse(reason.to_owned()).into());
    }
    let synthetic = [("agency", "A synthetic government"), ("synthetic", "true")];
    let synthetic = synthetic.map(|(name, value)| (name.to_owned(), value.to_owned()));
    settings::change(app, &operator, &synthetic).await?;
    let directory = directory::add(app, &operator, wanted.services).await?;
    let zone = app.settings().zone.clone();
    let today = app.today();
    let start = |day: Date| day.to_zoned(zone.clone()).map_or(0, |at| at.timestamp().as_microsecond());
    let span = (start(today.saturating_sub(YEARS.years())), start(today));
    let responses = Arc::new(EmbeddedEngine::open(segments).map_err(failed)?);
    let contacts = Arc::new(ContactEngine::open(&Segments::contacts_in(segments)).map_err(failed)?);
    let maker = Maker::new(wanted, &directory, span);
    let contact_maker = ContactMaker::new(wanted, &directory, span);
    let written = tokio::task::spawn_blocking(move || {
        let told_responses = |rows| told(Written::Responses(rows));
        write(&responses, maker.dictionaries(), maker.rows(), |at| maker.block(at), &told_responses)?;
        let told_contacts = |rows| told(Written::Interactions(rows));
        let maker = contact_maker;
        write(&contacts, maker.dictionaries(), maker.rows(), |at| maker.block(at), &told_contacts)
    })
    .await;
    written
        .map_err(|source| Error::Internal { what: "a history", source: Box::new(source) })?
        .map_err(failed)?;
    // The segments follow the database from here on.
    app.keep_segments(segments).await?;
    if let Some(kept) = app.segments() {
        kept.rebuild(app).await?;
    }
    Ok(())
}

fn failed(error: EngineError) -> Error {
    Error::Internal { what: "writing the history", source: Box::new(error) }
}

/// Writes so many rows, block by block.
fn write<R: Kept>(
    engine: &Arc<Engine<R>>,
    dictionaries: &DictionariesOf<R>,
    rows: u64,
    block: impl Fn(usize) -> BatchOf<R> + Sync,
    told: &impl Fn(u64),
) -> Result<(), EngineError> {
    let blocks = usize::try_from(rows.div_ceil(BLOCK_ROWS as u64)).unwrap_or(usize::MAX);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    for first in (0..blocks).step_by(BLOCKS) {
        let mut writer = engine.archive_writer(dictionaries.clone())?;
        let end = blocks.min(first + BLOCKS);
        for start in (first..end).step_by(cores) {
            // As many blocks at a time as there are cores: what is made is written before more is.
            let made = encode(&writer, &block, start..end.min(start + cores))?;
            made.into_iter().try_for_each(|block| writer.append(block))?;
            told(rows.min((end.min(start + cores) * BLOCK_ROWS) as u64));
        }
        writer.finish()?;
    }
    Ok(())
}

/// Makes and encodes blocks, each on a core of its own; in order.
fn encode<R: Kept>(
    writer: &ArchiveWriter<R>,
    block: &(impl Fn(usize) -> BatchOf<R> + Sync),
    blocks: Range<usize>,
) -> Result<Vec<BlockOf<R>>, EngineError> {
    thread::scope(|scope| {
        let running: Vec<_> =
            blocks.map(|number| scope.spawn(move || writer.encode(&block(number)))).collect();
        let ended = running.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        ended.collect()
    })
}
