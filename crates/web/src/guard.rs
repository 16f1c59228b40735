//! The doors before staff pages and the API: who comes is found out once, before the handler runs.

mod forgery;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use catsup_app::{api_tokens, sign_in};
use catsup_model::Viewer;

use crate::{
    api::ApiError,
    cookies,
    error::{self, PageError},
    extract::{Identity, layout_of},
    links,
    permissions::Audience,
    state::WebState,
};

/// The door before one staff route.
#[derive(Debug, Clone)]
pub(crate) struct DeskGate {
    pub(crate) state: WebState,
    pub(crate) audience: Audience,
}

/// The door before one API route.
#[derive(Debug, Clone)]
pub(crate) struct ApiGate {
    pub(crate) state: WebState,
    pub(crate) audience: Audience,
}

/// Middleware: lets in whoever is signed in and may come; sends strangers to sign-in; refuses a form that another
/// site sent in the reader's name.
pub(crate) async fn desk(State(gate): State<DeskGate>, mut request: Request, next: Next) -> Response {
    let signed_in = match signed_in(&gate.state, request.headers()).await {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return to_sign_in(&request).into_response(),
        Err(problem) => return problem.into_response(),
    };
    let path = request.uri().path();
    if signed_in.account.must_change_password && ![links::PASSWORD, links::SIGN_OUT].contains(&path) {
        return Redirect::to(links::PASSWORD).into_response();
    }
    let identity = Identity::of(signed_in);
    let layout = layout_of(&gate.state, request.uri(), request.headers(), Some(&identity));
    let response = if !gate.audience.admits(&identity.viewer) {
        PageError::Forbidden.into_response()
    } else {
        match forgery::check(request, &identity.csrf).await {
            Err(problem) => problem.into_response(),
            Ok(checked) => {
                request = checked;
                request.extensions_mut().insert(identity);
                next.run(request).await
            }
        }
    };
    error::present_on_desk(response, layout)
}

async fn signed_in(state: &WebState, headers: &HeaderMap) -> Result<Option<sign_in::SignedIn>, PageError> {
    match cookies::read(headers, cookies::SESSION) {
        Some(token) => Ok(sign_in::viewer_of_session(state.app(), token).await?),
        None => Ok(None),
    }
}

/// To sign-in and from there back to the page that was asked for; a form that was sent is not sent again.
fn to_sign_in(request: &Request) -> Redirect {
    let wanted = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if *request.method() == Method::GET && wanted != links::DESK {
        Redirect::to(&links::sign_in_and_then(wanted))
    } else {
        Redirect::to(links::SIGN_IN)
    }
}

/// Middleware: finds out whose token it is, whether it carries the permission, and whether it comes too often.
pub(crate) async fn api(State(gate): State<ApiGate>, mut request: Request, next: Next) -> Response {
    match viewer_of(&gate, request.headers()).await {
        Ok(viewer) => {
            request.extensions_mut().insert(viewer);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// Middleware: lets pages of any site read the answer. Nothing is sent along that would tell who is signed in.
pub(crate) async fn any_site(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

async fn viewer_of(gate: &ApiGate, headers: &HeaderMap) -> Result<Viewer, ApiError> {
    let viewer = match headers.get(header::AUTHORIZATION) {
        None if gate.audience == Audience::OpenApi => return Ok(Viewer::public()),
        None => return Err(ApiError::token_missing()),
        Some(value) => {
            let token = value.to_str().ok().and_then(bearer).ok_or_else(ApiError::token_unknown)?;
            let viewer = api_tokens::viewer_of_token(gate.state.app(), token).await?;
            viewer.ok_or_else(ApiError::token_unknown)?
        }
    };
    gate.state.limiters().take_api(viewer.actor())?;
    match gate.audience {
        Audience::Token(permission) if !viewer.may(permission) => Err(ApiError::scope_missing(permission)),
        _ => Ok(viewer),
    }
}

/// The token of an `Authorization` header.
pub(crate) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
