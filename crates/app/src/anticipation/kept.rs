//! What a node keeps in memory between one mining and the next.

use std::sync::{Arc, PoisonError, RwLock};

use catsup_journeys::DayCounts;
use catsup_model::anticipation::MiningRule;
use catsup_store::LogPlace;
use tokio::sync::Mutex;

use super::{columns::Codes, suggest::AnswersByNeed};

/// Counts of an installation and what is looked up all the time.
#[derive(Debug, Default)]
pub(crate) struct Anticipation {
    /// The counts of the last mining, held while one runs.
    pub(super) mined: Mutex<Option<Mined>>,
    answers: RwLock<Option<Arc<AnswersByNeed>>>,
}

/// Counts of days, and how far they follow the store.
#[derive(Debug)]
pub(super) struct Mined {
    pub(super) rule: MiningRule,
    /// The day on which everything was counted anew.
    pub(super) counted_on: i64,
    /// The first day that is counted.
    pub(super) begins: i64,
    pub(super) codes: Codes,
    /// The counts for each cut, the channel first.
    pub(super) counts: Vec<DayCounts>,
    /// The name in the log of changes, and how far the log was followed.
    pub(super) reader: String,
    pub(super) place: LogPlace,
    /// No interaction that was counted has a higher id: one that changes and is not higher may have stood on another day.
    pub(super) newest: i64,
}

impl Anticipation {
    /// Answers by need, as far as they are those of this revision and day.
    pub(super) fn answers(&self) -> Option<Arc<AnswersByNeed>> {
        self.answers.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep_answers(&self, answers: Arc<AnswersByNeed>) {
        *self.answers.write().unwrap_or_else(PoisonError::into_inner) = Some(answers);
    }
}
