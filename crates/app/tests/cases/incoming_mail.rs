//! Mail of people: new cases, answers that land on their case, and senders who are not who they say.

use catsup_app::cases::{
    CaseDetail,
    by_mail::{self, EnteredMailAddress, Taken, make_case, take},
};
use catsup_app::mail::Smtp;
use catsup_model::{
    Language,
    id::CaseId,
    taken_mail::{MailOutcome as O, MailReason as R},
};
use catsup_testing::{MailServer, Received};
use std::sync::Arc;

use super::*;
use crate::world::{INBOX, World, world_sending};

/// A message with these headers and words.
pub(crate) fn message(headers: &[(&str, &str)], words: &str) -> Vec<u8> {
    let head: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{head}\r\n{}\r\n", words.replace('\n', "\r\n")).into_bytes()
}

pub(crate) async fn taken(world: &World, raw: &[u8]) -> Taken {
    take(&world.app, &Viewer::operator(), raw.to_vec(), &[]).await.unwrap()
}

/// The detail of the case a message belongs to, for somebody who sees every case.
pub(crate) async fn case_of(world: &World, taken: &Taken) -> CaseDetail {
    world.detail(&Viewer::operator(), taken.case.unwrap().0).await
}

pub(crate) async fn address(world: &World, text: &str) {
    let entered = EnteredMailAddress {
        address: text.to_owned(),
        service: world.service.to_string(),
        kind: "complaint".to_owned(),
        language: "es".to_owned(),
    };
    by_mail::add_address(&world.app, &Viewer::operator(), &entered).await.unwrap();
}

/// Where answers to a case go, as the last mail to its person said.
pub(crate) async fn reply_to(world: &World, case: CaseId) -> String {
    let mails = catsup_app::mail::list(&world.app, &Viewer::operator(), None, None).await.unwrap().mails;
    mails.into_iter().find(|mail| mail.case == Some(case)).unwrap().reply_to.unwrap()
}

/// The last mail to the person of a case, as its `Message-ID`.
pub(crate) async fn last_mail(world: &World, case: CaseId) -> String {
    let mails = catsup_app::mail::list(&world.app, &Viewer::operator(), None, None).await.unwrap().mails;
    mails.into_iter().find(|mail| mail.case == Some(case)).unwrap().message_id
}

fn last(server: &MailServer) -> Received {
    server.mails().pop().unwrap()
}

/// What a mail program sends when somebody answers a mail.
fn answered(mail: &Received, id: &str, words: &str) -> Vec<u8> {
    let header = |name: &str| mail.header(name).unwrap_or_default();
    let (body, sent) = (mail.data.split_once("\r\n\r\n").unwrap().1, header("Message-ID"));
    let quoted: String = body.lines().map(|line| format!("> {line}\n")).collect();
    message(
        &[
            ("From", "Ana Ruiz <Ana.Ruiz@EXAMPLE.org>"),
            ("To", &header("Reply-To")),
            ("Subject", &format!("Re: {}", header("Subject"))),
            ("Message-ID", id),
            ("In-Reply-To", &sent),
            ("References", &format!("{} {sent}", header("References"))),
        ],
        &format!("{words}\n\nOn Tue, 10 Mar 2026 at 10:00, Permits wrote:\n{quoted}"),
    )
}

