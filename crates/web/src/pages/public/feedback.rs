//! The form of a survey: page by page, on paper-simple HTML, one response however often it is sent.
//!
//! The first page is opened with a nonce; whatever comes under the same nonce is the same response. Later pages live
//! under `/feedback/{survey}/{nonce}/{section}` and show what is stored, so a reload or a step back loses nothing.

mod arrival;
mod entries;
mod preview;
mod proof;
mod question;
#[cfg(test)]
mod samples;
mod signs;
mod thanks;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use catsup_app::{
    App, Error,
    open_surveys::{self, OpenSurvey},
    responses::{self, Circumstances},
};
use catsup_model::{
    Language,
    answers::RawAnswers,
    instrument::InstrumentCode,
    notice::Notices,
    survey::{Section, Survey},
};

use self::{
    arrival::Arrival,
    question::{Asked, Control},
};
use crate::{
    error::PageError,
    extract::{Device, SubmissionTurn, SurveyKey},
    forms::Form,
    layout::{Layout, Page},
    links,
    state::WebState,
};

pub(crate) use self::{preview::preview, proof::prove, thanks::thanks};
#[cfg(test)]
pub(crate) use self::{proof::ProofPage, thanks::Thanks};

/// The field that only programs fill in.
const HONEYPOT: &str = "_website";

/// One page of a form.
#[derive(Debug, Template)]
#[template(path = "pages/public/feedback/form.html")]
pub(crate) struct FormPage {
    layout: Layout,
    form: Form,
    title: String,
    introduction: String,
    section_title: String,
    notices: Notices,
    questions: Vec<Asked>,
    /// Where the page stands among the others, counting from 1.
    step: usize,
    steps: usize,
    /// Names the page in the tab's own storage.
    draft: String,
    kind: Kind,
}

/// What a page is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The first page, posted with what the visitor arrived with.
    First { action: String, hidden: Vec<(String, String)> },
    /// The first page when its first question is answered by one click.
    OneClick { action: String, hidden: Vec<(String, String)>, question: String },
    /// A later page: the answers before are in already.
    Later { action: String, version: String, back: Option<String>, thanks: String },
    /// What staff see before the public does: nothing can be sent.
    Preview { previous: Option<String>, next: Option<String> },
}

/// `GET /feedback/{survey}`
pub(crate) async fn open(
    State(app): State<App>,
    Path(SurveyKey(key)): Path<SurveyKey>,
    mut layout: Layout,
    arrival: Arrival,
) -> Result<Response, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    speak(&mut layout, &open.survey);
    let arrival = Arrival { nonce: app.random().token(), ..arrival };
    Ok(first_page(&app, layout, &open, &arrival, Form::empty(), StatusCode::OK))
}

/// `GET /feedback/{survey}/answers`: someone opened the address a form is posted to.
pub(crate) async fn reopen(Path(SurveyKey(key)): Path<SurveyKey>) -> Redirect {
    Redirect::to(&links::feedback(key))
}

