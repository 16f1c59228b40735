//! What the address of a page of journeys asks for: which journeys, and how they are shown.

use std::str::FromStr;

use catsup_app::journeys::{JourneyRule, ObservedQuery, PictureQuery};
use catsup_model::period::Days;
use jiff::{ToSpan as _, civil::Date};

use crate::forms::{FieldError, Form};

/// Periods by name, with how many days they reach back.
pub(super) const PERIODS: [(&str, Option<i64>); 4] =
    [("days_30", Some(30)), ("days_90", Some(90)), ("days_365", Some(365)), ("all", None)];
/// The period when none is asked for.
const USUAL: (&str, Option<i64>) = ("days_90", Some(90));
/// What makes a journey, by name.
pub(super) const RULES: [(&str, JourneyRule); 5] = [
    ("gap_14", JourneyRule::Gap { days: 14 }),
    ("gap_3", JourneyRule::Gap { days: 3 }),
    ("gap_30", JourneyRule::Gap { days: 30 }),
    ("customer", JourneyRule::Customer),
    ("case", JourneyRule::Case),
];
/// Per cent of contacts and of ways that a graph shows unless asked for more.
const ACTIVITIES: u8 = 100;
const PATHS: u8 = 80;
/// What the filters set; all else of an address belongs to one page alone.
const FILTERS: [&str; 7] = ["service", "life", "channel", "period", "from", "to", "rule"];

/// What a graph tells beside its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// How often a way is gone.
    #[default]
    Frequency,
    /// How long it takes.
    Duration,
    /// Both.
    Both,
    /// What people say where it leads.
    Satisfaction,
}

impl Shown {
    pub const ALL: [(&str, Self); 4] = [
        ("frequency", Self::Frequency),
        ("duration", Self::Duration),
        ("both", Self::Both),
        ("satisfaction", Self::Satisfaction),
    ];
}

/// The address read, and how the filters stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub query: ObservedQuery,
    pub shown: Shown,
    /// Per cent.
    pub activities: u8,
    /// Per cent.
    pub paths: u8,
    pub form: Form,
    pairs: Vec<(String, String)>,
}

impl Asked {
    pub fn read(mut pairs: Vec<(String, String)>, today: Date) -> Self {
        pairs.retain(|(name, value)| !value.trim().is_empty() && name != "lang");
        let mut form = Form::with(pairs.clone());
        let form_ref = &mut form;
        let query = ObservedQuery {
            organisation: None,
            services: one(form_ref, "service").into_iter().collect(),
            life_experience: one(form_ref, "life"),
            channels: one(form_ref, "channel").into_iter().collect(),
            days: days(form_ref, today),
            rule: named(form_ref, "rule", &RULES),
        };
        let shown = named(form_ref, "show", &Shown::ALL);
        let activities = share(form_ref, "activities", ACTIVITIES);
        let paths = share(form_ref, "paths", PATHS);
        Self { query, shown, activities, paths, form, pairs }
    }

    /// The graph that is asked for.
    pub fn picture(&self) -> PictureQuery {
        PictureQuery {
            journeys: self.query.clone(),
            activities: f64::from(self.activities) / 100.0,
            paths: f64::from(self.paths) / 100.0,
        }
    }

    /// The page at `path` for the same journeys, with some more of an address.
    pub fn on(&self, path: &str, more: &[(&str, &str)]) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| FILTERS.contains(&name.as_str()));
        let mut pairs: Vec<(&str, &str)> =
            kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.retain(|(name, _)| more.iter().all(|(changed, _)| changed != name));
        pairs.extend_from_slice(more);
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The file at `path` with all that is asked for.
    pub fn file(&self, path: &str) -> String {
        match serde_urlencoded::to_string(&self.pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The same page for all history.
    pub fn everything(&self, path: &str) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| !["period", "from", "to"].contains(&name.as_str()));
        let mut pairs: Vec<(&str, &str)> =
            kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.push(("period", "all"));
        format!("{path}?{}", serde_urlencoded::to_string(&pairs).unwrap_or_default())
    }

    /// The values of one field as they were sent.
    pub fn all(&self, field: &str) -> Vec<String> {
        self.form.values(field).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }
}

