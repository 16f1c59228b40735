//! An address with `https://`: a front that speaks TLS before a ClickHouse server, with certificates made for the test by
//! the command `openssl`; without that command these tests are skipped.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command, sync::Arc};

use catsup_analytics::clickhouse::{Addresses, Batch, Cluster, Error, Table, View};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

/// A private authority and the certificate it signed for a server at 127.0.0.1.
struct Signed {
    folder: tempfile::TempDir,
}

impl Signed {
    fn new() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: the command openssl is missing");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("server.ext"),
            "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n",
        )
        .unwrap();
        for line in [
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 \
             -subj /CN=authority",
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr \
             -subj /CN=server",
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext \
             -out server.pem",
        ] {
            let mut command = Command::new("openssl");
            let made = command.args(line.split(' ')).current_dir(folder.path()).output().unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        Some(Self { folder })
    }

    fn authority(&self) -> Vec<u8> {
        fs::read(self.path().join("ca.pem")).unwrap()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Speaks TLS and hands what it hears on to a plain server; the port.
    async fn front(&self, to: String) -> u16 {
        let certificate = CertificateDer::from_pem_file(self.path().join("server.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(self.path().join("server.key")).unwrap();
        let configuration = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(configuration));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, to) = (acceptor.clone(), to.clone());
                tokio::spawn(async move {
                    // Whoever does not believe the certificate goes away, which is no trouble of the front's.
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut behind = TcpStream::connect(to).await.unwrap();
                    drop(copy_bidirectional(&mut stream, &mut behind).await);
                });
            }
        });
        port
    }
}

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
