//! Screening, on both databases: what is held back is kept and not counted, what is the same counts once, a proof of work
//! opens the way, staff are heard, and nothing of the client is kept.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::net::IpAddr;

use catsup_app::{
    App, Error, Refusal, jobs,
    responses::{self, Circumstances, PageReceipt, SentPage, Submission},
    screening::{self, Challenge, Signs},
    settings,
};
use catsup_model::{
    Permission, Role, Viewer,
    answers::RawAnswers,
    id::ResponseId,
    instrument::InstrumentCode,
    permission::{Actor, Grant},
    response::{Receipt, ResponseSource, ResponseState},
    screening::{ScreenCode, ScreeningRules, Verdict},
    survey::Survey,
};
use catsup_testing::{TestApp, story};
use common::{denied, not_found, staff};
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest as _, Sha256};

const COMMENT: &str = "The line at the counter was very long and nobody said why.";

/// A published survey and a client that answers it.
struct Asked {
    app: App,
    survey: Survey,
    client: IpAddr,
}

impl Asked {
    async fn start(test: &TestApp) -> Self {
        let service = test.service("Passports").await;
        let survey = test.survey(&service, InstrumentCode::A11V1).await;
        Self { app: test.app.clone(), survey, client: "203.0.113.9".parse().unwrap() }
    }

    fn from(&self, client: &str) -> Self {
        let client = client.parse().unwrap();
        Self { app: self.app.clone(), survey: self.survey.clone(), client }
    }

    fn signs(&self) -> Signs {
        Signs { client: Some(self.client), ..Signs::default() }
    }

    async fn send(&self, words: &str, signs: Signs) -> Result<Receipt, Error> {
        self.send_as(words, signs, None, None).await
    }

    async fn send_as(
        &self,
        words: &str,
        signs: Signs,
        source: Option<ResponseSource>,
        key: Option<&str>,
    ) -> Result<Receipt, Error> {
        let circumstances = Circumstances { signs, source, ..Circumstances::default() };
        let (answers, idempotency_key) = (answers(words), key.map(str::to_owned));
        let submission = Submission { circumstances, answers, idempotency_key, ..Submission::default() };
        responses::submit(&self.app, &Viewer::public(), &self.survey.key, submission).await
    }

    async fn page(&self, nonce: &str, answers: &RawAnswers, signs: Signs) -> Result<PageReceipt, Error> {
        let section = &self.survey.definition.sections[0].key;
        let circumstances = Circumstances { signs, ..Circumstances::default() };
        let page = SentPage { section, answers, first_click: false };
        responses::submit_page(&self.app, &self.survey.key, nonce, circumstances, page).await
    }

    async fn state(&self, id: ResponseId) -> ResponseState {
        responses::find(&self.app, &Viewer::operator(), id).await.unwrap().state
    }

    async fn counted(&self) -> i64 {
        let since = self.app.now() - SignedDuration::from_hours(24);
        let counted = self.app.store().responses_by_survey(&[self.survey.service], since).await.unwrap();
        counted.get(&self.survey.id).copied().unwrap_or(0)
    }

    async fn said(&self, id: ResponseId) -> Vec<(ScreenCode, Verdict, String)> {
        let screening = screening::verdicts(&self.app, &Viewer::operator(), id).await.unwrap().unwrap();
        let said = screening.verdicts.into_iter().filter(|one| one.verdict != Verdict::Pass);
        said.map(|one| (one.screen, one.verdict, one.reason)).collect()
    }
}

fn answers(words: &str) -> RawAnswers {
    let mut answers = json!({"answer_01": 4, "answer_02": 5});
    if !words.is_empty() {
        answers["answer_08"] = words.into();
    }
    serde_json::from_value(answers).unwrap()
}

fn stored(receipt: Result<Receipt, Error>) -> ResponseId {
    match receipt.unwrap() {
        Receipt::Stored(id) => id,
        other => panic!("expected a new response, got {other:?}"),
    }
}

