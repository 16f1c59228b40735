//! What the embed and the kiosk stand on: forms for scripts, responses completed by token, keys of kiosks.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::kiosks;
use catsup_model::{Permission, Role, Viewer, instrument::InstrumentCode};
use catsup_testing::TestApp;
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn stored(app: &TestApp, id: &str) -> Value {
    let reader = app.program(&app.token(&[Permission::ReadResponses]).await);
    reader.get(format!("/api/v1/responses/{id}")).await.is(200).json()
}

#[catsup_testing::story]
async fn a_form_is_read_by_any_site_and_kept_a_minute(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let path = format!("/api/v1/surveys/{}/form", survey.key);
    let read = app.visitor().get(format!("{path}?language=es-MX")).await.is(200);
    assert_eq!(read.headers["access-control-allow-origin"], "*");
    assert_eq!(read.headers["cache-control"], "public, max-age=60");
    let form = read.json();
    assert_eq!((form["language"].as_str(), form["words"]["send"].as_str()), (Some("es"), Some("Enviar")));
    assert_eq!(form["version"], survey.version.to_string());
    assert_eq!(form["sections"][0]["questions"][0]["look"], "thumbs");
    assert_eq!(
        form["sections"][0]["questions"][1]["ask_when"],
        json!({"question": "answer_01", "values": [1]})
    );
    let tag = read.headers["etag"].to_str().unwrap().to_owned();
    let _ = app.visitor().with_header("if-none-match", &tag).get(format!("{path}?language=es")).await.is(304);
    assert_eq!(app.visitor().get(&path).await.is(200).json()["language"], "en");
    assert_eq!(app.visitor().get(format!("{path}?language=fr")).await.is(200).json()["language"], "en");
    let _ = app.visitor().get(format!("{path}?colour=red")).await.is(422);
    let _ = app.visitor().get("/api/v1/surveys/no-such-survey/form").await.is(404);
}

#[catsup_testing::story]
async fn a_click_counts_at_once_and_the_words_complete_it(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::YesNo).await;
    let section = &survey.definition.sections[0].key;
    let path = format!("/api/v1/surveys/{}/responses", survey.key);
    let click = json!({"answers": {"answer_01": 0}, "section": section, "source": "embed"});
    let visitor = app.visitor().with_header("idempotency-key", "0123456789abcdef");
    let first = visitor.post_json(&path, &click).await.is(201).json();
    let (id, token) = (first["id"].as_str().unwrap(), first["completion"].as_str().unwrap());
    assert_eq!(stored(&app, id).await["answers"].as_array().unwrap().len(), 1);

    let completion = format!("/api/v1/responses/{id}/completion");
    let words = json!({"token": token, "answers": {"answer_02": "The fee is missing."}});
    for _ in 0..2 {
        let _ = app.visitor().post_json(&completion, &words).await.is(204);
    }
    let read = stored(&app, id).await;
    assert_eq!(read["answers"].as_array().unwrap().len(), 2);
    assert_eq!(read["answers"][1]["text"], "The fee is missing.");

    let wrong = json!({"token": token, "answers": {"answer_01": 7}});
    let refused = app.visitor().post_json(&completion, &wrong).await.is(422).json();
    assert_eq!(refused["errors"][0]["field"], "answers.answer_01");
    let guessed = json!({"token": "0123456789abcdefghjkmnpqrs", "answers": {"answer_02": "x"}});
    let _ = app.visitor().post_json(&completion, &guessed).await.is(404);
    let _ = app.visitor().post_json("/api/v1/responses/1/completion", &words).await.is(404);
    app.app.clock().set(app.app.now() + SignedDuration::from_mins(31));
    let _ = app.visitor().post_json(&completion, &words).await.is(404);
}

#[catsup_testing::story]
async fn a_page_that_the_form_does_not_have_demands_nothing_and_is_refused(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let path = format!("/api/v1/surveys/{}/responses", survey.key);
    let body = json!({"answers": {"answer_03": 4}, "section": "no-such-page"});
    let _ = app.visitor().post_json(&path, &body).await.is(404);
    let whole = json!({"answers": {"answer_01": 4, "answer_02": 4}});
    assert!(app.visitor().post_json(&path, &whole).await.is(201).json().get("completion").is_none());
}

#[catsup_testing::story]
async fn only_a_kiosk_with_a_good_key_says_when(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Csat).await;
    let other = app.survey(&service, InstrumentCode::Nps).await;
    let kiosk = kiosks::add(&app.app, &Viewer::operator(), &survey.key, "Lobby", None).await.unwrap();
    let path = format!("/api/v1/surveys/{}/responses", survey.key);
    let given = |at: &str| json!({"answers": {"answer_01": 4}, "source": "kiosk", "occurred_at": at});
    let lately = given("2026-03-01T10:00:00Z");

    let _ = app.visitor().post_json(&path, &lately).await.is(403);
    let keyed = || app.visitor().with_header("kiosk-key", &kiosk.key);
    let taken = keyed().post_json(&path, &lately).await.is(201).json();
    let read = stored(&app, taken["id"].as_str().unwrap()).await;
    assert_eq!(
        (read["occurred_at"].as_str(), read["source"].as_str()),
        (Some("2026-03-01T10:00:00Z"), Some("kiosk"))
    );
    let field = async |body: &Value, path: &str| {
        let refused = keyed().post_json(path, body).await.is(422).json();
        refused["errors"][0]["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(field(&given("2026-01-01T10:00:00Z"), &path).await, "occurred_at");
    assert_eq!(field(&given("2027-01-01T10:00:00Z"), &path).await, "occurred_at");
    let elsewhere = format!("/api/v1/surveys/{}/responses", other.key);
    assert_eq!(field(&lately, &elsewhere).await, "Kiosk-Key");
    kiosks::revoke(&app.app, &Viewer::operator(), &survey.key, kiosk.kiosk.id).await.unwrap();
    assert_eq!(field(&lately, &path).await, "Kiosk-Key");
}

#[catsup_testing::story]
async fn staff_set_kiosks_up_where_they_manage_surveys_and_nowhere_else(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Csat).await;
    let other = app.service("Parks").await;
    let path = format!("/desk/surveys/{}/kiosks", survey.key);
    let _ = app.sign_in_as(Role::Viewer).await.get(&path).await.is(403);
    let _ = app.sign_in_within(Role::CxLead, Some(other.organisation)).await.get(&path).await.is(404);
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get(&path).await.is(200);
    let csrf = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let made = lead.post(&path, &[("csrf", &csrf), ("name", "Lobby"), ("touchpoint", "")]).await.is(200);
    assert!(made.body.contains("#key=ctk_"));
    let _ = lead.post(&path, &[("csrf", &csrf), ("name", " "), ("touchpoint", "")]).await.is(422);
    let _ = lead.post(&path, &[("csrf", &csrf), ("name", "Yard"), ("touchpoint", "77")]).await.is(422);
    assert!(lead.get(&path).await.is(200).body.contains("Lobby"));
    assert!(!lead.get(&path).await.body.contains("ctk_"), "a key is shown once");
}
