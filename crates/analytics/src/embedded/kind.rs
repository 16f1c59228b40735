//! What the engine needs to know of a kind of rows, and of the files it keeps them in.

use std::{
    collections::HashSet,
    fmt::Debug,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_buffer::ScalarBuffer;

use crate::Error;

/// A kind of rows that is kept in segments.
pub trait Kept: Debug + Send + Sync + Sized + 'static {
    /// The files it is kept in.
    type File: SegmentFile<Row = Self>;

    /// Its id.
    fn id(&self) -> i64;

    /// When it happened, microseconds since 1970 UTC.
    fn occurred_at(&self) -> i64;
}

/// A file of rows of one kind.
pub trait SegmentFile: Debug + Send + Sync + Sized + 'static {
    /// The rows.
    type Row;
    /// Writes such files block by block.
    type Writer: BlockWriter;

    /// Opens a file; reads its footer alone.
    ///
    /// # Errors
    /// When the file cannot be read, is no segment, or is damaged.
    fn open(path: &Path) -> Result<Self, Error>;

    /// The file.
    fn path(&self) -> &Path;

    /// How many rows it holds.
    fn rows(&self) -> u64;

    /// How many blocks it has.
    fn block_count(&self) -> usize;

    /// First and last instant of its rows; `None` where it has none.
    fn extent(&self) -> Option<(i64, i64)>;

    /// Reads everything and compares it with its checksums.
    ///
    /// # Errors
    /// At the first column that is not as it was written.
    fn verify(&self) -> Result<(), Error>;

    /// The ids of the rows of a block.
    ///
    /// # Errors
    /// When the segment is damaged.
    fn ids(&self, block: usize) -> Result<ScalarBuffer<i64>, Error>;

    /// Reads one row.
    ///
    /// # Errors
    /// When the segment is damaged, or has no such row.
    fn row(&self, row: u32) -> Result<Self::Row, Error>;

    /// Writes rows, which are in order of time.
    ///
    /// # Errors
    /// When the disk is full or fails, or a row cannot be kept.
    fn write(path: &Path, rows: &[&Self::Row]) -> Result<Self, Error>;

    /// Writes the rows of some files that are not dead; `None` where all are.
    ///
    /// # Errors
    /// When the disk is full or fails, or a file is damaged.
    fn merge(path: &Path, files: &[(Arc<Self>, HashSet<u32>)]) -> Result<Option<Self>, Error>;
}

/// Writes a segment block by block.
pub trait BlockWriter: Sized + Sync {
    /// What the codes of its rows stand for.
    type Dictionaries: Clone;
    /// Rows of a block.
    type Batch;
    /// Rows sorted and encoded.
    type Block: Send;

    /// Starts a segment that will appear at `path`. Everything its rows name stands in `dictionaries` already.
    ///
    /// # Errors
    /// When the file cannot be made.
    fn create(path: &Path, dictionaries: Self::Dictionaries) -> Result<Self, Error>;

    /// A block sorted and encoded, to be appended; several can be encoded at once.
    ///
    /// # Errors
    /// When a batch names what the dictionaries do not hold.
    fn encode(&self, batch: &Self::Batch) -> Result<Self::Block, Error>;

    /// Appends an encoded block.
    ///
    /// # Errors
    /// When the disk is full.
    fn append(&mut self, block: Self::Block) -> Result<(), Error>;

    /// Completes the file: it is on disk under its name when this returns.
    ///
    /// # Errors
    /// When the disk fails.
    fn finish(self) -> Result<PathBuf, Error>;
}
