//! The glossary: pairs of terms that the search uses, and those that were learnt and wait for somebody to decide.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    glossary::{self, Gap, TermInput},
};
use catsup_model::{
    Language, Permission,
    glossary::{GlossaryTerm, TermState},
    id::GlossaryTermId,
};

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

/// The most gaps shown.
const MOST_GAPS: usize = 50;

/// The glossary, a form for another pair, and what people search for in vain.
#[derive(Debug, Template)]
#[template(path = "pages/desk/words/glossary.html")]
pub(crate) struct GlossaryPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    terms: Vec<GlossaryTerm>,
    gaps: Vec<Gap>,
    languages: Vec<Choice>,
    form: Form,
    may_write: bool,
}

impl GlossaryPage {
    fn new(
        layout: Layout,
        mut terms: Vec<GlossaryTerm>,
        mut gaps: Vec<Gap>,
        form: Form,
        may_write: bool,
    ) -> Self {
        // What waits for a decision comes first; within a state the order stays.
        terms.sort_by_key(|term| term.state);
        gaps.truncate(MOST_GAPS);
        Self { crumbs: crumbs(layout.t), languages: languages(), terms, gaps, form, may_write, layout }
    }

    /// What may be done with a pair: the value of the button, and the key of its words.
    fn acts(&self, state: &TermState) -> &'static [(&'static str, &'static str)] {
        const CONFIRM: (&str, &str) = ("confirm", "glossary-confirm");
        const REFUSE: (&str, &str) = ("refuse", "glossary-refuse");
        const REMOVE: (&str, &str) = ("remove", "glossary-remove");
        match state {
            TermState::Suggested => &[CONFIRM, REFUSE],
            TermState::Confirmed => &[REFUSE, REMOVE],
            TermState::Refused => &[CONFIRM, REMOVE],
        }
    }
}

async fn page(app: &App, identity: &Identity, layout: Layout, form: Form) -> Result<GlossaryPage, PageError> {
    let viewer = &identity.viewer;
    let terms = glossary::list(app, viewer).await?;
    let gaps = glossary::gaps(app, viewer).await?;
    Ok(GlossaryPage::new(layout, terms, gaps, form, viewer.may(Permission::WriteAnswers)))
}

/// `GET /desk/answers/glossary`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<GlossaryPage>, PageError> {
    let form = Form::with([("language", layout.t.code())]);
    Ok(Page::new(page(&app, &identity, layout, form).await?))
}

/// `POST /desk/answers/glossary`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let id = GlossaryTermId(form.value("term_id").parse().unwrap_or_default());
    let (done, key) = match form.value("act") {
        "confirm" => (glossary::decide(&app, viewer, id, TermState::Confirmed).await, "glossary-confirmed"),
        "refuse" => (glossary::decide(&app, viewer, id, TermState::Refused).await, "glossary-refused"),
        "remove" => (glossary::remove(&app, viewer, id).await, "glossary-removed"),
        "add" => {
            let language = form.value("language").parse().unwrap_or(Language::En);
            let (said, term) = (form.value("said").to_owned(), form.value("term").to_owned());
            (glossary::add(&app, viewer, &TermInput { language, said, term }).await, "glossary-added")
        }
        _ => return Err(PageError::NotFound),
    };
    if let Err(error) = done {
        refused::mark(&mut form, error)?;
        let page = page(&app, &identity, layout, form).await?;
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(SeeOther::to(links::GLOSSARY).saying(AlertKind::Success, key).into_response())
}

impl Samples for GlossaryPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::glossary::TermSource;

        let layout = || Layout { path: links::GLOSSARY.to_owned(), ..Layout::sample(language) };
        let term = |id, said: &str, state, source| GlossaryTerm {
            id: GlossaryTermId(id),
            language: Language::En,
            said: said.to_owned(),
            term: "nutrition <assistance>".to_owned(),
            state,
            source,
            support: 3,
        };
        let terms = vec![
            term(1, "food stamps", TermState::Suggested, TermSource::Search),
            term(2, "EBT card", TermState::Confirmed, TermSource::Staff),
            term(3, "cheque", TermState::Refused, TermSource::Comment),
            term(4, "my papers", TermState::Suggested, TermSource::Case),
        ];
        let gap =
            Gap { language: Language::Es, words: "cupones".to_owned(), asked: 9, missed: 7, by_staff: true };
        let mut wrong = Form::with([("said", ""), ("term", "photo")]);
        wrong.require("said");
        vec![
            Self::new(layout(), terms.clone(), vec![gap], Form::empty(), true),
            Self::new(layout(), terms, Vec::new(), wrong, true),
            Self::new(layout(), Vec::new(), Vec::new(), Form::empty(), false),
        ]
    }
}
