//! A page of a form: what it shows, where it is sent, what comes before and after it.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, open_surveys::OpenSurvey};
use catsup_model::{answers::RawAnswers, notice::Notices, survey::Survey};

use super::{
    FIRST_CLICK, HONEYPOT,
    arrival::Arrival,
    control::Control,
    entries, first_place,
    flow::{self, Flow},
    one_click, prefill,
    question::{self, Asked},
    signs,
    words::Words,
};
use crate::{
    error::PageError,
    forms::Form,
    layout::{Layout, Page},
    links,
};

/// One page of a form.
#[derive(Debug, Template)]
#[template(path = "pages/public/feedback/form.html")]
pub(crate) struct FormPage {
    pub(super) layout: Layout,
    pub(super) form: Form,
    title: String,
    introduction: String,
    section_title: String,
    notices: Notices,
    pub(super) questions: Vec<Asked>,
    /// The answers of earlier pages that conditions of this one test, as JSON; empty when there are none.
    given: String,
    /// Where the page stands among those that are shown, counting from 1.
    pub(super) step: usize,
    /// How many pages are shown at the most.
    pub(super) steps: usize,
    /// Whether no answer still to come makes it fewer.
    exact: bool,
    /// Names the page in the tab's own storage.
    draft: String,
    pub(super) kind: Kind,
}

/// What a page is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first page, posted with what the visitor arrived with.
    First { action: String, hidden: Vec<(String, String)> },
    /// The first page when its first question is answered by one click.
    OneClick { action: String, hidden: Vec<(String, String)>, question: String },
    /// The answer clicked in a mail. Opening the link stores nothing: mail programs open links by themselves.
    Clicked { action: String, hidden: Vec<(String, String)> },
    /// A later page; `thanks` leads away once something is stored.
    Later { action: String, hidden: Vec<(String, String)>, back: Option<String>, thanks: Option<String> },
    /// What staff see before the public does: nothing is stored.
    Preview { action: String, hidden: Vec<(String, String)>, over: bool },
}

impl FormPage {
    /// The page at `place`, given what was answered so far and the values that came along.
    pub(super) fn of(layout: Layout, survey: &Survey, place: usize, form: Form, known: &RawAnswers) -> Self {
        let (t, definition) = (layout.t, &survey.definition);
        let flow = Flow::before(definition, place, known);
        let words = Words { t, definition, answers: flow.answers() };
        let (surely, at_most) = flow.pages_after();
        let step = flow::step(definition, place, known);
        let section = flow.section();
        let given = flow.given();
        let given = if given.is_empty() { String::new() } else { serde_json::Value::from(given).to_string() };
        Self {
            form,
            title: t.pick(&definition.title).to_owned(),
            introduction: t.pick(&definition.introduction).to_owned(),
            section_title: section.map(|section| words.fill(&section.title)).unwrap_or_default(),
            notices: survey.notices.clone(),
            questions: question::asked(&flow, &words),
            given,
            step,
            steps: step + at_most,
            exact: surely == at_most,
            draft: format!(
                "{}.{}",
                survey.key,
                section.map(|section| section.key.as_str()).unwrap_or_default()
            ),
            kind: Kind::Preview { action: String::new(), hidden: Vec::new(), over: false },
            layout,
        }
    }

    fn has_required(&self) -> bool {
        self.questions.iter().any(|question| question.required)
    }

    fn is_last(&self) -> bool {
        self.step == self.steps
    }
}