fn challenge(receipt: Result<Receipt, Error>) -> Challenge {
    match receipt {
        Err(Error::Refused(Refusal::ProofWanted(challenge))) => challenge,
        other => panic!("expected a challenge, got {other:?}"),
    }
}

fn solve(challenge: &Challenge) -> String {
    let proofs = (0_u64..).map(|n| format!("{}:{n}", challenge.token));
    let good = |proof: &String| {
        let hash = Sha256::digest(proof);
        let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        first.leading_zeros() >= challenge.bits
    };
    proofs.into_iter().find(good).unwrap()
}

const NONCE: &str = "0123456789abcdefghjkmnpqrs";

#[story]
async fn an_ordinary_response_counts_and_says_which_screens_it_passed(test: TestApp) {
    let asked = Asked::start(&test).await;
    let id = stored(asked.send(COMMENT, asked.signs()).await);
    assert_eq!(asked.state(id).await, ResponseState::Received);
    let screening = screening::verdicts(&asked.app, &Viewer::operator(), id).await.unwrap().unwrap();
    assert!(screening.verdicts.iter().all(|one| one.verdict == Verdict::Pass));
    assert!(screening.verdicts.iter().any(|one| one.screen == ScreenCode::Content));
    assert!(
        !screening.verdicts.iter().any(|one| one.screen == ScreenCode::Speed),
        "it did not say when it was opened"
    );
}

#[story]
async fn what_falls_into_the_trap_is_kept_as_spam_and_never_counted(test: TestApp) {
    let asked = Asked::start(&test).await;
    let signs = Signs { trapped: true, ..asked.signs() };
    let receipt = asked.page(NONCE, &page_one(), signs).await.unwrap();
    assert_eq!(asked.state(receipt.response).await, ResponseState::Spam);
    assert_eq!(asked.counted().await, 0);
    assert_eq!(
        asked.said(receipt.response).await,
        [(ScreenCode::Honeypot, Verdict::Reject, "trap_filled".to_owned())]
    );
    // A later page of the same form does not wash it clean.
    let again = asked.page(NONCE, &page_one(), asked.signs()).await.unwrap();
    assert_eq!(asked.state(again.response).await, ResponseState::Spam);
}

fn page_one() -> RawAnswers {
    serde_json::from_value(json!({"answer_01": 4, "answer_02": 5})).unwrap()
}

#[story]
async fn the_same_words_from_the_same_client_count_once_within_five_minutes(test: TestApp) {
    let asked = Asked::start(&test).await;
    let first = stored(asked.send(COMMENT, asked.signs()).await);
    let second = asked.send(COMMENT, asked.signs()).await.unwrap();
    assert_eq!(second, Receipt::Repeated(first));
    assert_eq!(asked.counted().await, 1);
    // Other words, another client, and the same words later are other responses.
    stored(asked.send("Another thing: the clerk was kind.", asked.signs()).await);
    let other = asked.from("203.0.113.10");
    stored(other.send(COMMENT, other.signs()).await);
    asked.app.clock().set(asked.app.now() + SignedDuration::from_secs(301));
    stored(asked.send(COMMENT, asked.signs()).await);
    assert_eq!(asked.counted().await, 4);
}

#[story]
async fn people_who_only_tick_boxes_behind_one_address_are_not_one(test: TestApp) {
    let asked = Asked::start(&test).await;
    for _ in 0..3 {
        stored(asked.send("", asked.signs()).await);
    }
    for _ in 0..2 {
        stored(asked.send_as(COMMENT, asked.signs(), Some(ResponseSource::Kiosk), None).await);
    }
    assert_eq!(asked.counted().await, 5, "at a kiosk, many use one address and may say the same");
}

