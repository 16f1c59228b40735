//! Every address of the installation, under who may come: here those of the public and of programs, in `router/desk.rs` those of staff.

mod desk;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Method, StatusCode},
    middleware::{from_fn, from_fn_with_state},
};
use catsup_model::Permission as P;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    api, assets, headers, i18n, limits, links, metrics, observe, open311, pages::public, permissions::Routes,
    state::WebState,
};

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const OPTIONS: Method = Method::OPTIONS;

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

fn routes(state: &WebState) -> Routes {
    Routes::new(state.clone()).area(pages).area(desk::desk).area(programs).area(open_311).area(operations)
}

/// For everyone.
#[rustfmt::skip]
fn pages(routes: Routes) -> Routes {
    routes
        .public(GET, "/", public::home::show)
        .public(GET, links::ANSWERS, public::answers::front)
        .public(GET, "/answers/{slug}", public::answers::show)
        .public(POST, "/answers/{slug}/helped", public::answers::helped)
        .public(GET, links::SITEMAP, public::answers::sitemap)
        .public(GET, links::ROBOTS, public::answers::robots)
        .public(GET, links::PUBLIC_EXPERIENCES, public::experiences::list)
        .public(GET, links::STANDARDS, public::standards::list)
        .public(GET, "/standards/{service}", public::standards::show)
        .public(GET, "/widget/standards/{service}", public::widget::show)
        .public(GET, "/partner/{token}", public::partner::show)
        .public(GET, "/partner/{token}/answers/{slug}", public::partner::answer)
        .public(GET, links::STANDARDS_CSV, public::standards::csv)
        .public(GET, links::STANDARDS_JSON, public::standards::json)
        .public(GET, "/feedback/{survey}", public::feedback::open)
        .public(GET, "/feedback/{survey}/answers", public::feedback::reopen)
        .public(POST, "/feedback/{survey}/answers", public::feedback::submit)
        .public(GET, "/feedback/{survey}/{nonce}/thanks", public::feedback::thanks)
        .public(POST, "/feedback/{survey}/{nonce}/proof", public::feedback::prove)
        .public(GET, "/feedback/{survey}/{nonce}/{section}", public::feedback::section)
        .public(POST, "/feedback/{survey}/{nonce}/{section}", public::feedback::submit_section)
        .public(GET, links::CONTACT, public::contact::show)
        .public_with_files(links::CONTACT, public::contact::submit)
        .public(GET, "/track/{token}", public::track::show)
        .public_with_files("/track/{token}", public::track::speak)
        .public(GET, "/unsubscribe/{token}", public::unsubscribe::show)
        .public(POST, "/unsubscribe/{token}", public::unsubscribe::submit)
        .public(GET, "/privacy", public::statements::privacy)
        .public(GET, "/accessibility", public::statements::accessibility)
        .public(GET, assets::ROUTE, assets::serve)
        .public(GET, links::EMBED, assets::embed)
        .public(GET, links::SAMPLE_AGENCY, public::sample_agency::show)
        .public(GET, "/kiosk/{survey}", public::kiosk::show)
        .public(GET, links::KIOSK_WORKER, assets::kiosk_worker)
}

/// For programs.
#[rustfmt::skip]
fn programs(routes: Routes) -> Routes {
    routes
        .cross_site(POST, "/api/v1/surveys/{survey}/responses", api::submissions::submit)
        .cross_site(OPTIONS, "/api/v1/surveys/{survey}/responses", api::submissions::preflight)
        .cross_site(GET, "/api/v1/surveys/{survey}/form", api::forms::read)
        .cross_site(POST, "/api/v1/responses/{response}/completion", api::completions::complete)
        .cross_site(OPTIONS, "/api/v1/responses/{response}/completion", api::completions::preflight)
        .cross_site(POST, "/api/v1/surveys/{survey}/visits", api::visits::count)
        .cross_site(OPTIONS, "/api/v1/surveys/{survey}/visits", api::submissions::preflight)
        .api(P::ReadResponses, GET, "/api/v1/responses", api::responses::list)
        .api(P::ReadResponses, GET, "/api/v1/responses/{response}", api::responses::read)
        .api(P::SubmitInteractions, POST, "/api/v1/interactions", api::interactions::record)
        .api(P::ReadCustomers, GET, "/api/v1/interactions", api::interactions::list)
        .api(P::ManageDirectory, POST, "/api/v1/interactions/forget", api::interactions::forget)
        .api(P::SubmitCases, POST, "/api/v1/cases", api::cases::open)
        .api(P::ReadCases, GET, "/api/v1/cases/{case}", api::cases::read)
        .api_of_size(P::TakeMail, "/api/v1/mail", limits::LARGEST_MAIL, api::mail::take)
        .cross_site(GET, "/api/v1/answers", api::answers::list)
        .cross_site(GET, "/api/v1/answers/{slug}", api::answers::read)
        .api(P::ReadDirectory, GET, "/api/v1/surveys", api::surveys::list)
        .api(P::ReadDirectory, GET, "/api/v1/surveys/{survey}", api::surveys::read)
        .api(P::ReadDirectory, GET, "/api/v1/surveys/{survey}/definition", api::definitions::read)
        .api(P::ManageSurveys, POST, "/api/v1/surveys/{survey}/definition", api::definitions::replace)
        .api(P::ReadDirectory, GET, "/api/v1/services", api::services::list)
        .api(P::ReadDirectory, GET, "/api/v1/services/{service}", api::services::read)
        .api(P::ReadMeasures, GET, "/api/v1/scorecard", api::scorecard::read)
        .api(None, GET, "/api/v1/openapi.json", api::document::show)
}

/// For programs that speak Open311.
#[rustfmt::skip]
fn open_311(routes: Routes) -> Routes {
    routes
        .public(GET, "/open311/discovery.xml", open311::discovery)
        .public(GET, "/open311/discovery.json", open311::discovery)
        .public(GET, "/open311/v2/discovery.xml", open311::discovery)
        .public(GET, "/open311/v2/discovery.json", open311::discovery)
        .public(GET, "/open311/v2/services.xml", open311::services)
        .public(GET, "/open311/v2/services.json", open311::services)
        .public(GET, "/open311/v2/services/{service}", open311::definition)
        .public(GET, "/open311/v2/requests.xml", open311::requests)
        .form_key(P::SubmitCases, POST, "/open311/v2/requests.xml", open311::post)
        .public(GET, "/open311/v2/requests.json", open311::requests)
        .form_key(P::SubmitCases, POST, "/open311/v2/requests.json", open311::post)
        .public(GET, "/open311/v2/requests/{request}", open311::request)
        .public(GET, "/open311/v2/tokens/{token}", open311::token)
}

/// For whoever runs it.
#[rustfmt::skip]
fn operations(routes: Routes) -> Routes {
    routes
        .public(GET, "/healthz", observe::healthz)
        .public(GET, "/readyz", observe::readyz)
        .public(GET, "/metrics", metrics::serve)
}
