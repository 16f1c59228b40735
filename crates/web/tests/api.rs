//! The API: what it takes, what it refuses and how it says so.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::{body::Body, http::Method};
use catsup_model::{Permission, instrument::InstrumentCode};
use catsup_testing::{Answer, TestApp};
use serde_json::{Value, json};

fn path(survey: &str) -> String {
    format!("/api/v1/surveys/{survey}/responses")
}

/// Holds that it is a problem document of this status.
fn problem(answer: Answer, status: u16) -> Value {
    let answer = answer.is(status);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], status);
    assert!(problem["type"].as_str().unwrap().starts_with("urn:catsup:problem:"));
    assert!(
        !problem["title"].as_str().unwrap().is_empty() && !problem["detail"].as_str().unwrap().is_empty()
    );
    problem
}

#[catsup_testing::story]
async fn a_response_sent_again_under_its_key_is_the_same_response(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let body = json!({"answers": {"answer_01": 1, "answer_02": ["ease"]}, "channel": "phone", "segments": {"region": "West"}});
    let program = app.visitor().with_header("idempotency-key", "call-4711");
    let first = program.post_json(path(&survey.key), &body).await.is(201);
    assert_eq!(first.headers["access-control-allow-origin"], "*");
    assert_eq!(first.json()["repeated"], false);
    let again = program.post_json(path(&survey.id.to_string()), &body).await.is(200);
    assert_eq!(
        (again.json()["repeated"].clone(), again.json()["id"].clone()),
        (json!(true), first.json()["id"].clone())
    );
    let other = json!({"answers": {"answer_01": 0}});
    problem(program.post_json(path(&survey.key), &other).await, 409);

    let reader = app.program(&app.token(&[Permission::ReadResponses]).await);
    let read = reader.get(first.location()).await.is(200).json();
    assert_eq!(
        (read["channel"].as_str(), read["segments"]["region"].as_str()),
        (Some("phone"), Some("West"))
    );
    let ease =
        read["answers"].as_array().unwrap().iter().find(|a| a["question"] == "answer_02.ease").unwrap();
    assert_eq!(ease["value"], 1);
}

