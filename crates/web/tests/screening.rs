//! Screening through the router: the trap, the proof of work with and without script, the API's challenge, the pages of
//! screens, jobs, mail and digests, and the end of a digest by its link.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{num::NonZeroU32, sync::Arc};

use catsup_app::{
    digests::{self, NewDigest},
    jobs, mail,
    outside::Outside,
    responses::{self, ResponseFilter},
};
use catsup_model::{
    Language, Role, Viewer,
    instrument::InstrumentCode,
    job::Rhythm,
    permission::Actor,
    response::{Response, ResponseState},
    survey::Survey,
};
use catsup_testing::{Answer, Browser, TestApp, story};
use catsup_web::{
    Configuration,
    letters::WebLetters,
    limits::{Limits, Rate},
    links,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

async fn survey(app: &TestApp) -> Survey {
    let service = app.service("Passport renewal").await;
    app.survey(&service, InstrumentCode::Nps).await
}

async fn stored(app: &TestApp) -> Vec<Response> {
    responses::list(&app.app, &Viewer::operator(), ResponseFilter::default(), 100).await.unwrap()
}

/// A visitor who is asked for a proof of work from the second submission on.
fn suspect(app: &TestApp) -> Browser {
    let one = NonZeroU32::MIN;
    let unproven_by_address = Some(Rate { per_minute: one, burst: one });
    let limits = Limits { unproven_by_address, ..Limits::default() };
    app.visitor_of(Configuration { limits, ..Configuration::default() })
}

fn solve(token: &str, bits: u32) -> String {
    let good = |proof: &String| {
        let hash = Sha256::digest(proof);
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]).leading_zeros() >= bits
    };
    (0_u64..).map(|n| format!("{token}:{n}")).find(good).unwrap()
}

#[story]
async fn the_trap_takes_programs_in_and_answers_them_as_everybody(app: TestApp) {
    let survey = survey(&app).await;
    let visitor = app.visitor();
    let page = visitor.get(links::feedback(&survey.key)).await.is(200);
    let trapped =
        visitor.submit(&page, &[("answer_01", "9"), ("_website", "https://pills.example")]).await.is(303);
    visitor.get(trapped.location()).await.is(200).sees("Thank you");
    let all = stored(&app).await;
    assert_eq!((all.len(), all[0].state), (1, ResponseState::Spam), "kept, and not counted");
}

#[story]
async fn a_field_the_form_never_had_is_noticed(app: TestApp) {
    let survey = survey(&app).await;
    let visitor = app.visitor();
    let page = visitor.get(links::feedback(&survey.key)).await.is(200);
    let _ = visitor.submit(&page, &[("answer_01", "9"), ("email", "a@b.example")]).await.is(303);
    assert_eq!(stored(&app).await[0].state, ResponseState::Flagged);
    // The form itself says when it was opened, and is not suspected of what it carries.
    let page = visitor.get(format!("{}?channel=phone&s.region=West", links::feedback(&survey.key))).await;
    assert!(page.hidden().iter().any(|(name, _)| name == "_opened"));
    app.app.clock().set(app.app.now() + SignedDuration::from_secs(20));
    let _ = visitor.submit(&page, &[("answer_01", "9")]).await.is(303);
    let newest = &stored(&app).await[0];
    assert_eq!(newest.state, ResponseState::Received);
}

async fn second_of_a_suspect(app: &TestApp, visitor: &Browser) -> Answer {
    let survey = survey(app).await;
    for _ in 0..2 {
        let page = visitor.get(links::feedback(&survey.key)).await.is(200);
        app.app.clock().set(app.app.now() + SignedDuration::from_secs(20));
        let sent = visitor.submit(&page, &[("answer_01", "9")]).await;
        if sent.status == 200 {
            return sent;
        }
    }
    panic!("nobody asked for a proof");
}

#[story]
async fn without_script_the_answers_are_taken_and_the_person_goes_on(app: TestApp) {
    let visitor = suspect(&app);
    let asked = second_of_a_suspect(&app, &visitor).await;
    asked.sees("Your answers are in").sees("data-proof-token");
    assert_eq!(stored(&app).await[0].state, ResponseState::Flagged, "nothing is lost");
    let on = visitor.submit(&asked, &[]).await.is(303);
    visitor.get(on.location()).await.is(200).sees("Thank you");
    assert_eq!(stored(&app).await[0].state, ResponseState::Flagged, "until somebody looked");
}

