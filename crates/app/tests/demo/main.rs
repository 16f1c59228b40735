//! The demo agency, on both databases: repeatable, believable, and what was planted in it can be found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod believable;
mod cases;
mod comments;
mod contacts;
mod listening;
mod planted;

use catsup_app::{
    App, Error, Refusal, api_tokens,
    demo::{self, Demo},
    responses,
    scorecards::{self, Figure, Grouping, Pooling, Scorecard, ScorecardQuery, Summary},
    sign_in,
};
use catsup_model::{
    Measure, Permission, Role, Scale, Viewer,
    period::BucketUnit,
    response::{Response, ResponseSource},
};
use catsup_store::ResponseFilter;
use catsup_testing::{Backend, TestApp, TestDatabase, story};

/// Enough for what was planted to show.
pub const SMALL: Demo = Demo { seed: 2718, responses: 12_000 };

/// Enough for the levels, the rhythm and the comments.
pub const MODEST: Demo = Demo { seed: 2718, responses: 4000 };

/// The scorecard with wordings pooled: what was planted crosses languages.
pub async fn read(app: &App, query: ScorecardQuery) -> Scorecard {
    let query = ScorecardQuery { pooling: Pooling::Pooled, ..query };
    scorecards::read(app, &Viewer::operator(), &query).await.unwrap()
}

/// A figure that must be there.
pub fn shown(figure: &Figure) -> &Summary {
    figure.shown().expect("enough answers for a figure")
}

/// The series of a measure on a scale.
pub fn series(scorecard: &Scorecard, measure: Measure, scale: Scale) -> &scorecards::MeasureSeries {
    let mut measures = scorecard.measures.iter();
    measures.find(|one| (one.measure, one.scale) == (measure, scale)).expect("the measure is there")
}

/// Every response to the standard surveys, the newest first; those to the agency's own came in on every channel.
pub async fn every_response(app: &App) -> Vec<Response> {
    let mut all: Vec<Response> = Vec::new();
    loop {
        let before = all.last().map(|last| last.id);
        let filter = ResponseFilter { before, ..ResponseFilter::default() };
        let page = responses::list(app, &Viewer::operator(), filter, 1000).await.unwrap();
        if page.is_empty() {
            all.retain(|one| one.source == ResponseSource::Synthetic);
            return all;
        }
        all.extend(page);
    }
}

async fn everything(app: &App) -> (Scorecard, Vec<Response>) {
    let query = ScorecardQuery {
        trend: Some(BucketUnit::Month),
        by: Some(Grouping::Touchpoint),
        ..Default::default()
    };
    (read(app, query).await, every_response(app).await)
}

/// To make the agency takes longest, so that whatever looks at the same one looks at it together.
#[story]
async fn a_modest_agency_is_believable(test: TestApp) {
    let app = &test.app;
    let access = demo::make(app, &MODEST).await.unwrap();
    believable::the_directory_is_that_of_a_whole_agency(app).await;
    believable::the_figures_are_plausible(app).await;
    believable::volumes_fit_the_responses_and_the_services(app).await;
    believable::responses_come_in_the_rhythm_of_weeks_and_seasons(app).await;
    believable::optional_answers_are_missing_and_measures_hang_together(app).await;
    comments::comments_say_what_the_scores_say(app).await;
    comments::no_two_neighbours_look_copied(app).await;
    listening::own_surveys_are_answered_on_all_their_ways(app).await;
    listening::the_newest_come_first_whatever_they_answer(app).await;
    listening::every_view_of_the_inbox_holds_something(app, &access).await;
    contacts::the_stories_among_the_contacts_are_there_to_be_found(app).await;
    cases::cases_have_believable_histories(app).await;
    cases::one_service_has_a_pile_and_staff_have_a_queue(app, &access).await;
}

#[story]
async fn what_was_planted_shows_among_enough_responses(test: TestApp) {
    let app = &test.app;
    demo::make(app, &SMALL).await.unwrap();
    planted::the_outage_shows_online_and_only_there(app).await;
    planted::the_callback_shows_in_ease_and_efficiency_of_that_line(app).await;
    planted::who_speaks_spanish_is_served_worse_by_phone_and_only_there(app).await;
    comments::people_name_what_happened_to_them(app).await;
}

#[story]
async fn the_same_seed_makes_the_same_agency_to_the_last_digit(app: TestApp) {
    let small = Demo { seed: 5, responses: 1500 };
    demo::make(&app.app, &small).await.unwrap();
    let first = everything(&app.app).await;
    for (seed, same) in [(5, true), (6, false)] {
        let database = TestDatabase::create(Backend::Sqlite).await.unwrap();
        let other = TestApp::start(&database).await.app;
        demo::make(&other, &Demo { seed, ..small }).await.unwrap();
        let second = everything(&other).await;
        assert_eq!(first.0 == second.0, same, "the scorecard of seed {seed}");
        assert_eq!(first.1 == second.1, same, "the responses of seed {seed}");
        other.store().close().await;
        database.remove().await;
    }
}

#[story]
async fn every_role_signs_in_and_the_token_opens_everything(app: TestApp) {
    let app = &app.app;
    let access = demo::make(app, &Demo { seed: 1, responses: 100 }).await.unwrap();
    let roles: Vec<Role> = access.sign_ins.iter().map(|one| one.role).collect();
    assert_eq!(roles, Role::ALL);
    for one in &access.sign_ins {
        let session = sign_in::sign_in(app, &one.email, &one.password).await.unwrap().signed_in;
        assert!(!session.account.must_change_password);
        let seen = scorecards::read(app, &session.viewer, &ScorecardQuery::default()).await.unwrap();
        assert!(seen.answered.is_some(), "{} sees nothing", one.role);
    }
    let viewer = api_tokens::viewer_of_token(app, &access.api_token).await.unwrap().unwrap();
    assert!(Permission::ALL.iter().all(|permission| viewer.may(*permission)));
}

#[story]
async fn made_again_it_stays_and_its_passwords_are_new(app: TestApp) {
    let app = &app.app;
    let small = Demo { seed: 1, responses: 300 };
    let first = demo::make(app, &small).await.unwrap();
    let before = everything(app).await;
    let second = demo::make(app, &Demo { seed: 2, responses: 500 }).await.unwrap();
    assert_eq!(everything(app).await, before);
    let (old, new) = (&first.sign_ins[0], &second.sign_ins[0]);
    assert!(sign_in::sign_in(app, &old.email, &old.password).await.is_err());
    sign_in::sign_in(app, &new.email, &new.password).await.unwrap();
    for token in [first.api_token, second.api_token] {
        assert!(api_tokens::viewer_of_token(app, &token).await.unwrap().is_some());
    }
}

#[story]
async fn an_installation_in_use_is_left_alone(app: TestApp) {
    use catsup_app::directory::organisations::{self, Titles};
    let app = &app.app;
    let titles = Titles { name: "Water Works".to_owned(), abbreviation: String::new() };
    organisations::add(app, &Viewer::operator(), None, &titles).await.unwrap();
    let refused = demo::make(app, &SMALL).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::InUse(_)))), "{refused:?}");
    assert!(!app.settings().synthetic);
    assert_eq!(every_response(app).await.len(), 0);
}
