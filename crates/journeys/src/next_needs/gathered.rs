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
    /// Whose contacts these are.
    pub(super) people: HashMap<(u32, u32), Few>,
}

/// Different people, up to as many as one has to know of.
#[derive(Debug, Default)]
pub(super) struct Few(Vec<u32>);

impl Few {
    fn take(&mut self, people: &[u32], most: usize) {
        for person in people {
            if self.0.len() >= most {
                return;
            }
            if !self.0.contains(person) {
                self.0.push(*person);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What was met of one cut, need and next need.
struct Met {
    first: Record,
    contacts: u64,
    censored: u64,
    /// The seconds until the next contact, of those within the window, and whose contacts these are.
    delays: Vec<u32>,
    people: Few,
}

/// Gathers for each cut, [`MISSING`] for all contacts, those of days up to `last` with a next contact within `seconds`. Of each pair
/// at most `most_people` different people are told apart.
pub(super) fn gather(
    counts: &DayCounts,
    last: i64,
    seconds: u32,
    most_people: usize,
) -> HashMap<u32, Gathered> {
    // A year of days has millions of runs: each is looked up once, and what they add up to is spread afterwards.
    let mut met: HashMap<u64, Met> = HashMap::new();
    for (day, counted) in &counts.days {
        for (run, people) in counted.runs() {
            let first = run[0];
            let met = met.entry(first.pair()).or_insert_with(|| Met {
                first,
                contacts: 0,
                censored: 0,
                delays: vec![],
                people: Few::default(),
            });
            if *day > last {
                met.censored += run.len() as u64;
                continue;
            }
            met.contacts += run.len() as u64;
            if first.next() != record::NOTHING {
                let within = &run[..run.partition_point(|record| record.seconds() <= seconds)];
                met.delays.extend(within.iter().map(|record| record.seconds()));
                met.people.take(&people[..within.len()], most_people);
            }
        }
    }
    let mut cuts = HashMap::from([(MISSING, Gathered::default())]);
    for met in met.into_values() {
        if met.first.cut() != record::NO_CUT {
            cuts.entry(met.first.cut()).or_default().take(&met, most_people);
        }
        cuts.entry(MISSING).or_default().take(&met, most_people);
    }
    cuts
}

impl Gathered {
    fn take(&mut self, met: &Met, most_people: usize) {
        self.censored += met.censored;
        if met.contacts == 0 {
            return;
        }
        let (need, next) = (met.first.need(), met.first.next());
        self.contacts += met.contacts;
        *self.from.entry(need).or_default() += met.contacts;
        self.followed += met.delays.len() as u64;
        if next != record::UNKNOWN && !met.delays.is_empty() {
            *self.to.entry(next).or_default() += met.delays.len() as u64;
            self.delays.entry((need, next)).or_default().extend_from_slice(&met.delays);
            self.people.entry((need, next)).or_default().take(&met.people.0, most_people);
        }
    }
}
