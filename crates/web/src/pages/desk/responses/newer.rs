//! How many responses came in since the list was made: asked by the page itself from time to time.

use axum::{Json, extract::State};
use catsup_app::{App, inbox};
use catsup_model::id::ResponseId;
use serde::{Deserialize, Serialize};

use super::filter::Chosen;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
};

/// The newest response of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Since {
    after: String,
}

/// How many came since.
#[derive(Debug, Serialize)]
pub(crate) struct Newer {
    n: usize,
}

/// `GET /desk/responses/newer.json`
pub(crate) async fn newer(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(chosen): PageQuery<Chosen>,
    PageQuery(since): PageQuery<Since>,
) -> Result<Json<Newer>, PageError> {
    let after = since.after.parse::<ResponseId>().map_err(|_| PageError::NotFound)?;
    let (_, filter) = chosen.read(&app, &identity.viewer).await?;
    Ok(Json(Newer { n: inbox::newer(&app, &identity.viewer, filter, after).await? }))
}
