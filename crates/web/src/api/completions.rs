//! `POST /api/v1/responses/{response}/completion`: the rest of a response whose first page came in.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::responses::completion::{self, Completion};
use catsup_model::{answers::RawAnswers, id::ResponseId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    ApiError,
    input::{ApiJson, ApiPath},
    schema,
};
use crate::{extract::SubmissionTurn, state::WebState};

/// What completes a response.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCompletion {
    /// The `completion` that came back when the first page was sent; good for half an hour.
    token: String,
    /// The page these answers are of; the rest of the form when absent.
    section: Option<String>,
    /// Answers by question key. They replace what was answered to the same questions.
    #[schema(schema_with = schema::answers)]
    answers: RawAnswers,
}

/// Completes a response.
///
/// Only whoever sent its first page can: the token that came back stands for it. The same sent again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/responses/{response}/completion", tag = "responses", operation_id = "complete_response",
    params(("response" = String, Path, description = "Its id", pattern = "^[1-9][0-9]{0,17}$")),
    request_body(content = NewCompletion, content_type = "application/json"),
    security(()),
    responses((status = 204, description = "Stored")),
)]
pub(crate) async fn complete(
    State(state): State<WebState>,
    turn: SubmissionTurn,
    ApiPath(id): ApiPath<ResponseId>,
    ApiJson(new): ApiJson<NewCompletion>,
) -> Result<StatusCode, ApiError> {
    // By client alone: the response itself took its turn at the survey.
    turn.take(&state, "completion")?;
    let completion = Completion { token: new.token, section: new.section, answers: new.answers };
    completion::complete(state.app(), id, &completion).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `OPTIONS /api/v1/responses/{response}/completion`: a page of another site asks whether it may send.
pub(crate) async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST")),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
