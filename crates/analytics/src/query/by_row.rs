//! Rows counted one by one, each in its group.
//!
//! A count waits for the one before it when both meet the same place, and answers that follow each other often do. So rows are
//! dealt out to several tables in turn, which are added up afterwards.

use super::{
    chosen::{Chosen, OUT},
    layout::Column,
};

/// The places of a group in a table are a power of two: enough for an agreement, or for every scale there is.
const FEW: u32 = 3;
const MANY: u32 = 4;
/// As many tables as rows are dealt out to.
const TABLES: usize = 4;
/// Tables are worth their adding up from so many rows for each of their groups.
const ROWS_A_GROUP: usize = 64;

/// The answers of a column.
pub(crate) struct Answers<'a> {
    pub(crate) column: &'a Column,
    pub(crate) bytes: &'a [u8],
}

/// Adds the answers of every column to `counts`: `stride` places for each group, a column's from its offset on.
pub(crate) fn count_by_row(chosen: &Chosen, columns: &[Answers<'_>], stride: usize, counts: &mut [i64]) {
    let groups = chosen.groups.len();
    let of_rows = match chosen.places.len() / (groups + 1) >= ROWS_A_GROUP {
        true => of_rows(&chosen.places, groups),
        false => None,
    };
    let mut tables = Vec::new();
    for one in columns {
        match &of_rows {
            Some(of_rows) if one.column.domain < 1 << FEW => {
                count_dealt::<FEW>(of_rows, groups, one, stride, (&mut tables, counts));
            }
            Some(of_rows) if one.column.domain < 1 << MANY => {
                count_dealt::<MANY>(of_rows, groups, one, stride, (&mut tables, counts));
            }
            _ => count_one(&chosen.places, one, stride, counts),
        }
    }
}

fn count_one(places: &[u32], one: &Answers<'_>, stride: usize, counts: &mut [i64]) {
    for (place, byte) in places.iter().zip(one.bytes) {
        if *place != OUT {
            let answer = usize::from(*byte).min(one.column.domain);
            counts[*place as usize * stride + one.column.offset + answer] += 1;
        }
    }
}

/// The group of each row. Rows that do not count have a group of their own behind the others: to count them there is quicker than
/// to leave them out. `None` where there are more groups than tables are made for.
fn of_rows(places: &[u32], groups: usize) -> Option<Vec<u16>> {
    let last = u16::try_from(groups).ok().filter(|last| *last < 1 << (16 - MANY))?;
    Some(places.iter().map(|place| u16::try_from(*place).unwrap_or(last).min(last)).collect())
}

fn count_dealt<const BITS: u32>(
    of_rows: &[u16],
    groups: usize,
    one: &Answers<'_>,
    stride: usize,
    (tables, counts): (&mut Vec<u32>, &mut [i64]),
) {
    let size = (groups + 1) << BITS;
    tables.clear();
    tables.resize(size * TABLES, 0);
    let missing = u8::try_from(one.column.domain).unwrap_or(u8::MAX);
    deal::<BITS>(of_rows, one.bytes, missing, tables, size);
    let (first, rest) = tables.split_at_mut(size);
    for table in rest.chunks_exact(size) {
        for (sum, n) in first.iter_mut().zip(table) {
            *sum += n;
        }
    }
    for (counted, counts) in first.chunks_exact(1 << BITS).zip(counts.chunks_mut(stride)).take(groups) {
        let counts = &mut counts[one.column.offset..][..=one.column.domain];
        for (sum, n) in counts.iter_mut().zip(counted) {
            *sum += i64::from(*n);
        }
    }
}

/// Counts rows into the tables in turn. On its own, since within a larger function its few values no longer all stay in registers.
#[inline(never)]
fn deal<const BITS: u32>(of_rows: &[u16], bytes: &[u8], missing: u8, tables: &mut [u32], size: usize) {
    let (one, rest) = tables.split_at_mut(size);
    let (two, rest) = rest.split_at_mut(size);
    let (three, four) = rest.split_at_mut(size);
    let place = |group: u16, byte: u8| usize::from(group << BITS | u16::from(byte.min(missing)));
    let (rows, last_rows) = of_rows.as_chunks::<TABLES>();
    let (answers, last_answers) = bytes.as_chunks::<TABLES>();
    for (row, answer) in rows.iter().zip(answers) {
        one[place(row[0], answer[0])] += 1;
        two[place(row[1], answer[1])] += 1;
        three[place(row[2], answer[2])] += 1;
        four[place(row[3], answer[3])] += 1;
    }
    for (group, byte) in last_rows.iter().zip(last_answers) {
        one[place(*group, *byte)] += 1;
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
        fn rows_dealt_out_are_counted_as_one_after_the_other(
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
            let (mut dealt, mut alone) = (vec![3; offset * 4], vec![3; offset * 4]);
            count_by_row(&chosen, &read, offset, &mut dealt);
            for one in &read {
                count_one(&chosen.places, one, offset, &mut alone);
            }
            prop_assert_eq!(dealt, alone);
        }
    }
}
