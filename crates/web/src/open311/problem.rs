//! What went wrong: a list of codes with descriptions, in the format that was asked for.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use catsup_app::Error;

use super::{
    answer::{Answer, Node},
    asked::Format,
};
use crate::{error::retry_after, limits::TooMany};

/// An error on its way to a client.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    descriptions: Vec<String>,
    wait: Option<HeaderValue>,
}

impl Problem {
    /// An error of this status.
    pub(super) fn new(status: StatusCode, description: impl Into<String>) -> Self {
        Self { status, descriptions: vec![description.into()], wait: None }
    }

    /// What a bare status says, as the router and its layers answer.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let description = match status.as_u16() {
            404 => "there is nothing at this address; resources end in .xml or .json",
            405 => "this address does not take the method; see the Allow header",
            413 => "the body is larger than 1 MiB",
            429 => "too many requests; wait as long as Retry-After says",
            503 => "the request took too long; try again",
            400..=499 => "the request could not be read",
            _ => "the server failed; try again later",
        };
        Self::new(status, description)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let description = error.to_string();
        match error {
            Error::NotFound(_) => Self::new(StatusCode::NOT_FOUND, description),
            Error::Denied(_) => {
                Self::new(StatusCode::FORBIDDEN, "this api_key may not send requests for this service")
            }
            Error::Invalid(fields) => {
                let each = fields.into_iter().map(|one| format!("{} {}", one.field, one.reason));
                Self { descriptions: each.collect(), ..Self::of_status(StatusCode::BAD_REQUEST) }
            }
            Error::Refused(_) => Self::new(StatusCode::BAD_REQUEST, description),
            Error::Store(_) | Error::Internal { .. } => {
                tracing::error!(error = &error as &dyn std::error::Error, "Open311 request failed");
                Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl From<TooMany> for Problem {
    fn from(TooMany(wait): TooMany) -> Self {
        Self { wait: Some(retry_after(wait)), ..Self::of_status(StatusCode::TOO_MANY_REQUESTS) }
    }
}

impl IntoResponse for Problem {
    /// The bare status; the layer around all routes puts the document in, as it does where no handler was reached.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(wait) = &self.wait {
            response.headers_mut().insert(header::RETRY_AFTER, wait.clone());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a bare error under `/open311/` its document.
pub(crate) fn present(mut response: Response, path: &str) -> Response {
    let status = response.status();
    let problem: Problem = response.extensions_mut().remove().unwrap_or_else(|| Problem::of_status(status));
    let code = i64::from(status.as_u16());
    let each = problem.descriptions.into_iter().map(|description| {
        Node::Record(vec![("code", Node::Whole(code)), ("description", Node::Text(description))])
    });
    let errors = Node::List("error", each.collect());
    let mut shown = Answer { status, ..Answer::new(Format::of(path), "errors", errors) }.into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&name) {
            shown.headers_mut().insert(name, value);
        }
    }
    shown
}
