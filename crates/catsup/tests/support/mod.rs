//! The real program as a child process, and a small HTTP client to talk to it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use catsup_app::{
    App, Clock, Random,
    directory::{
        organisations::{self, Titles},
        services::{self, ServiceInput},
    },
    surveys::{self, SurveyFields},
};
use catsup_model::{
    Channel, Viewer,
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    survey::{Survey, SurveyState},
};
use catsup_store::Store;
use catsup_testing::{Backend, TestDatabase};

/// An installation with one published survey, and the arguments that name it.
pub struct Installation {
    pub database: TestDatabase,
    pub survey: Survey,
}

impl Installation {
    /// Sets an installation up; `None` when the database server is not there.
    pub async fn set_up(backend: Backend, instrument: InstrumentCode) -> Option<Self> {
        let database = TestDatabase::create(backend).await?;
        let app = start(&database).await;
        let viewer = Viewer::operator();
        let titles = Titles { name: "Agency".to_owned(), abbreviation: String::new() };
        let agency = organisations::add(&app, &viewer, None, &titles).await.unwrap();
        let service = ServiceInput {
            organisation: agency.id,
            shared_with: Vec::new(),
            name: "Passport renewal".to_owned(),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: true,
            life_experiences: Vec::new(),
        };
        let service = services::add(&app, &viewer, &service).await.unwrap().id;
        let names =
            Instrument::of(instrument).names.iter().map(|name| (name.key.clone(), name.example.clone()));
        let fields = SurveyFields {
            name: "After the visit".to_owned(),
            touchpoint: None,
            channel: Channel::Website,
            setup: Setup { names: names.collect(), ..Setup::default() },
            notices: Notices::default(),
        };
        let survey = surveys::set_up(&app, &viewer, service, instrument, fields).await.unwrap();
        let survey = surveys::change_state(&app, &viewer, &survey.key, SurveyState::Published).await.unwrap();
        app.store().close().await;
        Some(Self { database, survey })
    }

    /// Starts the program on the installation and waits until it listens.
    pub fn serve(&self) -> Server {
        let mut command = self.command();
        let unlimited = [
            "--submissions-per-minute",
            "0",
            "--survey-submissions-per-minute",
            "0",
            "--api-requests-per-minute",
            "0",
        ];
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(unlimited);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim().rsplit_once("http://").expect("the program says where it listens").1.to_owned();
        Server { child, address }
    }

    /// The program, told where the installation is.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catsup"));
        let flag = if matches!(self.database, TestDatabase::Sqlite(_)) { "--data" } else { "--database" };
        command.arg(flag).arg(self.database.text());
        command
    }
}

/// Starts an app of our own on the same database, to look at what is stored.
pub async fn start(database: &TestDatabase) -> App {
    let store = Store::open(&database.url()).await.unwrap();
    App::start(store, Clock::System, Random::System).await.unwrap()
}

/// A running server, killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Ends it the hard way: no signal handler, no flush.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One connection that stays open between requests.
pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub fn open(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Posts one response under an idempotency key; the status and the body of the answer.
    pub fn submit(&mut self, survey: &str, key: &str, answers: &str) -> std::io::Result<(u16, String)> {
        let body = format!("{{\"answers\":{answers}}}");
        let request = format!(
            "POST /api/v1/surveys/{survey}/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> std::io::Result<(u16, String)> {
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(broken());
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(|_| broken())?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}
