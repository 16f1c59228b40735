//! Talks to one server over HTTP: one connection a question, so that whoever goes away leaves nothing half read behind.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Method, Request, StatusCode, client::conn::http1, header, rt};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, runtime::Handle, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, pki_types::ServerName},
};

use super::{Error, address::Address};
use crate::authorities::refused_certificate;

/// How long a connection may take.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// How long an answer may take.
const ANSWERED_WITHIN: Duration = Duration::from_mins(2);
/// How long a batch may take to be written, while whoever asks waits for it.
const WRITTEN_WITHIN: Duration = Duration::from_secs(45);
/// How long a server that is up may take to say so, before another one is taken in its place.
const UP_WITHIN: Duration = Duration::from_secs(5);
/// So much of what a server says about an error is kept.
const LONGEST_REASON: usize = 600;

/// Settings of every question: whole answers or errors, never part of an answer; and long lists of ids fit.
const SETTINGS: [(&str, &str); 9] = [
    ("wait_end_of_query", "1"),
    ("read_overflow_mode", "throw"),
    ("group_by_overflow_mode", "throw"),
    ("result_overflow_mode", "throw"),
    ("timeout_overflow_mode", "throw"),
    ("set_overflow_mode", "throw"),
    ("max_query_size", "67108864"),
    ("max_ast_elements", "4000000"),
    ("max_expanded_ast_elements", "4000000"),
];
/// What is written is never written twice, so that rows which look like earlier ones are not such.
const KEPT_AS_GIVEN: (&str, &str) = ("insert_deduplicate", "0");

/// One server.
pub(super) struct Server {
    address: Address,
    tls: Arc<ClientConfig>,
    /// Begins the name of every question, so that one can be taken back.
    name: String,
}

/// Numbers the questions of this process.
static ASKED: AtomicU64 = AtomicU64::new(0);

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(formatter)
    }
}

impl fmt::Display for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(formatter)
    }
}

impl Server {
    pub(super) fn new(address: Address, name: String, tls: Arc<ClientConfig>) -> Self {
        Self { address, tls, name }
    }

    /// Whether the server is there.
    pub(super) async fn up(&self) -> Result<(), Error> {
        self.send(&self.target(&[]), Bytes::from_static(b"SELECT 1"), UP_WITHIN).await.map(drop)
    }

    /// Asks a question and waits for the whole answer. The server is told when nobody waits any more.
    pub(super) async fn ask(self: &Arc<Self>, sql: &str) -> Result<Bytes, Error> {
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        let id = format!("catsup-{}-{}-{number}", self.name, std::process::id());
        let mut asked = Asked { server: self, id: &id, answered: false };
        let target = self.target(&[("query_id", &id)]);
        let answer = self.send(&target, Bytes::copy_from_slice(sql.as_bytes()), ANSWERED_WITHIN).await;
        // Where the connection broke or the time was up, the server may still be at it.
        asked.answered = !matches!(answer, Err(Error::Unreachable { .. }));
        answer
    }

    /// Hands over rows for an `INSERT … FORMAT …`.
    pub(super) async fn insert(&self, sql: &str, rows: Bytes) -> Result<(), Error> {
        self.send(&self.target(&[KEPT_AS_GIVEN, ("query", sql)]), rows, WRITTEN_WITHIN).await.map(drop)
    }

    fn target(&self, more: &[(&str, &str)]) -> String {
        let pairs = SETTINGS.iter().chain(more).map(|(name, value)| format!("{name}={}", encoded(value)));
        format!("/?{}", pairs.collect::<Vec<_>>().join("&"))
    }

    async fn send(&self, target: &str, body: Bytes, within: Duration) -> Result<Bytes, Error> {
        let (status, answer) = match timeout(within, self.exchange(target, body)).await {
            Ok(exchanged) => exchanged.map_err(|source| self.unreachable(source))?,
            Err(elapsed) => return Err(self.unreachable(elapsed.into())),
        };
        if status == StatusCode::OK { Ok(answer) } else { Err(self.refused(status, &answer)) }
    }

