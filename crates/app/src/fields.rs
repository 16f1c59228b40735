//! Checks of what was entered, gathered so that every field that does not fit is named at once.

use catsup_model::text::{Email, InvalidText, Name};

use crate::{Error, FieldError};

/// The fields that do not fit so far.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// Notes a field that does not fit.
    pub(crate) fn refuse(&mut self, field: &str, code: &'static str, reason: impl Into<String>) {
        self.errors.push(FieldError::new(field, code, reason));
    }

    /// Notes fields that do not fit.
    pub(crate) fn extend(&mut self, errors: impl IntoIterator<Item = FieldError>) {
        self.errors.extend(errors);
    }

    /// Reads a name.
    pub(crate) fn name(&mut self, field: &str, text: &str) -> Option<Name> {
        let name = self.noted(field, Name::parse(text))?;
        self.plain(field, name.as_str()).then_some(name)
    }

    /// Reads an email address.
    pub(crate) fn email(&mut self, field: &str, text: &str) -> Option<Email> {
        self.noted(field, Email::parse(text))
    }

    /// Reads a text that may be empty, without blanks around it.
    pub(crate) fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        let length = text.chars().count();
        if length > longest {
            self.noted::<()>(field, Err(InvalidText::TooLong { longest, length }));
        }
        self.plain(field, text);
        text.to_owned()
    }

    /// Whether a text has nothing in it that no keyboard enters and PostgreSQL does not keep.
    fn plain(&mut self, field: &str, text: &str) -> bool {
        let hidden = |c: char| c.is_control() && !c.is_whitespace();
        let plain = !text.contains(hidden);
        if !plain {
            self.refuse(field, "control-character", "must not contain control characters");
        }
        plain
    }

    /// Reads a count of people.
    pub(crate) fn count(&mut self, field: &str, count: Option<i64>) {
        if count.is_some_and(i64::is_negative) {
            self.refuse(field, "negative", "must not be below 0");
        }
    }

    /// Whether every field fits.
    pub(crate) fn fit(&self) -> bool {
        self.errors.is_empty()
    }

    /// The refusal that names them all.
    pub(crate) fn refused(self) -> Error {
        Error::Invalid(self.errors)
    }

    /// The fields that do not fit.
    pub(crate) fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }

    fn noted<T>(&mut self, field: &str, read: Result<T, InvalidText>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                let (code, limit) = match error {
                    InvalidText::Empty => ("required", None),
                    InvalidText::TooLong { longest, .. } => ("too-long", Some(longest)),
                    InvalidText::NotAnEmail => ("email", None),
                };
                self.errors.push(FieldError { limit, ..FieldError::new(field, code, error.to_string()) });
                None
            }
        }
    }
}

/// The refusal of one field.
pub(crate) fn invalid(field: &str, code: &'static str, reason: impl Into<String>) -> Error {
    Error::Invalid(vec![FieldError::new(field, code, reason)])
}

/// Turns a name or address that another row has into a refusal of the field it was entered in.
pub(crate) fn or_taken(field: &'static str) -> impl Fn(catsup_store::Error) -> Error {
    move |error| match error {
        catsup_store::Error::Taken { .. } => invalid(field, "taken", "is already taken"),
        other => other.into(),
    }
}