#[story]
async fn a_browser_that_did_the_work_is_believed(app: TestApp) {
    let visitor = suspect(&app);
    let asked = second_of_a_suspect(&app, &visitor).await;
    let token = asked.attribute_after("<form method=\"post\"", "data-proof-token");
    let bits = asked.attribute_after("<form method=\"post\"", "data-proof-bits").parse().unwrap();
    let action = asked.attribute_after("<form method=\"post\"", "action");
    let proof = solve(&token, bits);
    let on = visitor.post(&action, &[("_proof", &proof), ("_next", "https://evil.example/")]).await.is(303);
    assert!(on.location().starts_with("/feedback/"), "it leads nowhere else");
    assert_eq!(stored(&app).await[0].state, ResponseState::Received);
}

#[story]
async fn the_api_asks_for_work_and_takes_the_same_request_with_a_proof(app: TestApp) {
    let survey = survey(&app).await;
    let visitor = suspect(&app);
    let path = format!("/api/v1/surveys/{}/responses", survey.key);
    let _ = visitor.post_json(&path, &json!({"answers": {"answer_01": 9}})).await.is(201);
    let asked = visitor.post_json(&path, &json!({"answers": {"answer_01": 9}})).await.is(429);
    let problem = asked.json();
    assert_eq!(problem["type"], "urn:catsup:problem:proof-wanted");
    assert_eq!(asked.headers["content-type"], "application/problem+json");
    assert_eq!(asked.headers["access-control-allow-origin"], "*", "an embed can read it");
    assert_eq!(asked.headers["retry-after"], "5");
    assert_eq!(stored(&app).await.len(), 1);
    let bits = u32::try_from(problem["challenge"]["bits"].as_u64().unwrap()).unwrap();
    let proof = solve(problem["challenge"]["token"].as_str().unwrap(), bits);
    let proven = json!({"answers": {"answer_01": 9}, "proof": proof});
    let _ = visitor.post_json(&path, &proven).await.is(201);
    let again = visitor.post_json(&path, &proven).await.is(200);
    assert_eq!(again.json()["repeated"], Value::Bool(true));
    let wrong = json!({"answers": {"answer_01": 9}, "proof": "nothing:0"});
    let _ = visitor.post_json(&path, &wrong).await.is(429);
    let all = stored(&app).await;
    assert_eq!(all.iter().filter(|one| one.state == ResponseState::Received).count(), 2);
}

#[story]
async fn the_screens_are_shown_and_set(app: TestApp) {
    let survey = survey(&app).await;
    let visitor = app.visitor();
    let page = visitor.get(links::feedback(&survey.key)).await;
    let _ = visitor.submit(&page, &[("answer_01", "9"), ("_website", "x")]).await.is(303);
    let admin = app.sign_in_as(Role::Administrator).await;
    let shown = admin.get(links::SCREENING).await.is(200);
    shown.sees("1 response was screened").sees("Hidden field").sees("the hidden field was filled in");
    let mut entries: Vec<(&str, &str)> = vec![
        ("on.honeypot", "1"),
        ("unknown_fields", "3"),
        ("links_flag", "4"),
        ("links_reject", "6"),
        ("run_length", "20"),
        ("same_text_flag", "5"),
        ("same_text_reject", "20"),
        ("same_text_minutes", "10"),
        ("fastest_milliseconds", "1000"),
        ("identical_seconds", "300"),
        ("proof_bits", "16"),
    ];
    let csrf = shown.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    entries.push(("csrf", &csrf));
    let _ = admin.post(links::SCREENING, &entries).await.is(303);
    let rules = app.app.settings().screening.clone();
    assert!(!rules.is_on(catsup_model::screening::ScreenCode::Content));
    assert_eq!(rules.threshold(catsup_model::screening::Threshold::LinksFlag), 4);
    entries[10] = ("proof_bits", "60");
    admin.post(links::SCREENING, &entries).await.is(422).sees("Enter a whole number from 8 to 22");
    let owner = app.sign_in_as(Role::ServiceOwner).await;
    owner.get(links::SCREENING).await.is(200).does_not_see("proof_bits");
}

