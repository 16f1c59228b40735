//! Forms of an author's own, without script: branching, piping, prefilled links, first clicks, the preview.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use catsup_app::responses;
use catsup_model::{
    Channel, Role, Viewer,
    response::{Response, ResponseSource},
    survey::{Survey, SurveyDefinition},
};
use catsup_testing::{Answer, Browser, TestApp, every_kind};
use catsup_web::links;
use jiff::SignedDuration;
use serde_json::json;

const DETAILS: [(&str, &str); 4] =
    [("aspects.hours", "4"), ("aspects.building", "4"), ("aspects.collection", "5"), ("branch", "river")];

async fn stored(app: &TestApp) -> Vec<Response> {
    responses::list(&app.app, &Viewer::operator(), responses::ResponseFilter::default(), 100).await.unwrap()
}

/// The answers of the only response: what was chosen or written, by key.
async fn answers(app: &TestApp) -> BTreeMap<String, String> {
    let all = stored(app).await;
    assert_eq!(all.len(), 1, "one visitor, one response");
    let said = |answer: &catsup_model::response::StoredAnswer| {
        let value = answer.value.map(|value| value.to_string());
        (answer.question.clone(), answer.text.clone().or(value).unwrap_or_default())
    };
    all[0].answers.iter().map(said).collect()
}

async fn own(app: &TestApp, definition: SurveyDefinition) -> Survey {
    let service = app.service("Library cards").await;
    app.custom(&service, definition).await
}

/// Opens a page and reads it for half a minute, as a person does.
async fn read(app: &TestApp, visitor: &Browser, address: impl AsRef<str>) -> Answer {
    let page = visitor.get(address).await.is(200);
    app.app.clock().set(app.app.now() + SignedDuration::from_secs(30));
    page
}

#[catsup_testing::story]
async fn every_kind_of_question_is_asked_and_stored(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor();
    let first = read(&app, &visitor, format!("{}?case=A-17", links::feedback(&survey.key))).await;
    first.sees("Step 1 of up to 4").sees("It takes about three minutes.").sees("5 stars");
    let sent = visitor.submit(&first, &[("stars", "4"), ("helped", "1"), ("agree", "5")]).await.is(303);
    let second = visitor.get(sent.location()).await.is(200);
    second.sees("Opening hours").sees("<select").sees("Tick up to 2.").does_not_see("<table");
    let mut details = DETAILS.to_vec();
    details.extend([
        ("reasons", "books"),
        ("reasons", "other"),
        ("reasons.other", "the piano"),
        ("visits", "3"),
    ]);
    details.extend([("county", "baker"), ("day", "10"), ("day.day", "3"), ("day.year", "2025")]);
    let sent = visitor.submit(&second, &details).await.is(303);
    let last = visitor.get(sent.location()).await.is(200);
    last.sees("Step 3 of 3").sees("Anything else, 4 stars?").does_not_see("What went wrong");
    let contact =
        [("zip", "20500-0001"), ("reply", "1"), ("email", "Ana@example.gov"), ("phone", "202-555-0143")];
    let thanks = visitor.submit(&last, &contact).await.is(303);
    visitor.get(thanks.location()).await.is(200).sees("Thank you");

    let answers = answers(&app).await;
    for (key, value) in [
        ("case", "A-17"),
        ("stars", "4"),
        ("agree", "5"),
        ("aspects.collection", "5"),
        ("branch", "river"),
        ("reasons.books", "1"),
        ("reasons.quiet", "0"),
        ("reasons.other", "the piano"),
        ("visits", "3"),
        ("day", "2025-10-03"),
        ("zip", "20500-0001"),
        ("phone", "202-555-0143"),
        ("county", "baker"),
    ] {
        assert_eq!(answers.get(key).map(String::as_str), Some(value), "{key}");
    }
}

#[catsup_testing::story]
async fn an_answer_changed_later_takes_what_followed_from_it_along(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor();
    let first = read(&app, &visitor, links::feedback(&survey.key)).await;
    let second = visitor.submit(&first, &[("stars", "1")]).await.is(303);
    let details = visitor.get(second.location()).await.is(200);
    details.sees("Step 2 of 4");
    let third = visitor.submit(&details, &DETAILS).await.is(303);
    let low = visitor.get(third.location()).await.is(200);
    low.sees("You gave 1 star. What went wrong at Riverside?");
    let fourth = visitor.submit(&low, &[("wrong", "It was closed.")]).await.is(303);
    let contact = visitor.get(fourth.location()).await.is(200);
    contact.sees("Step 4 of 4").sees("/low?");
    assert_eq!(answers(&app).await["wrong"], "It was closed.");

    let again = links::feedback_section(&survey.key, nonce(second.location()), "visit");
    let changed = visitor.get(&again).await.is(200);
    let _ = visitor.submit(&changed, &[("stars", "5")]).await.is(303);
    let kept = answers(&app).await;
    assert!(!kept.contains_key("wrong"), "what went wrong is not asked any more");
    assert_eq!(kept["branch"], "river", "the rest stays");
    let passed = visitor.get(third.location()).await.is(303);
    assert!(passed.location().contains("/contact?"), "the page is passed over: {}", passed.location());
    visitor.get(fourth.location()).await.is(200).sees("Step 3 of 3").sees("/details?").does_not_see("/low?");
}

fn nonce(location: &str) -> &str {
    location.split('/').nth(3).unwrap()
}

