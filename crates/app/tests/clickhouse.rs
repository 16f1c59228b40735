//! ClickHouse says what the database says, whatever happened to the responses, on the way, and to the servers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::time::Duration;

use catsup_analytics::{MeasureEngine as _, clickhouse::Addresses};
use catsup_app::{App, Clock, Error, Random, Refusal, demo, engine::Keeper, inbox};
use catsup_model::{
    Viewer,
    id::ResponseId,
    inbox::Act,
    query::{Counts, CountsQuery},
};
use catsup_store::{ClickHouseFeed, Dialect};
use catsup_testing::{ClickHouseCluster, TestApp, clickhouse_database, clickhouse_run, story};
use common::measures::{answers_as_its_store, answers_together_as_its_store, questions};
use jiff::SignedDuration;
use tokio::time::{sleep, timeout};

/// Not every question each time: the property test in `analytics` asks them all. A number that has no divisor in common
/// with that of the groupings meets each of those.
const SOME: usize = 3;

/// Asks ClickHouse and the database the same, and fails where they differ. Returns how many answers there were.
async fn agree(app: &App) -> i64 {
    let answers = answers_as_its_store(app, SOME).await;
    let report = app.clickhouse().unwrap().report(app).await.unwrap();
    // On PostgreSQL, entries that are taken over wait as long as a transaction of any database of the server is open.
    assert!(
        report.in_use && (report.waiting == 0 || app.store().dialect() == Dialect::Postgres),
        "{report:?}"
    );
    assert!(app.clickhouse().unwrap().verify(app).await.unwrap().is_empty());
    answers
}

async fn everything(app: &App) -> CountsQuery {
    questions(app).await.swap_remove(0)
}

/// The app with the demo's agency, counted on these servers.
async fn with_demo(app: &App, servers: &str) {
    demo::make(app, &demo::Demo { seed: 3, responses: 700 }).await.unwrap();
    app.count_on_clickhouse(Addresses::parse(servers).unwrap()).await.unwrap();
    app.clickhouse().unwrap().rebuild(app).await.unwrap().unwrap();
}

/// The same installation in another process.
async fn another(app: &App, servers: &str) -> App {
    let node = App::start(app.store().clone(), Clock::fixed(app.now()), Random::seeded(7)).await.unwrap();
    node.count_on_clickhouse(Addresses::parse(servers).unwrap()).await.unwrap();
    node
}

async fn some_responses(app: &App) -> Vec<ResponseId> {
    app.store().measure_rows_after(ResponseId(0), 150).await.unwrap().iter().map(|row| row.id).collect()
}

#[story]
async fn clickhouse_and_the_database_agree_through_spam_and_undo_on_two_nodes(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    // Made before there is anything: all that comes in is fed from the log.
    app.count_on_clickhouse(Addresses::parse(&servers).unwrap()).await.unwrap();
    app.clickhouse().unwrap().rebuild(app).await.unwrap().unwrap();
    demo::make(app, &demo::Demo { seed: 3, responses: 700 }).await.unwrap();
    let at_first = agree(app).await;
    assert!(at_first > 8_000, "{at_first}");

    let some = some_responses(app).await;
    let spam = inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let node = another(app, &servers).await;
    let without_spam = agree(&node).await;
    assert!(without_spam < at_first);
    assert_eq!(agree(app).await, without_spam);

    inbox::acts::undo(&node, &Viewer::operator(), spam.id).await.unwrap();
    // Both ask at once: whoever comes second waits for what the first one takes over.
    let question = everything(app).await;
    let (one, other) = tokio::join!(app.counts(&question), node.counts(&question));
    assert!(one.unwrap() == other.unwrap());
    assert_eq!(agree(app).await, at_first);
    let report = app.clickhouse().unwrap().report(app).await.unwrap();
    assert!(report.rows > report.responses, "{report:?}");

    // Made anew, what was taken off and put back is a row a response; the other node finds the new tables.
    app.clickhouse().unwrap().rebuild(app).await.unwrap().unwrap();
    let anew = app.clickhouse().unwrap().report(app).await.unwrap();
    assert_eq!((anew.generation, anew.rows), (report.generation + 1, report.responses));
    assert_eq!(agree(&node).await, at_first);
}

