//! The addresses of staff, area by area.

use axum::http::Method;
use catsup_model::Permission as P;

use crate::{
    links,
    pages::{desk, public},
    permissions::Routes,
};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Every area.
pub(super) fn desk(routes: Routes) -> Routes {
    routes
        .area(account)
        .area(directory)
        .area(answers)
        .area(anticipation)
        .area(standards)
        .area(surveys)
        .area(imports)
        .area(maps)
        .area(responses)
        .area(cases)
        .area(journeys)
        .area(installation)
}

/// Signing in and out, and one's own account.
#[rustfmt::skip]
fn account(routes: Routes) -> Routes {
    routes
        .public(GET, links::SIGN_IN, desk::sign_in::show)
        .public(POST, links::SIGN_IN, desk::sign_in::submit)
        .signed_in(POST, links::SIGN_OUT, desk::sign_in::sign_out)
        .signed_in(GET, links::PASSWORD, desk::password::show)
        .signed_in(POST, links::PASSWORD, desk::password::submit)
        .signed_in(GET, links::PROFILE, desk::profile::show)
        .signed_in(POST, links::SIGN_OUT_EVERYWHERE, desk::profile::sign_out_everywhere)
}

/// Organisations, services and what belongs to them.
#[rustfmt::skip]
fn directory(routes: Routes) -> Routes {
    routes
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
        .desk(P::ReadDirectory, GET, links::CALENDARS, desk::calendars::list)
        .desk(P::ManageDirectory, POST, links::CALENDARS, desk::calendars::add)
        .desk(P::ReadDirectory, GET, "/desk/calendars/{calendar}", desk::calendars::show)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}", desk::calendars::change)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}/exceptions", desk::calendars::except)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}/exceptions/remove", desk::calendars::forget)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}/days-off", desk::calendars::days_off)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}/address", desk::calendars::set_address)
        .desk(P::ManageDirectory, POST, "/desk/calendars/{calendar}/address/now", desk::calendars::take_now)
}

/// The answer library.
#[rustfmt::skip]
fn answers(routes: Routes) -> Routes {
    routes
        .desk(P::ReadAnswers, GET, links::LIBRARY, desk::answers::list)
        .desk(P::WriteAnswers, GET, links::ANSWER_NEW, desk::answers::new)
        .desk(P::WriteAnswers, POST, links::ANSWER_NEW, desk::answers::add)
        .desk(P::WriteAnswers, GET, links::ANSWER_IMPORT, desk::answers::import_form)
        .desk(P::WriteAnswers, POST, links::ANSWER_IMPORT, desk::answers::import)
        .desk(P::ReadAnswers, GET, links::ANSWER_CHANGES, desk::answers::changes)
        .desk(P::ReadAnswers, POST, links::ANSWER_CHANGES, desk::answers::acknowledge)
        .desk(P::ReadAnswers, GET, links::GLOSSARY, desk::words::glossary)
        .desk(P::WriteAnswers, POST, links::GLOSSARY, desk::words::act_on_glossary)
        .desk(P::ReadAnswers, GET, links::JARGON, desk::words::jargon)
        .desk(P::WriteAnswers, POST, links::JARGON, desk::words::act_on_jargon)
        .desk(P::ReadAnswers, GET, links::ANSWER_GAPS, desk::answers::gaps)
        .desk(P::ReadAnswers, GET, "/desk/answers/{answer}", desk::answers::show)
        .desk(P::WriteAnswers, GET, "/desk/answers/{answer}/edit", desk::answers::edit)
        .desk(P::WriteAnswers, POST, "/desk/answers/{answer}/edit", desk::answers::save)
        .desk(P::WriteAnswers, POST, "/desk/answers/{answer}/step", desk::answers::step)
        .desk(P::ApproveAnswers, POST, "/desk/answers/{answer}/approve", desk::answers::approve)
        .desk(P::ApproveAnswers, GET, "/desk/answers/{answer}/retire", desk::answers::ask_retire)
        .desk(P::ApproveAnswers, POST, "/desk/answers/{answer}/retire", desk::answers::retire)
        .desk(P::ReadAnswers, GET, "/desk/answers/{answer}/versions/{number}", desk::answers::version)
        .desk(P::WriteAnswers, POST, "/desk/answers/{answer}/versions/{number}", desk::answers::restore)
        .desk(P::ReadAnswers, POST, links::PLAIN_LANGUAGE, desk::plain_language::read)
        .desk(P::ReadAnswers, GET, links::CONTACT_DESK, desk::contact::show)
        .desk(P::HandleCases, POST, links::CONTACT_DESK, desk::contact::log)
}

