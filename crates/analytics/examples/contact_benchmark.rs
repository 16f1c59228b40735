//! Times questions about contacts on a directory of their segments: a line for each question, as `timing` says.
#![allow(clippy::print_stdout, reason = "a benchmark reports on the terminal")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod timing;

use catsup_analytics::{
    contacts::{ContactEngine, ContactSnapshot},
    query::Cancel,
};
use catsup_model::{
    Channel,
    query::{ContactDimension, ContactFilter, ContactSeconds, CustomersQuery, DurationsQuery},
};
use timing::Timing;

/// The most contacts handed over in order.
const MOST: u64 = 10_000_000;
/// A quarter of a year.
const QUARTER: i64 = 91 * 86_400_000_000;

fn main() {
    let mut timing = Timing::of_arguments();
    let engine = ContactEngine::open_to_read(&timing.directory).unwrap();
    let snapshot = engine.archive();
    let services = snapshot.services();
    let (_, last) = snapshot.extent(&services).expect("contacts");
    let all = ContactFilter { services, ..ContactFilter::default() };
    let one = ContactFilter { services: all.services[..1].to_vec(), ..ContactFilter::default() };
    let quarter = ContactFilter { period: Some((last - QUARTER, last)), ..all.clone() };
    let calls = ContactFilter { channels: vec![Channel::Phone], ..all.clone() };
    let by_service = vec![ContactDimension::Service];
    let durations = |filter: &ContactFilter, by: &[ContactDimension]| {
        let query = DurationsQuery {
            filter: filter.clone(),
            by: by.to_vec(),
            of: ContactSeconds::Wait,
            within: vec![60, 300, 900],
            quantiles: vec![5_000, 9_000, 9_900],
        };
        move |snapshot: &ContactSnapshot| {
            let told = snapshot.durations(&query, &Cancel::default()).unwrap();
            told.iter().map(|one| one.n + one.missing).sum::<i64>()
        }
    };
    let customers = |filter: &ContactFilter, by: &[ContactDimension]| {
        let query = CustomersQuery { filter: filter.clone(), by: by.to_vec() };
        move |snapshot: &ContactSnapshot| {
            snapshot
                .customers(&query, &Cancel::default())
                .unwrap()
                .iter()
                .map(|one| one.contacts)
                .sum::<i64>()
        }
    };
    let sequences = |filter: &ContactFilter| {
        let filter = filter.clone();
        move |snapshot: &ContactSnapshot| {
            let read = snapshot.sequences(&filter, MOST, &Cancel::default());
            read.map_or(-1, |read| i64::try_from(read.customers.len()).unwrap_or(i64::MAX))
        }
    };
    let mut ask = |name: &str, question: &dyn Fn(&ContactSnapshot) -> i64| {
        timing.ask(name, || question(&snapshot));
    };
    ask("waits by service, all history", &durations(&all, &by_service));
    ask("waits by service, one quarter", &durations(&quarter, &by_service));
    ask(
        "waits of calls by service and outcome",
        &durations(&calls, &[by_service.clone(), vec![ContactDimension::Outcome]].concat()),
    );
    ask("customers by service, all history", &customers(&all, &by_service));
    ask("customers by service, one quarter", &customers(&quarter, &by_service));
    ask("customers, all history", &customers(&all, &[]));
    ask("sequences of one service, all history", &sequences(&one));
    ask("sequences, one quarter", &sequences(&quarter));
    timing.memory();
}
