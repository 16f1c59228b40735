//! Every kind of job, and where it is done. A new kind is a variant here.

use catsup_model::id::{CalendarId, CaseId, MailId, ResponseId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::retry::Retry;
use crate::{
    App, Error, anticipation, calendars, cases, digests, engine, glossary, library, mail, standards,
};

/// Something to be done in the background. Its JSON is stored: a change must still read what waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Send a mail.
    SendMail {
        /// Which one.
        mail: MailId,
    },
    /// Write the digests whose time has come.
    WriteDigests,
    /// Tell staff of cases whose clocks run out.
    TellCases,
    /// Work out the deadlines of open cases anew.
    RecountCases,
    /// Count cases of quarters that changed anew.
    CountCases,
    /// Make a case of a response that went badly, where its survey says so.
    OpenCase {
        /// The response.
        response: ResponseId,
    },
    /// Work out the results of standards that are measured from cases and interactions.
    MeasureStandards,
    /// Take the days off of a calendar from its address.
    TakeDaysOff {
        /// Whose.
        calendar: CalendarId,
    },
    /// Work out what people come back for next.
    Anticipate,
    /// Tell the person of a case what comes next after a contact, where they agreed and it is time.
    TellNext {
        /// The case.
        case: CaseId,
        /// When the contact was, in microseconds since 1970 UTC.
        contact: i64,
    },
    /// Learn people's terms from what they wrote.
    LearnTerms,
    /// Fetch what came into the mailbox.
    FetchMail,
    /// Forget what is no longer needed.
    Upkeep,
}

/// Why a job failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// For people; never a secret or an address.
    pub(crate) why: String,
    /// Whether trying again may help.
    pub(crate) again: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mut why = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(deeper) = source {
            why = format!("{why}: {deeper}");
            source = deeper.source();
        }
        Self { why, again: true }
    }
}

impl From<catsup_store::Error> for Failure {
    fn from(error: catsup_store::Error) -> Self {
        Error::from(error).into()
    }
}

impl Work {
    /// The code of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SendMail { .. } => "send_mail",
            Self::WriteDigests => "write_digests",
            Self::TellCases => "tell_cases",
            Self::RecountCases => "recount_cases",
            Self::CountCases => "count_cases",
            Self::OpenCase { .. } => "open_case",
            Self::MeasureStandards => "measure_standards",
            Self::TakeDaysOff { .. } => "take_days_off",
            Self::Anticipate => "anticipate",
            Self::TellNext { .. } => "tell_next",
            Self::LearnTerms => "learn_terms",
            Self::FetchMail => "fetch_mail",
            Self::Upkeep => "upkeep",
        }
    }

    /// How it is tried again.
    pub(super) fn retry(&self) -> Retry {
        match self {
            // A mail server may be down over a weekend.
            Self::SendMail { .. } => Retry { most: 80, first: SignedDuration::from_secs(30) },
            // Another machine may be down for an hour; the next day it is tried anew.
            Self::TakeDaysOff { .. } => Retry { most: 6, first: SignedDuration::from_mins(5) },
            Self::WriteDigests
            | Self::TellCases
            | Self::RecountCases
            | Self::CountCases
            | Self::OpenCase { .. }
            | Self::MeasureStandards
            | Self::Anticipate
            | Self::TellNext { .. }
            | Self::LearnTerms
            | Self::FetchMail
            | Self::Upkeep => Retry { most: 5, first: SignedDuration::from_secs(10) },
        }
    }

    /// Does it.
    pub(super) async fn run(&self, app: &App) -> Result<(), Failure> {
        match self {
            Self::SendMail { mail } => mail::deliver(app, *mail).await,
            Self::WriteDigests => digests::write_due(app).await.map_err(Failure::from),
            Self::TellCases => cases::tell_due(app).await.map_err(Failure::from),
            Self::RecountCases => {
                cases::recount(app).await?;
                // First responses are counted by the same rules and calendars.
                standards::soon::measure_soon_alone(app).await.map_err(Failure::from)
            }
            Self::CountCases => cases::count_quarters(app).await.map_err(Failure::from),
            Self::OpenCase { response } => {
                cases::follow_ups::open_case(app, *response).await.map_err(Failure::from)
            }
            Self::MeasureStandards => standards::measure(app).await.map_err(Failure::from),
            Self::TakeDaysOff { calendar } => calendars::take_due(app, *calendar).await,
            Self::Anticipate => anticipation::mine(app).await.map_err(Failure::from),
            Self::TellNext { case, contact } => {
                anticipation::messages::tell_next(app, *case, *contact).await.map_err(Failure::from)
            }
            Self::LearnTerms => glossary::learn(app).await.map_err(Failure::from),
            Self::FetchMail => mail::fetch(app).await,
            Self::Upkeep => upkeep(app).await,
        }
    }

    /// What follows from its end as dead.
    pub(super) async fn died(&self, app: &App, why: &str) -> Result<(), Error> {
        match self {
            Self::SendMail { mail } => mail::gave_up(app, *mail, why).await,
            Self::WriteDigests
            | Self::TellCases
            | Self::RecountCases
            | Self::CountCases
            | Self::OpenCase { .. }
            | Self::MeasureStandards
            | Self::TakeDaysOff { .. }
            | Self::Anticipate
            | Self::TellNext { .. }
            | Self::LearnTerms
            | Self::FetchMail
            | Self::Upkeep => Ok(()),
        }
    }

    /// What follows from being put back.
    pub(super) async fn revived(
        &self,
        transaction: &mut catsup_store::Transaction,
    ) -> Result<(), catsup_store::Error> {
        match self {
            Self::SendMail { mail } => mail::waits_again(transaction, *mail).await,
            Self::WriteDigests
            | Self::TellCases
            | Self::RecountCases
            | Self::CountCases
            | Self::OpenCase { .. }
            | Self::MeasureStandards
            | Self::TakeDaysOff { .. }
            | Self::Anticipate
            | Self::TellNext { .. }
            | Self::LearnTerms
            | Self::FetchMail
            | Self::Upkeep => Ok(()),
        }
    }
}

/// How long what is done stays to be seen.
const DONE_KEPT: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How long counts of searches are kept: a year shows what comes back with the season.
const SEARCHES_KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);
/// How long clients and texts are comparable.
const TRACES_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// The hour of UTC in which everything that is kept counted is counted anew.
const COUNTED_ANEW: i64 = 7;

async fn upkeep(app: &App) -> Result<(), Failure> {
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    // An older version of this program, still serving beside a newer one, notes nothing of what it changes.
    if now.as_second().div_euclid(3600).rem_euclid(24) == COUNTED_ANEW {
        transaction.case_quarters_note_all().await?;
    }
    transaction.job_forget(now - DONE_KEPT).await?;
    transaction.screening_forget(now - TRACES_KEPT).await?;
    transaction.digest_told_forget(now - digests::TOLD_KEPT).await?;
    transaction.secret_forget(now).await?;
    transaction.changes_forget(now - engine::NODE_KEPT).await?;
    library::forget_visits(app, &mut transaction).await?;
    anticipation::messages::forget(app, &mut transaction).await?;
    transaction.answer_search_forget(app.today().saturating_sub(SEARCHES_KEPT)).await?;
    transaction.taken_mail_forget(now - cases::by_mail::LOG_KEPT).await?;
    transaction.commit().await?;
    Ok(())
}
