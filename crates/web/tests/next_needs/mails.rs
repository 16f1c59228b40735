//! Mails that tell what comes next: only to whoever agreed, in time, once, and never after that was taken back.

use std::sync::Arc;

use catsup_app::{
    anticipation::{self, Subject},
    cases::{
        NewCase, Opened,
        act::{Act, Then, act},
        open::open,
    },
    interactions, jobs,
    mail::Mail,
    outside::Outside,
};
use catsup_model::{
    Role, Viewer,
    anticipation::{Arm, Draw},
    case::{CaseKind, CaseSource},
    directory::Service,
    job::MailState,
};
use catsup_testing::TestApp;
use catsup_web::letters::WebLetters;
use jiff::SignedDuration;

use super::{DAY, HOUR, answer, contact, mine, take};

/// 240 people want to renew, and 80 of them call about photos two days later; 160 pay a fee, and 4 of them do.
async fn planted(app: &TestApp) -> Service {
    app.app.connect(Outside { letters: Some(Arc::new(WebLetters)), ..Outside::default() });
    let service = app.service("Passport renewal").await;
    answer(app, &service, "What must my photo look like?", &["Photo rules"]).await;
    answer(app, &service, "How do I renew?", &["Renew passport"]).await;
    let mut calls = Vec::new();
    for number in 0..400 {
        let (person, ago) = (format!("person-{number}"), (40 + number % 20) * DAY);
        let (need, back) = if number < 240 { ("Renew passport", 80) } else { ("Pay a fee", 244) };
        calls.push(contact(&service, &person, ago, need));
        if number % 240 < back % 240 {
            calls.push(contact(&service, &person, ago - 2 * DAY, "Photo rules"));
        }
    }
    take(app, calls).await;
    mine(&app.app).await;
    service
}

/// Mails that told what comes next.
async fn mails(app: &TestApp) -> Vec<Mail> {
    let all = app.app.store().mail_list(None, None, 500).await.unwrap();
    all.into_iter().filter(|mail| mail.kind == "next").collect()
}

/// So many hours after the beginning, everything that is due is done.
async fn hours_on(app: &TestApp, hours: i64) {
    app.app.clock().set(TestApp::start_of_time() + SignedDuration::from_secs(hours * HOUR));
    let _ = jobs::run_due(&app.app).await.unwrap();
}

/// A case of somebody who comes to renew and agrees to be told.
async fn agreeing(app: &TestApp, service: &Service, person: &str, words: &str) -> Opened {
    let mut new = NewCase::new(service.id, CaseKind::Question, CaseSource::Contact, words);
    new.email = format!("{person}@example.org");
    new.attributes.insert("need".to_owned(), "Renew passport".to_owned());
    new.wants_next = true;
    open(&app.app, &Viewer::public(), new).await.unwrap()
}

#[catsup_testing::story]
async fn whoever_agreed_is_told_once_in_time_and_can_end_it(app: TestApp) {
    let service = planted(&app).await;
    let visitor = app.visitor().with_header("user-agent", "Mozilla/5.0");
    let _ = visitor.get("/answers/how-do-i-renew").await.is(200);
    let page = visitor.get("/contact").await.is(200);
    page.sees("Tell me what people in my place usually need next").does_not_see("value=\"1\" checked");
    let id = service.id.to_string();
    let entries = [
        ("service", id.as_str()),
        ("kind", "question"),
        ("description", "Good morning, I have a question."),
        ("want_next", "1"),
    ];
    let refused = visitor.submit(&page, &entries).await.is(422);
    refused.sees("Enter your email, or untick").sees("value=\"1\" checked");
    let sent = visitor.submit(&page, &[&entries[..], &[("email", "ana@example.org")]].concat()).await.is(303);
    let track = sent.location().strip_suffix("?new=1").unwrap().to_owned();
    visitor.get(&track).await.is(200).sees("You agreed to be told").sees("Stop these mails");

    // Half of the people come back within two days: a day later is in time, and before that nothing is written.
    hours_on(&app, 0).await;
    hours_on(&app, 23).await;
    assert!(mails(&app).await.is_empty());
    hours_on(&app, 24).await;
    let told = mails(&app).await;
    assert_eq!((told.len(), told[0].to.as_str()), (1, "ana@example.org"));
    assert!(told[0].text.contains("What must my photo look like?"), "{}", told[0].text);
    assert!(told[0].text.contains("/answers/what-must-my-photo-look-like"), "{}", told[0].text);
    let stop = told[0].unsubscribe.clone().unwrap();
    assert!(told[0].text.contains(&stop) && told[0].html.contains(&stop));
    let consent = app.app.store().next_consent_of(told[0].case.unwrap()).await.unwrap().unwrap();
    assert_eq!((consent.wording, consent.given_at), (anticipation::WORDING, TestApp::start_of_time()));

    // Resolved, it is time again; of this need they were told.
    let case = app.app.store().case_find(told[0].case.unwrap()).await.unwrap().unwrap();
    let reply = Act::Reply {
        text: "It is done.".to_owned(),
        next_step: String::new(),
        by: String::new(),
        then: Then::Resolved,
        seen: case.revision,
        answers: Vec::new(),
    };
    let _ = act(&app.app, &Viewer::operator(), case.id, reply).await.unwrap();
    hours_on(&app, 24 * 5).await;
    assert_eq!(mails(&app).await.len(), 1);
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/answers/next").await.is(200).sees("1 sent, 0 held back").sees("One person agrees");
    app.sign_in_as(Role::Administrator).await.get("/desk/mail").await.is(200).sees("What comes next");

    let path = stop.split_once("/unsubscribe/").map(|(_, token)| format!("/unsubscribe/{token}")).unwrap();
    visitor
        .get(&path)
        .await
        .is(200)
        .sees("Stop this mail")
        .sees("what people in your place usually need next");
    let _ = visitor.get(format!("{path}x")).await.is(404);
    visitor.post(&path, &[]).await.is(200).sees("The mails have stopped");
    visitor.get(&path).await.is(200).sees("The mails have stopped");
    visitor
        .get(&track)
        .await
        .is(200)
        .does_not_see("Stop these mails")
        .sees("Tell me what people in my place");
    let _ = visitor.post(&track, &[("word", "want_next")]).await.is(303);
    visitor.get(&track).await.is(200).sees("Stop these mails");
    let _ = visitor.post(&track, &[("word", "stop_next")]).await.is(303);
    visitor.get(&track).await.is(200).does_not_see("Stop these mails");

    // Who is forgotten leaves neither consent nor mail.
    interactions::forget_customer(&app.app, &Viewer::operator(), "ana@example.org").await.unwrap();
    assert!(app.app.store().next_consent_of(case.id).await.unwrap().is_none());
    assert!(app.app.store().next_messages_of(case.id).await.unwrap().is_empty());
    assert!(app.app.store().case_visit_of(case.id).await.unwrap().is_none());
    assert!(mails(&app).await.is_empty());
}

