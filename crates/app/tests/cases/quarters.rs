//! What is said over years of cases is what the cases say, whatever was counted before and changed since.

use std::collections::BTreeMap;

use catsup_app::App;
use catsup_store::{CaseFilter, Dialect};
use jiff::{Timestamp, Unit};

use super::*;
use crate::world::World;

/// Alike, and how many: service, kind, channel, status, business days, in time.
type Alike = BTreeMap<(i64, &'static str, &'static str, &'static str, Option<i64>, Option<bool>), i64>;

fn micros(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_microsecond()
}

/// All time, fiscal years of New York, the same of UTC, and stretches that hold one quarter or none as a whole.
fn periods() -> Vec<(i64, i64)> {
    let between = |from: &str, until: &str| (micros(from), micros(until));
    vec![
        (i64::MIN / 4, i64::MAX / 4),
        between("2025-10-01T04:00:00Z", "2026-10-01T04:00:00Z"),
        between("2026-10-01T04:00:00Z", "2027-10-01T04:00:00Z"),
        between("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        between("2026-03-07T05:00:00Z", "2026-07-01T00:00:00Z"),
        between("2026-06-30T12:00:00Z", "2026-07-01T02:00:00Z"),
        between("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
    ]
}

/// Compares what the store tells with every case, one by one; returns how many cases there are.
async fn compare(world: &World, when: &str) -> i64 {
    let store = world.app.store();
    let mut all = 0;
    for opened in periods() {
        let mut told = Alike::new();
        for one in store.case_tally(None, opened).await.unwrap() {
            let alike = (one.service.0, one.kind.code(), one.channel.code(), one.status.code());
            *told.entry((alike.0, alike.1, alike.2, alike.3, one.days, one.in_time)).or_default() += one.n;
        }
        let filter = CaseFilter { every_service: true, opened: Some(opened), ..CaseFilter::default() };
        let mut there = Alike::new();
        for case in store.case_list(&filter, 1_000, true).await.unwrap().cases {
            let (kind, channel, status) = (case.kind.code(), case.channel.code(), case.status.code());
            let alike = (case.service.0, kind, channel, status, case.due.days_taken, case.due.in_time);
            *there.entry(alike).or_default() += 1;
        }
        assert_eq!(told, there, "{when}, opened {opened:?}");
        all = all.max(there.values().sum());
    }
    all
}

async fn count(app: &App) {
    cases::count_quarters(app).await.unwrap();
    assert!(!app.store().case_quarters_changed().await.unwrap());
}

#[story]
async fn counts_follow_cases_that_change_after_they_were_counted(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let agent = world.agent("agent@example.gov").await;
    let other = service(app, world.agency, "Licences").await.id;
    let mut opened = Vec::new();
    // The last two are of another quarter in New York than in UTC.
    for moment in [
        "2026-03-06T21:00:00Z",
        "2026-03-31T23:59:59.999999Z",
        "2026-04-01T00:00:00Z",
        "2026-05-13T15:00:00Z",
        "2026-07-01T01:00:00Z",
        "2026-10-01T02:00:00Z",
    ] {
        app.clock().set(moment.parse().unwrap());
        opened.push(world.complaint().await.0.id);
    }
    assert_eq!(compare(&world, "never counted").await, 6);
    assert!(app.store().case_quarters_changed().await.unwrap());
    count(app).await;
    compare(&world, "just counted").await;

    world.reply(&agent, opened[0], "Here it is.", Then::Resolved).await.unwrap();
    compare(&world, "one ended").await;
    let hand = Act::HandOver { service: other, note: "Yours".to_owned() };
    act(app, &agent, opened[3], hand).await.unwrap();
    world.complaint().await;
    assert_eq!(compare(&world, "one handed over, one more").await, 7);
    count(app).await;
    compare(&world, "counted again").await;

    // A note changes nothing that is counted.
    act(app, &agent, opened[2], Act::Note("Called, nobody there.".to_owned())).await.unwrap();
    assert!(!app.store().case_quarters_changed().await.unwrap());
    let performance = cases::performance(app, &Viewer::operator(), None).await.unwrap();
    assert_eq!((performance.all.n, performance.all.open, performance.all.resolved), (7, 6, 1));
}

#[story]
async fn quarters_are_counted_by_a_job_once_something_changed(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    world.complaint().await;
    jobs::run_due(app).await.unwrap();
    assert!(!app.store().case_quarters_changed().await.unwrap());
    compare(&world, "after the job").await;
    let later = app.now().round(Unit::Minute).unwrap() + jiff::SignedDuration::from_mins(1);
    app.clock().set(later);
    world.complaint().await;
    assert!(app.store().case_quarters_changed().await.unwrap());
    jobs::run_due(app).await.unwrap();
    assert!(!app.store().case_quarters_changed().await.unwrap());
    compare(&world, "after the next job").await;

    // Once a day, upkeep has every quarter counted anew.
    app.clock().set(at(7, 2, 30));
    jobs::run_due(app).await.unwrap();
    assert!(app.store().case_quarters_changed().await.unwrap());
    app.clock().set(at(7, 2, 31));
    jobs::run_due(app).await.unwrap();
    assert!(!app.store().case_quarters_changed().await.unwrap());
    compare(&world, "after all were counted anew").await;
}

/// SQLite lets one transaction write at a time.
#[story]
async fn what_is_written_while_quarters_are_counted_is_counted_later(test: TestApp) {
    let world = world(&test).await;
    let store = world.app.store();
    if store.dialect() == Dialect::Sqlite {
        return;
    }
    let (case, _) = world.complaint().await;
    count(&world.app).await;
    let mut writing = store.begin().await.unwrap();
    let mut changed = writing.case_lock(case.id).await.unwrap().unwrap();
    changed.status = CaseStatus::Unresolved;
    writing.case_put(&[changed]).await.unwrap();
    world.complaint().await;
    count(&world.app).await;
    compare(&world, "before the change is committed").await;
    writing.commit().await.unwrap();
    assert!(store.case_quarters_changed().await.unwrap());
    compare(&world, "after it is").await;
    count(&world.app).await;
    compare(&world, "counted again").await;
}
