//! Entry of paper forms and of what callers say: saved, corrected, withdrawn, and refused to whom it is not open.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    inbox::{self, ResponseFilter},
    responses,
};
use catsup_model::{
    Language, Role, Viewer,
    id::ResponseId,
    instrument::InstrumentCode,
    response::{Response, ResponseState},
    search::Search,
};
use catsup_testing::{Answer, Browser, TestApp};

use super::post;

const CLICK: [(&str, &str); 2] = [("_source", "paper"), ("_channel", "paper")];

/// Saves the form of a page.
async fn save(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let nonce = page.hidden().into_iter().find(|(name, _)| name == "_nonce").unwrap().1;
    let mut all = vec![("_nonce", nonce.as_str())];
    all.extend(CLICK);
    all.extend_from_slice(entries);
    post(browser, page, path, &all).await
}

async fn newest(app: &TestApp) -> Response {
    let filter = ResponseFilter::default();
    responses::list(&app.app, &Viewer::operator(), filter, 1).await.unwrap().remove(0)
}

/// What the index finds under a word in a language.
async fn found(app: &TestApp, word: &str, language: Language) -> Vec<ResponseId> {
    let filter = ResponseFilter {
        search: Search::parse(word),
        languages: vec![language],
        ..ResponseFilter::default()
    };
    let page = inbox::page(&app.app, &Viewer::operator(), filter, 10).await.unwrap();
    page.responses.into_iter().map(|one| one.id).collect()
}

#[catsup_testing::story]
async fn a_correction_reaches_the_answers_the_revision_and_the_search(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let path = format!("/desk/surveys/{}/entry", survey.key);
    let page = agent.get(&path).await.is(200);
    let first = [("_language", "en"), ("answer_01", "1"), ("answer_04", "Friendly clerk")];
    let _ = save(&agent, &page, &path, &first).await.is(303);
    let entered = newest(&app).await;
    assert_eq!((entered.revision, entered.language), (1, Language::En));
    assert_eq!(found(&app, "friendly", Language::En).await, [entered.id]);

    let one = format!("{path}/{}", entered.id);
    let page = agent.get(&one).await.is(200);
    page.sees("Friendly clerk");
    let second = [("_language", "es"), ("answer_01", "0"), ("answer_04", "Persona amable")];
    let _ = save(&agent, &page, &one, &second).await.is(303);
    let corrected = newest(&app).await;
    assert_eq!((corrected.id, corrected.revision, corrected.language), (entered.id, 2, Language::Es));
    assert_eq!(
        corrected.answers.iter().find(|answer| answer.question == "answer_01").unwrap().value,
        Some(0)
    );
    assert_eq!(found(&app, "friendly", Language::En).await, []);
    assert_eq!(found(&app, "amable", Language::En).await, []);
    assert_eq!(found(&app, "amable", Language::Es).await, [entered.id]);
}

#[catsup_testing::story]
async fn a_withdrawal_is_taken_back_but_lifts_no_verdict(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let path = format!("/desk/surveys/{}/entry", survey.key);
    let page = agent.get(&path).await.is(200);
    let _ = save(&agent, &page, &path, &[("answer_01", "1")]).await.is(303);
    let id = newest(&app).await.id;
    let withdraw = format!("{path}/{id}/withdraw");
    for (to, state, revision) in [
        ("withdrawn", ResponseState::Withdrawn, 2),
        ("withdrawn", ResponseState::Withdrawn, 2),
        ("received", ResponseState::Received, 3),
    ] {
        let _ = post(&agent, &page, &withdraw, &[("to", to)]).await.is(303);
        let stored = newest(&app).await;
        assert_eq!((stored.state, stored.revision), (state, revision));
    }
    inbox::acts::act(&app.app, &Viewer::operator(), catsup_model::inbox::Act::Spam, &[id]).await.unwrap();
    let _ = post(&agent, &page, &withdraw, &[("to", "received")]).await.is(303);
    assert_eq!(newest(&app).await.state, ResponseState::Spam);
}

#[catsup_testing::story]
async fn entry_is_closed_to_others(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let agent = app.sign_in_within(Role::Agent, Some(service.organisation)).await;
    let path = format!("/desk/surveys/{}/entry", survey.key);
    let page = agent.get(&path).await.is(200);
    let _ = save(&agent, &page, &path, &[("answer_01", "1")]).await.is(303);
    let one = format!("{path}/{}", newest(&app).await.id);

    let elsewhere = app.sign_in_within(Role::Agent, Some(app.service("Parks").await.organisation)).await;
    let own = elsewhere.get("/desk").await.is(200);
    let _ = elsewhere.get(&path).await.is(404);
    let _ = post(&elsewhere, &own, &path, &[("answer_01", "0")]).await.is(404);
    let _ = elsewhere.get(&one).await.is(404);
    let _ = post(&elsewhere, &own, &format!("{one}/withdraw"), &[("to", "withdrawn")]).await.is(404);
    // A colleague may enter forms, and correct only what they entered themselves.
    let colleague = app.sign_in_within(Role::Agent, Some(service.organisation)).await;
    let _ = colleague.get(&path).await.is(200);
    let _ = colleague.get(&one).await.is(404);
    let viewer = app.sign_in_as(Role::Viewer).await;
    let _ = viewer.get(&path).await.is(403);
    assert_eq!(newest(&app).await.state, ResponseState::Received);

    let draft = app.draft(&service, InstrumentCode::A11V2, catsup_model::notice::Notices::default()).await;
    agent.get(format!("/desk/surveys/{}/share", draft.key)).await.is(200).does_not_see("/entry");
    agent.get(format!("/desk/surveys/{}/share", survey.key)).await.is(200).sees("/entry");
    let refused = agent.get(format!("/desk/surveys/{}/entry", draft.key)).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}
