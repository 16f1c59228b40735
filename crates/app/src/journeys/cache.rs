//! Logs kept in memory until interactions change, at most so many contacts in all.

use std::{
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use catsup_journeys::EventLog;
use catsup_model::{Channel, id::ServiceId};

use super::{
    JourneyRule, LeftOut,
    opinions::{OpinionKey, Opinions},
};

/// The most contacts kept over all logs: some two hundred megabytes.
const MOST_CONTACTS: usize = 2_000_000;

/// What a log was made for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The services, in order.
    pub(super) services: Vec<ServiceId>,
    /// The period in microseconds.
    pub(super) period: Option<(i64, i64)>,
    /// How journeys were made; `None` for the contacts themselves.
    pub(super) journeys: Option<(Vec<Channel>, JourneyRule)>,
}

/// A log with what is part of no journey.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) log: Arc<EventLog>,
    pub(super) left_out: LeftOut,
}

/// The most opinions kept.
const MOST_OPINIONS: usize = 32;

/// The logs of one installation and the opinions beside them, the last used at the end.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    logs: Mutex<Vec<(Key, i64, Kept)>>,
    opinions: Mutex<Vec<(OpinionKey, Arc<Opinions>)>>,
}

impl Cache {
    /// The log made for `key` at this revision of the interactions.
    pub(super) fn find(&self, key: &Key, revision: i64) -> Option<Kept> {
        let mut entries = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        let place = entries.iter().position(|(of, at, _)| of == key && *at == revision)?;
        let entry = entries.remove(place);
        let kept = entry.2.clone();
        entries.push(entry);
        Some(kept)
    }

    /// Keeps a log; what is out of date goes, and of the rest the longest unused until all fits.
    pub(super) fn keep(&self, key: Key, revision: i64, kept: Kept) {
        let mut entries = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|(of, at, _)| *at >= revision && *of != key);
        entries.push((key, revision, kept));
        let mut total: usize = entries.iter().map(|(_, _, kept)| kept.log.events()).sum();
        while total > MOST_CONTACTS && !entries.is_empty() {
            total -= entries.remove(0).2.log.events();
        }
    }

    /// The opinions kept under `key`.
    pub(super) fn opinions(&self, key: &OpinionKey) -> Option<Arc<Opinions>> {
        let kept = self.opinions.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, _)| of == key).map(|(_, opinions)| Arc::clone(opinions))
    }

    /// Keeps opinions; those of minutes gone by go.
    pub(super) fn keep_opinions(&self, key: OpinionKey, opinions: Arc<Opinions>) {
        let mut kept = self.opinions.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| of.2 == key.2);
        if kept.len() >= MOST_OPINIONS {
            kept.remove(0);
        }
        kept.push((key, opinions));
    }
}
