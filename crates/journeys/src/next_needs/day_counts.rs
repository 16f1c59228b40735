//! What came behind the contacts of each day, kept so that days can be replaced.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use hashbrown::HashMap;

use super::contacts::NeedContacts;
use super::day::{Day, Met};
use super::record::{self, Record};
use super::{DAY, SECOND, day_of};
use crate::{Error, MISSING, Result, parallel};

/// What counts as coming back. Days counted by different rules cannot stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountingRule {
    /// The longest window that will be asked for, in whole days: 1 to 48.
    pub longest_days: u16,
    /// A contact of the same person for the same need this soon behind another, in microseconds, is the same contact:
    /// a double click or a dropped call is no coming back. It is left out altogether, and so is a whole chain of such
    /// contacts but its first. At most a day; 0 takes every contact as one of its own.
    pub minimum_delay: i64,
}

impl Default for CountingRule {
    /// 30 days, 5 minutes.
    fn default() -> Self {
        Self { longest_days: 30, minimum_delay: 300 * SECOND }
    }
}

impl CountingRule {
    fn check(self) -> Result<()> {
        if !(1..=record::LONGEST_DAYS).contains(&i64::from(self.longest_days)) {
            let value = self.longest_days.to_string();
            return Err(Error::Option { option: "longest window in days", value, allowed: "1 to 48" });
        }
        if !(0..=DAY).contains(&self.minimum_delay) {
            let value = format!("{} µs", self.minimum_delay);
            return Err(Error::Option { option: "minimum delay", value, allowed: "0 to a day" });
        }
        Ok(())
    }
}

/// The contacts of each day in UTC, with the next contact behind each: enough for every window up to the longest.
///
/// Counts of different days, or of different people, can be [added](Self::add). When contacts change, only days in
/// [`touched`](Self::touched) are to be [replaced](Self::replace), from the contacts of the days in
/// [`needed`](Self::needed); the counts are then the same as if everything had been counted anew.
///
/// ```
/// use catsup_journeys::{CountingRule, DayCounts, NeedContacts, NextNeedOptions};
///
/// let day = 86_400_000_000;
/// // A hundred people come for need 0; three in four come for need 1 two days later.
/// let people = (0..100).flat_map(|person| [person, person]);
/// let times = (0..100).flat_map(|person| [0, if person % 4 == 0 { 20 * day } else { 2 * day }]);
/// let needs = vec![0, 1].repeat(100);
/// let contacts = NeedContacts::new(people.collect(), needs, times.collect(), None)?;
/// let counts = DayCounts::of(&contacts, CountingRule::default())?;
///
/// let options = NextNeedOptions { windows_days: vec![7], observed_until: 60 * day, ..NextNeedOptions::default() };
/// let found = counts.next_needs(&options)?;
/// let pair = &found.cuts[0].pairs[0];
/// assert_eq!((pair.need, pair.next, pair.probability.successes, pair.probability.n), (0, 1, 75, 100));
/// assert_eq!(pair.median_delay_seconds, 2.0 * 86_400.0);
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCounts {
    rule: CountingRule,
    /// What was counted of each day with any contact.
    pub(super) days: BTreeMap<i64, Day>,
}

impl DayCounts {
    /// No counts.
    ///
    /// # Errors
    /// [`Error::Option`] for a rule outside its bounds.
    pub fn new(rule: CountingRule) -> Result<Self> {
        rule.check()?;
        Ok(Self { rule, days: BTreeMap::new() })
    }

    /// The counts of all these contacts.
    ///
    /// # Errors
    /// As [`DayCounts::new`].
    pub fn of(contacts: &NeedContacts, rule: CountingRule) -> Result<Self> {
        let mut counts = Self::new(rule)?;
        if let Some(days) = contacts.days() {
            counts.replace(days, contacts);
        }
        Ok(counts)
    }

    /// What counts as coming back.
    #[must_use]
    pub fn rule(&self) -> CountingRule {
        self.rule
    }

    /// How many contacts are counted.
    #[must_use]
    pub fn contacts(&self) -> usize {
        self.days.values().map(Day::len).sum()
    }

    /// Whose counts change when contacts of these days do: windows reach forward, and the day behind may begin with what
    /// was the same contact.
    #[must_use]
    pub fn touched(&self, changed: RangeInclusive<i64>) -> RangeInclusive<i64> {
        changed.start() - i64::from(self.rule.longest_days)..=changed.end() + 1
    }

