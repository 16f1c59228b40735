//! Synthetic history for benchmarks: a directory of many services in the database, and their responses, as many as
//! wanted, straight into archived segments.
//!
//! The same seed makes the same history whatever the number of cores: each block has a sequence of chances of its own.

mod directory;
mod rows;

use std::{num::NonZero, ops::Range, panic::resume_unwind, path::Path, sync::Arc, thread};

use catsup_analytics::{
    Error as EngineError,
    embedded::{ArchiveWriter, EmbeddedEngine},
    segment::EncodedBlock,
};
use catsup_model::Viewer;
use jiff::{ToSpan as _, civil::Date};

use self::rows::Maker;
use crate::{App, Error, Refusal, settings};

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
    /// How many services there are.
    pub services: u32,
}

impl Default for Generate {
    fn default() -> Self {
        Self { seed: 2718, responses: 10_000_000, services: 300 }
    }
}

/// Makes the history in an empty installation whose segments are in `segments`. `told` learns now and then how many
/// responses are written.
///
/// # Errors
/// [`Refusal::InUse`] when the installation holds anything; when the disk is full or the store fails.
pub async fn make(
    app: &App,
    segments: &Path,
    wanted: &Generate,
    told: impl Fn(u64) + Send + 'static,
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
    let engine = EmbeddedEngine::open(segments).map_err(failed)?;
    let maker = Maker::new(wanted, directory, span);
    let written = tokio::task::spawn_blocking(move || write(&Arc::new(engine), &maker, &told)).await;
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

fn write(engine: &Arc<EmbeddedEngine>, maker: &Maker, told: &impl Fn(u64)) -> Result<(), EngineError> {
    let blocks = maker.blocks();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    for first in (0..blocks).step_by(BLOCKS) {
        let mut writer = engine.archive_writer(maker.dictionaries().clone())?;
        let end = blocks.min(first + BLOCKS);
        for start in (first..end).step_by(cores) {
            // As many blocks at a time as there are cores: what is made is written before more is.
            let made = encode(&writer, maker, start..end.min(start + cores))?;
            made.into_iter().try_for_each(|block| writer.append(block))?;
            told(maker.rows_of(0..end.min(start + cores)));
        }
        writer.finish()?;
    }
    Ok(())
}

/// Makes and encodes blocks, each on a core of its own; in order.
fn encode(
    writer: &ArchiveWriter,
    maker: &Maker,
    blocks: Range<usize>,
) -> Result<Vec<EncodedBlock>, EngineError> {
    thread::scope(|scope| {
        let running: Vec<_> =
            blocks.map(|block| scope.spawn(move || writer.encode(&maker.block(block)))).collect();
        let ended = running.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        ended.collect()
    })
}
