//! `POST /api/v1/mail`: a message as a mail server hands it over.

use std::time::Duration;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::by_mail::{self, LARGEST_MAIL},
};
use catsup_model::taken_mail::{MailOutcome, MailReason};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError,
    input::{ApiQuery, List},
    schema,
};
use crate::{extract::Visitor, limits::TooMany};

/// What the envelope of the message says.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Envelope {
    /// Addresses the message went to, beside those in its header, separated by commas.
    #[serde(default)]
    #[param(value_type = Vec<String>, style = Form, explode = false)]
    recipient: List<String>,
}

/// What became of a message.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TakenMail)]
pub(crate) struct TakenMailBody {
    /// Its id in the log.
    #[schema(schema_with = schema::id)]
    id: String,
    /// Whether it was taken in just now, rather than when its first copy came.
    new: bool,
    /// `opened` (a new case), `said` (the person's words on their case), `automatic`, `report` (on the delivery of a mail),
    /// `unassigned` (kept until staff give it to a service), `refused`.
    #[schema(schema_with = outcome)]
    outcome: &'static str,
    /// Why.
    #[schema(schema_with = reason)]
    reason: &'static str,
    /// The number of the case it belongs to.
    #[schema(required)]
    case: Option<String>,
}

fn outcome() -> utoipa::openapi::Object {
    schema::codes(MailOutcome::ALL.iter().map(|one| one.code()))
}

fn reason() -> utoipa::openapi::Object {
    schema::codes(MailReason::ALL.iter().map(|one| one.code()))
}

/// Takes a message in: a new case, or the person's words on theirs. A second copy of a message changes nothing.
///
/// What `Message-ID` and `From` name is one message. Answered with 429, a message is to be brought again later.
#[utoipa::path(
    post, path = "/api/v1/mail", tag = "cases", operation_id = "take_mail", security(("token" = [])), params(Envelope),
    request_body(content = String, content_type = "message/rfc822", description = "The message (RFC 5322), at most 25 MiB"),
    responses(
        (status = 201, description = "The message is taken in", body = TakenMailBody),
        (status = 200, description = "It was before", body = TakenMailBody),
    ),
)]
pub(crate) async fn take(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(envelope): ApiQuery<Envelope>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("message/rfc822") {
        let detail = "send the message as it came: Content-Type: message/rfc822";
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-mail", detail));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        status => ApiError::of_status(status),
    })?;
    let taken = by_mail::take(&app, &viewer, body.to_vec(), &envelope.recipient.0).await?;
    if taken.is_to_come_again() {
        // Too many of its sender within an hour.
        return Err(TooMany(Duration::from_secs(60 * 60)).into());
    }
    let status = if taken.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let body = TakenMailBody {
        id: taken.id.to_string(),
        new: taken.is_new,
        outcome: taken.outcome.code(),
        reason: taken.reason.code(),
        case: taken.case.map(|(_, number)| number.to_string()),
    };
    Ok((status, Json(body)).into_response())
}

fn too_large() -> ApiError {
    let detail = format!("the message is larger than {} MiB", LARGEST_MAIL / 1024 / 1024);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
}
