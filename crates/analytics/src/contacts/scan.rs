//! The contacts of a block that a question is about: rows that follow each other and share service and channel.

use std::{collections::HashSet, ops::Range};

use super::{
    ContactSnapshot,
    group::{KeyOf, Plan, Question},
    reader::ContactSegment,
    row::Contact,
};
use crate::{
    Error,
    query::{Cancel, Group, Keys, OUT, over_blocks, split},
};

/// Rows of a block that follow each other.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) rows: Range<usize>,
    /// Their groups, at least one.
    pub(super) groups: Vec<Group>,
    /// For each row the place of its group, or [`OUT`]; `None` where every row counts and is in the first group.
    pub(super) places: Option<Vec<u32>>,
}

impl Part {
    /// How many rows count.
    pub(super) fn counted(&self) -> usize {
        match &self.places {
            None => self.rows.len(),
            Some(places) => places.iter().filter(|place| **place != OUT).count(),
        }
    }

    /// The rows that count, each with the place of its group.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.places.as_deref();
        self.rows.clone().enumerate().filter_map(move |(at, row)| match places.map(|places| places[at]) {
            None => Some((row, 0)),
            Some(OUT) => None,
            Some(place) => Some((row, place as usize)),
        })
    }

    fn places(&mut self) -> &mut Vec<u32> {
        let rows = self.rows.len();
        self.places.get_or_insert_with(|| vec![0; rows])
    }
}

/// A question over everything that counts at one moment.
pub(super) struct Scan<'a> {
    snapshot: &'a ContactSnapshot,
    question: Question<'a>,
    plans: Vec<Plan>,
    pub(super) keys: Keys,
}

impl<'a> Scan<'a> {
    pub(super) fn new(snapshot: &'a ContactSnapshot, question: Question<'a>) -> Self {
        let mut keys = Keys::default();
        let plans = snapshot
            .segments
            .iter()
            .map(|segment| Plan::of(segment.dictionaries(), &question, &mut keys))
            .collect();
        Self { snapshot, question, plans, keys }
    }

    /// Hands every part of every block to `work`, on all cores.
    pub(super) fn run<T: Send>(
        &self,
        cancel: &Cancel,
        fresh: impl Fn() -> T + Sync,
        work: impl Fn(&mut T, usize, usize, &Part) -> Result<(), Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let takes = |segment: usize, block: usize| {
            let extent = self.snapshot.segments[segment].blocks()[block].extent();
            !self.plans[segment].nothing && self.question.touching(extent) > 0
        };
        over_blocks(self.snapshot, takes, cancel, fresh, |made, segment, block| {
            self.parts(segment, block, |part| work(made, segment, block, part))
        })
    }

    /// Contacts that are in no segment yet and pass, each with its groups.
    pub(super) fn waiting(&mut self) -> Vec<(&'a Contact, Vec<Group>)> {
        let mut waiting = Vec::new();
        for (contact, _) in self.snapshot.corrections.iter().filter(|(_, sign)| *sign > 0) {
            if self.question.takes(contact) {
                let groups = self.question.groups(contact, &mut self.keys);
                waiting.push((&**contact, groups));
            }
        }
        waiting
    }

    /// How many rows the runs that pass have at most, in all windows together.
    pub(super) fn most_rows(&self) -> u64 {
        let mut rows = 0;
        for (segment, plan) in self.snapshot.segments.iter().zip(&self.plans).filter(|(_, one)| !one.nothing)
        {
            for block in segment.blocks() {
                let windows = self.question.touching(block.extent()) as u64;
                let passing = block.runs().iter().filter(|run| plan.passes(run.service, run.channel));
                rows += windows * passing.map(|run| u64::from(run.rows)).sum::<u64>();
            }
        }
        rows
    }

    fn parts(
        &self,
        place: usize,
        number: usize,
        mut each: impl FnMut(&Part) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (segment, plan) = (&*self.snapshot.segments[place], &self.plans[place]);
        let block = &segment.blocks()[number];
        let (first, last) = block.extent();
        let before: usize = segment.blocks()[..number].iter().map(super::reader::Block::rows).sum();
        let gone = self.snapshot.gone_in(place, before..before + block.rows());
        for (window, &(start, end)) in self.question.windows.iter().enumerate() {
            if end <= first || start > last || start >= end {
                continue;
            }
            let within = start <= first && last < end;
            let mut at = 0;
            for run in block.runs() {
                let mut rows = at..at + run.rows as usize;
                at = rows.end;
                if !plan.passes(run.service, run.channel) {
                    continue;
                }
                if !within {
                    let times = &segment.occurred_at(number, &rows)?[rows.clone()];
                    let from = times.partition_point(|time| *time < start);
                    let to = times.partition_point(|time| *time < end);
                    rows = rows.start + from..rows.start + to;
                }
                if !rows.is_empty() {
                    let group = plan.of_run(run.service, run.channel, window);
                    let part = part(segment, number, plan, rows, group, &gone)?;
                    each(&part)?;
                }
            }
        }
        Ok(())
    }
}

impl Plan {
    fn passes(&self, service: u32, channel: u8) -> bool {
        let of = |passing: &[bool], code: usize| passing.get(code).copied().unwrap_or(false);
        of(&self.services, service as usize) && of(&self.channels, usize::from(channel))
    }
}

/// Rows of one run, told apart where they must be.
fn part(
    segment: &ContactSegment,
    block: usize,
    plan: &Plan,
    rows: Range<usize>,
    group: Group,
    gone: &HashSet<usize>,
) -> Result<Part, Error> {
    let mut part = Part { rows: rows.clone(), groups: vec![group], places: None };
    if !gone.is_empty() {
        let out: Vec<usize> = rows.clone().filter(|row| gone.contains(row)).collect();
        for row in out {
            part.places()[row - rows.start] = OUT;
        }
    }
    let mut codes = Vec::new();
    for (column, passing) in &plan.rows {
        segment.coded(block, &rows, *column)?.copy(rows.clone(), &mut codes);
        for (place, code) in part.places().iter_mut().zip(&codes) {
            if !passing.get(*code as usize).copied().unwrap_or(false) {
                *place = OUT;
            }
        }
    }
    for (dimension, key) in plan.row_keys() {
        let numbers = match key {
            KeyOf::Coded(column, numbers) => {
                segment.coded(block, &rows, *column)?.copy(rows.clone(), &mut codes);
                numbers
            }
            KeyOf::Hour(clock, numbers) => {
                codes.clear();
                let times = &segment.occurred_at(block, &rows)?[rows.clone()];
                codes.extend(times.iter().map(|at| clock.hour_of_week(*at)));
                numbers
            }
            KeyOf::Time(_) | KeyOf::Constant(_) => continue,
        };
        let rows = part.rows.len();
        let places = part.places.get_or_insert_with(|| vec![0; rows]);
        split(places, &mut part.groups, dimension, &codes, numbers)
            .ok_or_else(|| Error::damaged(segment.path(), "a code stands for nothing"))?;
    }
    Ok(part)
}
