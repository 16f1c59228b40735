//! Joint counts: how often each combination of answers was given by one person, which drivers and path models need.

use std::ops::Range;

use arrow_buffer::Buffer;
use catsup_model::{
    id::WordingId,
    query::{CountsQuery, Filter, JointAnswers},
};
use hashbrown::HashMap;

use super::{
    Cancel, Snapshot,
    chosen::{Chosen, OUT},
    corrections,
    counts::touches,
    parallel::over_blocks,
    plan::Sieve,
    slices::{Apart, for_each_slice},
};
use crate::{Error, row::MISSING, segment::Segment};

/// Up to this many combinations are counted in a table, a place each; more of them by looking each up.
const LARGEST_TABLE: usize = 1 << 22;

/// A combination: one byte a column.
type Combination = [u8; Snapshot::MOST_JOINT_COLUMNS];

impl Snapshot {
    /// The most columns a combination has.
    pub const MOST_JOINT_COLUMNS: usize = 12;

    /// Counts the combinations of answers within the filter. Each column holds the greatest answer to any of its
    /// wordings; columns beyond [`Snapshot::MOST_JOINT_COLUMNS`] are left out. Those who answered none of the columns
    /// are not counted. Ordered by combination, what is missing first.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn joint(
        &self,
        filter: &Filter,
        columns: &[Vec<WordingId>],
        cancel: &Cancel,
    ) -> Result<Vec<JointAnswers>, Error> {
        let columns = &columns[..columns.len().min(Self::MOST_JOINT_COLUMNS)];
        let windows = CountsQuery { filter: filter.clone(), ..CountsQuery::default() }.windows();
        let plans: Vec<Plan> = self.segments.iter().map(|one| Plan::of(one, filter, columns)).collect();
        let radices = radices(&plans, columns.len());
        let combinations = radices.iter().try_fold(1_usize, |product, radix| product.checked_mul(*radix));
        let table = combinations.filter(|combinations| *combinations <= LARGEST_TABLE);
        let takes = |segment: usize, block: usize| {
            !plans[segment].sieve.nothing && touches(&self.segments[segment], block, &windows)
        };
        let fresh = || Counter { table: vec![0; table.unwrap_or(0)], ..Counter::default() };
        let made = over_blocks(self, takes, cancel, fresh, |counter, place, block| {
            let (segment, plan) = (&self.segments[place], &plans[place]);
            for_each_slice(
                segment,
                block,
                &plan.sieve,
                &windows,
                |_| Apart::FORMS,
                |slice| {
                    let chosen = Chosen::of(
                        (segment, block),
                        &plan.sieve,
                        &[],
                        slice.form,
                        std::slice::from_ref(&slice.rows),
                    )?;
                    let sources = &plan.columns[slice.form as usize];
                    counter.count(segment, block, sources, &radices, slice.rows, chosen.as_ref())
                },
            )
        })?;
        let mut sums: HashMap<Combination, i64> = HashMap::new();
        for counter in made {
            for (place, n) in counter.table.iter().enumerate().filter(|(_, n)| **n != 0) {
                *sums.entry(combination(place, &radices)).or_default() += n;
            }
            for (combination, n) in counter.looked_up {
                *sums.entry(combination).or_default() += n;
            }
        }
        for (row, sign) in corrections::passing(&self.corrections, filter) {
            let mut values = Combination::default();
            for (value, wordings) in values.iter_mut().zip(columns) {
                let given = row.answers.iter().filter(|answer| wordings.contains(&answer.wording));
                *value = given.map(|answer| answer.value + 1).max().unwrap_or(0);
            }
            *sums.entry(values).or_default() += sign;
        }
        let mut counted: Vec<(Combination, i64)> = sums
            .into_iter()
            .filter(|(combination, n)| *n != 0 && combination.iter().any(|value| *value != 0))
            .collect();
        counted.sort_unstable();
        let joint = counted.into_iter().map(|(combination, n)| JointAnswers {
            values: combination[..columns.len()]
                .iter()
                .map(|value| value.checked_sub(1).map(i64::from))
                .collect(),
            n,
        });
        Ok(joint.collect())
    }
}

/// A question in terms of one segment.
struct Plan {
    sieve: Sieve,
    /// By form, for each column of the question: the answer columns it may stand in.
    columns: Vec<Vec<Vec<usize>>>,
    /// The greatest answer of each column.
    greatest: Vec<u8>,
}

