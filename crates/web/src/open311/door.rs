//! The door before what programs post: the key stands in the form, as `api_key`.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use catsup_app::api_tokens;
use catsup_model::Permission;

use super::{asked::Entries, problem::Problem};
use crate::{extract::ClientAddress, guard, limits::LARGEST_BODY, state::WebState};

/// The door before one route.
#[derive(Debug, Clone)]
pub(crate) struct KeyGate {
    pub(crate) state: WebState,
    pub(crate) permission: Permission,
}

/// Middleware: finds out whose key it is, whether it carries the permission, and whether the client or the key comes too
/// often. What was posted is handed on as [`Entries`].
pub(crate) async fn key(State(gate): State<KeyGate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match let_in(&gate, &mut parts, body).await {
        Ok(()) => next.run(Request::from_parts(parts, Body::empty())).await,
        Err(problem) => problem.into_response(),
    }
}

async fn let_in(gate: &KeyGate, parts: &mut Parts, body: Body) -> Result<(), Problem> {
    let Ok(ClientAddress(client)) = ClientAddress::from_request_parts(parts, &gate.state).await;
    let limiters = gate.state.limiters();
    // Before the key is looked at: apps carry the same key on every phone, and nobody may try keys out.
    limiters.submissions_by_address.take(&client)?;
    if !is_form(&parts.headers) {
        let description = "send a form: Content-Type: application/x-www-form-urlencoded";
        return Err(Problem::new(StatusCode::BAD_REQUEST, description));
    }
    let too_large = |_| Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE);
    let entries = Entries::read(&to_bytes(body, LARGEST_BODY).await.map_err(too_large)?)?;
    let viewer = match sent_key(&entries, &parts.headers) {
        "" => return Err(forbidden("api_key must be given")),
        key => api_tokens::viewer_of_token(gate.state.app(), key).await?,
    };
    let viewer = viewer.ok_or_else(|| forbidden("this api_key is unknown, expired or revoked"))?;
    limiters.take_api(viewer.actor())?;
    if !viewer.may(gate.permission) {
        return Err(forbidden(format!("this api_key lacks the scope {}", gate.permission)));
    }
    parts.extensions.insert(viewer);
    parts.extensions.insert(entries);
    Ok(())
}

fn forbidden(description: impl Into<String>) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, description)
}

/// The key, as the standard has it, or as every other route for programs takes it.
fn sent_key<'a>(entries: &'a Entries, headers: &'a HeaderMap) -> &'a str {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match entries.first("api_key") {
        "" => header.and_then(guard::bearer).unwrap_or_default(),
        key => key,
    }
}

/// Whether a form was sent; some clients do not say what they send.
fn is_form(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else { return true };
    let essence = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
