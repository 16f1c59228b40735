//! Segments: immutable Arrow IPC files of responses, mapped into memory.
//!
//! A segment is one Arrow IPC file that pandas, polars, R and DuckDB read as it is. Each record batch is a *block* of up
//! to [`BLOCK_ROWS`] responses. Blocks follow each other in time; within a block rows stand by service, form and channel,
//! and then by time. A *form* is one version of a survey in one language, with the wording it asks in each column, so
//! that a *run* of rows of the same service, form and channel can be counted as plain bytes, and what a question is not
//! about is never touched.
//!
//! The footer of the file holds, under the key `catsup`, what is needed to find rows and to trust them: dictionaries,
//! forms, the runs of each block, its first and last instant, and a checksum for every column of every block. A column
//! is checked the first time it is read.

pub(crate) mod arrays;
mod builder;
pub(crate) mod columns;
pub(crate) mod file;
pub(crate) mod footer;
mod kept;
mod map;
pub(crate) mod output;
mod reader;
mod row;
mod writer;

pub use builder::{Batch, Dictionaries, Dictionary, Form};
pub use reader::{Block, CodeColumn, Segment};
pub use writer::{EncodedBlock, SegmentWriter};

pub(crate) use footer::BlockEntry;
pub(crate) use map::MappedFile;

/// The most rows of a block.
pub const BLOCK_ROWS: usize = 1 << 20;
