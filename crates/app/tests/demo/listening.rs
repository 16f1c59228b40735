//! Listening on every channel in the demo: the surveys of the agency's own are answered on all their ways, and every
//! view of the inbox holds something.

use std::collections::BTreeSet;

use catsup_app::{
    App,
    demo::DemoAccess,
    inbox::{self, ResponseFilter, acts, experiences, tags},
    results::{self, Outcome, ResultsQuery},
    screening, sign_in, surveys,
    views::{self, ViewedList},
};
use catsup_model::{
    Channel, Language, Viewer,
    instrument::InstrumentCode,
    response::{Handling, Response, ResponseSource, ResponseState},
    survey::Survey,
};

async fn matching(app: &App, filter: ResponseFilter) -> Vec<Response> {
    inbox::list(app, &Viewer::operator(), filter, 1000).await.unwrap()
}

async fn own_surveys(app: &App) -> Vec<(Survey, Vec<Response>)> {
    let all = surveys::list(app, &Viewer::operator(), &[], None, 100).await.unwrap();
    let mut own = Vec::new();
    for survey in all.into_iter().filter(|survey| survey.instrument == InstrumentCode::Custom) {
        let filter = ResponseFilter { surveys: vec![survey.id], ..ResponseFilter::default() };
        let responses = matching(app, filter).await;
        own.push((survey, responses));
    }
    own.sort_by(|one, other| one.0.name.cmp(&other.0.name));
    own
}

pub(super) async fn own_surveys_are_answered_on_all_their_ways(app: &App) {
    let own = own_surveys(app).await;
    let [(family, families), (_, permits), (_, kiosks)] = own.as_slice() else { panic!("three: {own:?}") };
    assert_eq!((families.len(), permits.len(), kiosks.len()), (35, 35, 30));
    let ways =
        |responses: &[Response]| responses.iter().map(|one| one.source.code()).collect::<BTreeSet<_>>().len();
    assert_eq!((ways(families), ways(permits), ways(kiosks)), (4, 3, 1));
    assert!(kiosks.iter().all(|one| one.channel == Channel::SelfServiceKiosk));
    let spanish =
        |responses: &[Response]| responses.iter().filter(|one| one.language == Language::Es).count();
    // 78 and 12 in a hundred.
    assert!(spanish(families) >= 22 && spanish(permits) <= 10, "{} {}", spanish(families), spanish(permits));
    for one in own.iter().flat_map(|(_, responses)| responses) {
        let screened =
            matches!(one.source, ResponseSource::Form | ResponseSource::Embed | ResponseSource::Email);
        assert!(screened || one.state == ResponseState::Received, "{one:?}");
        assert!(one.id.0 > 0 && one.occurred_at <= app.now());
    }
    // What was not to be asked was not answered: only who lacked information in their language says what lacked.
    let query = ResultsQuery::default();
    let results = results::read(app, &Viewer::operator(), &family.key, &query).await.unwrap();
    let of = |key: &str| results.questions.iter().find(|one| one.key == key).unwrap();
    let Outcome::Scale { figure, .. } = &of("language").outcome else { panic!("a yes or no") };
    assert_eq!(of("missing").asked, figure.shown().unwrap().counts[0]);
}

pub(super) async fn the_newest_come_first_whatever_they_answer(app: &App) {
    let newest = matching(app, ResponseFilter::default()).await;
    assert!(newest.is_sorted_by(|one, next| one.received_at >= next.received_at));
}

pub(super) async fn every_view_of_the_inbox_holds_something(app: &App, access: &DemoAccess) {
    let all = ResponseFilter::default();
    for handling in Handling::ALL {
        let some = matching(app, ResponseFilter { handlings: vec![handling], ..all.clone() }).await;
        assert!(!some.is_empty(), "nothing is {handling:?}");
    }
    let archived = matching(app, ResponseFilter { archived: Some(true), ..all.clone() }).await;
    assert!(!archived.is_empty() && archived.iter().all(|one| one.handling == Handling::Responded));
    for tag in tags::list(app, &Viewer::operator()).await.unwrap() {
        assert!(!matching(app, ResponseFilter { tags: vec![tag.id], ..all.clone() }).await.is_empty());
    }
    for state in [ResponseState::Flagged, ResponseState::Spam] {
        let held = matching(app, ResponseFilter { states: vec![state], ..all.clone() }).await;
        assert!(!held.is_empty());
        for one in held {
            let said = screening::verdicts(app, &Viewer::operator(), one.id).await.unwrap().unwrap();
            assert!(said.verdicts.iter().any(|one| one.score > 0), "{said:?}");
        }
    }
    let public = experiences::public(app).await.unwrap();
    assert_eq!(public.len(), 1);
    assert_eq!(experiences::list(app, &Viewer::operator(), None, 10).await.unwrap().len(), 2);
    for (email, own_views) in [("lead@everyday.example", 2), ("agent@everyday.example", 3)] {
        let access = access.sign_ins.iter().find(|one| one.email == email).unwrap();
        let viewer = sign_in::sign_in(app, email, &access.password).await.unwrap().signed_in.viewer;
        assert_eq!(views::list(app, &viewer, ViewedList::Responses).await.unwrap().len(), own_views);
        assert!(!acts::mine(app, &viewer, None, 50).await.unwrap().is_empty());
        let mine = inbox::account_of(&viewer).map(inbox::Assignee::Account);
        assert!(!matching(app, ResponseFilter { assignee: mine, ..all.clone() }).await.is_empty());
    }
}
