//! Drivers and path models of stored responses, on both databases: what counts, what is left out and said,
//! and what is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use catsup_app::{
    App,
    drivers::{self, Analysed, DriverReport, DriversQuery, Told},
    path_models::{self, PathModelQuery},
    responses::{self, Circumstances, Submission},
    scorecards::ScorecardQuery,
};
use catsup_model::{
    Channel, Measure, Viewer, answers::RawAnswers, id::ServiceId, instrument::InstrumentCode, survey::Survey,
};
use catsup_testing::{TestApp, story};
use serde_json::json;

/// A hundred and fifty people: satisfaction and trust follow effectiveness, hardly ease; every tenth skipped
/// ease, and only every fifth met an employee.
async fn answered(app: &App, survey: &Survey, people: i64) {
    for person in 0..people {
        let answer = |prime: i64| 1 + person * prime % 97 % 5;
        let (effectiveness, ease) = (answer(37), answer(53));
        let satisfaction = (3 * effectiveness + answer(71)) / 4;
        let trust = (2 * satisfaction + answer(89)) / 3;
        let mut answers: RawAnswers = serde_json::from_value(json!({
            "answer_01": satisfaction, "answer_02": trust, "answer_03": effectiveness, "answer_05": answer(61),
        }))
        .unwrap();
        if person % 10 != 0 {
            answers.insert("answer_04".to_owned(), ease.into());
        }
        if person % 5 == 0 {
            answers.insert("answer_07".to_owned(), answer(43).into());
        }
        let channel = if person < people / 2 { Channel::Website } else { Channel::Phone };
        let circumstances = Circumstances { channel: Some(channel), ..Circumstances::default() };
        let submission = Submission { answers, circumstances, ..Submission::default() };
        responses::submit(app, &Viewer::operator(), &survey.key, submission).await.unwrap();
    }
}

async fn read(app: &App, scope: ScorecardQuery) -> Analysed<DriverReport> {
    let query = DriversQuery { scope, resamples: 200, ..DriversQuery::default() };
    drivers::read(app, &Viewer::operator(), &query).await.unwrap()
}

#[story]
async fn what_moves_trust_is_told_from_answers_given_together(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    answered(&app.app, &survey, 150).await;

    let found = read(&app.app, ScorecardQuery::default()).await;
    assert_eq!(found.instrument.as_deref(), Some("a11_v1"));
    assert_eq!(found.rarely_answered, [Measure::Transparency, Measure::Employee]);
    let report = found.told.report().unwrap();
    assert_eq!((report.n, report.rows_left_out), (135, 15));
    assert_eq!(report.names, ["effectiveness", "ease", "efficiency"]);
    assert_eq!(report.significant, [true, false, false]);
    assert_eq!(report.scale, [1.0, 5.0]);
    assert!(report.johnson_percent[0] > 80.0 && report.bootstrap.is_some());

    let phone = ScorecardQuery { channels: vec![Channel::Phone], ..ScorecardQuery::default() };
    let by_phone = read(&app.app, phone).await;
    assert_eq!(by_phone.told, Told::TooFew { n: 68, needed: 74 });
}

#[story]
async fn a_path_model_goes_without_measures_that_few_answered(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    answered(&app.app, &survey, 150).await;

    let query = PathModelQuery { resamples: 200, ..PathModelQuery::default() };
    let found = path_models::read(&app.app, &Viewer::operator(), &query).await.unwrap();
    let report = found.told.report().unwrap();
    let names: Vec<&str> = report.latent.iter().map(|latent| latent.name.as_str()).collect();
    assert_eq!(names, ["Effectiveness", "Ease", "Efficiency", "Satisfaction", "Trust"]);
    assert_eq!((report.n, report.target.as_str()), (135, "Trust"));
    let path =
        |from: &str, to: &str| report.paths.iter().find(|path| path.from == from && path.to == to).unwrap();
    assert!(path("Effectiveness", "Satisfaction").spread.unwrap().significant);
    assert!(!path("Ease", "Satisfaction").spread.unwrap().significant);
    assert!(path("Satisfaction", "Trust").coefficient > 0.5);
}

#[story]
async fn what_no_form_asks_and_what_nobody_may_see_is_not_told(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let submission = Submission {
        answers: serde_json::from_value(json!({"answer_01": 1})).unwrap(),
        ..Submission::default()
    };
    responses::submit(&app.app, &Viewer::operator(), &survey.key, submission).await.unwrap();
    assert_eq!(read(&app.app, ScorecardQuery::default()).await.told, Told::NotAsked);

    let (drivers_query, model_query) = (DriversQuery::default(), PathModelQuery::default());
    assert!(common::denied(drivers::read(&app.app, &Viewer::public(), &drivers_query).await));
    assert!(common::denied(path_models::read(&app.app, &Viewer::public(), &model_query).await));
    let nowhere = ScorecardQuery { services: vec![ServiceId(1)], ..ScorecardQuery::default() };
    let nowhere = DriversQuery { scope: nowhere, ..DriversQuery::default() };
    let refused = drivers::read(&app.app, &Viewer::operator(), &nowhere).await;
    assert!(matches!(refused, Err(catsup_app::Error::NotFound("service"))));
}

#[story]
async fn answers_all_alike_tell_nothing_and_say_why(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 120).with("answer_03", 5).with("answer_04", 5).sent().await;
    let found = read(&app.app, ScorecardQuery::default()).await;
    let Told::Untellable(reason) = found.told else { panic!("{found:?}") };
    assert!(reason.reason.starts_with("effectiveness has the same value in every row"), "{reason:?}");
}
