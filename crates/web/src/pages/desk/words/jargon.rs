//! The agency's bureaucratic words, which extend the built-in list or take words out of it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    glossary::{self, JargonInput},
};
use catsup_model::{Language, Permission, glossary::JargonTerm, id::JargonTermId};

use super::{crumbs, languages};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{Identity, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The agency's words, and a form for another.
#[derive(Debug, Template)]
#[template(path = "pages/desk/words/jargon.html")]
pub(crate) struct JargonPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    terms: Vec<JargonTerm>,
    languages: Vec<Choice>,
    form: Form,
    may_write: bool,
}

impl JargonPage {
    fn new(layout: Layout, terms: Vec<JargonTerm>, form: Form, may_write: bool) -> Self {
        Self { crumbs: crumbs(layout.t), languages: languages(), terms, form, may_write, layout }
    }
}

async fn page(app: &App, identity: &Identity, layout: Layout, form: Form) -> Result<JargonPage, PageError> {
    let terms = glossary::jargon_list(app, &identity.viewer).await?;
    Ok(JargonPage::new(layout, terms, form, identity.viewer.may(Permission::WriteAnswers)))
}

/// `GET /desk/answers/jargon`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<JargonPage>, PageError> {
    let form = Form::with([("language", layout.t.code())]);
    Ok(Page::new(page(&app, &identity, layout, form).await?))
}

/// `POST /desk/answers/jargon`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (done, key) = match form.value("act") {
        "remove" => {
            let id = JargonTermId(form.value("term_id").parse().unwrap_or_default());
            (glossary::jargon_remove(&app, viewer, id).await, "jargon-removed")
        }
        "add" => {
            let language = form.value("language").parse().unwrap_or(Language::En);
            let plain = form.value("plain").split([';', '\n']).map(|one| one.trim().to_owned()).collect();
            let input = JargonInput { language, term: form.value("term").to_owned(), plain };
            (glossary::jargon_add(&app, viewer, &input).await, "jargon-added")
        }
        _ => return Err(PageError::NotFound),
    };
    if let Err(error) = done {
        refused::mark(&mut form, error)?;
        let page = page(&app, &identity, layout, form).await?;
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(SeeOther::to(links::JARGON).saying(AlertKind::Success, key).into_response())
}

impl Samples for JargonPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::JARGON.to_owned(), ..Layout::sample(language) };
        let term = |id, term: &str, plain: &[&str]| JargonTerm {
            id: JargonTermId(id),
            language: Language::En,
            term: term.to_owned(),
            plain: plain.iter().map(|one| (*one).to_owned()).collect(),
        };
        let terms = vec![term(1, "adjudicate", &["decide", "settle <it>"]), term(2, "residence", &[])];
        let mut wrong = Form::with([("term", "")]);
        wrong.require("term");
        vec![
            Self::new(layout(), terms.clone(), wrong, true),
            Self::new(layout(), terms, Form::empty(), false),
            Self::new(layout(), Vec::new(), Form::empty(), true),
        ]
    }
}