#[story]
async fn identical_answers_that_arrive_at_once_count_once(test: TestApp) {
    let asked = std::sync::Arc::new(Asked::start(&test).await);
    let mut senders = tokio::task::JoinSet::new();
    // Fewer than it takes for a text to be taken for a campaign, in case they come one after the other after all.
    for _ in 0..4 {
        let asked = std::sync::Arc::clone(&asked);
        senders.spawn(async move { asked.send(COMMENT, asked.signs()).await.unwrap() });
    }
    let receipts = senders.join_all().await;
    let fresh = receipts.iter().filter(|receipt| matches!(receipt, Receipt::Stored(_))).count();
    assert_eq!((fresh, asked.counted().await), (1, 1));
}

#[story]
async fn staff_and_programs_with_a_token_are_not_screened(test: TestApp) {
    let asked = Asked::start(&test).await;
    let permissions = [Permission::SubmitResponses].into();
    let grant = Grant { permissions, reach: catsup_model::Reach::Everything };
    let program = Viewer::new(Actor::Token(catsup_model::id::ApiTokenId(1)), vec![grant]);
    for _ in 0..2 {
        let circumstances = Circumstances { signs: asked.signs(), ..Circumstances::default() };
        let submission = Submission { circumstances, answers: answers(COMMENT), ..Submission::default() };
        let receipt = responses::submit(&asked.app, &program, &asked.survey.key, submission).await;
        let id = stored(receipt);
        assert!(screening::verdicts(&asked.app, &Viewer::operator(), id).await.unwrap().is_none());
    }
    assert_eq!(asked.counted().await, 2);
}

