//! What the component macros (`components/form.html`, `components/page.html`) are given.

mod suggestion;
mod tile;

use std::fmt;

#[cfg(test)]
pub(crate) use self::suggestion::sample_evidence;
pub use self::suggestion::{SuggestionLine, desk_links, public_links};
pub use self::tile::{Change, Tile};
use catsup_model::Scale;

use crate::{
    forms::Form,
    i18n::{Translator, Whole},
};

/// One answer of a select, radio or checkbox group.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What the form posts.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A line of help below it; empty for none.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl fmt::Display, label: impl fmt::Display) -> Self {
        Self { value: value.to_string(), label: label.to_string(), hint: String::new() }
    }

    /// Every answer of a scale, lowest first.
    #[must_use]
    pub fn of_scale(t: &Translator, scale: Scale) -> Vec<Self> {
        scale.range().map(|value| Self::new(value, t.answer(scale, value))).collect()
    }

    /// Adds a line of help.
    #[must_use]
    pub fn with_hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = hint.to_string();
        self
    }
}

/// One step of the way to this page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
}

impl Crumb {
    /// A step.
    #[must_use]
    pub fn new(href: impl fmt::Display, label: impl fmt::Display) -> Self {
        Self { href: href.to_string(), label: label.to_string() }
    }
}

/// Links to the neighbouring pages of a list, by cursor.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// The page before, when there is one.
    pub previous: Option<String>,
    /// The page after, when there is one.
    pub next: Option<String>,
    /// How many there are in all, as a sentence; empty when it is not known.
    pub total: String,
}

/// How an alert is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    /// Worth knowing.
    Info,
    /// It worked.
    Success,
    /// Look at this before going on.
    Warning,
    /// It did not work.
    Error,
}

impl AlertKind {
    /// The ending of its class and of its name in the catalogue.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// How a screen reader takes it up: at once only when something is wrong.
    #[must_use]
    pub fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Success => "status",
            Self::Warning | Self::Error => "alert",
        }
    }
}

/// The ids that describe a field, for `aria-describedby`: its hint, its error, its counter, as far as there are any.
#[must_use]
pub fn described_by(form: &Form, field: &str, has_hint: bool, has_counter: bool) -> String {
    [(has_hint, "hint"), (form.error(field).is_some(), "error"), (has_counter, "counter")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{field}-{part}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The id of choice `index` of a group. The first carries the field's own name, so that the error summary leads there.
#[must_use]
pub fn choice_id(field: &str, index: impl Whole) -> String {
    match index.whole() {
        0 => field.to_owned(),
        index => format!("{field}-{index}"),
    }
}

/// The fields of a day: month, day, year. The first carries the question's own name, so that the error summary leads
/// there.
#[must_use]
pub fn day_fields(name: &str) -> [String; 3] {
    [name.to_owned(), format!("{name}.day"), format!("{name}.year")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FieldError;

    #[test]
    fn a_field_is_described_by_what_it_has() {
        let mut form = Form::empty();
        assert_eq!(described_by(&form, "name", false, false), "");
        form.refuse("name", FieldError::new("error-required"));
        assert_eq!(described_by(&form, "name", true, true), "name-hint name-error name-counter");
        assert_eq!(described_by(&form, "other", true, false), "other-hint");
    }
}
