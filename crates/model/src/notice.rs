//! The notices a form must carry: control number, expiry, burden, privacy.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Translated;

/// An OMB control number: four digits, a hyphen, four digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ControlNumber(String);

/// The text was not shaped like a control number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an OMB control number; write it as 1234-5678")]
pub struct InvalidControlNumber(pub String);

impl ControlNumber {
    /// Reads a control number.
    ///
    /// # Errors
    /// [`InvalidControlNumber`] when the text is not four digits, a hyphen, four digits.
    pub fn parse(text: &str) -> Result<Self, InvalidControlNumber> {
        let number = text.trim();
        let four = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        match number.split_once('-') {
            Some((agency, serial)) if four(agency) && four(serial) => Ok(Self(number.to_owned())),
            _ => Err(InvalidControlNumber(text.to_owned())),
        }
    }

    /// The number as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ControlNumber {
    type Error = InvalidControlNumber;

    fn try_from(text: String) -> Result<Self, InvalidControlNumber> {
        Self::parse(&text)
    }
}

impl From<ControlNumber> for String {
    fn from(number: ControlNumber) -> Self {
        number.0
    }
}

/// The notices of one survey. Services outside the United States leave them empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Notices {
    /// Control number of the approved information collection.
    pub control_number: Option<ControlNumber>,
    /// Last day on which the collection may be shown.
    pub expires: Option<Date>,
    /// Average minutes an answer takes.
    pub burden_minutes: Option<u32>,
    /// Privacy statement.
    pub privacy: Translated,
}

impl Notices {
    /// Whether the collection may no longer be shown on `today`.
    #[must_use]
    pub fn expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| today > last)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_control_number_is_four_and_four_digits() {
        assert_eq!(ControlNumber::parse(" 2900-0770 ").unwrap().as_str(), "2900-0770");
        assert!(ControlNumber::parse("29000770").is_err());
        assert!(ControlNumber::parse("0000-12a4").is_err());
    }

    #[test]
    fn the_day_of_expiry_is_the_last_good_day() {
        let notices = Notices { expires: Some(date(2028, 5, 31)), ..Notices::default() };
        assert!(!notices.expired(date(2028, 5, 31)));
        assert!(notices.expired(date(2028, 6, 1)));
    }
}
