//! Showing a standard to the public, and taking it off the public page.

use catsup_model::{Viewer, id::StandardId};
use jiff::Timestamp;
use serde_json::json;

use super::own;
use crate::{App, Error, audit};

/// Shows a standard and its results to the public; one that is shown stays so.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn publish(app: &App, viewer: &Viewer, id: StandardId) -> Result<(), Error> {
    set(app, viewer, id, Some(app.now()), "standard.publish").await
}

/// Takes a standard and its results off the public page and out of open data.
///
/// # Errors
/// As [`publish`].
pub async fn unpublish(app: &App, viewer: &Viewer, id: StandardId) -> Result<(), Error> {
    set(app, viewer, id, None, "standard.unpublish").await
}

async fn set(
    app: &App,
    viewer: &Viewer,
    id: StandardId,
    published_at: Option<Timestamp>,
    action: &str,
) -> Result<(), Error> {
    let mut standard = own(app, viewer, id).await?;
    if standard.is_published() == published_at.is_some() {
        return Ok(());
    }
    standard.published_at = published_at;
    let mut transaction = app.store().begin().await?;
    transaction.standard_update(&standard).await?;
    audit::record(app, &mut transaction, viewer, action, &format!("standard:{id}"), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}
