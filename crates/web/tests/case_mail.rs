//! Mail that comes in, through the real router: handed over by a program, looked after by staff.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::{body::Body, http::Method};
use catsup_model::{Permission, Role};
use catsup_testing::{Answer, Browser, TestApp};

const FROM_ANA: &str = "From: Ana Ruiz <ana@example.org>\r\nTo: permits@example.gov\r\nSubject: My <permit>\r\n\
    Message-ID: <1@example.org>\r\n\r\nMy <permit> is lost.\r\n";

async fn hand_over(program: &Browser, path: &str, message: &str) -> Answer {
    program.send(Method::POST, path, Some("message/rfc822"), Body::from(message.to_owned())).await
}

/// Posts a form of staff with the secret of the page it stands on.
async fn send(staff: &Browser, page: &str, to: &str, entries: &[(&str, &str)]) -> Answer {
    let hidden = staff.get(page).await.hidden();
    let csrf = hidden.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value.as_str());
    let all = [&[("csrf", csrf)], entries].concat();
    staff.post(to, &all).await
}

#[catsup_testing::story]
async fn a_program_hands_mails_over_and_each_is_taken_once(app: TestApp) {
    let service = app.service("Permits").await.id.to_string();
    let program = app.program(&app.token(&[Permission::TakeMail]).await);
    let administrator = app.sign_in_as(Role::Administrator).await;
    let page = administrator.get("/desk/cases/mailboxes").await.is(200);
    page.sees("No address yet").sees("This installation has no address for answers");
    let mailboxes = "/desk/cases/mailboxes";
    let wrong = [("address", "permits"), ("kind", "complaint"), ("language", "en")];
    let wrong = send(&administrator, mailboxes, mailboxes, &wrong).await.is(422);
    wrong.sees("Enter an email address").sees("value=\"permits\"");
    let entries = [
        ("address", "permits@example.gov"),
        ("service", service.as_str()),
        ("kind", "complaint"),
        ("language", "en"),
    ];
    let _ = send(&administrator, mailboxes, mailboxes, &entries).await.is(303);
    administrator.get(mailboxes).await.is(200).sees("permits@example.gov");

    let taken = hand_over(&program, "/api/v1/mail", FROM_ANA).await.is(201).json();
    assert_eq!(
        (&taken["outcome"], &taken["reason"], &taken["new"]),
        (&"opened".into(), &"address".into(), &true.into())
    );
    let again = hand_over(&program, "/api/v1/mail", FROM_ANA).await.is(200).json();
    assert_eq!((&again["id"], &again["case"], &again["new"]), (&taken["id"], &taken["case"], &false.into()));
    let cases = administrator.get("/desk/cases?view=all").await.is(200);
    assert_eq!(cases.body.matches("My &#60;permit&#62;").count(), 1, "{}", cases.body);
    let log = administrator.get("/desk/cases/mail").await.is(200);
    log.sees("ana@example.org").sees("New case").sees("by its address").does_not_see("<permit>");
    let id = taken["id"].as_str().unwrap();
    administrator.get(format!("/desk/cases/mail/{id}")).await.is(200).sees(taken["case"].as_str().unwrap());

    let page = administrator.get(mailboxes).await;
    let change = page.attribute_after("<td><a ", "href");
    let form = administrator.get(&change).await.is(200);
    form.sees("value=\"permits@example.gov\"").sees("Remove the address");
    let entries = |address| {
        [("address", address), ("service", service.as_str()), ("kind", "request"), ("language", "es")]
    };
    let _ = send(&administrator, &change, &change, &entries("nobody")).await.is(422).sees("value=\"nobody\"");
    let _ = send(&administrator, &change, &change, &entries("permisos@example.gov")).await.is(303);
    let page = administrator.get(mailboxes).await.is(200);
    page.sees("permisos@example.gov").sees("Request").sees("Español").does_not_see("permits@example.gov");
    let remove = format!("{change}/remove");
    administrator.get(&remove).await.is(200).sees("Remove permisos@example.gov?");
    let _ = send(&administrator, &remove, &remove, &[]).await.is(303);
    administrator.get(mailboxes).await.is(200).sees("No address yet");
}

