//! Rows one by one, where runs as a whole do not tell whether they count or in which group.

use std::ops::Range;

use hashbrown::HashMap;

use super::{
    group::Group,
    plan::{KeyOf, Sieve, Wanted},
};
use crate::{
    Error,
    segment::{CodeColumn, Segment},
};

/// The place of a row that does not count.
pub(crate) const OUT: u32 = u32::MAX;

/// Rows one by one: whether each counts, and in which group.
pub(crate) struct Chosen {
    /// Place of the row's group, or [`OUT`].
    pub(crate) places: Vec<u32>,
    pub(crate) groups: Vec<Group>,
}

impl Chosen {
    /// The `rows` of a form, one range after the other. Groups are by those of the `keys` (at most three) that stand in the rows
    /// themselves, in that order; there may be some without rows. `None` where every row counts and all are in one group.
    pub(crate) fn of(
        (segment, block): (&Segment, usize),
        sieve: &Sieve,
        keys: &[&KeyOf],
        form: u32,
        rows: &[Range<usize>],
    ) -> Result<Option<Self>, Error> {
        if !sieve.looks_at_rows() && !keys.iter().any(|key| key.looks_at_rows()) {
            return Ok(None);
        }
        let all = rows.iter().map(Range::len).sum();
        let mut chosen = Self { places: vec![0; all], groups: vec![Group::default()] };
        let mut codes = Vec::new();
        let read = |column: &CodeColumn, codes: &mut Vec<u32>| {
            codes.clear();
            rows.iter().for_each(|rows| column.append(rows.clone(), codes));
        };
        if let Some(passing) = &sieve.touchpoints {
            read(&segment.touchpoints(block)?, &mut codes);
            chosen.keep(&codes, passing);
        }
        if let Some(passing) = &sieve.devices {
            read(&segment.devices(block)?, &mut codes);
            chosen.keep(&codes, passing);
        }
        for by_form in &sieve.answers {
            chosen.keep_answered(segment, block, &by_form[form as usize], rows)?;
        }
        for (attribute, passing) in &sieve.attributes {
            read(&segment.attribute(block, *attribute)?, &mut codes);
            chosen.keep(&codes, passing);
        }
        for (dimension, key) in keys.iter().enumerate() {
            let (column, numbers) = match key {
                KeyOf::Touchpoint(numbers) => (segment.touchpoints(block)?, numbers),
                KeyOf::Device(numbers) => (segment.devices(block)?, numbers),
                KeyOf::Attribute(attribute, numbers) => (segment.attribute(block, *attribute)?, numbers),
                _ => continue,
            };
            read(&column, &mut codes);
            if chosen.takes_for_places(&mut codes, dimension, numbers) {
                continue;
            }
            split(&mut chosen.places, &mut chosen.groups, dimension, &codes, numbers)
                .ok_or_else(|| Error::damaged(segment.path(), "a code stands for nothing"))?;
        }
        Ok(Some(chosen))
    }

    /// Where every row counts and is in the one group there is, its code may tell its place, with a group for each code. Whether
    /// that was done; `codes` hold anything then.
    fn takes_for_places(&mut self, codes: &mut Vec<u32>, dimension: usize, numbers: &[u32]) -> bool {
        /// Groups without rows do no harm where rows are so many times as many.
        const ROWS_A_GROUP: usize = 64;
        let [all] = self.groups.as_slice() else { return false };
        let takes = numbers.len().saturating_mul(ROWS_A_GROUP) <= codes.len()
            && codes.iter().max().is_some_and(|code| (*code as usize) < numbers.len())
            && !self.places.contains(&OUT);
        if takes {
            let all = *all;
            self.groups.clear();
            for number in numbers {
                add(&mut self.groups, all, dimension, *number);
            }
            std::mem::swap(&mut self.places, codes);
        }
        takes
    }

    fn keep(&mut self, codes: &[u32], passing: &[bool]) {
        for (place, code) in self.places.iter_mut().zip(codes) {
            if !passing.get(*code as usize).copied().unwrap_or(false) {
                *place = OUT;
            }
        }
    }

    /// Keeps rows with one of the answers that are wanted.
    fn keep_answered(
        &mut self,
        segment: &Segment,
        block: usize,
        wanted: &[Wanted],
        rows: &[Range<usize>],
    ) -> Result<(), Error> {
        let mut given = vec![false; self.places.len()];
        for Wanted { column, values } in wanted {
            let bytes = segment.answers(block, *column)?;
            let bytes = rows.iter().flat_map(|rows| &bytes[rows.clone()]);
            for (given, byte) in given.iter_mut().zip(bytes) {
                *given |= values.contains(byte);
            }
        }
        for (place, given) in self.places.iter_mut().zip(given) {
            if !given {
                *place = OUT;
            }
        }
        Ok(())
    }
}

/// Splits every group by one more key: `places` holds the group of each row among `groups`, or [`OUT`]. `None` where a
/// code stands for nothing.
pub(crate) fn split(
    places: &mut [u32],
    groups: &mut Vec<Group>,
    dimension: usize,
    codes: &[u32],
    numbers: &[u32],
) -> Option<()> {
    /// As many places as are made in no time, whatever the rows.
    const FEW: usize = 256;
    let pairs = (groups.len() + 1).saturating_mul(numbers.len());
    if pairs <= places.len().max(FEW) && codes.iter().all(|code| (*code as usize) < numbers.len()) {
        split_by_table(places, groups, dimension, codes, numbers);
        return Some(());
    }
    let before = std::mem::take(groups);
    let mut known: HashMap<(u32, u32), u32> = HashMap::new();
    for (place, code) in places.iter_mut().zip(codes) {
        if *place == OUT {
            continue;
        }
        let number = *numbers.get(*code as usize)?;
        *place = *known
            .entry((*place, *code))
            .or_insert_with(|| add(groups, before[*place as usize], dimension, number));
    }
    Some(())
}

/// Splits by a table with a place for each pair of a group and a code. Rows are gone through twice without a question asked of
/// any: first it is noted which pairs there are, then each row takes the group of its pair.
fn split_by_table(
    places: &mut [u32],
    groups: &mut Vec<Group>,
    dimension: usize,
    codes: &[u32],
    numbers: &[u32],
) {
    let before = std::mem::take(groups);
    let (out, width) = (before.len(), numbers.len());
    // Rows that do not count are in a group of their own behind the others.
    let at = |place: u32, code: u32| (place as usize).min(out) * width + code as usize;
    let mut pairs = vec![OUT; (out + 1) * width];
    for (place, code) in places.iter().zip(codes) {
        pairs[at(*place, *code)] = 0;
    }
    for (group, pairs) in before.iter().zip(pairs.chunks_exact_mut(width.max(1))) {
        for (pair, number) in pairs.iter_mut().zip(numbers).filter(|(pair, _)| **pair != OUT) {
            *pair = add(groups, *group, dimension, *number);
        }
    }
    pairs[out * width..].fill(OUT);
    for (place, code) in places.iter_mut().zip(codes) {
        *place = pairs[at(*place, *code)];
    }
}

/// Adds a group that differs from another in one dimension; returns its place.
fn add(groups: &mut Vec<Group>, from: Group, dimension: usize, number: u32) -> u32 {
    let mut group = from;
    group[dimension] = number;
    groups.push(group);
    u32::try_from(groups.len() - 1).unwrap_or(OUT)
}
