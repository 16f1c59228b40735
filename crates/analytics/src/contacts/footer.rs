//! What the footer of a segment of contacts says of its contents.

use serde::{Deserialize, Serialize};

use super::batch::{Coded, Dictionaries};
use crate::segment::footer::{Run, packed_runs};

/// The format this program writes, and the latest it reads.
pub(super) const FORMAT: u32 = 1;
/// Rows of a stretch: what is checked at a time, so that reading a few rows does not read a whole column.
pub(super) const STRETCH: usize = 1 << 16;

/// How many stretches a block of so many rows has.
pub(super) fn stretches(rows: usize) -> usize {
    rows.div_ceil(STRETCH).max(1)
}

/// The footer's metadata, as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Footer {
    pub(super) format: u32,
    /// The values of each coded column; code 0 stands for unknown, so that the code of the first is 1.
    pub(super) contact_values: Vec<Vec<String>>,
    pub(super) blocks: Vec<BlockEntry>,
}

/// One block.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct BlockEntry {
    pub(super) rows: u32,
    /// First and last instant, microseconds since 1970 UTC.
    pub(super) first: i64,
    pub(super) last: i64,
    /// CRC-32 of the values of each stretch of each column: all of the first column, then all of the second.
    pub(super) checksums: Vec<u32>,
    /// Rows that follow each other and share service and channel; they are of one form.
    #[serde(with = "packed_runs")]
    pub(super) runs: Vec<Run>,
}

impl Footer {
    pub(super) fn of(dictionaries: &Dictionaries, blocks: Vec<BlockEntry>) -> Self {
        let values = Coded::ALL.iter().map(|column| dictionaries.of(*column).values().to_vec());
        Self { format: FORMAT, contact_values: values.collect(), blocks }
    }
}
