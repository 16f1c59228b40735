//! One response: every question as it was asked, with the answer; and how it came.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{
    App,
    responses::{self, Detail},
};
use catsup_model::{
    Channel, Language,
    id::{ResponseId, SurveyVersionId},
    instrument::InstrumentCode,
    response::{Handling, Response, ResponseSource, ResponseState, StoredAnswer},
    survey::{Given, Question, QuestionKind, SurveyState},
};
use jiff::{civil::DateTime, tz::TimeZone};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::surveys::sample_survey,
};

/// The page of one response.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/show.html")]
pub(crate) struct ShowResponse {
    layout: Layout,
    crumbs: Vec<Crumb>,
    detail: Detail,
    occurred: DateTime,
    received: DateTime,
    channel: String,
    device: Option<String>,
    answers: Vec<Answered>,
    older: bool,
}

/// One question with its answer.
#[derive(Debug)]
struct Answered {
    question: String,
    said: Said,
}

/// What became of a question.
#[derive(Debug)]
enum Said {
    /// An answer of a scale, or a choice.
    Chose(String),
    /// Ticks: what was ticked, and what was offered beside it.
    Ticked(Vec<(String, Tick)>),
    /// The person's own words.
    Wrote(String),
    /// Asked, and left open.
    Nothing,
    /// Not asked, given the other answers.
    NotAsked,
}

/// What became of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tick {
    Ticked,
    Left,
    NotOffered,
}

/// `GET /desk/responses/{response}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(response): Path<String>,
) -> Result<Page<ShowResponse>, PageError> {
    let id: ResponseId = response.parse().map_err(|_| PageError::NotFound)?;
    let detail = responses::detail(&app, &identity.viewer, id).await?;
    Ok(Page::new(ShowResponse::of(layout, detail, &app.settings().zone)))
}

impl ShowResponse {
    fn of(layout: Layout, detail: Detail, zone: &TimeZone) -> Self {
        let t = layout.t;
        let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
        let response = &detail.response;
        let known = |class: &str| ["phone", "tablet", "computer"].contains(&class);
        let device = response
            .device
            .as_deref()
            .map(|class| if known(class) { t.name("device", class).to_string() } else { class.to_owned() });
        let answered = |question: &Question| Answered {
            question: question.text.get(response.language).to_owned(),
            said: said(t, question, response),
        };
        Self {
            crumbs: vec![Crumb::new(links::RESPONSES, t.say("responses-title"))],
            occurred: local(response.occurred_at),
            received: local(response.received_at),
            channel: t.pick(&response.channel.name()).to_owned(),
            device,
            answers: detail.definition.questions().map(answered).collect(),
            older: response.version != detail.survey.version,
            detail,
            layout,
        }
    }
}

fn said(t: Translator, question: &Question, response: &Response) -> Said {
    let of = |key: &str| response.answers.iter().find(|one| one.question == key);
    let asked = question.ask_when.as_ref().is_none_or(|condition| {
        condition.holds(&|key| {
            let one = of(key)?;
            let taken = || one.text.as_deref().map(|text| Given::Choices(vec![text]));
            one.value.map(Given::Value).or_else(taken)
        })
    });
    if !asked {
        return Said::NotAsked;
    }
    if let QuestionKind::Multiple { choices, .. } = &question.kind {
        let ticks = choices.iter().map(|choice| {
            let answer = of(&format!("{}.{}", question.key, choice.key));
            let tick = match answer.and_then(|one| one.value) {
                Some(0) => Tick::Left,
                Some(_) => Tick::Ticked,
                None => Tick::NotOffered,
            };
            let words = answer.and_then(|one| one.text.as_deref()).map(|words| format!(": {words}"));
            (format!("{}{}", choice.text.get(response.language), words.unwrap_or_default()), tick)
        });
        let ticks: Vec<(String, Tick)> = ticks.collect();
        let offered = ticks.iter().any(|(_, tick)| *tick != Tick::NotOffered);
        return if offered { Said::Ticked(ticks) } else { Said::Nothing };
    }
    match (of(&question.key), question.scale()) {
        (Some(StoredAnswer { value: Some(value), .. }), Some(scale)) => Said::Chose(t.answer(scale, *value)),
        (Some(StoredAnswer { text: Some(text), .. }), _) => {
            let choice = question.choices().iter().find(|choice| choice.key == *text);
            choice.map_or_else(
                || Said::Wrote(text.clone()),
                |one| Said::Chose(one.text.get(response.language).to_owned()),
            )
        }
        _ => Said::Nothing,
    }
}

impl Samples for ShowResponse {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |older: bool| {
            let survey = sample_survey(InstrumentCode::A11V2, SurveyState::Published);
            let at = jiff::Timestamp::UNIX_EPOCH;
            let answer = |question: &str, value, text: Option<&str>| StoredAnswer {
                question: question.to_owned(),
                value,
                text: text.map(str::to_owned),
                wording: None,
            };
            let response = Response {
                id: ResponseId(5),
                survey: survey.id,
                version: if older { SurveyVersionId(1) } else { survey.version },
                service: survey.service,
                touchpoint: None,
                channel: Channel::Phone,
                language: Language::En,
                device: older.then(|| "phone".to_owned()),
                state: ResponseState::Received,
                revision: 1,
                source: ResponseSource::Form,
                occurred_at: at,
                received_at: at,
                segments: if older { [("region".to_owned(), "North".to_owned())].into() } else { [].into() },
                page: older.then(|| "https://example.gov/passport".to_owned()),
                campaign: None,
                entered_by: None,
                handling: Handling::Received,
                assignee: None,
                archived_at: None,
                answers: vec![
                    answer("answer_01", Some(1), None),
                    answer("answer_02.ease", Some(1), None),
                    answer("answer_02.humanity", Some(0), None),
                    answer("answer_02.other", Some(1), Some("the photo booth")),
                    answer("answer_04", None, Some("Quick.\nAnd friendly.")),
                ],
            };
            let definition = survey.definition.clone();
            let touchpoint = older.then(|| "Counter".to_owned());
            let detail =
                Detail { response, survey, definition, service: "Passport renewal".to_owned(), touchpoint };
            let layout = Layout { path: links::response(5), ..Layout::sample(language) };
            Self::of(layout, detail, &TimeZone::UTC)
        };
        vec![sample(true), sample(false)]
    }
}
