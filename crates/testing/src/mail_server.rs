//! A mail server for tests: speaks enough SMTP on a loopback port to take mails, and can be told to refuse them.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How the server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// Takes every mail.
    #[default]
    Willing,
    /// Asks to try again later.
    Busy,
    /// Refuses every recipient for good.
    Refusing,
    /// Takes the mail and hangs up before it says so.
    Mute,
}

/// A mail that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Who it says it is from, on the envelope.
    pub from: String,
    /// Who it goes to, on the envelope.
    pub to: Vec<String>,
    /// Headers and body as they came, lines ended by `\r\n`.
    pub data: String,
}

impl Received {
    /// The value of a header, folded lines joined.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");

        head.split("\r\n").find_map(|line| {
            let (header, value) = line.split_once(':')?;
            header.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// The server; it ends with the test.
#[derive(Debug)]
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Mutex<(Mood, Vec<Received>)>>,
    task: JoinHandle<()>,
}

impl MailServer {
    /// Starts on a free port.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port of the loopback is free");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Mutex::new((Mood::default(), Vec::new())));
        let served = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that hangs up in the middle is what some tests are about.
                tokio::spawn(converse(stream, Arc::clone(&served)));
            }
        });
        Self { address, shared, task }
    }

    /// Its address for the configuration.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Changes how it behaves.
    pub fn be(&self, mood: Mood) {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).0 = mood;
    }

    /// The mails that came in so far.
    #[must_use]
    pub fn mails(&self) -> Vec<Received> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(stream: TcpStream, shared: Arc<Mutex<(Mood, Vec<Received>)>>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 test ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), Vec::new());
    while let Some(line) = lines.next_line().await? {
        let mood = shared.lock().unwrap_or_else(PoisonError::into_inner).0;
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match (command.as_str(), mood) {
            ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            ("HELO" | "NOOP" | "RSET", _) => "250 OK\r\n",
            ("MAIL", Mood::Busy) => "451 busy, try again later\r\n",
            ("MAIL", _) => {
                from = between(&line);
                "250 OK\r\n"
            }
            ("RCPT", Mood::Refusing) => "550 no such mailbox\r\n",
            ("RCPT", _) => {
                to.push(between(&line));
                "250 OK\r\n"
            }
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                let (from, to) = (std::mem::take(&mut from), std::mem::take(&mut to));
                let received = Received { from, to, data };
                shared.lock().unwrap_or_else(PoisonError::into_inner).1.push(received);
                if mood == Mood::Mute {
                    return Ok(());
                }
                "250 taken\r\n"
            }
            ("QUIT", _) => {
                writer.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 not known here\r\n",
        };
        writer.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

/// What stands between the angle brackets of a line.
fn between(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
