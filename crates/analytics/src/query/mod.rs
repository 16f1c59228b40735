//! Questions answered over segments and single rows.
//!
//! Work is cut into blocks, which all cores take in turn. Within a block what is not asked about is passed over in whole
//! runs; what is left is counted as bytes. Rows that are in no segment yet, and rows of segments that have changed
//! since, are added to and taken off the same whole numbers.

mod corrections;
mod counts;
mod group;
mod histogram;
mod joint;
mod parallel;
mod plan;
mod slices;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{Error, row::Row, segment::Segment};

/// Tells a running question that nobody waits for its answer any more.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Takes the question back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.0.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }
}

/// Everything that counts at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub(crate) segments: Vec<Arc<Segment>>,
    /// Rows on top of the segments, and rows of theirs that no longer count (−1).
    pub(crate) corrections: Vec<(Arc<Row>, i64)>,
}

impl Snapshot {
    /// What some segments hold, all of it.
    #[must_use]
    pub fn of(segments: Vec<Arc<Segment>>) -> Self {
        Self { segments, corrections: Vec::new() }
    }
}
