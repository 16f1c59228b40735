//! Questions answered over segments and single rows.
//!
//! Work is cut into blocks, which all cores take in turn. Within a block what is not asked about is passed over in whole
//! runs; what is left is counted as bytes. Rows that are in no segment yet, and rows of segments that have changed
//! since, are added to and taken off the same whole numbers.

mod by_row;
mod chosen;
mod corrections;
mod counter;
mod counts;
mod group;
mod histogram;
mod joint;
mod layout;
mod parallel;
mod plan;
mod slices;
mod together;

pub(crate) use self::{
    chosen::{Chosen, OUT, split},
    corrections::passing,
    counts::touches,
    group::{DIMENSIONS, Group, Keys},
    parallel::{over_blocks, over_items},
    plan::Sieve,
    slices::{Apart, Slice, for_each_slice},
};

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use catsup_model::id::ServiceId;

use crate::{
    Error,
    embedded::Kept,
    row::Row,
    segment::{Dictionaries, Segment},
};

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

/// Every response that counts at one moment.
pub type Snapshot = SnapshotOf<Row>;

/// Everything of one kind that counts at one moment.
#[derive(Debug)]
pub struct SnapshotOf<R: Kept> {
    pub(crate) segments: Vec<Arc<R::File>>,
    /// Rows on top of the segments, and rows of theirs that no longer count (−1).
    pub(crate) corrections: Vec<(Arc<R>, i64)>,
    /// Rows of each segment that no longer count: those that stand among the corrections.
    pub(crate) gone: Vec<Vec<u32>>,
}

impl<R: Kept> Default for SnapshotOf<R> {
    fn default() -> Self {
        Self { segments: Vec::new(), corrections: Vec::new(), gone: Vec::new() }
    }
}

impl<R: Kept> SnapshotOf<R> {
    /// What some segments hold, all of it.
    #[must_use]
    pub fn of(segments: Vec<Arc<R::File>>) -> Self {
        Self { segments, ..Self::default() }
    }

    /// Rows of a segment that no longer count, among those of a block; counted within the block.
    pub(crate) fn gone_in(&self, segment: usize, rows: Range<usize>) -> HashSet<usize> {
        let gone = self.gone.get(segment).into_iter().flatten().map(|row| *row as usize);
        gone.filter(|row| rows.contains(row)).map(|row| row - rows.start).collect()
    }
}

impl Snapshot {
    /// What the codes of each segment stand for.
    pub fn dictionaries(&self) -> impl Iterator<Item = &Dictionaries> {
        self.segments.iter().map(|segment| segment.dictionaries())
    }

    /// First and last instant of the segments that name one of these services, without reading a row.
    #[must_use]
    pub fn extent(&self, services: &[ServiceId]) -> Option<(i64, i64)> {
        let extents = self.naming(services).filter_map(|segment| segment.extent());
        extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Attributes and their values in the segments that name one of these services, in order.
    #[must_use]
    pub fn attributes(&self, services: &[ServiceId]) -> Vec<(String, String)> {
        let mut pairs = BTreeSet::new();
        for (name, values) in self.naming(services).flat_map(|segment| &segment.dictionaries().attributes) {
            pairs.extend(values.values().iter().map(|value| (name.clone(), value.clone())));
        }
        pairs.into_iter().collect()
    }

    fn naming(&self, services: &[ServiceId]) -> impl Iterator<Item = &Arc<Segment>> {
        let names = |segment: &&Arc<Segment>| {
            services.iter().any(|service| segment.dictionaries().services.find(service).is_some())
        };
        self.segments.iter().filter(names)
    }
}
