//! Archived history: segments whose rows stand nowhere else, written block by block.

use std::{path::PathBuf, sync::Arc};

use super::{
    Engine,
    kind::{BlockWriter, Kept, SegmentFile},
    manifest::{Origin, SegmentEntry},
    state::Held,
};
use crate::{Error, row::Row};

/// Writes segments of such rows.
pub type WriterOf<R> = <<R as Kept>::File as SegmentFile>::Writer;
/// What the codes of such rows stand for.
pub type DictionariesOf<R> = <WriterOf<R> as BlockWriter>::Dictionaries;
/// Such rows as columns.
pub type BatchOf<R> = <WriterOf<R> as BlockWriter>::Batch;
/// Such rows encoded.
pub type BlockOf<R> = <WriterOf<R> as BlockWriter>::Block;

/// A segment of archived history that is being written. It counts once it is finished.
#[expect(missing_debug_implementations, reason = "Arrow's writer has none")]
pub struct ArchiveWriter<R: Kept = Row> {
    engine: Arc<Engine<R>>,
    file: String,
    writer: WriterOf<R>,
}

impl<R: Kept> Engine<R> {
    /// Starts a segment of archived history. Everything its rows name stands in `dictionaries` already.
    ///
    /// # Errors
    /// When the file cannot be made, or another process writes here.
    pub fn archive_writer(
        self: &Arc<Self>,
        dictionaries: DictionariesOf<R>,
    ) -> Result<ArchiveWriter<R>, Error> {
        let _files = self.files()?;
        let file = self.write(|state| state.manifest.name());
        let writer = BlockWriter::create(&self.directory.join(&file), dictionaries)?;
        Ok(ArchiveWriter { engine: Arc::clone(self), file, writer })
    }
}

impl<R: Kept> ArchiveWriter<R> {
    /// A block sorted and encoded, to be appended; several can be encoded at once.
    ///
    /// # Errors
    /// When a batch names what the dictionaries do not hold.
    pub fn encode(&self, batch: &BatchOf<R>) -> Result<BlockOf<R>, Error> {
        self.writer.encode(batch)
    }

    /// Appends an encoded block.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn append(&mut self, block: BlockOf<R>) -> Result<(), Error> {
        self.writer.append(block)
    }

    /// Completes the segment: from now on it counts.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(self) -> Result<PathBuf, Error> {
        let _files = self.engine.files()?;
        let path = self.writer.finish()?;
        let held = Held::<R>::open(&self.engine.directory, &self.file, Origin::Archive, &[])?;
        let mut manifest = self.engine.read(|state| state.manifest.clone());
        let (rows, origin) = (SegmentFile::rows(&*held.segment), Origin::Archive);
        manifest.segments.push(SegmentEntry { file: self.file, origin, rows, dead: Vec::new() });
        manifest.write(&self.engine.directory)?;
        self.engine.write(|state| {
            state.manifest = manifest;
            state.held.push(held);
            state.snapshot = None;
        });
        Ok(path)
    }
}
