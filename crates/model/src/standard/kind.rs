//! Kinds of promises: access, timeliness, accuracy, other.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Translated;

/// What kind of promise a standard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardKind {
    /// How easily a service is reached.
    Access,
    /// How long it takes.
    Timeliness,
    /// How often it is right.
    Accuracy,
    /// Anything else.
    Other,
}

impl StandardKind {
    /// Every one, in the order shown to people.
    pub const ALL: [Self; 4] = [Self::Timeliness, Self::Access, Self::Accuracy, Self::Other];

    /// The code used in addresses and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Timeliness => "timeliness",
            Self::Accuracy => "accuracy",
            Self::Other => "other",
        }
    }

    /// The code of the Canadian record.
    #[must_use]
    pub fn record_code(self) -> &'static str {
        match self {
            Self::Access => "ACS",
            Self::Timeliness => "TML",
            Self::Accuracy => "ACY",
            Self::Other => "OTH",
        }
    }

    /// The kind that the Canadian record writes as `code`.
    #[must_use]
    pub fn of_record_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.record_code() == code)
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> Translated {
        match self {
            Self::Access => Translated::both("Access", "Acceso"),
            Self::Timeliness => Translated::both("Timeliness", "Puntualidad"),
            Self::Accuracy => Translated::both("Accuracy", "Exactitud"),
            Self::Other => Translated::both("Other", "Otra"),
        }
    }
}

impl fmt::Display for StandardKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a kind of standard; use timeliness, access, accuracy or other")]
pub struct UnknownKind(pub String);

impl FromStr for StandardKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
