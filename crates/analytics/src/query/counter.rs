//! What one core counts: each slice once, and its counts added to every group it belongs to.

use std::ops::Range;

use arrow_buffer::Buffer;
use catsup_model::query::Dimension;
use hashbrown::HashMap;

use super::{
    by_row::{Answers, count_by_row},
    chosen::Chosen,
    counts::{Tally, add},
    group::{Group, Keys},
    histogram::add_histogram,
    layout::{Column, Layout},
    plan::{KeyOf, Sieve},
    slices::{Alike, Apart, Slice},
    together::{Stretch, Together},
};
use crate::{Error, segment::Segment};

/// Where single rows are looked at, so many at a time: what is noted of each then stays in the caches, and what is done once
/// for each time weighs little.
const NEAR: usize = 1 << 15;

/// Slices of a block that count for the same groups, as one.
#[derive(Debug, Clone)]
struct Piece {
    /// What they have in common; its rows are those of the first.
    like: Slice,
    rows: Vec<Range<usize>>,
    /// How many rows that is.
    size: usize,
}

impl Piece {
    fn of(slice: Slice) -> Self {
        Self { rows: vec![slice.rows.clone()], size: slice.rows.len(), like: slice }
    }

    fn add(&mut self, rows: Range<usize>) {
        self.size += rows.len();
        match self.rows.last_mut() {
            Some(last) if last.end == rows.start => last.end = rows.end,
            _ => self.rows.push(rows),
        }
    }
}

/// The questions in terms of one segment.
pub(crate) struct Plan {
    pub(crate) sieve: Sieve,
    /// By dimension of all questions: where its key comes from.
    pub(crate) keys: Vec<KeyOf>,
    pub(crate) layout: Layout,
}

impl Plan {
    pub(crate) fn of(segment: &Segment, together: &Together<'_>, keys: &mut Keys) -> Self {
        let mut sieve = Sieve::of(segment, together.filter);
        let layout = Layout::of(segment, together);
        for (form, counts) in sieve.forms.iter_mut().enumerate() {
            *counts &= layout.asks(form);
        }
        sieve.nothing |= !sieve.forms.contains(&true);
        let key_of = |(place, dimension): (usize, &&Dimension)| {
            KeyOf::of(segment, dimension, |key| keys.number(place, key))
        };
        Self { sieve, keys: together.dimensions.iter().enumerate().map(key_of).collect(), layout }
    }

    /// Which rows of a stretch may not be counted at once.
    pub(crate) fn apart(&self, stretch: &Stretch) -> Apart<'_> {
        // A filter on answers looks for them where each form asks.
        let forms_apart = stretch.forms_apart || !self.sieve.answers.is_empty();
        Apart {
            services: stretch.services_apart,
            channels: stretch.channels_apart,
            kinds: (!forms_apart).then_some(&self.layout.kind_of),
        }
    }
}

