//! Group keys as numbers while counting, and back as keys in the answer.

use std::collections::HashMap;

use catsup_model::query::{CountsQuery, GroupKey};

/// The most dimensions a question groups by.
pub(crate) const DIMENSIONS: usize = CountsQuery::MOST_DIMENSIONS;

/// A group: the number of its key in each dimension; 0 beyond the question's own dimensions.
pub(crate) type Group = [u32; DIMENSIONS];

/// Numbers for the keys of each dimension, the same for all segments of one pass.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    known: Vec<KeysOfOne>,
}

#[derive(Debug, Default)]
struct KeysOfOne {
    keys: Vec<GroupKey>,
    numbers: HashMap<GroupKey, u32>,
}

impl Keys {
    /// The number of a key.
    pub(crate) fn number(&mut self, dimension: usize, key: GroupKey) -> u32 {
        if self.known.len() <= dimension {
            self.known.resize_with(dimension + 1, KeysOfOne::default);
        }
        let known = &mut self.known[dimension];
        if let Some(number) = known.numbers.get(&key) {
            return *number;
        }
        let number = u32::try_from(known.keys.len()).expect("memory ends before four billion keys");
        known.keys.push(key.clone());
        known.numbers.insert(key, number);
        number
    }

    /// The keys of a group of a question that alone numbered its dimensions.
    pub(crate) fn keys(&self, group: Group, dimensions: usize) -> Vec<GroupKey> {
        self.keys_by(group, 0..dimensions)
    }

    /// The keys of a group by these dimensions.
    pub(crate) fn keys_by(&self, group: Group, by: impl IntoIterator<Item = usize>) -> Vec<GroupKey> {
        let key = |(dimension, number): (usize, u32)| self.known[dimension].keys[number as usize].clone();
        by.into_iter().zip(group).map(key).collect()
    }
}
