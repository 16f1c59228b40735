//! Rows counted one by one, each in its group.
//!
//! Two columns are counted in one pass wherever their answers together have few enough combinations: a table of how often
//! each combination stands in each group, added up to both columns afterwards. That takes half the passes, and rows that
//! follow each other meet the same place less often, which is what such a count waits for.

use super::{
    chosen::{Chosen, OUT},
    layout::Column,
};

/// The most places of a table: it stays in the nearest cache.
const MOST: usize = 4_096;
/// A table is worth its adding up from so many rows for each of its places.
const ROWS_A_PLACE: usize = 2;

/// The answers of a column.
pub(crate) struct Answers<'a> {
    pub(crate) column: &'a Column,
    pub(crate) bytes: &'a [u8],
}

/// Adds the answers of every column to `counts`: `stride` places for each group, a column's from its offset on.
pub(crate) fn count_by_row(chosen: &Chosen, columns: &[Answers<'_>], stride: usize, counts: &mut [i64]) {
    let groups = chosen.groups.len();
    let mut table = Vec::new();
    for two in columns.chunks(2) {
        match two {
            [one, other] if fits(groups, one, other, chosen.places.len()) => {
                count_two(&chosen.places, groups, [one, other], stride, (&mut table, counts));
            }
            each => {
                for one in each {
                    count_one(&chosen.places, one, stride, counts);
                }
            }
        }
    }
}

/// How many answers a column tells apart, a missing one among them.
fn answers(of: &Answers<'_>) -> usize {
    of.column.domain + 1
}

fn fits(groups: usize, one: &Answers<'_>, other: &Answers<'_>, rows: usize) -> bool {
    let places = (groups + 1) * answers(one) * answers(other);
    places <= MOST && places * ROWS_A_PLACE <= rows
}

fn count_one(places: &[u32], one: &Answers<'_>, stride: usize, counts: &mut [i64]) {
    for (place, byte) in places.iter().zip(one.bytes) {
        if *place != OUT {
            let answer = usize::from(*byte).min(one.column.domain);
            counts[*place as usize * stride + one.column.offset + answer] += 1;
        }
    }
}

fn count_two(
    places: &[u32],
    groups: usize,
    [one, other]: [&Answers<'_>; 2],
    stride: usize,
    (table, counts): (&mut Vec<u32>, &mut [i64]),
) {
    let (of_one, of_other) = (answers(one), answers(other));
    table.clear();
    // The last group is of the rows that do not count: to count them there is quicker than to leave them out.
    table.resize((groups + 1) * of_one * of_other, 0);
    for ((place, byte), second) in places.iter().zip(one.bytes).zip(other.bytes) {
        let group = (*place as usize).min(groups);
        let (first, second) = (usize::from(*byte).min(of_one - 1), usize::from(*second).min(of_other - 1));
        table[(group * of_one + first) * of_other + second] += 1;
    }
    for (combination, n) in table[..groups * of_one * of_other].iter().enumerate() {
        let (rest, second) = (combination / of_other, combination % of_other);
        let (group, first) = (rest / of_one, rest % of_one);
        let counts = &mut counts[group * stride..][..stride];
        counts[one.column.offset + first] += i64::from(*n);
        counts[other.column.offset + second] += i64::from(*n);
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::id::WordingId;
    use proptest::prelude::*;

    use super::*;
    use crate::query::group::Group;

    proptest! {
        #[test]
        fn two_at_once_are_counted_as_each_alone(
            rows in prop::collection::vec((0_u32..5, 0_u8..12, 0_u8..12, 0_u8..12), 0..2_000),
            domains in prop::array::uniform3(1_usize..11),
        ) {
            let places: Vec<u32> = rows.iter().map(|row| if row.0 == 4 { OUT } else { row.0 }).collect();
            let byte = |byte: u8| if byte == 11 { u8::MAX } else { byte };
            let bytes: [Vec<u8>; 3] = [
                rows.iter().map(|row| byte(row.1)).collect(),
                rows.iter().map(|row| byte(row.2)).collect(),
                rows.iter().map(|row| byte(row.3)).collect(),
            ];
            let mut offset = 0;
            let columns: Vec<Column> = domains.iter().enumerate().map(|(place, domain)| {
                let column = Column { place, wording: WordingId(1), offset, domain: *domain, asked: 1 };
                offset += domain + 1;
                column
            }).collect();
            let read: Vec<Answers<'_>> =
                columns.iter().zip(&bytes).map(|(column, bytes)| Answers { column, bytes }).collect();
            let chosen = Chosen { places, groups: vec![Group::default(); 4] };
            let (mut together, mut alone) = (vec![3; offset * 4], vec![3; offset * 4]);
            count_by_row(&chosen, &read, offset, &mut together);
            for one in &read {
                count_one(&chosen.places, one, offset, &mut alone);
            }
            prop_assert_eq!(together, alone);
        }
    }
}
