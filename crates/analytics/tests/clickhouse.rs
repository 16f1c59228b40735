//! Whatever happens to the rows and on the way to the servers, ClickHouse says what a naive computation over the rows
//! says: on one server, on a cluster of two shards, and on one of two shards with two replicas each.
//!
//! `CATSUP_TEST_CLICKHOUSE` names the servers of the shards as `--clickhouse` does, and `CATSUP_TEST_CLICKHOUSE_REPLICAS`
//! those of the replicas; without them these tests are skipped.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use catsup_analytics::{
    clickhouse::{Addresses, Batch, Cluster, Error, Fact, Table, View},
    row::Row,
};
use catsup_model::{
    id::{ServiceId, WordingId},
    query::{CountsQuery, SegmentFilter},
};
use common::{naive_counts, naive_joint, naive_rows, question, row};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use tokio::{runtime::Runtime, time::timeout};

static MADE: AtomicU64 = AtomicU64::new(0);

/// Which of the test's servers are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    OneServer,
    Shards,
    Replicas,
}

/// A database of its own on the test's servers.
fn cluster(on: On) -> Option<Cluster> {
    addresses(on).map(|addresses| reached(&addresses))
}

/// The servers at these addresses, as one more program reaches them.
fn reached(addresses: &str) -> Cluster {
    Cluster::new(Addresses::parse(addresses).unwrap(), "test")
}

/// Addresses of the servers, with a database of its own.
fn addresses(on: On) -> Option<String> {
    let variable =
        if on == On::Replicas { "CATSUP_TEST_CLICKHOUSE_REPLICAS" } else { "CATSUP_TEST_CLICKHOUSE" };
    let Ok(servers) = std::env::var(variable) else {
        eprintln!("skipped on ClickHouse: {variable} is not set");
        return None;
    };
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("catsup_test_{}_{number}", std::process::id());
    let alone = on == On::OneServer;
    let urls = servers.split(',').take(if alone { 1 } else { usize::MAX }).map(|url| {
        let (before, after) = url.rsplit_once('/').unwrap();
        let cluster = after.split_once('?').filter(|_| !alone).map(|(_, query)| format!("?{query}"));
        format!("{before}/{name}{}", cluster.unwrap_or_default())
    });
    Some(urls.collect::<Vec<_>>().join(","))
}

/// One of some servers, reached as if it were alone.
fn alone(addresses: &str, place: usize) -> Cluster {
    let address = addresses.split(',').nth(place).unwrap();
    reached(address.split_once('?').unwrap().0)
}

fn fact(row: &Row) -> Fact {
    let answers = row.answers.iter().map(|answer| (answer.wording, answer.value)).collect();
    row.clone().with_answers(answers)
}

/// What happens to the rows or on the way to the servers.
#[derive(Debug, Clone)]
enum Step {
    /// A response comes in, or is different now.
    Put(Box<Row>),
    /// A response no longer counts.
    Withdraw(i64),
    /// A batch is written and counts.
    Feed,
    /// A batch is written and given up, as after a broken connection.
    Abort,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    let put = (1_i64..60).prop_flat_map(row).prop_map(|row| Step::Put(Box::new(row)));
    prop_oneof![
        20 => put,
        4 => (1_i64..60).prop_map(Step::Withdraw),
        2 => Just(Step::Feed),
        2 => Just(Step::Abort),
        1 => Just(Step::Rebuild),
    ]
}

/// The store: every response that counts, what waits to be handed over, and the ledger.
struct Truth {
    rows: BTreeMap<i64, Row>,
    waiting: Vec<i64>,
    view: View,
    attempt: i64,
    greatest: i64,
}

impl Truth {
    async fn new(cluster: &Cluster) -> Result<Self, Error> {
        let table = Table { installation: "a1".to_owned(), generation: 1 };
        cluster.create(&table).await?;
        let view = View { table, committed: 0, aborted: Vec::new(), held: 0 };
        Ok(Self { rows: BTreeMap::new(), waiting: Vec::new(), view, attempt: 0, greatest: i64::MIN })
    }

    async fn feed(&mut self, cluster: &Cluster, counts: bool) -> Result<(), Error> {
        self.attempt += 1;
        self.waiting.sort_unstable();
        self.waiting.dedup();
        let changes: Vec<(i64, Option<Fact>)> =
            self.waiting.iter().map(|id| (*id, self.rows.get(id).map(fact))).collect();
        let batch = cluster.difference(&self.view, self.greatest, &changes).await?;
        cluster.insert(&self.view.table, self.attempt, &batch).await?;
        if counts {
            self.view.committed = self.attempt;
            self.view.held += batch.len();
            self.greatest = self.greatest.max(self.waiting.last().copied().unwrap_or(i64::MIN));
            self.waiting.clear();
        } else {
            self.view.aborted.push(self.attempt);
        }
        Ok(())
    }