#[story]
async fn content_and_fields_are_flagged_or_rejected_with_a_reason(test: TestApp) {
    let asked = Asked::start(&test).await;
    let many = "see https://a.example https://b.example https://c.example https://d.example https://e.example www.f.example";
    let offer = "Buy viagra at our online pharmacy https://pills.example";
    let unknown =
        |n: usize| Signs { unknown_fields: (0..n).map(|i| format!("field{i}")).collect(), ..asked.signs() };
    let cases = [
        (many, asked.signs(), ResponseState::Spam, "many_links"),
        (offer, asked.signs(), ResponseState::Spam, "known_phrases"),
        ("Our seo services rank first", asked.signs(), ResponseState::Flagged, "known_phrases"),
        ("<script>alert(1)</script> hello", asked.signs(), ResponseState::Flagged, "markup"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", asked.signs(), ResponseState::Flagged, "one_character"),
        ("All good one", unknown(1), ResponseState::Flagged, "unknown_fields"),
        ("All good two", unknown(3), ResponseState::Spam, "unknown_fields"),
    ];
    for (words, signs, state, reason) in cases {
        let id = stored(asked.send(words, signs).await);
        assert_eq!(asked.state(id).await, state, "{words}");
        assert_eq!(asked.said(id).await[0].2, reason, "{words}");
    }
    assert_eq!(asked.counted().await, 0);
}

#[story]
async fn the_same_text_from_many_is_noticed(test: TestApp) {
    let asked = Asked::start(&test).await;
    let mut states = Vec::new();
    for client in 1..=5 {
        let one = asked.from(&format!("198.51.100.{client}"));
        match one.send(COMMENT, one.signs()).await {
            Ok(Receipt::Stored(id)) => states.push(asked.state(id).await),
            Err(Error::Refused(Refusal::ProofWanted(_))) => states.push(ResponseState::Flagged),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(states[..4], [ResponseState::Received; 4]);
    assert_eq!(states[4], ResponseState::Flagged, "the fifth is asked for a proof before it is stored");
}

#[story]
async fn a_form_sent_at_once_or_with_changed_fields_is_flagged(test: TestApp) {
    let asked = Asked::start(&test).await;
    let hidden = vec![("_channel".to_owned(), "website".to_owned())];
    let opened = |nonce: &str| screening::opened(&asked.app, &asked.survey.key, nonce, &hidden);
    let signs = |nonce: &str, hidden: &[(String, String)]| Signs {
        opened: Some(opened(nonce)),
        hidden: hidden.to_vec(),
        ..asked.signs()
    };
    let nonce = |last: char| format!("0123456789abcdefghjkmnpqr{last}");
    let quick = signs(&nonce('a'), &hidden);
    let receipt = asked.page(&nonce('a'), &page_one(), quick).await.unwrap();
    assert_eq!(asked.said(receipt.response).await[0].2, "too_fast");
    assert_eq!(
        asked.state(receipt.response).await,
        ResponseState::Received,
        "noted: alone it proves nothing"
    );
    let one_click = Signs { one_click: true, ..signs(&nonce('b'), &hidden) };
    let receipt = asked.page(&nonce('b'), &page_one(), one_click).await.unwrap();
    assert_eq!(asked.state(receipt.response).await, ResponseState::Received);
    // Opened, read, answered.
    let (slow, changed) = (signs(&nonce('c'), &hidden), signs(&nonce('d'), &[]));
    let stolen = signs(&nonce('c'), &hidden);
    asked.app.clock().set(asked.app.now() + SignedDuration::from_secs(9));
    let receipt = asked.page(&nonce('c'), &page_one(), slow).await.unwrap();
    assert_eq!(asked.state(receipt.response).await, ResponseState::Received);
    for (nonce, signs) in [(nonce('d'), changed), (nonce('e'), stolen)] {
        let receipt = asked.page(&nonce, &page_one(), signs).await.unwrap();
        assert_eq!(asked.said(receipt.response).await[0].2, "hidden_field_changed");
    }
}

#[story]
async fn a_busy_client_s_form_is_taken_and_a_proof_lifts_the_flag(test: TestApp) {
    let asked = Asked::start(&test).await;
    let busy = || Signs { busy: true, ..asked.signs() };
    let receipt = asked.page(NONCE, &page_one(), busy()).await.unwrap();
    assert_eq!(asked.state(receipt.response).await, ResponseState::Flagged, "nothing is lost");
    let challenge = receipt.challenge.unwrap();
    let key = &asked.survey.key;
    let wrong = format!("{}:0", challenge.token);
    assert!(!screening::prove_form(&asked.app, key, NONCE, &wrong).await.unwrap());
    let other = "abcdefghjkmnpqrstvwxyz0123";
    let proof = solve(&challenge);
    assert!(!screening::prove_form(&asked.app, key, other, &proof).await.unwrap(), "of another form");
    assert_eq!(asked.state(receipt.response).await, ResponseState::Flagged);
    assert!(screening::prove_form(&asked.app, key, NONCE, &proof).await.unwrap());
    assert_eq!(asked.state(receipt.response).await, ResponseState::Received);
    // The second page of the same form is not asked again.
    for _ in 0..2 {
        let again = asked.page(NONCE, &page_one(), busy()).await.unwrap();
        assert_eq!(again.challenge, None);
        assert_eq!(asked.state(again.response).await, ResponseState::Received);
    }
    asked.app.clock().set(asked.app.now() + SignedDuration::from_mins(11));
    assert!(!screening::prove_form(&asked.app, key, NONCE, &proof).await.unwrap(), "it is too old");
}

#[story]
async fn a_form_that_is_sent_twice_is_not_twice_as_suspicious(test: TestApp) {
    let asked = Asked::start(&test).await;
    let opened = screening::opened(&asked.app, &asked.survey.key, NONCE, &[]);
    for _ in 0..3 {
        let signs = Signs { opened: Some(opened.clone()), ..asked.signs() };
        let receipt = asked.page(NONCE, &page_one(), signs).await.unwrap();
        assert_eq!(asked.state(receipt.response).await, ResponseState::Received);
    }
}

#[story]
async fn a_proof_does_not_lift_what_was_written(test: TestApp) {
    let asked = Asked::start(&test).await;
    let signs = Signs { busy: true, unknown_fields: vec!["email".to_owned()], ..asked.signs() };
    let receipt = asked.page(NONCE, &page_one(), signs).await.unwrap();
    assert_eq!(receipt.challenge, None, "work would be wasted");
    assert_eq!(asked.state(receipt.response).await, ResponseState::Flagged);
}

#[story]
async fn a_busy_program_sends_again_with_a_proof_and_once(test: TestApp) {
    let asked = Asked::start(&test).await;
    let busy = |proof: Option<String>| Signs { busy: true, proof, ..asked.signs() };
    let work = challenge(asked.send("", busy(None)).await);
    assert_eq!(asked.counted().await, 0, "nothing was stored");
    let proof = solve(&work);
    let first = stored(asked.send("", busy(Some(proof.clone()))).await);
    assert_eq!(asked.state(first).await, ResponseState::Received);
    let again = asked.send("", busy(Some(proof.clone()))).await.unwrap();
    assert_eq!(again, Receipt::Repeated(first), "one proof, one response");
    let other = asked.send("Something else entirely.", busy(Some(proof.clone()))).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::KeyReused))));
    // A challenge is bound to the key it was given for.
    challenge(asked.send_as("", busy(Some(proof)), None, Some("key-1")).await);
    let work = challenge(asked.send_as("", busy(None), None, Some("key-1")).await);
    let proof = Some(solve(&work));
    stored(asked.send_as("", busy(proof.clone()), None, Some("key-1")).await);
    challenge(asked.send_as("", busy(proof), None, Some("key-2")).await);
}

