//! What people say along a journey: joined by customer, touchpoint or stage; and what staff say of a map.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    directory::touchpoints,
    interactions::{self, Given},
    journey_maps,
    responses::{self, Submission},
};
use catsup_model::{
    Channel, Role, Viewer,
    directory::{Service, Touchpoint},
    id::JourneyMapId,
    instrument::InstrumentCode,
    journey_map::{JourneyDesign, MapScope},
    survey::Survey,
};
use catsup_testing::{Answer, Browser, TestApp};
use jiff::SignedDuration;
use serde_json::json;

/// A service with one desk, a survey, and a map of it.
struct Story {
    service: Service,
    survey: Survey,
    desk: Touchpoint,
    map: JourneyMapId,
}

impl Story {
    /// Twenty people send a form at the desk, show a paper there a day later, and get a card two days later.
    async fn of(app: &TestApp) -> Self {
        let operator = Viewer::operator();
        let service = app.service("Library cards").await;
        let survey = app.survey(&service, InstrumentCode::A11V1).await;
        let desk = touchpoints::add(&app.app, &operator, service.id, "Front desk", Channel::InPerson);
        let desk = desk.await.unwrap();
        let mut given = Vec::new();
        for number in 0..20 {
            for (days, activity) in [(10, "form sent"), (9, "paper shown"), (7, "card sent")] {
                given.push(Given {
                    service: Some(service.id.to_string()),
                    touchpoint: Some(desk.id.to_string()),
                    customer: Some(format!("reader-{number}")),
                    activity: activity.to_owned(),
                    occurred_at: Some(app.app.now() - SignedDuration::from_hours(24 * days)),
                    ..Given::default()
                });
            }
        }
        interactions::record(&app.app, &operator, "test", given).await.unwrap();
        let step = |key: &str, name: &str, activity: &str| {
            json!({"key": key, "name": name, "activities": [activity], "touchpoints": [desk.id],
                "blueprint": {"backstage": "Stamps it.", "policies": "Library act, section 4"}})
        };
        let stages = json!([
            {"key": "stage_1", "name": "Apply",
                "steps": [step("step_1", "Send a form", "form sent"), step("step_2", "Show a paper", "paper shown")]},
            {"key": "stage_2", "name": "Receive", "steps": [step("step_3", "Get the card", "card sent")]},
        ]);
        let design = json!({"title": "Getting a card", "stages": stages});
        let design: JourneyDesign = serde_json::from_value(design).unwrap();
        let scope = MapScope::Service(service.id);
        let map = journey_maps::begin(&app.app, &operator, scope, design).await.unwrap();
        Self { service, survey, desk, map }
    }

    /// A response with this satisfaction so many days ago.
    async fn say(&self, app: &TestApp, said: Said<'_>) {
        let answers = [
            ("answer_01", said.satisfaction.into()),
            ("answer_02", 4.into()),
            ("answer_08", said.words.into()),
        ];
        let answers = answers.into_iter().filter(|(key, _)| *key != "answer_08" || !said.words.is_empty());
        let mut submission = Submission {
            answers: answers.map(|(question, value)| (question.to_owned(), value)).collect(),
            ..Submission::default()
        };
        let about = &mut submission.circumstances;
        about.touchpoint = said.at_desk.then_some(self.desk.id);
        about.customer = said.customer.map(str::to_owned);
        about.occurred_at = Some(app.app.now() - SignedDuration::from_hours(24 * said.days));
        about.segments = said.stage.iter().map(|stage| ("stage".to_owned(), (*stage).to_owned())).collect();
        let operator = Viewer::operator();
        responses::submit(&app.app, &operator, &self.survey.key, submission).await.unwrap();
    }
}

#[derive(Clone, Copy, Default)]
struct Said<'a> {
    satisfaction: i64,
    days: i64,
    words: &'a str,
    at_desk: bool,
    customer: Option<&'a str>,
    stage: Option<&'a str>,
}

