//! Fiscal years as service standards name them: by the calendar years they begin and end in.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A fiscal year such as `2023-2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiscalYear(i16);

/// The text is no fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a fiscal year; write the years it begins and ends in, such as 2025-2026")]
pub struct InvalidFiscalYear(pub String);

impl FiscalYear {
    /// The fiscal year that begins in `year`; `None` for one before 1990 or after 2200.
    #[must_use]
    pub fn beginning_in(year: i16) -> Option<Self> {
        (1990..=2200).contains(&year).then_some(Self(year))
    }

    /// The calendar year it begins in.
    #[must_use]
    pub fn begins_in(self) -> i16 {
        self.0
    }

    /// The first day after it where it ends with March, as in the Canadian record.
    #[must_use]
    pub fn over_at_in_canada(self) -> Date {
        jiff::civil::date(self.0 + 1, 4, 1)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.0, self.0 + 1)
    }
}

impl FromStr for FiscalYear {
    type Err = InvalidFiscalYear;

    fn from_str(text: &str) -> Result<Self, InvalidFiscalYear> {
        let year = |text: &str| -> Option<i16> {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        };
        let years = text.split_once('-').and_then(|(first, last)| year(first).zip(year(last)));
        let found = years.filter(|(first, last)| first + 1 == *last);
        let found = found.and_then(|(first, _)| Self::beginning_in(first));
        found.ok_or_else(|| InvalidFiscalYear(text.to_owned()))
    }
}

impl TryFrom<String> for FiscalYear {
    type Error = InvalidFiscalYear;

    fn try_from(text: String) -> Result<Self, InvalidFiscalYear> {
        text.parse()
    }
}

impl From<FiscalYear> for String {
    fn from(year: FiscalYear) -> Self {
        year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_names_two_years_in_a_row() {
        let year: FiscalYear = "2023-2024".parse().unwrap();
        assert_eq!((year.begins_in(), year.to_string().as_str()), (2023, "2023-2024"));
        assert_eq!(year.over_at_in_canada(), jiff::civil::date(2024, 4, 1));
        for text in ["2023", "2023-2025", "2023-24", "2024-2023", "1989-1990", "2023–2024", "+023-2024"] {
            assert!(text.parse::<FiscalYear>().is_err(), "{text}");
        }
    }
}