impl Plan {
    fn of(segment: &Segment, filter: &Filter, columns: &[Vec<WordingId>]) -> Self {
        let mut sieve = Sieve::of(segment, filter);
        let mut greatest = vec![0; columns.len()];
        let mut by_form = Vec::new();
        for (place, form) in segment.dictionaries().forms.iter().enumerate() {
            let sources: Vec<Vec<usize>> = columns
                .iter()
                .map(|wordings| {
                    let asked = form.wordings.iter().enumerate();
                    asked
                        .filter(|(_, wording)| wording.is_some_and(|wording| wordings.contains(&wording)))
                        .map(|(column, _)| column)
                        .collect()
                })
                .collect();
            for (column, answers) in sources.iter().enumerate() {
                let most = answers
                    .iter()
                    .flat_map(|answer| segment.blocks().iter().map(|one| one.greatest(*answer)));
                greatest[column] = greatest[column].max(most.flatten().max().unwrap_or(0));
            }
            sieve.forms[place] &= sources.iter().any(|answers| !answers.is_empty());
            by_form.push(sources);
        }
        sieve.nothing |= !sieve.forms.contains(&true);
        Self { sieve, columns: by_form, greatest }
    }
}

/// How many different bytes each column has: its answers from 0, and one for missing.
fn radices(plans: &[Plan], columns: usize) -> Vec<usize> {
    (0..columns)
        .map(|column| plans.iter().map(|plan| usize::from(plan.greatest[column]) + 2).max().unwrap_or(2))
        .collect()
}

/// The combination of a place in the table.
fn combination(place: usize, radices: &[usize]) -> Combination {
    let mut rest = place;
    let mut combination = Combination::default();
    for (value, radix) in combination.iter_mut().zip(radices) {
        *value = u8::try_from(rest % radix).expect("a radix is at most 256");
        rest /= radix;
    }
    combination
}

/// What one core has counted.
#[derive(Default)]
struct Counter {
    table: Vec<i64>,
    looked_up: HashMap<Combination, i64>,
    places: Vec<u32>,
}

impl Counter {
    fn count(
        &mut self,
        segment: &Segment,
        block: usize,
        sources: &[Vec<usize>],
        radices: &[usize],
        rows: Range<usize>,
        chosen: Option<&Chosen>,
    ) -> Result<(), Error> {
        let counts = |place: usize| chosen.is_none_or(|chosen| chosen.places[place] != OUT);
        let answers: Vec<Vec<Buffer>> = sources
            .iter()
            .map(|columns| columns.iter().map(|column| segment.answers(block, *column)).collect())
            .collect::<Result<_, _>>()?;
        if self.table.is_empty() {
            for row in rows.clone().filter(|row| counts(row - rows.start)) {
                let mut combination = Combination::default();
                for (value, columns) in combination.iter_mut().zip(&answers) {
                    *value = columns.iter().map(|bytes| bytes[row].wrapping_add(1)).max().unwrap_or(0);
                }
                *self.looked_up.entry(combination).or_default() += 1;
            }
            return Ok(());
        }
        self.places.clear();
        self.places.resize(rows.len(), 0);
        let mut scale = 1_u32;
        for (columns, radix) in answers.iter().zip(radices) {
            match &columns[..] {
                [] => {}
                [bytes] => {
                    for (place, byte) in self.places.iter_mut().zip(&bytes[rows.clone()]) {
                        // What is missing is 255, and becomes 0.
                        *place += u32::from(byte.wrapping_add(1)) * scale;
                    }
                }
                several => {
                    for (place, row) in self.places.iter_mut().zip(rows.clone()) {
                        let greatest = several.iter().map(|bytes| bytes[row].wrapping_add(1)).max();
                        *place += u32::from(greatest.unwrap_or(0)) * scale;
                    }
                }
            }
            scale = scale.wrapping_mul(u32::try_from(*radix).unwrap_or(u32::MAX));
        }
        for (at, place) in self.places.iter().enumerate() {
            if counts(at) {
                let count = self.table.get_mut(*place as usize);
                *count.ok_or_else(|| {
                    Error::damaged(segment.path(), "an answer is greater than the greatest")
                })? += 1;
            }
        }
        Ok(())
    }
}

const _: () = assert!(MISSING.wrapping_add(1) == 0);