#[story]
async fn questions_asked_at_once_are_answered_as_one_by_one(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    with_demo(app, &servers).await;
    agree(app).await;
    answers_together_as_its_store(app).await;
    assert!(app.clickhouse().unwrap().report(app).await.unwrap().in_use);
}

#[story]
async fn a_batch_that_nobody_finished_never_counts(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    with_demo(app, &servers).await;
    let at_first = agree(app).await;

    // A node takes a number, writes rows, and dies.
    let target = app.clickhouse().unwrap().report(app).await.unwrap().target;
    let feed = app.store().clickhouse_feed(&target).await.unwrap().unwrap();
    let taken = app.store().clickhouse_attempt(&feed, app.now()).await.unwrap().unwrap();
    let part = format!("catsup_{}_{}", feed.installation, feed.generation);
    let columns = "response, occurred_at, service, survey, version, touchpoint, channel, language, device, \
                   segment_names, segment_values, wordings, answers";
    let half =
        format!("INSERT INTO {part} SELECT {columns}, toUInt64({}), toInt8(1) FROM {part}", taken.attempt);
    clickhouse_run(servers.split(',').next().unwrap(), &half).unwrap();

    // Nothing has come in since, so that nobody has to wait for it; then something has, and after a while it is given up.
    assert_eq!(agree(app).await, at_first);
    let some = some_responses(app).await;
    inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    app.clock().set(app.now() + SignedDuration::from_secs(60));
    assert!(agree(app).await < at_first);
    let report = app.clickhouse().unwrap().report(app).await.unwrap();
    assert_eq!(report.batches_given_up, 1);

    // Were it not dead but slow, it could not make its rows count any more.
    let fed = catsup_store::Fed { place: feed.place, rows: 1, greatest: 1 };
    assert!(!app.store().clickhouse_commit(&taken, fed, app.now()).await.unwrap());
    let again = another(app, &servers).await;
    assert!(agree(&again).await < at_first);
}

#[story]
async fn a_long_transaction_of_somebody_else_holds_no_answer_up(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    // SQLite has one writer: nothing else is committed while it is at it.
    if app.store().dialect() == Dialect::Sqlite {
        return;
    }
    with_demo(app, &servers).await;
    let mut open = app.store().begin().await.unwrap();
    open.setting_set("note", "a transaction that is older than what follows").await.unwrap();

    // More entries than are read at a time, none of which is settled: an earlier one may still come.
    let some = some_responses(app).await;
    for one in some.iter().take(130) {
        let spam = inbox::acts::act(app, &Viewer::operator(), Act::Spam, &[*one]).await.unwrap();
        inbox::acts::undo(app, &Viewer::operator(), spam.id).await.unwrap();
    }
    let whole = answers_as_its_store(app, SOME).await;
    inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let fewer = answers_as_its_store(app, SOME).await;
    assert!(fewer < whole);
    let report = app.clickhouse().unwrap().report(app).await.unwrap();
    assert!(report.in_use && report.waiting > 256, "{report:?}");
    // Another node, which has to look whether it is all there.
    let node = another(app, &servers).await;
    assert_eq!(answers_as_its_store(&node, SOME).await, fewer);

    open.commit().await.unwrap();
    assert_eq!(agree(app).await, fewer);
    assert_eq!(agree(&node).await, fewer);
}

