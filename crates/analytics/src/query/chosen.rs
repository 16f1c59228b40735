//! Rows one by one, where runs as a whole do not tell whether they count or in which group.

use std::ops::Range;

use hashbrown::HashMap;

use super::{
    group::Group,
    plan::{KeyOf, Sieve, Wanted},
    slices::Slice,
};
use crate::{Error, segment::Segment};

/// The place of a row that does not count.
pub(crate) const OUT: u32 = u32::MAX;

/// The rows of a slice one by one: whether each counts, and in which group.
pub(crate) struct Chosen {
    /// Place of the row's group, or [`OUT`].
    pub(crate) places: Vec<u32>,
    pub(crate) groups: Vec<Group>,
}

impl Chosen {
    /// Groups are by those of the `keys` (at most three) that stand in the rows themselves, in that order. `None` where
    /// every row counts and all are in one group.
    pub(crate) fn of(
        segment: &Segment,
        block: usize,
        sieve: &Sieve,
        keys: &[&KeyOf],
        slice: &Slice,
    ) -> Result<Option<Self>, Error> {
        if !sieve.looks_at_rows() && !keys.iter().any(|key| key.looks_at_rows()) {
            return Ok(None);
        }
        let rows = slice.rows.clone();
        let mut chosen = Self { places: vec![0; rows.len()], groups: vec![Group::default()] };
        let mut codes = Vec::new();
        if let Some(passing) = &sieve.touchpoints {
            segment.touchpoints(block)?.copy(rows.clone(), &mut codes);
            chosen.keep(&codes, passing);
        }
        if let Some(passing) = &sieve.devices {
            segment.devices(block)?.copy(rows.clone(), &mut codes);
            chosen.keep(&codes, passing);
        }
        for by_form in &sieve.answers {
            chosen.keep_answered(segment, block, &by_form[slice.form as usize], rows.clone())?;
        }
        for (attribute, passing) in &sieve.attributes {
            segment.attribute(block, *attribute)?.copy(rows.clone(), &mut codes);
            chosen.keep(&codes, passing);
        }
        for (dimension, key) in keys.iter().enumerate() {
            let numbers = match key {
                KeyOf::Touchpoint(numbers) => {
                    segment.touchpoints(block)?.copy(rows.clone(), &mut codes);
                    numbers
                }
                KeyOf::Device(numbers) => {
                    segment.devices(block)?.copy(rows.clone(), &mut codes);
                    numbers
                }
                KeyOf::Attribute(attribute, numbers) => {
                    segment.attribute(block, *attribute)?.copy(rows.clone(), &mut codes);
                    numbers
                }
                _ => continue,
            };
            split(&mut chosen.places, &mut chosen.groups, dimension, &codes, numbers)
                .ok_or_else(|| Error::damaged(segment.path(), "a code stands for nothing"))?;
        }
        Ok(Some(chosen))
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
        rows: Range<usize>,
    ) -> Result<(), Error> {
        let mut given = vec![false; rows.len()];
        for Wanted { column, values } in wanted {
            let bytes = segment.answers(block, *column)?;
            for (given, byte) in given.iter_mut().zip(&bytes[rows.clone()]) {
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
    if let [all] = before.as_slice()
        && !places.contains(&OUT)
    {
        let mut met = vec![false; width];
        for code in codes {
            met[*code as usize] = true;
        }
        let group =
            |(met, number): (bool, &u32)| if met { add(groups, *all, dimension, *number) } else { OUT };
        let of_code: Vec<u32> = met.into_iter().zip(numbers).map(group).collect();
        for (place, code) in places.iter_mut().zip(codes) {
            *place = of_code[*code as usize];
        }
        return;
    }
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
