//! Group keys as numbers while counting, and back as keys in the answer.

use std::collections::HashMap;

use catsup_model::query::{CountsQuery, GroupKey};

/// The most dimensions a question groups by.
pub(crate) const DIMENSIONS: usize = CountsQuery::MOST_DIMENSIONS;

/// A group: the number of its key in each dimension; 0 beyond the question's own dimensions.
pub(crate) type Group = [u32; DIMENSIONS];

/// Numbers for the keys of each dimension, the same for all segments of one question.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    known: [KeysOfOne; DIMENSIONS],
}

#[derive(Debug, Default)]
struct KeysOfOne {
    keys: Vec<GroupKey>,
    numbers: HashMap<GroupKey, u32>,
}

impl Keys {
    /// The number of a key.
    pub(crate) fn number(&mut self, dimension: usize, key: GroupKey) -> u32 {
        let known = &mut self.known[dimension];
        if let Some(number) = known.numbers.get(&key) {
            return *number;
        }
        let number = u32::try_from(known.keys.len()).expect("memory ends before four billion keys");
        known.keys.push(key.clone());
        known.numbers.insert(key, number);
        number
    }

    /// The keys of a group.
    pub(crate) fn keys(&self, group: Group, dimensions: usize) -> Vec<GroupKey> {
        (0..dimensions).map(|place| self.known[place].keys[group[place] as usize].clone()).collect()
    }
}
