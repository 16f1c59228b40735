//! Building a survey through its pages: questions and conditions, moving and undoing, collisions, texts, publishing,
//! files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_model::{Permission, Role, instrument::InstrumentCode, notice::Notices, survey::Survey};
use catsup_testing::{Answer, Browser, TestApp};
use serde_json::{Value, json};

use super::post;

/// A draft of an author's own, and its builder as somebody sees it who may use it.
async fn begin(app: &TestApp) -> (Survey, Browser, String) {
    let service = app.service("Library cards").await;
    let survey = app.draft(&service, InstrumentCode::Custom, Notices::default()).await;
    let build = format!("/desk/surveys/{}/build", survey.key);
    (survey, app.sign_in_as(Role::CxLead).await, build)
}

/// The revision that the forms of a page carry.
fn revision(page: &Answer) -> String {
    page.hidden().into_iter().find(|(name, _)| name == "revision").unwrap().1
}

/// Posts what was entered on a page, to the page's own address.
async fn save(lead: &Browser, path: &str, entries: &[(&str, &str)]) -> Answer {
    let page = lead.get(path).await.is(200);
    let revision = revision(&page);
    let mut all = vec![("revision", revision.as_str())];
    all.extend_from_slice(entries);
    post(lead, &page, path, &all).await
}

const WHY: [(&str, &str); 9] = [
    ("kind", "single"),
    ("page", "page_1"),
    ("text.en", "Why did you come?"),
    ("text.es", "¿Por qué vino?"),
    ("part.0.en", "Pay a bill"),
    ("part.0.es", "Pagar una factura"),
    ("part.1.en", "Something else"),
    ("part.1.other", "1"),
    ("when", "always"),
];

#[catsup_testing::story]
async fn questions_are_added_with_conditions_in_words_and_moved(app: TestApp) {
    let (_, lead, build) = begin(&app).await;
    lead.get(&build).await.is(200).sees("What would you like to tell us?").sees("This is a draft");
    lead.get(format!("{build}/add?page=page_1"))
        .await
        .is(200)
        .sees("One of several")
        .sees("Net Promoter Score");
    let made = save(&lead, &format!("{build}/add?page=page_1&kind=single"), &WHY).await.is(303);
    assert!(made.location().ends_with("#at-why_did_you_come"), "{}", made.location());

    let waits = [
        ("kind", "likert5"),
        ("page", "page_1"),
        ("scale", "likert5"),
        ("feeds", "ease"),
        ("text.en", "Paying was easy."),
        ("when", "all"),
        ("test.why_did_you_come", "choices"),
        ("answers.why_did_you_come", "pay_a_bill"),
    ];
    let path = format!("{build}/add?page=page_1&kind=likert5");
    let form = lead.get(&path).await.is(200);
    form.sees("Pay a bill").sees("Feeds the measure");
    let _ = save(&lead, &path, &waits).await.is(303);
    let page = lead.get(&build).await.is(200);
    page.sees("Asked when “Why did you come?” is Pay a bill").sees("Feeds Ease");

    // Before what it waits for: said as a problem, and taken back.
    let _ = save(&lead, &build, &[("act", "up:paying_was_easy")]).await.is(303);
    lead.get(&build).await.is(200).sees("does not come before it").sees("In the way of publishing");
    let _ = save(&lead, &build, &[("act", "undo")]).await.is(303);
    lead.get(&build).await.is(200).does_not_see("In the way of publishing");
    let _ = save(&lead, &build, &[("act", "remove:question_1")]).await.is(303);
    lead.get(&build).await.is(200).sees("The question is removed").sees("Undo");
    let _ =
        save(&lead, &build, &[("act", "place:why_did_you_come"), ("page", "page_1"), ("index", "9")]).await;
    let _ = lead.get(format!("{build}/questions/gone")).await.is(404);
}

#[catsup_testing::story]
async fn what_does_not_fit_comes_back_as_it_was_typed(app: TestApp) {
    let (_, lead, build) = begin(&app).await;
    let path = format!("{build}/add?page=page_1&kind=number");
    let wrong = [
        ("kind", "number"),
        ("page", "page_1"),
        ("text.es", "¿Cuánto esperó?"),
        ("low", "a few"),
        ("key", "Wait Time"),
        ("when", "any"),
    ];
    let again = save(&lead, &path, &wrong).await.is(422);
    again.sees("Enter a whole number").sees("value=\"a few\"").sees("Wait Time").sees("¿Cuánto esperó?");
    again.sees("Use up to 40 lower-case letters").sees("Choose at least one answer to wait for");
    let empty =
        save(&lead, &path, &[("kind", "number"), ("page", "page_1"), ("when", "always")]).await.is(422);
    empty.sees("href=\"#text.en\"");
    // Lines are arranged before anything is kept.
    let mut arranged = WHY.to_vec();
    arranged.push(("arrange", "down.0"));
    let page = save(&lead, &format!("{build}/add?page=page_1&kind=single"), &arranged).await.is(200);
    assert!(page.body.find("Something else") < page.body.find("Pay a bill"));
    lead.get(&build).await.is(200).does_not_see("Why did you come?");
}

