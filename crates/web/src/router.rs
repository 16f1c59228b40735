//! Every address of the installation, under who may come.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Method, StatusCode},
    middleware::{from_fn, from_fn_with_state},
};
use catsup_model::Permission as P;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    api, assets, headers, i18n, limits, metrics, observe,
    pages::{desk, public},
    permissions::Routes,
    state::WebState,
};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The router with everything around it.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: limits go by the client's address.
pub fn router(state: WebState) -> Router {
    let (router, rules) = routes(&state).finish();
    state.keep_rules(rules);
    router
        .fallback(async || StatusCode::NOT_FOUND)
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED)
        .layer(DefaultBodyLimit::max(limits::LARGEST_BODY))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(from_fn_with_state(state.clone(), observe::present))
        .layer(from_fn(i18n::remember_language))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::security_headers))
        .layer(from_fn_with_state(state.clone(), observe::observe))
        .with_state(state)
}

#[rustfmt::skip]
fn routes(state: &WebState) -> Routes {
    Routes::new(state.clone())
        // The public
        .public(GET, "/", public::home::show)
        .public(GET, "/feedback/{survey}", public::feedback::open)
        .public(POST, "/feedback/{survey}", public::feedback::submit)
        .public(GET, "/feedback/{survey}/{nonce}/thanks", public::feedback::thanks)
        .public(GET, "/feedback/{survey}/{nonce}/{section}", public::feedback::section)
        .public(POST, "/feedback/{survey}/{nonce}/{section}", public::feedback::submit_section)
        .public(GET, "/privacy", public::statements::privacy)
        .public(GET, "/accessibility", public::statements::accessibility)
        .public(GET, assets::ROUTE, assets::serve)

        // Staff: signing in and out, their own account

        // Staff: setting up
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/preview", public::feedback::preview)

        // Staff: what people said

        // Staff: running the installation

        // Programs
        .api(None, GET, "/api/v1/openapi.json", api::document::show)

        // Operations
        .public(GET, "/healthz", observe::healthz)
        .public(GET, "/readyz", observe::readyz)
        .public(GET, "/metrics", metrics::serve)
}
