//! Great experiences as the team sees them: what people wrote, and what staff say to it.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    inbox::experiences::{self, Experience},
    personal_data,
};
use catsup_model::{Language, response::Response};
use jiff::{civil::DateTime, tz::TimeZone};
use serde::Deserialize;

use crate::{
    components::{Crumb, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    layout::{Layout, Page, Samples},
    links,
};

/// Experiences of one page.
const PAGE: i64 = 30;

/// The page of great experiences.
#[derive(Debug, Template)]
#[template(path = "pages/desk/experiences.html")]
pub(crate) struct Experiences {
    layout: Layout,
    crumbs: Vec<Crumb>,
    rows: Vec<Row>,
    pager: Pager,
}

#[derive(Debug)]
struct Row {
    href: String,
    service: String,
    when: DateTime,
    words: String,
    words_language: &'static str,
    note: String,
    public: bool,
}

/// Where a page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Cursor {
    before: String,
}

/// `GET /desk/experiences`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(cursor): PageQuery<Cursor>,
) -> Result<Page<Experiences>, PageError> {
    let found = experiences::list(&app, &identity.viewer, cursor.before.parse().ok(), PAGE + 1).await?;
    let length = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = found.get(length - 1).filter(|_| found.len() > length);
    let next = next.map(|(last, _)| format!("{}?before={}", links::EXPERIENCES, last.id));
    let zone = app.settings().zone.clone();
    Ok(Page::new(Experiences {
        crumbs: vec![Crumb::new(links::RESPONSES, layout.t.say("responses-title"))],
        rows: found.iter().take(length).map(|(one, response)| row(one, response.as_ref(), &zone)).collect(),
        pager: Pager { next, ..Pager::default() },
        layout,
    }))
}

fn row(experience: &Experience, response: Option<&Response>, zone: &TimeZone) -> Row {
    let answers = response.map_or(&[][..], |response| response.answers.as_slice());
    let texts =
        answers.iter().filter(|answer| answer.value.is_none()).filter_map(|answer| answer.text.as_deref());
    Row {
        href: links::response_share(experience.response),
        service: experience.service_name.clone(),
        when: experience.shared_at.to_zoned(zone.clone()).datetime(),
        // The whole team reads it: what reaches a person stays in the inbox.
        words: texts.max_by_key(|text| text.len()).map(personal_data::hide).unwrap_or_default(),
        words_language: experience.language.code(),
        note: experience.note.clone(),
        public: experience.public_text.is_some(),
    }
}

impl Samples for Experiences {
    fn samples(language: Language) -> Vec<Self> {
        let row = |public: bool| Row {
            href: links::response_share(5),
            service: "Passport renewal".to_owned(),
            when: jiff::civil::date(2026, 3, 10).at(9, 30, 0, 0),
            words: "Rápido y amable.".to_owned(),
            words_language: "es",
            note: if public { "Well done!".to_owned() } else { String::new() },
            public,
        };
        let sample = |rows: Vec<Row>| Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            rows,
            pager: Pager::default(),
            layout: Layout::sample(language),
        };
        vec![sample(vec![row(true), row(false)]), sample(Vec::new())]
    }
}