/// What people come back for next.
#[rustfmt::skip]
fn anticipation(routes: Routes) -> Routes {
    routes
        .desk(P::ReadAnswers, GET, links::NEXT_NEEDS, desk::anticipation::next)
        .desk(P::ReadAnswers, GET, links::NEXT_NEEDS_CSV, desk::anticipation::csv)
        .desk(P::ReadAnswers, GET, links::NEXT_NEEDS_JSON, desk::anticipation::json)
        .desk(P::WriteAnswers, POST, links::NEXT_NEEDS_CHOOSE, desk::anticipation::choose)
        .desk(P::WriteAnswers, GET, links::NEXT_NEEDS_CORRECT, desk::anticipation::show_correct)
        .desk(P::WriteAnswers, POST, links::NEXT_NEEDS_CORRECT, desk::anticipation::correct)
        .desk(P::ManageSettings, POST, links::NEXT_NEEDS_RULE, desk::anticipation::change_rule)
        .desk(P::ReadAnswers, GET, links::SUGGESTIONS_PROOF, desk::anticipation::proof)
        .desk(P::ApproveAnswers, POST, links::SUGGESTIONS_PROOF, desk::anticipation::change_proof)
}

/// Service standards, objectives and partners.
#[rustfmt::skip]
fn standards(routes: Routes) -> Routes {
    routes
        .desk(P::ReadDirectory, GET, links::DESK_STANDARDS, desk::standards::list)
        .desk(P::ManageDirectory, GET, links::DESK_STANDARDS_NEW, desk::standards::new)
        .desk(P::ManageDirectory, POST, links::DESK_STANDARDS_NEW, desk::standards::add)
        .desk(P::ReadDirectory, GET, "/desk/standards/{standard}", desk::standards::show)
        .desk(P::ManageDirectory, GET, "/desk/standards/{standard}/edit", desk::standards::edit)
        .desk(P::ManageDirectory, POST, "/desk/standards/{standard}/edit", desk::standards::change)
        .desk(P::ManageDirectory, POST, "/desk/standards/{standard}/results", desk::standards::set_result)
        .desk(P::ManageDirectory, GET, "/desk/standards/{standard}/results/remove", desk::standards::ask_remove)
        .desk(P::ManageDirectory, POST, "/desk/standards/{standard}/results/remove", desk::standards::remove)
        .desk(P::ManageDirectory, POST, "/desk/standards/{standard}/publication", desk::standards::set_publication)
        .desk(P::ReadDirectory, GET, links::OBJECTIVES, desk::objectives::list)
        .desk(P::ManageDirectory, GET, links::OBJECTIVES_NEW, desk::objectives::new)
        .desk(P::ManageDirectory, POST, links::OBJECTIVES_NEW, desk::objectives::add)
        .desk(P::ManageDirectory, GET, "/desk/objectives/{objective}", desk::objectives::edit)
        .desk(P::ManageDirectory, POST, "/desk/objectives/{objective}", desk::objectives::change)
        .desk(P::ManageDirectory, GET, "/desk/objectives/{objective}/remove", desk::objectives::ask_remove)
        .desk(P::ManageDirectory, POST, "/desk/objectives/{objective}/remove", desk::objectives::remove)
        .desk(P::ManageDirectory, GET, links::PARTNERS, desk::partners::list)
        .desk(P::ManageDirectory, GET, links::PARTNERS_NEW, desk::partners::new)
        .desk(P::ManageDirectory, POST, links::PARTNERS_NEW, desk::partners::create)
        .desk(P::ManageDirectory, GET, "/desk/standards/partners/{link}/revoke", desk::partners::ask_revoke)
        .desk(P::ManageDirectory, POST, "/desk/standards/partners/{link}/revoke", desk::partners::revoke)
}

