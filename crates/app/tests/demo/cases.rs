//! The cases of the demo: believable histories, an end in time mostly, one pile, a queue to work on.

use std::collections::{BTreeMap, HashMap, HashSet};

use catsup_app::{
    App,
    cases::{self, CaseQuery, QueueView},
    demo::{self, Demo, DemoAccess},
    jobs,
};
use catsup_model::{
    Language, Viewer,
    case::{Case, CaseEvent, CaseEventKind, CaseKind, CaseStatus},
    id::CaseId,
};
use catsup_store::CasesWanted;
use catsup_testing::{Backend, TestApp, TestDatabase, story};

async fn every_case(app: &App) -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    loop {
        let after = all.last().map(|last| last.id);
        let page = app.store().cases_page(&CasesWanted::default(), after, 1_000).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

async fn histories(app: &App, cases: &[Case]) -> HashMap<CaseId, Vec<CaseEvent>> {
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut histories: HashMap<CaseId, Vec<CaseEvent>> = HashMap::new();
    for event in app.store().case_events(&ids).await.unwrap() {
        histories.entry(event.case).or_default().push(event);
    }
    histories
}

pub(super) async fn cases_have_believable_histories(app: &App) {
    let all = every_case(app).await;
    assert_eq!(all.len(), 3_000);
    assert!(all.is_sorted_by_key(|case| case.moments.opened), "the order of ids is the order of time");
    let of = |status| all.iter().filter(|case| case.status == status).count();
    let open = of(CaseStatus::New) + of(CaseStatus::Open) + of(CaseStatus::Waiting);
    assert!((115..=135).contains(&open) && of(CaseStatus::Waiting) > 3, "{open}");
    assert!(of(CaseStatus::Confirmed) > 700 && of(CaseStatus::Unresolved) > 200);
    for kind in CaseKind::ALL {
        assert!(all.iter().filter(|case| case.kind == *kind).count() > 50, "{kind}");
    }
    assert!(all.iter().filter(|case| case.reopened > 0).count() > 80);
    assert!(all.iter().filter(|case| case.person.language == Language::Es).count() > 200);
    assert!(all.iter().map(|case| case.channel).collect::<HashSet<_>>().len() >= 8);
    let timed: Vec<bool> = all.iter().filter_map(|case| case.due.in_time).collect();
    let share = timed.iter().filter(|kept| **kept).count() as f64 / timed.len() as f64;
    assert!((0.80..0.90).contains(&share), "{share}");

    let now = app.now();
    let histories = histories(app, &all).await;
    for case in &all {
        let history = &histories[&case.id];
        assert!(history.iter().all(|event| event.at <= now) && history.is_sorted_by_key(|event| event.at));
        assert_eq!(history[0].kind, CaseEventKind::Opened);
        let told = |kind| history.iter().rposition(|event| event.kind == kind);
        assert_eq!(told(CaseEventKind::Replied).is_some(), case.moments.first_response.is_some());
        assert_eq!(case.status.is_open(), case.moments.ended.is_none());
        assert_eq!(case.status == CaseStatus::Confirmed, told(CaseEventKind::Confirmed).is_some());
        assert_eq!(case.status == CaseStatus::Unresolved, case.unresolved.is_some());
        assert!(!case.subject.is_empty() && !case.description.contains('{'));
        assert!(case.moments.pauses.iter().all(|pause| pause.until.is_some_and(|until| until >= pause.from)
            || case.status == CaseStatus::Waiting));
    }
}

pub(super) async fn one_service_has_a_pile_and_staff_have_a_queue(app: &App, access: &DemoAccess) {
    let operator = Viewer::operator();
    let overdue = CaseQuery { view: QueueView::Overdue, ..CaseQuery::default() };
    let mut by_service: BTreeMap<String, usize> = BTreeMap::new();
    let mut query = overdue;
    loop {
        let list = cases::list(app, &operator, &query).await.unwrap();
        for line in &list.lines {
            *by_service.entry(line.service.clone()).or_default() += 1;
        }
        query.after = list.next;
        if query.after.is_none() {
            break;
        }
    }
    let pile = by_service.remove("Food assistance").unwrap();
    assert!(pile >= 38 && by_service.values().all(|n| *n * 2 < pile), "{pile} {by_service:?}");
    let agent = access.sign_ins.iter().find(|one| one.email == "agent@everyday.example").unwrap();
    let signed_in = catsup_app::sign_in::sign_in(app, &agent.email, &agent.password).await.unwrap();
    let counts = cases::counts(app, &signed_in.signed_in.viewer).await.unwrap();
    assert!(
        counts.open > 50 && counts.mine > 20 && counts.unassigned > 0 && counts.urgent == 1,
        "{counts:?}"
    );
    // What is over was told of: the demo does not begin with a flood of mails.
    jobs::run_due(app).await.unwrap();
    let mails: i64 = app.store().mail_counts().await.unwrap().iter().map(|(_, n)| n).sum();
    assert_eq!(mails, 0);
    assert!(app.store().cases_alarmed(app.now(), 10).await.unwrap().is_empty());
}

#[story]
async fn the_same_seed_makes_the_same_cases(app: TestApp) {
    let small = Demo { seed: 5, responses: 600 };
    demo::make(&app.app, &small).await.unwrap();
    let told = |cases: Vec<Case>| -> Vec<_> {
        let told = |case: Case| (case.id, case.number, case.subject, case.status, case.moments, case.due);
        cases.into_iter().map(told).collect()
    };
    let first = told(every_case(&app.app).await);
    for (seed, same) in [(5, true), (6, false)] {
        let database = TestDatabase::create(Backend::Sqlite).await.unwrap();
        let other = TestApp::start(&database).await.app;
        demo::make(&other, &Demo { seed, ..small }).await.unwrap();
        assert_eq!(told(every_case(&other).await) == first, same);
    }
}
