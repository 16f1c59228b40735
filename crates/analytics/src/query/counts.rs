//! Counts of every answer to every wording, by group; and how many rows there are.

use std::slice::from_ref;

use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Filter},
};
use hashbrown::{HashMap, HashSet};

use super::{
    Cancel, Snapshot,
    chosen::{Chosen, OUT},
    corrections,
    counter::{Counter, Plan},
    group::{Group, Keys},
    parallel::over_blocks,
    plan::Sieve,
    slices::{Apart, for_each_slice},
    together::Together,
};
use crate::{Error, segment::Segment};

/// Counts by group and wording, a place for each answer.
pub(crate) type Tally = HashMap<(Group, WordingId), Vec<i64>>;

impl Snapshot {
    /// Counts every answer value of every wording, by group, ordered by group, wording and value.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn counts(&self, query: &CountsQuery, cancel: &Cancel) -> Result<Vec<Cell>, Error> {
        Ok(self.counts_together(from_ref(query), cancel)?.pop().unwrap_or_default())
    }

    /// Answers each question as [`Snapshot::counts`] does; in one pass where they differ in nothing but period, groups
    /// and wordings.
    ///
    /// # Errors
    /// When a segment is damaged, or the questions were taken back.
    pub fn counts_together(&self, queries: &[CountsQuery], cancel: &Cancel) -> Result<Vec<Vec<Cell>>, Error> {
        match Together::of(queries) {
            Some(together) => self.pass(&together, cancel),
            None => queries.iter().map(|query| self.counts(query, cancel)).collect(),
        }
    }

    fn pass(&self, together: &Together<'_>, cancel: &Cancel) -> Result<Vec<Vec<Cell>>, Error> {
        let mut keys = Keys::default();
        let plans: Vec<Plan> =
            self.segments.iter().map(|segment| Plan::of(segment, together, &mut keys)).collect();
        let times = together.times();
        let takes = |segment: usize, block: usize| {
            !plans[segment].sieve.nothing && touches(&self.segments[segment], block, &times)
        };
        let fresh = || Counter::new(together, &plans);
        let made = over_blocks(self, takes, cancel, fresh, |counter, place, block| {
            let (segment, plan) = (&self.segments[place], &plans[place]);
            counter.enter(place);
            let apart = |window: usize| plan.apart(&together.stretches[window]);
            for_each_slice(segment, block, &plan.sieve, &times, apart, |slice| {
                counter.count((segment, place), block, slice)
            })?;
            counter.finish_block((segment, place), block)
        })?;
        let mut tallies = vec![Tally::default(); together.questions.len()];
        for counter in made {
            for (tally, counted) in tallies.iter_mut().zip(counter.finish()) {
                for (place, counts) in counted {
                    add(tally.entry(place).or_default(), &counts);
                }
            }
        }
        let answered = tallies.iter_mut().zip(&together.questions).map(|(tally, question)| {
            corrections::count(&self.corrections, question, &mut keys, tally);
            cells(tally, &keys, &question.by)
        });
        Ok(answered.collect())
    }

    /// How many rows pass a filter.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn rows(&self, filter: &Filter, cancel: &Cancel) -> Result<i64, Error> {
        let query = CountsQuery { filter: filter.clone(), ..CountsQuery::default() };
        let windows = query.windows();
        let sieves: Vec<Sieve> = self.segments.iter().map(|segment| Sieve::of(segment, filter)).collect();
        let takes = |segment: usize, block: usize| {
            !sieves[segment].nothing && touches(&self.segments[segment], block, &windows)
        };
        let made = over_blocks(
            self,
            takes,
            cancel,
            || 0_i64,
            |sum, place, block| {
                let (segment, sieve) = (&self.segments[place], &sieves[place]);
                for_each_slice(
                    segment,
                    block,
                    sieve,
                    &windows,
                    |_| Apart::FORMS,
                    |slice| {
                        let rows = match Chosen::of(
                            (segment, block),
                            sieve,
                            &[],
                            slice.form,
                            from_ref(&slice.rows),
                        )? {
                            None => slice.rows.len(),
                            Some(chosen) => chosen.places.iter().filter(|place| **place != OUT).count(),
                        };
                        *sum += i64::try_from(rows).unwrap_or(i64::MAX);
                        Ok(())
                    },
                )
            },
        )?;
        let tail: i64 = corrections::passing(&self.corrections, filter).map(|(_, sign)| sign).sum();
        Ok(made.into_iter().sum::<i64>() + tail)
    }
}

/// Whether a block reaches into a window.
pub(crate) fn touches(segment: &Segment, block: usize, windows: &[(i64, i64)]) -> bool {
    let (first, last) = segment.blocks()[block].extent();
    windows.iter().any(|(start, end)| *start <= last && first < *end)
}

pub(crate) fn add(sum: &mut Vec<i64>, counts: &[i64]) {
    if sum.len() < counts.len() {
        sum.resize(counts.len(), 0);
    }
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// The cells of a question that groups by these dimensions.
fn cells(tally: &Tally, keys: &Keys, by: &[usize]) -> Vec<Cell> {
    // Keys are compared once a group: comparing them for every cell took longer than counting a million rows.
    let distinct: HashSet<Group> = tally.keys().map(|(group, _)| *group).collect();
    let mut groups: Vec<_> =
        distinct.into_iter().map(|group| (keys.keys_by(group, by.iter().copied()), group)).collect();
    groups.sort_unstable();
    let ranks: HashMap<Group, usize> =
        groups.iter().enumerate().map(|(rank, (_, group))| (*group, rank)).collect();
    let mut tallied: Vec<_> =
        tally.iter().map(|((group, wording), counts)| (ranks[group], *wording, counts)).collect();
    tallied.sort_unstable_by_key(|(rank, wording, _)| (*rank, *wording));
    let mut cells = Vec::new();
    for (rank, wording, counts) in tallied {
        let given = (0_i64..).zip(counts).filter(|(_, n)| **n != 0);
        cells.extend(given.map(|(value, n)| Cell { group: groups[rank].0.clone(), wording, value, n: *n }));
    }
    cells
}
