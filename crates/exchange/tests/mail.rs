//! Messages as another program wrote them, and as nobody should: read, or refused with a reason.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_exchange::{
    IncomingMail, NotAMail,
    mail::{Delivery, LARGEST_MAIL},
    read_mail,
};
use catsup_model::{Language, text::Email};
use proptest::prelude::*;

/// The message that `mail/make.py` wrote under this name.
fn written(name: &str) -> IncomingMail {
    let path = format!("{}/tests/mail/{name}.eml", env!("CARGO_MANIFEST_DIR"));
    read_mail(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn words_of_any_alphabet_are_read() {
    let spanish = written("spanish");
    assert_eq!(spanish.subject, "¿Dónde está mi permiso? – 許可証");
    assert_eq!(spanish.words, "Buenos días,\n\n¿dónde está mi permiso?\nGracias");
    let from = spanish.from.unwrap();
    assert_eq!((from.address.as_str(), from.name.as_str()), ("ana.ruiz@example.org", "Ana Ñúñez"));
    let to: Vec<&str> = spanish.to.iter().map(Email::as_str).collect();
    assert_eq!(to, ["permits@agency.gov", "cases@agency.gov", "friend@example.net"]);
    assert_eq!(
        (spanish.message_id.as_str(), spanish.language),
        ("made-by-python@example.org", Some(Language::Es))
    );
    assert_eq!((spanish.automatic, spanish.report), (None, None));
    assert_eq!(written("latin").words, "Größe: 4 EUR");
    assert_eq!(written("japanese").words, "許可証をなくしました。");
}

#[test]
fn an_answer_has_its_own_words_what_it_answers_and_its_files() {
    let answer = written("answer");
    assert_eq!(answer.own_words, "Elm Street 4.");
    assert!(answer.words.ends_with("> Which street?"));
    assert_eq!(answer.answers, ["2.ours@feedback.agency.gov", "1.ours@feedback.agency.gov"]);
    let names: Vec<&str> = answer.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["mi calle – ñ.png", "list.csv"]);
    assert_eq!(answer.files[0].content, b"\x89PNG\r\n\x1a\nrest");
    let html = written("html");
    assert_eq!(html.own_words, "My permit is lost.\nPlease & thanks");
    assert!(html.words.contains("Which?"));
}

#[test]
fn a_message_in_a_message_is_a_file_and_words_about_it_stay_as_they_are() {
    let forwarded = written("forwarded");
    assert_eq!(forwarded.subject, "Fwd: rfc822 and a digest");
    assert_eq!(forwarded.words, "See the message below: it speaks of message/rfc822 and a global digest.");
    assert_eq!(forwarded.files.len(), 1);
    assert_eq!(forwarded.files[0].name, "file.rfc822");
    let inner = read_mail(&forwarded.files[0].content).unwrap();
    assert_eq!(
        (inner.subject.as_str(), inner.words.as_str()),
        ("The digest of global matters", "The inner words about rfc822.")
    );
}

#[test]
fn reports_say_what_became_of_which_mail() {
    for (name, delivery, reason) in [
        ("failed", Delivery::Failed, "5.1.1 · smtp; 550 5.1.1 <ana@example.org>: no such user here"),
        ("delayed", Delivery::Late, "4.4.1 · smtp; connection timed out"),
    ] {
        let report = written(name).report.unwrap();
        assert_eq!((report.delivery, report.reason.as_str()), (delivery, reason));
        assert_eq!(report.about, ["1.ours@feedback.agency.gov"]);
    }
    // Some servers write a letter.
    let letter = "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\nSorry, 5.7.1 we do not take this.\r\n\
        --- Below is a copy.\r\nMessage-ID: <1.ours@feedback.agency.gov>\r\n";
    let report = read_mail(letter.as_bytes()).unwrap().report.unwrap();
    assert_eq!(
        (report.delivery, report.about.as_slice()),
        (Delivery::Failed, ["1.ours@feedback.agency.gov".to_owned()].as_slice())
    );
    // A person may speak of a status.
    let person = "From: ana@example.org\r\n\r\nI got 5.1.1 about <1.ours@feedback.agency.gov>\r\n";
    assert_eq!(read_mail(person.as_bytes()).unwrap().report, None);
}

#[test]
fn what_no_person_wrote_is_told_by_its_header() {
    for (header, told) in [
        ("Auto-Submitted: auto-replied (vacation)", Some("Auto-Submitted")),
        ("auto-submitted: no", None),
        ("Precedence: bulk", Some("Precedence")),
        ("Precedence: first-class", None),
        ("X-Autoreply: yes", Some("X-Autoreply")),
        ("X-Auto-Response-Suppress: All", Some("X-Auto-Response-Suppress")),
        ("List-Id: <news.example.org>", Some("List-Id")),
        ("Return-Path: <>", Some("Return-Path")),
        ("Return-Path: <ana@example.org>", None),
        (
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
            Some("Content-Type"),
        ),
    ] {
        let raw = format!("From: ana@example.org\r\n{header}\r\n\r\nHello\r\n");
        assert_eq!(read_mail(raw.as_bytes()).unwrap().automatic, told, "{header}");
    }
}

#[test]
fn nobody_is_the_sender_where_several_are_named() {
    let of = |headers: &str| read_mail(format!("{headers}\r\n\r\nHello\r\n").as_bytes()).unwrap().from;
    assert!(of("From: ana@example.org").is_some());
    for nobody in [
        "Subject: x",
        "From: ",
        "From: Ana",
        "From: a@example.org, b@example.org",
        "From: a@example.org\r\nFrom: b@example.org",
        "From: \"ana@example.org\"",
    ] {
        assert_eq!(of(nobody), None, "{nobody}");
    }
    let one = of("From: \"ana@example.org\" <evil@example.net>").unwrap();
    assert_eq!(one.address.as_str(), "evil@example.net");
    let injected =
        read_mail(b"From: ana@example.org\r\nSubject: =?utf-8?q?a=0D=0ABcc=3A_evil=00?=\r\n\r\nHi\r\n")
            .unwrap();
    assert_eq!(injected.subject, "a Bcc: evil");
}

#[test]
fn malicious_messages_are_read_in_bounds_or_refused() {
    assert_eq!(read_mail(b"").unwrap_err(), NotAMail::NoHeader);
    assert_eq!(read_mail(&vec![b'a'; LARGEST_MAIL + 1]).unwrap_err(), NotAMail::TooLarge);
    let long = format!("From: a@example.org\r\n\r\n{}", "word ".repeat(30_000));
    assert_eq!(read_mail(long.as_bytes()).unwrap_err(), NotAMail::TooLong);
    let pieces: String = (0..2_000).map(|n| format!(";\r\n a*{n}=x")).collect();
    let pieces = format!("From: a@example.org\r\nContent-Type: text/plain{pieces}\r\n\r\nHi");
    assert_eq!(read_mail(pieces.as_bytes()).unwrap_err(), NotAMail::TooManyPieces);
    let head = "From: a@example.org\r\n";
    let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(10_000);
    let digests: String = (0..3_000)
        .map(|n| format!("Content-Type: multipart/Digest; boundary=b{n}\r\n\r\n--b{n}\r\n\r\n"))
        .collect();
    let parts: String = (0..10_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
        .collect();
    let many = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(10_000);
    let many = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{many}--b--");
    let encoded = format!(
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
        "Content-Type: message/rfc82=32\r\n\r\n".repeat(10_000)
    );
    let header = format!("X: {}\r\n\r\nHi", "y".repeat(1_000_000));
    let brackets = format!("Content-Type: text/html\r\n\r\n{}", "<!--<".repeat(200_000));
    for body in [messages, digests, parts, many, encoded, header, brackets] {
        let raw = format!("{head}{body}");
        let mail = read_mail(raw.as_bytes());
        assert!(
            mail.as_ref().is_ok_and(|mail| mail.from.is_some()) || mail == Err(NotAMail::TooLong),
            "{}",
            &raw[..80]
        );
    }
}

/// Headers and bodies as mail programs, and nobody, would write them.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "From: ",
            "To: ",
            "Subject: ",
            "Message-ID: <",
            "References: <a@b> <",
            "Content-Type: ",
            "multipart/mixed; boundary=b",
            "multipart/alternative; boundary=\"b\"",
            "message/rfc822",
            "message/delivery-status",
            "text/html; charset=utf-7",
            "text/plain; charset=iso-2022-jp",
            "multipart/report; report-type=delivery-status; boundary=b",
            "--b",
            "--b--",
            "\r\n",
            "\n",
            "\r\n\r\n",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "=?utf-8?q?=0D=00?=",
            "a@example.org",
            "<>",
            ",",
            ";",
            "(",
            "\"",
            "=3D=",
            "UmlnaHQ=",
            "<p>",
            "<blockquote>",
            "<!--",
            "> ",
            "-- ",
            "On 1 x wrote:",
            "Content-Disposition: attachment; filename*0*=utf-8''%F0",
            "Authentication-Results: mx; dmarc=pass",
            "Action: failed",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_comes_is_read_as_plain_text_or_refused(raw in pieces()) {
        if let Ok(mail) = read_mail(&raw) {
            let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            prop_assert!(!mail.words.contains(hidden) && !mail.own_words.contains(hidden));
            prop_assert!(mail.own_words.is_empty() == mail.words.is_empty());
            prop_assert!(!mail.subject.contains(char::is_control));
            let ids = mail.answers.iter().chain([&mail.message_id]);
            prop_assert!(ids.into_iter().all(|id| id.bytes().all(|byte| byte.is_ascii_graphic())));
        }
    }
}
