//! Segments say what the database says, whatever happened to the responses and to the files, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use catsup_analytics::MeasureEngine as _;
use catsup_app::{App, Clock, Random, demo, inbox};
use catsup_model::{
    Channel, Language, Reach, Viewer,
    id::{ResponseId, ServiceId, WordingId},
    inbox::Act,
    period::{BucketUnit, Days},
    query::{CountsQuery, Dimension, Filter, JointAnswers, SegmentFilter, TimeBucket, Window},
};
use catsup_testing::{TestApp, story};
use jiff::civil::date;

/// Every service of the installation.
async fn services(app: &App) -> Vec<ServiceId> {
    app.store().service_ids(&Reach::Everything).await.unwrap()
}

fn window(app: &App, first: (i16, i8), last: (i16, i8)) -> Window {
    let days = Days::new(date(first.0, first.1, 3), date(last.0, last.1, 17)).unwrap();
    Window { days, microseconds: days.microseconds(&app.settings().zone) }
}

/// Questions of every shape.
async fn questions(app: &App) -> Vec<CountsQuery> {
    let services = services(app).await;
    let store = app.store();
    let touchpoints = store.scope_touchpoints(&services).await.unwrap();
    let surveys = store.scope_surveys(&services).await.unwrap();
    let segments = store.scope_segments(&services).await.unwrap();
    let (name, value) = segments[0].clone();
    let everything = Filter { services: services.clone(), ..Filter::default() };
    let whole = Days::new(date(2025, 1, 1), date(2026, 3, 31)).unwrap();
    let months = BucketUnit::Month.buckets(whole, app.settings().fiscal_year);
    let months = Dimension::Time(
        months
            .into_iter()
            .map(|bucket| TimeBucket { microseconds: bucket.days.microseconds(&app.settings().zone), bucket })
            .collect(),
    );
    let filters = [
        everything.clone(),
        Filter { services: services[..1].to_vec(), ..Filter::default() },
        Filter { period: Some(window(app, (2025, 6), (2025, 9))), ..everything.clone() },
        Filter { channels: vec![Channel::Phone, Channel::Website], ..everything.clone() },
        Filter { languages: vec![Language::Es], ..everything.clone() },
        Filter { touchpoints: touchpoints.iter().take(2).map(|one| one.0).collect(), ..everything.clone() },
        Filter { surveys: vec![catsup_model::id::SurveyId(surveys[0].0)], ..everything.clone() },
        Filter {
            segments: vec![SegmentFilter { name: name.clone(), values: vec![value] }],
            period: Some(window(app, (2024, 5), (2025, 12))),
            ..everything
        },
    ];
    let groupings = [
        vec![],
        vec![Dimension::Service],
        vec![months.clone()],
        vec![Dimension::Service, Dimension::Channel, months],
        vec![Dimension::Touchpoint, Dimension::Device],
        vec![Dimension::Segment(name), Dimension::Language],
        vec![Dimension::Survey],
    ];
    let asked = filters.iter().flat_map(|filter| {
        groupings.iter().map(|by| CountsQuery {
            filter: filter.clone(),
            by: by.clone(),
            wordings: Vec::new(),
        })
    });
    asked.collect()
}

fn in_order(mut joint: Vec<JointAnswers>) -> Vec<(Vec<Option<i64>>, i64)> {
    joint.sort_by(|a, b| a.values.cmp(&b.values));
    joint.into_iter().map(|one| (one.values, one.n)).collect()
}

