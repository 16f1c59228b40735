//! Files fetched from addresses that staff enter: over HTTPS, from public machines alone, limited in size and time.
//!
//! Whoever may enter an address must not reach through us what only this machine reaches: a name is looked up once, every address
//! it stands for is checked, and the connection goes to one of these. No redirect is followed.

mod public;

use std::{
    error::Error as StdError,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use catsup_analytics::authorities::Authorities;
use http_body_util::{BodyExt as _, Empty, LengthLimitError, Limited};
use hyper::{Request, StatusCode, Uri, body::Bytes, client::conn::http1, header, rt};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, pki_types::ServerName},
};

use self::public::is_public;

/// How long everything may take.
const WITHIN: Duration = Duration::from_secs(15);
/// The most bytes of a file.
const LARGEST: usize = 2 * 1024 * 1024;
/// The most characters of an address.
const LONGEST_ADDRESS: usize = 2_000;

/// Which machines files are fetched from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reachable {
    /// Public ones, over HTTPS.
    #[default]
    Public,
    /// Any, this machine and private networks too, over plain HTTP as well: for tests, and for installations that say so.
    Everything,
}

/// Why a file was not fetched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the address leads to this machine or a private network")]
    Private,
    #[error("the server sends elsewhere; enter the address it sends to")]
    Redirect,
    #[error("the server answers with {0}")]
    Status(StatusCode),
    #[error("the file is larger than {LARGEST} bytes")]
    TooLarge,
    #[error("the server took longer than {} seconds", WITHIN.as_secs())]
    TooSlow,
    #[error("the server could not be reached")]
    Unreachable(#[source] Box<dyn StdError + Send + Sync>),
}

/// An address that files may be fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    uri: Uri,
    host: String,
    port: u16,
    secure: bool,
}

impl Address {
    /// Reads an address; `None` of one that is none, names somebody, or is not secure where it has to be.
    pub(crate) fn parse(text: &str, reachable: Reachable) -> Option<Self> {
        let text = text.trim();
        // What calendars are called by programs that subscribe to them.
        let text = match text.strip_prefix("webcal://") {
            Some(rest) => format!("https://{rest}"),
            None => text.to_owned(),
        };
        let uri: Uri = Some(text).filter(|text| text.len() <= LONGEST_ADDRESS)?.parse().ok()?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_lowercase();
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" if reachable == Reachable::Everything => false,
            _ => return None,
        };
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        (!host.is_empty()).then(|| Self { host, port, secure, uri: uri.clone() })
    }

    /// The whole address.
    pub(crate) fn text(&self) -> String {
        self.uri.to_string()
    }

    /// The name of the server.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// Fetches a file.
///
/// # Errors
/// [`FetchError`]: nothing of the file is kept then.
pub(crate) async fn fetch(address: &Address, reachable: Reachable) -> Result<Bytes, FetchError> {
    timeout(WITHIN, exchange(address, reachable)).await.map_err(|_| FetchError::TooSlow)?
}

async fn exchange(address: &Address, reachable: Reachable) -> Result<Bytes, FetchError> {
    let found = lookup_host((address.host.as_str(), address.port)).await.map_err(unreachable)?;
    let found: Vec<SocketAddr> = found.collect();
    if reachable == Reachable::Public && !found.iter().all(|one| is_public(one.ip())) {
        return Err(FetchError::Private);
    }
    // To what was looked at, and not to the name: it may stand for something else a moment later.
    let stream = TcpStream::connect(found.as_slice()).await.map_err(unreachable)?;
    let path = address.uri.path_and_query().map_or("/", |path| path.as_str());
    let host = address.uri.authority().map_or(address.host.as_str(), |authority| authority.as_str());
    let request = Request::get(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, "catsup")
        .header(header::ACCEPT, "text/calendar, */*;q=0.1")
        .header(header::CONNECTION, "close")
        .body(Empty::new())
        .map_err(unreachable)?;
    if address.secure {
        let name = ServerName::try_from(address.host.clone()).map_err(unreachable)?;
        let stream = TlsConnector::from(trusted()).connect(name, stream).await.map_err(unreachable)?;
        exchange_over(TokioIo::new(stream), request).await
    } else {
        exchange_over(TokioIo::new(stream), request).await
    }
}

async fn exchange_over<Stream>(stream: Stream, request: Request<Empty<Bytes>>) -> Result<Bytes, FetchError>
where
    Stream: rt::Read + rt::Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await.map_err(unreachable)?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(unreachable)?;
        match response.status() {
            StatusCode::OK => {}
            status if status.is_redirection() => return Err(FetchError::Redirect),
            status => return Err(FetchError::Status(status)),
        }
        match Limited::new(response.into_body(), LARGEST).collect().await {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(FetchError::TooLarge),
            Err(error) => Err(FetchError::Unreachable(error)),
        }
    };
    // The connection is driven here rather than in a task: giving up closes it.
    let mut answer = std::pin::pin!(answer);
    tokio::select! {
        answer = &mut answer => answer,
        ended = connection => match ended {
            Ok(()) => answer.await,
            Err(error) => Err(unreachable(error)),
        },
    }
}

fn unreachable(error: impl Into<Box<dyn StdError + Send + Sync>>) -> FetchError {
    FetchError::Unreachable(error.into())
}

/// The authorities that browsers trust.
fn trusted() -> Arc<ClientConfig> {
    static TRUSTED: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    Arc::clone(TRUSTED.get_or_init(|| Authorities::default().configuration()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_secure_address_of_nobody_in_particular_is_one() {
        let host = |text: &str| Address::parse(text, Reachable::Public).map(|address| address.host);
        assert_eq!(host(" https://WWW.example.gov/holidays.ics?y=1 ").as_deref(), Some("www.example.gov"));
        assert_eq!(host("webcal://example.gov/a.ics").as_deref(), Some("example.gov"));
        for wrong in [
            "http://example.gov/a.ics",
            "https://me:secret@example.gov/a.ics",
            "ftp://example.gov/a.ics",
            "file:///etc/passwd",
            "/a.ics",
            "example.gov",
            "",
        ] {
            assert_eq!(host(wrong), None, "{wrong}");
        }
        assert!(Address::parse("http://127.0.0.1:8000/a.ics", Reachable::Everything).is_some());
    }

    #[tokio::test]
    async fn this_machine_and_private_networks_are_not_reached() {
        for text in [
            "https://127.0.0.1/a.ics",
            "https://localhost/a.ics",
            "https://[::1]/a.ics",
            "https://[::ffff:10.0.0.1]/a.ics",
            "https://169.254.169.254/latest/meta-data",
            "https://10.1.2.3:8443/",
        ] {
            let address = Address::parse(text, Reachable::Public).unwrap();
            let refused = fetch(&address, Reachable::Public).await.unwrap_err();
            assert!(matches!(refused, FetchError::Private), "{text}: {refused}");
        }
    }
}
