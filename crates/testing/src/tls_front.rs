//! A front that speaks TLS before a plain server, with certificates made for the test by the command `openssl`; without that
//! command there is none.

use std::{fs, path::Path, process::Command, sync::Arc};

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
#[derive(Debug)]
pub struct Signed {
    folder: tempfile::TempDir,
}

impl Signed {
    /// Makes both; `None`, with a word, where the command is missing.
    ///
    /// # Panics
    /// When the command fails.
    #[must_use]
    pub fn new() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: the command openssl is missing");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(
            folder.path().join("server.ext"),
            "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n",
        )
        .expect("a file can be written");
        for line in [
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 \
             -subj /CN=authority",
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr \
             -subj /CN=server",
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext \
             -out server.pem",
        ] {
            let mut command = Command::new("openssl");
            let made =
                command.args(line.split(' ')).current_dir(folder.path()).output().expect("the command runs");
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        Some(Self { folder })
    }

    /// The certificate of the authority, as PEM.
    ///
    /// # Panics
    /// When it was removed.
    #[must_use]
    pub fn authority(&self) -> Vec<u8> {
        fs::read(self.path().join("ca.pem")).expect("the certificate was made")
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Speaks TLS on a loopback port and hands what it hears on to a plain server; the port.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn front(&self, to: String) -> u16 {
        let certificate =
            CertificateDer::from_pem_file(self.path().join("server.pem")).expect("the certificate was made");
        let key = PrivateKeyDer::from_pem_file(self.path().join("server.key")).expect("the key was made");
        let configuration = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring knows the usual versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("the key fits the certificate");
        let acceptor = TlsAcceptor::from(Arc::new(configuration));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("the port is known").port();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("somebody comes");
                let (acceptor, to) = (acceptor.clone(), to.clone());
                tokio::spawn(async move {
                    // Whoever does not believe the certificate goes away, which is no trouble of the front's.
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut behind = TcpStream::connect(to).await.expect("the server is there");
                    drop(copy_bidirectional(&mut stream, &mut behind).await);
                });
            }
        });
        port
    }
}
