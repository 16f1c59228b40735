//! Times the embedded engine on a directory of responses: a line for each question, as `timing` says.
#![allow(clippy::print_stdout, reason = "a benchmark reports on the terminal")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod timing;

use catsup_analytics::{embedded::EmbeddedEngine, query::Cancel, segment::Dictionaries};
use catsup_model::{
    Channel,
    id::WordingId,
    period::Days,
    query::{CountsQuery, Dimension, Filter, SegmentFilter, Window},
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use timing::Timing;

fn main() {
    let mut timing = Timing::of_arguments();
    let engine = EmbeddedEngine::open_to_read(&timing.directory).unwrap();
    let snapshot = engine.archive();
    let known = snapshot.dictionaries().next().expect("segments").clone();
    let services = known.services.values().to_vec();
    let extent = snapshot.extent(&services).unwrap();
    let everything = Filter { services, ..Filter::default() };
    let quarter = Filter { period: Some(last_quarter(extent)), ..everything.clone() };
    let one = Filter { services: everything.services[..1].to_vec(), ..Filter::default() };
    let south = Filter {
        channels: vec![Channel::Phone, Channel::InPerson],
        segments: vec![SegmentFilter { name: "region".to_owned(), values: vec!["south".to_owned()] }],
        ..everything.clone()
    };
    let service = vec![Dimension::Service];
    let region = vec![Dimension::Segment("region".to_owned())];
    for (name, filter, by) in [
        ("all history by service", &everything, service.clone()),
        ("one quarter by service", &quarter, service.clone()),
        ("all history by month", &everything, vec![months(extent)]),
        ("one service by month", &one, vec![months(extent)]),
        ("south by phone and in person, by service", &south, service),
        ("all history by region", &everything, region),
    ] {
        let query = CountsQuery { filter: filter.clone(), by, wordings: Vec::new() };
        let count = || snapshot.counts(&query, &Cancel::default()).unwrap().iter().map(|cell| cell.n).sum();
        timing.ask(name, count);
    }
    let columns = measures(&known);
    timing.ask("seven measures answered together", || {
        let joint = snapshot.joint(&everything, &columns, &Cancel::default()).unwrap();
        joint.iter().map(|one| one.n).sum()
    });
    timing.memory();
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
        months.push(days.microseconds(&TimeZone::UTC));
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