#[story]
async fn words_of_crisis_are_urgent_and_count(test: TestApp) {
    let asked = Asked::start(&test).await;
    for (words, reason) in [
        ("I lost my benefits and I want to die.", "despair"),
        ("Quiero morir, nadie me ayuda con la renta", "despair"),
        ("Fix it or I will burn your office down, I know where you live", "threat"),
    ] {
        let id = stored(asked.send(words, asked.signs()).await);
        assert_eq!(asked.state(id).await, ResponseState::Received);
        assert_eq!(asked.said(id).await, [(ScreenCode::Crisis, Verdict::Urgent, reason.to_owned())]);
    }
    let calm = stored(asked.send("We were killing time in a dead line.", asked.signs()).await);
    assert_eq!(asked.said(calm).await, []);
    let urgent = screening::urgent(&asked.app, &Viewer::operator(), 10).await.unwrap();
    assert_eq!(urgent.len(), 3);
    let among = screening::urgent_among(&asked.app, &Viewer::operator(), &[calm, urgent[0].id]).await;
    assert_eq!(among.unwrap().into_iter().collect::<Vec<_>>(), [urgent[0].id]);
    assert!(denied(screening::urgent(&asked.app, &Viewer::public(), 10).await));
}

#[story]
async fn corrections_by_staff_show_how_good_a_screen_is(test: TestApp) {
    let asked = Asked::start(&test).await;
    let mut flagged = Vec::new();
    for n in 0..4 {
        let words = format!("Our seo services rank first, offer {n}");
        flagged.push(stored(asked.send(&words, asked.signs()).await));
    }
    let missed = stored(asked.send("I sell carpets.", asked.signs()).await);
    let correct = async |ids: &[ResponseId], state| {
        let mut transaction = asked.app.store().begin().await.unwrap();
        screening::corrected(&asked.app, &mut transaction, ids, state).await.unwrap();
        transaction.commit().await.unwrap();
    };
    correct(&flagged[..3], ResponseState::Spam).await;
    correct(&flagged[3..], ResponseState::Received).await;
    correct(&[missed], ResponseState::Spam).await;
    let report = screening::report(&asked.app, &Viewer::operator()).await.unwrap();
    let content = report.screens.iter().find(|one| one.screen == ScreenCode::Content).unwrap();
    assert_eq!((report.screened, report.missed), (5, 1));
    assert_eq!((content.passed, content.flagged, content.rejected), (1, 4, 0));
    assert_eq!((content.confirmed, content.overturned), (3, 1));
    let precision = content.precision.as_ref().unwrap();
    // Wilson (1927) for 3 of 4 at 95 %: 0.3006 to 0.9544.
    assert_eq!((precision.share, precision.n), (0.75, 4));
    assert!((precision.low - 0.3006).abs() < 5e-5 && (precision.high - 0.9544).abs() < 5e-5);
    // Undone: back to flagged is no decision.
    correct(&flagged[3..], ResponseState::Flagged).await;
    let report = screening::report(&asked.app, &Viewer::operator()).await.unwrap();
    assert_eq!(report.screens[2].precision.as_ref().unwrap().n, 3);
    let log = screening::log(&asked.app, &Viewer::operator(), Some(ScreenCode::Content), 10).await.unwrap();
    assert_eq!(log.len(), 4);
}

