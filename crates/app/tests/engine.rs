//! Segments say what the database says, whatever happened to the responses and to the files, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{fs, path::Path};

use catsup_analytics::MeasureEngine as _;
use catsup_app::{App, Clock, Random, demo, inbox};
use catsup_model::{Viewer, id::ResponseId, inbox::Act};
use catsup_store::Dialect;
use catsup_testing::{TestApp, story};
use common::measures::{answers_as_its_store, answers_together_as_its_store, questions};

/// Asks segments and database the same, and fails where they differ. Returns how many answers there were.
async fn agree(app: &App) -> i64 {
    assert!(app.segments().unwrap().report().in_use);
    let answers = answers_as_its_store(app, 1).await;
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

#[story]
async fn questions_asked_at_once_are_answered_as_one_by_one(app: TestApp) {
    let directory = tempfile::tempdir().unwrap();
    let app = &app.app;
    with_demo(app, directory.path()).await;
    // Half of it is sealed, and some of that does not count any more; the rest waits in memory.
    app.segments().unwrap().settle(app).await.unwrap();
    let some: Vec<ResponseId> =
        app.store().measure_rows_after(ResponseId(0), 90).await.unwrap().iter().map(|row| row.id).collect();
    inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    answers_together_as_its_store(app).await;
    assert!(app.segments().unwrap().report().in_use, "the database answered instead of the segments");

    // Without segments the database goes through its rows, for all of the questions as for each.
    let plain = App::start(app.store().clone(), Clock::fixed(app.now()), Random::seeded(7)).await.unwrap();
    assert!(plain.segments().is_none());
    answers_together_as_its_store(&plain).await;
}

#[story]
async fn a_long_transaction_of_somebody_else_holds_no_figure_up(app: TestApp) {
    let place = tempfile::tempdir().unwrap();
    let app = &app.app;
    // SQLite has one writer: nothing else is committed while it is at it.
    if app.store().dialect() == Dialect::Sqlite {
        return;
    }
    with_demo(app, place.path()).await;
    let mut open = app.store().begin().await.unwrap();
    open.setting_set("note", "a transaction that is older than what follows").await.unwrap();

    // More entries than are read at a time, none of which is settled: an earlier one may still come.
    let rows = app.store().measure_rows_after(ResponseId(0), 150).await.unwrap();
    let some: Vec<ResponseId> = rows.iter().map(|row| row.id).collect();
    for one in some.iter().take(130) {
        let spam = inbox::acts::act(app, &Viewer::operator(), Act::Spam, &[*one]).await.unwrap();
        inbox::acts::undo(app, &Viewer::operator(), spam.id).await.unwrap();
    }
    let whole = agree(app).await;
    inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let fewer = agree(app).await;
    assert!(fewer < whole);
    open.commit().await.unwrap();
    assert_eq!(agree(app).await, fewer);
}