/// The first page, fresh or refused.
pub(super) fn first(
    app: &App,
    mut layout: Layout,
    open: &OpenSurvey,
    arrival: &Arrival,
    refused: Option<Form>,
) -> Result<Response, PageError> {
    let survey = &open.survey;
    let place = first_place(survey, arrival)?;
    let section = &survey.definition.sections[place];
    let (action, mut hidden) = (links::feedback_answers(&survey.key), signs::hidden(app, survey, arrival));
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if refused.is_some() {
        layout.path = format!("{}?{}", links::feedback(&survey.key), arrival.query(survey.version));
    }
    let is_fresh = refused.is_none();
    let form = refused.unwrap_or_else(|| prefill::form(section, &arrival.filled));
    let clicked =
        arrival.clicked.as_deref().filter(|key| is_fresh && prefill::fits(section, &arrival.filled, key));
    let mut page = FormPage::of(layout, survey, place, form, &arrival.answers());
    page.kind = match clicked {
        Some(clicked) if page.questions.iter().any(|question| question.name == clicked) => {
            page.questions.retain(|question| question.name == clicked);
            hidden.push((FIRST_CLICK.to_owned(), "1".to_owned()));
            Kind::Clicked { action, hidden }
        }
        _ if one_click(survey) && is_fresh && arrival.filled.is_empty() => {
            page.questions.truncate(1);
            let question = page.questions.first().map(|question| question.name.clone()).unwrap_or_default();
            Kind::OneClick { action, hidden, question }
        }
        _ => Kind::First { action, hidden },
    };
    Ok(kept_for_back(Page::with_status(status, page).into_response()))
}

/// Lets the browser keep the page for its back button only: a page fetched anew would have another nonce, and
/// answers sent from it would be another response.
fn kept_for_back(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// The address of a page under the visitor's nonce, or of the thanks after the last.
pub(super) fn address(survey: &Survey, arrival: &Arrival, place: Option<usize>, is_stored: bool) -> String {
    let Some(section) = place.and_then(|place| survey.definition.sections.get(place)) else {
        return links::feedback_thanks(&survey.key, &arrival.nonce);
    };
    let query = if is_stored { arrival.short_query(survey.version) } else { arrival.query(survey.version) };
    format!("{}?{query}", links::feedback_section(&survey.key, &arrival.nonce, &section.key))
}

/// A page under a nonce.
pub(super) struct Later<'a> {
    pub(super) app: &'a App,
    pub(super) open: &'a OpenSurvey,
    pub(super) arrival: &'a Arrival,
    /// What is stored of the response; `None` when nothing is yet.
    pub(super) stored: Option<&'a RawAnswers>,
}

impl Later<'_> {
    /// What was answered so far, and the values that came along.
    pub(super) fn known(&self) -> RawAnswers {
        let mut known = self.stored.cloned().unwrap_or_default();
        known.extend(self.arrival.answers());
        known
    }

    /// The address of the first page that is shown after `place`, or of the thanks.
    pub(super) fn address_after(&self, place: usize, known: &RawAnswers) -> String {
        let next = flow::next(&self.open.survey.definition, place + 1, known);
        let is_stored = self.stored.is_some();
        match next {
            // Nothing was answered, and nothing is left to answer.
            None if !is_stored => links::feedback(&self.open.survey.key),
            next => address(&self.open.survey, self.arrival, next, is_stored),
        }
    }

    pub(super) fn page(
        &self,
        layout: Layout,
        place: usize,
        refused: Option<Form>,
    ) -> Result<Response, PageError> {
        let survey = &self.open.survey;
        let section = survey.definition.sections.get(place).ok_or(PageError::NotFound)?;
        let (known, is_stored) = (self.known(), self.stored.is_some());
        let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let form = refused.unwrap_or_else(|| {
            // What is stored of the page wins over what the address filled in.
            let of_page = |key: &str| section.questions.iter().any(|one| one.key == entries::key_of(key));
            match self.stored.filter(|stored| stored.keys().any(|key| of_page(key))) {
                Some(stored) => entries::form_of(&survey.definition, stored),
                None => prefill::form(section, &self.arrival.filled),
            }
        });
        let mut page = FormPage::of(layout, survey, place, form, &known);
        let mut hidden = if is_stored {
            self.arrival.hidden(survey.version)
        } else {
            signs::hidden(self.app, survey, self.arrival)
        };
        hidden.retain(|(name, _)| name != "_nonce");
        let back = flow::previous(&survey.definition, place, &known);
        page.kind = Kind::Later {
            action: links::feedback_section(&survey.key, &self.arrival.nonce, &section.key),
            hidden,
            back: back.map(|place| address(survey, self.arrival, Some(place), is_stored)),
            thanks: is_stored.then(|| links::feedback_thanks(&survey.key, &self.arrival.nonce)),
        };
        Ok(Page::with_status(status, page).into_response())
    }
}