    /// The days of which contacts are needed to count these days.
    #[must_use]
    pub fn needed(&self, days: RangeInclusive<i64>) -> RangeInclusive<i64> {
        days.start() - 1..=days.end() + i64::from(self.rule.longest_days)
    }

    /// Counts these days anew. The contacts must hold every one of the days in [`needed`](Self::needed); others do no harm.
    pub fn replace(&mut self, days: RangeInclusive<i64>, contacts: &NeedContacts) {
        let gone: Vec<i64> = self.days.range(days.clone()).map(|(day, _)| *day).collect();
        for day in gone {
            self.days.remove(&day);
        }
        let parts = parallel::over(parts(contacts), |part| count(contacts, part, self.rule, &days));
        let mut found: BTreeMap<i64, Vec<Vec<Met>>> = BTreeMap::new();
        for (day, met) in parts.into_iter().flatten() {
            found.entry(day).or_default().push(met);
        }
        self.days.extend(in_order(found));
    }

    /// Adds the counts of other days or of other people.
    ///
    /// # Errors
    /// [`Error::Option`] for counts by another rule.
    pub fn add(&mut self, other: Self) -> Result<()> {
        if other.rule != self.rule {
            let value = format!("{:?}", other.rule);
            return Err(Error::Option {
                option: "counting rule",
                value,
                allowed: "the rule of the counts added to",
            });
        }
        for (day, counted) in other.days {
            self.days.entry(day).or_default().add(counted);
        }
        Ok(())
    }
}

