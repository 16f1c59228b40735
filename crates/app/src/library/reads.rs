//! Readings of answers: who reads stays unknown, what a visit read is forgotten after a while.

use catsup_model::{
    Language, Viewer,
    anticipation::Surface,
    id::{AnswerReadId, CaseId},
};
use catsup_store::{AnswerRead, CaseAnswer, Transaction};
use jiff::SignedDuration;

use super::{
    ReadAnswer, Reader, THE_ANSWER,
    measured::{self, Missing, Voice},
    shelf,
    write::account_of,
};
use crate::{
    App, Error,
    anticipation::{self, Asked, Subject, Suggestion},
};

/// Visits are told apart for so long.
const VISITS_KEPT: SignedDuration = SignedDuration::from_hours(60 * 24);
/// The same answer read again by the same visit within this time is one reading.
const ONE_READING: SignedDuration = SignedDuration::from_mins(30);
/// What a visit read in this time goes along when it asks.
const CARRIED: SignedDuration = SignedDuration::from_hours(24);
/// The most readings that are looked through for one visit.
const MOST_READINGS: u16 = 50;

/// Where an answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadSurface {
    /// The public pages.
    Public,
    /// The desk, by staff with a person.
    Desk,
    /// A program.
    Api,
}

impl ReadSurface {
    fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Desk => "desk",
            Self::Api => "api",
        }
    }
}

/// How a reader came to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// From what a search found.
    Search,
    /// Otherwise, or nobody knows.
    Otherwise,
}

impl Arrival {
    fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Otherwise => "",
        }
    }
}

/// A reading that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its id, with which the reader may say whether it helped.
    pub id: AnswerReadId,
    /// What they said so far.
    pub helped: Option<bool>,
    /// What they may say besides.
    pub missing: Missing,
}

/// Keeps that an answer was read. `visit` is the secret of the reader's browser, where it has one: only a keyed hash of it is
/// kept, and the same answer read twice within half an hour counts once.
///
/// # Errors
/// When the store fails.
pub async fn record(
    app: &App,
    read: &ReadAnswer,
    language: Language,
    surface: ReadSurface,
    arrival: Arrival,
    visit: Option<&str>,
) -> Result<Read, Error> {
    let visit = visit.map(|secret| app.keys().visit(secret));
    let now = app.now();
    if let Some(visit) = visit {
        let before = app.store().answer_reads_of_visit(visit, now - ONE_READING, MOST_READINGS).await?;
        if let Some(same) = before.into_iter().find(|one| one.answer == read.answer.id) {
            let missing = measured::missing(app, &read.answer, &same).await?;
            return Ok(Read { id: same.id, helped: same.helped, missing });
        }
    }
    let reading = AnswerRead {
        id: AnswerReadId(app.next_id()),
        answer: read.answer.id,
        version: read.version,
        language,
        surface: surface.code().to_owned(),
        visit,
        at: now,
        helped: None,
        arrival: arrival.code().to_owned(),
    };
    let mut transaction = app.store().begin().await?;
    transaction.answer_read_insert(&reading).await?;
    transaction.commit().await?;
    Ok(Read { id: reading.id, helped: None, missing: Missing::NotAsked })
}

/// Keeps that staff read an answer with a person or put it into a reply. It counts apart from what the public reads, and twice
/// within half an hour once.
pub(super) async fn record_desk(
    app: &App,
    viewer: &Viewer,
    read: &ReadAnswer,
    language: Language,
) -> Result<(), Error> {
    // As a visit that no browser has, so that what was read twice is told from two readings.
    let visit = account_of(viewer).map(|id| format!("staff:{id}"));
    record(app, read, language, ReadSurface::Desk, Arrival::Otherwise, visit.as_deref()).await?;
    Ok(())
}

/// What people who read this come back for next, for whoever reads it now.
///
/// # Errors
/// When the store fails.
pub async fn next_after(
    app: &App,
    read: &ReadAnswer,
    language: Language,
    visit: Option<&str>,
) -> Result<Vec<Suggestion>, Error> {
    let asked = Asked {
        needs: &read.answer.needs,
        language,
        surface: Surface::Public,
        channel: None,
        service: read.answer.service,
        subject: visit.map(|secret| Subject::Visit(app.keys().visit(secret))),
    };
    anticipation::offer(app, &Viewer::public(), asked).await
}

/// Keeps whether an answer helped, and makes a response of it where a survey takes it; says whether it made a new one. Only the
/// visit that read it may say so.
///
/// # Errors
/// [`Error::NotFound`] for a reading of another visit.
pub async fn said_helped(
    app: &App,
    visit: &str,
    id: AnswerReadId,
    helped: bool,
    voice: Voice,
) -> Result<bool, Error> {
    let reading = of_visit(app, visit, id).await?;
    let mut transaction = app.store().begin().await?;
    transaction.answer_read_helped(reading.id, helped).await?;
    transaction.commit().await?;
    measured::measure(app, &reading, helped, None, voice).await
}

/// Keeps what is missing in an answer that did not help, as the comment of the response; says whether it made a new one.
///
/// # Errors
/// As [`said_helped`]; also for a reading that was not said to be of no help.
pub async fn said_missing(
    app: &App,
    visit: &str,
    id: AnswerReadId,
    words: &str,
    voice: Voice,
) -> Result<bool, Error> {
    let reading = of_visit(app, visit, id).await?;
    let words = words.trim();
    if reading.helped != Some(false) {
        return Err(THE_ANSWER);
    }
    if words.is_empty() {
        return Ok(false);
    }
    measured::measure(app, &reading, false, Some(words), voice).await
}

/// A reading, when the visit made it.
async fn of_visit(app: &App, visit: &str, id: AnswerReadId) -> Result<AnswerRead, Error> {
    let visit = app.keys().visit(visit);
    let found = app.store().answer_read_find(id).await?.filter(|one| one.visit == Some(visit));
    found.ok_or(THE_ANSWER)
}

/// Public answers that a visit read in the last day, the latest first, as answer and version.
pub(crate) async fn carried(app: &App, visit: &str) -> Result<Vec<AnswerRead>, Error> {
    let visit = app.keys().visit(visit);
    let mut read = app.store().answer_reads_of_visit(visit, app.now() - CARRIED, MOST_READINGS).await?;
    let shelf = shelf(app).await?;
    let mut seen = Vec::new();
    read.retain(|one| {
        let is_new = !seen.contains(&one.answer) && shelf.get(&Reader::Public, one.answer).is_some();
        seen.push(one.answer);
        is_new
    });
    Ok(read)
}

/// Keeps what was read before a case was opened.
pub(crate) async fn carry_to_case(
    transaction: &mut Transaction,
    case: CaseId,
    read: &[AnswerRead],
) -> Result<(), Error> {
    for one in read {
        let used = "read".to_owned();
        let carried = CaseAnswer { case, answer: one.answer, version: one.version, used, at: one.at };
        transaction.case_answer_put(&carried).await?;
    }
    Ok(())
}

/// Forgets which visit read what, once it was long ago.
pub(crate) async fn forget_visits(app: &App, transaction: &mut Transaction) -> Result<(), Error> {
    transaction.answer_read_forget_visits(app.now() - VISITS_KEPT).await?;
    transaction.case_visits_forget(app.now() - VISITS_KEPT).await?;
    Ok(())
}
