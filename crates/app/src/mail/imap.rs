//! A mailbox that mails are fetched from, through IMAP (RFC 9051) over TLS.
//!
//! A message is marked as seen only once it is stored for good: whatever goes wrong before, it is fetched again.

use std::{fmt, time::Duration};

use async_imap::{Client, Session};
use catsup_analytics::authorities::{Authorities, refused_certificate};
use catsup_model::Viewer;
use futures_util::TryStreamExt as _;
use percent_encoding::percent_decode_str;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use crate::{
    App, Error,
    cases::by_mail::{LARGEST_MAIL, take},
};

/// How long the server may take to be reached and to let in.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one visit may take.
const VISIT: Duration = Duration::from_secs(10 * 60);
/// Messages that one visit fetches.
const MOST: usize = 200;

/// A mailbox on an IMAP server.
pub struct Imap {
    host: String,
    port: u16,
    user: String,
    password: String,
    folder: String,
    is_secure: bool,
    authorities: Authorities,
}

/// The address of the mailbox is not understood. It is not in the text: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the address of the mailbox is not understood: use imaps://user:password@host or imaps://user:password@host:993/FOLDER \
     (imap://… without TLS only on this machine)"
)]
pub struct ImapProblem;

/// Why mails could not be fetched; the text names no address and no secret.
#[derive(Debug, thiserror::Error)]
pub enum NotFetched {
    /// The server cannot be reached or does not let in.
    #[error("{0}")]
    Server(String),
    /// A message could not be taken in.
    #[error(transparent)]
    Take(#[from] Error),
}

impl From<async_imap::error::Error> for NotFetched {
    fn from(error: async_imap::error::Error) -> Self {
        Self::Server(error.to_string())
    }
}

impl fmt::Debug for Imap {
    /// Without user and password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Imap").field("host", &self.host).field("folder", &self.folder).finish()
    }
}

impl Imap {
    /// A mailbox by its address, `imaps://user:password@host/FOLDER`.
    ///
    /// # Errors
    /// [`ImapProblem`].
    pub fn new(address: &str) -> Result<Self, ImapProblem> {
        let (scheme, rest) = address.split_once("://").ok_or(ImapProblem)?;
        let (account, place) = rest.rsplit_once('@').ok_or(ImapProblem)?;
        let (user, password) = account.split_once(':').ok_or(ImapProblem)?;
        let (server, folder) = place.split_once('/').unwrap_or((place, ""));
        let (is_secure, usual) = match scheme {
            "imaps" => (true, 993),
            "imap" => (false, 143),
            _ => return Err(ImapProblem),
        };
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| ImapProblem)?),
            None => (server, usual),
        };
        let here = matches!(host, "localhost" | "127.0.0.1");
        let text = |encoded: &str| {
            percent_decode_str(encoded).decode_utf8().map(String::from).map_err(|_| ImapProblem)
        };
        let (user, password, folder) = (text(user)?, text(password)?, text(folder)?);
        if host.is_empty() || user.is_empty() || !(is_secure || here) {
            return Err(ImapProblem);
        }
        let folder = if folder.is_empty() { "INBOX".to_owned() } else { folder };
        let authorities = Authorities::default();
        Ok(Self { host: host.to_owned(), port, user, password, folder, is_secure, authorities })
    }

    /// The same mailbox, on a server whose certificate one of these signed.
    #[must_use]
    pub fn trusting(self, authorities: Authorities) -> Self {
        Self { authorities, ..self }
    }

    /// The server and the folder without user and password, for people.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}/{}", self.host, self.folder)
    }

    /// Fetches what nobody has seen and takes it in; returns how many messages.
    ///
    /// # Errors
    /// [`NotFetched`]; what was taken in before stays so.
    pub async fn collect(&self, app: &App) -> Result<usize, NotFetched> {
        self.visit(Some(app)).await
    }

    /// Signs in, looks into the folder and fetches nothing.
    ///
    /// # Errors
    /// [`NotFetched`].
    pub async fn check(&self) -> Result<(), NotFetched> {
        self.visit(None).await.map(drop)
    }

    async fn visit(&self, app: Option<&App>) -> Result<usize, NotFetched> {
        let visit = async {
            let stream = in_time(TcpStream::connect((self.host.as_str(), self.port))).await?;
            if self.is_secure {
                self.fetch_for(app, in_time(self.secured(stream)).await?).await
            } else {
                self.fetch_for(app, stream).await
            }
        };
        let late = |_| NotFetched::Server("the mail server took too long".to_owned());
        timeout(VISIT, visit).await.map_err(late)?
    }

    async fn secured(
        &self,
        stream: TcpStream,
    ) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
        let name = ServerName::try_from(self.host.clone()).map_err(std::io::Error::other)?;
        TlsConnector::from(self.authorities.configuration()).connect(name, stream).await
    }

    async fn fetch_for<S>(&self, app: Option<&App>, stream: S) -> Result<usize, NotFetched>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug,
    {
        let mut client = Client::new(stream);
        in_time(client.read_response()).await?;
        let signing_in = timeout(PATIENCE, client.login(&self.user, &self.password)).await;
        let late = |_| NotFetched::Server("the mail server took too long".to_owned());
        // The answer of the server may repeat what was sent.
        let refused =
            |_| NotFetched::Server("the mail server does not let in with this user and password".to_owned());
        let mut session = signing_in.map_err(late)?.map_err(refused)?;
        session.select(&self.folder).await?;
        let mut count = 0;
        if let Some(app) = app {
            let mut new: Vec<u32> = session.uid_search("UNSEEN").await?.into_iter().collect();
            new.sort_unstable();
            for uid in new.into_iter().take(MOST) {
                count += usize::from(fetch(app, &mut session, uid).await?);
            }
        }
        session.logout().await?;
        Ok(count)
    }
}