#[story]
async fn a_case_goes_its_way_by_mail_as_real_mail_programs_send_it(test: TestApp) {
    let server = MailServer::start().await;
    let smtp = Smtp::new(&server.url(), "Permits <noreply@example.gov>").unwrap();
    let world = world_sending(&test, Some(Arc::new(smtp))).await;
    let app = &world.app;
    address(&world, "permits@example.gov").await;
    let first = message(
        &[
            ("From", "=?utf-8?q?Ana_Ru=C3=ADz?= <ana.ruiz@example.org>"),
            ("To", "permits@example.gov"),
            ("Subject", "My permit"),
            ("Message-ID", "<first@example.org>"),
            ("Content-Language", "en-US"),
        ],
        "My permit is lost.\nI applied in January.\n-- \nAna",
    );
    let opened = taken(&world, &first).await;
    assert_eq!((opened.outcome, opened.reason, opened.is_new), (O::Opened, R::Address, true));
    let again = taken(&world, &first).await;
    assert_eq!(again, Taken { is_new: false, ..opened.clone() });
    let case = case_of(&world, &opened).await.case;
    assert_eq!((case.subject.as_str(), case.person.name.as_str()), ("My permit", "Ana Ruíz"));
    assert_eq!(
        case.description, "My permit is lost.\nI applied in January.\n--\nAna",
        "nothing of a first mail is cut"
    );
    assert_eq!((case.source, case.kind), (CaseSource::Mail, CaseKind::Complaint));
    assert_eq!(case.person.language, Language::En);

    jobs::run_due(app).await.unwrap();
    let acknowledged = last(&server);
    assert_eq!(acknowledged.header("In-Reply-To").as_deref(), Some("<first@example.org>"));
    let reply_to = acknowledged.header("Reply-To").unwrap();
    assert!(reply_to.contains(&format!("cases+case-{}-", case.number.plain().to_lowercase())), "{reply_to}");

    let agent = world.agent("agent@example.gov").await;
    app.clock().set(at(9, 9, 20));
    world.reply(&agent, case.id, "Which street?", Then::Waiting).await.unwrap();
    jobs::run_due(app).await.unwrap();
    let asked = last(&server);
    let references = asked.header("References").unwrap();
    assert!(references.starts_with("<first@example.org>"), "{references}");
    assert!(references.contains(&acknowledged.header("Message-ID").unwrap()), "{references}");

    app.clock().set(at(11, 12, 0));
    let answer = answered(&asked, "<second@example.org>", "Elm Street 4");
    let said = taken(&world, &answer).await;
    assert_eq!((said.outcome, said.reason, said.case), (O::Said, R::SignedAddress, opened.case));
    assert!(!taken(&world, &answer).await.is_new);
    let detail = case_of(&world, &said).await;
    let words: Vec<&str> = detail.events.iter().map(|one| one.event.text.as_str()).collect();
    assert_eq!(
        words.iter().filter(|words| words.contains("Elm Street")).collect::<Vec<_>>(),
        [&"Elm Street 4"]
    );
    assert_eq!(detail.case.status, CaseStatus::Open);
    assert_eq!(detail.case.due.next_response, Some(at(11, 16, 0)), "four hours from the person's words");

    // Solved, staff think; the person writes again, and it goes on.
    world.reply(&agent, case.id, "It is in the mail.", Then::Resolved).await.unwrap();
    jobs::run_due(app).await.unwrap();
    let resolved = last(&server);
    assert!(resolved.header("In-Reply-To").unwrap().contains("second@example.org"));
    taken(&world, &answered(&resolved, "<third@example.org>", "Nothing came.")).await;
    let detail = case_of(&world, &said).await;
    assert_eq!((detail.case.status, detail.case.reopened), (CaseStatus::Open, 1));
    // Staff get mails of their own, which nobody answers into a case.
    let to_staff = server.mails().into_iter().filter(|mail| mail.to == ["agent@example.gov"]);
    assert!(to_staff.into_iter().all(|mail| mail.header("Reply-To").is_none()));
}