#[catsup_testing::story]
async fn two_authors_do_not_overwrite_each_other_unknowingly(app: TestApp) {
    let (_, lead, build) = begin(&app).await;
    let path = format!("{build}/questions/question_1");
    let mine = lead.get(&path).await.is(200);
    let old = revision(&mine);
    let _ = save(&lead, &build, &[("act", "duplicate:question_1")]).await.is(303);
    let typed =
        [("revision", old.as_str()), ("text.en", "What I typed"), ("page", "page_1"), ("when", "always")];
    let told = post(&lead, &mine, &path, &typed).await.is(409);
    told.sees("Somebody else edited the survey").sees("What I typed");
    let now = revision(&told);
    let again =
        [("revision", now.as_str()), ("text.en", "What I typed"), ("page", "page_1"), ("when", "always")];
    let _ = post(&lead, &told, &path, &again).await.is(303);
    lead.get(&build).await.is(200).sees("What I typed");
    // A button on a page that was left open.
    let _ = post(&lead, &mine, &build, &[("revision", &old), ("act", "remove:question_1")]).await.is(303);
    lead.get(&build).await.is(200).sees("Somebody edited the survey in the meantime").sees("What I typed");
}

#[catsup_testing::story]
async fn texts_are_translated_side_by_side_and_what_is_missing_is_counted(app: TestApp) {
    let (_, lead, build) = begin(&app).await;
    let _ = save(&lead, &format!("{build}/add?page=page_1&kind=single"), &WHY).await.is(303);
    let texts = format!("{build}/texts");
    lead.get(&texts).await.is(200).sees("1 of 5 texts are missing").sees("missing in Español");
    lead.get(&build).await.is(200).sees("1 text is missing in Español");
    let key = "t.part.why_did_you_come.something_else";
    let (english, spanish) = (format!("{key}.en"), format!("{key}.es"));
    let some = [(english.as_str(), "Something else"), (spanish.as_str(), "Otra cosa")];
    let _ = save(&lead, &texts, &some).await.is(303);
    lead.get(&texts).await.is(200).sees("all 5 texts are there").sees("Otra cosa").sees("¿Por qué vino?");
    let long = "x".repeat(201);
    save(&lead, &texts, &[("t.title.en", &long)]).await.is(422).sees("Shorten this to 200 characters");
}

#[catsup_testing::story]
async fn publishing_says_first_what_it_does_to_each_trend(app: TestApp) {
    let (survey, lead, build) = begin(&app).await;
    let publish = format!("{build}/publish");
    let _ = save(&lead, &publish, &[]).await.is(303);
    let form = format!("/feedback/{}", survey.key);
    app.visitor().get(&form).await.is(200).sees("What would you like to tell us?");
    lead.get(&publish).await.is(200).sees("Nothing waits to be published");

    let question = format!("{build}/questions/question_1");
    let reworded =
        [("text.en", "What should we know?"), ("page", "page_1"), ("when", "always"), ("key", "question_1")];
    let _ = save(&lead, &question, &reworded).await.is(303);
    app.visitor().get(&form).await.is(200).sees("What would you like to tell us?");
    lead.get(format!("/desk/surveys/{}/preview", survey.key)).await.is(200).sees("What should we know?");
    lead.get(format!("/desk/surveys/{}", survey.key)).await.is(200).sees("Changes wait to be published");
    let told = lead.get(&publish).await.is(200);
    told.sees("It is worded anew in English")
        .sees("Before: “What would you like to tell us?”")
        .sees("Only corrected");
    let _ = save(&lead, &publish, &[("same.question_1", "1")]).await.is(303);
    app.visitor().get(&form).await.is(200).sees("What should we know?");
    let page = lead.get(format!("/desk/surveys/{}", survey.key)).await.is(200);
    page.sees("What it asks (version 2)").does_not_see("Changes wait to be published");

    let _ =
        save(&lead, &question, &[("text.en", "Other"), ("page", "page_1"), ("when", "always")]).await.is(303);
    let _ = save(&lead, &build, &[("act", "discard")]).await.is(303);
    lead.get(&build).await.is(200).sees("What should we know?").sees("The changes are dropped");
}

