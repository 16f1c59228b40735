//! Responses: found by filters, read one by one, taken out as a file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_model::{Role, instrument::InstrumentCode};
use catsup_testing::TestApp;
use serde_json::json;

#[catsup_testing::story]
async fn responses_are_listed_page_by_page_and_narrowed(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let other = app.service("Parks").await;
    app.responses(&service, 53).with("answer_09", "Quick <b>and</b> kind").sent().await;
    app.responses(&other, 2).sent().await;
    let agent = app.sign_in_as(Role::Agent).await;
    let first = agent.get("/desk/responses").await.is(200);
    first
        .sees("Satisfaction: Agree")
        .sees("Quick &#60;b&#62;and")
        .sees("rel=\"next\"")
        .does_not_see("rel=\"prev\"");
    assert_eq!(first.body.matches("<li class=\"row").count(), 50);
    let next =
        first.attribute_after("<div class=\"links\"><a", "href").replace("&#38;", "&").replace("&amp;", "&");
    let second = agent.get(&next).await.is(200);
    assert_eq!(second.body.matches("<li class=\"row").count(), 5);
    second.sees("rel=\"prev\"").does_not_see("rel=\"next\"");
    let parks = agent.get(format!("/desk/responses?service={}", other.id)).await.is(200);
    assert_eq!(parks.body.matches("<li class=\"row").count(), 2);
    agent.get("/desk/responses?to=2026-03-09").await.is(200).sees("No response matches");
    agent
        .get("/desk/responses?from=2026-03-09&to=2026-02-01")
        .await
        .is(200)
        .sees("last day lies before the first");
    let elsewhere = app.sign_in_within(Role::Agent, Some(other.organisation)).await;
    elsewhere.get("/desk/responses").await.is(200).does_not_see("Quick");
    let _ = app.sign_in_as(Role::Viewer).await.get("/desk/responses").await.is(403);
}

#[catsup_testing::story]
async fn one_response_shows_what_was_asked_and_answered(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let body = json!({
        "answers": {"answer_01": 1, "answer_02": ["ease", "other"], "answer_02.other": "the booth", "answer_04": "Fine."},
        "channel": "phone", "segments": {"region": "West"},
    });
    let path = format!("/api/v1/surveys/{}/responses", survey.key);
    let id = app.visitor().post_json(path, &body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get(format!("/desk/responses/{id}")).await.is(200);
    page.sees("Something else: the booth")
        .sees("Fine.")
        .sees("West")
        .sees("Phone")
        .sees("not asked")
        .sees("API");
    page.sees("<strong>Yes</strong>").sees("I was treated with respect");
    let elsewhere = app.sign_in_within(Role::Agent, Some(app.service("Parks").await.organisation)).await;
    let _ = elsewhere.get(format!("/desk/responses/{id}")).await.is(404);
    let _ = agent.get("/desk/responses/none").await.is(404);
}

#[catsup_testing::story]
async fn what_matches_comes_as_a_file_without_a_cap(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let other = app.service("Parks").await;
    app.responses(&service, 503).with("answer_09", "=1+1").sent().await;
    app.responses(&other, 2).sent().await;
    let agent = app.sign_in_as(Role::Agent).await;
    let csv = agent.get(format!("/desk/responses/export?service={}&format=csv", service.id)).await.is(200);
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert!(csv.headers["content-disposition"].to_str().unwrap().contains("responses-2026-03-10.csv"));
    assert_eq!(csv.body.lines().count(), 504);
    csv.sees("occurred_at,received_at,answer_01").sees(",4,4,").sees("'=1+1").does_not_see("Parks");
    let json = agent.get("/desk/responses/export?format=json").await.is(200).json();
    assert_eq!(json.as_array().unwrap().len(), 505);
    assert_eq!((json[0]["answer_01"].as_i64(), json[0]["answer_03"].is_null()), (Some(4), true));
    let _ = agent.get("/desk/responses/export?format=pdf").await.is(404);
}
