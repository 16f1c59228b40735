//! The inbox in the store: any filter finds the same on both databases, whatever way it takes; acts come undone.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_model::{
    Channel, Language,
    id::{ActId, ResponseId, SurveyId, SurveyVersionId, TagId},
    inbox::Act,
    instrument::InstrumentCode,
    permission::Actor,
    response::{Handling, NewResponse, ResponseSource, ResponseState, StoredAnswer},
    search::Search,
};
use catsup_store::{Assignee, Level, ResponseFilter, Store, Tag};
use catsup_testing::TestApp;
use jiff::{Timestamp, ToSpan as _};

/// How many responses there are: more than one window of the newest.
const MANY: i64 = 3_000;

/// Responses whose circumstances differ by their number.
async fn filled(app: &TestApp) -> Vec<NewResponse> {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let start: Timestamp = "2025-06-15T12:00:00Z".parse().unwrap();
    let response = |number: i64| {
        let words = match number % 10 {
            3 => "The wait was LONG, muy largo el trámite",
            7 => "Photo rejected twice",
            _ => "",
        };
        let words = if number == 1_234 { "An éclair was promised" } else { words };
        let text = StoredAnswer {
            question: "answer_09".to_owned(),
            value: None,
            text: Some(words.to_owned()),
            wording: None,
        };
        let score = StoredAnswer {
            question: "answer_01".to_owned(),
            value: Some(number % 5 + 1),
            text: None,
            wording: None,
        };
        NewResponse {
            id: ResponseId(number),
            survey: SurveyId(survey.id.0),
            version: SurveyVersionId(survey.version.0),
            service: service.id,
            touchpoint: None,
            channel: if number % 500 == 1 { Channel::Fax } else { Channel::Website },
            language: if number % 7 == 0 { Language::Es } else { Language::En },
            device: Some(if number % 2 == 0 { "phone" } else { "computer" }.to_owned()),
            state: ResponseState::Received,
            source: ResponseSource::Form,
            page: (number % 100 == 9).then(|| "https://example.gov/passport/renew".to_owned()),
            campaign: (number == 77).then(|| "Spring".to_owned()),
            entered_by: None,
            occurred_at: start + (number / 10).hours(),
            received_at: start + (number / 10).hours(),
            submission_key: None,
            fingerprint: 0,
            customer: None,
            segments: [("region".to_owned(), if number % 300 == 2 { "Isle" } else { "North" }.to_owned())]
                .into(),
            answers: if words.is_empty() { vec![score] } else { vec![score, text] },
        }
    };
    let mut all: Vec<NewResponse> = (1..=MANY).map(response).collect();
    for part in all.chunks_mut(1_000) {
        let mut transaction = app.app.store().begin().await.unwrap();
        transaction.response_upsert(part).await.unwrap();
        transaction.commit().await.unwrap();
    }
    all
}

async fn found(store: &Store, filter: &ResponseFilter) -> Vec<i64> {
    store.response_ids(filter, 10_000).await.unwrap()
}

fn all() -> ResponseFilter {
    ResponseFilter { every_service: true, ..ResponseFilter::default() }
}

#[catsup_testing::story]
async fn every_filter_finds_exactly_what_passes_it(app: TestApp) {
    let responses = filled(&app).await;
    let store = app.app.store();
    type Passes = fn(&NewResponse) -> bool;
    let cases: Vec<(ResponseFilter, Passes)> = vec![
        (all(), |_| true),
        (ResponseFilter { channels: vec![Channel::Fax], ..all() }, |one| one.channel == Channel::Fax),
        (
            ResponseFilter {
                channels: vec![Channel::Fax, Channel::Website],
                languages: vec![Language::Es],
                ..all()
            },
            |one| one.language == Language::Es,
        ),
        (ResponseFilter { channels: vec![Channel::Fax], languages: vec![Language::Es], ..all() }, |one| {
            one.channel == Channel::Fax && one.language == Language::Es
        }),
        (
            ResponseFilter { devices: vec!["phone".to_owned()], channels: vec![Channel::Fax], ..all() },
            |one| one.device.as_deref() == Some("phone") && one.channel == Channel::Fax,
        ),
        (ResponseFilter { pages: vec!["https://example.gov/passport".to_owned()], ..all() }, |one| {
            one.page.is_some()
        }),
        (ResponseFilter { pages: vec!["https://example.gov/pass".to_owned()], ..all() }, |_| false),
        (ResponseFilter { campaign: Some("Spring".to_owned()), ..all() }, |one| one.campaign.is_some()),
        (ResponseFilter { segments: vec![("region".to_owned(), "Isle".to_owned())], ..all() }, |one| {
            one.segments["region"] == "Isle"
        }),
        (ResponseFilter { levels: vec![Level::Low], ..all() }, |one| {
            one.answers[0].value.is_some_and(|value| value <= 2)
        }),
        (ResponseFilter { commented: Some(true), ..all() }, |one| one.answers.len() == 2),
        (ResponseFilter { commented: Some(false), ..all() }, |one| one.answers.len() == 1),
        (ResponseFilter { period: Some((1_749_988_800_000_000, 1_750_032_000_000_000)), ..all() }, |one| {
            one.occurred_at.as_second() < 1_750_032_000
        }),
        (ResponseFilter { handlings: vec![Handling::Received], ..all() }, |_| true),
        (ResponseFilter { states: vec![ResponseState::Spam], ..all() }, |_| false),
        (ResponseFilter { archived: Some(true), ..all() }, |_| false),
        (ResponseFilter { assignee: Some(Assignee::Nobody), archived: Some(false), ..all() }, |_| true),
    ];
    for (filter, passes) in cases {
        let mut expected: Vec<i64> = responses.iter().filter(|one| passes(one)).map(|one| one.id.0).collect();
        expected.reverse();
        assert_eq!(found(store, &filter).await, expected, "{filter:?}");
        let counted = store.response_count(&filter, 10_000, 1_000_000).await.unwrap();
        assert_eq!((counted.n, counted.more), (expected.len(), false), "{filter:?}");
        // Page by page it is the same.
        let mut paged = Vec::new();
        let mut page = filter.clone();
        while paged.len() < 200 {
            let found = store.response_page(&page, 40).await.unwrap();
            paged.extend(found.responses.iter().map(|one| one.id.0));
            let Some(next) = found.next else { break };
            page.before = Some(next);
        }
        assert_eq!(paged, expected[..paged.len()], "{filter:?}");
        assert_eq!(paged.len(), expected.len().min(200), "{filter:?}");
    }
    let nobody = ResponseFilter::default();
    assert!(found(store, &nobody).await.is_empty(), "whoever reaches nothing finds nothing");
}

