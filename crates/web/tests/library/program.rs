//! Answers through the API: what everyone may read without a token, and what a token may read; never more.

use catsup_app::anticipation::{self, ChoiceInput};
use catsup_model::{
    Permission, Translated, Viewer,
    anticipation::Decision,
    library::{AnswerContent, Audience, NextStep, Slot, SlotChoice, Source},
};
use catsup_testing::TestApp;
use serde_json::{Value, json};

use crate::{approved, short};

/// An answer that depends on something, with steps and a source.
fn full() -> (AnswerContent, Vec<Slot>) {
    let content = AnswerContent {
        question: "What does a passport cost?".to_owned(),
        variants: vec!["passport fee".to_owned()],
        clarifying: vec!["How old are you?".to_owned()],
        short: "It costs {fee}.".to_owned(),
        next_steps: vec![NextStep { text: "Pay".to_owned(), within: "5 minutes".to_owned() }],
        sources: vec![Source {
            title: "22 CFR 51".to_owned(),
            address: "https://example.gov/law".to_owned(),
        }],
        ..AnswerContent::default()
    };
    let choice = |key: &str, text: &str| SlotChoice {
        key: key.to_owned(),
        label: Translated::english(key),
        text: Translated::english(text),
    };
    let slot = Slot {
        key: "fee".to_owned(),
        question: Translated::english("How old is the traveller?"),
        otherwise: Translated::english("100 or 130 dollars"),
        choices: vec![choice("child", "100 dollars"), choice("adult", "130 dollars")],
    };
    (content, vec![slot])
}

fn slugs(page: &Value) -> Vec<&str> {
    page["answers"].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap()).collect()
}

#[catsup_testing::story]
async fn answers_are_listed_found_and_read_without_a_token(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let other = app.service("Heating help").await;
    approved(&app, &service, Audience::Public, &["pay"], full()).await;
    approved(&app, &service, Audience::Public, &[], short("How long does it take?", "6 weeks.")).await;
    approved(&app, &other, Audience::Public, &[], short("Who gets heating help?", "Many.")).await;
    let program = app.visitor();

    let first = program.get("/api/v1/answers?limit=2").await.is(200);
    assert_eq!(first.headers["access-control-allow-origin"], "*");
    let first = first.json();
    assert_eq!(slugs(&first), ["what-does-a-passport-cost", "how-long-does-it-take"]);
    let next = first["next"].as_str().unwrap();
    let last = program.get(format!("/api/v1/answers?limit=2&cursor={next}")).await.is(200).json();
    assert_eq!((slugs(&last), &last["next"]), (vec!["who-gets-heating-help"], &Value::Null));
    let of_other = program.get(format!("/api/v1/answers?service={}", other.id)).await.is(200).json();
    assert_eq!(slugs(&of_other), ["who-gets-heating-help"]);
    let found = program.get("/api/v1/answers?q=pasport+fees").await.is(200).json();
    assert_eq!(slugs(&found)[0], "what-does-a-passport-cost");
    let elsewhere = program.get(format!("/api/v1/answers?q=passport&service={}", other.id)).await.is(200);
    assert!(slugs(&elsewhere.json()).is_empty());

    let one = program.get("/api/v1/answers/what-does-a-passport-cost?slots=fee:adult").await.is(200).json();
    assert_eq!(one["short"], "It costs 130 dollars.");
    assert_eq!(
        one["slots"][0]["choices"][0],
        json!({"key": "child", "label": "child", "text": "100 dollars"})
    );
    assert_eq!(one["next_steps"], json!([{"text": "Pay", "within": "5 minutes"}]));
    assert_eq!(one["sources"][0]["address"], "https://example.gov/law");
    assert_eq!((&one["version"], &one["since"]), (&json!(1), &json!("2026-03-10")));
    assert!(one["approved_at"].as_str().unwrap().starts_with("2026-03-10T15:00:00"));
    assert_eq!(one["page"], "/answers/what-does-a-passport-cost");
    assert_eq!(one["clarifying"], json!([]), "what staff ask back is for staff");
    let plain = program.get("/api/v1/answers/what-does-a-passport-cost?language=es").await.is(200).json();
    assert_eq!((&plain["short"], &plain["language"]), (&json!("It costs 100 or 130 dollars."), &json!("en")));

    for (wrong, field) in [
        ("?language=fr", "language"),
        ("?limit=0", "limit"),
        ("?q=fee&cursor=1", "cursor"),
        ("?words=fee", "words"),
        ("/what-does-a-passport-cost?slots=fee", "slots"),
    ] {
        let problem = program.get(format!("/api/v1/answers{wrong}")).await.is(422);
        assert_eq!(problem.headers["content-type"], "application/problem+json");
        assert_eq!(problem.json()["errors"][0]["field"], field, "{wrong}");
    }
    let _ = program.get("/api/v1/answers/nothing-here").await.is(404);
    let _ = app.program("cts_wrong").get("/api/v1/answers").await.is(401);
}

#[catsup_testing::story]
async fn a_visitors_token_never_sees_an_answer_for_staff(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let operator = Viewer::operator();
    approved(&app, &service, Audience::Public, &["pay"], short("What does it cost?", "130 dollars.")).await;
    let secret = short("When may we waive the fee?", "Waive it quietly.");
    let staff = approved(&app, &service, Audience::Staff, &["waive"], secret).await;
    let partners = short("How do counties check forms?", "By hand.");
    approved(&app, &service, Audience::Partner, &[], partners).await;
    // Staff say that people come back for it, and that the answer for staff is the one to it.
    let choice = ChoiceInput {
        need: "pay".to_owned(),
        next: "waive".to_owned(),
        decision: Decision::Pinned,
        wording: Translated::english("Waiving the fee"),
        answer: Some(staff),
        why: String::new(),
    };
    anticipation::choose(&app.app, &operator, &choice).await.unwrap();

    let measures = app.program(&app.token(&[Permission::ReadMeasures]).await);
    for reader in [app.visitor(), measures] {
        let all = reader.get("/api/v1/answers").await.is(200).json();
        assert_eq!(slugs(&all), ["what-does-it-cost"]);
        let found = reader.get("/api/v1/answers?q=waive+the+fee+quietly").await.is(200);
        found.does_not_see("quietly").does_not_see("when-may-we-waive-the-fee");
        for slug in ["when-may-we-waive-the-fee", "how-do-counties-check-forms"] {
            let _ = reader.get(format!("/api/v1/answers/{slug}")).await.is(404);
        }
        let one = reader.get("/api/v1/answers/what-does-it-cost").await.is(200).json();
        assert_eq!(one["next"][0]["text"], "Waiving the fee");
        assert_eq!((&one["next"][0]["why"], &one["next"][0]["answers"]), (&json!("staff"), &json!([])));
    }

    let staff = app.program(&app.token(&[Permission::ReadAnswers]).await);
    let all = staff.get("/api/v1/answers").await.is(200).json();
    assert_eq!(all["answers"].as_array().unwrap().len(), 3);
    let one = staff.get("/api/v1/answers/what-does-it-cost").await.is(200).json();
    assert_eq!(one["next"][0]["answers"][0]["slug"], "when-may-we-waive-the-fee");
    let found = staff.get("/api/v1/answers?q=waive+the+fee").await.is(200).json();
    assert_eq!(found["answers"][0]["audience"], "staff");
}