/// Surveys: setting up, building, sharing, results.
#[rustfmt::skip]
fn surveys(routes: Routes) -> Routes {
    routes
        .desk(P::ReadDirectory, GET, "/desk/surveys", desk::surveys::list)
        .desk(P::ManageSurveys, GET, "/desk/surveys/new", desk::surveys::choose)
        .desk(P::ManageSurveys, GET, "/desk/surveys/new/{instrument}", desk::surveys::set_up)
        .desk(P::ManageSurveys, POST, "/desk/surveys/new/{instrument}", desk::surveys::create)
        .desk(P::ReadDirectory, GET, "/desk/surveys/{survey}", desk::surveys::show)
        .desk(P::ManageSurveys, GET, "/desk/surveys/{survey}/change", desk::surveys::change)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/change", desk::surveys::save)
        .desk(P::ManageSurveys, POST, "/desk/surveys/{survey}/state", desk::surveys::change_state)
        .desk(P::ApproveAnswers, POST, "/desk/surveys/{survey}/answers", desk::surveys::take_answers)
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
}

/// Files that come in.
#[rustfmt::skip]
fn imports(routes: Routes) -> Routes {
    routes
        .desk(P::Import, GET, "/desk/imports", desk::imports::list)
        .upload(P::Import, "/desk/imports", desk::imports::upload)
        .desk(P::Import, GET, "/desk/imports/files/{token}", desk::imports::look)
        .upload(P::Import, "/desk/imports/files/{token}", desk::imports::act)
        .desk(P::Import, GET, "/desk/imports/{run}", desk::imports::run)
        .desk(P::Import, GET, "/desk/imports/{run}/refused.csv", desk::imports::refused)
}

/// Journey maps.
#[rustfmt::skip]
fn maps(routes: Routes) -> Routes {
    routes
        .desk(P::ReadDirectory, GET, "/desk/maps", desk::maps::list)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/new", desk::maps::show_begin)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/new", desk::maps::begin)
        .desk(P::ManageJourneyMaps, GET, "/desk/maps/from-file", desk::maps::show_from_file)
        .desk(P::ManageJourneyMaps, POST, "/desk/maps/from-file", desk::maps::from_file)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}", desk::maps::show)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/print", desk::maps::print)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/map.svg", desk::maps::drawing)
        .desk(P::ReadDirectory, GET, "/desk/maps/{map}/map.json", desk::maps::file)
        .desk(P::ReadDirectory, POST, "/desk/maps/{map}/comments", desk::maps::comment)
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
}

