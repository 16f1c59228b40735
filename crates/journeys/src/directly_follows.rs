//! Which activity follows which, how often and after how long.

use std::ops::Range;

use hashbrown::HashMap;
use serde::Serialize;

use crate::{DurationSummary, EventLog, Names, parallel};

/// The directly-follows graph of a log: activities, and for each pair of neighbours in a case an edge.
///
/// Source: W. van der Aalst, “Process Mining” (2016), section 5.2.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectlyFollows {
    /// The edges, the most frequent first, then by the names of their ends.
    pub edges: Vec<Edge>,
    /// In how many cases an activity is the first, the most frequent first.
    pub starts: Vec<ActivityCount>,
    /// In how many cases an activity is the last, the most frequent first.
    pub ends: Vec<ActivityCount>,
    /// How often each activity that occurs does so, the most frequent first.
    pub activities: Vec<ActivityCount>,
    /// The number of events.
    pub events: u64,
    /// The number of cases.
    pub cases: u64,
    /// The names of the activity codes.
    pub names: Names,
}

/// An activity that directly follows another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Edge {
    /// The code of the earlier activity.
    pub from: u32,
    /// The code of the later activity.
    pub to: u32,
    /// How often it follows.
    pub count: u64,
    /// The mean time between, in seconds.
    pub mean_seconds: f64,
    /// The median time between, in seconds.
    pub median_seconds: f64,
    /// The 90th percentile of the time between, in seconds, as [`DurationSummary`] interpolates it.
    pub p90_seconds: f64,
}

/// An activity and how often something holds for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ActivityCount {
    /// The code of the activity.
    pub activity: u32,
    /// How often.
    pub count: u64,
}

impl DirectlyFollows {
    /// Counts a log on all cores.
    ///
    /// Needs 8 bytes for each pair of neighbours while it works.
    ///
    /// ```
    /// use catsup_journeys::{DirectlyFollows, Event, EventLogBuilder};
    ///
    /// let minute = 60_000_000;
    /// let mut builder = EventLogBuilder::new();
    /// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
    ///     let attributes = [("office", office)];
    ///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
    /// }
    /// let log = builder.build();
    /// let graph = DirectlyFollows::of(&log);
    /// assert_eq!((graph.events, graph.cases, graph.edges.len()), (5, 3, 2));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    pub fn of(log: &EventLog) -> Self {
        let parts = parallel::over_cases(log, |cases| Part::count(log, cases));
        let activities = log.activity_names.len();
        let total = |column: fn(&Part) -> &[u64]| {
            let mut totals = vec![0; activities];
            for part in &parts {
                totals.iter_mut().zip(column(part)).for_each(|(total, count)| *total += count);
            }
            ranked(&totals, &log.activity_names)
        };
        Self {
            edges: edges(&parts, &log.activity_names),
            starts: total(|part| &part.starts),
            ends: total(|part| &part.ends),
            activities: total(|part| &part.activities),
            events: log.events() as u64,
            cases: log.cases() as u64,
            names: log.activity_names.clone(),
        }
    }

    /// The name of an activity code.
    pub fn name(&self, activity: u32) -> &str {
        self.names.name(activity)
    }

    /// The edge between two activities, by their codes.
    pub fn edge(&self, from: u32, to: u32) -> Option<&Edge> {
        self.edges.iter().find(|edge| (edge.from, edge.to) == (from, to))
    }
}

/// The counts that are not 0, the largest first, then by name.
pub(crate) fn ranked(counts: &[u64], names: &Names) -> Vec<ActivityCount> {
    let mut list: Vec<ActivityCount> = counts
        .iter()
        .enumerate()
        .filter(|&(_, &count)| count > 0)
        .map(|(activity, &count)| ActivityCount { activity: activity as u32, count })
        .collect();
    list.sort_by(|left, right| {
        let names = || names.name(left.activity).cmp(names.name(right.activity));
        right.count.cmp(&left.count).then_with(names)
    });
    list
}

/// What one thread counts: the pairs it met, and the times between grouped by pair.
struct Part {
    starts: Vec<u64>,
    ends: Vec<u64>,
    activities: Vec<u64>,
    pairs: Pairs,
    /// Where the times of each pair begin in `micros`, and their number at the end.
    offsets: Vec<usize>,
    micros: Vec<i64>,
}

