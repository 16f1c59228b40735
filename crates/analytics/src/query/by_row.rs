//! Rows counted one by one, each in its group.
//!
//! Columns are taken two at a time: where the group and both answers of a row stand in a table is worked out for many rows at once,
//! and then one count serves both. A count waits for the one before it when both meet the same place, and answers that follow
//! each other often do. So rows are dealt out to several tables in turn, which are added up afterwards.

use super::{
    chosen::{Chosen, OUT},
    layout::Column,
};

/// As many tables as rows are dealt out to.
const TABLES: usize = 4;
/// Tables are worth their adding up from so many rows for each of their places.
const ROWS_A_PLACE: usize = 8;
/// The most places of a table of two columns: four such tables stay near the processor.
const MOST_OF_TWO: usize = 1 << 12;
/// The most places of a table: they are told apart by sixteen bits.
const MOST: usize = 1 << 16;

/// The answers of a column.
pub(crate) struct Answers<'a> {
    pub(crate) column: &'a Column,
    pub(crate) bytes: &'a [u8],
}

impl Answers<'_> {
    /// Bits that tell its answers apart, a missing one too.
    fn bits(&self) -> u32 {
        usize::BITS - self.column.domain.leading_zeros()
    }

    /// What is taken for a missing answer: whatever is greater than every answer.
    fn missing(&self) -> u8 {
        u8::try_from(self.column.domain).unwrap_or(u8::MAX)
    }
}

/// Adds the answers of every column to `counts`: `stride` places for each group, a column's from its offset on.
pub(crate) fn count_by_row(chosen: &Chosen, columns: &[Answers<'_>], stride: usize, counts: &mut [i64]) {
    let mut dealt = Dealt::of(&chosen.places, chosen.groups.len());
    let mut rest = columns;
    while let [first, others @ ..] = rest {
        let two = others.first().filter(|second| dealt.fits(first.bits() + second.bits(), MOST_OF_TWO));
        rest = match two {
            Some(second) => {
                dealt.count_two(first, second, stride, counts);
                &others[1..]
            }
            None if dealt.fits(first.bits(), MOST) => {
                dealt.count(first, stride, counts);
                others
            }
            None => {
                count_one(&chosen.places, first, stride, counts);
                others
            }
        };
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

/// Rows to be dealt out to tables.
struct Dealt<'a> {
    groups: usize,
    places: &'a [u32],
    /// The group of each row, once it was asked for. Rows that do not count have a group of their own behind the others: to count
    /// them there is quicker than to leave them out.
    of_rows: Vec<u16>,
    /// Where each row is counted.
    at: Vec<u16>,
    tables: Vec<u32>,
}

impl<'a> Dealt<'a> {
    fn of(places: &'a [u32], groups: usize) -> Self {
        Self { groups, places, of_rows: Vec::new(), at: Vec::new(), tables: Vec::new() }
    }

    fn size(&self, bits: u32) -> usize {
        (self.groups + 1) << bits
    }

    /// Whether tables that tell answers apart by so many bits are not too large.
    fn fits(&self, bits: u32, most: usize) -> bool {
        let size = self.size(bits);
        size <= most && size.saturating_mul(ROWS_A_PLACE) <= self.places.len()
    }

    fn count(&mut self, one: &Answers<'_>, stride: usize, counts: &mut [i64]) {
        let (bits, missing) = (one.bits(), one.missing());
        self.prepare();
        for ((at, group), byte) in self.at.iter_mut().zip(&self.of_rows).zip(one.bytes) {
            *at = group << bits | u16::from((*byte).min(missing));
        }
        let counted = self.deal(bits);
        for (counted, counts) in counted.chunks_exact(1 << bits).zip(counts.chunks_mut(stride)) {
            add(counts, one.column, |answer| i64::from(counted[answer]));
        }
    }

    fn count_two(&mut self, first: &Answers<'_>, second: &Answers<'_>, stride: usize, counts: &mut [i64]) {
        let (low, bits) = (second.bits(), first.bits() + second.bits());
        let (missing, also_missing) = (first.missing(), second.missing());
        self.prepare();
        let rows = self.at.iter_mut().zip(&self.of_rows).zip(first.bytes).zip(second.bytes);
        for (((at, group), one), two) in rows {
            let (one, two) = (u16::from((*one).min(missing)), u16::from((*two).min(also_missing)));
            *at = group << bits | one << low | two;
        }
        let counted = self.deal(bits);
        for (counted, counts) in counted.chunks_exact(1 << bits).zip(counts.chunks_mut(stride)) {
            let of = |answers: &[u32]| answers.iter().map(|n| i64::from(*n)).sum::<i64>();
            add(counts, first.column, |answer| of(&counted[answer << low..(answer + 1) << low]));
            add(counts, second.column, |answer| {
                counted[answer..].iter().step_by(1 << low).map(|n| i64::from(*n)).sum()
            });
        }
    }

    fn prepare(&mut self) {
        if self.of_rows.len() != self.places.len() {
            let last = u16::try_from(self.groups).unwrap_or(u16::MAX);
            self.of_rows = self.places.iter().map(|place| (*place).min(u32::from(last)) as u16).collect();
            self.at.resize(self.places.len(), 0);
        }
    }

    /// Counts the rows where they belong; the tables added up, without the group of what does not count.
    fn deal(&mut self, bits: u32) -> &[u32] {
        let size = self.size(bits);
        self.tables.clear();
        self.tables.resize(size * TABLES, 0);
        deal(&self.at, &mut self.tables, size);
        let (first, rest) = self.tables.split_at_mut(size);
        for table in rest.chunks_exact(size) {
            for (sum, n) in first.iter_mut().zip(table) {
                *sum += n;
            }
        }
        &first[..self.groups << bits]
    }
}

/// Adds what was counted of each answer of a column to the counts of a group.
fn add(counts: &mut [i64], column: &Column, counted: impl Fn(usize) -> i64) {
    for (answer, sum) in counts[column.offset..][..=column.domain].iter_mut().enumerate() {
        *sum += counted(answer);
    }
}

/// Counts rows into the tables in turn. On its own, since within a larger function its few values no longer all stay in registers.
#[inline(never)]
fn deal(at: &[u16], tables: &mut [u32], size: usize) {
    let (one, rest) = tables.split_at_mut(size);
    let (two, rest) = rest.split_at_mut(size);
    let (three, four) = rest.split_at_mut(size);
    let (rows, last) = at.as_chunks::<TABLES>();
    for row in rows {
        one[usize::from(row[0])] += 1;
        two[usize::from(row[1])] += 1;
        three[usize::from(row[2])] += 1;
        four[usize::from(row[3])] += 1;
    }
    for at in last {
        one[usize::from(*at)] += 1;
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
            rows in prop::collection::vec((0_u32..5, 0_u8..12, 0_u8..12, 0_u8..12), 0..6_000),
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
