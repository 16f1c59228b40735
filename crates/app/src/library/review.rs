//! From draft to what people read: review, approval, and taking out of use.

use catsup_model::{
    Permission, Viewer,
    id::AnswerId,
    library::{Answer, AnswerState, AnswerVersion},
};
use catsup_store::Transaction;
use jiff::{ToSpan as _, civil::Date};
use serde_json::json;

use super::{THE_ANSWER, acknowledge, entered, find, save, write::account_of};
use crate::{App, Error, Refusal, audit, fields::invalid};

/// Where nobody says when, an answer is looked at again after a year.
const REVIEWED_EVERY_YEARS: i16 = 1;

/// What comes with an approval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approval {
    /// The first day it holds; at once when `None`.
    pub starts_on: Option<Date>,
    /// Whether staff are to read and acknowledge it before.
    pub must_read: bool,
}

/// Asks for the latest version to be approved.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Refusal::AnswerStep`] unless it is a draft.
pub async fn send_to_review(app: &App, viewer: &Viewer, id: AnswerId) -> Result<Answer, Error> {
    find(app, viewer, Permission::WriteAnswers, id).await?;
    step(app, viewer, id, &[AnswerState::Draft], AnswerState::Review, "answer.review").await
}

/// Gives an answer that waits for approval back to those who write it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Refusal::AnswerStep`] unless it waits for approval.
pub async fn return_to_draft(app: &App, viewer: &Viewer, id: AnswerId) -> Result<Answer, Error> {
    find(app, viewer, Permission::WriteAnswers, id).await?;
    step(app, viewer, id, &[AnswerState::Review], AnswerState::Draft, "answer.return").await
}

/// Takes an answer out of use: nobody reads it any longer. Saving it again brings it back as a draft.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Refusal::AnswerStep`] when it is out of use already.
pub async fn retire(app: &App, viewer: &Viewer, id: AnswerId) -> Result<Answer, Error> {
    find(app, viewer, Permission::ApproveAnswers, id).await?;
    let from = [AnswerState::Draft, AnswerState::Review, AnswerState::Approved];
    step(app, viewer, id, &from, AnswerState::Retired, "answer.retire").await
}

/// Approves the latest version: people read it from its first day on.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Refusal::AnswerMoved`] when `number` is no longer the latest version;
/// [`Refusal::AnswerStep`] when it is approved or retired; [`Error::Invalid`] with `short` when a language has no short answer.
pub async fn approve(
    app: &App,
    viewer: &Viewer,
    id: AnswerId,
    number: u32,
    approval: &Approval,
) -> Result<Answer, Error> {
    find(app, viewer, Permission::ApproveAnswers, id).await?;
    let mut transaction = app.store().begin().await?;
    let mut answer = transaction.answer_lock(id).await?.ok_or(THE_ANSWER)?;
    if answer.latest != number {
        return Err(Refusal::AnswerMoved.into());
    }
    if !matches!(answer.state, AnswerState::Draft | AnswerState::Review) {
        return Err(Refusal::AnswerStep(answer.state.code()).into());
    }
    let mut version = app.store().answer_version(id, number).await?.ok_or(THE_ANSWER)?;
    if version.document.contents.values().any(|content| content.short.trim().is_empty()) {
        return Err(invalid("short", "required", "every language needs its short answer"));
    }
    let today = app.today();
    version.approved = Some((account_of(viewer), app.now()));
    version.starts_on = approval.starts_on.or(version.starts_on).filter(|start| *start > today);
    version.must_read = approval.must_read;
    put_approved(app, viewer, &mut transaction, &mut answer, &version).await?;
    transaction.commit().await?;
    Ok(answer)
}

/// Writes an approved version and what follows from it.
pub(super) async fn put_approved(
    app: &App,
    viewer: &Viewer,
    transaction: &mut Transaction,
    answer: &mut Answer,
    version: &AnswerVersion,
) -> Result<(), Error> {
    let today = app.today();
    answer.state = AnswerState::Approved;
    answer.updated_at = app.now();
    if answer.review_on.is_none_or(|day| day <= today) {
        let next = today.checked_add(REVIEWED_EVERY_YEARS.years());
        answer.review_on = next.ok();
    }
    transaction.answer_version_put(version).await?;
    transaction.answer_update(answer).await?;
    if version.must_read {
        acknowledge::tell(app, transaction, answer, version).await?;
    }
    let subject = format!("answer:{}", answer.id);
    let detail = json!({ "version": version.number });
    audit::record(app, transaction, viewer, "answer.approve", &subject, detail).await
}

/// Saves an old version again, as the latest.
///
/// # Errors
/// As [`save`]; [`Error::NotFound`] for a version that is not there.
pub async fn restore(app: &App, viewer: &Viewer, id: AnswerId, number: u32) -> Result<Answer, Error> {
    let answer = find(app, viewer, Permission::WriteAnswers, id).await?;
    let version = app.store().answer_version(id, number).await?.ok_or(THE_ANSWER)?;
    save(app, viewer, id, entered(&answer, &version)).await
}

async fn step(
    app: &App,
    viewer: &Viewer,
    id: AnswerId,
    from: &[AnswerState],
    to: AnswerState,
    action: &str,
) -> Result<Answer, Error> {
    let mut transaction = app.store().begin().await?;
    let mut answer = transaction.answer_lock(id).await?.ok_or(THE_ANSWER)?;
    if !from.contains(&answer.state) {
        return Err(Refusal::AnswerStep(answer.state.code()).into());
    }
    answer.state = to;
    if to == AnswerState::Retired {
        answer.withdrawn = answer.latest;
    }
    answer.updated_at = app.now();
    transaction.answer_update(&answer).await?;
    let subject = format!("answer:{id}");
    let detail = json!({ "version": answer.latest });
    audit::record(app, &mut transaction, viewer, action, &subject, detail).await?;
    transaction.commit().await?;
    Ok(answer)
}
