//! Languages of the product and texts that exist in several of them.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language in which every standard text is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, the language every text has.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Every language, in the order shown to people.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The code named no language of the product.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a supported language; use en or es")]
pub struct UnknownLanguage(pub String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP 47 code; the region is ignored (`es-MX` is Spanish).
    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
            .ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}

/// A text in one or more languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translated(BTreeMap<Language, String>);

impl Translated {
    /// A text that so far exists in English only.
    #[must_use]
    pub fn english(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(Language::En, text.into())]))
    }

    /// A text in both languages.
    #[must_use]
    pub fn both(english: impl Into<String>, spanish: impl Into<String>) -> Self {
        Self(BTreeMap::from([(Language::En, english.into()), (Language::Es, spanish.into())]))
    }

    /// The text in `language`, else in English, else in whatever there is; empty when there is none.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.exact(language)
            .or_else(|| self.exact(Language::En))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// The text in exactly `language`; a blank text counts as missing.
    #[must_use]
    pub fn exact(&self, language: Language) -> Option<&str> {
        self.0.get(&language).map(String::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Sets the text of one language; a blank text removes it.
    pub fn set(&mut self, language: Language, text: &str) {
        if text.trim().is_empty() {
            self.0.remove(&language);
        } else {
            self.0.insert(language, text.trim().to_owned());
        }
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Language::ALL.into_iter().all(|language| self.exact(language).is_none())
    }

    /// The same text with each language's version changed by `change`.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(Language, &str) -> String) -> Self {
        Self(self.0.iter().map(|(language, text)| (*language, change(*language, text))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_hide_the_language() {
        assert_eq!("es-MX".parse(), Ok(Language::Es));
        assert!("fr".parse::<Language>().is_err());
    }

    #[test]
    fn a_missing_translation_falls_back_to_english() {
        let text = Translated::english("Send");
        assert_eq!(text.get(Language::Es), "Send");
        assert_eq!(text.exact(Language::Es), None);
    }
}
