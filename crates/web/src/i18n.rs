//! Words, numbers and dates in the reader's language.
//!
//! Texts live in `locales/<language>/<area>.ftl` (Fluent). Templates write `{{ t.say("send") }}` and
//! `{{ t.say("inbox-new").arg("n", count) }}`; a test reads every source file and fails for a key no catalogue has.

mod catalogue;
mod dates;
mod message;
mod negotiation;
mod numbers;

use catsup_model::Language;

pub use self::{
    message::{Argument, Message},
    negotiation::{LANGUAGE_COOKIE, negotiate, remember_language},
    numbers::{Figure, Whole},
};

/// Speaks one language. Cheap to copy: the catalogues are read once for the whole process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Translator {
    language: Language,
}

impl Translator {
    /// A translator into `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language spoken.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// Its BCP 47 code, for `lang` attributes.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.language.code()
    }

    /// Which way it is written, for `dir` attributes.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self.language {
            Language::En | Language::Es => "ltr",
        }
    }

    /// The text under `key`; add its variables with [`Message::arg`].
    #[must_use]
    pub fn say(self, key: &str) -> Message {
        Message::new(self.language, key.to_owned())
    }

    /// The name of one of a family of things: `t.name("channel", "website")` is the text `channel-website`.
    ///
    /// Underscores of codes become hyphens (`in_person` is `channel-in-person`).
    #[must_use]
    pub fn name(self, family: &str, code: &str) -> Message {
        Message::new(self.language, format!("{family}-{}", code.replace('_', "-")))
    }
}
