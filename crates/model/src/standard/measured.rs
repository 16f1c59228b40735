//! Which cases a standard is measured from, where the installation itself keeps them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{case::CaseKind, coded::UnknownCode};

/// The cases whose time from the beginning to the end shows whether a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MeasuredFrom {
    /// Cases of every kind.
    EveryCase,
    /// Cases of one kind.
    Cases(CaseKind),
}

impl MeasuredFrom {
    /// The code used in addresses and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EveryCase => "every",
            Self::Cases(kind) => kind.code(),
        }
    }

    /// Whether a case of this kind is counted.
    #[must_use]
    pub fn takes(self, kind: CaseKind) -> bool {
        match self {
            Self::EveryCase => true,
            Self::Cases(wanted) => wanted == kind,
        }
    }
}

impl fmt::Display for MeasuredFrom {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for MeasuredFrom {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        if text == "every" { Ok(Self::EveryCase) } else { text.parse().map(Self::Cases) }
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
        measured.code().to_owned()
    }
}