#[catsup_testing::story]
async fn what_is_no_mail_is_refused_with_a_reason(app: TestApp) {
    let program = app.program(&app.token(&[Permission::TakeMail]).await);
    let kind = program.post_json("/api/v1/mail", &serde_json::json!({})).await.is(415).json();
    assert_eq!(kind["type"], "urn:catsup:problem:not-a-mail");
    let none = hand_over(&program, "/api/v1/mail", "").await.is(422).json();
    assert_eq!(
        (&none["errors"][0]["field"], &none["errors"][0]["code"]),
        (&"message".into(), &"not-a-mail".into())
    );
    let large = hand_over(&program, "/api/v1/mail", &"x".repeat(25 * 1024 * 1024 + 1)).await.is(413).json();
    assert_eq!(large["detail"], "the message is larger than 25 MiB");
    let filler = format!("\r\nX-Filler: {}\r\n\r\n", "x".repeat(2 * 1024 * 1024));
    let two_megabytes = FROM_ANA.replacen("\r\n\r\n", &filler, 1);
    let _ = hand_over(&program, "/api/v1/mail?recipient=permits@example.gov", &two_megabytes).await.is(201);
    let recipient = hand_over(&program, "/api/v1/mail?recipient=nobody", FROM_ANA).await.is(422).json();
    assert_eq!(recipient["errors"][0]["field"], "recipient");
    let _ = hand_over(&program, "/api/v1/mail?to=x", FROM_ANA).await.is(422);
    let other = app.program(&app.token(&[Permission::SubmitCases]).await);
    let _ = hand_over(&other, "/api/v1/mail", FROM_ANA).await.is(403);
    let _ = hand_over(&app.visitor(), "/api/v1/mail", FROM_ANA).await.is(401);
    for n in 0..30 {
        let one = FROM_ANA.replace("<1@", &format!("<flood{n}@"));
        let _ = hand_over(&program, "/api/v1/mail", &one).await;
    }
    let many = hand_over(&program, "/api/v1/mail", &FROM_ANA.replace("<1@", "<last@")).await.is(429);
    assert!(many.headers.contains_key("retry-after"));
}

#[catsup_testing::story]
async fn staff_make_a_case_of_what_nobody_has_or_say_that_it_is_none(app: TestApp) {
    let service = app.service("Permits").await;
    let program = app.program(&app.token(&[Permission::TakeMail]).await);
    let first = hand_over(&program, "/api/v1/mail", FROM_ANA).await.is(201).json();
    assert_eq!(first["outcome"], "unassigned");
    let second = hand_over(&program, "/api/v1/mail", &FROM_ANA.replace("<1@", "<2@")).await.is(201).json();
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/cases/mail").await.is(200).sees("2 mails are not assigned");
    let path = |mail: &serde_json::Value| format!("/desk/cases/mail/{}", mail["id"].as_str().unwrap());
    let first = path(&first);
    lead.get(&first).await.is(200).sees("My &#60;permit&#62; is lost.").sees("Make a case of it");
    let some = [("kind", "question"), ("language", "en")];
    let _ = send(&lead, &first, &first, &some).await.is(422);
    let service_id = service.id.to_string();
    let whole = [&some[..], &[("service", service_id.as_str())]].concat();
    let made = send(&lead, &first, &first, &whole).await.is(303);
    lead.get(made.location()).await.is(200).sees("My &#60;permit&#62; is lost.").sees("ana@example.org");
    let _ = send(&lead, &first, &first, &whole).await.is(404);
    let _ = lead.get(format!("{first}/discard")).await.is(404);
    let discard = format!("{}/discard", path(&second));
    lead.get(&discard).await.is(200).sees("The mail is not kept any longer");
    let _ = send(&lead, &discard, &discard, &[]).await.is(303);
    lead.get("/desk/cases/mail?outcome=refused").await.is(200).sees("staff say it is no case");
    // An agent of another agency sees nothing of it.
    let roads = app.service("Roads").await;
    let stranger = app.sign_in_within(Role::Agent, Some(roads.organisation)).await;
    let _ = stranger.get(&first).await.is(404);
    let log = stranger.get("/desk/cases/mail").await.is(200);
    log.sees("mails of cases that you see").does_not_see("ana@example.org");
}