    async fn rebuild(&mut self, cluster: &Cluster) -> Result<(), Error> {
        let table = Table { generation: self.view.table.generation + 1, ..self.view.table.clone() };
        cluster.create(&table).await?;
        let facts: Vec<Fact> = self.rows.values().map(fact).collect();
        let batch = Batch::of_new(&facts);
        cluster.insert(&table, 1, &batch).await?;
        self.view = View { table, committed: 1, aborted: Vec::new(), held: batch.len() };
        self.attempt = 1;
        self.greatest = self.rows.keys().last().copied().unwrap_or(i64::MIN);
        self.waiting.clear();
        cluster.drop_before(&self.view.table).await
    }

    async fn step(&mut self, cluster: &Cluster, step: Step) -> Result<(), Error> {
        match step {
            Step::Put(row) => {
                self.waiting.push(row.id.0);
                self.rows.insert(row.id.0, *row);
                Ok(())
            }
            Step::Withdraw(id) => {
                self.waiting.push(id);
                self.rows.remove(&id);
                Ok(())
            }
            Step::Feed => self.feed(cluster, true).await,
            Step::Abort => self.feed(cluster, false).await,
            Step::Rebuild => self.rebuild(cluster).await,
        }
    }
}

fn joint_columns() -> Vec<Vec<WordingId>> {
    [&[100, 101, 110][..], &[200, 210], &[300], &[]]
        .into_iter()
        .map(|ids| ids.iter().map(|id| WordingId(*id)).collect())
        .collect()
}

fn answered_as_over_the_rows_themselves(on: On) {
    if cluster(on).is_none() {
        return;
    }
    let runtime = Runtime::new().unwrap();
    // Replicas make and fetch their tables by way of ZooKeeper, which takes its time.
    let cases = if on == On::Replicas { 6 } else { 16 };
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    let cases = (prop::collection::vec(step(), 1..80), prop::collection::vec(question(), 8));
    let tested = runner.run(&cases, |(steps, questions)| {
        let addresses = addresses(on).unwrap();
        // The other program learns of what the first one wrote from the servers alone.
        let (cluster, other) = (reached(&addresses), reached(&addresses));
        runtime.block_on(async {
            let mut truth = Truth::new(&cluster).await.unwrap();
            for step in steps {
                let fed = matches!(step, Step::Feed | Step::Rebuild);
                truth.step(&cluster, step).await.unwrap();
                if fed {
                    let rows = other.tally(&truth.view).await.unwrap().rows;
                    prop_assert_eq!(rows, truth.view.held);
                }
            }
            truth.feed(&cluster, true).await.unwrap();
            let tally = cluster.tally(&truth.view).await.unwrap();
            let rows = i64::try_from(truth.rows.len()).unwrap();
            prop_assert_eq!((tally.rows, tally.responses), (truth.view.held, rows));
            prop_assert!(tally.greatest_batch <= truth.attempt);
            for question in &questions {
                prop_assert_eq!(
                    cluster.counts(&truth.view, question).await.unwrap(),
                    naive_counts(truth.rows.values(), question)
                );
                prop_assert_eq!(
                    other.rows(&truth.view, &question.filter).await.unwrap(),
                    naive_rows(truth.rows.values(), &question.filter)
                );
                prop_assert_eq!(
                    cluster.joint(&truth.view, &question.filter, &joint_columns()).await.unwrap(),
                    naive_joint(truth.rows.values(), &question.filter, &joint_columns())
                );
            }
            Ok(())
        })
    });
    tested.unwrap();
}

#[test]
fn one_server_answers_any_question_as_over_the_rows_themselves() {
    answered_as_over_the_rows_themselves(On::OneServer);
}

#[test]
fn two_shards_answer_any_question_as_over_the_rows_themselves() {
    answered_as_over_the_rows_themselves(On::Shards);
}

#[test]
fn shards_with_replicas_answer_any_question_as_over_the_rows_themselves() {
    answered_as_over_the_rows_themselves(On::Replicas);
}

/// One response of each of some ids, and everything that is asked about them.
fn some_rows() -> (Vec<Row>, CountsQuery) {
    let mut runner = TestRunner::deterministic();
    let rows = (1..40).map(|id| row(id).new_tree(&mut runner).unwrap().current()).collect();
    let mut everything = CountsQuery::default();
    everything.filter.services = (1..4).map(ServiceId).collect();
    (rows, everything)
}

