//! The signed link at the end of a digest: whoever got the mail ends it with one click, without signing in.

use catsup_model::{id::DigestId, permission::Actor};
use serde_json::json;

use super::Digest;
use crate::{App, Error};

const PURPOSE: &str = "unsubscribe";

/// Where one click ends a digest.
pub(super) fn link(app: &App, digest: DigestId) -> String {
    let signature = app.keys().sign(PURPOSE, &digest.to_string());
    format!("{}/unsubscribe/{digest}.{signature}", app.outside().address)
}

/// The digest that a link would end; `None` when it was ended already.
///
/// # Errors
/// [`Error::NotFound`] when the link is not ours.
pub async fn ending(app: &App, token: &str) -> Result<Option<Digest>, Error> {
    let stranger = || Error::NotFound("link");
    let (id, signature) = token.split_once('.').ok_or_else(stranger)?;
    if !app.keys().verify(PURPOSE, id, signature) {
        return Err(stranger());
    }
    let id: DigestId = id.parse().map_err(|_| stranger())?;
    Ok(app.store().digest_find(id).await?)
}

/// Ends the digest of a link; nothing happens when it was ended already.
///
/// # Errors
/// [`Error::NotFound`] when the link is not ours.
pub async fn unsubscribe(app: &App, token: &str) -> Result<(), Error> {
    let Some(digest) = ending(app, token).await? else { return Ok(()) };
    let mut transaction = app.store().begin().await?;
    transaction.digest_delete(digest.id).await?;
    let (subject, detail) = (format!("digest:{}", digest.id), json!({ "account": digest.account }));
    transaction.audit_append(app.now(), Actor::Public, "digest.end", &subject, &detail).await?;
    transaction.commit().await?;
    Ok(())
}
