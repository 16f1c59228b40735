//! Counts of every answer to every wording, by group; and how many rows there are.

use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Dimension, Filter},
};
use hashbrown::{HashMap, HashSet};

use super::{
    Cancel, Snapshot,
    chosen::{Chosen, OUT},
    corrections,
    group::{Group, Keys},
    histogram::add_histogram,
    parallel::over_blocks,
    plan::{Grouping, Sieve, columns_of_forms},
    slices::{Slice, for_each_slice},
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
        let mut keys = Keys::default();
        let windows = windows(query);
        let plans: Vec<Plan> =
            self.segments.iter().map(|segment| Plan::of(segment, query, &mut keys)).collect();
        let takes = |segment: usize, block: usize| {
            !plans[segment].sieve.nothing && touches(&self.segments[segment], block, &windows)
        };
        let made = over_blocks(self, takes, cancel, Counter::default, |counter, place, block| {
            let (segment, plan) = (&self.segments[place], &plans[place]);
            counter.enter(place, &plans);
            let by_channel = plan.grouping.looks_at_channels();
            for_each_slice(segment, block, &plan.sieve, &windows, by_channel, |slice| {
                counter.count(segment, plan, block, &slice)
            })
        })?;
        let mut tally = Tally::default();
        for mut counter in made {
            counter.leave(&plans);
            for (place, counts) in counter.tally {
                add(tally.entry(place).or_default(), &counts);
            }
        }
        corrections::count(&self.corrections, query, &windows, &mut keys, &mut tally);
        Ok(cells(&tally, &keys, query))
    }

    /// How many rows pass a filter.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn rows(&self, filter: &Filter, cancel: &Cancel) -> Result<i64, Error> {
        let query = CountsQuery { filter: filter.clone(), ..CountsQuery::default() };
        let windows = windows(&query);
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
                for_each_slice(segment, block, sieve, &windows, false, |slice| {
                    let rows = match Chosen::of(segment, block, sieve, None, &slice)? {
                        None => slice.rows.len(),
                        Some(chosen) => chosen.places.iter().filter(|place| **place != OUT).count(),
                    };
                    *sum += i64::try_from(rows).unwrap_or(i64::MAX);
                    Ok(())
                })
            },
        )?;
        let tail: i64 = corrections::passing(&self.corrections, filter).map(|(_, sign)| sign).sum();
        Ok(made.into_iter().sum::<i64>() + tail)
    }
}