/// What one core has counted.
pub(crate) struct Counter<'a> {
    together: &'a Together<'a>,
    plans: &'a [Plan],
    /// The segment whose groups `counts` hold.
    segment: Option<usize>,
    /// Where the counts of a group begin, by question and kind of form.
    groups: HashMap<(usize, Group, u32), usize>,
    counts: Vec<i64>,
    /// Counts of one slice.
    slice: Vec<i64>,
    /// The answers of the block at hand, by column, as far as they were needed: fetching them for every slice has all
    /// cores write to the one count of who uses the file.
    answers: Vec<Option<Buffer>>,
    /// Rows of the block at hand that are to be looked at one by one, until there are enough: by what tells slices apart.
    pending: HashMap<Alike, Piece>,
    /// Answers of a piece of several ranges, by column.
    gathered: Vec<Vec<u8>>,
    /// What was counted of the segments before, by question.
    tallies: Vec<Tally>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(together: &'a Together<'a>, plans: &'a [Plan]) -> Self {
        Self {
            together,
            plans,
            segment: None,
            groups: HashMap::new(),
            counts: Vec::new(),
            slice: Vec::new(),
            answers: Vec::new(),
            pending: HashMap::new(),
            gathered: Vec::new(),
            tallies: vec![Tally::default(); together.questions.len()],
        }
    }

    /// What was counted, by question.
    pub(crate) fn finish(mut self) -> Vec<Tally> {
        self.leave();
        self.tallies
    }

    /// Begins with a block of a segment, after adding up what was counted of the segment before.
    pub(crate) fn enter(&mut self, segment: usize) {
        self.answers.clear();
        if self.segment != Some(segment) {
            self.leave();
            self.segment = Some(segment);
        }
    }

    fn leave(&mut self) {
        let Some(plan) = self.segment.take().map(|place| &self.plans[place]) else { return };
        for ((question, group, kind), base) in self.groups.drain() {
            let columns = plan.layout.kinds[kind as usize].columns.iter();
            for column in columns.filter(|column| column.asked & 1 << question != 0) {
                let counts = &self.counts[base + column.offset..][..column.domain];
                if counts.iter().any(|count| *count != 0) {
                    add(self.tallies[question].entry((group, column.wording)).or_default(), counts);
                }
            }
        }
        self.counts.clear();
    }

    /// Counts a slice of a block of a segment, at once or when the block is finished.
    pub(crate) fn count(&mut self, of: (&Segment, usize), block: usize, slice: Slice) -> Result<(), Error> {
        let (together, plans) = (self.together, self.plans);
        let (stretch, plan) = (&together.stretches[slice.window], &plans[of.1]);
        if stretch.by_row.is_empty() && !plan.sieve.looks_at_rows() {
            return self.count_piece(of, block, &Piece::of(slice));
        }
        // A service has few rows in a block: those of all that count alike are counted together.
        let alike = plan.apart(stretch).alike(&slice);
        let mut rest = slice;
        while !rest.rows.is_empty() {
            let before = self.pending.get(&alike).map_or(0, |piece| piece.size);
            let until = rest.rows.end.min(rest.rows.start + NEAR - before);
            let rows = rest.rows.start..until;
            rest.rows.start = until;
            let size = before + rows.len();
            let next = Slice { rows, ..rest };
            match self.pending.get_mut(&alike) {
                Some(piece) => piece.add(next.rows),
                None => drop(self.pending.insert(alike, Piece::of(next))),
            }
            if size == NEAR
                && let Some(piece) = self.pending.remove(&alike)
            {
                self.count_piece(of, block, &piece)?;
            }
        }
        Ok(())
    }

    /// Counts what is left of a block.
    pub(crate) fn finish_block(&mut self, of: (&Segment, usize), block: usize) -> Result<(), Error> {
        let left: Vec<Piece> = self.pending.drain().map(|(_, piece)| piece).collect();
        left.iter().try_for_each(|piece| self.count_piece(of, block, piece))
    }

    fn count_piece(
        &mut self,
        (segment, place): (&Segment, usize),
        block: usize,
        piece: &Piece,
    ) -> Result<(), Error> {
        let slice = &piece.like;
        let (together, plan) = (self.together, &self.plans[place]);
        let stretch = &together.stretches[slice.window];
        let number = plan.layout.kind_of[slice.form as usize];
        let kind = &plan.layout.kinds[number as usize];
        let columns = kind.columns.iter().filter(|column| column.asked & stretch.asked != 0);
        for column in columns.clone() {
            if self.answers.len() <= column.place {
                self.answers.resize(column.place + 1, None);
            }
            if self.answers[column.place].is_none() {
                self.answers[column.place] = Some(segment.answers(block, column.place)?);
            }
        }
        let by_row: Vec<&KeyOf> = stretch.by_row.iter().map(|dimension| &plan.keys[*dimension]).collect();
        self.slice.clear();
        match Chosen::of((segment, block), &plan.sieve, &by_row, slice.form, &piece.rows)? {
            None => {
                self.slice.resize(kind.stride, 0);
                for column in columns {
                    let Some(bytes) = self.answers[column.place].as_deref() else { continue };
                    for rows in &piece.rows {
                        add_histogram(
                            &bytes[rows.clone()],
                            &mut self.slice[column.offset..][..column.domain],
                        );
                    }
                }
                self.share((plan, stretch), slice, (number, kind.stride), &[Group::default()]);
            }
            Some(chosen) => {
                self.slice.resize(kind.stride * chosen.groups.len(), 0);
                let columns: Vec<&Column> = columns.collect();
                if let [_, _, ..] = piece.rows.as_slice() {
                    self.gathered.resize(self.gathered.len().max(columns.len()), Vec::new());
                    for (column, gathered) in columns.iter().zip(&mut self.gathered) {
                        gathered.clear();
                        let Some(bytes) = self.answers[column.place].as_deref() else { continue };
                        piece.rows.iter().for_each(|rows| gathered.extend_from_slice(&bytes[rows.clone()]));
                    }
                }
                let bytes = |(at, column): (usize, &&Column)| match piece.rows.as_slice() {
                    [rows] => {
                        self.answers[column.place].as_deref().map_or(&[][..], |bytes| &bytes[rows.clone()])
                    }
                    _ => &self.gathered[at],
                };
                let bytes: Vec<&[u8]> = columns.iter().enumerate().map(bytes).collect();
                let read: Vec<Answers<'_>> =
                    columns.into_iter().zip(bytes).map(|(column, bytes)| Answers { column, bytes }).collect();
                count_by_row(&chosen, &read, kind.stride, &mut self.slice);
                self.share((plan, stretch), slice, (number, kind.stride), &chosen.groups);
            }
        }
        Ok(())
    }

    /// Adds the counts of a slice to every group that its rows count for.
    fn share(
        &mut self,
        (plan, stretch): (&Plan, &Stretch),
        slice: &Slice,
        (kind, stride): (u32, usize),
        of_rows: &[Group],
    ) {
        for (at, of_row) in of_rows.iter().enumerate() {
            for counts_for in &stretch.counts_for {
                let of_run =
                    |key: &KeyOf| key.of_run(slice.service, slice.form, slice.channel, counts_for.window);
                let question = &self.together.questions[counts_for.question];
                let group = question.group(&plan.keys, of_run, stretch, *of_row);
                let counts = &mut self.counts;
                let base = *self.groups.entry((counts_for.question, group, kind)).or_insert_with(|| {
                    let base = counts.len();
                    counts.resize(base + stride, 0);
                    base
                });
                let counted = &self.slice[at * stride..][..stride];
                for (sum, count) in self.counts[base..][..stride].iter_mut().zip(counted) {
                    *sum += count;
                }
            }
        }
    }
}