fn one<T: FromStr>(form: &mut Form, field: &str) -> Option<T> {
    let read = form.filled(field)?.parse().ok();
    if read.is_none() {
        form.refuse(field, FieldError::new("error-choose-known"));
    }
    read
}

/// One of several by name; the first of its kind when none is asked for.
fn named<T: Copy + Default>(form: &mut Form, field: &str, all: &[(&'static str, T)]) -> T {
    let Some(name) = form.filled(field).map(str::to_owned) else {
        form.set(field, all.first().map_or("", |(name, _)| name));
        return T::default();
    };
    let found = all.iter().find(|(one, _)| *one == name).map(|(_, value)| *value);
    if found.is_none() {
        form.refuse(field, FieldError::new("error-choose-known"));
    }
    found.unwrap_or_default()
}

/// A whole number of per cent.
fn share(form: &mut Form, field: &str, usual: u8) -> u8 {
    let read = form.filled(field).map(|value| value.parse::<u8>().ok().filter(|share| *share <= 100));
    match read {
        None => usual,
        Some(Some(share)) => share,
        Some(None) => {
            form.refuse(field, FieldError::new("journeys-error-share"));
            usual
        }
    }
}

fn days(form: &mut Form, today: Date) -> Option<Days> {
    let (from, to): (Option<Date>, Option<Date>) = (day(form, "from"), day(form, "to"));
    if from.is_none() && to.is_none() {
        let chosen = form.value("period").trim().to_owned();
        let (name, back) = match PERIODS.iter().find(|(name, _)| *name == chosen) {
            Some(found) => *found,
            None => {
                if !chosen.is_empty() {
                    form.refuse("period", FieldError::new("error-choose-known"));
                }
                USUAL
            }
        };
        form.set("period", name);
        return back.map(|back| Days { first: today.saturating_sub(back.days()), last: today });
    }
    form.set("period", "");
    let days = Days::new(from.unwrap_or(Date::constant(1990, 1, 1)), to.unwrap_or(today)).ok();
    if days.is_none() {
        form.refuse("to", FieldError::new("scorecard-error-ends-before"));
    }
    days
}

fn day(form: &mut Form, field: &str) -> Option<Date> {
    let read = form.filled(field)?.parse().ok();
    if read.is_none() {
        form.refuse(field, FieldError::new("error-date"));
    }
    read
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(query: &str) -> Asked {
        Asked::read(serde_urlencoded::from_str(query).unwrap(), date(2026, 3, 10))
    }

    #[test]
    fn a_plain_address_asks_for_the_last_ninety_days() {
        let asked = read("service=&channel=&show=");
        assert!(asked.form.is_valid());
        assert_eq!(asked.query.days, Days::new(date(2025, 12, 10), date(2026, 3, 10)).ok());
        assert_eq!((asked.shown, asked.activities, asked.paths), (Shown::Frequency, 100, 80));
        assert_eq!(asked.form.value("rule"), "gap_14");
        assert_eq!(asked.on("/desk/journeys", &[]), "/desk/journeys");
    }

    #[test]
    fn filters_follow_to_other_pages_and_all_that_is_asked_to_files() {
        let asked = read("service=7&channel=phone&rule=case&period=all&show=both&paths=40");
        assert_eq!((asked.query.rule, asked.query.days), (JourneyRule::Case, None));
        assert_eq!(
            asked.on("/desk/journeys/step", &[("activity", "Ask & wait")]),
            "/desk/journeys/step?service=7&channel=phone&rule=case&period=all&activity=Ask+%26+wait"
        );
        assert!(asked.file("/desk/journeys.csv").ends_with("&show=both&paths=40"));
        assert_eq!(asked.picture().paths, 0.4);
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_field() {
        let asked = read("service=x&channel=pigeon&rule=moon&show=all&paths=101&from=soon");
        let mut refused: Vec<&str> = asked.form.errors().iter().map(|(field, _)| field.as_str()).collect();
        refused.sort_unstable();
        assert_eq!(refused, ["channel", "from", "paths", "rule", "service", "show"]);
        assert_eq!(read("from=2026-02-01&to=2026-01-01").form.errors()[0].0, "to");
        assert_eq!(read("period=never").form.errors()[0].0, "period");
    }
}
