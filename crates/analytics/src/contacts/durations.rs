//! How long contacts took, by group: counted second by second, so that sums, thresholds and quantiles are exact.

use std::{collections::BTreeMap, num::NonZero, thread};

use catsup_model::query::{Durations, DurationsQuery};
use hashbrown::HashMap;

use super::{ContactSnapshot, UNKNOWN_SECONDS, group::Question, scan::Scan};
use crate::{
    Error,
    query::{Cancel, DIMENSIONS, Group},
};

/// The most counts kept by all cores together, of eight bytes each: what bounds the memory of a question.
const MOST_COUNTS: usize = 1 << 25;
/// Seconds below this are counted in a list, others in a map.
const NEAR: usize = 4_096;
/// The least length of a list.
const LEAST: usize = 64;

impl ContactSnapshot {
    /// How long contacts took, by group, ordered by group. Takes some 256 megabytes at most.
    ///
    /// # Errors
    /// [`Error::TooManyGroups`] when groups and durations together are too many to be counted at once; when a segment is
    /// damaged, or the question was taken back.
    pub fn durations(&self, query: &DurationsQuery, cancel: &Cancel) -> Result<Vec<Durations>, Error> {
        let mut scan = Scan::new(self, Question::of(&query.filter, &query.by));
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let fresh = || Counter { left: MOST_COUNTS / cores, ..Counter::default() };
        let mut made = scan.run(cancel, fresh, |counter, segment, block, part| {
            let seconds = self.segments[segment].seconds(block, &part.rows, query.of)?;
            if part.places.is_none() {
                return counter.count_all(part.groups[0], &seconds[part.rows.clone()]);
            }
            for (row, place) in part.each() {
                counter.count(part.groups[place], seconds[row])?;
            }
            Ok(())
        })?;
        let mut all = made.pop().unwrap_or_else(fresh);
        all.left = usize::MAX;
        for (contact, groups) in scan.waiting() {
            let seconds = match query.of {
                catsup_model::query::ContactSeconds::Wait => contact.wait_seconds,
                catsup_model::query::ContactSeconds::Handle => contact.handle_seconds,
            };
            // What a segment could not keep is not counted wrongly either: it cannot be sealed, and the store answers.
            contact.check()?;
            let seconds = seconds.and_then(|one| i32::try_from(one).ok()).unwrap_or(UNKNOWN_SECONDS);
            groups.into_iter().try_for_each(|group| all.count(group, seconds))?;
        }
        for other in made {
            all.add(other)?;
        }
        let dimensions = query.by.len().min(DIMENSIONS);
        let told = all
            .places
            .iter()
            .map(|(group, place)| all.histograms[*place].told(scan.keys.keys(*group, dimensions), query));
        let mut told: Vec<Durations> = told.collect();
        told.sort_unstable_by(|one, other| one.group.cmp(&other.group));
        Ok(told)
    }
}

/// What one core has counted.
#[derive(Default)]
struct Counter {
    places: HashMap<Group, usize>,
    histograms: Vec<Histogram>,
    /// How many more counts may be kept.
    left: usize,
}

/// How many contacts took how many seconds.
#[derive(Default)]
struct Histogram {
    missing: i64,
    near: Vec<i64>,
    far: BTreeMap<i32, i64>,
}

impl Counter {
    fn of(&mut self, group: Group) -> usize {
        let histograms = &mut self.histograms;
        *self.places.entry(group).or_insert_with(|| {
            histograms.push(Histogram::default());
            histograms.len() - 1
        })
    }

    fn count_all(&mut self, group: Group, seconds: &[i32]) -> Result<(), Error> {
        let place = self.of(group);
        let histogram = &mut self.histograms[place];
        for one in seconds {
            // What is missing is below 0, and far beyond the list as a number without a sign.
            match histogram.near.get_mut(one.cast_unsigned() as usize) {
                Some(count) => *count += 1,
                None => histogram.slowly(*one, 1, &mut self.left)?,
            }
        }
        Ok(())
    }

    fn count(&mut self, group: Group, seconds: i32) -> Result<(), Error> {
        self.count_all(group, &[seconds])
    }

    fn add(&mut self, other: Self) -> Result<(), Error> {
        let mut others: Vec<Option<Histogram>> = other.histograms.into_iter().map(Some).collect();
        for (group, place) in other.places {
            let Some(from) = others[place].take() else { continue };
            let into = self.of(group);
            let into = &mut self.histograms[into];
            into.missing += from.missing;
            for (seconds, count) in (0..).zip(&from.near).filter(|(_, count)| **count != 0) {
                into.slowly(seconds, *count, &mut self.left)?;
            }
            for (seconds, count) in from.far {
                into.slowly(seconds, count, &mut self.left)?;
            }
        }
        Ok(())
    }
}

impl Histogram {
    fn slowly(&mut self, seconds: i32, count: i64, left: &mut usize) -> Result<(), Error> {
        let Ok(place) = usize::try_from(seconds) else {
            self.missing += count;
            return Ok(());
        };
        let known = self.near.len() + self.far.len();
        if place < NEAR {
            if place >= self.near.len() {
                self.near.resize((place + 1).next_power_of_two().max(LEAST), 0);
            }
            self.near[place] += count;
        } else {
            *self.far.entry(seconds).or_default() += count;
        }
        let more = self.near.len() + self.far.len() - known;
        *left = left.checked_sub(more).ok_or(Error::TooManyGroups)?;
        Ok(())
    }

    /// Seconds and how many took them, in order.
    fn each(&self) -> impl Iterator<Item = (i64, i64)> {
        let near = (0_i64..).zip(self.near.iter().copied()).filter(|(_, count)| *count != 0);
        near.chain(self.far.iter().map(|(seconds, count)| (i64::from(*seconds), *count)))
    }

    fn told(&self, group: Vec<Option<String>>, query: &DurationsQuery) -> Durations {
        let n: i64 = self.each().map(|(_, count)| count).sum();
        let sum = self.each().map(|(seconds, count)| seconds * count).sum();
        let within = query
            .within
            .iter()
            .map(|most| self.each().take_while(|(seconds, _)| seconds <= most).map(|(_, count)| count).sum());
        let quantile = |probability: &u32| {
            let (rank, mut passed) = (Durations::rank(n, *probability), 0);
            let reaches = |(_, count): &(i64, i64)| {
                passed += count;
                passed >= rank
            };
            self.each().find(reaches).map(|(seconds, _)| seconds)
        };
        let quantiles = query.quantiles.iter().map(quantile).collect();
        Durations { group, n, missing: self.missing, sum, within: within.collect(), quantiles }
    }
}
