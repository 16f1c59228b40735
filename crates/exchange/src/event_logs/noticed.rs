//! What is noticed while an event log is read: by rule, how often, and where first.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::{Finding, Severity};

/// Counts what is noticed. Places are numbers of rows, lines or events, or of bytes until parts are joined.
#[derive(Debug, Default)]
pub(super) struct Noticed(BTreeMap<&'static str, Kind>);

#[derive(Debug)]
struct Kind {
    rows: u64,
    severity: Severity,
    meaning: String,
    first: Option<u64>,
}

impl Kind {
    /// Counts more rows. What is only known once parts are put together may lie before what each part told by itself.
    fn again(&mut self, rows: u64, first: Option<u64>, meaning: impl FnOnce() -> String) {
        self.rows += rows;
        if let (Some(known), Some(earlier)) = (self.first, first)
            && earlier < known
        {
            (self.first, self.meaning) = (first, meaning());
        }
    }
}

impl Noticed {
    /// Counts rows for a rule; none is nothing noticed. The words are those of the first.
    pub(super) fn add(
        &mut self,
        rule: &'static str,
        rows: u64,
        severity: Severity,
        first: Option<u64>,
        meaning: impl FnOnce() -> String,
    ) {
        if rows == 0 {
            return;
        }
        match self.0.entry(rule) {
            Entry::Occupied(mut known) => known.get_mut().again(rows, first, meaning),
            Entry::Vacant(free) => {
                free.insert(Kind { rows, severity, meaning: meaning(), first });
            }
        }
    }

    /// Adds what was noticed in a later part of the file, whose places `place` translates.
    pub(super) fn join(&mut self, later: Self, place: impl Fn(u64) -> u64) {
        for (rule, kind) in later.0 {
            let first = kind.first.map(&place);
            match self.0.entry(rule) {
                Entry::Occupied(mut known) => known.get_mut().again(kind.rows, first, || kind.meaning),
                Entry::Vacant(free) => {
                    free.insert(Kind { first, ..kind });
                }
            }
        }
    }

    /// The findings by rule. `unit` is what a place is called.
    pub(super) fn findings(self, unit: &str) -> Vec<Finding> {
        let told = |(rule, kind): (&str, Kind)| {
            let place = kind.first.map(|place| format!(" (first in {unit} {place})")).unwrap_or_default();
            let meaning = kind.meaning + &place;
            Finding { rule: rule.to_owned(), rows: kind.rows, severity: kind.severity, meaning }
        };
        self.0.into_iter().map(told).collect()
    }
}
