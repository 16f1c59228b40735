//! `catsup mail`: mail that comes in, handed over by a mail server.

use std::{
    io::{self, Read as _},
    path::PathBuf,
};

use catsup_app::{
    App, Error,
    cases::by_mail::{self, LARGEST_MAIL, Taken},
};
use catsup_model::Viewer;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{
    configuration::Installation,
    output::{self, Exit, Failure},
};

/// The mail server keeps the message and tries again (`EX_TEMPFAIL`).
const LATER: u8 = 75;
/// The message is none; the mail server tells its sender (`EX_DATAERR`).
const NEVER: u8 = 65;

/// Mail that comes in.
///
/// Example: catsup mail take --recipient permits@agency.gov < message.eml
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Take one message in, as a mail server hands it over. Exits with 75 when it is to be brought again, with 65 when it is no
    /// message.
    Take(Take),
}

/// A message.
///
/// Example: catsup mail take message.eml --json
#[derive(Debug, Args)]
pub struct Take {
    /// File of the message; standard input when left out.
    file: Option<PathBuf>,
    /// Address it went to on its envelope; may be said several times.
    #[arg(long, value_name = "ADDRESS")]
    recipient: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Mail {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        match self {
            Self::Take(take) => take.run(installation).await,
        }
    }
}

impl Take {
    async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let raw = self.read().map_err(|error| Exit::of(LATER, &error))?;
        let app = start(installation).await.map_err(|error| Exit::of(LATER, &*error))?;
        let taken = by_mail::take(&app, &Viewer::operator(), raw, &self.recipient).await;
        app.store().close().await;
        let taken = taken.map_err(|error| match &error {
            Error::Invalid(_) => Exit::of(NEVER, &error),
            _ => Exit::of(LATER, &error),
        })?;
        if taken.is_to_come_again() {
            return Err(Exit::new(LATER, "too many messages of this sender within an hour").into());
        }
        say(&taken, self.json)
    }

    /// No more than may be taken, and one byte that tells of more.
    fn read(&self) -> io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        let most = LARGEST_MAIL as u64 + 1;
        match &self.file {
            Some(path) => std::fs::File::open(path)?.take(most).read_to_end(&mut raw)?,
            None => io::stdin().lock().take(most).read_to_end(&mut raw)?,
        };
        Ok(raw)
    }
}

async fn start(installation: &Installation) -> Result<App, Failure> {
    let app = installation.start().await?;
    app.connect(installation.outside(None)?);
    Ok(app)
}

fn say(taken: &Taken, as_json: bool) -> Result<(), Failure> {
    let number = taken.case.map(|(_, number)| number.to_string());
    if as_json {
        return output::json(&json!({
            "id": taken.id,
            "new": taken.is_new,
            "outcome": taken.outcome.code(),
            "reason": taken.reason.code(),
            "case": number,
        }));
    }
    let case = number.map(|number| format!(", case {number}")).unwrap_or_default();
    let again = if taken.is_new { "" } else { ", when it came first" };
    output::line(format_args!("{} ({}){case}{again}", taken.outcome, taken.reason));
    Ok(())
}