/// Takes one message in; `false` for one that stays for later.
async fn fetch<S>(app: &App, session: &mut Session<S>, uid: u32) -> Result<bool, NotFetched>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug,
{
    let one = uid.to_string();
    let size: Vec<_> = session.uid_fetch(&one, "(UID RFC822.SIZE)").await?.try_collect().await?;
    let size = size.iter().find_map(|found| found.size).unwrap_or_default();
    if size as usize > LARGEST_MAIL {
        return set_aside(session, &one).await;
    }
    let found: Vec<_> = session.uid_fetch(&one, "(UID BODY.PEEK[])").await?.try_collect().await?;
    let Some(raw) = found.iter().find_map(|found| found.body()).map(<[u8]>::to_vec) else { return Ok(false) };
    match take(app, &Viewer::operator(), raw, &[]).await {
        Ok(taken) if taken.is_to_come_again() => Ok(false),
        Ok(_) => {
            mark(session, &one, "\\Seen").await?;
            Ok(true)
        }
        // No message that can be taken: people find it in the mailbox, with a flag.
        Err(Error::Invalid(_)) => set_aside(session, &one).await,
        Err(other) => Err(other.into()),
    }
}

async fn set_aside<S>(session: &mut Session<S>, uid: &str) -> Result<bool, NotFetched>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug,
{
    tracing::warn!(uid, "a message of the mailbox cannot be taken in; it is flagged there");
    mark(session, uid, "\\Seen \\Flagged").await?;
    Ok(false)
}

async fn mark<S>(session: &mut Session<S>, uid: &str, flags: &str) -> Result<(), NotFetched>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug,
{
    let marked = session.uid_store(uid, format!("+FLAGS.SILENT ({flags})")).await?;
    marked.try_collect::<Vec<_>>().await?;
    Ok(())
}

async fn in_time<T>(step: impl Future<Output = std::io::Result<T>>) -> Result<T, NotFetched> {
    match timeout(PATIENCE, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(NotFetched::Server(match refused_certificate(&error) {
            Some(reason) => format!(
                "the certificate of the mail server is refused: {reason}; name the authority that signed it with --mail-ca, \
                 or call the server by the name that it stands for"
            ),
            None => error.to_string(),
        })),
        Err(_) => Err(NotFetched::Server("the mail server took too long".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_never_shown() {
        let read = Imap::new("imaps://robot%40agency.gov:hunter%2F2@mail.agency.gov/Cases").unwrap();
        assert_eq!((read.user.as_str(), read.password.as_str()), ("robot@agency.gov", "hunter/2"));
        assert_eq!((read.host.as_str(), read.port, read.folder.as_str()), ("mail.agency.gov", 993, "Cases"));
        assert!(!format!("{read:?}").contains("hunter"));
        assert_eq!(Imap::new("imap://a:b@127.0.0.1:1143").unwrap().folder, "INBOX");
        for wrong in [
            "",
            "imaps://host",
            "imap://a:b@mail.agency.gov",
            "pop3://a:b@host",
            "imaps://a@host",
            "imaps://a:b@host:x",
        ] {
            assert!(Imap::new(wrong).is_err(), "{wrong}");
        }
    }
}