impl Part {
    /// Counts in two passes, so that the times of a pair stand side by side without a growing list for each.
    fn count(log: &EventLog, cases: Range<usize>) -> Self {
        let activities = log.activity_names.len();
        let mut part = Self {
            starts: vec![0; activities],
            ends: vec![0; activities],
            activities: vec![0; activities],
            pairs: Pairs::new(activities),
            offsets: vec![],
            micros: vec![],
        };
        let mut sizes = vec![];
        for case in log.cases_in(cases.clone()) {
            let path = case.activities();
            part.starts[path[0] as usize] += 1;
            part.ends[path[path.len() - 1] as usize] += 1;
            for &activity in path {
                part.activities[activity as usize] += 1;
            }
            for pair in path.windows(2) {
                let number = part.pairs.number(pair[0], pair[1]);
                if number == sizes.len() {
                    sizes.push(0_usize);
                }
                sizes[number] += 1;
            }
        }
        let mut places = Vec::with_capacity(sizes.len());
        let mut total = 0;
        for size in sizes {
            places.push(total);
            total += size;
        }
        part.offsets = places.clone();
        part.offsets.push(total);
        part.micros = vec![0; total];
        for case in log.cases_in(cases) {
            for (pair, times) in case.activities().windows(2).zip(case.times().windows(2)) {
                let place = &mut places[part.pairs.number(pair[0], pair[1])];
                part.micros[*place] = times[1] - times[0];
                *place += 1;
            }
        }
        part
    }

    fn times(&self, from: u32, to: u32) -> &[i64] {
        self.pairs
            .find(from, to)
            .map_or(&[], |number| &self.micros[self.offsets[number]..self.offsets[number + 1]])
    }
}

/// Pairs of activities, numbered as they are met: a table while it stays small, a map beyond.
struct Pairs {
    activities: usize,
    table: Vec<u32>,
    map: HashMap<(u32, u32), u32>,
    list: Vec<(u32, u32)>,
}

impl Pairs {
    /// A table of 1,500 × 1,500 numbers takes 9 MB.
    const LARGEST_TABLE: usize = 1_500;

    fn new(activities: usize) -> Self {
        let cells = if activities <= Self::LARGEST_TABLE { activities * activities } else { 0 };
        Self { activities, table: vec![u32::MAX; cells], map: HashMap::new(), list: vec![] }
    }

    fn number(&mut self, from: u32, to: u32) -> usize {
        let next = self.list.len() as u32;
        let number = if self.table.is_empty() {
            *self.map.entry((from, to)).or_insert(next)
        } else {
            let cell = &mut self.table[from as usize * self.activities + to as usize];
            if *cell == u32::MAX {
                *cell = next;
            }
            *cell
        };
        if number == next {
            self.list.push((from, to));
        }
        number as usize
    }

    fn find(&self, from: u32, to: u32) -> Option<usize> {
        let number = if self.table.is_empty() {
            self.map.get(&(from, to)).copied()
        } else {
            Some(self.table[from as usize * self.activities + to as usize])
                .filter(|&number| number != u32::MAX)
        };
        number.map(|number| number as usize)
    }
}

/// The edges of all parts together. Every thread takes every so many pairs, since their sizes differ widely.
fn edges(parts: &[Part], names: &Names) -> Vec<Edge> {
    let mut pairs: Vec<(u32, u32)> = parts.iter().flat_map(|part| part.pairs.list.iter().copied()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let threads = if parts.len() > 1 { parallel::cores() } else { 1 };
    let workers = (0..threads).map(|worker| worker..worker + 1).collect();
    let mut edges: Vec<Edge> = parallel::over(workers, |worker| {
        let mut micros = vec![];
        let own = pairs.iter().skip(worker.start).step_by(threads);
        own.filter_map(|&(from, to)| {
            micros.clear();
            parts.iter().for_each(|part| micros.extend_from_slice(part.times(from, to)));
            let DurationSummary { n, mean, median, p90 } = DurationSummary::of(&mut micros)?;
            Some(Edge { from, to, count: n, mean_seconds: mean, median_seconds: median, p90_seconds: p90 })
        })
        .collect::<Vec<_>>()
    })
    .into_iter()
    .flatten()
    .collect();
    edges.sort_by(|left, right| {
        let ends = |edge: &Edge| (names.get(edge.from), names.get(edge.to));
        right.count.cmp(&left.count).then_with(|| ends(left).cmp(&ends(right)))
    });
    edges
}
