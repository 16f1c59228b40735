//! Responses: what one person answered once, as it is stored.

use std::{collections::BTreeMap, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Channel, Language,
    id::{AccountId, ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    interaction::CustomerKey,
};

/// Where a response stands. Only [`ResponseState::Received`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseState {
    /// Counts.
    Received,
    /// Held back until someone looked at it.
    Flagged,
    /// Spam.
    Spam,
    /// Withdrawn by the person.
    Withdrawn,
}

/// How a response came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseSource {
    /// The hosted form.
    Form,
    /// A form inside a page of another site.
    Embed,
    /// A first click in a mail, and the form that followed.
    Email,
    /// A kiosk.
    Kiosk,
    /// A paper form that staff typed in.
    Paper,
    /// Staff on behalf of a person.
    Staff,
    /// The API.
    Api,
    /// A file.
    Import,
    /// Made by the demo.
    Synthetic,
}

/// How far staff are with a response. It never decides whether the response counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Nobody has taken it up.
    #[default]
    Received,
    /// Someone has read it and said so.
    Acknowledged,
    /// It was passed to those who can act on it.
    Dispatched,
    /// The person was answered, or what they said was acted on.
    Responded,
}

impl Handling {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Received, Self::Acknowledged, Self::Dispatched, Self::Responded];
}

impl ResponseState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Received, Self::Flagged, Self::Spam, Self::Withdrawn];
}

impl ResponseSource {
    /// Every way in.
    pub const ALL: [Self; 9] = [
        Self::Form,
        Self::Embed,
        Self::Email,
        Self::Kiosk,
        Self::Paper,
        Self::Staff,
        Self::Api,
        Self::Import,
        Self::Synthetic,
    ];

    /// Whether staff typed it in, so that what looks like a repeat is another form with the same answers.
    #[must_use]
    pub fn is_entered_by_staff(self) -> bool {
        matches!(self, Self::Paper | Self::Staff)
    }
}

macro_rules! codes {
    ($($name:ident { $($variant:ident = $code:literal),* })*) => {$(
        impl $name {
            /// The code used in files, the API and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text { $($code => Ok(Self::$variant),)* _ => Err(UnknownCode(text.to_owned())) }
            }
        }
    )*};
}
codes! {
    ResponseState { Received = "received", Flagged = "flagged", Spam = "spam", Withdrawn = "withdrawn" }
    ResponseSource {
        Form = "form", Embed = "embed", Email = "email", Kiosk = "kiosk", Paper = "paper", Staff = "staff",
        Api = "api", Import = "import", Synthetic = "synthetic"
    }
    Handling {
        Received = "received", Acknowledged = "acknowledged", Dispatched = "dispatched", Responded = "responded"
    }
}

/// The text named no state, source or handling of a response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state, source or handling of a response")]
pub struct UnknownCode(pub String);

/// A response about to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResponse {
    /// Its id.
    pub id: ResponseId,
    /// The survey it answers.
    pub survey: SurveyId,
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// The service it is about.
    pub service: ServiceId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// Class of the device (`phone`, `tablet`, `computer`), where known.
    pub device: Option<String>,
    /// Where it stands on arrival, after screening.
    pub state: ResponseState,
    /// How it came in.
    pub source: ResponseSource,
    /// The page it was given on, without query and fragment, where known.
    pub page: Option<String>,
    /// The campaign that led to it, where known.
    pub campaign: Option<String>,
    /// Who typed it in, for paper and on behalf of a person.
    pub entered_by: Option<AccountId>,
    /// When the contact happened.
    pub occurred_at: Timestamp,
    /// When it came in.
    pub received_at: Timestamp,
    /// What makes a second sending the same response: form nonce, idempotency key or source key, prefixed by its kind.
    pub submission_key: Option<String>,
    /// Hash of what was sent, to tell a resend from another response under the same key.
    pub fingerprint: i64,
    /// Attributes that segments are made of, such as `region`.
    pub segments: BTreeMap<String, String>,
    /// Whose it is, where a program or a file said so.
    pub customer: Option<CustomerKey>,
    /// The answers.
    pub answers: Vec<StoredAnswer>,
}

/// A response that counts, as far as measures need it, with answers as whoever keeps it takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedResponse<Answer> {
    /// Its id.
    pub id: ResponseId,
    /// When the contact happened, microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// The service it is about.
    pub service: ServiceId,
    /// The survey it answers.
    pub survey: SurveyId,
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// Class of the device, where known.
    pub device: Option<String>,
    /// Attributes that segments are made of, such as `region`.
    pub segments: BTreeMap<String, String>,
    /// Its answers on scales.
    pub answers: Vec<Answer>,
}

impl<Answer> CountedResponse<Answer> {
    /// The same response with other answers.
    #[must_use]
    pub fn with_answers<Other>(self, answers: Vec<Other>) -> CountedResponse<Other> {
        CountedResponse {
            id: self.id,
            occurred_at: self.occurred_at,
            service: self.service,
            survey: self.survey,
            version: self.version,
            touchpoint: self.touchpoint,
            channel: self.channel,
            language: self.language,
            device: self.device,
            segments: self.segments,
            answers,
        }
    }
}

/// One answer as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAnswer {
    /// Question key, with `.choice` for a choice.
    pub question: String,
    /// Value on the wording's scale.
    pub value: Option<i64>,
    /// What was written, or the key of the single choice.
    pub text: Option<String>,
    /// What exactly was asked; none for texts.
    pub wording: Option<WordingId>,
}

/// What became of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// Stored, and on disk.
    Stored(ResponseId),
    /// Was already there: the same submission came before.
    Repeated(ResponseId),
    /// The key was used before for other content.
    Conflict(ResponseId),
}

/// A response as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// The survey it answers.
    pub survey: SurveyId,
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// The service it is about.
    pub service: ServiceId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// Class of the device, where known.
    pub device: Option<String>,
    /// Where it stands.
    pub state: ResponseState,
    /// Counts changes from 1.
    pub revision: i64,
    /// How it came in.
    pub source: ResponseSource,
    /// When the contact happened.
    pub occurred_at: Timestamp,
    /// When it came in.
    pub received_at: Timestamp,
    /// Attributes that segments are made of.
    pub segments: BTreeMap<String, String>,
    /// Whose it is; for those who may see customers, so that it is written nowhere by itself.
    #[serde(skip)]
    pub customer: Option<CustomerKey>,
    /// The page it was given on, where known.
    pub page: Option<String>,
    /// The campaign that led to it, where known.
    pub campaign: Option<String>,
    /// Who typed it in.
    pub entered_by: Option<AccountId>,
    /// How far staff are with it.
    pub handling: Handling,
    /// Who takes care of it.
    pub assignee: Option<AccountId>,
    /// When it was put out of sight.
    pub archived_at: Option<Timestamp>,
    /// The answers.
    pub answers: Vec<StoredAnswer>,
}
