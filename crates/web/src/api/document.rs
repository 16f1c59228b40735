//! `GET /api/v1/openapi.json`: the API described for programs.

use axum::Json;
use utoipa::{OpenApi, openapi};

/// The document.
#[derive(OpenApi)]
#[openapi(info(title = "Catsup", description = "Surveys, responses and measures of public services."))]
pub(crate) struct Document;

/// `GET /api/v1/openapi.json`
pub(crate) async fn show() -> Json<openapi::OpenApi> {
    Json(Document::openapi())
}
