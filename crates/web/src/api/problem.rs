//! Problems in the API: one document for every error (RFC 9457), naming field and reason.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use catsup_app::{Error, Refusal, screening::Challenge};
use catsup_model::Permission;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{error::retry_after, limits::TooMany};

/// What went wrong (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Names the kind of problem, such as `urn:catsup:problem:invalid`.
    #[serde(rename = "type")]
    kind: String,
    /// The kind of problem in words.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What went wrong this time and what to do about it.
    detail: String,
    /// Each field that does not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// The work to do before sending again, where a proof of work is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<ChallengeProblem>,
}

/// Work to do: find a whole number `n` such that SHA-256 of `token:n` begins with at least `bits` zero bits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ChallengeProblem {
    /// The text before the colon.
    token: String,
    /// How many zero bits.
    #[schema(minimum = 1, maximum = 64)]
    bits: u32,
}

/// A field that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Its name, with dots for what lies within: `answers.answer_01`.
    pub(crate) field: String,
    /// A stable code, such as `required`.
    pub(crate) code: String,
    /// What is wrong, in English.
    pub(crate) reason: String,
}

/// An error on its way to a program.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<FieldProblem>,
    header: Option<(header::HeaderName, HeaderValue)>,
    challenge: Option<ChallengeProblem>,
}

impl ApiError {
    /// An error of this status, with its stable code and what to do about it.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), errors: Vec::new(), header: None, challenge: None }
    }

    /// Fields that do not fit.
    pub(crate) fn invalid(errors: Vec<FieldProblem>) -> Self {
        let detail = match errors.as_slice() {
            [one] => format!("{}: {}", one.field, one.reason),
            many => format!("{} fields do not fit; see errors", many.len()),
        };
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail) }
    }

    /// One field that does not fit.
    pub(crate) fn field(field: impl Into<String>, code: &'static str, reason: impl Into<String>) -> Self {
        let (field, code, reason) = (field.into(), code.to_owned(), reason.into());
        Self::invalid(vec![FieldProblem { field, code, reason }])
    }

    pub(crate) fn token_missing() -> Self {
        Self::unauthorized("send an API token: Authorization: Bearer …", "Bearer")
    }

    pub(crate) fn token_unknown() -> Self {
        let challenge = "Bearer error=\"invalid_token\"";
        Self::unauthorized("this API token is unknown, expired or revoked", challenge)
    }

    fn unauthorized(detail: &str, challenge: &'static str) -> Self {
        let challenge = Some((header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge)));
        Self { header: challenge, ..Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail) }
    }

    fn proof_wanted(challenge: Challenge, detail: String) -> Self {
        let Challenge { token, bits } = challenge;
        let wait = Some((header::RETRY_AFTER, HeaderValue::from_static("5")));
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "proof-wanted", detail);
        Self { header: wait, challenge: Some(ChallengeProblem { token, bits }), ..error }
    }

    pub(crate) fn scope_missing(permission: Permission) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", format!("the token lacks the scope {permission}"))
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound(_) => Self::new(StatusCode::NOT_FOUND, "not-found", detail),
            Error::Denied(denied) => Self::scope_missing(denied.0),
            Error::Invalid(fields) => {
                let field = |one: catsup_app::FieldError| FieldProblem {
                    field: one.field,
                    code: one.code.to_owned(),
                    reason: one.reason,
                };
                Self::invalid(fields.into_iter().map(field).collect())
            }
            Error::Refused(Refusal::SurveyNotOpen | Refusal::SurveyExpired(_)) => {
                Self::new(StatusCode::GONE, "survey-closed", detail)
            }
            Error::Refused(Refusal::KeyReused) => Self::new(StatusCode::CONFLICT, "key-reused", detail),
            Error::Refused(Refusal::ProofWanted(challenge)) => Self::proof_wanted(challenge, detail),
            Error::Refused(Refusal::MeasuresAway) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "measures-away", detail)
            }
            Error::Refused(_) => Self::new(StatusCode::CONFLICT, "refused", detail),
            Error::Store(_) | Error::Internal { .. } => {
                tracing::error!(error = &error as &dyn std::error::Error, "API request failed");
                Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl From<TooMany> for ApiError {
    fn from(TooMany(wait): TooMany) -> Self {
        let error = Self::of_status(StatusCode::TOO_MANY_REQUESTS);
        Self { header: Some((header::RETRY_AFTER, retry_after(wait))), ..error }
    }
}

impl ApiError {
    /// What a bare status says, as the router and its layers answer.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status.as_u16() {
            404 => ("not-found", "there is nothing at this address"),
            405 => ("method-not-allowed", "this address does not take the method; see the Allow header"),
            413 => ("too-large", "the body is larger than 1 MiB"),
            429 => ("too-many-requests", "too many requests; wait as long as Retry-After says"),
            503 => ("busy", "the request took too long; try again"),
            400..=499 => ("malformed", "the request could not be read"),
            _ => ("internal", "the server failed; try again later"),
        };
        Self::new(status, code, detail)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: format!("urn:catsup:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            errors: self.errors,
            challenge: self.challenge,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, body).into_response();
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Gives a bare error under `/api/` its document.
pub(crate) fn present(mut response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind == Some(b"application/problem+json") {
        return response;
    }
    let mut problem = ApiError::of_status(response.status()).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&name) {
            problem.headers_mut().insert(name, value);
        }
    }
    problem
}