/// Waits until figures come from ClickHouse again.
async fn mended(app: &App) {
    let wait = async {
        while !app.clickhouse().unwrap().report(app).await.unwrap().in_use {
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(Duration::from_secs(90), wait).await.unwrap();
}

#[story]
async fn a_lost_table_is_noticed_and_everything_fed_anew(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    with_demo(app, &servers).await;
    let expected = agree(app).await;
    let target = app.clickhouse().unwrap().report(app).await.unwrap().target;
    let feed = app.store().clickhouse_feed(&target).await.unwrap().unwrap();
    let second = servers.split(',').nth(1).unwrap();
    clickhouse_run(second, &format!("DROP TABLE catsup_{}_{}", feed.installation, feed.generation)).unwrap();

    // The database counts, and never is a figure smaller.
    assert_eq!(answers_as_its_store(app, SOME).await, expected);
    assert!(!app.clickhouse().unwrap().report(app).await.unwrap().in_use);
    let keeper = Keeper::start(app);
    mended(app).await;
    keeper.stop().await;
    assert_eq!(agree(app).await, expected);

    // So are rows that went missing, by whoever starts next: nobody else can know.
    let feed = app.store().clickhouse_feed(&target).await.unwrap().unwrap();
    let part = format!("catsup_{}_{}", feed.installation, feed.generation);
    for statement in [
        format!("CREATE TABLE empty AS {part} ENGINE = MergeTree() ORDER BY response"),
        format!("DROP TABLE {part}"),
        format!("RENAME TABLE empty TO {part}"),
    ] {
        clickhouse_run(second, &statement).unwrap();
    }
    let node = another(app, &servers).await;
    assert_eq!(answers_as_its_store(&node, SOME).await, expected);
    let keeper = Keeper::start(&node);
    mended(&node).await;
    keeper.stop().await;
    assert_eq!(agree(&node).await, expected);
}

#[story]
async fn a_store_put_back_from_a_backup_is_noticed(app: TestApp) {
    let Some(servers) = clickhouse_database() else { return };
    let app = &app.app;
    with_demo(app, &servers).await;
    // The ledger as it was when the backup was made; since then another node has fed more.
    let target = app.clickhouse().unwrap().report(app).await.unwrap().target;
    let feed = app.store().clickhouse_feed(&target).await.unwrap().unwrap();
    let part = format!("catsup_{}_{}", feed.installation, feed.generation);
    let later = format!(
        "INSERT INTO {part} SELECT response + 1, occurred_at, service, survey, version, touchpoint, channel, language, \
         device, segment_names, segment_values, wordings, answers, toUInt64({}), toInt8(1) FROM {part} LIMIT 5",
        feed.attempt + 3
    );
    clickhouse_run(servers.split(',').next().unwrap(), &later).unwrap();
    let node = another(app, &servers).await;
    let question = everything(&node).await;
    assert!(node.counts(&question).await.unwrap() == node.store().counts(&question).await.unwrap());
    assert!(!node.clickhouse().unwrap().report(&node).await.unwrap().in_use);
    node.clickhouse().unwrap().rebuild(&node).await.unwrap().unwrap();
    agree(&node).await;
}

#[story]
async fn a_shard_that_is_down_is_an_error_and_then_everything_is_right_again(app: TestApp) {
    let Some(mut servers) = ClickHouseCluster::start() else { return };
    let app = &app.app;
    with_demo(app, &servers.addresses()).await;
    let expected = agree(app).await;
    let question = everything(app).await;

    servers.kill(1);
    for _ in 0..4 {
        // Whichever server gathers the answer.
        let error = app.counts(&question).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::MeasuresAway)), "{error:?}");
    }
    // What happens meanwhile is in the database, and is not lost.
    let some = some_responses(app).await;
    inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let error = app.counts(&question).await.unwrap_err();
    assert!(matches!(error, Error::Refused(Refusal::MeasuresAway)), "{error:?}");
    let down = app.clickhouse().unwrap().report(app).await.unwrap();
    assert!(!down.in_use && down.waiting > 0, "{down:?}");
    assert_eq!(down.servers.iter().filter(|server| server.problem.is_some()).count(), 1);

    servers.start_again(1);
    let answers = timeout(Duration::from_secs(60), async {
        loop {
            match app.counts(&question).await {
                Ok(_) => return agree(app).await,
                Err(_) => sleep(Duration::from_millis(100)).await,
            }
        }
    });
    assert!(answers.await.unwrap() < expected);
}

