//! How long next needs take: `next_needs_benchmark CONTACTS [FOLDER]`, called by `cargo xtask bench next`.
//!
//! Contacts over two years for 60 needs on five channels, each person some ten. With a folder, the columns are written
//! there for crates/bench/python/next_needs.py.
#![allow(clippy::print_stdout, reason = "a measurement reports on the terminal")]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use catsup_journeys::{CountingRule, DayCounts, NeedContacts, NextNeedOptions, day_of};

const DAY: i64 = 86_400_000_000;
const DAYS: i64 = 730;
const NEEDS: u64 = 60;
const CHANNELS: u64 = 5;
const CONTACTS_EACH: u64 = 10;
/// Rounds of which the quickest and the middle one are told.
const ROUNDS: usize = 5;

/// SplitMix64 (Steele and others 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

#[derive(Clone, Default)]
struct Columns {
    people: Vec<i64>,
    needs: Vec<u32>,
    times: Vec<i64>,
    channels: Vec<u32>,
}

impl Columns {
    fn generated(contacts: usize) -> Self {
        let mut chance = Chance(8);
        let mut columns = Self::default();
        let mut person = 0;
        while columns.times.len() < contacts {
            person += 1;
            let each = chance.below(2 * CONTACTS_EACH - 1) + 1;
            let mut times: Vec<i64> = vec![];
            let mut time = chance.below((DAYS * DAY) as u64) as i64;
            for _ in 0..each.min((contacts - columns.times.len()) as u64) {
                times.push(time % (DAYS * DAY));
                time += 3_600_000_000 + chance.below(40 * DAY as u64) as i64;
            }
            times.sort_unstable();
            let mut last = 0;
            for time in times {
                let need = chance.below(NEEDS).min(chance.below(NEEDS)) as u32;
                // Behind one need in four people come for its neighbour.
                let need = if last % 4 == 1 && chance.below(100) < 30 { last + 1 } else { need };
                columns.push(person, need, time, chance.below(CHANNELS) as u32);
                last = need;
            }
        }
        columns
    }

    fn push(&mut self, person: i64, need: u32, time: i64, channel: u32) {
        self.people.push(person);
        self.needs.push(need);
        self.times.push(time);
        self.channels.push(channel);
    }

    /// The rows of these days alone.
    fn of_days(&self, days: std::ops::RangeInclusive<i64>) -> Self {
        let mut part = Self::default();
        for (at, time) in self.times.iter().enumerate() {
            if days.contains(&day_of(*time)) {
                part.push(self.people[at], self.needs[at], *time, self.channels[at]);
            }
        }
        part
    }

    fn contacts(self) -> NeedContacts {
        let Self { people, needs, times, channels } = self;
        NeedContacts::new(people, needs, times, Some(channels)).expect("the columns fit")
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let wide = |column: &[i64]| column.iter().flat_map(|one| one.to_le_bytes()).collect::<Vec<u8>>();
        let narrow = |column: &[u32]| column.iter().flat_map(|one| one.to_le_bytes()).collect::<Vec<u8>>();
        fs::write(folder.join("people.i64"), wide(&self.people))?;
        fs::write(folder.join("times.i64"), wide(&self.times))?;
        fs::write(folder.join("needs.u32"), narrow(&self.needs))?;
        fs::write(folder.join("channels.u32"), narrow(&self.channels))
    }
}

/// The times of several rounds, the quickest first.
fn timed(mut work: impl FnMut()) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn say(what: &str, times: &[Duration]) {
    let [quickest, middle] = [0, times.len() / 2].map(|at| times[at].as_secs_f64());
    println!("{what:64} {quickest:8.3} s  (middle of {}: {middle:.3} s)", times.len());
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let contacts = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(10_000_000);
    let columns = Columns::generated(contacts);
    if let Some(folder) = arguments.get(2) {
        columns.write(Path::new(folder))?;
    }
    let options = NextNeedOptions { observed_until: DAYS * DAY, ..NextNeedOptions::default() };
    let rule = CountingRule::default();
    let all = columns.clone().contacts();
    let mut pairs = 0;
    let whole = timed(|| {
        let counts = DayCounts::of(&all, rule).expect("the rule is sound");
        let found = counts.next_needs(&options).expect("the windows were counted for");
        pairs = found.cuts.iter().map(|cut| cut.pairs.len()).sum();
    });
    println!("{} contacts, {pairs} pairs told of", all.len());
    say("everything: counted, three windows, five channels and all", &whole);
    let mut counts = DayCounts::of(&all, rule).expect("the rule is sound");
    let judged = timed(|| drop(counts.next_needs(&options)));
    say("of these, what the counts tell", &judged);
    let days = counts.touched(DAYS - 1..=DAYS - 1);
    let part = columns.of_days(counts.needed(days.clone()));
    println!("{} contacts in the days that a new day touches", part.times.len());
    let mut parts: Vec<Columns> = vec![part; ROUNDS];
    let update = timed(|| {
        let contacts = parts.pop().unwrap_or_default().contacts();
        counts.replace(days.clone(), &contacts);
        drop(counts.next_needs(&options));
    });
    say("a day more: its days counted anew, and everything told", &update);
    assert_eq!(counts, DayCounts::of(&all, rule).expect("the rule is sound"), "nothing changed");
    let mut shuffled = columns;
    let mut chance = Chance(9);
    for last in (1..shuffled.times.len()).rev() {
        let other = chance.below(last as u64 + 1) as usize;
        shuffled.people.swap(last, other);
        shuffled.needs.swap(last, other);
        shuffled.times.swap(last, other);
        shuffled.channels.swap(last, other);
    }
    let begun = Instant::now();
    let sorted = shuffled.contacts();
    say("to put contacts in any order into that of people and time, once", &[begun.elapsed()]);
    assert_eq!(sorted, all, "the order does not matter");
    Ok(())
}
