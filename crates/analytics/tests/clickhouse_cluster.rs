//! What a cluster must be, told by servers that are none: each answers what a test has it say.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use catsup_analytics::clickhouse::{Addresses, Cluster, Table};

/// A server that says where it is in a cluster and what its macros are; its port.
fn server(clusters: &'static str, macros: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            answer(&stream.unwrap(), clusters, macros);
        }
    });
    port
}

fn answer(mut stream: &TcpStream, clusters: &str, macros: &str) {
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut question = vec![0; length];
    reader.read_exact(&mut question).unwrap();
    let question = String::from_utf8(question).unwrap();
    let text = if question.contains("system.clusters") { clusters } else { macros };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    stream.write_all((head + text).as_bytes()).unwrap();
}

/// What is said of a cluster of these servers.
async fn said(servers: &[u16]) -> String {
    let urls = servers.iter().map(|port| format!("http://127.0.0.1:{port}/measures?cluster=pairs"));
    let addresses = Addresses::parse(&urls.collect::<Vec<_>>().join(",")).unwrap();
    let table = Table { installation: "a1".to_owned(), generation: 1 };
    let error = Cluster::new(addresses, "test").create(&table).await.unwrap_err();
    assert!(!error.is_out_of_reach() && !error.is_loss(), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn replicas_that_do_not_say_what_they_are_are_named_with_what_to_set() {
    let first = server("1\t1\t2\n", "shard\ta\nreplica\tone\n");
    let silent = server("1\t1\t2\n", "shard\ta\n");
    assert_eq!(
        said(&[first, silent]).await,
        format!(
            "the server 127.0.0.1:{silent} does not say which replica of pairs it is: set \
             <macros><shard>…</shard><replica>…</replica></macros> in its configuration"
        )
    );
    let same = server("1\t1\t2\n", "shard\ta\nreplica\tone\n");
    let problem = said(&[first, same]).await;
    assert!(problem.contains(&format!("{same} calls itself the replica one as another one")), "{problem}");
    let elsewhere = server("1\t1\t2\n", "shard\tb\nreplica\ttwo\n");
    let problem = said(&[first, elsewhere]).await;
    assert!(problem.contains(&format!("{elsewhere} calls its shard of pairs b")), "{problem}");
}

#[tokio::test]
async fn two_shards_under_one_name_are_refused() {
    let shards = ["1\t1\t2\n2\t0\t1\n", "1\t0\t2\n2\t1\t1\n"];
    let first = server(shards[0], "shard\ta\nreplica\tone\n");
    let second = server(shards[0], "shard\ta\nreplica\ttwo\n");
    let other = server(shards[1], "shard\ta\nreplica\tone\n");
    let problem = said(&[first, second, other]).await;
    assert!(
        problem.contains(&format!("{other} calls its shard of pairs a as another shard does")),
        "{problem}"
    );
}

#[tokio::test]
async fn every_replica_needs_an_address_and_no_shard_has_too_many() {
    let first = server("1\t1\t2\n", "shard\ta\nreplica\tone\n");
    let problem = said(&[first]).await;
    assert!(problem.starts_with("no address is given for shard 1 of cluster pairs"), "{problem}");
    let alone = server("1\t1\t1\n", "");
    let problem = said(&[alone, alone]).await;
    assert!(problem.contains(&format!("127.0.0.1:{alone} are all shard 1 of pairs")), "{problem}");
    let stranger = server("1\t0\t1\n", "");
    let problem = said(&[stranger]).await;
    assert!(problem.ends_with("is no part of a cluster pairs"), "{problem}");
}