/// Somebody with a digest of everything at once, and one response told of in a mail that is held.
async fn told(app: &TestApp) {
    app.app.connect(Outside { letters: Some(Arc::new(WebLetters)), ..Outside::default() });
    let survey = survey(app).await;
    let _ = app.session_of(Role::Agent, None).await;
    let people = catsup_app::accounts::list(&app.app, &Viewer::operator()).await.unwrap();
    let reach = catsup_model::Reach::Everything;
    let permissions = [catsup_model::Permission::ReadResponses].into();
    let grant = catsup_model::permission::Grant { permissions, reach };
    let viewer = Viewer::new(Actor::Account(people[0].id), vec![grant]);
    let new = NewDigest {
        service: None,
        survey: None,
        low_only: false,
        comment_only: false,
        rhythm: Rhythm::Instantly,
        hour: 8,
        weekday: 1,
        language: Language::Es,
    };
    digests::subscribe(&app.app, &viewer, new).await.unwrap();
    let visitor = app.visitor();
    let page = visitor.get(links::feedback(&survey.key)).await;
    let _ = visitor.submit(&page, &[("answer_01", "9")]).await.is(303);
    app.app.clock().set(app.app.now() + SignedDuration::from_mins(2));
    jobs::run_due(&app.app).await.unwrap();
}

#[story]
async fn a_mail_is_seen_as_it_will_leave_and_one_click_ends_the_digest(app: TestApp) {
    told(&app).await;
    let admin = app.sign_in_as(Role::Administrator).await;
    let listed = admin.get(links::MAIL).await.is(200);
    listed.sees("No mail server is set").sees("1 respuesta nueva");
    let kept = mail::list(&app.app, &Viewer::operator(), None, None).await.unwrap().mails.remove(0);
    let shown = admin.get(links::mail(kept.id)).await.is(200);
    shown.sees("Lo que llegó").sees("Send it again").sees("&#60;html").does_not_see("<h1>Lo que");
    admin.get(links::JOBS).await.is(200).sees("Write digests");

    let link = kept.unsubscribe.unwrap();
    let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();
    let stranger = app.visitor();
    let asked = stranger.get(path).await.is(200);
    asked.sees("Stop this mail");
    asked.does_not_see("have stopped");
    // A mail program posts what RFC 8058 says.
    let done = stranger.post(path, &[("List-Unsubscribe", "One-Click")]).await.is(200);
    done.sees("The mails have stopped");
    stranger.get(path).await.is(200).sees("The mails have stopped");
    let _ = stranger.get(format!("{path}x")).await.is(404);
    let _ = stranger.post("/unsubscribe/1.AAAA", &[]).await.is(404);
}

#[story]
async fn somebody_begins_and_ends_their_digest_in_the_browser(app: TestApp) {
    let survey = survey(&app).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get(links::DIGESTS).await.is(200);
    page.sees("You get no digests").sees(&survey.name);
    let csrf = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let id = survey.id.to_string();
    let mut entries = vec![
        ("csrf", csrf.as_str()),
        ("survey", id.as_str()),
        ("filter", "low"),
        ("rhythm", "weekly"),
        ("hour", "9"),
        ("weekday", "5"),
        ("language", "en"),
    ];
    let _ = agent.post(links::DIGESTS, &entries).await.is(303);
    let listed = agent.get(links::DIGESTS).await.is(200);
    listed.sees("on Friday at 9:00").sees("low scores only");
    entries[4] = ("hour", "25");
    agent.post(links::DIGESTS, &entries).await.is(422).sees("Choose an hour");
    let end = listed.attribute_after("<td><form method=\"post\"", "action");
    let other = app.sign_in_as(Role::Agent).await;
    let csrf_other = other.get(links::DIGESTS).await.hidden().remove(0).1;
    let _ = other.post(&end, &[("csrf", &csrf_other)]).await;
    agent.get(links::DIGESTS).await.is(200).sees("on Friday at 9:00");
    let _ = agent.post(&end, &[("csrf", &csrf)]).await.is(303);
    agent.get(links::DIGESTS).await.is(200).sees("You get no digests");
}
