//! Validated texts: names, email addresses, slugs and search keys.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// Nothing but blanks.
    #[error("must not be empty")]
    Empty,
    /// Longer than allowed.
    #[error("must have at most {longest} characters, has {length}")]
    TooLong {
        /// The most characters allowed.
        longest: usize,
        /// The characters found.
        length: usize,
    },
    /// Not shaped like an email address.
    #[error("must be an email address such as name@example.gov")]
    NotAnEmail,
}

/// A name people read: trimmed, one line, 1 to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    /// The most characters of a name.
    pub const LONGEST: usize = 200;

    /// Reads a name; line breaks and runs of blanks become one blank.
    ///
    /// # Errors
    /// [`InvalidText::Empty`], [`InvalidText::TooLong`].
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = name.chars().count();
        match length {
            0 => Err(InvalidText::Empty),
            _ if length > Self::LONGEST => Err(InvalidText::TooLong { longest: Self::LONGEST, length }),
            _ => Ok(Self(name)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An email address, folded to lower case; checked for shape only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// [`InvalidText::NotAnEmail`] without one `@` between two parts, or with blanks; [`InvalidText::TooLong`].
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let address = text.trim().to_lowercase();
        if address.len() > 254 {
            return Err(InvalidText::TooLong { longest: 254, length: address.len() });
        }
        let shaped = address.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        if !shaped || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(InvalidText::NotAnEmail);
        }
        Ok(Self(address))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text_conversions {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = InvalidText;

            fn try_from(text: String) -> Result<Self, InvalidText> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}
text_conversions!(Name, Email);

/// A lower-case ASCII slug of `text` for addresses: `Año nuevo, 2026` becomes `ano-nuevo-2026`; at most 60 characters.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        };
        if plain.is_ascii_alphanumeric() {
            slug.push(plain);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_trimmed_line() {
        assert_eq!(Name::parse("  Passport\n renewal ").unwrap().as_str(), "Passport renewal");
        assert_eq!(Name::parse(" \t"), Err(InvalidText::Empty));
        assert!(matches!(Name::parse(&"x".repeat(201)), Err(InvalidText::TooLong { .. })));
    }

    #[test]
    fn an_email_is_folded_and_checked_for_shape() {
        assert_eq!(Email::parse(" Ann@Example.GOV").unwrap().as_str(), "ann@example.gov");
        for wrong in ["ann", "@example.gov", "ann@", "a b@example.gov", "a@b@c", "a@.gov"] {
            assert_eq!(Email::parse(wrong), Err(InvalidText::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_slug_is_plain_ascii() {
        assert_eq!(slug("Año nuevo, 2026!"), "ano-nuevo-2026");
        assert_eq!(slug("—"), "");
    }
}
