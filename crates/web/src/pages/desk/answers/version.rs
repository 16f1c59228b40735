//! One version of an answer: what it said otherwise than the one before, and the way back to it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    library::{self, Difference, Passage, compare},
};
use catsup_model::{
    Language, Permission,
    id::AnswerId,
    library::{Answer, AnswerDocument, AnswerVersion},
};

use super::{crumbs, question};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// A version.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/version.html")]
pub(crate) struct VersionPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: AnswerId,
    number: u32,
    is_latest: bool,
    may_write: bool,
    note: String,
    before: Option<u32>,
    differences: Vec<Shown>,
}

/// A field that changed.
#[derive(Debug)]
struct Shown {
    name: String,
    language: &'static str,
    passages: Vec<Passage>,
}

impl VersionPage {
    fn new(
        layout: Layout,
        answer: &Answer,
        version: &AnswerVersion,
        before: Option<&AnswerVersion>,
        may_write: bool,
    ) -> Self {
        let t = layout.t;
        let mut crumbs = crumbs(t);
        crumbs.push(Crumb::new(links::desk_answer(answer.id), question(t, version).0));
        let nothing = AnswerDocument::default();
        let older = before.map_or(&nothing, |before| &before.document);
        Self {
            crumbs,
            id: answer.id,
            number: version.number,
            is_latest: version.number == answer.latest,
            may_write,
            note: version.note.clone(),
            before: before.map(|before| before.number),
            differences: compare(older, &version.document).into_iter().map(|one| shown(t, one)).collect(),
            layout,
        }
    }
}

fn shown(t: Translator, one: Difference) -> Shown {
    let field = t.name("answer-field", one.field).to_string();
    Shown {
        name: match one.language {
            Some(language) => {
                t.say("answer-field-in").arg("field", field).arg("language", language.own_name()).to_string()
            }
            None => field,
        },
        language: one.language.unwrap_or(Language::En).code(),
        passages: one.passages,
    }
}

/// `GET /desk/answers/{answer}/versions/{number}`
pub(crate) async fn version(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((id, number)): Path<(String, String)>,
) -> Result<Page<VersionPage>, PageError> {
    let (id, number) = named(&id, &number)?;
    let (answer, version, before) = library::version(&app, &identity.viewer, id, number).await?;
    let may_write = library::may(&identity.viewer, Permission::WriteAnswers, &answer);
    Ok(Page::new(VersionPage::new(layout, &answer, &version, before.as_ref(), may_write)))
}

/// `POST /desk/answers/{answer}/versions/{number}`
pub(crate) async fn restore(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (id, number) = named(&id, &number)?;
    library::restore(&app, &identity.viewer, id, number).await?;
    Ok(SeeOther::to(links::desk_answer(id)).saying(AlertKind::Success, "answer-restored").into_response())
}

fn named(id: &str, number: &str) -> Result<(AnswerId, u32), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    Ok((id, number))
}

impl Samples for VersionPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::library::AnswerState;

        let layout = || Layout { path: links::answer_version(1, 2), ..Layout::sample(language) };
        let (older, mut newer) = (super::samples::version(1, false), super::samples::version(2, true));
        if let Some(content) = newer.document.contents.get_mut(&Language::En) {
            content.short = "Send form DS-82, one photo & {fee} by post.".to_owned();
            content.details.push_str("\n\nNo <selfies>.");
        }
        let answer = super::samples::answer(AnswerState::Approved);
        vec![
            Self::new(layout(), &answer, &newer, Some(&older), true),
            Self::new(layout(), &answer, &older, None, false),
            Self::new(layout(), &answer, &older, Some(&older), true),
        ]
    }
}
