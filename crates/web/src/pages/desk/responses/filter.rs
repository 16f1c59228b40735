//! What the inbox, and the file made from it, is narrowed to: as it stands in the address, and what it means.

use catsup_app::{
    App, Error,
    inbox::{self, Assignee, ResponseFilter},
};
use catsup_model::{
    Viewer,
    id::{AccountId, OrganisationId, ResponseId},
    period::Days,
    response::ResponseState,
    search::Search,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::standing::Standing;
use crate::forms::{FieldError, Form};

macro_rules! chosen {
    ($($field:ident),*) => {
        /// The filter as it stands in the address; empty fields set no bound.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(default)]
        pub(crate) struct Chosen {
            $(#[serde(skip_serializing_if = "String::is_empty")] pub(super) $field: String),*
        }

        impl Chosen {
            /// Every field with what was chosen.
            pub(super) fn entries(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), self.$field.as_str())),*]
            }

            /// The same without one field.
            pub(super) fn without(&self, field: &str) -> Self {
                let mut rest = self.clone();
                $(if field == stringify!($field) { rest.$field.clear(); })*
                rest
            }
        }
    };
}
chosen! {
    view, q, organisation, service, survey, touchpoint, channel, language, device, source, state, handling, assignee,
    tag, segment, campaign, page, score, comment, from, to, before
}

/// Fields that narrow, in the order they are shown: all but the standing view and the place in the list.
pub(super) const NARROWING: [&str; 20] = [
    "q",
    "organisation",
    "service",
    "survey",
    "touchpoint",
    "channel",
    "language",
    "device",
    "source",
    "state",
    "handling",
    "assignee",
    "tag",
    "segment",
    "campaign",
    "page",
    "score",
    "comment",
    "from",
    "to",
];

impl Chosen {
    /// What the filter means for this viewer; an entry that does not fit sets no bound and is marked in the form.
    pub(super) async fn read(&self, app: &App, viewer: &Viewer) -> Result<(Form, ResponseFilter), Error> {
        let (form, mut filter) = self.bounds(app, inbox::account_of(viewer));
        if let Ok(organisation) = self.organisation.parse::<OrganisationId>() {
            filter.services = inbox::services_below(app, viewer, organisation, &filter.services).await?;
        }
        Ok((form, filter))
    }

    fn bounds(&self, app: &App, me: Option<AccountId>) -> (Form, ResponseFilter) {
        let mut form = Form::with(self.entries());
        let days = self.days(&mut form);
        let mut filter = Standing::of(&self.view).filter(me);
        filter.services = self.service.parse().into_iter().collect();
        filter.surveys = self.survey.parse().into_iter().collect();
        filter.touchpoints = self.touchpoint.parse().into_iter().collect();
        filter.channels = self.channel.parse().into_iter().collect();
        filter.languages = self.language.parse().into_iter().collect();
        filter.devices = given(&self.device).into_iter().collect();
        filter.sources = self.source.parse().into_iter().collect();
        filter.tags = self.tag.parse().into_iter().collect();
        filter.levels = self.score.parse().into_iter().collect();
        let segment = given(&self.segment).unwrap_or_default();
        let pair = segment.split_once('=').filter(|(name, _)| inbox::is_attribute(name));
        filter.segments = pair.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
        filter.campaign = given(&self.campaign);
        filter.pages = pages(&self.page);
        filter.commented = match self.comment.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if let Ok(state) = self.state.parse::<ResponseState>() {
            filter.states = vec![state];
        }
        if let Ok(step) = self.handling.parse() {
            filter.handlings = vec![step];
        }
        filter.assignee = match self.assignee.as_str() {
            "nobody" => Some(Assignee::Nobody),
            "me" => me.map(Assignee::Account),
            id => id.parse().ok().map(Assignee::Account).or(filter.assignee),
        };
        filter.search = Search::parse(&self.q);
        filter.period = days.map(|days| days.microseconds(&app.settings().zone));
        filter.before = self.before.parse().ok();
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

    /// Whether anything is narrowed, the standing view aside.
    pub(super) fn is_narrow(&self) -> bool {
        self.entries().iter().any(|(name, value)| NARROWING.contains(name) && !value.is_empty())
    }

    /// The filter as the query of an address, from its first page.
    pub(super) fn query(&self) -> String {
        self.query_after(None)
    }

    /// The filter as the query of an address, going on after `before`.
    pub(super) fn query_after(&self, before: Option<ResponseId>) -> String {
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        serde_urlencoded::to_string(Self { before, ..self.clone() }).unwrap_or_default()
    }

    /// The filter with the place in the list as the query of an address.
    pub(super) fn here(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// Reads the query of an address; what does not read as one asks for nothing.
    pub(super) fn of_query(query: &str) -> Self {
        serde_urlencoded::from_str(query).unwrap_or_default()
    }
}

/// What was entered, without blanks around it and without what no keyboard enters.
fn given(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    Some(text).filter(|text| !text.is_empty())
}

/// The page as it may have been kept: with the scheme that was entered, or with either when none was.
fn pages(entered: &str) -> Vec<String> {
    let entered = given(entered).unwrap_or_default();
    let end = entered.find(['?', '#']).unwrap_or(entered.len());
    let page = entered[..end].trim_end_matches('/');
    match page {
        "" => Vec::new(),
        page if page.contains("://") => vec![page.to_owned()],
        page => vec![format!("https://{page}"), format!("http://{page}")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_fit_are_marked_and_set_no_bound() {
        let days = |from: &str, to: &str| {
            let mut form = Form::empty();
            let chosen = Chosen { from: from.into(), to: to.into(), ..Chosen::default() };
            let days = chosen.days(&mut form);
            (days, form)
        };
        let (none, form) = days("2026-03-01", "2026-02-01");
        assert_eq!(form.error("to").map(FieldError::key), Some("error-dates-order"));
        assert_eq!(none, None);
        let (some, form) = days("2026-02-01", "");
        assert!(form.is_valid() && some.is_some());
        assert!(!days("soon", "").1.is_valid());
    }

    #[test]
    fn an_address_holds_what_was_chosen_and_nothing_else() {
        let chosen = Chosen { q: "long wait".into(), view: "all".into(), ..Chosen::default() };
        assert_eq!(chosen.query(), "view=all&q=long+wait");
        assert_eq!(Chosen::of_query(&chosen.query()), chosen);
        assert!(chosen.is_narrow());
        assert!(!chosen.without("q").is_narrow());
    }

    #[test]
    fn a_page_is_looked_for_as_it_is_kept() {
        assert_eq!(pages(" https://example.gov/a/?x=1 "), ["https://example.gov/a"]);
        assert_eq!(pages("example.gov/a"), ["https://example.gov/a", "http://example.gov/a"]);
        assert!(pages(" ").is_empty());
    }
}
