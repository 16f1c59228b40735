//! Everything that matches the filter as one file, sent while it is made.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    responses::{self, TableFormat},
};
use futures_util::{StreamExt as _, stream};
use serde::Deserialize;
use tokio::sync::mpsc;

use super::filter::Chosen;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
};

/// The format of the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    format: String,
}

/// `GET /desk/responses/export`
pub(crate) async fn export(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(chosen): PageQuery<Chosen>,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    let extension = wanted.format.as_str();
    let format: TableFormat = extension.parse().map_err(|_| PageError::NotFound)?;
    let (form, filter) = chosen.read(&app, &identity.viewer).await?;
    if !form.is_valid() {
        return Err(PageError::NotFound);
    }
    let name = format!("responses-{}.{extension}", app.today());
    let parts = responses::export(&app, &identity.viewer, filter, format).await?;
    Ok(file(parts, &name, format.media_type()))
}

/// A file as an answer: its name, and its parts as they come.
pub(in crate::pages) fn file(
    parts: mpsc::Receiver<Result<Vec<u8>, Error>>,
    name: &str,
    media_type: &'static str,
) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    if let Ok(value) = format!("attachment; filename=\"{name}\"").parse() {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    let parts = stream::unfold(parts, |mut parts| async move {
        let part = parts.recv().await?;
        if let Err(error) = &part {
            tracing::error!(error = error as &dyn std::error::Error, "a file broke off while it was sent");
        }
        Some((part, parts))
    });
    // Compression asks once more after the end.
    let parts = parts.fuse();
    (headers, Body::from_stream(parts)).into_response()
}