#[story]
async fn what_staff_decided_no_later_page_changes(test: TestApp) {
    let asked = Asked::start(&test).await;
    let signs = Signs { trapped: true, ..asked.signs() };
    let receipt = asked.page(NONCE, &page_one(), signs).await.unwrap();
    let mut transaction = asked.app.store().begin().await.unwrap();
    let ids = [receipt.response];
    transaction.response_state_screened(receipt.response, ResponseState::Received).await.unwrap();
    screening::corrected(&asked.app, &mut transaction, &ids, ResponseState::Received).await.unwrap();
    transaction.commit().await.unwrap();
    asked.page(NONCE, &page_one(), Signs { trapped: true, ..asked.signs() }).await.unwrap();
    assert_eq!(asked.state(receipt.response).await, ResponseState::Received);
}

#[story]
async fn screens_are_switched_off_by_the_settings(test: TestApp) {
    let asked = Asked::start(&test).await;
    let mut rules = ScreeningRules::default();
    rules.switch(ScreenCode::Content, false);
    rules.switch(ScreenCode::Identical, false);
    let change = [("screening".to_owned(), serde_json::to_string(&rules).unwrap())];
    settings::change(&asked.app, &Viewer::operator(), &change).await.unwrap();
    stored(asked.send("Our seo services rank first", asked.signs()).await);
    let id = stored(asked.send("Our seo services rank first", asked.signs()).await);
    assert_eq!(asked.state(id).await, ResponseState::Received);
    assert_eq!(asked.counted().await, 2);
    let wrong = [("screening".to_owned(), r#"{"off":["nothing"]}"#.to_owned())];
    assert!(settings::change(&asked.app, &Viewer::operator(), &wrong).await.is_err());
}

#[story]
async fn nothing_of_the_client_outlives_the_day(test: TestApp) {
    let asked = Asked::start(&test).await;
    stored(asked.send(COMMENT, asked.signs()).await);
    asked.app.clock().set(asked.app.now() + SignedDuration::from_hours(72));
    jobs::run_due(&asked.app).await.unwrap();
    // The same words from the same client are another response, and nothing of the first is comparable any more.
    stored(asked.send(COMMENT, asked.signs()).await);
    assert_eq!(asked.app.store().screening_traces(asked.app.now()).await.unwrap(), 0);
}

#[story]
async fn only_those_who_manage_surveys_see_the_screens(test: TestApp) {
    let asked = Asked::start(&test).await;
    let id = stored(asked.send(COMMENT, asked.signs()).await);
    let agent = staff(&asked.app, "agent@example.gov", Role::Agent, None).await.viewer;
    assert!(denied(screening::report(&asked.app, &agent).await));
    assert!(denied(screening::log(&asked.app, &agent, None, 10).await));
    assert!(screening::verdicts(&asked.app, &agent, id).await.is_ok());
    let place = common::organisation(&asked.app, None, "Elsewhere").await;
    let stranger = staff(&asked.app, "far@example.gov", Role::CxLead, Some(place)).await.viewer;
    assert!(not_found(screening::verdicts(&asked.app, &stranger, id).await));
    assert_eq!(screening::report(&asked.app, &stranger).await.unwrap().screened, 0);
}