#[story]
async fn nobody_else_speaks_on_a_case(test: TestApp) {
    let world = world(&test).await;
    address(&world, INBOX).await;
    let (case, _) = world.complaint().await;
    let (signed, ours) = (reply_to(&world, case.id).await, format!("<{}>", last_mail(&world, case.id).await));
    let number = case.number.to_string();
    let person = "ana.ruiz@example.org";
    let good = "mx.example.gov; dmarc=pass header.from=example.org";
    let bad = "mx.example.gov; dmarc=fail header.from=example.org";
    let forged = "elsewhere.example; dmarc=pass header.from=example.org";
    let (end, domain) = (signed.len() - "@example.gov".len() - 2, "@example.gov");
    let tampered = format!("{}zz{domain}", &signed[..end]);
    let mut id = 0;
    for (from, to, answers, authentication, wanted) in [
        // The person, from the address of the case, however its letters are written.
        (person, signed.as_str(), "", None, (O::Said, R::SignedAddress)),
        (person, &signed.to_uppercase(), "", None, (O::Said, R::SignedAddress)),
        // Or answering a mail of ours, where their own server vouches for them.
        (person, INBOX, &ours, Some(good), (O::Said, R::Vouched)),
        (person, INBOX, &ours, None, (O::Opened, R::Unproven)),
        (person, INBOX, &ours, Some(bad), (O::Opened, R::Unproven)),
        (person, INBOX, &ours, Some(forged), (O::Opened, R::Unproven)),
        // Somebody else, whatever they know.
        ("eve@example.org", &signed, &ours, Some(good), (O::Opened, R::SomebodyElse)),
        ("eve@evil.example", INBOX, &ours, None, (O::Opened, R::SomebodyElse)),
        // A number and a wrong signature are nothing.
        (person, &tampered, "", None, (O::Opened, R::Address)),
        (person, INBOX, "<1.made-up@feedback.example.gov>", Some(good), (O::Opened, R::Address)),
    ] {
        id += 1;
        let message_id = format!("<{id}@example.org>");
        let subject = format!("Re: {number}");
        let mut headers =
            vec![("From", from), ("To", to), ("Subject", subject.as_str()), ("Message-ID", &message_id)];
        headers.extend((!answers.is_empty()).then_some(("In-Reply-To", answers)));
        if let Some(authentication) = authentication {
            headers.insert(0, ("Authentication-Results", authentication));
            // What a sender writes stands below, and says nothing.
            headers.push(("Authentication-Results", good));
        }
        let taken = taken(&world, &message(&headers, &format!("Words {id}"))).await;
        assert_eq!((taken.outcome, taken.reason), wanted, "{id}: {headers:?}");
        if wanted.0 == O::Said {
            assert_eq!(taken.case.map(|(id, _)| id), Some(case.id));
        } else {
            let beside = case_of(&world, &taken).await;
            let bound =
                beside.events.iter().find(|one| one.event.detail["number"] == number.as_str()).unwrap();
            let kind = if wanted.1 == R::SomebodyElse {
                CaseEventKind::WrittenAbout
            } else {
                CaseEventKind::Mentioned
            };
            assert_eq!(bound.event.kind, kind, "staff see which case it has to do with");
        }
    }
    let detail = world.detail(&Viewer::operator(), case.id).await;
    let said: Vec<&str> = detail
        .events
        .iter()
        .filter(|one| one.event.kind == CaseEventKind::Said)
        .map(|one| one.event.text.as_str())
        .collect();
    assert_eq!(said, ["Words 1", "Words 2", "Words 3"]);
    // A new link ends the address, too.
    let agent = world.agent("agent@example.gov").await;
    act(&world.app, &agent, case.id, Act::RenewLink).await.unwrap();
    let late = message(&[("From", person), ("To", &signed), ("Message-ID", "<late@example.org>")], "Late");
    assert_eq!(taken(&world, &late).await.outcome, O::Opened);
}

#[story]
async fn words_files_and_alarms_come_as_through_the_private_link(test: TestApp) {
    let world = world(&test).await;
    let lead = staff(&world.app, "lead@example.gov", Role::CxLead, Some(world.agency)).await;
    address(&world, "").await;
    let (case, _) = world.complaint().await;
    world.letters.occasions();
    let part = |name: &str, content: &str| {
        format!(
            "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{content}\r\n"
        )
    };
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nI want to kill myself\r\n{}{}{}--b--",
        part("../scan.pdf", "%PDF-1.7"),
        part("virus.exe", "MZ"),
        part("page.png", "<script>")
    );
    let signed = reply_to(&world, case.id).await;
    let headers = [
        ("From", "ana.ruiz@example.org"),
        ("To", signed.as_str()),
        ("Message-ID", "<files@example.org>"),
        ("Content-Type", "multipart/mixed; boundary=b"),
    ];
    let said = taken(&world, &message(&headers, &body)).await;
    assert_eq!(said.outcome, O::Said);
    assert_eq!(world.letters.occasions(), [Occasion::Alarmed]);
    let detail = world.detail(&lead.viewer, case.id).await;
    assert!(detail.case.urgent);
    let names: Vec<&str> = detail.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["scan.pdf"]);
    let refused = detail.events.iter().find(|one| one.event.kind == CaseEventKind::FilesRefused).unwrap();
    assert_eq!(refused.event.text, "virus.exe\npage.png");
    assert!(!CaseEventKind::FilesRefused.is_shown_to_person());

    // A long first mail loses nothing, and its end may alarm, too.
    let long = format!("{}\nI want to kill myself", "One more sentence about it. ".repeat(600));
    let headers = [("From", "bo@example.net"), ("To", "x@example.gov"), ("Message-ID", "<long@example.net>")];
    let opened = taken(&world, &message(&headers, &long)).await;
    assert_eq!(opened.reason, R::EveryOther);
    let detail = case_of(&world, &opened).await;
    assert!(detail.case.urgent);
    let spoken = detail
        .events
        .iter()
        .filter(|one| matches!(one.event.kind, CaseEventKind::Opened | CaseEventKind::Said));
    let words: Vec<&str> = spoken.flat_map(|one| one.event.text.split_whitespace()).collect();
    assert_eq!(words, long.split_whitespace().collect::<Vec<_>>());
    assert_eq!(detail.case.person.language, Language::Es, "as the line for its address says");
    // Without a word it is a case, too.
    let empty = message(&[("From", "bo@example.net"), ("Message-ID", "<empty@example.net>")], "");
    let detail = case_of(&world, &taken(&world, &empty).await).await;
    assert_eq!(detail.case.subject, "(sin palabras)", "in the language of their last case");
}

