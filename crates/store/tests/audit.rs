//! The chain of the audit log: tampering shows, and two nodes keep it whole.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_model::permission::Actor;
use catsup_store::{ChainBreak, ChainHead, Store};
use catsup_testing::{Backend, TestDatabase};
use jiff::Timestamp;
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};

const ENTRIES: i64 = 6;

async fn append(store: &Store, number: i64) {
    let mut transaction = store.begin().await.unwrap();
    let at = Timestamp::from_second(1_800_000_000 + number).unwrap();
    let detail = json!({ "number": number });
    transaction.audit_append(at, Actor::Operator, "test", "test:1", &detail).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn verify(store: &Store, noted: &[ChainHead]) -> Result<ChainHead, ChainBreak> {
    store.audit_verify(noted).await.unwrap()
}

/// A connection of somebody who goes around the program.
async fn intruder(database: &TestDatabase) -> AnyConnection {
    let address = match database {
        TestDatabase::Sqlite(directory) => format!("sqlite://{}/catsup.db", directory.path().display()),
        TestDatabase::Postgres { .. } => database.text(),
    };
    AnyConnection::connect(&address).await.unwrap()
}

/// A chain of [`ENTRIES`] on which `tampering` was done, and what its check then says.
async fn after(
    backend: Backend,
    tampering: &[&str],
    noted: &[ChainHead],
) -> Option<Result<ChainHead, ChainBreak>> {
    let database = TestDatabase::create(backend).await?;
    let store = Store::open(&database.url()).await.unwrap();
    assert_eq!(verify(&store, &[]).await.unwrap().sequence, 0);
    for number in 1..=ENTRIES {
        append(&store, number).await;
    }
    assert_eq!(verify(&store, &[]).await.unwrap().sequence, ENTRIES);
    let mut intruder = intruder(&database).await;
    for statement in tampering {
        let done = intruder.execute(AssertSqlSafe((*statement).to_owned())).await.unwrap();
        assert!(done.rows_affected() > 0, "{statement} did nothing");
    }
    intruder.close().await.unwrap();
    let outcome = verify(&store, noted).await;
    store.close().await;
    database.remove().await;
    Some(outcome)
}

async fn check(backend: Backend) {
    let breaks: [(&[&str], ChainBreak); 9] = [
        (
            &["UPDATE audit_entry SET detail = '{\"number\":7}' WHERE sequence = 3"],
            ChainBreak::Changed { sequence: 3 },
        ),
        (&["UPDATE audit_entry SET at = at + 1 WHERE sequence = 1"], ChainBreak::Changed { sequence: 1 }),
        (
            &["UPDATE audit_entry SET actor = 'public' WHERE sequence = 6"],
            ChainBreak::Changed { sequence: 6 },
        ),
        // Text that moves from one field into the next leaves the same letters in the same order.
        (
            &["UPDATE audit_entry SET action = 'tes', subject = 'ttest:1' WHERE sequence = 2"],
            ChainBreak::Changed { sequence: 2 },
        ),
        (&["DELETE FROM audit_entry WHERE sequence IN (3, 4)"], ChainBreak::Missing { first: 3, last: 4 }),
        (&["DELETE FROM audit_entry WHERE sequence = 6"], ChainBreak::Head { last: 5 }),
        (&["UPDATE audit_head SET sequence = 9"], ChainBreak::Head { last: 6 }),
        (&["UPDATE audit_head SET hash = ''"], ChainBreak::Head { last: 6 }),
        (&["DELETE FROM audit_head"], ChainBreak::Head { last: 6 }),
    ];
    for (tampering, expected) in breaks {
        let Some(outcome) = after(backend, tampering, &[]).await else {
            eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
            return;
        };
        assert_eq!(outcome, Err(expected), "{tampering:?}");
    }
    let whole = after(backend, &[], &[]).await.expect("the database was there before").unwrap();
    let cut = [
        "DELETE FROM audit_entry WHERE sequence = 6",
        "UPDATE audit_head SET sequence = 5, hash = (SELECT hash FROM audit_entry WHERE sequence = 5)",
    ];
    assert_eq!(after(backend, &cut, &[]).await.unwrap().unwrap().sequence, 5, "a cut alone cannot be seen");
    let noted = [whole.clone()];
    assert_eq!(after(backend, &cut, &noted).await.unwrap(), Err(ChainBreak::Noted { sequence: 6 }));
    assert_eq!(after(backend, &[], &noted).await.unwrap(), Ok(whole));
    let other = [ChainHead { sequence: 2, hash: "0".repeat(64) }];
    assert_eq!(after(backend, &[], &other).await.unwrap(), Err(ChainBreak::Noted { sequence: 2 }));
}

#[tokio::test]
async fn tampering_shows_on_sqlite() {
    check(Backend::Sqlite).await;
}

#[tokio::test]
async fn tampering_shows_on_postgres() {
    check(Backend::Postgres).await;
}

async fn append_from_two_nodes(backend: Backend) {
    let Some(database) = TestDatabase::create(backend).await else {
        eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
        return;
    };
    let nodes = [Store::open(&database.url()).await.unwrap(), Store::open(&database.url()).await.unwrap()];
    let tasks: Vec<_> = (0..60)
        .map(|number| {
            let store = nodes[number % 2].clone();
            tokio::spawn(async move { append(&store, number as i64).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(verify(&nodes[0], &[]).await.unwrap().sequence, 60);
    for node in &nodes {
        node.close().await;
    }
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_keep_the_chain_whole_on_sqlite() {
    append_from_two_nodes(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_keep_the_chain_whole_on_postgres() {
    append_from_two_nodes(Backend::Postgres).await;
}
