//! Replies that depart from the approved answer: told on the page of the answer and on the list of what to write.

use catsup_app::cases::{
    self, NewCase,
    act::{Act, Then, act},
};
use catsup_model::{
    Role, Viewer,
    case::{CaseKind, CaseSource},
    directory::Service,
    id::AnswerId,
    library::Audience,
};
use catsup_testing::TestApp;

use crate::{approved, post, short};

/// Somebody asks, and is answered with these words, into which these answers were put.
async fn answered(app: &TestApp, service: &Service, asked: &str, text: &str, answers: &[AnswerId]) {
    let operator = Viewer::operator();
    let new = NewCase::new(service.id, CaseKind::Question, CaseSource::Staff, asked);
    let case = cases::open::open(&app.app, &operator, new).await.unwrap().case;
    let reply = Act::Reply {
        text: text.to_owned(),
        next_step: String::new(),
        by: String::new(),
        then: Then::Open,
        seen: case.revision,
        answers: answers.to_vec(),
    };
    act(&app.app, &operator, case.id, reply).await.unwrap();
}

#[catsup_testing::story]
async fn replies_that_depart_from_the_answer_are_told(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let question = "What does a passport cost?";
    let content =
        short(question, "A passport costs 130 dollars. Pay at https://example.gov/pay with a card.");
    let id = approved(&app, &service, Audience::Public, &[], content).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = format!("/desk/answers/{id}");
    lead.get(&page).await.is(200).does_not_see("Consistency");

    let kept =
        "Dear Ana,\n\nA passport costs 130 dollars. Pay at https://example.gov/pay with a card.\n\nBest, Bo";
    let departs = "A passport costs 165 dollars. Pay at https://example.gov/pay with a card.";
    for _ in 0..8 {
        answered(&app, &service, "What does my passport cost?", kept, &[id]).await;
    }
    lead.get(&page).await.is(200).sees("It was put into fewer than 10 replies");
    for _ in 0..2 {
        answered(&app, &service, "What does my passport cost?", departs, &[id]).await;
    }
    lead.get(&page).await.is(200).sees("80% of 10 replies that it was put into kept it (49% to 94%)");
    let gaps = lead.get("/desk/answers/gaps").await.is(200);
    gaps.sees("Replies depart from the approved answer").sees("2 of 10 replies");
    gaps.sees("The answer says 130, they say 165.");
    // Who may not read cases is told only of many replies.
    let viewer = app.sign_in_as(Role::Viewer).await;
    viewer.get("/desk/answers/gaps").await.is(200).does_not_see("165");

    // What was sent is held against what the answer said then.
    let form = lead.get(format!("{page}/edit")).await.is(200);
    let organisation = service.organisation.to_string();
    let service_id = service.id.to_string();
    let entries = [
        ("based_on", "1"),
        ("organisation", organisation.as_str()),
        ("service", service_id.as_str()),
        ("audience", "public"),
        ("en_question", question),
        ("en_short", "A passport costs 165 dollars. Pay at https://example.gov/pay with a card."),
    ];
    let _ = post(&lead, &form, &format!("{page}/edit"), &entries).await.is(303);
    let _ = post(&lead, &form, &format!("{page}/approve"), &[("number", "2")]).await.is(303);
    lead.get(&page).await.is(200).sees("80% of 10 replies");

    // A reply that no answer was put into, to the same question, with other facts.
    answered(&app, &service, question, "It is 110 dollars.", &[]).await;
    let gaps = lead.get("/desk/answers/gaps").await.is(200);
    gaps.sees("Replies state other facts than the approved answer").sees("they say 110.");
}
