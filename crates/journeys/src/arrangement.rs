//! The order of events by case and time, found on all cores.
//!
//! Events are first dealt out to ranges of cases so small that counting them into cases stays in the cache; the ranges
//! are then put in order side by side.

use std::cmp::Ordering;
use std::ops::Range;

use crate::{Columns, parallel};

/// Cases are dealt out into about so many ranges.
const RANGES: usize = 1_024;

/// Events by case and time.
pub(crate) struct Arrangement {
    /// The events in their order.
    pub(crate) order: Vec<u32>,
    /// Their times.
    pub(crate) time: Vec<i64>,
    /// Where each case starts, and the number of events at the end.
    pub(crate) starts: Vec<usize>,
}

/// What one thread puts in order: its events with their cases, and what it fills.
struct Share<'a> {
    cases: Range<usize>,
    /// The case of an event in the upper half, the event in the lower, dealt out to ranges.
    dealt: &'a [u64],
    /// Where these stand among all.
    place: usize,
    order: &'a mut [u32],
    time: &'a mut [i64],
    starts: &'a mut [usize],
}

impl Arrangement {
    /// Finds the order of columns whose events stand in any.
    pub(crate) fn of(columns: &Columns, sequence: &[u64]) -> Self {
        let (events, cases) = (columns.time.len(), columns.case_names.len());
        let width = cases.div_ceil(RANGES).next_power_of_two();
        let (dealt, ends) = deal(&columns.case, width, cases.div_ceil(width));
        let mut arrangement =
            Self { order: vec![0; events], time: vec![0; events], starts: vec![0; cases + 1] };
        let shares = arrangement.shares(&dealt, &ends, width);
        parallel::over(shares, |share| share.arrange(columns, sequence, width));
        arrangement.starts[cases] = events;
        arrangement
    }

    /// Cuts the work into a share for each core, of about the same number of events.
    fn shares<'a>(&'a mut self, dealt: &'a [u64], ends: &[usize], width: usize) -> Vec<Share<'a>> {
        let (events, cases) = (dealt.len(), self.starts.len() - 1);
        let count = parallel::worth(events);
        let (mut order, mut time, mut starts) =
            (&mut self.order[..], &mut self.time[..], &mut self.starts[..cases]);
        let (mut place, mut range) = (0, 0);
        let share = |number: usize| {
            let last = if number + 1 == count {
                ends.len()
            } else {
                ends.partition_point(|&end| end <= events * (number + 1) / count).max(range)
            };
            let end = if last == 0 { 0 } else { ends[last - 1] };
            let those = (range * width).min(cases)..(last * width).min(cases);
            let share = Share {
                dealt: &dealt[place..end],
                place,
                order: order.split_off_mut(..end - place).unwrap_or_default(),
                time: time.split_off_mut(..end - place).unwrap_or_default(),
                starts: starts.split_off_mut(..those.len()).unwrap_or_default(),
                cases: those,
            };
            (place, range) = (end, last);
            share
        };
        (0..count).map(share).collect()
    }
}

impl Share<'_> {
    fn arrange(self, columns: &Columns, sequence: &[u64], width: usize) {
        let Share { cases, dealt, place, order, time, starts } = self;
        let mut begin = 0;
        let mut next = vec![];
        for (first, starts) in (cases.start..).step_by(width).zip(starts.chunks_mut(width)) {
            let length = dealt[begin..].partition_point(|&pair| case(pair) < first + starts.len());
            let pairs = &dealt[begin..begin + length];
            let order = &mut order[begin..begin + length];
            let time = &mut time[begin..begin + length];
            pairs.iter().for_each(|&pair| starts[case(pair) - first] += 1);
            let mut start = 0;
            starts.iter_mut().for_each(|count| start += std::mem::replace(count, start));
            next.clear();
            next.extend_from_slice(starts);
            for &pair in pairs {
                let at = &mut next[case(pair) - first];
                order[*at] = pair as u32;
                *at += 1;
            }
            time.iter_mut().zip(&*order).for_each(|(time, &event)| *time = columns.time[event as usize]);
            for (&mut start, &end) in starts.iter_mut().zip(&next) {
                let (order, time) = (&mut order[start..end], &mut time[start..end]);
                // Where no two times are the same, they alone tell the order.
                if !time.is_sorted_by(|earlier, later| earlier < later) {
                    let compare = |left: &u32, right: &u32| -> Ordering {
                        columns.compare(*left as usize, *right as usize, sequence)
                    };
                    order.sort_by(compare);
                    time.iter_mut()
                        .zip(&*order)
                        .for_each(|(time, &event)| *time = columns.time[event as usize]);
                }
            }
            starts.iter_mut().for_each(|start| *start += place + begin);
            begin += length;
        }
    }
}

fn case(pair: u64) -> usize {
    (pair >> 32) as usize
}

/// Deals events out to ranges of cases, and tells where each range ends.
fn deal(cases: &[u32], width: usize, ranges: usize) -> (Vec<u64>, Vec<usize>) {
    let shift = width.trailing_zeros();
    let mut places = vec![0_usize; ranges];
    cases.iter().for_each(|case| places[(case >> shift) as usize] += 1);
    let mut start = 0;
    places.iter_mut().for_each(|count| start += std::mem::replace(count, start));
    let mut dealt = vec![0; cases.len()];
    for (event, &case) in cases.iter().enumerate() {
        let place = &mut places[(case >> shift) as usize];
        dealt[*place] = u64::from(case) << 32 | event as u64;
        *place += 1;
    }
    (dealt, places)
}

/// The entries of a column in an order, picked on all cores.
pub(crate) fn picked(column: &[u32], order: &[u32]) -> Vec<u32> {
    let mut picked = vec![0; order.len()];
    let length = order.len().div_ceil(parallel::worth(order.len())).max(1);
    let parts = picked.chunks_mut(length).zip(order.chunks(length)).collect();
    parallel::over(parts, |(picked, order): (&mut [u32], &[u32])| {
        picked.iter_mut().zip(order).for_each(|(entry, &event)| *entry = column[event as usize]);
    });
    picked
}
