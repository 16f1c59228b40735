//! Whatever is sent to the contact page and to private links: taken, or refused in words; never a failure.

use axum::{body::Body, http::Method};
use catsup_model::Role;
use catsup_testing::TestApp;
use catsup_web::{Configuration, limits::Limits};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::{complain, first_case, rule};

fn runner() -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]))
}

fn without_limits() -> Configuration {
    Configuration { limits: Limits::none(), ..Configuration::default() }
}

#[catsup_testing::story]
async fn no_token_but_the_right_one_opens_a_case(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await.id.to_string();
    let visitor = app.visitor_of(without_limits());
    let link = complain(&visitor, &service, "My permit is lost.").await;
    let token = link.strip_prefix("/track/").unwrap().to_owned();
    let mut runner = runner();
    let letters = "[0-9A-Za-z._~%-]{0,40}";
    let one_off = (0..token.len(), "[0-9A-Za-z._-]");
    for turn in 0..200 {
        let wrong = if turn % 2 == 0 {
            letters.new_tree(&mut runner).unwrap().current()
        } else {
            let (place, letter) = one_off.new_tree(&mut runner).unwrap().current();
            let mut wrong = token.clone();
            wrong.replace_range(place..=place, &letter);
            // Numbers are read as people write them: small letters are the same, and O is 0.
            let number = |text: &str| {
                let number = text.split('.').next().unwrap_or_default().to_uppercase().replace('-', "");
                number.replace('O', "0").replace(['I', 'L'], "1")
            };
            let signature = |text: &str| text.split_once('.').map(|(_, rest)| rest.to_owned());
            if number(&wrong) == number(&token) && signature(&wrong) == signature(&token) {
                continue;
            }
            wrong
        };
        for answer in [
            visitor.get(format!("/track/{wrong}")).await,
            visitor.post(format!("/track/{wrong}"), &[("word", "confirm")]).await,
        ] {
            let status = answer.status.as_u16();
            assert!(matches!(status, 400 | 404 | 405), "{status} for {wrong}");
            answer.does_not_see("My permit is lost.");
        }
    }
    visitor.get(&link).await.is(200).sees("My permit is lost.");
}

/// A form with a picture, as a browser sends it.
fn form(service: &str, words: &str) -> Vec<u8> {
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body = [part("kind", "question"), part("service", service), part("description", words)]
        .concat()
        .into_bytes();
    body.extend_from_slice(
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n",
    );
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n");
    body.extend_from_slice(b"\r\n--b--\r\n");
    body
}

#[catsup_testing::story]
async fn no_form_and_no_file_ends_in_a_failure(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await.id.to_string();
    let visitor = app.visitor_of(without_limits());
    let link = complain(&visitor, &service, "My permit is lost.").await;
    let mut runner = runner();
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12);
    let words = prop_oneof![any::<String>(), Just("a\r\nBcc: x@example.org\r\n\r\nhi".to_owned())];
    let mut taken_in = 0;
    for turn in 0..200 {
        let mut body = form(&service, &words.new_tree(&mut runner).unwrap().current());
        if turn % 4 > 0 {
            for (place, byte, how) in edits.new_tree(&mut runner).unwrap().current() {
                if body.len() < 2 {
                    break;
                }
                let place = place.index(body.len());
                match how {
                    0 => body[place] = byte,
                    1 => body.insert(place, byte),
                    2 => drop(body.remove(place)),
                    _ => body.truncate(place.max(1)),
                }
            }
        }
        let kind = Some("multipart/form-data; boundary=b");
        for path in ["/contact", link.as_str()] {
            let answer = visitor.send(Method::POST, path, kind, Body::from(body.clone())).await;
            let status = answer.status.as_u16();
            assert!(matches!(status, 303 | 400 | 413 | 422), "{status} at {path}: {}", answer.body);
            taken_in += usize::from(status == 303);
        }
    }
    assert!(taken_in > 5, "some were read to the end: {taken_in}");
    // Whatever came in is shown, and is nothing but words.
    let agent = app.sign_in_as(Role::Agent).await;
    let case = first_case(&agent.get("/desk/cases?view=all").await.is(200));
    let _ = agent.get(&case).await.is(200);
    visitor.get(&link).await.is(200).sees("My permit is lost.");
}