#[catsup_testing::story]
async fn answers_to_what_was_not_asked_are_left_out_and_wrong_ones_named_together(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor();
    let first = read(&app, &visitor, links::feedback(&survey.key)).await;
    let second = visitor.submit(&first, &[("stars", "4"), ("helped", "0"), ("agree", "5")]).await.is(303);
    assert!(!answers(&app).await.contains_key("agree"), "nobody helped");
    let details = visitor.get(second.location()).await.is(200);
    let wrong =
        [("aspects.hours", "4"), ("visits", "many"), ("day", "2"), ("day.day", "31"), ("day.year", "2026")];
    let refused = visitor.submit(&details, &wrong).await.is(422);
    refused.sees("There are 5 problems").sees("href=\"#aspects.building\"").sees("href=\"#day\"");
    refused.sees("Enter a number from 0 to 31").sees("aria-invalid=\"true\"").sees("value=\"31\"");
}

#[catsup_testing::story]
async fn a_page_left_blank_is_passed_over_and_stores_nothing(app: TestApp) {
    let scale = |key: &str| json!({"key": key, "kind": "scale", "scale": "yes_no", "text": {"en": key}});
    let page = |key: &str, questions: serde_json::Value| json!({"key": key, "questions": questions});
    let definition = json!({"title": {"en": "Two pages"}, "sections": [
        page("welcome", json!([{"key": "hello", "kind": "display", "text": {"en": "Welcome!"}}])),
        page("one", json!([scale("q1")])),
        page("two", json!([scale("q2")])),
    ]});
    let survey = own(&app, serde_json::from_value(definition).unwrap()).await;
    let visitor = app.visitor();
    let address = format!("{}?channel=phone&campaign=spring", links::feedback(&survey.key));
    let welcome = read(&app, &visitor, address).await;
    let sent = visitor.submit(&welcome, &[]).await.is(303);
    let one = visitor.get(sent.location()).await.is(200);
    one.sees("Step 2 of 3").does_not_see("answers so far are in");
    let sent = visitor.submit(&one, &[]).await.is(303);
    let two = read(&app, &visitor, sent.location()).await;
    visitor.submit(&two, &[]).await.is(422).sees("Answer at least one question");
    assert!(stored(&app).await.is_empty());
    let _ = visitor.submit(&two, &[("q2", "1")]).await.is(303);
    let one = &stored(&app).await[0];
    assert_eq!((one.channel, one.campaign.as_deref()), (Channel::Phone, Some("spring")));
    assert_eq!(answers(&app).await["q2"], "1");
}

#[catsup_testing::story]
async fn a_click_in_a_mail_stores_nothing_until_it_is_sent(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor();
    let link =
        format!("{}?click.stars=4&campaign=spring&q.email=ana%40example.gov", links::feedback(&survey.key));
    let clicked = read(&app, &visitor, &link).await;
    clicked.sees("Send this answer").sees("value=\"4\" checked").does_not_see("I trust the library.");
    let _ = visitor.get(&link).await;
    assert!(stored(&app).await.is_empty(), "mail programs open links by themselves");
    let sent = visitor.submit(&clicked, &[("stars", "4")]).await.is(303);
    let one = &stored(&app).await[0];
    assert_eq!((one.source, one.channel), (ResponseSource::Email, Channel::Email));
    assert_eq!(one.campaign.as_deref(), Some("spring"));
    let rest = visitor.get(sent.location()).await.is(200);
    rest.sees("I trust the library.").sees("value=\"4\" checked");
    let sent = visitor.submit(&rest, &[("stars", "5"), ("trust", "1")]).await.is(303);
    assert_eq!(answers(&app).await["stars"], "5");
    let details = visitor.get(sent.location()).await.is(200);
    let sent = visitor.submit(&details, &DETAILS).await.is(303);
    visitor.get(sent.location()).await.is(200).sees("value=\"ana@example.gov\"");
}

#[catsup_testing::story]
async fn a_link_fills_in_only_what_fits(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor();
    let link =
        format!("{}?q.stars=9&q.recommend=10&q.nothing=1&click.overall=77", links::feedback(&survey.key));
    let page = visitor.get(link).await.is(200);
    page.sees("value=\"10\" checked").does_not_see("value=\"9\" checked").does_not_see("Send this answer");
}

#[catsup_testing::story]
async fn the_page_before_is_noted_without_being_asked(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let visitor = app.visitor().with_header("referer", "https://library.example.gov/hours?name=Ana");
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    let _ = visitor.submit(&page, &[("stars", "4")]).await.is(303);
    let one = &stored(&app).await[0];
    assert_eq!(one.page.as_deref(), Some("https://library.example.gov/hours"));
    assert_eq!(one.source, ResponseSource::Form);
}

#[catsup_testing::story]
async fn the_preview_branches_and_stores_nothing(app: TestApp) {
    let survey = own(&app, every_kind()).await;
    let staff = app.sign_in_as(Role::CxLead).await;
    let preview = links::preview(&survey.key);
    staff.get(&preview).await.is(200).sees("Preview").sees("name=\"_sent\" value=\"0\"");
    let low = format!("{preview}?_sent=0&stars=1");
    let details = staff.get(&low).await.is(200);
    details.sees("Opening hours").sees("name=\"stars\" value=\"1\"").sees("Step 2 of 4");
    staff.get(format!("{preview}?_sent=1&stars=1")).await.is(200).sees("There are 4 problems");
    let answered = "stars=1&aspects.hours=4&aspects.building=4&aspects.collection=4&branch=hill";
    let wrong = staff.get(format!("{preview}?_sent=1&{answered}")).await.is(200);
    wrong.sees("You gave 1 star. What went wrong at Hilltop?");
    let happy = answered.replace("stars=1", "stars=5");
    staff.get(format!("{preview}?_sent=1&{happy}")).await.is(200).sees("What should we call you?");
    staff.get(format!("{preview}?_sent=3&{happy}&_go=back")).await.is(200).sees("Opening hours");
    staff.get(format!("{preview}?_sent=3&{happy}")).await.is(200).sees("The form ends here");
    assert!(stored(&app).await.is_empty());
}