#[catsup_testing::story]
async fn every_field_that_does_not_fit_is_named_with_its_reason(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let program = app.visitor();
    let send = async |body: Value| program.post_json(path(&survey.key), &body).await;
    let wrong = problem(send(json!({"answers": {"answer_01": 6, "answer_99": 1}})).await, 422);
    let fields: Vec<&str> =
        wrong["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["answers.answer_99", "answers.answer_01", "answers.answer_02"]);
    assert_eq!(wrong["errors"][1]["reason"], "must be a whole number from 1 to 5");
    let unknown = problem(send(json!({"answers": {}, "colour": "red"})).await, 422);
    assert!(unknown["errors"][0]["reason"].as_str().unwrap().contains("colour"));
    let channel = problem(send(json!({"answers": {}, "channel": "pigeon"})).await, 422);
    assert_eq!(channel["errors"][0]["field"], "channel");
    problem(send(json!({"answers": {}, "occurred_at": "2026-01-01T00:00:00Z"})).await, 403);
    problem(send(json!([])).await, 422);
    let malformed =
        program.send(Method::POST, &path(&survey.key), Some("application/json"), Body::from("{")).await;
    problem(malformed, 400);
    let plain = program.send(Method::POST, &path(&survey.key), Some("text/plain"), Body::from("{}")).await;
    problem(plain, 415);
    let large = format!("{{\"answers\": {{\"answer_09\": \"{}\"}}}}", "x".repeat(1_100_000));
    let large =
        program.send(Method::POST, &path(&survey.key), Some("application/json"), Body::from(large)).await;
    problem(large, 413);
    problem(program.post_json(path("no-such-survey"), &json!({"answers": {}})).await, 404);
    problem(program.post_json(path("%00"), &json!({"answers": {}})).await, 404);
}

#[catsup_testing::story]
async fn responses_are_read_page_by_page_to_the_last(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let other = app.service("Parks").await;
    app.responses(&service, 5).with_trust(5).sent().await;
    app.responses(&other, 2).sent().await;
    let reader = app.program(&app.token(&[Permission::ReadResponses]).await);
    let mut seen = Vec::new();
    let mut next = format!("/api/v1/responses?service={}&limit=2", service.id);
    for _ in 0..3 {
        let page = reader.get(&next).await.is(200).json();
        seen.extend(
            page["responses"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(cursor) => {
                next = format!("/api/v1/responses?service={}&limit=2&cursor={cursor}", service.id);
            }
            None => next.clear(),
        }
    }
    assert_eq!((seen.len(), next.as_str()), (5, ""));
    assert!(seen.windows(2).all(|pair| pair[0].parse::<i64>().unwrap() > pair[1].parse::<i64>().unwrap()));
    let today = reader.get("/api/v1/responses?from=2026-03-10&to=2026-03-10").await.is(200).json();
    assert_eq!(today["responses"].as_array().unwrap().len(), 7);
    let before = reader.get("/api/v1/responses?to=2026-03-09").await.is(200).json();
    assert_eq!(before["responses"].as_array().unwrap().len(), 0);
    for wrong in [
        "limit=0",
        "limit=ten",
        "page=2",
        "from=2026-02-30",
        "channel=Phone",
        "from=2026-02-02&to=2026-01-01",
    ] {
        let refused = problem(reader.get(format!("/api/v1/responses?{wrong}")).await, 422);
        assert!(!refused["errors"].as_array().unwrap().is_empty(), "{wrong}");
    }
}

#[catsup_testing::story]
async fn a_token_opens_what_its_scopes_say(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    let stranger = app.visitor();
    let refused = stranger.get("/api/v1/surveys").await;
    assert_eq!(refused.headers["www-authenticate"], "Bearer");
    problem(refused, 401);
    problem(app.program("cts_unknown").get("/api/v1/openapi.json").await, 401);
    let reader = app.program(&app.token(&[Permission::ReadDirectory]).await);
    problem(reader.get("/api/v1/responses").await, 403);
    let listed = reader.get("/api/v1/surveys").await.is(200).json();
    assert_eq!(listed["surveys"][0]["sections"][0]["questions"][0]["range"], json!([0, 10]));
    let one = reader.get(format!("/api/v1/surveys/{}", survey.key)).await.is(200).json();
    assert_eq!(one, listed["surveys"][0]);
    let services = reader.get("/api/v1/services").await.is(200).json();
    assert_eq!(services["services"][0]["name"], "Passport renewal");
    let _ = reader.get(format!("/api/v1/services/{}", service.id)).await.is(200);
    problem(reader.get("/api/v1/services/999").await, 404);
}

#[catsup_testing::story]
async fn what_is_sent_is_in_the_next_scorecard(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 12).with_trust(5).sent().await;
    let reader = app.program(&app.token(&[Permission::ReadMeasures]).await);
    let scorecard =
        reader.get(format!("/api/v1/scorecard?service={}&pooled=true", service.id)).await.is(200).json();
    assert_eq!(scorecard["answered"], 12);
    assert!(scorecard["measures"].as_array().unwrap().iter().any(|measure| measure["measure"] == "trust"));
    problem(reader.get("/api/v1/scorecard?by=weather").await, 422);
    problem(reader.get("/api/v1/scorecard?service=999").await, 404);
}

#[catsup_testing::story]
async fn a_wrong_method_or_address_is_a_problem_document_too(app: TestApp) {
    let visitor = app.visitor();
    let refused = visitor.send(Method::DELETE, "/api/v1/surveys", None, Body::empty()).await;
    assert!(refused.headers["allow"].to_str().unwrap().contains("GET"));
    problem(refused, 405);
    problem(visitor.get("/api/v1/weather").await, 404);
    let preflight = visitor.send(Method::OPTIONS, &path("any"), None, Body::empty()).await.is(204);
    assert_eq!(preflight.headers["access-control-allow-origin"], "*");
    let elsewhere = visitor.send(Method::OPTIONS, "/api/v1/surveys", None, Body::empty()).await.is(405);
    assert!(!elsewhere.headers.contains_key("access-control-allow-origin"));
    let document = visitor.get("/api/v1/openapi.json").await.is(200).json();
    assert_eq!(document["openapi"], "3.1.0");
}

#[catsup_testing::story]
async fn interactions_come_in_by_program_and_are_read_back_under_pseudonyms(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let writer = app.program(&app.token(&[Permission::SubmitInteractions]).await);
    let reader = app.program(&app.token(&[Permission::ReadCustomers]).await);
    let one = |customer: &str, minute: u32, activity: &str| {
        json!({"service": service.id.to_string(), "channel": "phone", "customer": customer, "activity": activity,
            "occurred_at": format!("2026-03-02T10:{minute:02}:00Z"), "outcome": "fulfilled", "wait_seconds": 60})
    };
    let body = json!({"source": "call_centre", "interactions": [one("ann@example.org", 1, "ask"), one("bob", 2, "ask"),
        one("ANN@example.org ", 3, "complain")]});
    let keyed = app.program(&app.token(&[Permission::SubmitInteractions]).await);
    let keyed = keyed.with_header("idempotency-key", "batch-7");
    let first = keyed.post_json("/api/v1/interactions", &body).await.is(201).json();
    assert_eq!((first["inserted"].clone(), first["updated"].clone()), (json!(3), json!(0)));
    let again = keyed.post_json("/api/v1/interactions", &body).await.is(200).json();
    assert_eq!((again["inserted"].clone(), again["updated"].clone()), (json!(0), json!(3)));
    assert_eq!(again["interactions"][1]["id"], first["interactions"][1]["id"]);

    let page = reader.get("/api/v1/interactions?limit=2").await.is(200);
    assert!(!page.body.contains("example.org"), "what a source calls the customer is never kept");
    let page = page.json();
    assert_eq!(page["interactions"].as_array().unwrap().len(), 2);
    let ann = page["interactions"][0]["customer"].as_str().unwrap();
    assert_eq!(page["interactions"][0]["activity"], "complain");
    let next = page["next"].as_str().unwrap();
    let last = reader.get(format!("/api/v1/interactions?limit=2&cursor={next}")).await.is(200).json();
    assert_eq!((last["interactions"].as_array().unwrap().len(), last["next"].clone()), (1, Value::Null));
    let of_ann = reader.get(format!("/api/v1/interactions?customer={ann}")).await.is(200).json();
    assert_eq!(of_ann["interactions"].as_array().unwrap().len(), 2);
    let days = "/api/v1/interactions?from=2026-03-03&activity=ask";
    assert!(reader.get(days).await.is(200).json()["interactions"].as_array().unwrap().is_empty());

    // The row at fault is named, nothing of the request is kept, and each token does what it is for.
    let mut wrong = one("carl", 4, "ask");
    wrong["service"] = json!("no such service");
    wrong["wait_seconds"] = json!(-5);
    let body = json!({"interactions": [one("carl", 4, "ask"), wrong]});
    let refused = problem(writer.post_json("/api/v1/interactions", &body).await, 422);
    let fields: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["interactions[1].service", "interactions[1].wait_seconds"]);
    problem(writer.post_json("/api/v1/interactions", &json!({"interactions": []})).await, 422);
    problem(
        writer.post_json("/api/v1/interactions", &json!({"interactions": [{"colour": "red"}]})).await,
        422,
    );
    problem(writer.get("/api/v1/interactions").await, 403);
    problem(reader.post_json("/api/v1/interactions", &body).await, 403);
    problem(app.visitor().post_json("/api/v1/interactions", &body).await, 401);
    let all = reader.get("/api/v1/interactions").await.is(200).json();
    assert_eq!(all["interactions"].as_array().unwrap().len(), 3);
    problem(reader.get("/api/v1/interactions?customer=ann").await, 422);
    let manager = app.program(&app.token(&[Permission::ManageDirectory]).await);
    let gone =
        manager.post_json("/api/v1/interactions/forget", &json!({"customer": "ann@EXAMPLE.org"})).await;
    assert_eq!(gone.is(200).json()["gone"], 2);
    problem(writer.post_json("/api/v1/interactions/forget", &json!({"customer": "bob"})).await, 403);
    problem(reader.get("/api/v1/interactions?cursor=1").await, 422);
}

