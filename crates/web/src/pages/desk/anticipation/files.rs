//! What people come back for as files.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, anticipation, responses::TableFormat};
use catsup_model::Viewer;

use super::next::NextQuery;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
};

/// `GET /desk/answers/next.csv`
pub(crate) async fn csv(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(query): PageQuery<NextQuery>,
) -> Result<Response, PageError> {
    file(&app, &identity.viewer, &query, TableFormat::Csv, "attachment; filename=\"next-needs.csv\"").await
}

/// `GET /desk/answers/next.json`
pub(crate) async fn json(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(query): PageQuery<NextQuery>,
) -> Result<Response, PageError> {
    file(&app, &identity.viewer, &query, TableFormat::Json, "attachment; filename=\"next-needs.json\"").await
}

async fn file(
    app: &App,
    viewer: &Viewer,
    query: &NextQuery,
    format: TableFormat,
    disposition: &'static str,
) -> Result<Response, PageError> {
    let mut bytes = Vec::new();
    anticipation::export(app, viewer, &query.pairs(), format, &mut bytes).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
