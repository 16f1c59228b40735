//! The observed journeys as a graph, with its table twin.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, Picture},
};
use catsup_model::{Permission, Viewer, period::Days};

use super::{
    asked::{Asked, Shown},
    figures::span,
    frame::{Frame, Offered},
    graph::{self, PathRow, StepRow},
};
use crate::{
    charts::Flow,
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The page of the graph.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/show.html")]
pub(crate) struct JourneysPage {
    layout: Layout,
    frame: Frame,
    extent: Option<Days>,
    content: Option<Content>,
    exports: Vec<(String, String)>,
}

#[derive(Debug)]
struct Content {
    scope: String,
    period: String,
    /// Name and figure.
    facts: Vec<(String, String)>,
    flow: Flow,
    steps: Vec<StepRow>,
    paths: Vec<PathRow>,
    /// What the graph leaves out, a sentence each.
    hidden: Vec<String>,
    /// The measure of what people said.
    measure: String,
    opinions: bool,
    smallest: u64,
}

/// `GET /desk/journeys`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<JourneysPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let offered = Offered::read(&app, &identity.viewer).await?;
    if !asked.form.is_valid() {
        let page = JourneysPage::new(layout, asked, offered, None, &identity.viewer);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let picture = journeys::picture(&app, &identity.viewer, &asked.picture()).await?;
    Ok(Page::new(JourneysPage::new(layout, asked, offered, Some(&picture), &identity.viewer)))
}

impl JourneysPage {
    pub(super) fn new(
        layout: Layout,
        asked: Asked,
        offered: Offered,
        picture: Option<&Picture>,
        viewer: &Viewer,
    ) -> Self {
        let t = layout.t;
        let mut exports = vec![
            ("CSV".to_owned(), asked.file(links::JOURNEYS_CSV)),
            ("XLSX".to_owned(), asked.file(links::JOURNEYS_XLSX)),
            ("JSON".to_owned(), asked.file(links::JOURNEYS_JSON)),
        ];
        // Single contacts are for those who may see customers.
        if viewer.may(Permission::ReadCustomers) {
            let name = |format: &str| t.say("journeys-contacts-as").arg("format", format).to_string();
            exports.push((name("XES"), asked.file(links::JOURNEYS_XES)));
            exports.push((name("CSV"), asked.file(links::JOURNEY_CONTACTS_CSV)));
        }
        let frame = Frame::new(t, asked, offered, links::JOURNEYS);
        let content = picture.map(|picture| Content::of(t, &frame, picture));
        Self { layout, frame, extent: picture.and_then(|picture| picture.extent), content, exports }
    }
}

impl Content {
    fn of(t: Translator, frame: &Frame, picture: &Picture) -> Self {
        let asked = &frame.asked;
        let fact = |key: &str, figure: String| (t.say(key).to_string(), figure);
        let mut facts = vec![
            fact("journeys-fact-journeys", t.number(picture.journeys)),
            fact("journeys-fact-people", t.number(picture.people)),
            fact("journeys-fact-contacts", t.number(picture.contacts)),
        ];
        if let Some(duration) = &picture.duration {
            // No time passes within a journey of one contact.
            let taken = |seconds: f64| match seconds {
                0.0 => t.say("journeys-single").to_string(),
                seconds => span(t, seconds),
            };
            facts.push(fact("journeys-fact-median", taken(duration.median)));
            facts.push(fact("journeys-fact-p90", taken(duration.p90)));
        }
        if picture.journeys > 0 {
            let each = picture.contacts as f64 / picture.journeys as f64;
            let words = t.say("journeys-each").arg("n", t.decimal(each, 2)).to_string();
            facts.push(fact("journeys-fact-each", words));
        }
        Self {
            scope: picture.scope.clone(),
            period: frame.period(t, picture.days.as_ref()),
            facts,
            flow: graph::flow(t, asked, picture),
            steps: graph::step_rows(t, asked, picture),
            paths: graph::path_rows(t, picture),
            hidden: hidden(t, picture),
            measure: t.name("measure", picture.measure.code()).to_string(),
            opinions: asked.shown == Shown::Satisfaction,
            smallest: picture.smallest_cell,
        }
    }

    fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

fn hidden(t: Translator, picture: &Picture) -> Vec<String> {
    let hidden = &picture.hidden;
    let left_out = &picture.left_out;
    let mut said = Vec::new();
    if hidden.steps + hidden.paths > 0 {
        let words = t
            .say("journeys-hidden")
            .arg("steps", hidden.steps)
            .arg("paths", hidden.paths)
            .arg("share", t.percent(hidden.contacts_shown, 0));
        said.push(words.to_string());
    }
    if hidden.rare_steps + hidden.rare_paths > 0 {
        let words = t
            .say("journeys-rare")
            .arg("steps", hidden.rare_steps)
            .arg("paths", hidden.rare_paths)
            .arg("smallest", picture.smallest_cell);
        said.push(words.to_string());
    }
    for (key, n) in [
        ("journeys-without-customer", left_out.without_customer),
        ("journeys-without-case", left_out.without_case),
    ] {
        if n > 0 {
            said.push(t.say(key).arg("n", n).to_string());
        }
    }
    if left_out.beyond_reach {
        said.push(t.say("journeys-beyond-reach").to_string());
    }
    said
}
