//! A text of the catalogue on its way to the page.

use std::{borrow::Cow, fmt};

use catsup_model::Language;
use fluent_bundle::{FluentArgs, FluentValue};

use super::catalogue;

/// A text with its variables; shows itself in its language.
#[derive(Debug, Clone)]
pub struct Message {
    language: Language,
    key: String,
    arguments: Vec<(&'static str, FluentValue<'static>)>,
}

impl Message {
    pub(super) fn new(language: Language, key: String) -> Self {
        Self { language, key, arguments: Vec::new() }
    }

    /// Fills the variable `$name`. Whole numbers also choose the plural form and get their separators.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Argument) -> Self {
        self.arguments.push((name, value.into_value()));
        self
    }

    /// Whether there is nothing to say. Never for a text of the catalogue; lets macros take a message or `""`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arguments = FluentArgs::with_capacity(self.arguments.len());
        for (name, value) in &self.arguments {
            arguments.set(*name, value.clone());
        }
        match catalogue::text(self.language, &self.key, &arguments) {
            Ok(text) => formatter.write_str(&text),
            Err(problem) => {
                // A page with a bare key helps its reader more than no page.
                tracing::error!(key = self.key, language = self.language.code(), %problem, "text is missing");
                debug_assert!(false, "text {} ({}): {problem}", self.key, self.language);
                formatter.write_str(&self.key)
            }
        }
    }
}

/// What may fill a variable of a text.
pub trait Argument {
    /// The value as Fluent takes it.
    fn into_value(self) -> FluentValue<'static>;
}

impl<T: Argument + Clone> Argument for &T {
    fn into_value(self) -> FluentValue<'static> {
        self.clone().into_value()
    }
}

macro_rules! arguments {
    (text: $($text:ty),*; number: $($number:ty),*) => {
        $(impl Argument for $text {
            fn into_value(self) -> FluentValue<'static> {
                FluentValue::String(Cow::Owned(self.to_string()))
            }
        })*
        $(impl Argument for $number {
            fn into_value(self) -> FluentValue<'static> {
                FluentValue::from(self)
            }
        })*
    };
}
arguments! {
    text: &str, String, Cow<'_, str>, Message;
    number: i8, i16, i32, i64, u8, u16, u32, u64, usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Translator;

    #[test]
    fn a_count_chooses_its_plural_and_gets_its_separators() {
        let english = Translator::new(Language::En);
        assert_eq!(english.say("response-count").arg("n", 1).to_string(), "1 response");
        assert_eq!(english.say("response-count").arg("n", 12_345_u64).to_string(), "12,345 responses");
        let spanish = Translator::new(Language::Es);
        assert_eq!(spanish.say("response-count").arg("n", 1).to_string(), "1 respuesta");
        assert_eq!(spanish.say("response-count").arg("n", 12_345).to_string(), "12,345 respuestas");
    }

    #[test]
    fn a_borrowed_value_fills_as_well() {
        let name = String::from("Passport renewal");
        let said = Translator::default().say("title-with-site").arg("title", &name).arg("site", "Catsup");
        assert_eq!(said.to_string(), "Passport renewal · Catsup");
    }
}
