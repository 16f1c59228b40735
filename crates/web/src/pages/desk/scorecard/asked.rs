//! What the address of a scorecard asks for.

use std::str::FromStr;

use catsup_app::scorecards::{Grouping, Pooling, Preset, ScorecardQuery};
use catsup_model::{
    period::{BucketUnit, Days},
    query::SegmentFilter,
};
use jiff::civil::{Date, date};

use crate::{
    forms::{FieldError, Form},
    links,
};

/// The address read: the query, and how the filters stand.
#[derive(Debug, Clone, Default)]
pub(in crate::pages::desk) struct Asked {
    /// Everything but the days of a preset.
    pub query: ScorecardQuery,
    /// The period by name; `None` when days are given.
    pub preset: Option<Preset>,
    /// The series that trend and groups show; empty for the first.
    pub measure: String,
    /// The filters as they were entered, with what is wrong.
    pub form: Form,
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// Reads the pairs of an address; blanks ask for nothing.
    pub fn read(pairs: Vec<(String, String)>, today: Date) -> Self {
        let mut pairs = pairs;
        pairs.retain(|(name, value)| !value.trim().is_empty() && name != "lang");
        let mut asked = Self { form: Form::with(pairs.clone()), pairs, ..Self::default() };
        let form = &mut asked.form;
        let mut query = ScorecardQuery {
            organisation: one(form, "organisation", "error-choose-known"),
            services: all(form, "service"),
            touchpoints: all(form, "touchpoint"),
            channels: all(form, "channel"),
            surveys: all(form, "survey"),
            languages: all(form, "language"),
            devices: all(form, "device"),
            segments: segments(&asked.pairs),
            rated: all(form, "rated"),
            by: one::<Grouping>(form, "by", "error-choose-known"),
            pooling: if form.value("pool") == "1" { Pooling::Pooled } else { Pooling::Apart },
            ..ScorecardQuery::default()
        };
        query.trend = Some(match form.value("trend") {
            "" | "fiscal_quarter" => BucketUnit::FiscalQuarter,
            "month" => BucketUnit::Month,
            _ => {
                form.refuse("trend", FieldError::new("error-choose-known"));
                BucketUnit::FiscalQuarter
            }
        });
        query.days = days(form, today);
        asked.preset = match query.days {
            Some(_) => None,
            None => Some(one(form, "preset", "error-choose-known").unwrap_or_default()),
        };
        asked.measure = form.value("measure").to_owned();
        if let Some(preset) = asked.preset {
            form.set("preset", preset.code());
        }
        asked.query = query;
        asked
    }

    /// The page, or one of its files, with some of what is asked changed (`None` takes it out).
    pub fn href(&self, path: &str, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let mut pairs: Vec<(&str, &str)> =
            kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.extend(changes.iter().filter_map(|(name, value)| Some((*name, (*value)?))));
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The page itself with some of it changed.
    pub fn page(&self, changes: &[(&str, Option<&str>)]) -> String {
        self.href(links::SCORECARD, changes)
    }

    /// What a form that changes `changed` only must carry along.
    pub fn rest(&self, changed: &[&str]) -> Vec<(String, String)> {
        let kept = self.pairs.iter().filter(|(name, _)| !changed.contains(&name.as_str()));
        kept.cloned().collect()
    }
}

fn one<T: FromStr>(form: &mut Form, field: &str, error: &'static str) -> Option<T> {
    let value = form.filled(field)?;
    let read = value.parse().ok();
    if read.is_none() {
        form.refuse(field, FieldError::new(error));
    }
    read
}

fn all<T: FromStr>(form: &mut Form, field: &str) -> Vec<T> {
    let read: Option<Vec<T>> = form.values(field).map(|value| value.trim().parse().ok()).collect();
    read.unwrap_or_else(|| {
        form.refuse(field, FieldError::new("error-choose-known"));
        Vec::new()
    })
}

/// `s.NAME=VALUE`: values of one name are alternatives.
fn segments(pairs: &[(String, String)]) -> Vec<SegmentFilter> {
    let mut filters: Vec<SegmentFilter> = Vec::new();
    for (name, value) in pairs {
        let Some(name) = name.strip_prefix("s.").filter(|name| !name.is_empty()) else { continue };
        match filters.iter_mut().find(|filter| filter.name == name) {
            Some(filter) => filter.values.push(value.clone()),
            None => filters.push(SegmentFilter { name: name.to_owned(), values: vec![value.clone()] }),
        }
    }
    filters
}

/// Days from two ends; an open start reaches back as far as answers can, an open end to today.
fn days(form: &mut Form, today: Date) -> Option<Days> {
    let from: Option<Date> = one(form, "from", "error-date");
    let to: Option<Date> = one(form, "to", "error-date");
    if from.is_none() && to.is_none() {
        return None;
    }
    let days = Days::new(from.unwrap_or(date(1990, 1, 1)), to.unwrap_or(today)).ok();
    if days.is_none() {
        form.refuse("to", FieldError::new("scorecard-error-ends-before"));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Asked {
        Asked::read(serde_urlencoded::from_str(query).unwrap(), date(2026, 3, 10))
    }

    #[test]
    fn blanks_ask_for_nothing() {
        let asked = read("organisation=&service=&channel=&from=&to=&s.region=&pool=");
        assert!(asked.form.is_valid());
        assert_eq!(asked.preset, Some(Preset::LatestQuarter));
        assert_eq!(asked.page(&[]), "/desk/scorecard");
    }

    #[test]
    fn everything_asked_is_read_and_kept_in_links() {
        let asked =
            read("service=7&channel=phone&s.region=North&s.region=South&pool=1&preset=all&trend=month");
        assert_eq!(asked.query.pooling, Pooling::Pooled);
        assert_eq!(asked.query.segments[0].values, ["North", "South"]);
        assert_eq!(asked.query.trend, Some(BucketUnit::Month));
        let link = asked.page(&[("pool", None), ("by", Some("channel"))]);
        assert_eq!(
            link,
            "/desk/scorecard?service=7&channel=phone&s.region=North&s.region=South&preset=all&trend=month&by=channel"
        );
        assert_eq!(
            asked.rest(&["service", "s.region", "pool", "trend", "channel"]),
            [("preset".into(), "all".into())]
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_field() {
        let asked = read("service=x&channel=pigeon&from=soon&preset=never&by=weather");
        let refused: Vec<&str> = asked.form.errors().iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(refused, ["service", "channel", "by", "from", "preset"]);
        let backwards = read("from=2026-02-01&to=2026-01-01");
        assert_eq!(backwards.form.errors()[0].1.key(), "scorecard-error-ends-before");
    }
}
