//! Results question by question: shown, taken along as a file, and closed to whom they are not for.

use catsup_model::Role;
use catsup_testing::TestApp;

#[catsup_testing::story]
async fn results_show_every_question_and_come_as_a_file(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 12).with("answer_09", "Call 202-555-0143").sent().await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let survey = survey_of(&app).await;
    let path = format!("/desk/surveys/{survey}/results");
    let page = viewer.get(&path).await.is(200);
    page.sees("12 responses").sees("Asked of 12, answered by 12").does_not_see("202-555-0143");
    // Who may not read responses sees figures, and no words.
    page.does_not_see("Read what people wrote");
    let _ = viewer.get(format!("{path}/answer_09")).await.is(403);
    let agent = app.sign_in_as(Role::Agent).await;
    let words = agent.get(format!("{path}/answer_09")).await.is(200);
    words.sees("Call ").does_not_see("202-555-0143");
    let _ = agent.get(format!("{path}/answer_99")).await.is(404);
    let table = viewer.get(format!("{path}?rows=q:answer_01&columns=q:answer_02")).await.is(200);
    table.sees("id=\"cross-table\"");
}

#[catsup_testing::story]
async fn results_are_closed_to_other_organisations(app: TestApp) {
    let service = app.service("Passport renewal").await;
    app.responses(&service, 12).sent().await;
    let survey = survey_of(&app).await;
    let path = format!("/desk/surveys/{survey}/results");
    let elsewhere = app.sign_in_within(Role::CxLead, Some(app.service("Parks").await.organisation)).await;
    for closed in
        [path.clone(), format!("{path}?rows=q:answer_01&columns=channel"), format!("{path}/answer_09")]
    {
        let _ = elsewhere.get(closed).await.is(404);
    }
    let stranger = app.visitor().get(&path).await.is(303);
    assert!(stranger.location().starts_with("/desk/sign-in"));
}

/// The key of the one survey there is.
async fn survey_of(app: &TestApp) -> String {
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/surveys").await.is(200);
    let (_, rest) = page.body.split_once("href=\"/desk/surveys/").expect("a survey is listed");
    rest.split(['"', '/', '?']).next().expect("it has a key").to_owned()
}
