//! What the address of a results page asks for.

use catsup_app::results::ResultsQuery;
use catsup_model::period::Days;
use jiff::{ToSpan as _, civil::Date};

use crate::forms::{FieldError, Form};

/// The periods by name: how many days back they reach.
pub(super) const PERIODS: [(&str, Option<i64>); 4] =
    [("days_30", Some(30)), ("days_90", Some(90)), ("days_365", Some(365)), ("all", None)];
/// The period when none is asked for.
const USUAL: &str = "days_365";

/// The query and how the filters stand.
pub(super) struct Asked {
    pub(super) query: ResultsQuery,
    pub(super) form: Form,
}

impl Asked {
    pub(super) fn read(pairs: Vec<(String, String)>, today: Date) -> Self {
        let mut form = Form::with(pairs);
        let (from, to) = (day(&mut form, "from"), day(&mut form, "to"));
        let days = match (from, to) {
            (None, None) => {
                let chosen = form.value("period").to_owned();
                let named = PERIODS.iter().find(|(name, _)| *name == chosen);
                let (name, back) = named.copied().unwrap_or((USUAL, Some(365)));
                form.set("period", name);
                back.map(|back| Days { first: today.saturating_sub(back.days()), last: today })
            }
            (from, to) => {
                form.set("period", "");
                let days =
                    Days::new(from.unwrap_or(Date::new(1970, 1, 1).unwrap_or(today)), to.unwrap_or(today));
                if days.is_err() {
                    form.refuse("to", FieldError::new("results-error-ends-before"));
                }
                days.ok()
            }
        };
        let query = ResultsQuery {
            days,
            channels: form.value("channel").parse().into_iter().collect(),
            languages: form.value("language").parse().into_iter().collect(),
        };
        Self { query, form }
    }

    /// The filters as the query of another address, with some fields of it.
    pub(super) fn carried(&self) -> Vec<(String, String)> {
        let kept = ["period", "from", "to", "channel", "language"];
        let entries = self.form.entries().iter();
        entries.filter(|(name, value)| kept.contains(&name.as_str()) && !value.is_empty()).cloned().collect()
    }

    /// `path` with the filters.
    pub(super) fn on(&self, path: &str) -> String {
        format!("{path}?{}", serde_urlencoded::to_string(self.carried()).unwrap_or_default())
    }
}

fn day(form: &mut Form, field: &'static str) -> Option<Date> {
    let text = form.filled(field)?.to_owned();
    let day = text.parse().ok();
    if day.is_none() {
        form.refuse(field, FieldError::new("error-date"));
    }
    day
}
