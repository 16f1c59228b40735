//! Surveys: set up within the rules, published, changed knowingly, closed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_model::{Role, instrument::InstrumentCode};
use catsup_testing::TestApp;

use super::post;

/// The entries of an A-11 v2 survey that asks everything.
const A11_V2: [(&str, &str); 20] = [
    ("name", "After a visit"),
    ("channel", "in_person"),
    ("names.service.en", "Passport Services"),
    ("names.service.es", "Servicios de Pasaportes"),
    ("names.agency.en", "the Department"),
    ("names.promise.en", "deliver"),
    ("variants.answer_01", "trust_after_experience"),
    ("ask.answer_02", "1"),
    ("ask.answer_03", "1"),
    ("ask.answer_04", "1"),
    ("offer.answer_02.efficiency", "1"),
    ("offer.answer_02.humanity", "1"),
    ("offer.answer_02.other", "1"),
    ("offer.answer_03.efficiency", "1"),
    ("offer.answer_03.humanity", "1"),
    ("offer.answer_03.other", "1"),
    ("control_number", "1405-0193"),
    ("expires", "2028-05-31"),
    ("burden_minutes", "1"),
    ("privacy.en", "Your answers stay here."),
];

#[catsup_testing::story]
async fn a_survey_is_set_up_published_and_closed(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/surveys").await.is(200).sees("No surveys yet");
    lead.get("/desk/surveys/new").await.is(200).sees("A-11 v2: trust and drivers").sees("Net Promoter Score");
    let form = lead.get(format!("/desk/surveys/new/a11_v2?service={}", service.id)).await.is(200);
    form.sees("Passport renewal").sees("What went well?").sees("must be offered").sees("¿Qué salió bien?");

    let id = service.id.to_string();
    let mut entries = A11_V2.to_vec();
    entries.push(("service", &id));
    let made = post(&lead, &form, "/desk/surveys/new/a11_v2", &entries).await.is(303);
    let address = made.location().to_owned();
    let draft = lead.get(&address).await.is(200);
    draft.sees("saved as a draft").sees("Based on my experience with Passport Services").sees("1405-0193");
    draft
        .sees("It took a reasonable amount of time")
        .does_not_see("Employees I interacted with were helpful");
    draft.does_not_see("/feedback/");

    let state = format!("{address}/state");
    let _ = post(&lead, &draft, &state, &[("to", "published")]).await.is(303);
    let open = lead.get(&address).await.is(200);
    let key = address.rsplit('/').next().unwrap();
    open.sees("The survey is published").sees(&format!("/feedback/{key}"));
    app.visitor().get(format!("/feedback/{key}")).await.is(200).sees("Passport Services");
    lead.get("/desk/surveys?state=published").await.is(200).sees("After a visit").sees("May 31, 2028");

    let _ = post(&lead, &open, &state, &[("to", "closed")]).await.is(303);
    lead.get(&address).await.is(200).sees("Reopen").sees("Archive");
    let _ = app.visitor().get(format!("/feedback/{key}")).await.is(410);
    // The same button on a page that was left open.
    let _ = post(&lead, &open, &state, &[("to", "closed")]).await.is(303);
    lead.get(&address).await.is(200).sees("Somebody else changed the survey");
}

#[catsup_testing::story]
async fn a_refused_survey_keeps_what_was_entered(app: TestApp) {
    let _ = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let form = lead.get("/desk/surveys/new/a11_v2").await.is(200);
    let entries = [
        ("channel", "phone"),
        ("control_number", "12"),
        ("names.agency.en", "the Bureau"),
        ("expires", "soon"),
    ];
    let again = post(&lead, &form, "/desk/surveys/new/a11_v2", &entries).await.is(422);
    again.sees("Write it as 1234-5678").sees("value=\"the Bureau\"").sees("href=\"#service\"");
    again.sees("href=\"#names.service.en\"").sees("href=\"#name\"").does_not_see("href=\"#names.agency.en\"");
    again.sees("<option value=\"phone\" selected>");
    let _ = lead.get("/desk/surveys/new/no_such").await.is(404);
}

#[catsup_testing::story]
async fn another_wording_is_saved_only_by_someone_who_was_told(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let path = format!("/desk/surveys/{}/change", survey.key);
    let form = lead.get(&path).await.is(200);
    form.sees("What a change does to the trend").sees("version 2");
    let mut entries = vec![
        ("name", "Renamed"),
        ("channel", "website"),
        ("names.service.en", "Passport Services"),
        ("names.agency.en", "the Department"),
        ("names.population.en", "travelers"),
        ("variants.answer_02", "fulfil_commitment"),
    ];
    let asked = ["ask.answer_03", "ask.answer_04", "ask.answer_05", "ask.answer_06", "ask.answer_07"];
    entries.extend(asked.map(|field| (field, "1")));
    let told = post(&lead, &form, &path, &entries).await.is(422);
    told.sees("These answers will count apart").sees("I trust the Department to fulfill");
    lead.get(format!("/desk/surveys/{}", survey.key)).await.is(200).does_not_see("Renamed");

    entries.push(("understood", "1"));
    let _ = post(&lead, &form, &path, &entries).await.is(303);
    let page = lead.get(format!("/desk/surveys/{}", survey.key)).await.is(200);
    page.sees("Renamed").sees("the public now sees the new version").sees("What it asks (version 2)");
    page.does_not_see("Any additional feedback for");
}

#[catsup_testing::story]
async fn who_may_not_set_up_surveys_sees_them_without_the_means(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let page = viewer.get(format!("/desk/surveys/{}", survey.key)).await.is(200);
    page.sees("How likely").does_not_see("/state\"").does_not_see("/change\"");
    let _ = viewer.get("/desk/surveys/new").await.is(403);
    let elsewhere = app.sign_in_within(Role::CxLead, Some(app.service("Parks").await.organisation)).await;
    let _ = elsewhere.get(format!("/desk/surveys/{}", survey.key)).await.is(404);
}

#[catsup_testing::story]
async fn the_pages_speak_spanish(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/surveys?lang=es").await.is(200).sees("Preparar una encuesta");
    lead.get(format!("/desk/surveys/{}", survey.key))
        .await
        .is(200)
        .sees("Siguiente paso")
        .sees("Estoy satisfecho");
    lead.get("/desk/imports").await.is(200).sees("Traer un archivo");
    lead.get("/desk/responses").await.is(200).sees("Todavía no hay respuestas");
}
