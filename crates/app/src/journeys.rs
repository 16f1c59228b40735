//! Observed journeys: what people really went through, from their interactions on every channel.
//!
//! Interactions are read once per scope and period and kept in memory as an [`EventLog`] until something changes them,
//! so that every further question (another gap, another filter, a slider) reads no SQL but the revision.

mod cache;
mod contacts;
mod observed;
mod opinions;
mod query;
mod sessions;

pub use catsup_journeys::EventLog;

pub(crate) use self::cache::Cache;
pub use self::{
    contacts::columns,
    observed::{LeftOut, Observed, ServiceLabel, TouchpointLabel, observed},
    query::{JourneyRule, ObservedQuery},
};
