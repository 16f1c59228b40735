//! What went wrong, as people see it: a page in their language that says what to do next.

use std::time::Duration;

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use catsup_app::{Error, FieldError, Refusal};
use jiff::civil::Date;

use crate::{
    layout::{Layout, Page},
    limits::TooMany,
};

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageError {
    /// There is no such page, or none the reader may know of.
    NotFound,
    /// The reader may not do this.
    Forbidden,
    /// The form did not come from our page, or the page is from an earlier session.
    Forgery,
    /// The survey takes no more answers.
    SurveyClosed,
    /// The survey's approval ended.
    SurveyExpired(Date),
    /// Entries that no form shows beside their fields.
    Invalid(Vec<FieldError>),
    /// What was asked does not fit how things stand; in English.
    Refused(String),
    /// A server that holds some of the measures does not answer.
    MeasuresAway,
    /// Too many requests; try again after this long.
    TooMany(Duration),
    /// The request was not what the page takes.
    Malformed(StatusCode),
    /// Ours to mend.
    Internal,
}

impl PageError {
    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Forgery => StatusCode::FORBIDDEN,
            Self::SurveyClosed | Self::SurveyExpired(_) => StatusCode::GONE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed(status) => *status,
            Self::MeasuresAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a bare status says, as the router and its layers answer.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::INTERNAL_SERVER_ERROR => Self::Internal,
            other => Self::Malformed(other),
        }
    }

    /// The ending of its texts in the catalogue.
    fn code(&self) -> &'static str {
        match self {
            Self::Forgery => "forgery",
            Self::SurveyClosed => "survey-closed",
            Self::SurveyExpired(_) => "survey-expired",
            Self::Refused(_) => "refused",
            Self::MeasuresAway => "measures-away",
            other => match other.status().as_u16() {
                403 => "forbidden",
                404 => "not-found",
                405 => "method",
                408 | 503 => "busy",
                413 => "too-large",
                422 => "invalid",
                429 => "too-many",
                400..=499 => "malformed",
                _ => "internal",
            },
        }
    }
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(_) => Self::NotFound,
            Error::Denied(_) => Self::Forbidden,
            Error::Invalid(fields) => Self::Invalid(fields),
            Error::Refused(Refusal::SurveyNotOpen) => Self::SurveyClosed,
            Error::Refused(Refusal::SurveyExpired(last)) => Self::SurveyExpired(last),
            Error::Refused(Refusal::MeasuresAway) => Self::MeasuresAway,
            Error::Refused(Refusal::Busy) => Self::Malformed(StatusCode::SERVICE_UNAVAILABLE),
            Error::Refused(refusal) => Self::Refused(refusal.to_string()),
            Error::Store(_) | Error::Internal { .. } => {
                tracing::error!(error = &error as &dyn std::error::Error, "page failed");
                Self::Internal
            }
        }
    }
}

impl From<TooMany> for PageError {
    fn from(TooMany(wait): TooMany) -> Self {
        Self::TooMany(wait)
    }
}

impl IntoResponse for PageError {
    /// The bare status; the layer that knows the reader's language puts the page in.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooMany(wait) = self {
            response.headers_mut().insert(header::RETRY_AFTER, retry_after(wait));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Whole seconds, at least one.
pub(crate) fn retry_after(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs() + 1)
}

#[derive(Template)]
#[template(path = "error/public.html")]
struct PublicProblem {
    layout: Layout,
    problem: PageError,
}

#[derive(Template)]
#[template(path = "error/desk.html")]
struct DeskProblem {
    layout: Layout,
    problem: PageError,
}

/// Puts the page of what went wrong into a bare answer, in the frame of public pages.
pub(crate) fn present(response: Response, layout: Layout) -> Response {
    put_in(response, |problem| {
        Page::with_status(problem.status(), PublicProblem { layout, problem }).into_response()
    })
}

/// As [`present`], in the frame of staff pages.
pub(crate) fn present_on_desk(response: Response, layout: Layout) -> Response {
    put_in(response, |problem| {
        Page::with_status(problem.status(), DeskProblem { layout, problem }).into_response()
    })
}

fn put_in(mut response: Response, page: impl FnOnce(PageError) -> Response) -> Response {
    let status = response.status();
    let content = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let shown =
        content.is_some_and(|kind| kind.starts_with(b"text/html") || kind.starts_with(b"application/"));
    if !(status.is_client_error() || status.is_server_error()) || shown {
        return response;
    }
    let problem = response.extensions_mut().remove().unwrap_or_else(|| PageError::of_status(status));
    let mut page = page(problem);
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&name) {
            page.headers_mut().insert(name, value);
        }
    }
    page
}