#[catsup_testing::story]
async fn a_page_view_is_counted_once_with_what_became_of_it(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let path = format!("/api/v1/surveys/{}/visits", survey.key);
    let view = "0123456789abcdef0123456789abcdef";
    let body = json!({"visit": view, "page": "https://agency.example.gov/renew?name=Ann", "language": "es"});
    let visitor = app.visitor().with_header("user-agent", "Mozilla/5.0 (iPhone) Mobile");
    let first = visitor.post_json(&path, &body).await.is(202);
    assert_eq!(first.headers["access-control-allow-origin"], "*");
    assert!(!first.headers.contains_key("set-cookie"));
    let done = json!({"visit": view, "outcome": "not_fulfilled"});
    let second = visitor.post_json(&path, &done).await.is(202).json();
    assert_eq!(second["id"], first.json()["id"]);
    let reader = app.program(&app.token(&[Permission::ReadCustomers]).await);
    let kept = reader.get("/api/v1/interactions").await.is(200).json();
    let kept = kept["interactions"].as_array().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0]["outcome"].as_str(), kept[0]["customer"].clone()),
        (Some("not_fulfilled"), Value::Null)
    );
    assert_eq!(
        (kept[0]["service"].clone(), kept[0]["device"].as_str()),
        (json!(service.id.to_string()), Some("phone"))
    );
    problem(visitor.post_json(&path, &json!({"visit": "ann"})).await, 422);
    problem(visitor.post_json("/api/v1/surveys/no-such-survey/visits", &body).await, 404);
}
