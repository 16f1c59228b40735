//! Times the embedded engine on a directory of segments: `measure_benchmark DIR [ROUNDS [QUESTION]]` prints a line for
//! each question (or for one), with the first time and the quickest of the others in seconds, and how much it counted;
//! at the end the megabytes of memory of its own at most, and of mapped files at the end.
#![allow(clippy::print_stdout, reason = "a benchmark reports on the terminal")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{path::Path, time::Instant};

use catsup_analytics::{
    embedded::EmbeddedEngine,
    query::{Cancel, Snapshot},
    segment::Dictionaries,
};
use catsup_model::{
    Channel,
    id::WordingId,
    period::{Bucket, BucketUnit, Days},
    query::{CountsQuery, Dimension, Filter, SegmentFilter, TimeBucket, Window},
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().expect("usage: measure_benchmark DIR [ROUNDS]");
    let rounds: usize = arguments.next().map_or(5, |rounds| rounds.parse().expect("a number of rounds"));
    let only = arguments.next();
    let begin = Instant::now();
    let engine = EmbeddedEngine::open_to_read(Path::new(&directory)).unwrap();
    println!("open {:.4}", begin.elapsed().as_secs_f64());
    let snapshot = engine.archive();
    let known = snapshot.dictionaries().next().expect("segments").clone();
    let services = known.services.values().to_vec();
    let extent = snapshot.extent(&services).unwrap();
    let mut most = 0;
    let mut ask = |name: &str, question: &dyn Fn(&Snapshot) -> i64| {
        if only.as_ref().is_none_or(|only| only == name) {
            ask(&snapshot, rounds, name, question);
            most = most.max(resident("RssAnon"));
        }
    };
    let everything = Filter { services, ..Filter::default() };
    let counted = |query: CountsQuery| {
        move |snapshot: &Snapshot| -> i64 {
            snapshot.counts(&query, &Cancel::default()).unwrap().iter().map(|cell| cell.n).sum()
        }
    };
    let by = |filter: &Filter, by: Vec<Dimension>| {
        counted(CountsQuery { filter: filter.clone(), by, wordings: Vec::new() })
    };
    let quarter = Filter { period: Some(last_quarter(extent)), ..everything.clone() };
    let one = Filter { services: everything.services[..1].to_vec(), ..Filter::default() };
    let south = Filter {
        channels: vec![Channel::Phone, Channel::InPerson],
        segments: vec![SegmentFilter { name: "region".to_owned(), values: vec!["south".to_owned()] }],
        ..everything.clone()
    };
    ask("all history by service", &by(&everything, vec![Dimension::Service]));
    ask("one quarter by service", &by(&quarter, vec![Dimension::Service]));
    ask("all history by month", &by(&everything, vec![months(extent)]));
    ask("one service by month", &by(&one, vec![months(extent)]));
    ask("south by phone and in person, by service", &by(&south, vec![Dimension::Service]));
    ask("all history by region", &by(&everything, vec![Dimension::Segment("region".to_owned())]));
    let columns = measures(&known);
    ask("seven measures answered together", &|snapshot| {
        let joint = snapshot.joint(&everything, &columns, &Cancel::default()).unwrap();
        joint.iter().map(|one| one.n).sum()
    });
    println!("memory: {most} {}", resident("RssFile"));
}

/// Megabytes of one kind that the process holds now; 0 where the system does not tell.
fn resident(kind: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn ask(snapshot: &Snapshot, rounds: usize, name: &str, question: &dyn Fn(&Snapshot) -> i64) {
    let timed = || {
        let begin = Instant::now();
        let counted = question(snapshot);
        (begin.elapsed().as_secs_f64(), counted)
    };
    let (first, counted) = timed();
    let quickest = (0..rounds).map(|_| timed().0).reduce(f64::min).unwrap_or(first);
    println!("{name}: {first:.4} {quickest:.4} {counted}");
}

fn day(microseconds: i64) -> Date {
    Timestamp::from_microsecond(microseconds).unwrap().to_zoned(TimeZone::UTC).date()
}

/// The last whole quarter of the year.
fn last_quarter((_, last): (i64, i64)) -> Window {
    let last = day(last);
    let start = Date::new(last.year(), (last.month() - 1) / 3 * 3 + 1, 1).unwrap();
    let days = Days { first: start.saturating_sub(3.months()), last: start.yesterday().unwrap() };
    Window { days, microseconds: days.microseconds(&TimeZone::UTC) }
}

fn months((first, last): (i64, i64)) -> Dimension {
    let end = day(last);
    let mut months = Vec::new();
    let mut start = day(first).first_of_month();
    while start <= end {
        let days = Days { first: start, last: start.last_of_month() };
        let bucket = Bucket { unit: BucketUnit::Month, days, label: String::new() };
        months.push(TimeBucket { bucket, microseconds: days.microseconds(&TimeZone::UTC) });
        start = start.saturating_add(1.month());
    }
    Dimension::Time(months)
}

/// The wordings of each of the seven measures.
fn measures(known: &Dictionaries) -> Vec<Vec<WordingId>> {
    let columns = known.answers.values().iter().enumerate();
    let measures = columns.filter(|(_, name)| name.starts_with("a11_v1."));
    measures
        .map(|(column, _)| {
            let asked = known.forms.iter().filter_map(|form| form.wordings.get(column).copied().flatten());
            asked.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
        })
        .collect()
}
