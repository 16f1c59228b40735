//! Values of the filters of responses that are no codes of the model.

use std::str::FromStr;

use catsup_app::inbox::{self, Assignee};

/// A text on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plain(pub(super) String);

impl FromStr for Plain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.chars().any(char::is_control) {
            return Err("must not contain control characters".to_owned());
        }
        Ok(Self(text.trim().to_owned()))
    }
}

/// An attribute with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair(pub(super) String, pub(super) String);

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Plain(text) = text.parse()?;
        let pair = text.split_once('=').filter(|(name, _)| inbox::is_attribute(name));
        let (name, value) =
            pair.ok_or_else(|| format!("“{text}” is not an attribute such as region=North"))?;
        Ok(Self(name.to_owned(), value.to_owned()))
    }
}

/// In whose hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Assigned(pub(super) Assignee);

impl FromStr for Assigned {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "nobody" {
            return Ok(Self(Assignee::Nobody));
        }
        let account =
            text.parse().map_err(|_| format!("“{text}” is neither the id of an account nor nobody"))?;
        Ok(Self(Assignee::Account(account)))
    }
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YesNo(pub(super) bool);

impl FromStr for YesNo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "yes" => Ok(Self(true)),
            "no" => Ok(Self(false)),
            other => Err(format!("“{other}” is neither yes nor no")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_strictly() {
        assert_eq!("region=North=West".parse(), Ok(Pair("region".to_owned(), "North=West".to_owned())));
        assert!("region".parse::<Pair>().is_err() && "=North".parse::<Pair>().is_err());
        assert_eq!("nobody".parse(), Ok(Assigned(Assignee::Nobody)));
        assert!("somebody".parse::<Assigned>().is_err());
        assert!("true".parse::<YesNo>().is_err());
        assert!("a\0b".parse::<Plain>().is_err());
    }
}
