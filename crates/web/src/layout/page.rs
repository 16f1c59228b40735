//! A page as an answer: the struct that holds its data, rendered.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// A rendered page struct with its status.
#[derive(Debug)]
pub struct Page<T> {
    status: StatusCode,
    content: T,
}

impl<T: Template> Page<T> {
    /// The page, answered with 200.
    #[must_use]
    pub fn new(content: T) -> Self {
        Self { status: StatusCode::OK, content }
    }

    /// The page with another status, such as 422 for a form that is shown again with its errors.
    #[must_use]
    pub fn with_status(status: StatusCode, content: T) -> Self {
        Self { status, content }
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.content.render() {
            Ok(html) => {
                // A page is made for one reader; a handler that knows better sets its own header afterwards.
                let private = (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
                (self.status, [private], Html(html)).into_response()
            }
            Err(error) => {
                tracing::error!(%error, page = std::any::type_name::<T>(), "page does not render");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// Example data of a page: its usual states, its errors, its empty state.
///
/// Tests render every sample in every language, and open them for the accessibility check.
pub trait Samples: Template + Sized {
    /// The samples in one language.
    fn samples(language: catsup_model::Language) -> Vec<Self>;
}