/// What people said, and what it adds up to.
#[rustfmt::skip]
fn responses(routes: Routes) -> Routes {
    routes
        .signed_in(GET, "/desk", desk::home::show)
        .desk(P::ReadMeasures, GET, "/desk/scorecard", desk::scorecard::show)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.csv", desk::scorecard::csv)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.xlsx", desk::scorecard::xlsx)
        .desk(P::ReadMeasures, GET, "/desk/scorecard.json", desk::scorecard::json)
        .desk(P::ReadMeasures, GET, "/desk/metrics", desk::metrics::show)
        .desk(P::ReadMeasures, GET, links::ANALYSIS, desk::analysis::index)
        .desk(P::ReadMeasures, GET, links::ANALYSIS_DRIVERS, desk::analysis::drivers)
        .desk(P::ReadMeasures, GET, links::ANALYSIS_PATHS, desk::analysis::paths)
        .desk(P::ReadMeasures, POST, links::ANALYSIS_PATHS, desk::analysis::run_paths)
        .desk(P::ReadMeasures, GET, links::ANALYSIS_COMPARE, desk::analysis::compare)
        .desk(P::ReadMeasures, GET, links::ANALYSIS_SAMPLE_SIZE, desk::analysis::planner)
        .upload(P::ReadMeasures, links::ANALYSIS_FILES, desk::analysis::upload)
        .desk(P::ReadMeasures, GET, "/desk/analysis/files/{token}", desk::analysis::look)
        .desk(P::ReadMeasures, POST, "/desk/analysis/files/{token}", desk::analysis::act)
        .desk(P::ReadResponses, GET, "/desk/responses", desk::responses::list)
        .desk(P::ReadResponses, GET, "/desk/responses/export", desk::responses::export)
        .desk(P::ReadResponses, GET, links::RESPONSES_NEWER, desk::responses::newer)
        .desk(P::HandleResponses, POST, links::RESPONSES_ACT, desk::responses::act)
        .desk(P::HandleResponses, POST, links::RESPONSES_UNDO, desk::responses::undo)
        .desk(P::HandleResponses, GET, links::RESPONSES_ACTS, desk::responses::acts)
        .desk(P::ReadResponses, GET, links::RESPONSES_VIEWS, desk::views::list::<desk::responses::Inbox>)
        .desk(P::ReadResponses, POST, links::RESPONSES_VIEWS, desk::views::save::<desk::responses::Inbox>)
        .desk(P::ReadResponses, POST, "/desk/responses/views/{view}", desk::views::change::<desk::responses::Inbox>)
        .desk(P::ReadResponses, GET, "/desk/responses/{response}", desk::responses::show)
        .desk(P::HandleResponses, GET, "/desk/responses/{response}/share", desk::responses::share)
        .desk(P::HandleResponses, POST, "/desk/responses/{response}/share", desk::responses::submit_share)
        .desk(P::ReadResponses, GET, links::EXPERIENCES, desk::experiences::list)
        .desk(P::ReadResponses, GET, links::DIGESTS, desk::digests::list)
        .desk(P::ReadResponses, POST, links::DIGESTS, desk::digests::begin)
        .desk(P::ReadResponses, POST, "/desk/digests/{digest}/end", desk::digests::end)
        .desk(P::ManageSurveys, GET, links::SCREENING, desk::screening::show)
        .desk(P::ManageSettings, POST, links::SCREENING, desk::screening::save)
}

