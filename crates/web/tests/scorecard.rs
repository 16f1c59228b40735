//! The scorecard, its files, the catalogue of measures and the front page, as staff see them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::responses::{self, Circumstances, Submission};
use catsup_model::{Channel, Language, Role, Viewer, instrument::InstrumentCode, survey::Survey};
use catsup_testing::TestApp;
use serde_json::{Value, json};

/// Sends `count` responses of this quarter with these answers.
async fn send(
    app: &TestApp,
    survey: &Survey,
    channel: Channel,
    language: Language,
    count: usize,
    answers: Value,
) {
    let answers: catsup_model::answers::RawAnswers = serde_json::from_value(answers).unwrap();
    for _ in 0..count {
        let circumstances = Circumstances { channel: Some(channel), language, ..Circumstances::default() };
        let submission = Submission { circumstances, answers: answers.clone(), ..Submission::default() };
        responses::submit(&app.app, &Viewer::operator(), &survey.key, submission).await.unwrap();
    }
}

#[catsup_testing::story]
async fn a_figure_from_too_few_people_is_not_shown(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 9).with_trust(5).sent().await;
    let staff = app.sign_in_as(Role::CxLead).await;
    let page = staff.get(format!("/desk/scorecard?service={}", service.id)).await.is(200);
    page.sees("Not enough responses (fewer than 10)").does_not_see("5.00");
    let csv = staff.get("/desk/scorecard.csv").await.is(200);
    csv.does_not_see(",9,").sees("yes");
}

#[catsup_testing::story]
async fn the_scorecard_says_what_was_asked_and_compares_groups(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    for (channel, trust, count) in [(Channel::Website, 5, 20), (Channel::Phone, 2, 15), (Channel::Fax, 4, 3)]
    {
        let answers = |trust: i64| json!({"answer_01": 4, "answer_02": trust});
        send(&app, &survey, channel, Language::En, count, answers(trust)).await;
        send(&app, &survey, channel, Language::En, count.min(12), answers(3)).await;
    }
    let staff = app.sign_in_as(Role::Viewer).await;
    let page = staff.get(format!("/desk/scorecard?service={}&by=channel", service.id)).await.is(200);
    page.sees("This interaction increased my confidence in [service].").sees("95% interval");
    page.sees("differs from the others").sees("Not enough responses: Fax");
    page.sees("/desk/metrics#trust").sees("FY 2026 Q2 (Jan–Mar 2026)");
    page.sees("Not known: enter how many people were offered a survey");

    let spanish = staff.get("/desk/scorecard?by=channel&lang=es").await.is(200);
    spanish.sees("Confianza").sees("Teléfono").sees("Qué se preguntó").does_not_see("Phone");
}

#[catsup_testing::story]
async fn wordings_stand_apart_until_the_reader_pools_them(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    for language in [Language::En, Language::Es] {
        let answers = json!({"answer_01": 4, "answer_02": 5});
        send(&app, &survey, Channel::Website, language, 12, answers.clone()).await;
        send(&app, &survey, Channel::Website, language, 3, json!({"answer_01": 2, "answer_02": 1})).await;
    }
    let staff = app.sign_in_as(Role::CxLead).await;
    let apart = staff.get("/desk/scorecard").await.is(200);
    apart.sees("Trust · English").sees("Trust · Español").sees("stand apart");
    let pooled = staff.get("/desk/scorecard?pool=1").await.is(200);
    pooled.sees("Wordings are pooled").does_not_see("Trust · English").sees("What was asked (2 wordings)");
}

#[catsup_testing::story]
async fn filters_that_cannot_be_read_are_refused_at_their_field(app: TestApp) {
    let staff = app.sign_in_as(Role::CxLead).await;
    let page = staff.get("/desk/scorecard?from=soon&channel=pigeon&by=weather").await.is(422);
    page.sees("Enter a date such as 2026-10-03").sees("Choose one of the answers offered");
    let _ = staff.get("/desk/scorecard?service=42").await.is(404);
    let _ = staff.get("/desk/scorecard.json?from=soon").await.is(400);
    staff.get("/desk/scorecard").await.is(200).sees("No answers yet");
}

#[catsup_testing::story]
async fn every_file_is_served_as_what_it_is(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 12).sent().await;
    let staff = app.sign_in_as(Role::Viewer).await;
    for (ending, kind) in [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
    ] {
        let file = staff.get(format!("/desk/scorecard.{ending}?preset=all")).await.is(200);
        assert_eq!(file.headers["content-type"], kind);
        assert_eq!(
            file.headers["content-disposition"],
            format!("attachment; filename=\"scorecard.{ending}\"").as_str()
        );
    }
    let json = staff.get("/desk/scorecard.json?preset=all").await;
    let document: Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(document["figures"][0]["n"], 12);
}

#[catsup_testing::story]
async fn the_front_page_hides_comments_from_those_who_may_not_read_them(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let answers =
        json!({"answer_01": 4, "answer_02": 5, "answer_08": "Call (202) 555-0143, the line was long."});
    send(&app, &survey, Channel::Website, Language::En, 12, answers).await;
    let agent = app.sign_in_as(Role::Agent).await;
    agent.get("/desk").await.is(200).sees("the line was long").does_not_see("555-0143");
    let viewer = app.sign_in_as(Role::Viewer).await;
    viewer.get("/desk").await.is(200).sees("Where we stand").does_not_see("the line was long");
    let administrator = app.sign_in_as(Role::Administrator).await;
    administrator.get("/desk").await.is(200).sees("This installation").sees("people can come in");
    let metrics = viewer.get("/desk/metrics").await.is(200);
    metrics.sees("Net Promoter Score").sees("percentage of detractors").sees("id=\"rule-suppression\"");
}

/// Beside the measures of a service stands what its people said to the questions of an author's own.
#[catsup_testing::story]
async fn own_questions_stand_beside_the_measures(app: TestApp) {
    let service = app.service("Permits").await;
    let standard = app.survey(&service, InstrumentCode::A11V2).await;
    send(&app, &standard, Channel::Website, Language::En, 12, json!({"answer_01": 1})).await;
    let definition = json!({"title": {"en": "Counter", "es": "Ventanilla"}, "sections": [{"key": "page", "questions": [
        {"key": "done", "kind": "scale", "scale": "yes_no", "text": {"en": "Did you get it?", "es": "¿Lo consiguió?"}},
        {"key": "rare", "kind": "number", "low": 0, "high": 9, "text": {"en": "How often?", "es": "¿Cuántas veces?"}},
    ]}]});
    let own = app.custom(&service, serde_json::from_value(definition).unwrap()).await;
    send(&app, &own, Channel::Phone, Language::En, 11, json!({"done": 1})).await;
    send(&app, &own, Channel::Phone, Language::En, 4, json!({"done": 0, "rare": 2})).await;
    let staff = app.sign_in_as(Role::Viewer).await;
    let scope = format!("/desk/scorecard?service={}", service.id);
    let page = staff.get(&scope).await.is(200);
    page.sees("Questions of your own")
        .sees("Did you get it?")
        .sees("Asked of 15, answered by 15")
        .sees("73%");
    page.does_not_see("How often?").sees(&format!("/desk/surveys/{}/results", own.id));
    let phone = staff.get(format!("{scope}&channel=website")).await.is(200);
    phone.sees("Trust").does_not_see("Did you get it?");
    let everywhere = staff.get("/desk/scorecard").await.is(200);
    everywhere.does_not_see("Did you get it?");
}