/// The windows of a question: its buckets within its period, or its period.
pub(crate) fn windows(query: &CountsQuery) -> Vec<(i64, i64)> {
    let (from, to) = query.filter.period.map_or((i64::MIN, i64::MAX), |window| window.microseconds);
    let timed = query.by.iter().take(CountsQuery::MOST_DIMENSIONS).find_map(|dimension| match dimension {
        Dimension::Time(buckets) => Some(buckets),
        _ => None,
    });
    match timed {
        None => vec![(from, to)],
        Some(buckets) => buckets
            .iter()
            .map(|bucket| (bucket.microseconds.0.max(from), bucket.microseconds.1.min(to)))
            .collect(),
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

fn cells(tally: &Tally, keys: &Keys, query: &CountsQuery) -> Vec<Cell> {
    let dimensions = query.by.len().min(CountsQuery::MOST_DIMENSIONS);
    // Keys are compared once a group: comparing them for every cell took longer than counting a million rows.
    let distinct: HashSet<Group> = tally.keys().map(|(group, _)| *group).collect();
    let mut groups: Vec<_> =
        distinct.into_iter().map(|group| (keys.keys(group, dimensions), group)).collect();
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

/// A question in terms of one segment.
struct Plan {
    sieve: Sieve,
    grouping: Grouping,
    /// By form: the columns that count, what was asked, and where in a group's counts theirs begin.
    columns: Vec<Vec<Column>>,
    /// How many counts a group has.
    stride: usize,
}

#[derive(Debug, Clone, Copy)]
struct Column {
    place: usize,
    wording: WordingId,
    offset: usize,
    /// One more than the greatest answer: the places of its counts. One more follows, for answers that are missing.
    domain: usize,
}

impl Plan {
    fn of(segment: &Segment, query: &CountsQuery, keys: &mut Keys) -> Self {
        let mut sieve = Sieve::of(segment, &query.filter);
        let mut stride = 0;
        let laid_out: Vec<(usize, usize)> = (0..segment.dictionaries().answers.values().len())
            .map(|column| {
                let greatest = segment.blocks().iter().filter_map(|block| block.greatest(column)).max();
                let domain = greatest.map_or(0, |value| usize::from(value) + 1);
                let offset = stride;
                stride += domain + 1;
                (offset, domain)
            })
            .collect();
        let columns: Vec<Vec<Column>> = columns_of_forms(segment, &query.wordings)
            .into_iter()
            .map(|asked| {
                let laid = asked.into_iter().map(|(place, wording)| {
                    let (offset, domain) = laid_out[place];
                    Column { place, wording, offset, domain }
                });
                laid.filter(|column| column.domain > 0).collect()
            })
            .collect();
        for (form, asked) in columns.iter().enumerate() {
            sieve.forms[form] &= !asked.is_empty();
        }
        sieve.nothing |= !sieve.forms.contains(&true);
        Self { sieve, grouping: Grouping::of(segment, &query.by, keys), columns, stride }
    }
}

/// What one core has counted.
#[derive(Default)]
struct Counter {
    /// The segment whose groups `counts` hold.
    segment: Option<usize>,
    groups: HashMap<(Group, u32), usize>,
    counts: Vec<i64>,
    tally: Tally,
}

impl Counter {
    /// Begins with a segment, after adding up what was counted of the one before.
    fn enter(&mut self, segment: usize, plans: &[Plan]) {
        if self.segment != Some(segment) {
            self.leave(plans);
            self.segment = Some(segment);
        }
    }

    fn leave(&mut self, plans: &[Plan]) {
        let Some(plan) = self.segment.take().map(|place| &plans[place]) else { return };
        for ((group, form), base) in self.groups.drain() {
            for column in &plan.columns[form as usize] {
                let counts = &self.counts[base + column.offset..][..column.domain];
                if counts.iter().any(|count| *count != 0) {
                    add(self.tally.entry((group, column.wording)).or_default(), counts);
                }
            }
        }
        self.counts.clear();
    }

    /// Where the counts of a group of one form begin.
    fn base(&mut self, group: Group, form: u32, stride: usize) -> usize {
        let counts = &mut self.counts;
        *self.groups.entry((group, form)).or_insert_with(|| {
            let base = counts.len();
            counts.resize(base + stride, 0);
            base
        })
    }

    fn count(&mut self, segment: &Segment, plan: &Plan, block: usize, slice: &Slice) -> Result<(), Error> {
        let group = plan.grouping.of_run(slice.service, slice.form, slice.channel, slice.window);
        let columns = &plan.columns[slice.form as usize];
        let Some(chosen) = Chosen::of(segment, block, &plan.sieve, Some((&plan.grouping, group)), slice)?
        else {
            let base = self.base(group, slice.form, plan.stride);
            for column in columns {
                let bytes = segment.answers(block, column.place)?;
                let counts = &mut self.counts[base + column.offset..][..column.domain];
                add_histogram(&bytes[slice.rows.clone()], counts);
            }
            return Ok(());
        };
        let bases: Vec<usize> =
            chosen.groups.iter().map(|group| self.base(*group, slice.form, plan.stride)).collect();
        for column in columns {
            let bytes = segment.answers(block, column.place)?;
            for (place, byte) in chosen.places.iter().zip(&bytes[slice.rows.clone()]) {
                if *place != OUT {
                    let answer = usize::from(*byte).min(column.domain);
                    self.counts[bases[*place as usize] + column.offset + answer] += 1;
                }
            }
        }
        Ok(())
    }
}