#[story]
async fn what_goes_to_no_service_waits_for_somebody_who_sees_everything(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let to = [("From", "Bo <bo@example.net>"), ("To", "who@example.gov"), ("Message-ID", "<1@example.net>")];
    let kept = taken(&world, &message(&to, "Whose is this?")).await;
    assert_eq!((kept.outcome, kept.reason, kept.case), (O::Unassigned, R::NoAddress, None));
    let nobody = message(&[("Subject", "From nobody"), ("Message-ID", "<2@example.net>")], "Hello");
    let second = taken(&world, &nobody).await;
    assert_eq!((second.outcome, second.reason), (O::Unassigned, R::NoSender));
    let lead = staff(app, "lead@example.gov", Role::CxLead, None).await.viewer;
    let agent = world.agent("agent@example.gov").await;
    let seen = by_mail::find(app, &lead, kept.id).await.unwrap();
    assert_eq!(seen.words.as_deref(), Some("Whose is this?"));
    assert_eq!(by_mail::list(app, &lead, None, None).await.unwrap().unassigned, 2);
    // Who sees a part of the cases sees theirs alone.
    assert!(not_found(by_mail::find(app, &agent, kept.id).await));
    assert!(by_mail::list(app, &agent, None, None).await.unwrap().mails.is_empty());
    let make = async |viewer: &Viewer, id| {
        make_case(app, viewer, id, world.service, CaseKind::Question, Language::En).await
    };
    assert!(not_found(make(&agent, kept.id).await));
    let case = make(&lead, kept.id).await.unwrap();
    assert_eq!((case.description.as_str(), case.person.name.as_str()), ("Whose is this?", "Bo"));
    assert_eq!(world.letters.occasions(), [Occasion::Acknowledged]);
    assert!(not_found(make(&lead, kept.id).await), "once is enough");
    assert_eq!(
        by_mail::list(app, &agent, None, None).await.unwrap().mails.len(),
        1,
        "now it is theirs to see"
    );
    let settled = by_mail::find(app, &agent, kept.id).await.unwrap();
    assert_eq!((settled.mail.reason, settled.words), (R::ByStaff, None), "it is kept no longer than needed");
    by_mail::discard(app, &lead, second.id).await.unwrap();
    assert!(not_found(by_mail::discard(app, &lead, second.id).await));
    let list = by_mail::list(app, &lead, None, Some(O::Refused)).await.unwrap();
    assert_eq!((list.mails.len(), list.mails[0].reason), (1, R::NoCase));
    // The log of what belongs to no case ends after a month; what waits does not.
    taken(&world, &message(&[("Subject", "Still waiting")], "Hello?")).await;
    app.clock().set(at(6, 16, 30) + jiff::SignedDuration::from_hours(24 * 31));
    jobs::run_due(app).await.unwrap();
    let left = by_mail::list(app, &lead, None, None).await.unwrap().mails;
    let left: Vec<O> = left.into_iter().map(|mail| mail.outcome).collect();
    assert_eq!(left, [O::Unassigned, O::Opened]);
}
