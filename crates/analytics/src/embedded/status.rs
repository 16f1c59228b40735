//! What the engine holds, and whether it is as it was written.

use std::fs;

use serde::Serialize;

use super::{Cursor, Engine, Kept, Origin, SegmentFile};
use crate::Error;

/// One segment, as `catsup analytics status` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SegmentStatus {
    /// Name of the file.
    pub file: String,
    /// Where its rows come from.
    pub origin: Origin,
    /// How many rows it holds.
    pub rows: u64,
    /// How many of them no longer count.
    pub dead: u64,
    /// How many blocks it has.
    pub blocks: usize,
    /// First and last instant, microseconds since 1970 UTC.
    pub extent: Option<(i64, i64)>,
    /// Bytes on disk.
    pub bytes: u64,
}

/// What the engine holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Its segments.
    pub segments: Vec<SegmentStatus>,
    /// Rows that are new or different since the last seal.
    pub waiting: usize,
    /// How far the log of changes is followed, what waits included.
    pub cursor: Option<Cursor>,
    /// How far it is followed in segments.
    pub sealed_to: Option<Cursor>,
}

impl<R: Kept> Engine<R> {
    /// What the engine holds.
    #[must_use]
    pub fn status(&self) -> Status {
        self.read(|state| {
            let segments =
                state.held.iter().zip(&state.manifest.segments).map(|(held, entry)| SegmentStatus {
                    file: entry.file.clone(),
                    origin: entry.origin,
                    rows: entry.rows,
                    dead: entry.dead.len() as u64,
                    blocks: held.segment.block_count(),
                    extent: held.segment.extent(),
                    bytes: fs::metadata(held.segment.path()).map_or(0, |metadata| metadata.len()),
                });
            Status {
                segments: segments.collect(),
                waiting: state.tail.len(),
                cursor: state.cursor,
                sealed_to: state.manifest.cursor,
            }
        })
    }

    /// Reads everything and compares it with its checksums; the damage that was found, if any.
    #[must_use]
    pub fn verify(&self) -> Vec<Error> {
        let held = self.read(|state| state.held.clone());
        let segments = held.iter().filter_map(|held| held.segment.verify().err());
        let ids = held.iter().filter_map(|held| held.ids.as_ref()?.verify().err());
        segments.chain(ids).collect()
    }
}
