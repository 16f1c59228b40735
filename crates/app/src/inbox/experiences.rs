//! Great experiences: passed on to the team with a word of staff, and with the person's consent to the public.

use catsup_model::{
    Permission, Viewer,
    id::{ExperienceId, ResponseId},
    response::{Response, ResponseState, StoredAnswer},
};
use serde_json::json;

pub use catsup_store::Experience;
use catsup_store::Publication;

use super::account_of;
use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
    personal_data, responses,
};

/// The key of a question or choice by which people agree that their words are shown to the public.
pub const CONSENT_KEY: &str = "consent_to_publish";

/// The longest note of staff.
pub const LONGEST_NOTE: usize = 500;
/// The longest text for the public.
pub const LONGEST_TEXT: usize = 1_000;
/// The longest account of how consent was given.
const LONGEST_CONSENT: usize = 300;
/// Experiences the public sees.
const MOST_PUBLIC: i64 = 50;

/// Whether the person agreed in the response itself.
#[must_use]
pub fn agreed(response: &Response) -> bool {
    let asks = |answer: &&StoredAnswer| {
        let key = &answer.question;
        key == CONSENT_KEY || key.strip_suffix(CONSENT_KEY).is_some_and(|rest| rest.ends_with('.'))
    };
    let yes = |answer: &StoredAnswer| answer.value == Some(1) || answer.text.as_deref() == Some("yes");
    response.answers.iter().filter(asks).any(yes)
}

/// Passes a response on to the team, or changes what was said to it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Error::Invalid`] with `note`.
pub async fn share(
    app: &App,
    viewer: &Viewer,
    response: ResponseId,
    note: &str,
) -> Result<ExperienceId, Error> {
    let response = handled(app, viewer, response, Permission::HandleResponses).await?;
    let mut fields = Fields::default();
    let note = fields.text("note", note, LONGEST_NOTE);
    if !fields.fit() {
        return Err(fields.refused());
    }
    let mut transaction = app.store().begin().await?;
    let id = match app.store().experience_of(response.id).await? {
        Some(known) => {
            transaction.experience_note(known.id, &note).await?;
            known.id
        }
        None => {
            let id = ExperienceId(app.next_id());
            let new = Experience {
                id,
                response: response.id,
                service: response.service,
                service_name: String::new(),
                language: response.language,
                note,
                shared_by: account_of(viewer),
                shared_at: app.now(),
                public_text: None,
                consent: None,
                consent_detail: None,
                published_at: None,
                withdrawn_at: None,
            };
            transaction.experience_insert(&new).await.map_err(or_taken("response"))?;
            id
        }
    };
    record(app, &mut transaction, viewer, "experience.share", &response).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Takes a response back from the team, and from the public.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn unshare(app: &App, viewer: &Viewer, response: ResponseId) -> Result<(), Error> {
    let response = handled(app, viewer, response, Permission::HandleResponses).await?;
    let known = app.store().experience_of(response.id).await?.ok_or(Error::NotFound("experience"))?;
    if known.public_text.is_some() {
        viewer.require(Permission::PublishExperiences)?;
    }
    let mut transaction = app.store().begin().await?;
    transaction.experience_delete(known.id).await?;
    record(app, &mut transaction, viewer, "experience.unshare", &response).await?;
    transaction.commit().await?;
    Ok(())
}

/// Shows a text made from the response to the public: only with consent, which the response holds or staff note, and
/// with personal data hidden.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] unless it was passed on to the team; [`Error::Invalid`] with `text` or
/// `consent`.
pub async fn publish(
    app: &App,
    viewer: &Viewer,
    response: ResponseId,
    text: &str,
    consent: &str,
) -> Result<(), Error> {
    let response = handled(app, viewer, response, Permission::PublishExperiences).await?;
    let known = app.store().experience_of(response.id).await?.ok_or(Error::NotFound("experience"))?;
    let mut fields = Fields::default();
    let text = fields.text("text", text, LONGEST_TEXT);
    if text.is_empty() {
        fields.refuse("text", "required", "must hold what the public is to read");
    }
    let detail = fields.text("consent", consent, LONGEST_CONSENT);
    let agreed = agreed(&response);
    if !agreed && detail.is_empty() {
        fields.refuse("consent", "required", "must say how and when the person agreed");
    }
    if response.state != ResponseState::Received {
        fields.refuse("text", "not-counted", "must come from a response that counts");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let how = Publication {
        text: personal_data::hide(&text),
        consent: if agreed { "survey" } else { "staff" },
        detail,
        by: account_of(viewer),
        at: app.now(),
    };
    let mut transaction = app.store().begin().await?;
    transaction.experience_publish(known.id, &how).await?;
    record(app, &mut transaction, viewer, "experience.publish", &response).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes the text back from the public; the team keeps it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when it is not public.
pub async fn withdraw(app: &App, viewer: &Viewer, response: ResponseId) -> Result<(), Error> {
    let response = handled(app, viewer, response, Permission::PublishExperiences).await?;
    let known = app.store().experience_of(response.id).await?.ok_or(Error::NotFound("experience"))?;
    let mut transaction = app.store().begin().await?;
    if !transaction.experience_withdraw(known.id, app.now()).await? {
        return Err(Error::NotFound("experience"));
    }
    record(app, &mut transaction, viewer, "experience.withdraw", &response).await?;
    transaction.commit().await?;
    Ok(())
}

/// What was passed on within reach, the newest first, each with its response.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    before: Option<ExperienceId>,
    limit: i64,
) -> Result<Vec<(Experience, Option<Response>)>, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let services = app.store().service_ids(&reach).await?;
    let experiences = app.store().experience_list(&services, before, limit).await?;
    let ids: Vec<i64> = experiences.iter().map(|one| one.response.0).collect();
    let mut told = app.store().responses_of_ids(&ids).await?;
    let with = |one: Experience| {
        let place = told.iter().position(|response| response.id == one.response);
        let response = place.map(|place| told.swap_remove(place));
        (one, response)
    };
    Ok(experiences.into_iter().map(with).collect())
}

/// The experience told in a response that the viewer sees.
///
/// # Errors
/// As [`responses::find`].
pub async fn of_response(
    app: &App,
    viewer: &Viewer,
    response: ResponseId,
) -> Result<Option<Experience>, Error> {
    let response = responses::find(app, viewer, response).await?;
    Ok(app.store().experience_of(response.id).await?)
}

/// What the public reads, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn public(app: &App) -> Result<Vec<Experience>, Error> {
    Ok(app.store().experiences_public(MOST_PUBLIC).await?)
}

async fn handled(
    app: &App,
    viewer: &Viewer,
    response: ResponseId,
    permission: Permission,
) -> Result<Response, Error> {
    let reach = viewer.require(permission)?;
    let response = responses::find(app, viewer, response).await?;
    if reach.has_service(response.service) { Ok(response) } else { Err(Error::NotFound("response")) }
}

async fn record(
    app: &App,
    transaction: &mut catsup_store::Transaction,
    viewer: &Viewer,
    action: &str,
    response: &Response,
) -> Result<(), Error> {
    let subject = format!("response:{}", response.id);
    audit::record(app, transaction, viewer, action, &subject, json!({})).await
}
