//! Around every request: its id, one line in the log, its place in the metrics, and the page for what went wrong.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use catsup_app::settings::Settings;

use crate::{api, cookies, error, extract::layout_of, flash, open311, state::WebState};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Middleware: names the request, counts it, and writes one line about it. The line has the route, never the address:
/// a query may hold personal data.
pub(crate) async fn observe(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = state.app().random().token();
    let method = method(request.method());
    let route =
        request.extensions().get().map_or("none".to_owned(), |path: &MatchedPath| path.as_str().to_owned());
    let mut response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    state.metrics().request(method, &route, status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    if response.status().is_server_error() {
        tracing::error!(request = id, method, route, status, milliseconds, "answered");
    } else {
        tracing::info!(request = id, method, route, status, milliseconds, "answered");
    }
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A method as a label; unknown ones share one, so that nobody can fill the table.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Middleware: gives bare errors their words, a problem document under `/api/`, a list under `/open311/`, and a page
/// elsewhere; and takes a message away once a page showed it.
pub(crate) async fn present(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let mut response = next.run(request).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response = if uri.path().starts_with("/api/") {
            api::present(response)
        } else if uri.path().starts_with("/open311/") {
            open311::present(response, uri.path())
        } else {
            error::present(response, layout_of(&state, &uri, &headers, None))
        };
    }
    flash::take_away(cookies::read(&headers, cookies::FLASH).is_some(), &mut response);
    response
}

/// What a handler that panicked is answered with; the panic itself is logged by its hook and here.
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("of unknown kind"), "a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// `GET /healthz`: the process runs.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers.
pub(crate) async fn readyz(State(state): State<WebState>) -> Response {
    match Settings::read(state.app().store()).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}
