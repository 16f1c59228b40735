//! From draft to what people read, and out of use.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, Refusal,
    library::{self, Approval},
};
use catsup_model::id::AnswerId;

use super::{crumbs, question};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::Layout,
    links,
    pages::desk::confirm::Confirm,
};

/// `POST /desk/answers/{answer}/step`
pub(crate) async fn step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AnswerId>,
    form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (done, key) = match form.value("step") {
        "review" => (library::send_to_review(&app, viewer, id).await, "answer-in-review"),
        "draft" => (library::return_to_draft(&app, viewer, id).await, "answer-returned"),
        _ => return Err(PageError::NotFound),
    };
    told(id, done.map(|_| ()), key)
}

/// `POST /desk/answers/{answer}/approve`
pub(crate) async fn approve(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AnswerId>,
    form: Form,
) -> Result<Response, PageError> {
    let starts_on = form.filled("starts_on");
    let approval = Approval {
        starts_on: starts_on.and_then(|day| day.parse().ok()),
        must_read: form.chose("must_read", "1"),
    };
    if starts_on.is_some() && approval.starts_on.is_none() {
        return Ok(back(id).saying(AlertKind::Error, "answer-bad-day").into_response());
    }
    let number = form.value("number").parse().unwrap_or_default();
    let done = library::approve(&app, &identity.viewer, id, number, &approval).await;
    told(id, done.map(|_| ()), "answer-approved-now")
}

/// `GET /desk/answers/{answer}/retire`
pub(crate) async fn ask_retire(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AnswerId>,
) -> Result<Response, PageError> {
    let detail = library::detail(&app, &identity.viewer, id).await?;
    if !detail.may_approve {
        return Err(PageError::Forbidden);
    }
    let t = layout.t;
    let (question, _) = question(t, &detail.latest);
    let mut crumbs = crumbs(t);
    crumbs.push(Crumb::new(links::desk_answer(id), &question));
    Ok(Confirm::page(layout, "answer-retire", &question, crumbs, links::desk_answer(id)).into_response())
}

/// `POST /desk/answers/{answer}/retire`
pub(crate) async fn retire(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AnswerId>,
) -> Result<Response, PageError> {
    let done = library::retire(&app, &identity.viewer, id).await;
    told(id, done.map(|_| ()), "answer-retired")
}

fn back(id: AnswerId) -> SeeOther {
    SeeOther::to(links::desk_answer(id))
}

/// Back to the answer, saying what was done, or why it was not.
fn told(id: AnswerId, done: Result<(), Error>, key: &str) -> Result<Response, PageError> {
    let (kind, key) = match done {
        Ok(()) => (AlertKind::Success, key),
        Err(Error::Refused(Refusal::AnswerMoved)) => (AlertKind::Warning, "answer-moved"),
        Err(Error::Refused(Refusal::AnswerStep(_))) => (AlertKind::Warning, "answer-other-state"),
        Err(Error::Invalid(_)) => (AlertKind::Error, "answer-needs-short"),
        Err(error) => return Err(error.into()),
    };
    Ok(back(id).saying(kind, key).into_response())
}