#[catsup_testing::story]
async fn words_phrases_and_beginnings_are_found_whatever_their_accents(app: TestApp) {
    let _ = filled(&app).await;
    let store = app.app.store();
    let search = |typed: &str| ResponseFilter { search: Search::parse(typed), ..all() };
    for (typed, expected) in [
        ("long", 300),
        ("LÓNG tramite", 300),
        ("\"wait was\"", 300),
        ("\"was wait\"", 0),
        ("reject*", 299 + 1),
        ("\"photo twice\"", 0),
        ("eclair", 1),
        ("éclair*", 1),
        ("nowhere", 0),
        ("_w", 0),
        ("AND OR NOT \"", 0),
        ("'; DROP TABLE response --", 0),
    ] {
        assert_eq!(found(store, &search(typed)).await.len(), expected, "{typed}");
    }
    let both = ResponseFilter { languages: vec![Language::Es], ..search("long") };
    assert!(found(store, &both).await.iter().all(|id| id % 7 == 0 && id % 10 == 3));
    // A small pile and words: the index is asked for the pile alone.
    let mut transaction = store.begin().await.unwrap();
    let now = app.app.now();
    let tag = Tag { id: TagId(9), name: "Waits".to_owned() };
    let tag = transaction.tag_put(&tag, "waits", now).await.unwrap();
    let act = Act::Tag(tag.id);
    transaction.act_insert(ActId(1), act, Actor::Operator, 3, now).await.unwrap();
    let some = [ResponseId(3), ResponseId(4), ResponseId(13)];
    assert_eq!(transaction.act_apply(ActId(1), act, &some, now, true).await.unwrap(), 3);
    transaction.commit().await.unwrap();
    let tagged = ResponseFilter { tags: vec![tag.id], ..search("long") };
    assert_eq!(found(store, &tagged).await, [13, 3]);
    let newer = store.responses_after(&tagged, ResponseId(3)).await.unwrap();
    assert_eq!(newer, [ResponseId(13)]);
}

#[catsup_testing::story]
async fn an_act_comes_undone_for_what_has_not_changed_since(app: TestApp) {
    let _ = filled(&app).await;
    let store = app.app.store();
    let now = app.app.now();
    let act = |id, act: Act, to: &'static [i64]| async move {
        let to: Vec<ResponseId> = to.iter().map(|id| ResponseId(*id)).collect();
        let mut transaction = store.begin().await.unwrap();
        transaction.act_insert(ActId(id), act, Actor::Operator, 1, now).await.unwrap();
        let changed = transaction.act_apply(ActId(id), act, &to, now, true).await.unwrap();
        transaction.commit().await.unwrap();
        changed
    };
    let undo = |id, act: Act| async move {
        let mut transaction = store.begin().await.unwrap();
        assert!(transaction.act_undo(ActId(id), Actor::Operator, now).await.unwrap());
        let (undone, page) = transaction.act_undo_page(ActId(id), act, ResponseId(0)).await.unwrap();
        assert!(!page.is_empty());
        transaction.commit().await.unwrap();
        undone
    };
    assert_eq!(act(1, Act::Spam, &[1, 2, 3]).await, 3);
    assert_eq!(act(2, Act::Spam, &[3, 4]).await, 1, "what is spam already does not change");
    let spam = ResponseFilter { states: vec![ResponseState::Spam], ..all() };
    assert_eq!(found(store, &spam).await, [4, 3, 2, 1]);
    assert_eq!(store.response_find(ResponseId(1)).await.unwrap().unwrap().revision, 2);
    assert_eq!(act(3, Act::Count, &[2]).await, 1);
    assert_eq!(undo(1, Act::Spam).await, 2, "one was found fit since");
    assert_eq!(found(store, &spam).await, [4]);
    let kept = store.act_find(ActId(1)).await.unwrap().unwrap();
    assert_eq!((kept.changed, kept.undone, kept.undone_at.is_some()), (3, 2, true));
    assert_eq!(store.acts_of_response(ResponseId(2)).await.unwrap().len(), 2);

    for (id, what) in [
        (10, Act::Archive),
        (11, Act::Handle(Handling::Acknowledged)),
        (12, Act::Assign(catsup_model::id::AccountId(5))),
        (13, Act::Flag),
    ] {
        let before = store.response_find(ResponseId(50)).await.unwrap().unwrap();
        assert_eq!(act(id, what, &[50, 51]).await, 2, "{what:?}");
        let during = store.response_find(ResponseId(50)).await.unwrap().unwrap();
        assert_ne!(before, during, "{what:?}");
        assert_eq!(undo(id, what).await, 2, "{what:?}");
        let after = store.response_find(ResponseId(50)).await.unwrap().unwrap();
        let revision = before.revision;
        assert_eq!(catsup_model::response::Response { revision, ..after }, before, "{what:?}");
    }
}
