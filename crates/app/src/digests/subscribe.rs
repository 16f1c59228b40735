//! What a member of staff is told about: their own digests, and nobody else's.

use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, DigestId, ServiceId, SurveyId},
    job::Rhythm,
    permission::{Actor, Denied},
};
use serde_json::json;

use super::{Digest, schedule};
use crate::{App, Error, audit, fields::Fields};

/// The most digests of one account.
const MOST: usize = 20;

/// A digest to be.
#[derive(Debug, Clone)]
pub struct NewDigest {
    /// Only of this service.
    pub service: Option<ServiceId>,
    /// Only of this survey.
    pub survey: Option<SurveyId>,
    /// Only low scores.
    pub low_only: bool,
    /// Only with a comment.
    pub comment_only: bool,
    /// How often.
    pub rhythm: Rhythm,
    /// At which hour, daily and weekly.
    pub hour: i8,
    /// On which day of the week, from 1 for Monday, weekly.
    pub weekday: i8,
    /// In which language.
    pub language: Language,
}

/// A digest with the names of what it is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The digest.
    pub digest: Digest,
    /// Name of its service.
    pub service: Option<String>,
    /// Name of its survey.
    pub survey: Option<String>,
}

/// The viewer's own digests.
///
/// # Errors
/// [`Error::Denied`] without the permission to read responses.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Named>, Error> {
    let account = own_account(viewer)?;
    let mut named = Vec::new();
    for digest in app.store().digest_list(account).await? {
        let service = match digest.service {
            Some(id) => app.store().service_find(id).await?.map(|service| service.name.to_string()),
            None => None,
        };
        let survey = match digest.survey {
            Some(id) => crate::surveys::by_id_or_key(app, &id.to_string()).await?.map(|survey| survey.name),
            None => None,
        };
        named.push(Named { digest, service, survey });
    }
    Ok(named)
}

/// Begins a digest for the viewer's own account.
///
/// # Errors
/// [`Error::Denied`] without the permission to read responses; [`Error::Invalid`] with `service`, `survey`, `hour`,
/// `weekday` or, with too many digests, `rhythm`.
pub async fn subscribe(app: &App, viewer: &Viewer, new: NewDigest) -> Result<DigestId, Error> {
    let account = own_account(viewer)?;
    let reach = viewer.require(Permission::ReadResponses)?;
    let mut fields = Fields::default();
    if new.service.is_some_and(|service| !reach.has_service(service)) {
        fields.refuse("service", "unknown", "is no service you read responses of");
    }
    if let Some(id) = new.survey {
        let survey = crate::surveys::by_id_or_key(app, &id.to_string()).await?;
        let fits = |survey: &catsup_model::survey::Survey| {
            reach.has_service(survey.service) && new.service.is_none_or(|only| only == survey.service)
        };
        if !survey.as_ref().is_some_and(fits) {
            fields.refuse("survey", "unknown", "is no survey of that service you read responses of");
        }
    }
    if !(0..24).contains(&new.hour) {
        fields.refuse("hour", "hour", "must be an hour from 0 to 23");
    }
    if !(1..=7).contains(&new.weekday) {
        fields.refuse("weekday", "weekday", "must be a day of the week from 1 (Monday) to 7");
    }
    if app.store().digest_list(account).await?.len() >= MOST {
        fields.refuse(
            "rhythm",
            "too-many-digests",
            "you have as many digests as there can be; end one first",
        );
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let now = app.now();
    let digest = Digest {
        id: DigestId(app.next_id()),
        account,
        service: new.service,
        survey: new.survey,
        low_only: new.low_only,
        comment_only: new.comment_only,
        rhythm: new.rhythm,
        hour: new.hour,
        weekday: new.weekday,
        language: new.language,
        created_at: now,
        since: now,
        next_at: schedule::next(app, new.rhythm, new.hour, new.weekday),
    };
    let mut transaction = app.store().begin().await?;
    transaction.digest_insert(&digest).await?;
    let detail = json!({ "rhythm": new.rhythm.code(), "service": new.service, "survey": new.survey });
    audit::record(app, &mut transaction, viewer, "digest.begin", &format!("digest:{}", digest.id), detail)
        .await?;
    transaction.commit().await?;
    Ok(digest.id)
}

/// Ends one of the viewer's own digests.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`], also for somebody else's.
pub async fn remove(app: &App, viewer: &Viewer, id: DigestId) -> Result<(), Error> {
    let account = own_account(viewer)?;
    let found = app.store().digest_find(id).await?.filter(|digest| digest.account == account);
    found.ok_or(Error::NotFound("digest"))?;
    let mut transaction = app.store().begin().await?;
    transaction.digest_delete(id).await?;
    audit::record(app, &mut transaction, viewer, "digest.end", &format!("digest:{id}"), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The account of the viewer; programs and the operator have no mailbox.
fn own_account(viewer: &Viewer) -> Result<AccountId, Error> {
    viewer.require(Permission::ReadResponses)?;
    match viewer.actor() {
        Actor::Account(id) => Ok(id),
        Actor::Token(_) | Actor::Operator | Actor::Public => Err(Denied(Permission::ReadResponses).into()),
    }
}
