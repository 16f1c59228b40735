//! Mail that no person wrote: automatic answers, reports on deliveries, loops, floods, and what is no message at all.

use catsup_app::cases::by_mail::{self, EnteredMailAddress, take};
use catsup_model::{
    id::{CaseId, MailAddressId},
    job::MailState,
    taken_mail::{MailOutcome as O, MailReason as R},
    text::Email,
};

use super::*;
use crate::{
    incoming_mail::{address, case_of, last_mail, message, reply_to, taken},
    world::{INBOX, World},
};

async fn mail_state(world: &World, case: CaseId) -> (MailState, Option<String>) {
    let mails = catsup_app::mail::list(&world.app, &Viewer::operator(), None, None).await.unwrap().mails;
    let mail = mails.into_iter().find(|mail| mail.case == Some(case)).unwrap();
    (mail.state, mail.error)
}

#[story]
async fn automatic_answers_move_no_clock_and_open_no_case(test: TestApp) {
    let world = world(&test).await;
    address(&world, "").await;
    let (case, _) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    world.reply(&agent, case.id, "Which street?", Then::Waiting).await.unwrap();
    world.letters.occasions();
    let before = world.case(case.id).await;
    let (signed, ours) = (reply_to(&world, case.id).await, format!("<{}>", last_mail(&world, case.id).await));
    for (number, (to, answers, header, value, belongs)) in [
        (signed.as_str(), "", "Auto-Submitted", "auto-replied", true),
        (INBOX, ours.as_str(), "Precedence", "bulk", true),
        (INBOX, &ours, "X-Auto-Response-Suppress", "All", true),
        (INBOX, "", "Auto-Submitted", "auto-generated", false),
        ("permits@example.gov", "", "List-Id", "<news.example.org>", false),
        ("permits@example.gov", "", "Return-Path", "<>", false),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("<auto-{number}@example.org>");
        let mut headers =
            vec![("From", "ana.ruiz@example.org"), ("To", to), ("Message-ID", id.as_str()), (header, value)];
        headers.extend((!answers.is_empty()).then_some(("In-Reply-To", answers)));
        let automatic = taken(&world, &message(&headers, "I am on holiday")).await;
        assert_eq!((automatic.outcome, automatic.reason), (O::Automatic, R::Program), "{header}");
        assert_eq!(automatic.case.map(|(id, _)| id), belongs.then_some(case.id), "{header}");
    }
    assert_eq!(world.case(case.id).await, before, "nothing of the case moved");
    assert!(world.letters.occasions().is_empty(), "nobody is told");
    let detail = world.detail(&agent, case.id).await;
    assert_eq!(kinds(&detail).iter().filter(|kind| **kind == CaseEventKind::AutoAnswered).count(), 3);
    assert_eq!(cases::list(&world.app, &agent, &CaseQuery::default()).await.unwrap().lines.len(), 1);
}

/// A report on the delivery of a mail, as servers write it.
fn report(id: &str, action: &str, status: &str, about: &str) -> Vec<u8> {
    let body = format!(
        "--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n\
         Final-Recipient: rfc822; ana.ruiz@example.org\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{about}>\nSubject: x\n\nBody\n--b--"
    );
    let headers = [
        ("Return-Path", "<>"),
        ("From", "MAILER-DAEMON@mx.example.org"),
        ("To", INBOX),
        ("Message-ID", id),
        ("Content-Type", "multipart/report; report-type=delivery-status; boundary=b"),
    ];
    message(&headers, &body)
}

#[story]
async fn a_mail_that_did_not_arrive_is_told_and_a_forged_report_is_not_believed(test: TestApp) {
    let world = world(&test).await;
    address(&world, "").await;
    let (case, _) = world.complaint().await;
    let ours = last_mail(&world, case.id).await;
    let events = async || kinds(&world.detail(&Viewer::operator(), case.id).await);
    let forged =
        report("<f@mx.example.org>", "failed", "5.1.1", "1.abcdefghijklmnopqrstuvwxyz@feedback.example.gov");
    let forged = taken(&world, &forged).await;
    assert_eq!((forged.outcome, forged.reason, forged.case), (O::Report, R::NotOurs, None));
    assert_eq!(mail_state(&world, case.id).await, (MailState::Held, None));

    let late = taken(&world, &report("<l@mx.example.org>", "delayed", "4.4.1", &ours)).await;
    assert_eq!((late.outcome, late.reason), (O::Report, R::Late));
    assert_eq!(mail_state(&world, case.id).await.0, MailState::Held, "late is not lost");
    assert!(events().await.ends_with(&[CaseEventKind::Delayed]));

    let failed = taken(&world, &report("<r@mx.example.org>", "failed", "5.1.1", &ours)).await;
    assert_eq!((failed.outcome, failed.reason), (O::Report, R::NotArrived));
    let reason = "5.1.1 · smtp; 550 no such user".to_owned();
    assert_eq!(mail_state(&world, case.id).await, (MailState::Returned, Some(reason.clone())));
    let detail = case_of(&world, &failed).await;
    let last = &detail.events.last().unwrap().event;
    assert_eq!((last.kind, last.text.as_str()), (CaseEventKind::Undelivered, reason.as_str()));
    // A second report of the same tells nothing new, and one that it arrived takes nothing back.
    taken(&world, &report("<s@mx.example.org>", "failed", "5.1.1", &ours)).await;
    taken(&world, &report("<t@mx.example.org>", "relayed", "2.0.0", &ours)).await;
    assert!(events().await.ends_with(&[CaseEventKind::Delayed, CaseEventKind::Undelivered]));
    assert_eq!(mail_state(&world, case.id).await.0, MailState::Returned);
}

