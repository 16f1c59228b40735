//! Contacts: interactions in immutable Arrow IPC files, mapped into memory, and the questions put to them.
//!
//! A segment of contacts is as one of responses ([`crate::segment`]): blocks of up to
//! [`BLOCK_ROWS`](crate::segment::BLOCK_ROWS) rows, rows of a block by service, channel and time, so that what a question
//! is not about is never touched, and a checksum for every column of every block. Rows that are new or different since
//! the last segment are added; their old copies in segments are passed over.

mod batch;
mod columns;
mod customers;
mod durations;
mod footer;
mod group;
mod kept;
mod order;
mod reader;
mod row;
mod scan;
mod sequences;
mod writer;

pub use self::{
    batch::{Batch, Cases, Coded, Dictionaries},
    reader::{Block, CaseColumn, ContactSegment},
    row::Contact,
    sequences::{SequenceColumn, Sequences},
    writer::{ContactWriter, EncodedBlock},
};

use catsup_model::id::ServiceId;

use crate::{
    embedded::{Engine, SegmentFile as _},
    query::SnapshotOf,
};

/// The embedded engine for contacts.
pub type ContactEngine = Engine<Contact>;

/// Every contact that counts at one moment.
pub type ContactSnapshot = SnapshotOf<Contact>;

/// The customer of a contact of which nobody knows whose it is.
pub const NOBODY: i64 = i64::MIN;
/// Seconds that are not known.
pub const UNKNOWN_SECONDS: i32 = -1;
/// A cost that is not known.
pub const UNKNOWN_COST: i64 = i64::MIN;

impl ContactSnapshot {
    /// First and last instant of the segments that name one of these services, without reading a row.
    #[must_use]
    pub fn extent(&self, services: &[ServiceId]) -> Option<(i64, i64)> {
        let names = |segment: &ContactSegment| {
            let known = segment.dictionaries().of(Coded::Service);
            services.iter().any(|service| known.find(&service.to_string()).is_some())
        };
        let extents = self.segments.iter().filter(|segment| names(segment)).filter_map(|one| one.extent());
        extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// How many rows the segments hold.
    #[must_use]
    pub fn segment_rows(&self) -> u64 {
        self.segments.iter().map(|segment| segment.rows()).sum()
    }

    /// Ids of the services that the segments name, in order.
    #[must_use]
    pub fn services(&self) -> Vec<ServiceId> {
        let named = self.segments.iter().flat_map(|one| one.dictionaries().of(Coded::Service).values());
        let mut services: Vec<ServiceId> = named.filter_map(|id| id.parse().ok()).collect();
        services.sort_unstable();
        services.dedup();
        services
    }
}
