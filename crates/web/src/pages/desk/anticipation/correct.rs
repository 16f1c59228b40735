//! The form that says a next need in other words, names its answer, or names a pair that the figures do not tell of.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    anticipation::{self, ChoiceInput},
};
use catsup_model::{Language, Translated, Viewer, anticipation::Decision, id::AnswerId};
use serde::Deserialize;

use super::choose::Undo;
use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The form of a decision.
#[derive(Debug, Template)]
#[template(path = "pages/desk/anticipation/correct.html")]
pub(crate) struct CorrectPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    decisions: Vec<Choice>,
    answers: Vec<Choice>,
}

/// The pair that is spoken of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CorrectQuery {
    need: String,
    next: String,
}

/// `GET /desk/answers/next/correct`
pub(crate) async fn show_correct(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<CorrectQuery>,
) -> Result<Page<CorrectPage>, PageError> {
    let known = anticipation::decided(&app, &identity.viewer, &query.need, &query.next).await?;
    let form = match known {
        Some(known) => form_of(&ChoiceInput::of(&known)),
        None => {
            let decision = Decision::Corrected.code();
            Form::with([("need", query.need.as_str()), ("next", &query.next), ("decision", decision)])
        }
    };
    Ok(Page::new(CorrectPage::read(&app, &identity.viewer, layout, form).await?))
}

/// `POST /desk/answers/next/correct`
pub(crate) async fn correct(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    form.require("need");
    form.require("next");
    let decision: Option<Decision> = refused::required_choice(&mut form, "decision");
    let answer: Option<AnswerId> = refused::choice(&mut form, "answer");
    if let (Some(decision), true) = (decision, form.is_valid()) {
        let input = ChoiceInput {
            need: form.value("need").to_owned(),
            next: form.value("next").to_owned(),
            decision,
            wording: Translated::both(form.value("wording"), form.value("wording_es")),
            answer,
            why: form.value("why").to_owned(),
        };
        match anticipation::choose(&app, &identity.viewer, &input).await {
            Ok(before) => {
                let undo = Undo::of(decision.code(), &input.need, &input.next, before.as_ref());
                return Ok(SeeOther::to(undo.on(links::NEXT_NEEDS)).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = CorrectPage::read(&app, &identity.viewer, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn form_of(input: &ChoiceInput) -> Form {
    let wording = |language| input.wording.exact(language).unwrap_or_default().to_owned();
    Form::with([
        ("need", input.need.clone()),
        ("next", input.next.clone()),
        ("decision", input.decision.code().to_owned()),
        ("wording", wording(Language::En)),
        ("wording_es", wording(Language::Es)),
        ("answer", input.answer.map(|id| id.to_string()).unwrap_or_default()),
        ("why", input.why.clone()),
    ])
}

impl CorrectPage {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let answers = anticipation::answer_choices(app, viewer, layout.t.language()).await?;
        let answers = answers.into_iter().map(|(id, question)| Choice::new(id, question)).collect();
        Ok(Self::new(layout, form, answers))
    }

    fn new(layout: Layout, form: Form, answers: Vec<Choice>) -> Self {
        let t = layout.t;
        let decision =
            |decision: &Decision| Choice::new(decision.code(), t.name("decision", decision.code()));
        Self {
            form,
            crumbs: vec![Crumb::new(links::NEXT_NEEDS, t.say("next-needs-title"))],
            title: t.say("next-correct-title").to_string(),
            decisions: Decision::ALL.iter().map(decision).collect(),
            answers,
            layout,
        }
    }
}

impl Samples for CorrectPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form| {
            let layout = Layout { path: links::NEXT_NEEDS_CORRECT.to_owned(), ..Layout::sample(language) };
            Self::new(layout, form, vec![Choice::new(7, "What must my photo look like?")])
        };
        let filled = form_of(&ChoiceInput {
            need: "renew a <passport>".to_owned(),
            next: "photo rules".to_owned(),
            decision: Decision::Pinned,
            wording: Translated::both("What your photo must look like", "Cómo debe ser su foto"),
            answer: Some(AnswerId(7)),
            why: "Calls of March".to_owned(),
        });
        let mut wrong = Form::empty();
        for field in ["need", "next", "wording"] {
            wrong.refuse(field, FieldError::new("error-required"));
        }
        wrong.refuse("decision", FieldError::new("error-choose"));
        vec![sample(filled), sample(wrong)]
    }
}
