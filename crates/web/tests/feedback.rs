//! The public form, from the first page to the thanks, without script.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::num::NonZeroU32;

use catsup_app::responses;
use catsup_model::{
    Channel, Language, Viewer,
    instrument::InstrumentCode,
    notice::{ControlNumber, Notices},
    response::{Response, ResponseState},
};
use catsup_testing::{Answer, Browser, TestApp};
use catsup_web::{
    Configuration,
    limits::{Limits, Rate},
    links,
};
use jiff::{SignedDuration, Timestamp, civil::date};

async fn stored(app: &TestApp) -> Vec<Response> {
    responses::list(&app.app, &Viewer::operator(), responses::ResponseFilter::default(), 100).await.unwrap()
}

/// Opens a form and reads it for half a minute: what is sent back at once was hardly sent by a person.
async fn read(app: &TestApp, visitor: &Browser, address: impl AsRef<str>) -> Answer {
    let page = visitor.get(address).await.is(200);
    app.app.clock().set(app.app.now() + SignedDuration::from_secs(30));
    page
}

fn value(response: &Response, question: &str) -> Option<i64> {
    response.answers.iter().find(|answer| answer.question == question).and_then(|answer| answer.value)
}

#[catsup_testing::story]
async fn a_form_of_two_pages_counts_after_the_first_and_is_one_response_after_both(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let visitor = app.visitor().with_header("user-agent", "Mozilla/5.0 (iPhone) Mobile/15E148");

    let first =
        read(&app, &visitor, format!("{}?channel=phone&s.region=West", links::feedback(&survey.key))).await;
    first.sees("Step 1 of 2").sees("Strongly agree");
    let sent = visitor.submit(&first, &[("answer_01", "5"), ("answer_02", "4")]).await.is(303);
    let one = &stored(&app).await[0];
    assert_eq!((one.channel, one.device.as_deref()), (Channel::Phone, Some("phone")));
    assert_eq!((value(one, "answer_01"), one.segments["region"].as_str()), (Some(5), "West"));

    let second = visitor.get(sent.location()).await.is(200);
    second.sees("Step 2 of 2").sees("your answers so far are in");
    let thanks =
        visitor.submit(&second, &[("answer_04", "2"), ("answer_09", "The line was long.")]).await.is(303);
    visitor.get(thanks.location()).await.is(200).sees("Thank you").sees("Passport renewal");
    let all = stored(&app).await;
    assert_eq!(all.len(), 1, "both pages are one response");
    assert_eq!((value(&all[0], "answer_02"), value(&all[0], "answer_04")), (Some(4), Some(2)));

    let again = visitor.get(sent.location()).await.is(200);
    again.sees("The line was long.");
}

#[catsup_testing::story]
async fn a_form_sent_twice_counts_once_and_the_last_word_stands(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    for score in ["9", "9", "3"] {
        let _ = visitor.submit(&page, &[("answer_01", score)]).await.is(303);
    }
    let all = stored(&app).await;
    assert_eq!((all.len(), value(&all[0], "answer_01")), (1, Some(3)));
    let other = read(&app, &visitor, links::feedback(&survey.key)).await;
    let _ = visitor.submit(&other, &[("answer_01", "10")]).await.is(303);
    assert_eq!(stored(&app).await.len(), 2, "a page opened anew is another response");
}

#[catsup_testing::story]
async fn what_follows_from_an_answer_is_kept_and_the_rest_discarded(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    page.sees("data-ask-when=\"{&#34;question&#34;:&#34;answer_01&#34;,&#34;values&#34;:[1]}\"");
    page.sees("data-show-when=\"answer_02=other\"");
    let entries = [
        ("answer_01", "1"),
        ("answer_02", "ease"),
        ("answer_03", "employee"),
        ("answer_02.other", "not ticked"),
    ];
    let _ = visitor.submit(&page, &entries).await.is(303);
    let one = &stored(&app).await[0];
    assert_eq!((value(one, "answer_02.ease"), value(one, "answer_02.humanity")), (Some(1), Some(0)));
    assert_eq!(value(one, "answer_03.employee"), None, "what went badly was not asked");
    assert!(one.answers.iter().all(|answer| answer.text.is_none()), "no words without their tick");
}

#[catsup_testing::story]
async fn wrong_input_comes_back_with_its_words_and_its_errors(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    let long = "é".repeat(1001);
    let refused = visitor.submit(&page, &[("answer_01", "7"), ("answer_04", &long)]).await.is(422);
    refused
        .sees("There are 2 problems")
        .sees("href=\"#answer_01\"")
        .sees("aria-invalid=\"true\"")
        .sees(&long);
    refused.sees("Shorten this to 1,000 characters or fewer; it has 1,001");
    assert_eq!(refused.hidden(), page.hidden(), "the nonce stays, so that mending does not count twice");
    visitor.submit(&page, &[]).await.is(422).sees("Choose one of the answers");
    visitor.submit(&page, &[("answer_04", "hello")]).await.is(422).sees("Choose one of the answers");
    assert!(stored(&app).await.is_empty());
}

#[catsup_testing::story]
async fn a_program_that_fills_every_field_is_thanked_and_not_counted(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    let sent =
        visitor.submit(&page, &[("answer_01", "9"), ("_website", "https://spam.example")]).await.is(303);
    visitor.get(sent.location()).await.is(200).sees("Thank you");
    let all = stored(&app).await;
    assert_eq!((all.len(), all[0].state), (1, ResponseState::Spam), "kept for staff to look at");
}

