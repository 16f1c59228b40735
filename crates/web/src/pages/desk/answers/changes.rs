//! Changed answers that staff are to read before they take effect.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    library::{self, Change},
};
use catsup_model::{Language, id::AnswerId};
use jiff::tz::TimeZone;

use super::{crumbs, question};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The changes.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/changes.html")]
pub(crate) struct ChangesPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    changes: Vec<Line>,
    unread: usize,
}

#[derive(Debug)]
struct Line {
    answer: String,
    number: u32,
    href: String,
    question: String,
    language: &'static str,
    note: String,
    starts: String,
    training: String,
    acknowledged: Option<String>,
}

impl Line {
    fn of(t: Translator, change: &Change, zone: &TimeZone) -> Self {
        let (question, language) = question(t, &change.version);
        Self {
            answer: change.answer.id.to_string(),
            number: change.version.number,
            href: links::answer_version(change.answer.id, change.version.number),
            question,
            language,
            note: change.version.note.clone(),
            starts: change.version.starts_on.map_or_else(
                || t.say("answer-change-now").to_string(),
                |day| t.say("answer-change-from").arg("day", t.date(day)).to_string(),
            ),
            training: change.version.training.clone(),
            acknowledged: change
                .acknowledged
                .map(|at| t.date_time(at.to_zoned(zone.clone()).datetime()).to_string()),
        }
    }
}

impl ChangesPage {
    fn new(layout: Layout, changes: &[Change], zone: &TimeZone) -> Self {
        let t = layout.t;
        Self {
            crumbs: crumbs(t),
            unread: changes.iter().filter(|change| change.acknowledged.is_none()).count(),
            changes: changes.iter().map(|change| Line::of(t, change, zone)).collect(),
            layout,
        }
    }
}

/// `GET /desk/answers/changes`
pub(crate) async fn changes(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ChangesPage>, PageError> {
    let changes = library::changes(&app, &identity.viewer).await?;
    Ok(Page::new(ChangesPage::new(layout, &changes, &app.settings().zone)))
}

/// `POST /desk/answers/changes`
pub(crate) async fn acknowledge(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<Response, PageError> {
    let id: AnswerId = form.value("answer").parse().map_err(|_| PageError::NotFound)?;
    let number = form.value("number").parse().map_err(|_| PageError::NotFound)?;
    library::acknowledge(&app, &identity.viewer, id, number).await?;
    Ok(SeeOther::to(links::ANSWER_CHANGES).saying(AlertKind::Success, "answer-acknowledged").into_response())
}

impl Samples for ChangesPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::library::AnswerState;

        let layout = || Layout { path: links::ANSWER_CHANGES.to_owned(), ..Layout::sample(language) };
        let change = |acknowledged| Change {
            answer: super::samples::answer(AnswerState::Approved),
            version: super::samples::version(2, true),
            acknowledged,
        };
        let all = [change(None), change(Some(jiff::Timestamp::UNIX_EPOCH))];
        vec![Self::new(layout(), &all, &TimeZone::UTC), Self::new(layout(), &[], &TimeZone::UTC)]
    }
}
