//! What a node keeps in memory between one mining and the next.

use std::collections::BTreeMap;

use catsup_journeys::DayCounts;
use catsup_model::anticipation::MiningRule;
use catsup_store::{DayMark, LogPlace};
use tokio::sync::Mutex;

use super::{case_needs::AnswerNeeds, columns::Codes};

/// Counts of an installation.
#[derive(Debug, Default)]
pub(crate) struct Anticipation {
    /// The counts of the last mining, held while one runs.
    pub(super) mined: Mutex<Option<Mined>>,
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
    /// The counts of contacts for each cut, the channel first.
    pub(super) counts: Vec<DayCounts>,
    /// The counts of what visits did.
    pub(super) readings: DayCounts,
    /// What readings of answers stood for: where that changes, everything is counted anew.
    pub(super) answers: AnswerNeeds,
    /// How the days of cases and of visits looked when they were counted.
    pub(super) marks: Marks,
    /// The name in the log of changes, and how far the log was followed.
    pub(super) reader: String,
    pub(super) place: LogPlace,
    /// No interaction that was counted has a higher id: one that changes and is not higher may have stood on another day.
    pub(super) newest: i64,
}

/// Days with what tells whether they changed. Cases and visits stand in no log of changes; a day that looks otherwise than
/// before is counted anew, whatever happened to it.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) cases: BTreeMap<i64, DayMark>,
    pub(super) visits: BTreeMap<i64, DayMark>,
}

/// The days that look otherwise than before, those that are gone among them.
pub(super) fn changed<'a>(
    before: &'a BTreeMap<i64, DayMark>,
    now: &'a BTreeMap<i64, DayMark>,
) -> impl Iterator<Item = i64> + 'a {
    let either = before.keys().chain(now.keys().filter(move |day| !before.contains_key(*day)));
    either.copied().filter(move |day| before.get(day) != now.get(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_new_different_or_gone_have_changed() {
        let before = BTreeMap::from([(1, (5, 9)), (2, (1, 1)), (3, (2, 7))]);
        let now = BTreeMap::from([(1, (5, 9)), (2, (1, 2)), (4, (1, 1))]);
        let mut found: Vec<i64> = changed(&before, &now).collect();
        found.sort_unstable();
        assert_eq!(found, [2, 3, 4]);
    }
}
