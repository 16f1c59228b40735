//! `POST /api/v1/surveys/{survey}/responses`: a response, taken in once it is on disk.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    responses::{self, Circumstances, Submission, completion},
    screening::Signs,
};
use catsup_model::{
    Channel, Language,
    answers::RawAnswers,
    id::{ResponseId, SurveyVersionId, TouchpointId},
    permission::Actor,
    response::{Receipt, ResponseSource},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ApiError,
    input::{ApiJson, ApiPath},
    schema,
};
use crate::{
    extract::{self, SubmissionTurn, SurveyKey, Visitor},
    links,
    state::WebState,
};

/// A response to a survey.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewResponse {
    /// Answers by question key. A multiple choice takes a list of choice keys; an empty list says that nothing of what
    /// was offered was ticked. The words beside “other” stand under `question.choice`.
    #[schema(schema_with = schema::answers)]
    answers: RawAnswers,
    /// The language it was given in; English when absent.
    #[serde(default)]
    #[schema(schema_with = schema::language)]
    language: Language,
    /// The channel of the contact; the survey's own when absent.
    #[schema(schema_with = schema::channel)]
    channel: Option<Channel>,
    /// The touchpoint; the survey's own when absent.
    #[schema(schema_with = schema::id)]
    touchpoint: Option<TouchpointId>,
    /// The version that was shown; the current one when absent.
    #[schema(schema_with = schema::id)]
    version: Option<SurveyVersionId>,
    /// Class of the device; told from the request's `User-Agent` when absent.
    device: Option<Device>,
    /// The page of the form these answers are of, when the others are to follow: `completion` comes back for them. Only
    /// what this page requires must be answered.
    section: Option<String>,
    /// How it came in; `api` when absent.
    source: Option<Source>,
    /// The page it was given on; its query and fragment are cut off, and what is beyond 300 characters.
    page: Option<String>,
    /// The campaign that led to it; at most 100 characters are kept.
    campaign: Option<String>,
    /// When the contact happened; now when absent. Needs a token with the scope `responses:write`, or the key of a kiosk
    /// and not to lie more than 30 days back.
    #[schema(schema_with = schema::instant)]
    occurred_at: Option<Timestamp>,
    /// Attributes that segments are made of, such as `region`: up to 20.
    #[serde(default)]
    #[schema(schema_with = schema::segments)]
    segments: BTreeMap<String, String>,
    /// What your systems call the customer, such as an account number. It is never kept: a keyed hash of it joins the
    /// response to what the same customer did. Needs a token with the scope `responses:write`.
    #[schema(min_length = 1, max_length = 200)]
    customer: Option<String>,
    /// A proof of work, when a challenge asked for one.
    #[schema(max_length = 120)]
    proof: Option<String>,
}

/// Class of a device.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Device {
    Phone,
    Tablet,
    Computer,
}

/// How a response came in by program.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Source {
    /// A program.
    Api,
    /// A form inside a page of another site.
    Embed,
    /// A kiosk.
    Kiosk,
}

/// What became of a response.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    /// Its id.
    #[schema(schema_with = schema::id)]
    id: ResponseId,
    /// Whether the same response was there already (the same `Idempotency-Key`).
    repeated: bool,
    /// What completes the response within half an hour, when only a page of the form was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    completion: Option<String>,
}

/// Takes a response in.
///
/// Acknowledged once it is on disk. Send an `Idempotency-Key` to be able to send again without counting twice.
/// Published surveys take responses without a token too, within a rate limit.
#[utoipa::path(
    post, path = "/api/v1/surveys/{survey}/responses", tag = "responses", operation_id = "submit_response",
    params(
        ("survey" = String, Path, description = "The survey's id or public key", pattern = "^[a-z0-9-]{1,80}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a second sending the same response", min_length = 1, max_length = 200),
        ("Kiosk-Key" = Option<String>, Header, description = "The key of the kiosk it was given at, made by staff on the survey's page"),
    ),
    request_body(content = NewResponse, content_type = "application/json"),
    security((), ("token" = [])),
    responses(
        (status = 201, description = "Stored", body = Accepted, headers(("Location" = String, description = "Where it can be read"))),
        (status = 200, description = "The same response was there already: under the same `Idempotency-Key`, or the same answers with the same text within minutes", body = Accepted, headers(("Location" = String, description = "Where it can be read"))),
    ),
)]
pub(crate) async fn submit(
    State(state): State<WebState>,
    Visitor(viewer): Visitor,
    turn: SubmissionTurn,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
    extract::Device(device): extract::Device,
    headers: HeaderMap,
    ApiJson(new): ApiJson<NewResponse>,
) -> Result<Response, ApiError> {
    let signs =
        if viewer.actor() == Actor::Public { turn.take(&state, &survey)?.signs() } else { Signs::default() };
    let by_page = new.section.is_some();
    let key = header_text(&headers, "Idempotency-Key", "idempotency-key")?;
    let mut submission = new.submission(key, device, signs);
    submission.kiosk_key = header_text(&headers, "Kiosk-Key", "kiosk-key")?;
    let (id, status) = match responses::submit(state.app(), &viewer, &survey, submission).await? {
        Receipt::Stored(id) => (id, StatusCode::CREATED),
        Receipt::Repeated(id) | Receipt::Conflict(id) => (id, StatusCode::OK),
    };
    let repeated = status == StatusCode::OK;
    if !repeated {
        state.metrics().response_accepted();
    }
    let completion = if by_page { completion::leave_open(state.app(), id).await? } else { None };
    let location = [(header::LOCATION, links::api_response(id))];
    Ok((status, location, Json(Accepted { id, repeated, completion })).into_response())
}

/// `OPTIONS /api/v1/surveys/{survey}/responses`: a page of another site asks whether it may send.
pub(crate) async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST")),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("content-type, idempotency-key, kiosk-key"),
        ),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

pub(super) fn header_text(
    headers: &HeaderMap,
    name: &'static str,
    code: &'static str,
) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value
        .to_str()
        .map_err(|_| ApiError::field(name, code, "must be 1 to 200 visible ASCII characters"))?;
    Ok(Some(text.to_owned()))
}

impl NewResponse {
    fn submission(
        self,
        idempotency_key: Option<String>,
        seen: Option<&'static str>,
        signs: Signs,
    ) -> Submission {
        let source = self.source.map(|source| match source {
            Source::Api => ResponseSource::Api,
            Source::Embed => ResponseSource::Embed,
            Source::Kiosk => ResponseSource::Kiosk,
        });
        let device = self.device.map(|device| match device {
            Device::Phone => "phone",
            Device::Tablet => "tablet",
            Device::Computer => "computer",
        });
        let circumstances = Circumstances {
            version: self.version,
            language: self.language,
            channel: self.channel,
            touchpoint: self.touchpoint,
            device: device.or(seen).map(str::to_owned),
            source,
            page: self.page,
            campaign: self.campaign,
            entered_by: None,
            occurred_at: self.occurred_at,
            segments: self.segments,
            customer: self.customer,
            signs: Signs { proof: self.proof, ..signs },
        };
        Submission {
            circumstances,
            answers: self.answers,
            idempotency_key,
            section: self.section,
            kiosk_key: None,
        }
    }
}
