//! What a standard is measured from, where the installation itself keeps it: times of cases, or of single contacts.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{calendar::Unit, case::CaseKind, coded::UnknownCode};

/// The time that shows whether a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MeasuredFrom {
    /// From the beginning of a case to its end; of cases of one kind, or of every kind.
    Resolution(Option<CaseKind>),
    /// From the beginning of a case to its first response; of cases of one kind, or of every kind.
    FirstResponse(Option<CaseKind>),
    /// How long people waited in interactions.
    Waiting,
    /// How long interactions took.
    Handling,
}

const EVERY: &str = "every";
const FIRST_RESPONSE: &str = "first_response";
const WAITING: &str = "waiting";
const HANDLING: &str = "handling";

impl MeasuredFrom {
    /// Every one, in the order shown to people.
    pub fn all() -> impl Iterator<Item = Self> {
        let kinds = || std::iter::once(None).chain(CaseKind::ALL.iter().copied().map(Some));
        kinds()
            .map(Self::Resolution)
            .chain(kinds().map(Self::FirstResponse))
            .chain([Self::Waiting, Self::Handling])
    }

    /// The kind of case that is counted; `None` for every kind, and for interactions.
    #[must_use]
    pub fn kind(self) -> Option<CaseKind> {
        match self {
            Self::Resolution(kind) | Self::FirstResponse(kind) => kind,
            Self::Waiting | Self::Handling => None,
        }
    }

    /// Whether it is measured from interactions, and not from cases.
    #[must_use]
    pub fn is_of_interactions(self) -> bool {
        matches!(self, Self::Waiting | Self::Handling)
    }

    /// Whether a case of this kind is counted.
    #[must_use]
    pub fn takes(self, kind: CaseKind) -> bool {
        !self.is_of_interactions() && self.kind().is_none_or(|wanted| wanted == kind)
    }

    /// Whether a time promised in `unit` can be told from it: of a case that ended its business days are kept, an interaction
    /// carries seconds of the clock, and of a first response its two moments are known.
    #[must_use]
    pub fn tells(self, unit: Unit) -> bool {
        match self {
            Self::Resolution(_) => unit == Unit::BusinessDays,
            Self::FirstResponse(_) => true,
            Self::Waiting | Self::Handling => matches!(unit, Unit::Minutes | Unit::Hours),
        }
    }
}

impl fmt::Display for MeasuredFrom {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resolution(None) => formatter.write_str(EVERY),
            Self::Resolution(Some(kind)) => formatter.write_str(kind.code()),
            Self::FirstResponse(None) => formatter.write_str(FIRST_RESPONSE),
            Self::FirstResponse(Some(kind)) => write!(formatter, "{FIRST_RESPONSE}:{}", kind.code()),
            Self::Waiting => formatter.write_str(WAITING),
            Self::Handling => formatter.write_str(HANDLING),
        }
    }
}

impl FromStr for MeasuredFrom {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        match text {
            EVERY => Ok(Self::Resolution(None)),
            FIRST_RESPONSE => Ok(Self::FirstResponse(None)),
            WAITING => Ok(Self::Waiting),
            HANDLING => Ok(Self::Handling),
            other => match other.split_once(':') {
                Some((FIRST_RESPONSE, kind)) => kind.parse().map(|kind| Self::FirstResponse(Some(kind))),
                _ => other.parse().map(|kind| Self::Resolution(Some(kind))),
            },
        }
    }
}

impl TryFrom<String> for MeasuredFrom {
    type Error = UnknownCode;

    fn try_from(text: String) -> Result<Self, UnknownCode> {
        text.parse()
    }
}

impl From<MeasuredFrom> for String {
    fn from(measured: MeasuredFrom) -> Self {
        measured.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let all: Vec<MeasuredFrom> = MeasuredFrom::all().collect();
        assert_eq!(all.len(), 2 * (CaseKind::ALL.len() + 1) + 2);
        for one in all {
            assert_eq!(one.to_string().parse(), Ok(one), "{one}");
        }
        assert!("first_response:soon".parse::<MeasuredFrom>().is_err());
        assert!("soon".parse::<MeasuredFrom>().is_err());
    }

    #[test]
    fn interactions_tell_minutes_and_hours_of_the_clock_alone() {
        let told = |from: MeasuredFrom| Unit::ALL.into_iter().filter(|unit| from.tells(*unit)).count();
        assert_eq!(told(MeasuredFrom::Waiting), 2);
        assert_eq!(told(MeasuredFrom::Resolution(None)), 1);
        assert_eq!(told(MeasuredFrom::FirstResponse(None)), Unit::ALL.len());
        assert!(!MeasuredFrom::Handling.takes(CaseKind::ALL[0]));
    }
}
