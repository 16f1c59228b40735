//! Counts of all days of one window and cut, gathered from the records of the days.

use hashbrown::HashMap;

use super::day_counts::DayCounts;
use super::record::{self, Record};
use crate::MISSING;

/// The sums over the days whose whole window lies behind.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Contacts whose window was observed.
    pub(super) contacts: u64,
    /// Contacts whose window was not.
    pub(super) censored: u64,
    /// Contacts with anything behind them.
    pub(super) followed: u64,
    /// Contacts by need.
    pub(super) from: HashMap<u32, u64>,
    /// How often each need comes next, whatever before.
    pub(super) to: HashMap<u32, u64>,
    /// The seconds until the next contact, by need and next need.
    pub(super) delays: HashMap<(u32, u32), Vec<u32>>,
}

/// Gathers for each cut, [`MISSING`] for all contacts, those of days up to `last` with a next contact within `seconds`.
pub(super) fn gather(counts: &DayCounts, last: i64, seconds: u32) -> HashMap<u32, Gathered> {
    let mut cuts = HashMap::from([(MISSING, Gathered::default())]);
    for (day, records) in &counts.days {
        let is_observed = *day <= last;
        for run in records.chunk_by(|left, right| left.pair() == right.pair()) {
            let first = run[0];
            let all = cuts.entry(MISSING).or_default();
            all.take(first, run, is_observed, seconds);
            if first.cut() != record::NO_CUT {
                cuts.entry(first.cut()).or_default().take(first, run, is_observed, seconds);
            }
        }
    }
    cuts
}

impl Gathered {
    /// Adds records of one need and next need, by the seconds until then.
    fn take(&mut self, first: Record, run: &[Record], is_observed: bool, seconds: u32) {
        if !is_observed {
            self.censored += run.len() as u64;
            return;
        }
        self.contacts += run.len() as u64;
        *self.from.entry(first.need()).or_default() += run.len() as u64;
        if first.next() == record::NOTHING {
            return;
        }
        let within = &run[..run.partition_point(|record| record.seconds() <= seconds)];
        self.followed += within.len() as u64;
        if first.next() != record::UNKNOWN && !within.is_empty() {
            *self.to.entry(first.next()).or_default() += within.len() as u64;
            let delays = self.delays.entry((first.need(), first.next())).or_default();
            delays.extend(within.iter().map(|record| record.seconds()));
        }
    }
}
