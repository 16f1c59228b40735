//! The id or public key of a survey in an address.

use std::{convert::Infallible, str::FromStr};

use serde::{Deserialize, Deserializer};

/// The id or key of a survey. What cannot be one becomes the empty key, which no survey has: an address that is
/// mistyped is simply not found, and no odd character reaches the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyKey(pub String);

impl FromStr for SurveyKey {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let fits = text.len() <= 80 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Ok(Self(if fits { text.to_owned() } else { String::new() }))
    }
}

impl<'de> Deserialize<'de> for SurveyKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Ok(key) = String::deserialize(deserializer)?.parse();
        Ok(key)
    }
}
