//! Rows one by one, where runs as a whole do not tell whether they count or in which group.

use std::ops::Range;

use hashbrown::HashMap;

use super::{
    group::Group,
    plan::{Grouping, KeyOf, Sieve, Wanted},
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
    /// `None` where every row counts and all are in one group.
    pub(crate) fn of(
        segment: &Segment,
        block: usize,
        sieve: &Sieve,
        grouping: Option<(&Grouping, Group)>,
        slice: &Slice,
    ) -> Result<Option<Self>, Error> {
        let by_row = grouping.is_some_and(|(grouping, _)| grouping.looks_at_rows());
        if !sieve.looks_at_rows() && !by_row {
            return Ok(None);
        }
        let rows = slice.rows.clone();
        let group = grouping.map_or(Group::default(), |(_, group)| group);
        let mut chosen = Self { places: vec![0; rows.len()], groups: vec![group] };
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
        for (dimension, key) in
            grouping.into_iter().flat_map(|(grouping, _)| grouping.keys.iter().enumerate())
        {
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
    let before = std::mem::take(groups);
    let mut known: HashMap<(u32, u32), u32> = HashMap::new();
    // Neighbours often agree, so that most rows need no look-up.
    let mut last = ((OUT, 0), 0);
    for (place, code) in places.iter_mut().zip(codes) {
        if *place == OUT {
            continue;
        }
        let pair = (*place, *code);
        if pair != last.0 {
            let number = *numbers.get(*code as usize)?;
            let new = *known.entry(pair).or_insert_with(|| {
                let mut group = before[pair.0 as usize];
                group[dimension] = number;
                groups.push(group);
                u32::try_from(groups.len() - 1).unwrap_or(u32::MAX)
            });
            last = (pair, new);
        }
        *place = last.1;
    }
    Some(())
}
