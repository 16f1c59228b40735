//! Interactions: single contacts of a person with a service, on whatever channel, as they are stored.

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Channel, Language,
    id::{InteractionId, ServiceId, TouchpointId},
};

/// What stands for a customer: a keyed hash of what the source calls them. Nobody can tell the name from it without the
/// installation's key; the same person has the same one from every source that calls them the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerKey(pub i64);

impl fmt::Display for CustomerKey {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0.cast_unsigned())
    }
}

/// The text was no pseudonym of a customer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a customer's pseudonym has sixteen hexadecimal digits")]
pub struct InvalidCustomerKey;

impl FromStr for CustomerKey {
    type Err = InvalidCustomerKey;

    fn from_str(text: &str) -> Result<Self, InvalidCustomerKey> {
        let shaped = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = shaped.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        number.map(|number| Self(number.cast_signed())).ok_or(InvalidCustomerKey)
    }
}

impl Serialize for CustomerKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How a contact ended for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// They got what they came for.
    Fulfilled,
    /// They got a part of it.
    Partly,
    /// They did not get it.
    NotFulfilled,
    /// They gave up on the way.
    Abandoned,
    /// They were sent on to someone else.
    Transferred,
}

impl Outcome {
    /// Every outcome, in the order shown to people.
    pub const ALL: &'static [Self] =
        &[Self::Fulfilled, Self::Partly, Self::NotFulfilled, Self::Abandoned, Self::Transferred];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fulfilled => "fulfilled",
            Self::Partly => "partly",
            Self::NotFulfilled => "not_fulfilled",
            Self::Abandoned => "abandoned",
            Self::Transferred => "transferred",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an outcome; use fulfilled, partly, not_fulfilled, abandoned or transferred")]
pub struct UnknownOutcome(pub String);

impl FromStr for Outcome {
    type Err = UnknownOutcome;

    /// Reads a code; case, blanks and hyphens make no difference, and the usual words of call centres are understood.
    fn from_str(text: &str) -> Result<Self, UnknownOutcome> {
        let folded: String =
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Ok(match folded.as_str() {
            "fulfilled" | "resolved" | "yes" | "success" | "completed" | "done" => Self::Fulfilled,
            "partly" | "partially" | "partial" | "partlyfulfilled" => Self::Partly,
            "notfulfilled" | "not" | "no" | "unresolved" | "failed" | "failure" => Self::NotFulfilled,
            "abandoned" | "hungup" | "dropped" => Self::Abandoned,
            "transferred" | "referred" | "handedover" | "forwarded" => Self::Transferred,
            _ => return Err(UnknownOutcome(text.to_owned())),
        })
    }
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// Its id.
    pub id: InteractionId,
    /// The service it was about.
    pub service: ServiceId,
    /// Where it happened.
    pub touchpoint: Option<TouchpointId>,
    /// The channel.
    pub channel: Channel,
    /// Who made it; `None` where nobody knows, so that it counts as a contact and is part of no journey.
    pub customer: Option<CustomerKey>,
    /// The case it belongs to, as the source names it.
    pub case: Option<String>,
    /// What was done, in a few words that repeat from contact to contact.
    pub activity: String,
    /// What the person came for.
    pub intention: Option<String>,
    /// How it ended for the person.
    pub outcome: Option<Outcome>,
    /// When it began.
    pub occurred_at: Timestamp,
    /// When it came in.
    pub received_at: Timestamp,
    /// Seconds the person waited before anyone or anything served them.
    pub wait_seconds: Option<i64>,
    /// Seconds it took from then on.
    pub handle_seconds: Option<i64>,
    /// What it cost the organisation, in hundredths of the currency; the cost of its channel when `None`.
    pub cost_cents: Option<i64>,
    /// Class of the device (`phone`, `tablet`, `computer`), where known.
    pub device: Option<String>,
    /// The language, where known.
    pub language: Option<Language>,
    /// What else is known of it.
    pub attributes: BTreeMap<String, String>,
    /// The system it came from, such as `call_centre`.
    pub source: String,
    /// Its key within the source: a second one under it replaces the first.
    pub external_key: Option<String>,
}

impl Interaction {
    /// What makes a second sending the same interaction; `None` where the source gave no key.
    #[must_use]
    pub fn upsert_key(&self) -> Option<String> {
        self.external_key.as_ref().map(|key| format!("{}:{key}", self.source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_written_and_read_back() {
        for number in [0, 1, -1, i64::MIN, i64::MAX, 0x0123_4567_89ab_cdef] {
            let written = CustomerKey(number).to_string();
            assert_eq!((written.len(), written.parse()), (16, Ok(CustomerKey(number))));
        }
        for wrong in ["", "123", "+123456789abcdef", "0123456789abcdeg", "0123456789abcdef0"] {
            assert_eq!(wrong.parse::<CustomerKey>(), Err(InvalidCustomerKey), "{wrong}");
        }
    }

    #[test]
    fn outcomes_are_read_by_code_and_by_the_words_of_call_centres() {
        for &outcome in Outcome::ALL {
            assert_eq!(outcome.code().parse(), Ok(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.code());
        }
        assert_eq!("Not fulfilled".parse(), Ok(Outcome::NotFulfilled));
        assert_eq!("hung up".parse(), Ok(Outcome::Abandoned));
        assert!("whatever".parse::<Outcome>().is_err());
    }
}