#[tokio::test]
async fn what_people_typed_ends_no_text_of_a_question() {
    let Some(cluster) = cluster(On::Shards) else { return };
    let mut truth = Truth::new(&cluster).await.unwrap();
    let (mut rows, mut asked) = some_rows();
    let name = r"it's \ `odd`".to_owned();
    for (row, value) in rows.iter_mut().zip(["a'b", r"a\", "tab\there", "line\nbreak", "", r"\N"]) {
        row.segments.insert(name.clone(), value.to_owned());
    }
    asked.by = vec![catsup_model::query::Dimension::Segment(name.clone())];
    for row in rows {
        truth.step(&cluster, Step::Put(Box::new(row))).await.unwrap();
    }
    truth.feed(&cluster, true).await.unwrap();
    assert_eq!(cluster.counts(&truth.view, &asked).await.unwrap(), naive_counts(truth.rows.values(), &asked));
    let values = ["a'b", r"a\", "line\nbreak", ""].map(str::to_owned).to_vec();
    asked.filter.segments = vec![SegmentFilter { name, values }];
    assert_eq!(cluster.counts(&truth.view, &asked).await.unwrap(), naive_counts(truth.rows.values(), &asked));
    assert_eq!(cluster.rows(&truth.view, &asked.filter).await.unwrap(), 4);
}

#[tokio::test]
async fn a_part_that_is_gone_is_an_error_and_never_a_smaller_number() {
    let Some(addresses) = addresses(On::Shards) else { return };
    let cluster = reached(&addresses);
    let truth = Truth::new(&cluster).await.unwrap();
    let (_, everything) = some_rows();
    let gone = View { table: Table { generation: 7, ..truth.view.table.clone() }, ..truth.view.clone() };
    let error = cluster.counts(&gone, &everything).await.unwrap_err();
    assert!(error.is_loss() && !error.is_out_of_reach(), "{error}");

    // So it is when only one of the servers has lost its part.
    let later = Table { generation: 2, ..truth.view.table.clone() };
    alone(&addresses, 1).drop_before(&later).await.unwrap();
    let error = cluster.counts(&truth.view, &everything).await.unwrap_err();
    assert!(error.is_loss() && !error.is_out_of_reach(), "{error}");
}

/// Everything handed over that [`some_rows`] makes.
async fn with_some_rows(cluster: &Cluster) -> (Truth, CountsQuery) {
    let mut truth = Truth::new(cluster).await.unwrap();
    let (rows, everything) = some_rows();
    for row in rows {
        truth.step(cluster, Step::Put(Box::new(row))).await.unwrap();
    }
    truth.feed(cluster, true).await.unwrap();
    (truth, everything)
}

/// Waits until two replicas of a shard hold the same.
async fn level(one: &Cluster, other: &Cluster, view: &View) {
    let level = async {
        while one.tally(view).await.unwrap() != other.tally(view).await.unwrap() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(30), level).await.unwrap();
}

#[tokio::test]
async fn a_replica_that_lost_its_table_is_passed_over_and_said() {
    let Some(addresses) = addresses(On::Replicas) else { return };
    let cluster = reached(&addresses);
    let (truth, everything) = with_some_rows(&cluster).await;
    let expected = naive_counts(truth.rows.values(), &everything);
    assert_eq!(cluster.counts(&truth.view, &everything).await.unwrap(), expected);

    // The first one of its shard is the one that was asked so far.
    level(&alone(&addresses, 0), &alone(&addresses, 1), &truth.view).await;
    let later = Table { generation: 2, ..truth.view.table.clone() };
    alone(&addresses, 0).drop_before(&later).await.unwrap();
    assert_eq!(cluster.counts(&truth.view, &everything).await.unwrap(), expected);
    let servers = cluster.servers(Some(&truth.view.table)).await;
    let said = servers.iter().filter_map(|server| server.problem.as_deref()).collect::<Vec<_>>();
    assert!(matches!(said[..], [one] if one.contains("has no table catsup_a1_1")), "{said:?}");
}

#[tokio::test]
async fn a_row_that_no_replica_holds_is_a_loss_and_never_a_smaller_number() {
    let Some(addresses) = addresses(On::Replicas) else { return };
    let cluster = reached(&addresses);
    let (truth, everything) = with_some_rows(&cluster).await;
    let more = View { held: truth.view.held + 1, ..truth.view.clone() };
    let error = reached(&addresses).counts(&more, &everything).await.unwrap_err();
    assert!(error.is_loss() && !error.is_out_of_reach(), "{error}");

    // Another program that had counted before finds it by counting what is new.
    let other = reached(&addresses);
    other.counts(&truth.view, &everything).await.unwrap();
    let next = View { committed: truth.view.committed + 1, ..more };
    assert!(other.counts(&next, &everything).await.unwrap_err().is_loss());
    let view = View { held: truth.view.held, ..next };
    let expected = naive_counts(truth.rows.values(), &everything);
    assert_eq!(other.counts(&view, &everything).await.unwrap(), expected);
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_its_password() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let addresses = Addresses::parse(&format!("http://cat:secret@127.0.0.1:{port}/measures")).unwrap();
    let cluster = Cluster::new(addresses, "test");
    let table = Table { installation: "a1".to_owned(), generation: 1 };
    let error = timeout(Duration::from_secs(20), cluster.create(&table)).await.unwrap().unwrap_err();
    assert!(error.is_out_of_reach());
    assert_eq!(error.to_string(), format!("the ClickHouse server 127.0.0.1:{port} does not answer"));
    assert!(!format!("{error:?}").contains("secret"));
}