/// `POST /feedback/{survey}/answers`: the first page.
///
/// Not the address of the form itself: a post makes browsers forget the page they keep for the back button, and the
/// page fetched anew would have another nonce.
pub(crate) async fn submit(
    State(state): State<WebState>,
    Path(SurveyKey(key)): Path<SurveyKey>,
    mut layout: Layout,
    turn: SubmissionTurn,
    Device(device): Device,
    form: Form,
) -> Result<Response, PageError> {
    let app = state.app();
    let open = open_surveys::open(app, &key).await?;
    let taken = turn.take(&state, &open.survey.key)?;
    let arrival = Arrival::of_form(&form);
    let open = open_surveys::as_shown(app, open, arrival.version).await?;
    speak(&mut layout, &open.survey);
    let survey = &open.survey;
    let section = first_section(survey)?;
    let answers = entries::raw_answers(section, &form, &RawAnswers::new());
    if entries::is_blank(&answers) {
        let form = entries::refused(section, form, Vec::new());
        return Ok(first_page(app, layout, &open, &arrival, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let signs = signs::of(taken, survey, &arrival, &form, signs::Page::First);
    let circumstances = Circumstances { signs, ..arrival.circumstances(layout.t.language(), device) };
    match responses::submit_page(app, &survey.key, &arrival.nonce, &section.key, circumstances, &answers)
        .await
    {
        Ok(receipt) => {
            state.metrics().response_accepted();
            let next = if one_click(survey) { Some(section) } else { survey.definition.sections.get(1) };
            let next = next_page(survey, &arrival, next);
            Ok(proof::asked_first(layout, survey, &arrival.nonce, receipt, next))
        }
        Err(Error::Invalid(errors)) => {
            let form = entries::refused(section, form, errors);
            Ok(first_page(app, layout, &open, &arrival, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /feedback/{survey}/{nonce}/{section}`: a page with what is stored.
pub(crate) async fn section(
    State(app): State<App>,
    Path((SurveyKey(key), nonce, section)): Path<(SurveyKey, String, String)>,
    mut layout: Layout,
    arrival: Arrival,
) -> Result<Response, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    let open = open_surveys::as_shown(&app, open, arrival.version).await?;
    let Some(stored) = responses::draft(&app, &open, &nonce).await? else {
        return Ok(Redirect::to(&links::feedback(&open.survey.key)).into_response());
    };
    speak(&mut layout, &open.survey);
    let form = entries::form_of(&stored);
    let page = LaterPage { open: &open, nonce: &nonce, section: &section, stored: &stored };
    page.answer(layout, form, StatusCode::OK)
}

/// `POST /feedback/{survey}/{nonce}/{section}`: a later page, or the first one sent again.
pub(crate) async fn submit_section(
    State(state): State<WebState>,
    Path((SurveyKey(key), nonce, section)): Path<(SurveyKey, String, String)>,
    mut layout: Layout,
    turn: SubmissionTurn,
    form: Form,
) -> Result<Response, PageError> {
    let app = state.app();
    let open = open_surveys::open(app, &key).await?;
    let taken = turn.take(&state, &open.survey.key)?;
    let arrival = Arrival { nonce, ..Arrival::of_form(&form) };
    let open = open_surveys::as_shown(app, open, arrival.version).await?;
    let Some(stored) = responses::draft(app, &open, &arrival.nonce).await? else {
        return Ok(Redirect::to(&links::feedback(&open.survey.key)).into_response());
    };
    speak(&mut layout, &open.survey);
    let survey = &open.survey;
    let sections = &survey.definition.sections;
    let place = sections.iter().position(|one| one.key == section).ok_or(PageError::NotFound)?;
    let answers = entries::raw_answers(&sections[place], &form, &stored);
    let signs = signs::of(taken, survey, &arrival, &form, signs::Page::Later);
    let circumstances = Circumstances { signs, ..arrival.circumstances(layout.t.language(), None) };
    match responses::submit_page(app, &survey.key, &arrival.nonce, &section, circumstances, &answers).await {
        Ok(receipt) => {
            let next = next_page(survey, &arrival, sections.get(place + 1));
            Ok(proof::asked_first(layout, survey, &arrival.nonce, receipt, next))
        }
        Err(Error::Invalid(errors)) => {
            let form = entries::refused(&sections[place], form, errors);
            let page = LaterPage { open: &open, nonce: &arrival.nonce, section: &section, stored: &stored };
            page.answer(layout, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// Speaks a language the survey is complete in, and offers no other.
fn speak(layout: &mut Layout, survey: &Survey) {
    let complete = survey.definition.languages();
    if !complete.contains(&layout.t.language()) {
        layout.speak(complete.first().copied().unwrap_or(Language::En));
    }
    layout.switches_language = complete.contains(&layout.other_language());
}

fn first_section(survey: &Survey) -> Result<&Section, PageError> {
    survey.definition.sections.first().ok_or(PageError::NotFound)
}

/// Whether a click on yes or no sends the first answer at once.
fn one_click(survey: &Survey) -> bool {
    survey.instrument == InstrumentCode::YesNo
}

/// The address of the next page, or of the thanks after the last.
fn next_page(survey: &Survey, arrival: &Arrival, next: Option<&Section>) -> String {
    match next {
        Some(section) => {
            let page = links::feedback_section(&survey.key, &arrival.nonce, &section.key);
            arrival.version.map_or(page.clone(), |version| format!("{page}?version={version}"))
        }
        None => links::feedback_thanks(&survey.key, &arrival.nonce),
    }
}

fn first_page(
    app: &App,
    mut layout: Layout,
    open: &Arc<OpenSurvey>,
    arrival: &Arrival,
    form: Form,
    status: StatusCode,
) -> Response {
    let survey = &open.survey;
    let Some(section) = survey.definition.sections.first() else {
        return PageError::NotFound.into_response();
    };
    let (action, hidden) = (links::feedback_answers(&survey.key), signs::hidden(app, survey, arrival));
    if status != StatusCode::OK {
        layout.path = links::feedback(&survey.key);
    }
    let mut page = FormPage::of(layout, survey, 0, section, form);
    page.questions = question::asked(section, &RawAnswers::new(), page.layout.t);
    page.kind = Kind::First { action: action.clone(), hidden: hidden.clone() };
    if one_click(survey) && page.form.is_valid() {
        page.questions.truncate(1);
        let question = section.questions.first().map(|question| question.key.clone()).unwrap_or_default();
        page.kind = Kind::OneClick { action, hidden, question };
    }
    kept_for_back(Page::with_status(status, page).into_response())
}

/// Lets the browser keep the page for its back button only: a page fetched anew would have another nonce, and
/// answers sent from it would be another response.
fn kept_for_back(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// A page under a nonce.
struct LaterPage<'a> {
    open: &'a OpenSurvey,
    nonce: &'a str,
    section: &'a str,
    stored: &'a RawAnswers,
}

impl LaterPage<'_> {
    fn answer(&self, layout: Layout, form: Form, status: StatusCode) -> Result<Response, PageError> {
        let survey = &self.open.survey;
        let sections = &survey.definition.sections;
        let place = sections.iter().position(|one| one.key == self.section).ok_or(PageError::NotFound)?;
        let link = |section: &Section| links::feedback_section(&survey.key, self.nonce, &section.key);
        let mut page = FormPage::of(layout, survey, place, &sections[place], form);
        page.questions = question::asked(&sections[place], self.stored, page.layout.t);
        page.kind = Kind::Later {
            action: link(&sections[place]),
            version: survey.version.to_string(),
            back: place.checked_sub(1).map(|before| link(&sections[before])),
            thanks: links::feedback_thanks(&survey.key, self.nonce),
        };
        Ok(Page::with_status(status, page).into_response())
    }
}

impl FormPage {
    fn has_required(&self) -> bool {
        self.questions.iter().any(|question| question.required)
    }

    fn of(layout: Layout, survey: &Survey, place: usize, section: &Section, form: Form) -> Self {
        let language = layout.t.language();
        let definition = &survey.definition;
        Self {
            form,
            title: definition.title.get(language).to_owned(),
            introduction: definition.introduction.get(language).to_owned(),
            section_title: section.title.get(language).to_owned(),
            notices: survey.notices.clone(),
            questions: Vec::new(),
            step: place + 1,
            steps: definition.sections.len(),
            draft: format!("{}.{}", survey.key, section.key),
            kind: Kind::Preview { previous: None, next: None },
            layout,
        }
    }
}