#[catsup_testing::story]
async fn nobody_is_told_in_despair_after_taking_it_back_or_without_having_agreed(app: TestApp) {
    let service = planted(&app).await;
    let despair = agreeing(&app, &service, "ben", "I want to end my life.").await;
    assert!(despair.case.urgent);
    let revoked = agreeing(&app, &service, "eva", "Please help.").await;
    let merged = agreeing(&app, &service, "ida", "Please help.").await;
    let mut without = NewCase::new(service.id, CaseKind::Question, CaseSource::Contact, "Please help.");
    without.email = "leo@example.org".to_owned();
    without.attributes.insert("need".to_owned(), "Renew passport".to_owned());
    let without = open(&app.app, &Viewer::public(), without).await.unwrap();
    let told = agreeing(&app, &service, "mia", "Please help.").await;
    hours_on(&app, 1).await;
    let operator = Viewer::operator();
    let _ = act(&app.app, &operator, despair.case.id, Act::Attend).await.unwrap();
    let into = Act::Merge(without.case.number.to_string());
    let _ = act(&app.app, &operator, merged.case.id, into).await.unwrap();
    let visitor = app.visitor();
    let _ = visitor.get(format!("/track/{}", despair.token)).await.is(200);
    let _ = visitor.post(format!("/track/{}", revoked.token), &[("word", "stop_next")]).await.is(303);
    hours_on(&app, 30).await;
    let mailed = mails(&app).await;
    assert_eq!(mailed.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["mia@example.org"]);

    // A mail that waits for its server does not leave once it was taken back.
    let _ = visitor.post(format!("/track/{}", told.token), &[("word", "stop_next")]).await.is(303);
    let mut transaction = app.app.store().begin().await.unwrap();
    let work = jobs::Work::SendMail { mail: mailed[0].id };
    let _ = jobs::enqueue(&app.app, &mut transaction, &work, None, app.app.now()).await.unwrap();
    transaction.commit().await.unwrap();
    let _ = jobs::run_due(&app.app).await.unwrap();
    assert_eq!(mails(&app).await[0].state, MailState::Failed);
}

#[catsup_testing::story]
async fn the_experiment_holds_mails_back_and_keeps_both_sides(app: TestApp) {
    let service = planted(&app).await;
    let operator = Viewer::operator();
    let visits = Draw::Visits { held: 50 };
    let _ = anticipation::change_experiment(&app.app, &operator, true, visits, 7).await.unwrap();
    let mut shown = Vec::new();
    for number in 0..16 {
        let person = format!("person-{}", 1_000 + number);
        let opened = agreeing(&app, &service, &person, "Please help.").await;
        let subject = Subject::Customer(opened.case.person.key().unwrap());
        if anticipation::arm(&app.app, subject, Some(service.id)) == Some(Arm::Shown) {
            shown.push(format!("{person}@example.org"));
        }
    }
    hours_on(&app, 1).await;
    hours_on(&app, 30).await;
    let mut told: Vec<String> = mails(&app).await.iter().map(|mail| mail.to.to_string()).collect();
    told.sort();
    assert_eq!(told, shown);
    assert!((1..16).contains(&shown.len()), "{shown:?}");
    let effect = anticipation::effect(&app.app, &operator).await.unwrap();
    let waiting = [effect.shown.counts.waiting, effect.held.counts.waiting];
    assert_eq!(waiting, [shown.len() as u64, 16 - shown.len() as u64]);
    let held = 16 - shown.len();
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/answers/next").await.is(200);
    page.sees(&format!("{} sent, {held} held back", shown.len()));
}
