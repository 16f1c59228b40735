//! A form as the person left it: what they entered, and what is wrong with it, beside each field.
//!
//! A handler that refuses a post renders the same page again with the same [`Form`], so nothing typed is lost.

use std::collections::BTreeMap;

use crate::i18n::{Argument, Message, Translator};

/// Entered values and errors by field name, in the order of their appearance.
#[derive(Debug, Clone, Default)]
pub struct Form {
    entries: Vec<(String, String)>,
    errors: Vec<(String, FieldError)>,
}

impl Form {
    /// A form nobody has filled in yet.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with these entries; a name may repeat (checkboxes).
    #[must_use]
    pub fn with(entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        let entries = entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { entries, errors: Vec::new() }
    }

    /// The entered value of `field`, exactly as typed; empty when there is none.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values(field).next().unwrap_or_default()
    }

    /// Every entered value of `field`.
    pub fn values<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a str> {
        self.entries.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The value of `field` without the blanks around it; `None` when nothing is left.
    #[must_use]
    pub fn filled(&self, field: &str) -> Option<&str> {
        Some(self.value(field).trim()).filter(|value| !value.is_empty())
    }

    /// Whether `value` was chosen in `field`.
    #[must_use]
    pub fn chose(&self, field: &str, value: &str) -> bool {
        self.values(field).any(|chosen| chosen == value)
    }

    /// Every entry, in the order it was sent.
    #[must_use]
    pub fn entries(&self) -> &[(String, String)] {
        &self.entries
    }

    /// Sets `field` to one value, as when a page shows what is stored.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.entries.retain(|(name, _)| name != field);
        self.entries.push((field.to_owned(), value.into()));
    }

    /// Adds one more value of `field`.
    pub fn add(&mut self, field: &str, value: impl Into<String>) {
        self.entries.push((field.to_owned(), value.into()));
    }

    /// Marks `field` as wrong. A field shows its first error only: one thing to correct at a time.
    pub fn refuse(&mut self, field: &str, error: FieldError) {
        if self.error(field).is_none() {
            self.errors.push((field.to_owned(), error));
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    /// What is wrong with `field`.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&FieldError> {
        self.errors.iter().find(|(name, _)| name == field).map(|(_, error)| error)
    }

    /// Everything that is wrong, for the summary above the form.
    #[must_use]
    pub fn errors(&self) -> &[(String, FieldError)] {
        &self.errors
    }

    /// The value of a required field, or marks it as missing.
    pub fn require(&mut self, field: &str) -> Option<String> {
        let value = self.filled(field).map(str::to_owned);
        if value.is_none() {
            self.refuse(field, FieldError::new("error-required"));
        }
        value
    }
}

/// What is wrong with a field: a text of the catalogue with its variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    key: &'static str,
    arguments: BTreeMap<&'static str, ErrorArgument>,
}

/// A variable of an error text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ErrorArgument {
    Text(String),
    Number(i64),
}

impl FieldError {
    /// The error under `key`, which stands in `locales/*/errors.ftl`.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, arguments: BTreeMap::new() }
    }

    /// Fills a variable with a number.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Self {
        self.arguments.insert(name, ErrorArgument::Number(value));
        self
    }

    /// Fills a variable with a text.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.insert(name, ErrorArgument::Text(value.into()));
        self
    }

    /// The catalogue key, which tests compare.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The error in words.
    #[must_use]
    pub fn say(&self, t: &Translator) -> Message {
        self.arguments.iter().fold(t.say(self.key), |message, (name, value)| message.arg(name, value))
    }
}

impl Argument for &ErrorArgument {
    fn into_value(self) -> fluent_bundle::FluentValue<'static> {
        match self {
            ErrorArgument::Text(text) => text.as_str().into_value(),
            ErrorArgument::Number(number) => number.into_value(),
        }
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn what_was_typed_comes_back_with_its_error() {
        let mut form = Form::with([("name", "  Ana "), ("channel", "phone"), ("channel", "website")]);
        form.refuse("name", FieldError::new("error-too-long").number("limit", 1_000).number("length", 1_204));
        form.refuse("name", FieldError::new("error-required"));
        assert_eq!(form.value("name"), "  Ana ");
        assert!(form.chose("channel", "phone") && form.chose("channel", "website"));
        assert_eq!(form.errors().len(), 1, "one error a field");
        let said = form.error("name").unwrap().say(&Translator::new(Language::En)).to_string();
        assert_eq!(said, "Shorten this to 1,000 characters or fewer; it has 1,204");
    }

    #[test]
    fn blanks_are_no_answer() {
        let mut form = Form::with([("name", "   ")]);
        assert_eq!(form.require("name"), None);
        assert_eq!(form.error("name").map(FieldError::key), Some("error-required"));
        assert!(!form.is_valid());
    }
}