#[catsup_testing::story]
async fn a_survey_is_open_until_its_last_day_and_gone_after(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let notices = Notices {
        control_number: Some(ControlNumber::parse("2900-0770").unwrap()),
        expires: Some(date(2026, 3, 11)),
        burden_minutes: Some(2),
        ..Notices::default()
    };
    let survey = app.survey_with(&service, InstrumentCode::Csat, notices.clone()).await;
    let draft = app.draft(&service, InstrumentCode::Csat, notices).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    page.sees("2900-0770").sees("Mar 11, 2026").sees("Takes about 2 minutes");
    let _ = visitor.get(links::feedback(&draft.key)).await.is(404);
    let _ = visitor.get("/feedback/no-such-survey").await.is(404);
    let _ = visitor.get("/feedback/%00%ff").await;

    app.app.clock().set("2026-03-12T05:00:00Z".parse::<Timestamp>().unwrap());
    visitor.get(links::feedback(&survey.key)).await.is(410).sees("Its approval ended on Mar 11, 2026");
    let _ = visitor.submit(&page, &[("answer_01", "5")]).await.is(410);
    assert!(stored(&app).await.is_empty());
}

#[catsup_testing::story]
async fn the_form_speaks_the_language_asked_for_and_notes_it(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, format!("{}?lang=es", links::feedback(&survey.key))).await;
    page.sees("<html lang=\"es\"").sees("¿Qué salió bien?").sees("Enviar").sees("English");
    let sent = visitor.submit(&page, &[("answer_01", "1")]).await.is(303);
    visitor.get(sent.location()).await.is(200).sees("Gracias");
    assert_eq!(stored(&app).await[0].language, Language::Es);
}

#[catsup_testing::story]
async fn one_click_answers_a_page_question_and_the_reason_may_follow(app: TestApp) {
    let service = app.service("Help pages").await;
    let survey = app.survey(&service, InstrumentCode::YesNo).await;
    let visitor = app.visitor();
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    page.sees("name=\"answer_01\" value=\"0\"").does_not_see("<textarea");
    let sent = visitor.submit(&page, &[("answer_01", "0")]).await.is(303);
    assert_eq!(value(&stored(&app).await[0], "answer_01"), Some(0));
    let why = visitor.get(sent.location()).await.is(200);
    why.sees("<textarea");
    let thanks =
        visitor.submit(&why, &[("answer_01", "0"), ("answer_02", "I could not find the fee.")]).await.is(303);
    assert!(thanks.location().ends_with("/thanks"));
    let all = stored(&app).await;
    assert_eq!((all.len(), all[0].answers.len()), (1, 2));
}

#[catsup_testing::story]
async fn staff_see_a_draft_as_the_public_will_and_cannot_send_it(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let draft = app.draft(&service, InstrumentCode::A11V1, Notices::default()).await;
    let _ = app.visitor().get(links::preview(draft.id)).await.is(303);
    let staff = app.sign_in_as(catsup_model::Role::CxLead).await;
    let page = staff.get(links::preview(draft.id)).await.is(200);
    page.sees("nothing is stored").sees("Strongly agree").does_not_see("method=\"post\" action=\"/feedback");
    staff.get(format!("{}?page=2", links::preview(draft.id))).await.is(200).sees("Step 2 of 2");
    let _ = staff.get(format!("{}?page=3", links::preview(draft.id))).await.is(404);
}

#[catsup_testing::story]
async fn the_front_page_lists_what_can_be_answered_now(app: TestApp) {
    let visitor = app.visitor();
    visitor.get("/").await.is(200).sees("No survey is open right now");
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    visitor.get("/").await.is(200).sees("Passport renewal").sees(&links::feedback(&survey.key));
}

#[catsup_testing::story]
async fn whoever_sends_too_much_is_told_kindly_when_to_come_back(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    let at_once = |burst| Some(Rate { per_minute: NonZeroU32::MIN, burst: NonZeroU32::new(burst).unwrap() });
    let limits =
        Limits { submissions_by_address: at_once(4), unproven_by_address: at_once(2), ..Limits::default() };
    let visitor = app.visitor_of(Configuration { limits, ..Configuration::default() });
    let page = read(&app, &visitor, links::feedback(&survey.key)).await;
    for _ in 0..4 {
        // The later ones meet the proof of work first, with status 200.
        let sent = visitor.submit(&page, &[("answer_01", "9")]).await;
        assert!(matches!(sent.status.as_u16(), 303 | 200), "{}", sent.status);
    }
    let refused = visitor.submit(&page, &[("answer_01", "9")]).await.is(429);
    refused.sees("That was a lot at once");
    assert!(refused.headers.contains_key("retry-after"));

    let unlimited = app.visitor_of(Configuration { limits: Limits::none(), ..Configuration::default() });
    for _ in 0..40 {
        let sent = unlimited.submit(&page, &[("answer_01", "9")]).await;
        assert!(matches!(sent.status.as_u16(), 303 | 200), "{}", sent.status);
    }
}

#[catsup_testing::story]
async fn every_answer_carries_its_headers_and_unknown_addresses_say_so(app: TestApp) {
    let visitor = app.visitor();
    let page = visitor.get("/nowhere").await.is(404);
    page.sees("We cannot find this page").sees("<html lang=\"en\"");
    assert!(page.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert_eq!(page.headers["x-request-id"].len(), 26);
    visitor.get("/healthz").await.is(200).sees("ok");
    visitor.get("/readyz").await.is(200).sees("ready");
    visitor.get("/metrics").await.is(200).sees("route=\"/readyz\",status=\"200\"");
    let _ = visitor.get("/privacy?lang=es").await.is(200).sees("Privacidad");
    let _ = visitor.get("/accessibility").await.is(200);
}