/// What stands between two texts of a page.
fn between<'a>(page: &'a Answer, from: &str, to: &str) -> &'a str {
    let start = page.body.find(from).unwrap_or_else(|| panic!("the page shows “{from}”"));
    let rest = &page.body[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[catsup_testing::story]
async fn a_known_customer_speaks_of_the_step_they_had(app: TestApp) {
    let story = Story::of(&app).await;
    // Twelve had the paper shown and say 2 before the next day; twelve of nobody known say 5 at the desk.
    for number in 0..12 {
        let customer = format!("reader-{number}");
        let words = if number == 3 { "They lost my paper, call me at 555-010-9999." } else { "" };
        let said = Said { satisfaction: 2, days: 8, words, customer: Some(&customer), ..Said::default() };
        story.say(&app, said).await;
        story.say(&app, Said { satisfaction: 5, days: 8, at_desk: true, ..Said::default() }).await;
    }
    // Eleven name a stage and nothing else.
    for _ in 0..11 {
        story.say(&app, Said { satisfaction: 3, days: 8, stage: Some("receive"), ..Said::default() }).await;
    }
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get(format!("/desk/maps/{}", story.map)).await.is(200);
    let paper = between(&page, "id=\"at-step_2\"", "id=\"at-stage_2\"");
    assert!(paper.contains("Satisfaction: 3.50 (") && paper.contains("n 24"), "{paper}");
    assert!(paper.contains("12 of these answers are from people known to have had this step"), "{paper}");
    let form = between(&page, "id=\"at-step_1\"", "id=\"at-step_2\"");
    assert!(form.contains("Satisfaction: 5.00 (5.00 to 5.00), n 12"), "not theirs: {form}");
    let receive = between(&page, "id=\"at-stage_2\"", "id=\"at-step_3\"");
    assert!(receive.contains("n 23"), "the desk’s and those who named the stage: {receive}");

    let graph = lead.get("/desk/journeys?show=satisfaction&paths=100").await.is(200);
    graph.sees("at most 7 days before they answered");
    let way = between(&graph, "<th scope=\"row\">form sent</th><td>paper shown</td>", "</tr>");
    assert!(way.contains("3.5 of 5 [") && way.contains("n 24"), "{way}");
    let step = lead.get("/desk/journeys/step?activity=paper+shown").await.is(200);
    step.sees("12 responses come from people known to have had this step").sees("They lost my paper");
    step.sees("had this step").does_not_see("555-010-9999");
    let other = lead.get("/desk/journeys/step?activity=form+sent").await.is(200);
    other.does_not_see("They lost my paper");

    // Whoever may not read responses sees figures and no words.
    let viewer = app.sign_in_as(Role::Viewer).await;
    let step = viewer.get("/desk/journeys/step?activity=paper+shown").await.is(200);
    let reads = step.body.contains("They lost my paper");
    assert_eq!(reads, viewer.get("/desk/responses").await.status == 200);

    // The customer's page has both; forgotten, what was said is nobody's.
    let agent = app.sign_in_as(Role::Agent).await;
    let key = interactions::customer_key(&app.app, &Viewer::operator(), "reader-3").unwrap();
    let timeline = agent.get(format!("/desk/journeys/customers/{key}")).await.is(200);
    timeline.sees("They lost my paper").sees("paper shown").does_not_see("555-010-9999");
    assert_eq!(interactions::forget_customer(&app.app, &Viewer::operator(), "reader-3").await.unwrap(), 3);
    let _ = agent.get(format!("/desk/journeys/customers/{key}")).await.is(404);
}

#[catsup_testing::story]
async fn contacts_go_out_for_process_mining_to_those_who_may_see_customers(app: TestApp) {
    let story = Story::of(&app).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let path = format!("service={}&period=all", story.service.id);
    let log = agent.get(format!("/desk/journeys.xes?{path}")).await.is(200);
    assert_eq!(log.headers["content-type"], "application/xml");
    assert_eq!((log.body.matches("<trace>").count(), log.body.matches("<event>").count()), (20, 60));
    log.sees("key=\"concept:name\" value=\"paper shown\"").sees("value=\"Front desk\"");
    log.does_not_see("reader-");
    let table = agent.get(format!("/desk/journeys/contacts.csv?{path}")).await.is(200);
    assert_eq!(table.body.trim_end().lines().count(), 61);
    table.sees("case:concept:name,concept:name,time:timestamp,channel,customer");
    let page = agent.get("/desk/journeys").await.is(200);
    page.sees("/desk/journeys.xes").sees("Contacts (XES)");
    let _ = agent.get("/desk/journeys.xes?rule=moon").await.is(400);
    let none = agent.get("/desk/journeys.xes?channel=phone").await.is(200);
    assert_eq!(none.body.matches("<trace>").count(), 0, "filters of the page hold for its files");

    let viewer = app.sign_in_as(Role::Viewer).await;
    let _ = viewer.get("/desk/journeys.xes").await.is(403);
    let _ = viewer.get("/desk/journeys/contacts.csv").await.is(403);
    viewer.get("/desk/journeys").await.is(200).does_not_see("Contacts (XES)");
    let parks = app.service("Parks").await;
    let elsewhere = app.sign_in_within(Role::Agent, Some(parks.organisation)).await;
    let _ = elsewhere.get(format!("/desk/journeys.xes?{path}")).await.is(404);
}

async fn post(browser: &Browser, map: &str, entries: &[(&str, &str)]) -> Answer {
    let page = browser.get(map).await.is(200);
    let csrf = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend_from_slice(entries);
    browser.post(format!("{map}/comments"), &all).await
}

#[catsup_testing::story]
async fn staff_comment_on_a_map_and_settle_it(app: TestApp) {
    let story = Story::of(&app).await;
    let map = format!("/desk/maps/{}", story.map);
    let viewer = app.sign_in_as(Role::Viewer).await;
    viewer.get(&map).await.is(200).sees("Nothing is open").sees("Stamps it.").sees("Library act, section 4");
    let said = [("act", "say"), ("step", "step_2"), ("text", "Which paper <is> it?")];
    let _ = post(&viewer, &map, &said).await.is(303);
    let _ = post(&viewer, &map, &[("act", "say"), ("step", ""), ("text", "Who owns this?")]).await.is(303);
    let page = viewer.get(&map).await.is(200);
    page.sees("The comment is added").sees("Which paper &#60;is&#62; it?").sees("2 open");
    let _ = post(&viewer, &map, &[("act", "say"), ("text", " ")]).await.is(303);
    viewer.get(&map).await.is(200).sees("A comment needs a text");
    let _ = post(&viewer, &map, &[("act", "say"), ("step", "step_99"), ("text", "x")]).await.is(303);

    // On paper where it is wanted, and never in a drawing that leaves.
    viewer
        .get(format!("{map}/print?comments=1"))
        .await
        .is(200)
        .sees("paper &lt;is&gt; it?")
        .sees("Who owns this?");
    viewer.get(format!("{map}/print")).await.is(200).does_not_see("&lt;is&gt;").sees("Stamps it.");
    viewer.get(format!("{map}/map.svg")).await.is(200).does_not_see("Who owns this?");

    // Whoever draws settles it, and opens it again; only whoever said it removes it.
    let lead = app.sign_in_as(Role::CxLead).await;
    let act = |page: &Answer, verb: &str| {
        let at = page.body.find(&format!("value=\"{verb}:")).unwrap_or_else(|| panic!("“{verb}” is offered"));
        page.body[at + 7..].split('"').next().unwrap().to_owned()
    };
    let page = lead.get(&map).await.is(200);
    page.does_not_see("value=\"remove:");
    let settle = act(&page, "resolve");
    let _ = post(&lead, &map, &[("act", &settle)]).await.is(303);
    let page = lead.get(&map).await.is(200);
    page.sees("1 settled comment").sees("Settled by").sees("1 open");
    let _ = post(&lead, &map, &[("act", &act(&page, "reopen"))]).await.is(303);
    let page = viewer.get(&map).await.is(200);
    let remove = act(&page, "remove");
    let refused = post(&lead, &map, &[("act", &remove)]).await;
    assert_eq!(refused.status, 403);
    let _ = post(&viewer, &map, &[("act", &remove)]).await.is(303);
    viewer.get(&map).await.is(200).sees("The comment is removed").sees("1 open");
    let _ = post(&viewer, &map, &[("act", "remove:99")]).await.is(404);
    let admin = app.sign_in_as(Role::Administrator).await;
    admin.get("/desk/audit").await.is(200).sees("Commented on a journey map");

    // Whoever may not see the map cannot speak of it.
    let parks = app.service("Parks").await;
    let elsewhere = app.sign_in_within(Role::Viewer, Some(parks.organisation)).await;
    let _ = elsewhere.get(&map).await.is(404);
}
