//! How long something may take: “5 business days”, “2 hours”.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a promised time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Minutes of the clock, day and night.
    Minutes,
    /// Hours of the clock, day and night.
    Hours,
    /// Days of the calendar, to the end of the last one.
    Days,
    /// Minutes that the calendar is open.
    BusinessMinutes,
    /// Hours that the calendar is open.
    BusinessHours,
    /// Days on which the calendar is open, the first day counted, to the end of the last one.
    BusinessDays,
}

impl Unit {
    /// Every one, the shortest first.
    pub const ALL: [Self; 6] = [
        Self::Minutes,
        Self::Hours,
        Self::Days,
        Self::BusinessMinutes,
        Self::BusinessHours,
        Self::BusinessDays,
    ];

    /// The code used in files, addresses and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::BusinessMinutes => "business_minutes",
            Self::BusinessHours => "business_hours",
            Self::BusinessDays => "business_days",
        }
    }

    /// Whether whole days are counted.
    #[must_use]
    pub fn is_days(self) -> bool {
        matches!(self, Self::Days | Self::BusinessDays)
    }
}

/// A promised time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Within {
    amount: u32,
    unit: Unit,
}

/// The text named no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWithin {
    /// No whole number and unit.
    #[error("“{0}” is not a time; write it as 5 business_days, 2 hours or 30 minutes")]
    NotATime(String),
    /// More than [`Within::MOST_DAYS`] days.
    #[error("{0} is longer than ten years")]
    TooLong(Within),
}

impl Within {
    /// The longest time, in days of its kind.
    pub const MOST_DAYS: u32 = 3_660;

    /// `amount` of `unit`.
    ///
    /// # Errors
    /// [`InvalidWithin::TooLong`].
    pub fn new(amount: u32, unit: Unit) -> Result<Self, InvalidWithin> {
        let most = match unit {
            Unit::Minutes | Unit::BusinessMinutes => Self::MOST_DAYS * 24 * 60,
            Unit::Hours | Unit::BusinessHours => Self::MOST_DAYS * 24,
            Unit::Days | Unit::BusinessDays => Self::MOST_DAYS,
        };
        let within = Self { amount, unit };
        if amount <= most { Ok(within) } else { Err(InvalidWithin::TooLong(within)) }
    }

    /// How many.
    #[must_use]
    pub fn amount(self) -> u32 {
        self.amount
    }

    /// Of what.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The time in microseconds; `None` for days, which differ in length.
    #[must_use]
    pub fn microseconds(self) -> Option<i64> {
        let seconds = match self.unit {
            Unit::Minutes | Unit::BusinessMinutes => 60,
            Unit::Hours | Unit::BusinessHours => 3_600,
            Unit::Days | Unit::BusinessDays => return None,
        };
        Some(i64::from(self.amount) * seconds * 1_000_000)
    }
}

impl fmt::Display for Within {
    /// `5 business_days`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.unit.code())
    }
}

impl FromStr for Within {
    type Err = InvalidWithin;

    /// Reads `5 business_days`, also with a blank in the unit, in the singular, or a bare number of business days.
    fn from_str(text: &str) -> Result<Self, InvalidWithin> {
        let wrong = || InvalidWithin::NotATime(text.to_owned());
        let mut words = text.split_whitespace();
        let amount = words.next().and_then(|word| word.parse().ok()).ok_or_else(wrong)?;
        let unit = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
        let named = |one: &Unit| one.code() == unit || one.code().strip_suffix('s') == Some(unit.as_str());
        let unit = if unit.is_empty() { Some(Unit::BusinessDays) } else { Unit::ALL.into_iter().find(named) };
        Self::new(amount, unit.ok_or_else(wrong)?)
    }
}

impl TryFrom<String> for Within {
    type Error = InvalidWithin;

    fn try_from(text: String) -> Result<Self, InvalidWithin> {
        text.parse()
    }
}

impl From<Within> for String {
    fn from(within: Within) -> Self {
        within.to_string()
    }
}
