//! Digests: somebody is told by mail what came in, at once, every day or every week; nothing new, no mail.
//!
//! What a digest tells of is what its account may read at that moment. Comments come with personal data hidden. A response
//! is told of once; the last minutes are looked at again each time, since a form is completed page by page, and
//! databases commit out of order.

mod news;
mod schedule;
mod subscribe;
mod unsubscribe;

use catsup_model::{Permission, job::Rhythm, permission::Actor};
pub use catsup_store::Digest;
use jiff::SignedDuration;

pub use self::{
    news::{Glimpse, News},
    subscribe::{Named, NewDigest, list, remove, subscribe},
    unsubscribe::{ending, unsubscribe},
};
use crate::{App, Error, access, mail};
use catsup_model::Viewer;

/// What came in within this time is left for the next look: it may still be completed.
const SETTLE: SignedDuration = SignedDuration::from_secs(20);
/// How far back each look goes beyond what was told.
const LOOK_BACK: SignedDuration = SignedDuration::from_mins(30);
/// How long it is remembered what was told: longer than the longest rhythm.
pub(crate) const TOLD_KEPT: SignedDuration = SignedDuration::from_hours(15 * 24);
/// How long a digest that is looked at every minute may go without a note of how far it looked.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// Whether the time of any digest has come.
pub(crate) async fn any_due(app: &App) -> Result<bool, Error> {
    Ok(!app.store().digest_due(app.now(), 1).await?.is_empty())
}

/// The job: writes every digest whose time has come.
pub(crate) async fn write_due(app: &App) -> Result<(), Error> {
    // Without words nothing can be written; it waits until a node has them.
    if app.outside().letters.is_none() {
        return Ok(());
    }
    for digest in app.store().digest_due(app.now(), 10_000).await? {
        write(app, &digest).await?;
    }
    Ok(())
}

async fn write(app: &App, digest: &Digest) -> Result<(), Error> {
    let Some(letters) = app.outside().letters.clone() else { return Ok(()) };
    // A moment that lies ahead was noted by a clock that was put back since.
    let until = (app.now() - SETTLE).max(digest.since.min(app.now()));
    let next = schedule::next(app, digest.rhythm, digest.hour, digest.weekday);
    let reader = reader(app, digest).await?;
    let news = match &reader {
        Some((_, viewer)) => news::since(app, viewer, digest, until).await?,
        None => None,
    };
    let (Some(news), Some((account, _))) = (news, reader) else {
        let is_noted = app.now().duration_since(digest.since) < NOTED_EVERY;
        if digest.rhythm == Rhythm::Instantly && is_noted {
            return Ok(());
        }
        let mut transaction = app.store().begin().await?;
        transaction.digest_advance(digest, until, next).await?;
        return Ok(transaction.commit().await?);
    };
    let letter = letters.digest(digest.language, &news);
    let mut transaction = app.store().begin().await?;
    // Another node was quicker.
    if !transaction.digest_advance(digest, until, next).await? {
        return Ok(());
    }
    transaction.digest_told(digest.id, &news.told, app.now()).await?;
    let mail = mail::NewMail {
        kind: "digest",
        account: Some(account.id),
        case: None,
        to: account.email,
        to_name: account.name.to_string(),
        language: digest.language,
        letter,
        unsubscribe: Some(news.unsubscribe),
    };
    mail::post(app, &mut transaction, mail).await?;
    Ok(transaction.commit().await?)
}

/// Who gets a digest and what they may see; `None` when they may no longer read responses.
async fn reader(app: &App, digest: &Digest) -> Result<Option<(catsup_store::Account, Viewer)>, Error> {
    let Some(account) = app.store().account_find(digest.account).await? else { return Ok(None) };
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    let grants = access::grants_of_roles(app, &account.roles).await?;
    let viewer = Viewer::new(Actor::Account(account.id), grants);
    Ok(viewer.may(Permission::ReadResponses).then_some((account, viewer)))
}