#[story]
async fn loops_and_floods_are_refused_and_no_message_is_none(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    address(&world, "").await;
    let (case, _) = world.complaint().await;
    let ours = format!("<{}>", last_mail(&world, case.id).await);
    let own = taken(&world, &message(&[("From", "ana@example.org"), ("Message-ID", &ours)], "Hi")).await;
    assert_eq!((own.outcome, own.reason), (O::Refused, R::OwnMail));
    let own = taken(&world, &message(&[("From", &INBOX.replace('@', "+case-x@"))], "Hi")).await;
    assert_eq!((own.outcome, own.reason), (O::Refused, R::OwnMail));
    let hops = vec![("Received", "from a by b; Tue, 10 Mar 2026 10:00:00 +0000"); 60];
    let round =
        taken(&world, &message(&[hops.as_slice(), &[("From", "ana@example.org")]].concat(), "Hi")).await;
    assert_eq!((round.outcome, round.reason), (O::Refused, R::Loop));

    let one = |n: usize| {
        let id = format!("<{n}@example.com>");
        message(&[("From", "flood@example.com"), ("To", INBOX), ("Message-ID", &id)], "Again")
    };
    for n in 0..30 {
        assert_eq!(taken(&world, &one(n)).await.outcome, O::Opened);
    }
    let many = taken(&world, &one(30)).await;
    assert!(many.is_to_come_again() && many.outcome == O::Refused);
    assert!(taken(&world, &one(31)).await.is_to_come_again());
    let lines = by_mail::list(app, &Viewer::operator(), None, Some(O::Refused)).await.unwrap().mails;
    assert_eq!(lines.iter().filter(|mail| mail.reason == R::TooMany).count(), 1, "one line an hour");
    assert!(!taken(&world, &one(3)).await.is_new, "what was taken stays taken");
    app.clock().set(app.now() + jiff::SignedDuration::from_mins(61));
    assert_eq!(taken(&world, &one(30)).await.outcome, O::Opened, "it comes again, and is taken then");

    let refused_for = async |raw: &[u8]| refused(take(app, &Viewer::operator(), raw.to_vec(), &[]).await);
    assert_eq!(refused_for(b"").await, ["message: not-a-mail"]);
    assert_eq!(refused_for(&vec![b'x'; by_mail::LARGEST_MAIL + 1]).await, ["message: too-large"]);
    let wrong = take(app, &Viewer::operator(), one(1), &["nobody".to_owned()]).await;
    assert_eq!(refused(wrong), ["recipient: email"]);
    let agent = world.agent("agent@example.gov").await;
    assert!(denied(take(app, &agent, one(50), &[]).await));
}

#[story]
async fn addresses_are_set_by_whoever_manages_the_whole_directory(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let entered = |address: &str, service: &str| EnteredMailAddress {
        address: address.to_owned(),
        service: service.to_owned(),
        kind: "request".to_owned(),
        language: "en".to_owned(),
    };
    let service = world.service.to_string();
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(world.agency)).await.viewer;
    assert!(denied(by_mail::add_address(app, &lead, &entered("a@example.gov", &service)).await));
    let operator = Viewer::operator();
    let wrong = by_mail::add_address(app, &operator, &entered("here", "")).await;
    assert_eq!(refused(wrong), ["address: email", "service: required"]);
    let wrong = by_mail::add_address(app, &operator, &entered("", "7")).await;
    assert_eq!(refused(wrong), ["service: unknown"]);
    let first =
        by_mail::add_address(app, &operator, &entered("Permits@Example.gov", &service)).await.unwrap();
    let again = by_mail::add_address(app, &operator, &entered("permits@example.gov", &service)).await;
    assert_eq!(refused(again), ["address: taken"]);
    let other = by_mail::add_address(app, &operator, &entered("", &service)).await.unwrap();
    assert!(denied(by_mail::change_address(app, &lead, other.id, &entered("b@example.gov", &service)).await));
    let same = entered("permits@example.gov", &service);
    let taken = by_mail::change_address(app, &operator, other.id, &same).await;
    assert_eq!(refused(taken), ["address: taken"]);
    let gone = MailAddressId(other.id.0 + 1);
    assert!(not_found(
        by_mail::change_address(app, &operator, gone, &entered("c@example.gov", &service)).await
    ));
    let named = by_mail::addresses(app, &lead).await.unwrap();
    let texts: Vec<Option<&str>> =
        named.iter().map(|one| one.rule.address.as_ref().map(Email::as_str)).collect();
    assert_eq!(texts, [None, Some("permits@example.gov")]);
    // The envelope knows better than a header without the address.
    let to = [("From", "bo@example.net"), ("To", "undisclosed-recipients:;")];
    let envelope = ["permits+spring@example.gov".to_owned()];
    let hidden = take(app, &operator, message(&to, "Hi"), &envelope).await.unwrap();
    assert_eq!(hidden.reason, R::Address);
    by_mail::remove_address(app, &operator, first.id).await.unwrap();
    assert!(not_found(by_mail::remove_address(app, &operator, first.id).await));
    let other = take(app, &operator, message(&to, "Hi again"), &envelope).await.unwrap();
    assert_eq!(other.reason, R::EveryOther);
}