/// Waits until every server answers and holds its table.
async fn no_problem(app: &App) {
    let wait = async {
        loop {
            let report = app.clickhouse().unwrap().report(app).await.unwrap();
            if report.servers.iter().all(|server| server.problem.is_none()) {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(Duration::from_secs(60), wait).await.unwrap();
}

/// How many rows that count one replica holds, as it is told beside all others.
fn rows_on(address: &str, feed: &ClickHouseFeed) -> i64 {
    let aborted = feed.aborted.iter().map(|batch| format!(" AND batch != {batch}")).collect::<String>();
    let sql = format!(
        "SELECT count() FROM catsup_{}_{} WHERE batch <= {}{aborted}",
        feed.installation, feed.generation, feed.committed
    );
    clickhouse_run(address, &sql).unwrap().trim().parse().unwrap()
}

/// One answer, which must be the database's.
async fn counted(app: &App, question: &CountsQuery) -> Counts {
    let counts = app.counts(question).await.unwrap();
    assert!(counts == app.store().counts(question).await.unwrap());
    assert!(app.clickhouse().unwrap().report(app).await.unwrap().in_use);
    counts
}

#[story]
async fn figures_go_on_while_a_replica_is_down_and_it_catches_up(app: TestApp) {
    let Some(mut servers) = ClickHouseCluster::start_replicas() else { return };
    let app = &app.app;
    with_demo(app, &servers.addresses()).await;
    let expected = agree(app).await;
    let node = another(app, &servers.addresses()).await;
    let question = everything(app).await;
    let before = counted(&node, &question).await;
    let target = app.clickhouse().unwrap().report(app).await.unwrap().target;

    // The one of the first shard that was asked and written to so far.
    servers.kill(0);
    assert!(counted(app, &question).await == before);
    let some = some_responses(app).await;
    let spam = inbox::acts::act(app, &Viewer::operator(), Act::Spam, &some).await.unwrap();
    let fewer = counted(app, &question).await;
    assert!(fewer != before);
    // A node that saw the replica before, and one that starts now.
    assert!(counted(&node, &question).await == fewer);
    let late = another(app, &servers.addresses()).await;
    assert!(agree(&late).await < expected);
    inbox::acts::undo(&node, &Viewer::operator(), spam.id).await.unwrap();
    assert!(counted(&node, &question).await == before);
    assert!(counted(app, &question).await == before);
    let down = app.clickhouse().unwrap().report(app).await.unwrap();
    assert_eq!(down.servers.iter().filter(|server| server.problem.is_some()).count(), 1, "{down:?}");

    // Whatever it missed it fetches; until then nobody is told what it lacks.
    servers.start_again(0);
    assert!(counted(app, &question).await == before);
    no_problem(app).await;
    let feed = app.store().clickhouse_feed(&target).await.unwrap().unwrap();
    let level = async {
        while rows_on(&servers.address(0), &feed) != rows_on(&servers.address(1), &feed) {
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(Duration::from_secs(60), level).await.unwrap();
    let both = rows_on(&servers.address(0), &feed) + rows_on(&servers.address(2), &feed);
    assert_eq!(both, feed.held, "nothing is lost and nothing there twice");

    // It alone is left of its shard, and then none.
    servers.kill(1);
    assert!(counted(app, &question).await == before);
    assert_eq!(agree(&late).await, expected);
    servers.kill(0);
    let error = app.counts(&question).await.unwrap_err();
    assert!(matches!(error, Error::Refused(Refusal::MeasuresAway)), "{error:?}");
}
