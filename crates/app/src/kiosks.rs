//! Kiosks: places where a survey stands ready to be answered, each with a key of its own.
//!
//! A kiosk needs no key to take answers. With one it may say when each was given, so that answers which waited for the
//! network count on their day; and the answers are about its touchpoint. A key opens nothing else: it reads nothing, and
//! an ended one is turned away at once.

use catsup_model::{
    Permission, Viewer,
    id::{AccountId, KioskId, TouchpointId},
    permission::Actor,
    survey::Survey,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

pub use catsup_store::Kiosk;

use crate::{App, Error, audit, directory::touchpoints, fields, fields::Fields, secrets, surveys};

/// What every key starts with, so that scanners find one that was published by mistake.
pub const PREFIX: &str = "ctk_";

/// How far back an answer may have been given.
pub const LATEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Use of a key is noted at most this often.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A kiosk that was just set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedKiosk {
    /// The kiosk as kept.
    pub kiosk: Kiosk,
    /// Its key, to be shown once: it is nowhere else.
    pub key: String,
}

/// The kiosks of a survey, the newest first, ended ones included.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the survey.
pub async fn list(app: &App, viewer: &Viewer, survey: &str) -> Result<(Survey, Vec<Kiosk>), Error> {
    let survey = managed(app, viewer, survey).await?;
    let kiosks = app.store().kiosk_list(survey.id).await?;
    Ok((survey, kiosks))
}

/// Sets a kiosk up.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the survey; [`Error::Invalid`] with `name` or `touchpoint`.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    name: &str,
    touchpoint: Option<TouchpointId>,
) -> Result<CreatedKiosk, Error> {
    let survey = managed(app, viewer, survey).await?;
    let mut fields = Fields::default();
    let name = fields.name("name", name);
    if let Some(id) = touchpoint {
        let known = touchpoints::list(app, viewer, Some(survey.service)).await?;
        if !known.iter().any(|touchpoint| touchpoint.id == id) {
            fields.refuse("touchpoint", "unknown", "must be a touchpoint of the survey's service");
        }
    }
    let (Some(name), true) = (name, fields.fit()) else { return Err(fields.refused()) };
    let key = format!("{PREFIX}{}", app.random().token());
    let kiosk = Kiosk {
        id: KioskId(app.next_id()),
        survey: survey.id,
        name,
        touchpoint,
        created_at: app.now(),
        created_by: account(viewer),
        used_at: None,
        revoked_at: None,
    };
    let mut transaction = app.store().begin().await?;
    transaction.kiosk_insert(&kiosk, &secrets::hash(&key)).await?;
    let detail = json!({ "survey": survey.id, "touchpoint": touchpoint });
    audit::record(app, &mut transaction, viewer, "kiosk.add", &format!("kiosk:{}", kiosk.id), detail).await?;
    transaction.commit().await?;
    Ok(CreatedKiosk { kiosk, key })
}

/// Ends a kiosk's key for good. What the kiosk still holds comes in without it, dated when it arrives.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`], also for a kiosk of another survey.
pub async fn revoke(app: &App, viewer: &Viewer, survey: &str, id: KioskId) -> Result<(), Error> {
    let survey = managed(app, viewer, survey).await?;
    let kiosk = app.store().kiosk_find(id).await?;
    if kiosk.is_none_or(|kiosk| kiosk.survey != survey.id) {
        return Err(Error::NotFound("the kiosk"));
    }
    let mut transaction = app.store().begin().await?;
    if transaction.kiosk_revoke(id, app.now()).await? {
        let subject = format!("kiosk:{id}");
        audit::record(app, &mut transaction, viewer, "kiosk.revoke", &subject, json!({})).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// The kiosk whose key came with a submission to `survey`.
///
/// # Errors
/// [`Error::Invalid`] with `Kiosk-Key` when it is unknown, ended, or of a kiosk of another survey.
pub(crate) async fn of_key(app: &App, survey: &Survey, key: &str) -> Result<Kiosk, Error> {
    let known =
        if key.starts_with(PREFIX) { app.store().kiosk_of_hash(&secrets::hash(key)).await? } else { None };
    let good = known.filter(|kiosk| kiosk.survey == survey.id && kiosk.revoked_at.is_none());
    let refused = || fields::invalid("Kiosk-Key", "kiosk-key", "is not the key of a kiosk of this survey");
    let kiosk = good.ok_or_else(refused)?;
    let now = app.now();
    if kiosk.used_at.is_none_or(|used| now.duration_since(used) >= USED_EVERY) {
        app.store().kiosk_used(kiosk.id, now).await?;
    }
    Ok(kiosk)
}

/// Holds that a kiosk says of no answer that it is older than a kiosk may keep one.
///
/// # Errors
/// [`Error::Invalid`] with `occurred_at`.
pub(crate) fn check_age(now: Timestamp, occurred_at: Option<Timestamp>) -> Result<(), Error> {
    match occurred_at {
        Some(at) if now.duration_since(at) > LATEST => {
            Err(fields::invalid("occurred_at", "too-old", "must lie at most 30 days back"))
        }
        _ => Ok(()),
    }
}

async fn managed(app: &App, viewer: &Viewer, survey: &str) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let found = surveys::by_id_or_key(app, survey).await?;
    found.filter(|survey| reach.has_service(survey.service)).ok_or(Error::NotFound("survey"))
}

fn account(viewer: &Viewer) -> Option<AccountId> {
    match viewer.actor() {
        Actor::Account(id) => Some(id),
        Actor::Token(_) | Actor::Operator | Actor::Public => None,
    }
}
