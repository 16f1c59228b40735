//! What people really go through: journeys mined from event logs, free of files and databases.
//!
//! An [`EventLog`] holds events in columns, grouped by case and ordered in time. Everything else is a function of a
//! log: the [`DirectlyFollows`] graph with counts and durations, and what it teaches. Durations are seconds, times are
//! microseconds since 1970 in UTC, and no result depends on the order in which events were pushed.
//!
//! ```
//! use catsup_journeys::{DirectlyFollows, Event, EventLogBuilder};
//!
//! let minute = 60_000_000;
//! let mut builder = EventLogBuilder::new();
//! for (case, activity, time) in [("ann", "apply", 0), ("ann", "ask", 5 * minute), ("bob", "apply", 7 * minute)] {
//!     builder.push(Event { case, activity, time, channel: Some("web"), attributes: &[] })?;
//! }
//! let graph = DirectlyFollows::of(&builder.build());
//! let edge = &graph.edges[0];
//! assert_eq!((graph.name(edge.from), graph.name(edge.to), edge.count), ("apply", "ask", 1));
//! assert_eq!(edge.median_seconds, 300.0);
//! # Ok::<(), catsup_journeys::Error>(())
//! ```

#![deny(missing_docs)]

mod arrangement;
mod builder;
mod case;
pub mod channels;
mod columns;
mod conformance;
mod directly_follows;
mod durations;
mod error;
mod event_log;
mod eventually_follows;
mod filters;
mod follow;
mod funnel;
mod keep;
mod names;
mod next_contact;
mod next_needs;
mod parallel;
mod quantiles;
mod rework;
#[cfg(test)]
mod sample;
mod segments;
mod sessions;
mod simplify;
mod variants;

pub use builder::{Event, EventLogBuilder, Origin};
pub use case::Case;
pub use columns::Columns;
pub use conformance::{
    Conformance, Departure, Design, DesignedStep, NamedMove, Need, Repeat, StepConformance, Unexpected,
    VariantConformance, conformance, design_of_variant,
};
pub use directly_follows::{ActivityCount, DirectlyFollows, Edge};
pub use durations::{Bin, Period, Spectrum, case_durations};
pub use error::{Error, Result};
pub use event_log::{AttributeColumn, EventLog, MISSING};
pub use eventually_follows::{EventuallyFollows, eventually_follows};
pub use filters::{Filter, Span, filtered};
pub use funnel::{DropOff, FunnelStep, drop_off, funnel};
pub use names::Names;
pub use next_contact::{NextContact, NextContactOptions, NextContacts, next_contact};
pub use next_needs::{
    CountingRule, DayCounts, FamilyMember, NeedContacts, NextNeed, NextNeedOptions, NextNeeds,
    NextNeedsOfCut, day_of, next_needs_of_family,
};
pub use quantiles::DurationSummary;
pub use rework::{Rework, rework};
pub use segments::{ActivityDifference, SegmentComparison, compare_segments};
pub use sessions::{SessionRule, by_customer, sessions};
pub use simplify::{Simplified, simplify};
pub use variants::{Variant, Variants};
