//! The person's side: how their case stands, in plain words, under a private link; and what they have to say to it.

use std::sync::Arc;

use catsup_model::{
    Language,
    case::{Case, CaseEvent, CaseEventKind, CaseStatus, LONGEST_MESSAGE},
    id::CaseId,
    permission::Actor,
};
use catsup_store::Attachment;
use serde_json::json;

use super::{
    Deadlines, THE_CASE,
    attachments::{self, NewFile},
    change::Change,
    letter::{self, Occasion},
    link,
};
use crate::{
    App, Error,
    anticipation::{Offered, messages},
    fields::Fields,
    screening,
};

/// A case as the person sees it.
#[derive(Debug, Clone)]
pub struct Tracked {
    /// The case.
    pub case: Case,
    /// The service that answers.
    pub service: String,
    /// What happened, as far as it is the person's to know, the oldest first.
    pub events: Vec<CaseEvent>,
    /// Files the person added.
    pub files: Vec<Attachment>,
    /// The survey that asks how it went, once it ended.
    pub survey: Option<String>,
    /// Whether they can be told what comes next, and whether they agreed.
    pub next: Offered,
}

/// What the person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Something to add. It takes an ended case up again.
    Say(String),
    /// It is solved.
    Confirm,
    /// It is not solved, and why.
    Deny(String),
}

/// Whether somebody wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// They do.
    Yes,
    /// They do not, or no longer.
    No,
}

/// The case that a private link opens.
///
/// # Errors
/// [`Error::NotFound`] for a link that is wrong, revoked or over.
pub async fn read(app: &App, token: &str) -> Result<Tracked, Error> {
    let case = link::case_of(app, token).await?;
    let service = app.store().service_find(case.service).await?.ok_or(THE_CASE)?;
    let mut events = app.store().case_events(&[case.id]).await?;
    events.retain(|event| event.kind.is_shown_to_person());
    for event in &mut events {
        if event.kind == CaseEventKind::HandedOver {
            // What organisations tell each other is for them.
            event.text.clear();
        }
    }
    let mut files = app.store().case_attachments(case.id).await?;
    let theirs = |file: &Attachment| {
        events.iter().any(|event| event.id == file.event && event.actor == Actor::Public.to_string())
    };
    files.retain(theirs);
    let survey = if case.status.is_open() {
        None
    } else {
        letter::survey_address(app, Deadlines::read(app).await?.rule(&case)).await?
    };
    let next = messages::offered(app, &case).await?;
    Ok(Tracked { service: service.name.to_string(), case, events, files, survey, next })
}

/// Takes what the person says.
///
/// # Errors
/// As [`read`]; [`Error::Invalid`] with `text` or `file`.
pub async fn speak(app: &App, token: &str, word: Word, files: Vec<NewFile>) -> Result<Case, Error> {
    let found = link::case_of(app, token).await?;
    let mut fields = Fields::default();
    let files = attachments::check(&mut fields, files);
    let text = match &word {
        Word::Say(text) | Word::Deny(text) => fields.text("text", text, LONGEST_MESSAGE),
        Word::Confirm => String::new(),
    };
    if text.is_empty() && files.is_empty() && word != Word::Confirm {
        fields.refuse("text", "required", "must not be empty");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let deadlines = Arc::new(Deadlines::read(app).await?);
    let id = going_on(app, &found).await?;
    let mut change = Change::begin(app, Actor::Public.to_string(), id, &deadlines).await?;
    match word {
        Word::Confirm => confirm(&mut change),
        Word::Say(_) => {
            let event = said(&mut change, CaseEventKind::Said, &text);
            change.attach(event, files);
            notify(&mut change, Occasion::Said).await?;
        }
        Word::Deny(_) => {
            if matches!(
                change.case.status,
                CaseStatus::Resolved | CaseStatus::Confirmed | CaseStatus::Unresolved
            ) {
                change.case.reopened += 1;
            }
            let event = said(&mut change, CaseEventKind::Denied, &text);
            change.attach(event, files);
            notify(&mut change, Occasion::Denied).await?;
        }
    }
    change.commit().await
}

/// Keeps that the person agrees to be told what people in their place usually need next, or takes it back.
///
/// # Errors
/// As [`read`].
pub async fn want_next(app: &App, token: &str, wanted: Wanted, language: Language) -> Result<(), Error> {
    let case = link::case_of(app, token).await?;
    let offered = messages::offered(app, &case).await?;
    let mut transaction = app.store().begin().await?;
    match wanted {
        Wanted::Yes if offered.is_open() => {
            messages::agree(app, &mut transaction, &case, language).await?;
        }
        Wanted::Yes => {}
        Wanted::No => messages::take_back(app, &mut transaction, &case).await?,
    }
    transaction.commit().await?;
    Ok(())
}

/// Where a case goes on, if the person of both is the same; else it stays with itself.
pub(super) async fn going_on(app: &App, case: &Case) -> Result<CaseId, Error> {
    let Some(into) = case.merged_into else { return Ok(case.id) };
    let target = app.store().case_find(into).await?.ok_or(THE_CASE)?;
    let same = case.person.customer.is_some() && case.person.customer == target.person.customer;
    Ok(if same { target.id } else { case.id })
}

fn confirm(change: &mut Change<'_>) {
    if change.case.status == CaseStatus::Resolved {
        change.case.status = CaseStatus::Confirmed;
        change.tell(CaseEventKind::Confirmed, "", json!({}));
    }
}

/// New words of the person: the clocks go on, an ended case is taken up again, and an answer is due.
pub(super) fn said(
    change: &mut Change<'_>,
    kind: CaseEventKind,
    text: &str,
) -> catsup_model::id::CaseEventId {
    let event = change.tell(kind, text, json!({}));
    if !change.case.status.is_open() {
        change.take_up();
        if kind == CaseEventKind::Said {
            change.case.reopened += 1;
        }
    }
    change.case.moments.resume(change.now);
    if change.case.status == CaseStatus::Waiting {
        change.case.status = CaseStatus::Open;
    }
    if change.case.moments.first_response.is_some() {
        change.case.moments.unanswered.get_or_insert(change.now);
    }
    if !change.case.urgent && screening::alarming(&[text]).is_some() {
        change.case.urgent = true;
        change.tell(CaseEventKind::Alarmed, "", json!({}));
    }
    event
}

pub(super) async fn notify(change: &mut Change<'_>, occasion: Occasion) -> Result<(), Error> {
    let alarmed = change.case.urgent;
    let occasion = if alarmed && occasion == Occasion::Said { Occasion::Alarmed } else { occasion };
    // A denial goes beyond whoever called it solved.
    let wide = occasion != Occasion::Said;
    let rule = change.deadlines.rule(&change.case).filter(|_| wide).cloned();
    letter::to_staff(change.app, &mut change.transaction, &change.case, rule.as_ref(), occasion).await
}
