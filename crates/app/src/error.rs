//! What can go wrong in a use case, free of any transport.

use catsup_model::permission::Denied;

/// A failure of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or lies outside the viewer's reach: a stranger must not learn which of the two it is.
    #[error("{0} was not found")]
    NotFound(&'static str),
    /// The viewer lacks a permission that is no secret.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was entered does not fit; each field says why.
    #[error("{} of the fields do not fit", .0.len())]
    Invalid(Vec<FieldError>),
    /// What was asked does not fit how things stand, in words for the person who asked.
    #[error("{0}")]
    Refused(Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] catsup_store::Error),
    /// Something that cannot be mended by the person who asked.
    #[error("{what} failed")]
    Internal {
        /// What failed.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// One field that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// Name of the field as it was sent.
    pub field: String,
    /// A stable code, such as `required`; also the key of its translation (`error-required`).
    pub code: &'static str,
    /// The reason in English: lower case, no full stop.
    pub reason: String,
    /// The most (or fewest) characters, where the length does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// What the reason speaks of, by name, for whoever tells it in another language.
    #[serde(skip)]
    pub facts: Vec<(&'static str, Fact)>,
}

/// Something that a reason speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A name, or a text as it was given.
    Text(String),
    /// How many.
    Count(u64),
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Fact {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u64> for Fact {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl FieldError {
    /// A field that does not fit.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str, reason: impl Into<String>) -> Self {
        Self { field: field.into(), code, reason: reason.into(), limit: None, facts: Vec::new() }
    }

    /// With something that the reason speaks of.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.facts.push((name, fact.into()));
        self
    }

    /// With the most (or fewest) characters it may have.
    #[must_use]
    pub fn limited_to(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// Why something is refused though the viewer may do it in general.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The survey is not published.
    #[error("the survey is not open for answers")]
    SurveyNotOpen,
    /// The survey's approval has expired.
    #[error("the survey's approval ended on {0}")]
    SurveyExpired(jiff::civil::Date),
    /// The change of state is not allowed.
    #[error("a survey cannot go from {from} to {to}")]
    StateChange {
        /// State now.
        from: &'static str,
        /// State asked for.
        to: &'static str,
    },
    /// The same key was used for other content.
    #[error("this idempotency key was used before for a different request")]
    KeyReused,
    /// Sign-in failed; deliberately not saying why.
    #[error("the email or the password is wrong, or the account is locked")]
    SignIn,
    /// Too many attempts.
    #[error("too many attempts; try again after {0}")]
    Locked(jiff::Timestamp),
    /// Nobody would be left to run the installation.
    #[error("the last administrator of the installation cannot be removed; make another one first")]
    LastAdministrator,
    /// The sender came under suspicion and is asked for a proof of work; nothing was stored.
    #[error("send the same request again with a proof of work, or after the time Retry-After says")]
    ProofWanted(crate::screening::Challenge),
    /// Somebody else edited the survey since the page was opened.
    #[error("the survey was edited in the meantime: look at it as it stands, then do it again")]
    DraftMoved,
    /// The rules of the instrument fix what was to be changed.
    #[error(
        "the rules of the instrument fix this; what they leave open is changed where the survey was set up"
    )]
    FixedByInstrument,
    /// A survey holds no more of these.
    #[error("a survey of this kind holds at most {most} {what}")]
    TooMany {
        /// Of what: `pages`, `questions`, `federal_questions`.
        what: &'static str,
        /// The most.
        most: usize,
    },
    /// Somebody else edited the journey map since the page was opened.
    #[error("the journey map was edited in the meantime: look at it as it stands, then do it again")]
    MapMoved,
    /// Something came in between since the case was looked at.
    #[error(
        "something happened to the case since you opened it: look at it first, then send your answer again"
    )]
    CaseMoved,
    /// Somebody else saved the answer since the page was opened.
    #[error(
        "the answer was saved by somebody else in the meantime: look at it as it stands, then do it again"
    )]
    AnswerMoved,
    /// An answer is not where it must be for this step.
    #[error("an answer in the state “{0}” cannot do this step")]
    AnswerStep(&'static str),
    /// A journey map holds no more of these.
    #[error("a journey map holds at most {most} {what}")]
    MapFull {
        /// Of what: `stages`, `steps`.
        what: &'static str,
        /// The most.
        most: usize,
    },
    /// Others are calculating, and nobody finished in time.
    #[error("other calculations are under way; try again in a minute")]
    Busy,
    /// A server that holds some of the measures does not answer: part of a figure would be a wrong one.
    #[error(
        "figures cannot be counted now, since a server that holds some of them does not answer; nothing is lost, try again in a minute"
    )]
    MeasuresAway,
    /// Something else still needs it.
    #[error("{0}")]
    InUse(String),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
