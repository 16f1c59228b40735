//! A million cases: the queue, every filter, searches, and the report over all of them.
//!
//! `catsup-bench cases FOLDER` measures the embedded database in FOLDER, `catsup-bench cases postgres://…` a server. The
//! cases are those of the demo agency, told over and over on earlier days.

use std::time::{Duration, Instant};

use catsup_app::{
    App,
    cases::{self, CaseQuery, QueueView},
    demo,
};
use catsup_model::{
    Channel, Viewer,
    case::{Case, CaseKind, CaseNumber, CaseStatus},
    id::{CaseId, IdSource},
    permission::{Actor, Grant, Permission, Reach},
};
use catsup_store::CaseFilter;
use jiff::{SignedDuration, civil::date};

use crate::pages::{self, Failed, ROUNDS, TARGET};

/// How many cases there are.
const CASES: usize = 1_000_000;
/// How many of them go on.
const OPEN: usize = 20_000;
/// Cases stored by one transaction.
const BATCH: usize = 2_000;
/// What the report over all of them is to stay below.
const REPORT_TARGET: Duration = Duration::from_millis(200);

/// Fills the database when it is empty, and measures.
pub fn run(database: &str) -> Result<(), String> {
    pages::run(measure(database))
}

async fn measure(database: &str) -> Result<(), Failed> {
    let app = pages::open(database).await?;
    if app.store().organisation_list().await?.is_empty() {
        let started = Instant::now();
        demo::make(&app, &demo::Demo { responses: 2_000, ..demo::Demo::default() }).await?;
        retold(&app).await?;
        println!("filled in {:.0} s", started.elapsed().as_secs_f64());
    }
    // As the job does within half a minute.
    let started = Instant::now();
    cases::count_quarters(&app).await?;
    println!("quarters that changed counted in {:.1} s", started.elapsed().as_secs_f64());
    let asked = asked(&app).await?;
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(ROUNDS); asked.len()];
    let mut found = vec![0; asked.len()];
    // Round by round, so that no page finds its own rows still at hand from the moment before.
    for _ in 0..ROUNDS {
        for (place, (_, viewer, query)) in asked.iter().enumerate() {
            let started = Instant::now();
            let list = cases::list(&app, viewer, query).await?;
            times[place].push(started.elapsed());
            found[place] = list.lines.len();
        }
    }
    pages::head("page of 50, with the counts of the queue");
    for (((name, ..), times), found) in asked.iter().zip(&mut times).zip(&found) {
        pages::line(name, *found, times, TARGET);
    }
    let mut times = Vec::new();
    for _ in 0..ROUNDS / 6 {
        let started = Instant::now();
        cases::performance(&app, &Viewer::operator(), None).await?;
        times.push(started.elapsed());
    }
    pages::line("how all cases went", CASES, &mut times, REPORT_TARGET);
    app.store().close().await;
    Ok(())
}

/// The cases of the demo, each on many earlier days.
async fn retold(app: &App) -> Result<(), Failed> {
    let every = CaseFilter { every_service: true, ..CaseFilter::default() };
    let told = app.store().case_list(&every, CASES, true).await?.cases;
    let (open, ended): (Vec<Case>, Vec<Case>) = told.into_iter().partition(|case| case.status.is_open());
    let copies = ended.iter().cycle().take(CASES - OPEN).chain(open.iter().cycle().take(OPEN));
    let mut batch = Vec::with_capacity(BATCH);
    for (place, case) in copies.enumerate() {
        // Those that go on stay where they are; the others lie up to nine years back.
        let back = if case.status.is_open() { 0 } else { place as i64 % (9 * 365) };
        batch.push(earlier(case, place, SignedDuration::from_hours(24 * back)));
        if batch.len() == BATCH {
            let mut transaction = app.store().begin().await?;
            transaction.cases_insert(&batch).await?;
            transaction.commit().await?;
            batch.clear();
        }
    }
    let mut transaction = app.store().begin().await?;
    transaction.cases_insert(&batch).await?;
    transaction.commit().await?;
    Ok(())
}

fn earlier(case: &Case, place: usize, by: SignedDuration) -> Case {
    let mut copy = case.clone();
    let opened = case.moments.opened - by;
    let number = 1_000_000 + place as u64;
    let [.., a, b, c, d, e] = number.to_be_bytes();
    copy.id = CaseId(IdSource::in_place(opened, place as u32));
    copy.number = CaseNumber::from_bytes([a, b, c, d, e]);
    copy.source_key = None;
    copy.moments.opened = opened;
    copy.moments.ended = case.moments.ended.map(|ended| ended - by);
    copy.due.alarm = None;
    copy
}

async fn asked(app: &App) -> Result<Vec<(&'static str, Viewer, CaseQuery)>, Failed> {
    let operator = Viewer::operator();
    let services = app.store().service_ids(&Reach::Everything).await?;
    let small = Viewer::new(
        Actor::Operator,
        vec![Grant {
            permissions: Permission::ALL.iter().copied().collect(),
            reach: Reach::Part {
                organisations: [].into(),
                services: services.iter().rev().take(2).copied().collect(),
            },
        }],
    );
    let somebody = app.store().account_list().await?.first().map(|account| account.id);
    let of = |view| CaseQuery { view, ..CaseQuery::default() };
    let words = |view, words: &str| CaseQuery { words: words.to_owned(), ..of(view) };
    let open = || of(QueueView::Open);
    let all = || of(QueueView::All);
    let service = services.first().copied();
    let queries = vec![
        ("queue: what is due first", open()),
        ("queue: overdue", of(QueueView::Overdue)),
        ("queue: nobody’s", of(QueueView::Unassigned)),
        ("queue: waiting for the person", of(QueueView::Waiting)),
        ("queue: look at once", of(QueueView::Urgent)),
        ("queue: of a service", CaseQuery { service, ..open() }),
        (
            "queue: compliments by mail",
            CaseQuery { kind: Some(CaseKind::Compliment), channel: Some(Channel::PostalMail), ..open() },
        ),
        ("ended", of(QueueView::Ended)),
        ("everything", all()),
        ("everything in somebody’s hands", CaseQuery { assignee: somebody, ..all() }),
        (
            "unsolved suggestions of a service (rare)",
            CaseQuery {
                service,
                kind: Some(CaseKind::Suggestion),
                status: Some(CaseStatus::Unresolved),
                ..all()
            },
        ),
        (
            "a quarter six years ago",
            CaseQuery { from: Some(date(2020, 4, 1)), to: Some(date(2020, 6, 30)), ..all() },
        ),
        ("search: common", words(QueueView::All, "the")),
        ("search: two words", words(QueueView::All, "passport photo")),
        ("search: beginning", words(QueueView::All, "certif*")),
        ("search: absent", words(QueueView::All, "zeppelin")),
        ("search in the queue", words(QueueView::Open, "card")),
        (
            "search in a quarter, of a kind",
            CaseQuery {
                kind: Some(CaseKind::Complaint),
                from: Some(date(2024, 4, 1)),
                to: Some(date(2024, 6, 30)),
                ..words(QueueView::All, "office")
            },
        ),
    ];
    let few = [
        ("a team of two services: queue", open()),
        ("a team of two services: search", words(QueueView::All, "form")),
    ];
    let mut asked: Vec<_> =
        queries.into_iter().map(|(name, query)| (name, operator.clone(), query)).collect();
    asked.extend(few.map(|(name, query)| (name, small.clone(), query)));
    Ok(asked)
}
