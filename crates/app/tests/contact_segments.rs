//! Journeys from segments of contacts are those from the database, whatever happened to the interactions, on both
//! databases; and archived contacts, which stand in segments alone, are among them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    App, Clock, Random, demo,
    generate::{self, Generate},
    interactions::{self, Given, InteractionFilter},
    journeys::{self, ChannelOptions, JourneyRule, ObservedQuery},
};
use catsup_model::{Channel, Viewer, interaction::Outcome, period::Days};
use catsup_store::{DatabaseUrl, Store};
use catsup_testing::{TestApp, story};
use jiff::{SignedDuration, Timestamp, civil::date};

/// Questions that differ in what they read and in what they make of it.
async fn questions(app: &App) -> Vec<ObservedQuery> {
    let services: Vec<_> =
        app.store().service_list(None).await.unwrap().into_iter().map(|one| one.id).collect();
    let some_days = Days::new(date(2025, 11, 3), date(2026, 2, 17)).unwrap();
    let everything = ObservedQuery::default();
    vec![
        everything.clone(),
        ObservedQuery { services: services[..1].to_vec(), rule: JourneyRule::Case, ..everything.clone() },
        ObservedQuery { days: Some(some_days), rule: JourneyRule::Customer, ..everything.clone() },
        ObservedQuery { channels: vec![Channel::Phone], days: Some(some_days), ..everything },
    ]
}

/// Another app on the same database, which has no segments.
async fn without_segments(app: &App) -> App {
    App::start(app.store().clone(), Clock::fixed(app.now()), Random::seeded(7)).await.unwrap()
}

fn in_use(app: &App) -> bool {
    app.segments().unwrap().report().contacts.is_some_and(|(_, in_use)| in_use)
}

/// Asks segments and database the same, and fails where they differ. Returns how many contacts there are.
async fn agree(app: &App) -> usize {
    assert!(in_use(app));
    let plain = without_segments(app).await;
    let operator = Viewer::operator();
    let mut contacts = 0;
    for query in questions(app).await {
        let here = journeys::observed(app, &operator, &query).await.unwrap();
        let there = journeys::observed(&plain, &operator, &query).await.unwrap();
        assert!(here.contacts == there.contacts, "contacts differ: {query:?}");
        assert!(here.log == there.log, "journeys differ: {query:?}");
        assert_eq!((here.left_out, here.extent), (there.left_out, there.extent), "{query:?}");
        let rhythm =
            async |app: &App| format!("{:?}", journeys::rhythm(app, &operator, &query).await.unwrap());
        assert_eq!(rhythm(app).await, rhythm(&plain).await, "{query:?}");
        contacts = contacts.max(here.contacts.events());
        let options = ChannelOptions::default();
        let here = journeys::channels(app, &operator, &query, options).await.unwrap();
        assert_eq!(here, journeys::channels(&plain, &operator, &query, options).await.unwrap());
    }
    assert!(in_use(app), "the database answered instead of the segments");
    contacts
}

/// Contacts of three customers, some at the same moment, under keys of their own.
fn contacts(service: &str, outcome: Outcome) -> Vec<Given> {
    let start: Timestamp = "2026-02-02T09:00:00Z".parse().unwrap();
    let given = (0..30).map(|number| Given {
        service: Some(service.to_owned()),
        channel: Some([Channel::Phone, Channel::Website, Channel::InPerson][number % 3]),
        customer: (number % 4 != 3).then(|| format!("person {}", number % 4)),
        activity: format!("activity {}", number % 7),
        case: (number % 5 == 0).then(|| format!("case {}", number % 2)),
        outcome: Some(outcome),
        wait_seconds: (number % 2 == 0).then_some(i64::try_from(number * number).unwrap()),
        cost_cents: (number % 6 == 0).then_some(900_000_000),
        occurred_at: Some(start + SignedDuration::from_hours(i64::try_from(number / 2).unwrap())),
        external_key: Some(format!("key {number}")),
        ..Given::default()
    });
    given.collect()
}

#[story]
async fn segments_and_the_database_tell_the_same_journeys_through_changes_and_seals(app: TestApp) {
    let directory = tempfile::tempdir().unwrap();
    let app = &app.app;
    if app.segments().is_none() {
        app.keep_segments(directory.path()).await.unwrap();
        app.segments().unwrap().rebuild(app).await.unwrap();
    }
    demo::make(app, &demo::Demo { seed: 3, responses: 300 }).await.unwrap();
    let segments = app.segments().unwrap();
    let of_demo = agree(app).await;
    assert!(of_demo > 100, "{of_demo}");
    segments.settle(app).await.unwrap();
    assert_eq!(agree(app).await, of_demo);

    let operator = Viewer::operator();
    let service = app.store().service_list(None).await.unwrap()[0].id.to_string();
    let record = async |outcome| {
        interactions::record(app, &operator, "test", contacts(&service, outcome)).await.unwrap();
    };
    record(Outcome::NotFulfilled).await;
    assert_eq!(agree(app).await, of_demo + 30);
    segments.settle(app).await.unwrap();
    // They come again under their keys: sealed copies no longer count.
    record(Outcome::Fulfilled).await;
    assert_eq!(agree(app).await, of_demo + 30);
    let gone = interactions::forget_customer(app, &operator, "person 1").await.unwrap();
    assert_eq!(gone, 8);
    assert_eq!(agree(app).await, of_demo + 22);
    segments.settle(app).await.unwrap();
    assert_eq!(agree(app).await, of_demo + 22);
    segments.rebuild(app).await.unwrap();
    assert_eq!(agree(app).await, of_demo + 22);
    assert!(segments.verify().await.unwrap().is_empty());

    // A restart goes on where the segments were sealed.
    let again = without_segments(app).await;
    again.read_segments(&segments.report().directory).await.unwrap();
    assert_eq!(agree(&again).await, of_demo + 22);
}

#[tokio::test]
async fn archived_contacts_are_among_the_journeys_with_those_of_the_database() {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&DatabaseUrl::embedded(directory.path()).unwrap()).await.unwrap();
    let now = "2026-03-10T15:00:00Z".parse().unwrap();
    let app = App::start(store, Clock::fixed(now), Random::seeded(1)).await.unwrap();
    let wanted = Generate { seed: 5, responses: 10, interactions: 20_000, services: 3 };
    generate::make(&app, &directory.path().join("segments"), &wanted, |_| {}).await.unwrap();
    let operator = Viewer::operator();
    let ask = async |query: &ObservedQuery| journeys::observed(&app, &operator, query).await.unwrap();
    let all = ask(&ObservedQuery::default()).await;
    assert_eq!(all.contacts.events(), 20_000);
    assert!(all.left_out.without_customer > 500 && all.left_out.without_customer < 5_000);
    assert!(all.log.cases() > 3_000, "{}", all.log.cases());
    assert_eq!(all.extent.map(|days| days.last), Some(date(2026, 3, 9)));
    let mut sum = 0;
    for service in all.services.keys() {
        sum += ask(&ObservedQuery { services: vec![*service], ..ObservedQuery::default() })
            .await
            .contacts
            .events();
    }
    assert_eq!(sum, 20_000);

    let service = all.services.keys().next().unwrap().to_string();
    interactions::record(&app, &operator, "test", contacts(&service, Outcome::Fulfilled)).await.unwrap();
    assert_eq!(ask(&ObservedQuery::default()).await.contacts.events(), 20_030);
    let listed =
        interactions::list(&app, &operator, InteractionFilter::default(), None, None, 100).await.unwrap();
    assert_eq!(listed.interactions.len(), 30, "archived contacts are in no list");
}