/// Cases, and the mail they come by.
#[rustfmt::skip]
fn cases(routes: Routes) -> Routes {
    routes
        .desk(P::ReadCases, GET, links::CASES, desk::cases::list)
        .desk(P::HandleCases, POST, links::CASES_ASSIGN, desk::cases::assign)
        .desk(P::HandleCases, POST, links::CASES_ASSIGN_UNDO, desk::cases::undo_assign)
        .desk(P::ReadCases, GET, links::CASES_VIEWS, desk::views::list::<desk::cases::Queue>)
        .desk(P::ReadCases, POST, links::CASES_VIEWS, desk::views::save::<desk::cases::Queue>)
        .desk(P::ReadCases, POST, "/desk/cases/views/{view}", desk::views::change::<desk::cases::Queue>)
        .desk(P::ReadCases, GET, links::REPLY_TEMPLATES, desk::cases::templates)
        .desk(P::HandleCases, POST, links::REPLY_TEMPLATES, desk::cases::add_template)
        .desk(P::HandleCases, GET, "/desk/cases/templates/{template}", desk::cases::show_template)
        .desk(P::HandleCases, POST, "/desk/cases/templates/{template}", desk::cases::change_template)
        .desk(P::HandleCases, GET, "/desk/cases/templates/{template}/remove", desk::cases::ask_remove_template)
        .desk(P::HandleCases, POST, "/desk/cases/templates/{template}/remove", desk::cases::remove_template)
        .desk(P::ReadCases, GET, links::FOLLOW_UPS, desk::cases::follow_ups)
        .desk(P::ManageSurveys, POST, links::FOLLOW_UPS, desk::cases::set_follow_up)
        .desk(P::ManageSurveys, POST, links::FOLLOW_UP_REMOVE, desk::cases::remove_follow_up)
        .desk(P::SubmitCases, GET, links::CASES_NEW, desk::cases::new)
        .desk(P::SubmitCases, POST, links::CASES_NEW, desk::cases::open)
        .desk(P::ReadCases, GET, links::CASE_PERFORMANCE, desk::cases::performance)
        .desk(P::ReadCases, GET, links::CASE_RULES, desk::cases::rules)
        .desk(P::ManageDirectory, POST, links::CASE_RULES, desk::cases::add_rule)
        .desk(P::ManageDirectory, GET, "/desk/cases/rules/{rule}", desk::cases::show_rule)
        .desk(P::ManageDirectory, POST, "/desk/cases/rules/{rule}", desk::cases::change_rule)
        .desk(P::ManageDirectory, GET, "/desk/cases/rules/{rule}/remove", desk::cases::ask_remove_rule)
        .desk(P::ManageDirectory, POST, "/desk/cases/rules/{rule}/remove", desk::cases::remove_rule)
        .desk(P::ReadCases, GET, links::MAILBOXES, desk::cases::mailboxes)
        .desk(P::ManageDirectory, POST, links::MAILBOXES, desk::cases::add_mailbox)
        .desk(P::ManageDirectory, GET, "/desk/cases/mailboxes/{address}", desk::cases::mailbox)
        .desk(P::ManageDirectory, POST, "/desk/cases/mailboxes/{address}", desk::cases::change_mailbox)
        .desk(P::ManageDirectory, GET, "/desk/cases/mailboxes/{address}/remove", desk::cases::ask_remove_mailbox)
        .desk(P::ManageDirectory, POST, "/desk/cases/mailboxes/{address}/remove", desk::cases::remove_mailbox)
        .desk(P::ReadCases, GET, links::TAKEN_MAIL, desk::cases::taken_mail)
        .desk(P::ReadCases, GET, "/desk/cases/mail/{mail}", desk::cases::message)
        .desk(P::SubmitCases, POST, "/desk/cases/mail/{mail}", desk::cases::make_case)
        .desk(P::SubmitCases, GET, "/desk/cases/mail/{mail}/discard", desk::cases::ask_discard)
        .desk(P::SubmitCases, POST, "/desk/cases/mail/{mail}/discard", desk::cases::discard)
        .desk(P::ReadCases, GET, "/desk/cases/{case}", desk::cases::show)
        .desk(P::HandleCases, POST, "/desk/cases/{case}/act", desk::cases::act)
        .desk(P::ReadCases, GET, "/desk/cases/{case}/files/{file}", desk::cases::file)
}

/// What people went through.
#[rustfmt::skip]
fn journeys(routes: Routes) -> Routes {
    routes
        .desk(P::ReadJourneys, GET, links::JOURNEYS, desk::journeys::show)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_CSV, desk::journeys::csv)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_XLSX, desk::journeys::xlsx)
        .desk(P::ReadJourneys, GET, links::JOURNEYS_JSON, desk::journeys::json)
        .desk(P::ReadCustomers, GET, links::JOURNEYS_XES, desk::journeys::contacts_xes)
        .desk(P::ReadCustomers, GET, links::JOURNEY_CONTACTS_CSV, desk::journeys::contacts_csv)
        .desk(P::ReadJourneys, GET, links::JOURNEY_STEP, desk::journeys::step)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS, desk::journeys::variants)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_CSV, desk::journeys::variants_csv)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_XLSX, desk::journeys::variants_xlsx)
        .desk(P::ReadJourneys, GET, links::JOURNEY_VARIANTS_JSON, desk::journeys::variants_json)
        .desk(P::ReadJourneys, GET, links::JOURNEY_FUNNEL, desk::journeys::funnel)
        .desk(P::ReadJourneys, GET, links::JOURNEY_CHANNELS, desk::journeys::channels)
        .desk(P::ReadJourneys, GET, links::JOURNEY_RHYTHM, desk::journeys::rhythm)
        .desk(P::ReadCustomers, GET, "/desk/journeys/customers/{customer}", desk::journeys::customer)
}

/// Running the installation.
#[rustfmt::skip]
fn installation(routes: Routes) -> Routes {
    routes
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
        .desk(P::ManageSettings, GET, links::CONTACT_COSTS, desk::settings::show_costs)
        .desk(P::ManageSettings, POST, links::CONTACT_COSTS, desk::settings::submit_costs)
}