/// Contiguous parts of about one size, none of which begins within a person.
fn parts(contacts: &NeedContacts) -> Vec<Range<usize>> {
    let (length, parts) = (contacts.len(), parallel::worth(contacts.len()));
    let mut borders = vec![0];
    for part in 1..parts {
        let mut border = (length * part / parts).max(borders[part - 1]);
        while border > 0 && border < length && contacts.people[border] == contacts.people[border - 1] {
            border += 1;
        }
        borders.push(border);
    }
    borders.push(length);
    borders.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The records of the contacts of these days by day, in any order.
fn count(
    contacts: &NeedContacts,
    part: Range<usize>,
    rule: CountingRule,
    days: &RangeInclusive<i64>,
) -> HashMap<i64, Vec<Met>> {
    let window = i64::from(rule.longest_days) * DAY;
    let mut by_day: HashMap<i64, Vec<Met>> = HashMap::new();
    let mut settle = |at: usize, next: Option<usize>| {
        let (need, time) = (contacts.needs[at], contacts.times[at]);
        let day = day_of(time);
        if need == MISSING || !days.contains(&day) {
            return;
        }
        let next = next.map(|next| (contacts.needs[next], contacts.times[next] - time));
        let (next, micros) = match next.filter(|(_, micros)| *micros <= window) {
            Some((MISSING, micros)) => (record::UNKNOWN, micros),
            Some(known) => known,
            None => (record::NOTHING, 0),
        };
        // Rounded up, so that what lies within a window of whole seconds stays within it, and nothing else comes in.
        let seconds = (micros + SECOND - 1) / SECOND;
        let record = Record::new(contacts.cut(at), need, next, seconds as u32);
        by_day.entry(day).or_default().push(Met::of(record, contacts.people[at]));
    };
    // The last contact that is one of its own, until what comes behind it is known.
    let mut waiting: Option<usize> = None;
    for at in part.clone() {
        if is_same_contact(contacts, part.start, at, rule.minimum_delay) {
            continue;
        }
        if let Some(before) = waiting.replace(at) {
            settle(before, (contacts.people[before] == contacts.people[at]).then_some(at));
        }
    }
    if let Some(before) = waiting {
        settle(before, None);
    }
    by_day
}

/// Whether the person made contact for the same need less than the minimum delay before; contacts from `begin` on.
fn is_same_contact(contacts: &NeedContacts, begin: usize, at: usize, minimum_delay: i64) -> bool {
    let (person, need, time) = (contacts.people[at], contacts.needs[at], contacts.times[at]);
    need != MISSING
        && (begin..at)
            .rev()
            .take_while(|before| {
                contacts.people[*before] == person && time - contacts.times[*before] < minimum_delay
            })
            .any(|before| contacts.needs[before] == need)
}

/// What was met on each day, as it is kept.
fn in_order(found: BTreeMap<i64, Vec<Vec<Met>>>) -> Vec<(i64, Day)> {
    let all: usize = found.values().flatten().map(Vec::len).sum();
    let parts = parallel::worth(all);
    let size = found.len().div_ceil(parts).max(1);
    let mut rest = found.into_iter();
    let chunks: Vec<Vec<_>> = (0..parts).map(|_| rest.by_ref().take(size).collect()).collect();
    let sorted = parallel::over(chunks, |chunk: Vec<(i64, Vec<Vec<Met>>)>| {
        let one = |(day, lists): (i64, Vec<Vec<Met>>)| (day, Day::of(lists.concat()));
        chunk.into_iter().map(one).collect::<Vec<_>>()
    });
    sorted.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60 * SECOND;

    fn contacts(list: &[(i64, u32, i64)]) -> NeedContacts {
        let people = list.iter().map(|one| one.0).collect();
        let needs = list.iter().map(|one| one.1).collect();
        NeedContacts::new(people, needs, list.iter().map(|one| one.2).collect(), None).unwrap()
    }

    fn records(counts: &DayCounts) -> Vec<(i64, u32, u32, u32)> {
        let one = |day: i64, record: &Record| (day, record.need(), record.next(), record.seconds());
        counts
            .days
            .iter()
            .flat_map(|(day, of)| of.records().iter().map(move |record| one(*day, record)))
            .collect()
    }

    #[test]
    fn a_double_click_is_no_coming_back() {
        let chain =
            [(1, 4, 0), (1, 4, 4 * MINUTE), (1, 4, 8 * MINUTE), (1, 5, 9 * MINUTE), (1, 4, 12 * MINUTE)];
        let counts = DayCounts::of(&contacts(&chain), CountingRule::default()).unwrap();
        // The last is less than five minutes from the one before for the same need, though another lies between.
        assert_eq!(records(&counts), [(0, 4, 5, 540), (0, 5, record::NOTHING, 0)]);
        let each = CountingRule { minimum_delay: 0, ..CountingRule::default() };
        assert_eq!(DayCounts::of(&contacts(&chain), each).unwrap().contacts(), 5);
        let later = [(1, 4, 0), (1, 4, 5 * MINUTE), (2, 4, 6 * MINUTE)];
        let counts = DayCounts::of(&contacts(&later), CountingRule::default()).unwrap();
        assert_eq!(records(&counts)[0], (0, 4, 4, 300), "five minutes on it is a contact of its own");
        assert_eq!(counts.contacts(), 3);
    }

    #[test]
    fn a_delay_is_rounded_up_and_never_out_of_its_window() {
        let window = 30 * DAY;
        let list = [(1, 0, 0), (1, 1, window), (2, 0, 0), (2, 1, window + 1), (3, 0, 0), (3, 1, 1)];
        let counts = DayCounts::of(&contacts(&list), CountingRule::default()).unwrap();
        let first: Vec<_> = records(&counts).into_iter().filter(|one| one.1 == 0).collect();
        assert_eq!(first, [(0, 0, 1, 1), (0, 0, 1, 30 * 86_400), (0, 0, record::NOTHING, 0)]);
    }

    #[test]
    fn a_contact_for_an_unknown_need_is_come_back_for_and_not_counted() {
        let list = [(1, 0, 0), (1, MISSING, DAY), (1, 0, 2 * DAY)];
        let counts = DayCounts::of(&contacts(&list), CountingRule::default()).unwrap();
        assert_eq!(records(&counts), [(0, 0, record::UNKNOWN, 86_400), (2, 0, record::NOTHING, 0)]);
    }

    #[test]
    fn rules_out_of_bounds_and_counts_by_another_rule_are_refused() {
        for rule in [
            CountingRule { longest_days: 0, minimum_delay: 0 },
            CountingRule { longest_days: 49, minimum_delay: 0 },
            CountingRule { longest_days: 7, minimum_delay: DAY + 1 },
        ] {
            assert!(DayCounts::new(rule).is_err(), "{rule:?}");
        }
        let mut counts = DayCounts::new(CountingRule::default()).unwrap();
        let other = DayCounts::new(CountingRule { longest_days: 7, minimum_delay: 0 }).unwrap();
        assert!(counts.add(other).is_err());
    }
}
