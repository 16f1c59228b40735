//! What was acknowledged survives `kill -9`, and is there once.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use catsup_model::{id::ResponseId, instrument::InstrumentCode};
use catsup_store::ResponseFilter;
use catsup_testing::Backend;
use support::{Connection, Installation};

const ROUNDS: usize = 30;
const CONNECTIONS: usize = 8;
const ANSWERS: &str = r#"{"answer_01":1,"answer_02":["ease"],"answer_04":"quick and kind"}"#;

/// Response ids by the key they were acknowledged under.
type Acknowledged = Arc<Mutex<Vec<(String, String)>>>;

#[test]
fn what_was_acknowledged_survives_kill_9_on_sqlite() {
    survives(Backend::Sqlite);
}

#[test]
fn what_was_acknowledged_survives_kill_9_on_postgres() {
    survives(Backend::Postgres);
}

fn survives(backend: Backend) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(installation) = runtime.block_on(Installation::set_up(backend, InstrumentCode::A11V2)) else {
        eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
        return;
    };
    let acknowledged = Acknowledged::default();
    for round in 0..ROUNDS {
        let server = installation.serve();
        // The kill falls at another moment of the batch in every round.
        let enough = 20 + round * 7;
        let senders = load(&server.address, &installation.survey.key, round, &acknowledged, enough);
        server.kill();
        senders.into_iter().for_each(|sender| sender.join().unwrap());
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > ROUNDS * 20, "only {} were acknowledged", acknowledged.len());
    runtime.block_on(check(&installation, &acknowledged));
    runtime.block_on(installation.database.remove());
}

/// Sends from several connections; returns as soon as `enough` were acknowledged, with the senders still at work.
fn load(
    address: &str,
    survey: &str,
    round: usize,
    acknowledged: &Acknowledged,
    enough: usize,
) -> Vec<thread::JoinHandle<()>> {
    let count = Arc::new(AtomicUsize::new(0));
    let broken = Arc::new(AtomicBool::new(false));
    let senders = (0..CONNECTIONS)
        .map(|sender| {
            let (address, survey) = (address.to_owned(), survey.to_owned());
            let (acknowledged, count, broken) =
                (Arc::clone(acknowledged), Arc::clone(&count), Arc::clone(&broken));
            thread::spawn(move || {
                let Ok(mut connection) = Connection::open(&address) else {
                    return broken.store(true, Ordering::SeqCst);
                };
                for number in 0.. {
                    let key = format!("{round}-{sender}-{number}");
                    let Ok((status, body)) = connection.submit(&survey, &key, ANSWERS) else { break };
                    if status != 201 {
                        broken.store(true, Ordering::SeqCst);
                        panic!("{status} {body}");
                    }
                    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
                    let id = body["id"].as_str().expect("the id of the response").to_owned();
                    acknowledged.lock().unwrap().push((key, id));
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    while count.load(Ordering::SeqCst) < enough && !broken.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    senders
}

async fn check(installation: &Installation, acknowledged: &[(String, String)]) {
    let app = support::start(&installation.database).await;
    let filter = ResponseFilter { services: vec![installation.survey.service], ..ResponseFilter::default() };
    let mut stored: HashSet<ResponseId> = HashSet::new();
    let mut before = None;
    loop {
        let page =
            app.store().response_list(&ResponseFilter { before, ..filter.clone() }, 1000).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        for response in &page {
            assert!(stored.insert(response.id), "{} is there twice", response.id);
            assert_eq!(response.answers.len(), 9, "a response without all its answers");
        }
    }
    for (key, id) in acknowledged {
        let id: ResponseId = id.parse().unwrap();
        assert!(stored.contains(&id), "{key} was acknowledged as {id} and is lost");
    }
    app.store().close().await;
}

#[test]
fn two_nodes_on_one_postgres_serve_and_count_alike() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let set_up = Installation::set_up(Backend::Postgres, InstrumentCode::A11V2);
    let Some(installation) = runtime.block_on(set_up) else {
        eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
        return;
    };
    let nodes = [installation.serve(), installation.serve()];
    let acknowledged = Acknowledged::default();
    let senders: Vec<_> = nodes
        .iter()
        .enumerate()
        .map(|(node, server)| {
            let (address, survey) = (server.address.clone(), installation.survey.key.clone());
            let acknowledged = Arc::clone(&acknowledged);
            thread::spawn(move || {
                let mut connection = Connection::open(&address).unwrap();
                for number in 0..200 {
                    // Every second key is sent to both nodes at once: it counts once.
                    let key =
                        if number % 2 == 0 { format!("both-{number}") } else { format!("{node}-{number}") };
                    let (status, body) = connection.submit(&survey, &key, ANSWERS).unwrap();
                    assert!(status == 201 || status == 200, "{status} {body}");
                    acknowledged.lock().unwrap().push((key, body));
                }
            })
        })
        .collect();
    senders.into_iter().for_each(|sender| sender.join().unwrap());
    let distinct: HashSet<String> = acknowledged.lock().unwrap().iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(distinct.len(), 300);

    let output = installation.command().args(["scorecard", "--json"]).output().unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows[0]["measure"], "trust");
    assert_eq!(rows[0]["n"], 300, "counted once each, whichever node took it");
    nodes.into_iter().for_each(support::Server::kill);
    runtime.block_on(installation.database.remove());
}
