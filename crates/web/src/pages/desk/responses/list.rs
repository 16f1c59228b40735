//! The list of responses, newest first, page by page.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use catsup_app::{App, Error, directory::services, responses, surveys};
use catsup_model::{
    Channel, Feed, Language, Viewer,
    id::{ServiceId, SurveyId},
    instrument::InstrumentCode,
    response::Response,
    survey::{Survey, SurveyState},
};
use jiff::civil::DateTime;

use super::filter::Chosen;
use crate::{
    components::{Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::surveys::sample_survey,
};

/// Responses of one page.
const PAGE: i64 = 50;
/// The longest part of a comment the list shows, in characters.
const EXCERPT: usize = 160;

/// The list of responses.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/list.html")]
pub(crate) struct ResponseList {
    layout: Layout,
    form: Form,
    services: Vec<Choice>,
    surveys: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    narrowed: bool,
    /// The filter as a query, for the download.
    query: String,
}

/// One response of the list.
#[derive(Debug)]
struct Row {
    href: String,
    when: DateTime,
    survey: String,
    service: String,
    channel: String,
    language: &'static str,
    /// The first measure it answers, and the answer.
    score: Option<(String, String)>,
    words: String,
    words_language: &'static str,
}

/// `GET /desk/responses`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(chosen): PageQuery<Chosen>,
) -> Result<Page<ResponseList>, PageError> {
    let viewer = &identity.viewer;
    let zone = app.settings().zone.clone();
    let (form, filter) = chosen.read(&zone);
    let found = responses::list(&app, viewer, filter, PAGE + 1).await?;
    let length = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let last = found.get(length - 1).filter(|_| found.len() > length).map(|one| one.id);
    let known = Known::read(&app, viewer).await?;
    let t = layout.t;
    let row = |one: &Response| known.row(t, one, one.occurred_at.to_zoned(zone.clone()).datetime());
    Ok(Page::new(ResponseList {
        rows: found.iter().take(length).map(row).collect(),
        pager: Pager {
            previous: (!chosen.before.is_empty())
                .then(|| format!("{}?{}", links::RESPONSES, chosen.query(None))),
            next: last.map(|last| format!("{}?{}", links::RESPONSES, chosen.query(Some(last)))),
            total: String::new(),
        },
        narrowed: chosen.is_narrow(),
        query: chosen.query(None),
        ..ResponseList::frame(layout, form, &known)
    }))
}

/// The names responses speak of.
struct Known {
    services: BTreeMap<ServiceId, String>,
    surveys: BTreeMap<SurveyId, Survey>,
}

impl Known {
    async fn read(app: &App, viewer: &Viewer) -> Result<Self, Error> {
        let services = services::list(app, viewer).await?;
        let mut known = BTreeMap::new();
        let mut after = None;
        loop {
            let page = surveys::list(app, viewer, &[], after, 500).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            known.extend(page.into_iter().map(|survey| (survey.id, survey)));
        }
        Ok(Self {
            services: services.into_iter().map(|one| (one.id, one.name.to_string())).collect(),
            surveys: known,
        })
    }

    fn row(&self, t: Translator, response: &Response, when: DateTime) -> Row {
        let survey = self.surveys.get(&response.survey);
        let text =
            response.answers.iter().filter(|one| one.value.is_none()).filter_map(|one| one.text.as_deref());
        let words = text.max_by_key(|text| text.len()).unwrap_or_default();
        Row {
            href: links::response(response.id),
            when,
            survey: survey.map(|survey| survey.name.clone()).unwrap_or_default(),
            service: self.services.get(&response.service).cloned().unwrap_or_default(),
            channel: t.pick(&response.channel.name()).to_owned(),
            language: response.language.own_name(),
            score: survey.and_then(|survey| score(t, survey, response)),
            words: excerpt(words),
            words_language: response.language.code(),
        }
    }
}

/// The first measure a response answers, and its answer in words.
fn score(t: Translator, survey: &Survey, response: &Response) -> Option<(String, String)> {
    survey.definition.questions().find_map(|question| {
        let Some(Feed::Measure(measure)) = question.feeds else { return None };
        let scale = question.scale()?;
        let value = response.answers.iter().find(|one| one.question == question.key)?.value?;
        Some((t.name("measure", measure.code()).to_string(), t.answer(scale, value)))
    })
}

fn excerpt(words: &str) -> String {
    match words.char_indices().nth(EXCERPT) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
    }
}

impl ResponseList {
    fn frame(layout: Layout, form: Form, known: &Known) -> Self {
        let t = layout.t;
        Self {
            services: known.services.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            surveys: known.surveys.values().map(|survey| Choice::new(survey.id, &survey.name)).collect(),
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            rows: Vec::new(),
            pager: Pager::default(),
            narrowed: false,
            query: String::new(),
            form,
            layout,
        }
    }
}

impl Samples for ResponseList {
    fn samples(language: Language) -> Vec<Self> {
        let survey = sample_survey(InstrumentCode::A11V1, SurveyState::Published);
        let known = Known {
            services: BTreeMap::from([(survey.service, "Passport renewal".to_owned())]),
            surveys: BTreeMap::from([(survey.id, survey)]),
        };
        let layout = || Layout { path: links::RESPONSES.to_owned(), ..Layout::sample(language) };
        let row = |words: &str, score: Option<&str>| Row {
            href: links::response(5),
            when: jiff::civil::date(2026, 3, 10).at(9, 30, 0, 0),
            survey: "After an online renewal".to_owned(),
            service: "Passport renewal".to_owned(),
            channel: "Website".to_owned(),
            language: Language::Es.own_name(),
            score: score.map(|answer| ("Satisfaction".to_owned(), answer.to_owned())),
            words: words.to_owned(),
            words_language: "es",
        };
        let empty = |narrowed| Self { narrowed, ..Self::frame(layout(), Form::empty(), &known) };
        let rows = vec![row(&excerpt(&"Muy rápido y claro. ".repeat(20)), Some("Agree")), row("", None)];
        let pager = Pager { next: Some("?before=5".to_owned()), ..Pager::default() };
        let full = Self { rows, pager, ..Self::frame(layout(), Form::empty(), &known) };
        vec![full, empty(false), empty(true)]
    }
}