#[catsup_testing::story]
async fn the_preview_stands_in_a_frame_of_ours_alone(app: TestApp) {
    let (survey, lead, build) = begin(&app).await;
    let page = lead.get(format!("{build}/preview?width=desk")).await.is(200);
    page.sees("preview-desk").sees(&format!("src=\"/desk/surveys/{}/preview\"", survey.key));
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("frame-src 'self'"));
    let framed = lead.get(format!("/desk/surveys/{}/preview", survey.key)).await.is(200);
    assert!(framed.headers["content-security-policy"].to_str().unwrap().ends_with("frame-ancestors 'self'"));
}

#[catsup_testing::story]
async fn a_survey_goes_out_as_a_file_and_comes_in_whole_or_not_at_all(app: TestApp) {
    let (survey, lead, _) = begin(&app).await;
    let file = lead.get(format!("/desk/surveys/{}/definition.json", survey.key)).await.is(200);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains(&survey.key));
    let text = file.body;
    let service = survey.service.to_string();
    let page = lead.get("/desk/surveys/from-file").await.is(200);
    let hand_in = async |text: &str| {
        let csrf = super::csrf(&page);
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body =
            [part("csrf", &csrf), part("service", &service), part("name", "From a file"), part("text", text)];
        let body = format!("{}--b--\r\n", body.concat());
        let kind = Some("multipart/form-data; boundary=b");
        lead.send(axum::http::Method::POST, "/desk/surveys/from-file", kind, body.into()).await
    };
    let refused = hand_in(&text.replace("long_text", "long_tekst")).await.is(422);
    refused.sees("definition.sections[0].questions[0]").sees("Nothing was made").sees("long_tekst");
    lead.get("/desk/surveys").await.is(200).does_not_see("From a file");
    let made = hand_in(&text).await.is(303);
    lead.get(made.location()).await.is(200).sees("From a file").sees("What would you like to tell us?");

    let copy = format!("/desk/surveys/{}/copy", survey.key);
    let form = lead.get(&copy).await.is(200);
    post(&lead, &form, &copy, &[("name", " "), ("service", &service)]).await.is(422).sees("href=\"#name\"");
    let made = post(&lead, &form, &copy, &[("name", "The copy"), ("service", &service)]).await.is(303);
    lead.get(made.location()).await.is(200).sees("The copy").sees("Draft");
}

#[catsup_testing::story]
async fn programs_read_and_replace_a_draft(app: TestApp) {
    let (survey, lead, build) = begin(&app).await;
    let path = format!("/api/v1/surveys/{}/definition", survey.key);
    let reader = app.program(&app.token(&[Permission::ReadDirectory]).await);
    let read = reader.get(&path).await.is(200);
    let mut file: Value = serde_json::from_str(&read.body).unwrap();
    file["definition"]["sections"][0]["questions"][0]["text"]["en"] = json!("From a program");
    let _ = reader.post_json(&path, &file).await.is(403);

    let writer = app.program(&app.token(&[Permission::ManageSurveys]).await);
    let taken = writer.post_json(&path, &file).await.is(200);
    let body: Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!((&body["revision"], &body["problems"]), (&json!(1), &json!([])));
    lead.get(&build).await.is(200).sees("From a program");

    let late = app.program(&app.token(&[Permission::ManageSurveys]).await).with_header("if-match", "\"0\"");
    let _ = late.post_json(&path, &file).await.is(409);
    file["definition"]["sections"][0]["questions"][0]["key"] = json!("Not A Key");
    writer.post_json(&path, &file).await.is(422).sees("definition.sections[0].questions[0].key");
}

#[catsup_testing::story]
async fn questions_of_an_instrument_are_shown_with_a_lock_and_the_reason(app: TestApp) {
    let service = app.service("Library cards").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let build = format!("/desk/surveys/{}/build", survey.key);
    let page = lead.get(&build).await.is(200);
    page.sees("4 of at most 15 questions").sees("Fixed").does_not_see("value=\"remove:answer_01\"");
    lead.get(format!("{build}/questions/answer_01")).await.is(200).sees("The instrument fixes this question");
    let _ = save(&lead, &build, &[("act", "remove:answer_01")]).await.is(303);
    lead.get(&build).await.is(200).sees("its questions keep their place and order");
    let own = [("kind", "stars5"), ("page", "page_1"), ("text.en", "My own"), ("when", "always")];
    let page = survey.definition.sections[0].key.as_str();
    let own: Vec<(&str, &str)> =
        own.map(|(name, value)| (name, if name == "page" { page } else { value })).into();
    let _ = save(&lead, &format!("{build}/add?page={page}&kind=stars5"), &own).await.is(303);
    lead.get(&build).await.is(200).sees("My own").sees("Changes wait to be published");
}
