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
    api, assets, headers, i18n, limits, links, metrics, observe,
    pages::{desk, public},
    permissions::Routes,
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

#[rustfmt::skip]
fn routes(state: &WebState) -> Routes {
    Routes::new(state.clone())
        // The public
        .public(GET, "/", public::home::show)
        .public(GET, links::PUBLIC_EXPERIENCES, public::experiences::list)
        .public(GET, "/feedback/{survey}", public::feedback::open)
        .public(GET, "/feedback/{survey}/answers", public::feedback::reopen)
        .public(POST, "/feedback/{survey}/answers", public::feedback::submit)
        .public(GET, "/feedback/{survey}/{nonce}/thanks", public::feedback::thanks)
        .public(POST, "/feedback/{survey}/{nonce}/proof", public::feedback::prove)
        .public(GET, "/feedback/{survey}/{nonce}/{section}", public::feedback::section)
        .public(POST, "/feedback/{survey}/{nonce}/{section}", public::feedback::submit_section)
        .public(GET, "/unsubscribe/{token}", public::unsubscribe::show)
        .public(POST, "/unsubscribe/{token}", public::unsubscribe::submit)
        .public(GET, "/privacy", public::statements::privacy)
        .public(GET, "/accessibility", public::statements::accessibility)
        .public(GET, assets::ROUTE, assets::serve)
        .public(GET, links::EMBED, assets::embed)
        .public(GET, links::SAMPLE_AGENCY, public::sample_agency::show)
        .public(GET, "/kiosk/{survey}", public::kiosk::show)
        .public(GET, links::KIOSK_WORKER, assets::kiosk_worker)

        // Staff: signing in and out, their own account
        .public(GET, links::SIGN_IN, desk::sign_in::show)
        .public(POST, links::SIGN_IN, desk::sign_in::submit)
        .signed_in(POST, links::SIGN_OUT, desk::sign_in::sign_out)
        .signed_in(GET, links::PASSWORD, desk::password::show)
        .signed_in(POST, links::PASSWORD, desk::password::submit)
        .signed_in(GET, links::PROFILE, desk::profile::show)
        .signed_in(POST, links::SIGN_OUT_EVERYWHERE, desk::profile::sign_out_everywhere)

        // Staff: the directory
        .desk(P::ReadDirectory, GET, links::ORGANISATIONS, desk::organisations::list)
        .desk(P::ManageDirectory, GET, links::ORGANISATIONS_NEW, desk::organisations::new)
        .desk(P::ManageDirectory, POST, links::ORGANISATIONS_NEW, desk::organisations::add)
        .desk(P::ManageDirectory, GET, "/desk/organisations/{organisation}", desk::organisations::show)
        .desk(P::ManageDirectory, POST, "/desk/organisations/{organisation}", desk::organisations::rename)
        .desk(P::ManageDirectory, POST, "/desk/organisations/{organisation}/place", desk::organisations::place)
        .desk(P::ReadDirectory, GET, links::SERVICES, desk::services::list)
        .desk(P::ManageDirectory, GET, links::SERVICES_NEW, desk::services::new)
        .desk(P::ManageDirectory, POST, links::SERVICES_NEW, desk::services::add)
        .desk(P::ReadDirectory, GET, "/desk/services/{service}", desk::services::show)
        .desk(P::ManageDirectory, GET, "/desk/services/{service}/edit", desk::services::edit)
        .desk(P::ManageDirectory, POST, "/desk/services/{service}/edit", desk::services::change)
        .desk(P::ManageDirectory, GET, "/desk/services/{service}/touchpoints/new", desk::touchpoints::new)
        .desk(P::ManageDirectory, POST, "/desk/services/{service}/touchpoints/new", desk::touchpoints::add)
        .desk(P::ManageDirectory, GET, "/desk/touchpoints/{touchpoint}", desk::touchpoints::show)
        .desk(P::ManageDirectory, POST, "/desk/touchpoints/{touchpoint}", desk::touchpoints::change)
        .desk(P::ReadDirectory, GET, "/desk/services/{service}/volumes", desk::volumes::list)
        .desk(P::ManageDirectory, POST, "/desk/services/{service}/volumes", desk::volumes::set)
        .desk(P::ManageDirectory, GET, "/desk/services/{service}/volumes/remove", desk::volumes::ask_remove)
        .desk(P::ManageDirectory, POST, "/desk/services/{service}/volumes/remove", desk::volumes::remove)
        .desk(P::ReadDirectory, GET, links::LIFE_EXPERIENCES, desk::life_experiences::list)
        .desk(P::ManageDirectory, POST, links::LIFE_EXPERIENCES, desk::life_experiences::add)
        .desk(P::ManageDirectory, GET, "/desk/life-experiences/{life_experience}", desk::life_experiences::show)
        .desk(P::ManageDirectory, POST, "/desk/life-experiences/{life_experience}", desk::life_experiences::rename)

        // Staff: setting up
        .desk(P::ReadDirectory, GET, "/desk/surveys", desk::surveys::list)
        .desk(P::ManageSurveys, GET, "/desk/surveys/new", desk::surveys::choose)
        .desk(P::ManageSurveys, GET, "/desk/surveys/new/{instrument}", desk::surveys::set_up)
        .desk(P::ManageSurveys, POST, "/desk/surveys/new/{instrument}", desk::surveys::create)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}", desk::surveys::show)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/change", desk::surveys::change)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/change", desk::surveys::save)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/state", desk::surveys::change_state)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/preview", public::feedback::preview)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/definition.json", desk::surveys::definition)
        .desk(P::ManageSurveys, GET, "/desk/surveys/from-file", desk::surveys::show_from_file)
        .desk(P::ManageSurveys, POST, "/desk/surveys/from-file", desk::surveys::from_file)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/copy", desk::surveys::show_copy)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/copy", desk::surveys::copy)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build", desk::surveys::build::show)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build", desk::surveys::build::act)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/add-page", desk::surveys::build::new_page)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/add-page", desk::surveys::build::add_page)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/pages/{page}", desk::surveys::build::show_page)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/pages/{page}", desk::surveys::build::save_page)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/add", desk::surveys::build::new_question)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/add", desk::surveys::build::add_question)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/questions/{question}", desk::surveys::build::show_question)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/questions/{question}", desk::surveys::build::save_question)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/texts", desk::surveys::build::show_texts)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/texts", desk::surveys::build::save_texts)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/preview", desk::surveys::build::preview)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/build/publish", desk::surveys::build::show_publish)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/build/publish", desk::surveys::build::publish)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/kiosks", desk::kiosks::list)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/kiosks", desk::kiosks::add)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/kiosks/{kiosk}/revoke", desk::kiosks::ask_revoke)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/kiosks/{kiosk}/revoke", desk::kiosks::revoke)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/share", desk::share::show)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/poster", desk::poster::show)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}/paper", desk::paper::show)
        .desk(P::SubmitResponses, GET, "/desk/surveys/{survey}/entry", desk::entry::show)
        .desk(P::SubmitResponses, POST, "/desk/surveys/{survey}/entry", desk::entry::save)
        .desk(P::SubmitResponses, GET, "/desk/surveys/{survey}/entry/{response}", desk::entry::edit)
        .desk(P::SubmitResponses, POST, "/desk/surveys/{survey}/entry/{response}", desk::entry::correct)
        .desk(P::SubmitResponses, POST, "/desk/surveys/{survey}/entry/{response}/withdraw", desk::entry::withdraw)
        .desk(P::ReadMeasures, GET, "/desk/surveys/{survey}/results", desk::results::show)
        .desk(P::ReadMeasures, GET, "/desk/surveys/{survey}/results.csv", desk::results::csv)
        .desk(P::ReadMeasures, GET, "/desk/surveys/{survey}/results.xlsx", desk::results::xlsx)
        .desk(P::ReadMeasures, GET, "/desk/surveys/{survey}/results.json", desk::results::json)
        .desk(P::ReadResponses, GET, "/desk/surveys/{survey}/results/{question}", desk::results::words)
        .desk(P::Import, GET, "/desk/imports", desk::imports::list)
        .upload(P::Import, "/desk/imports", desk::imports::upload)
        .desk(P::Import, GET, "/desk/imports/files/{token}", desk::imports::look)
        .upload(P::Import, "/desk/imports/files/{token}", desk::imports::act)
        .desk(P::Import, GET, "/desk/imports/{run}", desk::imports::run)
        .desk(P::Import, GET, "/desk/imports/{run}/refused.csv", desk::imports::refused)

        // Staff: journey maps
        .desk(P::ReadDirectory, GET, "/desk/maps", desk::maps::list)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/new", desk::maps::show_begin)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/new", desk::maps::begin)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/from-file", desk::maps::show_from_file)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/from-file", desk::maps::from_file)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}", desk::maps::show)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/print", desk::maps::print)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/map.svg", desk::maps::drawing)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/map.json", desk::maps::file)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/copy", desk::maps::show_copy)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/copy", desk::maps::copy)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/archive", desk::maps::archive)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design", desk::maps::show_design)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design", desk::maps::act)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design/about", desk::maps::show_about)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design/about", desk::maps::save_about)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design/add-stage", desk::maps::new_stage)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design/add-stage", desk::maps::add_stage)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design/stages/{stage}", desk::maps::show_stage)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design/stages/{stage}", desk::maps::save_stage)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design/add", desk::maps::new_step)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design/add", desk::maps::add_step)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/{map}/design/steps/{step}", desk::maps::show_step)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/{map}/design/steps/{step}", desk::maps::save_step)

        // Staff: what people said
        .signed_in(GET, "/desk", desk::home::show)
        .desk(P::ReadMeasures, GET, "/desk/scorecard", desk::scorecard::show)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.csv", desk::scorecard::csv)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.xlsx", desk::scorecard::xlsx)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.json", desk::scorecard::json)
        .desk(P::ReadMeasures, GET, "/desk/metrics", desk::metrics::show)
        .desk(P::ReadResponses, GET, "/desk/responses", desk::responses::list)
        .desk(P::ReadResponses, GET, "/desk/responses/export", desk::responses::export)
        .desk(P::ReadResponses, GET, links::RESPONSES_NEWER, desk::responses::newer)
        .desk(P::HandleResponses, POST, links::RESPONSES_ACT, desk::responses::act)
        .desk(P::HandleResponses, POST, links::RESPONSES_UNDO, desk::responses::undo)
        .desk(P::HandleResponses, GET, links::RESPONSES_ACTS, desk::responses::acts)
        .desk(P::ReadResponses, GET, links::RESPONSES_VIEWS, desk::responses::views)
        .desk(P::ReadResponses, POST, links::RESPONSES_VIEWS, desk::responses::save_view)
        .desk(P::ReadResponses, POST, "/desk/responses/views/{view}", desk::responses::change_view)
        .desk(P::ReadResponses, GET, "/desk/responses/{response}", desk::responses::show)
        .desk(P::HandleResponses, GET, "/desk/responses/{response}/share", desk::responses::share)
        .desk(P::HandleResponses, POST, "/desk/responses/{response}/share", desk::responses::submit_share)
        .desk(P::ReadResponses, GET, links::EXPERIENCES, desk::experiences::list)

        .desk(P::ReadResponses, GET, links::DIGESTS, desk::digests::list)
        .desk(P::ReadResponses, POST, links::DIGESTS, desk::digests::begin)
        .desk(P::ReadResponses, POST, "/desk/digests/{digest}/end", desk::digests::end)
        .desk(P::ManageSurveys, GET, links::SCREENING, desk::screening::show)
        .desk(P::ManageSettings, POST, links::SCREENING, desk::screening::save)

        // Staff: what people went through
        .desk(P::ReadJourneys, GET, links::JOURNEYS, desk::journeys::show)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_CSV, desk::journeys::csv)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_XLSX, desk::journeys::xlsx)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_JSON, desk::journeys::json)
        .desk(P::ReadJourneys, GET, links::JOURNEY_STEP, desk::journeys::step)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS, desk::journeys::variants)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_CSV, desk::journeys::variants_csv)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_XLSX, desk::journeys::variants_xlsx)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_JSON, desk::journeys::variants_json)
        .desk(P::ReadJourneys, GET, links::JOURNEY_FUNNEL, desk::journeys::funnel)
        .desk(P::ReadJourneys, GET, links::JOURNEY_RHYTHM, desk::journeys::rhythm)
        .desk(P::ReadCustomers, GET, "/desk/journeys/customers/{customer}", desk::journeys::customer)

        // Staff: running the installation
        .desk(P::ManageSettings, GET, links::JOBS, desk::jobs::list)
        .desk(P::ManageSettings, POST, "/desk/jobs/{job}/replay", desk::jobs::replay)
        .desk(P::ManageSettings, GET, links::MAIL, desk::mail::list)
        .desk(P::ManageSettings, GET, "/desk/mail/{mail}", desk::mail::show)
        .desk(P::ManageSettings, POST, "/desk/mail/{mail}", desk::mail::send_again)
        .desk(P::ManagePeople, GET, links::PEOPLE, desk::people::list)
        .desk(P::ManagePeople, GET, links::PEOPLE_NEW, desk::people::new)
        .desk(P::ManagePeople, POST, links::PEOPLE_NEW, desk::people::add)
        .desk(P::ManagePeople, GET, "/desk/people/{account}", desk::people::show)
        .desk(P::ManagePeople, POST, "/desk/people/{account}", desk::people::rename)
        .desk(P::ManagePeople, POST, "/desk/people/{account}/roles", desk::people::add_role)
        .desk(P::ManagePeople, GET, "/desk/people/{account}/roles/remove", desk::people::ask_remove_role)
        .desk(P::ManagePeople, POST, "/desk/people/{account}/roles/remove", desk::people::remove_role)
        .desk(P::ManagePeople, GET, "/desk/people/{account}/password", desk::people::ask_reset)
        .desk(P::ManagePeople, POST, "/desk/people/{account}/password", desk::people::reset)
        .desk(P::ManagePeople, GET, "/desk/people/{account}/disable", desk::people::ask_disable)
        .desk(P::ManagePeople, POST, "/desk/people/{account}/disable", desk::people::disable)
        .desk(P::ManagePeople, POST, "/desk/people/{account}/enable", desk::people::enable)
        .desk(P::ManageTokens, GET, links::TOKENS, desk::tokens::list)
        .desk(P::ManageTokens, GET, links::TOKENS_NEW, desk::tokens::new)
        .desk(P::ManageTokens, POST, links::TOKENS_NEW, desk::tokens::create)
        .desk(P::ManageTokens, GET, "/desk/tokens/{token}/revoke", desk::tokens::ask_revoke)
        .desk(P::ManageTokens, POST, "/desk/tokens/{token}/revoke", desk::tokens::revoke)
        .desk(P::ReadAudit, GET, links::AUDIT, desk::audit::list)
        .desk(P::ReadAudit, GET, links::AUDIT_VERIFY, desk::audit::verify)
        .desk(P::ManageSettings, GET, links::SETTINGS, desk::settings::show)
        .desk(P::ManageSettings, POST, links::SETTINGS, desk::settings::submit)

        // Programs
        .cross_site(POST, "/api/v1/surveys/{survey}/responses", api::submissions::submit)
        .cross_site(OPTIONS, "/api/v1/surveys/{survey}/responses", api::submissions::preflight)
        .cross_site(GET, "/api/v1/surveys/{survey}/form", api::forms::read)
        .cross_site(POST, "/api/v1/responses/{response}/completion", api::completions::complete)
        .cross_site(OPTIONS, "/api/v1/responses/{response}/completion", api::completions::preflight)
        .api(P::ReadResponses, GET, "/api/v1/responses", api::responses::list)
        .api(P::ReadResponses, GET, "/api/v1/responses/{response}", api::responses::read)
        .api(P::ReadDirectory, GET, "/api/v1/surveys", api::surveys::list)
        .api(P::ReadDirectory, GET, "/api/v1/surveys/{survey}", api::surveys::read)
        .api(P::ReadDirectory, GET, "/api/v1/surveys/{survey}/definition", api::definitions::read)
        .api(P::ManageSurveys, POST, "/api/v1/surveys/{survey}/definition", api::definitions::replace)
        .api(P::ReadDirectory, GET, "/api/v1/services", api::services::list)
        .api(P::ReadDirectory, GET, "/api/v1/services/{service}", api::services::read)
        .api(P::ReadMeasures, GET, "/api/v1/scorecard", api::scorecard::read)
        .api(None, GET, "/api/v1/openapi.json", api::document::show)

        // Operations
        .public(GET, "/healthz", observe::healthz)
        .public(GET, "/readyz", observe::readyz)
        .public(GET, "/metrics", metrics::serve)
}
