//! What the list of responses, and the file made from it, is narrowed to.

use catsup_app::responses::ResponseFilter;
use catsup_model::{id::ResponseId, period::Days};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::forms::{FieldError, Form};

/// The filter as it stands in the address; empty fields set no bound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Chosen {
    pub(super) service: String,
    pub(super) survey: String,
    pub(super) channel: String,
    pub(super) language: String,
    pub(super) from: String,
    pub(super) to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) before: String,
}

impl Chosen {
    /// The form that shows the filter, and what it means; an entry that does not fit sets no bound and is marked.
    pub(super) fn read(&self, zone: &TimeZone) -> (Form, ResponseFilter) {
        let mut form = Form::with([
            ("service", self.service.as_str()),
            ("survey", &self.survey),
            ("channel", &self.channel),
            ("language", &self.language),
            ("from", &self.from),
            ("to", &self.to),
        ]);
        let days = self.days(&mut form);
        let before: Option<ResponseId> = self.before.parse().ok();
        let filter = ResponseFilter {
            services: self.service.parse().into_iter().collect(),
            surveys: self.survey.parse().into_iter().collect(),
            channels: self.channel.parse().into_iter().collect(),
            languages: self.language.parse().into_iter().collect(),
            period: days.map(|days| days.microseconds(zone)),
            before,
            ..ResponseFilter::default()
        };
        (form, filter)
    }

    fn days(&self, form: &mut Form) -> Option<Days> {
        let mut day = |field: &str, entered: &str, open: Date| {
            if entered.is_empty() {
                return open;
            }
            entered.parse().unwrap_or_else(|_| {
                form.refuse(field, FieldError::new("error-date"));
                open
            })
        };
        let first = day("from", &self.from, jiff::civil::date(1970, 1, 2));
        let last = day("to", &self.to, jiff::civil::date(2200, 1, 1));
        if self.from.is_empty() && self.to.is_empty() {
            return None;
        }
        let days = Days::new(first, last);
        if days.is_err() {
            form.refuse("to", FieldError::new("error-dates-order"));
        }
        days.ok()
    }

    /// Whether anything is narrowed.
    pub(super) fn is_narrow(&self) -> bool {
        *self != Self { before: self.before.clone(), ..Self::default() }
    }

    /// The filter as the query of an address, going on after `before`.
    pub(super) fn query(&self, before: Option<ResponseId>) -> String {
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        serde_urlencoded::to_string(Self { before, ..self.clone() }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_fit_are_marked_and_set_no_bound() {
        let chosen = |from: &str, to: &str| Chosen { from: from.into(), to: to.into(), ..Chosen::default() };
        let (form, filter) = chosen("2026-03-01", "2026-02-01").read(&TimeZone::UTC);
        assert_eq!(form.error("to").map(FieldError::key), Some("error-dates-order"));
        assert_eq!(filter.period, None);
        let (form, filter) = chosen("2026-02-01", "").read(&TimeZone::UTC);
        assert!(form.is_valid());
        assert_eq!(filter.period.map(|(first, _)| first), Some(1_769_904_000_000_000));
        assert!(!chosen("soon", "").read(&TimeZone::UTC).0.is_valid());
    }
}