/// Asks segments and database the same, and fails where they differ. Returns how many answers there were.
async fn agree(app: &App) -> i64 {
    assert!(app.segments().unwrap().report().in_use);
    let mut answers = 0;
    for query in questions(app).await {
        let (segments, database) =
            (app.counts(&query).await.unwrap(), app.store().counts(&query).await.unwrap());
        assert!(segments == database, "{query:?}");
        answers += database.cells.iter().map(|cell| cell.n).sum::<i64>();
        if query.by.is_empty() {
            let volumes = app.volumes(&query.filter).await.unwrap();
            assert_eq!(volumes, app.store().volumes(&query.filter).await.unwrap(), "{query:?}");
        }
    }
    let filter = Filter { services: services(app).await, ..Filter::default() };
    let wordings = app.store().wording_list().await.unwrap();
    let columns: Vec<Vec<WordingId>> =
        wordings.chunks(3).take(5).map(|ids| ids.iter().map(|one| one.id).collect()).collect();
    let joint = in_order(app.joint(&filter, &columns).await.unwrap());
    assert!(joint == in_order(app.store().joint_answers(&filter, &columns).await.unwrap()));
    assert_eq!(
        app.extent(&filter.services).await.unwrap(),
        app.store().scope_extent(&filter.services).await.unwrap()
    );
    assert!(app.segments().unwrap().report().in_use, "the database answered instead of the segments");
    answers
}

/// The app with the demo's agency, its measures in segments on either database.
async fn with_demo(app: &App, directory: &Path) {
    if app.segments().is_none() {
        app.keep_segments(directory).await.unwrap();
        app.segments().unwrap().rebuild(app).await.unwrap();
    }
    demo::make(app, &demo::Demo { seed: 3, responses: 900 }).await.unwrap();
}

#[story]
async fn damage_is_named_the_database_counts_and_segments_are_made_anew(app: TestApp) {
    let place = tempfile::tempdir().unwrap();
    let app = &app.app;
    with_demo(app, place.path()).await;
    app.segments().unwrap().settle(app).await.unwrap();
    let expected = agree(app).await;

    // Another node, or the same one after a restart, finds a byte changed in the answers of the one segment.
    let report = app.segments().unwrap().report();
    let path = report.directory.join(&report.status.segments[0].file);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let start = || App::start(app.store().clone(), Clock::fixed(app.now()), Random::seeded(7));
    let second = start().await.unwrap();
    second.keep_segments(&report.directory).await.unwrap();
    let damage = second.segments().unwrap().verify().await.unwrap();
    assert!(damage.len() == 1 && damage[0].contains("is not as it was written"), "{damage:?}");
    assert!(damage[0].contains(&report.status.segments[0].file), "{damage:?}");
    for query in questions(&second).await {
        assert!(second.counts(&query).await.unwrap() == app.store().counts(&query).await.unwrap());
    }

    app.segments().unwrap().rebuild(app).await.unwrap();
    let third = start().await.unwrap();
    third.keep_segments(&report.directory).await.unwrap();
    assert!(third.segments().unwrap().verify().await.unwrap().is_empty());
    assert_eq!(agree(&third).await, expected);
}

#[story]
async fn segments_and_the_database_agree_through_spam_undo_and_seals(app: TestApp) {
    let directory = tempfile::tempdir().unwrap();
    let app = &app.app;
    with_demo(app, directory.path()).await;
    let at_first = agree(app).await;
    assert!(at_first > 10_000, "{at_first}");

    // Everything waits in memory so far; now some of it is sealed, and then no longer counts.
    app.segments().unwrap().settle(app).await.unwrap();
    assert_eq!(agree(app).await, at_first);
    let some: Vec<ResponseId> =
        app.store().measure_rows_after(ResponseId(0), 200).await.unwrap().iter().map(|row| row.id).collect();
    let spam = inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let without_spam = agree(app).await;
    assert!(without_spam < at_first);

    // Dead rows are noted in a seal; the act is undone; what comes back is sealed again, and all is made anew.
    app.segments().unwrap().settle(app).await.unwrap();
    assert_eq!(agree(app).await, without_spam);
    inbox::acts::undo(app, &Viewer::operator(), spam.id).await.unwrap();
    assert_eq!(agree(app).await, at_first);
    app.segments().unwrap().settle(app).await.unwrap();
    assert_eq!(agree(app).await, at_first);
    app.segments().unwrap().rebuild(app).await.unwrap();
    assert_eq!(agree(app).await, at_first);
    assert!(app.segments().unwrap().verify().await.unwrap().is_empty());
}
