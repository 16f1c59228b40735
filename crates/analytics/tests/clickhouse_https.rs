//! An address with `https://`: a front that speaks TLS before a ClickHouse server, with certificates made for the test by
//! the command `openssl`; without that command these tests are skipped.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../testing/src/tls_front.rs"]
mod tls_front;

use catsup_analytics::clickhouse::{Addresses, Batch, Cluster, Error, Table, View};

use self::tls_front::Signed;

fn table() -> Table {
    Table { installation: "a1".to_owned(), generation: 1 }
}

/// What goes wrong when a table is to be made at an address.
async fn refused(addresses: Addresses) -> String {
    let error = Cluster::new(addresses, "test").create(&table()).await.unwrap_err();
    assert!(matches!(&error, Error::Certificate { .. }) && error.is_out_of_reach(), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("secret"));
    error.to_string()
}

#[tokio::test]
async fn a_certificate_that_nobody_trusted_signed_is_refused_in_words() {
    let (Some(signed), Some(other)) = (Signed::new(), Signed::new()) else { return };
    // Nothing is behind the front: it is not to come to that.
    let port = signed.front("127.0.0.1:1".to_owned()).await;
    let addresses = |host: &str| Addresses::parse(&format!("https://cat:secret@{host}:{port}/m")).unwrap();
    let expected = format!(
        "the certificate of the ClickHouse server 127.0.0.1:{port} is refused: no authority that is trusted signed it; \
         name the authority that signed it with --clickhouse-ca, or call the server by the name that it stands for"
    );
    assert_eq!(refused(addresses("127.0.0.1")).await, expected);
    assert_eq!(refused(addresses("127.0.0.1").trusting(&other.authority()).unwrap()).await, expected);
    let elsewhere = refused(addresses("localhost").trusting(&signed.authority()).unwrap()).await;
    assert!(elsewhere.contains("not valid for name"), "{elsewhere}");
}

#[tokio::test]
async fn a_server_behind_tls_counts_where_its_authority_is_named() {
    let Some(signed) = Signed::new() else { return };
    let Ok(servers) = std::env::var("CATSUP_TEST_CLICKHOUSE") else {
        eprintln!("skipped on ClickHouse: CATSUP_TEST_CLICKHOUSE is not set");
        return;
    };
    let (account, place) = servers.strip_prefix("http://").unwrap().split_once('@').unwrap();
    let port = signed.front(place.split('/').next().unwrap().to_owned()).await;
    let database = format!("catsup_test_{}_https", std::process::id());
    let address = format!("https://{account}@127.0.0.1:{port}/{database}");
    let addresses = Addresses::parse(&address).unwrap().trusting(&signed.authority()).unwrap();
    let cluster = Cluster::new(addresses, "test");
    cluster.create(&table()).await.unwrap();
    cluster.insert(&table(), 1, &Batch::default()).await.unwrap();
    let view = View { table: table(), committed: 1, aborted: Vec::new(), held: 0 };
    assert_eq!(cluster.tally(&view).await.unwrap().rows, 0);
    let status = cluster.servers(Some(&table())).await;
    assert!(status[0].version.is_some() && status[0].problem.is_none(), "{status:?}");
}