    async fn exchange(&self, target: &str, body: Bytes) -> Result<(StatusCode, Bytes), Failure> {
        let Address { host, port, .. } = &self.address;
        let stream = timeout(CONNECTED_WITHIN, TcpStream::connect((host.as_str(), *port))).await??;
        stream.set_nodelay(true)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(target)
            .header(header::HOST, self.address.to_string())
            .header(header::CONNECTION, "close")
            .header("X-ClickHouse-User", secret(&self.address.user)?)
            .header("X-ClickHouse-Key", secret(&self.address.password)?)
            .body(Full::new(body))?;
        if self.address.secure {
            let name = ServerName::try_from(host.clone())?;
            let stream = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream);
            exchange_over(TokioIo::new(timeout(CONNECTED_WITHIN, stream).await??), request).await
        } else {
            exchange_over(TokioIo::new(stream), request).await
        }
    }

    fn unreachable(&self, source: Failure) -> Error {
        let server = self.to_string();
        match refused_certificate(source.as_ref()) {
            Some(reason) => Error::Certificate { server, reason },
            None => Error::Unreachable { server, source },
        }
    }

    fn refused(&self, status: StatusCode, answer: &[u8]) -> Error {
        let text = String::from_utf8_lossy(answer);
        let code =
            text.split_once("Code: ").and_then(|(_, rest)| rest.split([',', '.', ' ']).next()?.parse().ok());
        let message = match text.trim() {
            "" => status.to_string(),
            text => text.chars().take(LONGEST_REASON).collect(),
        };
        Error::Refused { server: self.to_string(), code, message }
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

async fn exchange_over<Stream>(
    stream: Stream,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), Failure>
where
    Stream: rt::Read + rt::Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await?;
    let answer = async {
        let response = sender.send_request(request).await?;
        let status = response.status();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    };
    // The connection is driven here rather than in a task: dropping the question closes it.
    let mut answer = std::pin::pin!(answer);
    tokio::select! {
        answer = &mut answer => answer,
        ended = connection => match ended {
            Ok(()) => answer.await,
            Err(error) => Err(error.into()),
        },
    }
}

/// A header that is not to be shown.
fn secret(value: &str) -> Result<header::HeaderValue, Failure> {
    let mut value = header::HeaderValue::from_bytes(value.as_bytes())?;
    value.set_sensitive(true);
    Ok(value)
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Takes a question back when it is dropped before the answer is there.
struct Asked<'a> {
    server: &'a Arc<Server>,
    id: &'a str,
    answered: bool,
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        let (false, Ok(runtime)) = (self.answered, Handle::try_current()) else { return };
        let (server, id) = (Arc::clone(self.server), super::literal::string(self.id));
        runtime.spawn(async move {
            let kill = format!("KILL QUERY WHERE query_id = {id} ASYNC");
            let answer = server.send(&server.target(&[]), kill.into(), WRITTEN_WITHIN).await;
            if let Err(error) = answer {
                tracing::debug!(
                    error = &error as &dyn std::error::Error,
                    "a question could not be taken back"
                );
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clickhouse::Addresses;
    use tokio::time::sleep;

    fn server() -> Option<Arc<Server>> {
        let Ok(servers) = std::env::var("CATSUP_TEST_CLICKHOUSE") else {
            eprintln!("skipped on ClickHouse: CATSUP_TEST_CLICKHOUSE is not set");
            return None;
        };
        let addresses = Addresses::parse(&servers).unwrap();
        let tls = addresses.authorities.configuration();
        Some(Arc::new(Server::new(addresses.servers[0].clone(), "test".to_owned(), tls)))
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_any_more_ends_on_the_server() {
        let Some(server) = server() else { return };
        let running = "SELECT count() FROM system.processes WHERE query LIKE '%endless%' AND query NOT LIKE '%processes%'";
        let count = async || server.ask(running).await.unwrap();
        let endless = server.ask("SELECT max(number) AS endless FROM system.numbers");
        assert!(timeout(Duration::from_millis(500), endless).await.is_err());
        let ended = async {
            while count().await != "0\n" {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(20), ended).await.unwrap();
    }

    #[tokio::test]
    async fn what_fails_late_is_an_error_all_the_same() {
        let Some(server) = server() else { return };
        let late = "SELECT throwIf(number = 3000000) FROM numbers(4000000) FORMAT TabSeparated";
        let error = server.ask(late).await.unwrap_err();
        assert!(matches!(&error, Error::Refused { code: Some(_), .. }), "{error}");
        assert!(!error.is_out_of_reach() && !error.is_loss());
    }

    #[test]
    fn what_is_special_in_an_address_is_written_as_a_number() {
        assert_eq!(encoded("INSERT a&b=ñ"), "INSERT%20a%26b%3D%C3%B1");
    }
}
