//! Keys that stand in several rows of a file: the last of them counts.

use std::collections::{HashMap, HashSet};

use catsup_exchange::{ImportedCase, cases::CaseField};

use super::super::keys::hash;

/// The last row of every key that a file holds more than once.
#[derive(Debug, Default)]
pub(super) struct Repeats(HashMap<u64, u64>);

impl Repeats {
    /// Looks through the rows of a file.
    pub(super) fn of(rows: impl Iterator<Item = ImportedCase>) -> Self {
        let mut seen = HashSet::new();
        let mut last = HashMap::new();
        for row in rows {
            let Some(key) = row.text(CaseField::Key) else { continue };
            let key = hash(key.as_bytes());
            if !seen.insert(key) {
                last.insert(key, row.row);
            }
        }
        Self(last)
    }

    /// Whether a later row of the file has the same key.
    pub(super) fn is_overtaken(&self, row: &ImportedCase) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let last = row.text(CaseField::Key).and_then(|key| self.0.get(&hash(key.as_bytes())));
        last.is_some_and(|last| *last != row.row)
    }
}
