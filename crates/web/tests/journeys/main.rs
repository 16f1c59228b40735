//! Stories of the pages of observed journeys, through the real router, on both databases.

mod voices;

use catsup_app::interactions::{self, Given};
use catsup_model::{Channel, Role, Viewer, directory::Service, interaction::Outcome};
use catsup_testing::TestApp;
use jiff::{SignedDuration, Timestamp};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// One contact so many seconds before the time of the test.
fn contact(service: &Service, person: &str, ago: i64, channel: Channel, activity: &str) -> Given {
    let at: Timestamp = TestApp::start_of_time() - SignedDuration::from_secs(ago);
    Given {
        service: Some(service.id.to_string()),
        channel: Some(channel),
        customer: Some(person.to_owned()),
        activity: activity.to_owned(),
        outcome: Some(Outcome::Fulfilled),
        occurred_at: Some(at),
        ..Given::default()
    }
}

async fn take(app: &TestApp, given: Vec<Given>) {
    let taken = interactions::record(&app.app, &Viewer::operator(), "test", given).await;
    let _ = taken.expect("contacts can be taken in");
}

/// Thirty people apply; a dozen of them call a day later; all get a decision after ten days. One asks in an office.
async fn journeys(app: &TestApp, service: &Service) {
    let mut given = Vec::new();
    for number in 0..30 {
        let person = format!("person-{number}");
        given.push(contact(service, &person, 20 * DAY, Channel::Website, "Apply online"));
        if number < 12 {
            given.push(contact(service, &person, 19 * DAY, Channel::Phone, "Call for help"));
        }
        given.push(contact(service, &person, 10 * DAY, Channel::PostalMail, "Receive decision"));
    }
    given.push(contact(service, "person-0", 9 * DAY, Channel::InPerson, "Ask in the office"));
    take(app, given).await;
}

#[catsup_testing::story]
async fn the_graph_shows_steps_and_ways_with_units_and_hides_what_few_did(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let page = viewer.get("/desk/journeys?paths=100").await.is(200);
    page.sees("Apply online: 30 times").sees("Call for help: 12 times");
    // The graph and its table twin say the same.
    page.sees("Apply online, then Call for help: 12 times, 12 people, median 24.0 hours");
    page.sees("<th scope=\"row\">Apply online</th><td>Call for help</td><td class=\"number\">12</td>");
    page.does_not_see("Ask in the office").sees("were gone by fewer than 10 people");
    let both = viewer.get("/desk/journeys?show=both&paths=100").await.is(200);
    both.sees(">18 times</text>").sees(">24.0 hours</text>");
    let hours = viewer.get("/desk/journeys?show=duration&paths=100").await.is(200);
    hours.sees(">24.0 hours</text>").does_not_see(">18 times</text>");
    // A slider hides the rarer way, and the page says so.
    let few = viewer.get("/desk/journeys?paths=0&activities=60").await.is(200);
    few.sees("The sliders hide").does_not_see("Call for help: 12 times");
    let _ = viewer.get("/desk/journeys?paths=101").await.is(422);
}

#[catsup_testing::story]
async fn filters_choose_the_journeys(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let other = app.service("Parks").await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let path = format!("/desk/journeys?service={}", other.id);
    viewer.get(&path).await.is(200).sees("No contacts yet").sees("Go to imports");
    let calls = viewer.get("/desk/journeys?channel=phone").await.is(200);
    calls.sees("Call for help: 12 times").does_not_see("Apply online: 30 times");
    let late = viewer.get("/desk/journeys?from=2020-01-01&to=2020-02-01").await.is(200);
    late.sees("No contacts match these filters").sees("period=all");
    let _ = viewer.get("/desk/journeys?service=x&from=soon").await.is(422);
    let _ = viewer.get("/desk/journeys?service=987654321").await.is(404);
}

#[catsup_testing::story]
async fn a_step_tells_of_its_people_and_neighbours(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let path = "/desk/journeys/step?activity=Call+for+help";
    let viewer = app.sign_in_as(Role::Viewer).await;
    let page = viewer.get(path).await.is(200);
    page.sees("12 of 30 (40%)").sees("Receive decision").sees("Apply online");
    page.does_not_see("/desk/journeys/customers/");
    let few = viewer.get("/desk/journeys/step?activity=Ask+in+the+office").await.is(200);
    few.sees("Too few people for figures").does_not_see("What comes right before");
    let _ = viewer.get("/desk/journeys/step?activity=Fly+to+the+moon").await.is(404);

    // Staff who may see customers find what one of them did; others do not.
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get(path).await.is(200);
    let customer = page.attribute_after("<a class=\"customer\"", "href");
    let timeline = agent.get(&customer).await.is(200);
    timeline.sees("Apply online").sees("Call for help").sees("24.0 hours later").does_not_see("person-");
    let _ = viewer.get(&customer).await.is(403);
    let _ = agent.get("/desk/journeys/customers/0000000000000001").await.is(404);
    let _ = agent.get("/desk/journeys/customers/person-1").await.is(404);
    let parks = app.service("Parks").await;
    let elsewhere = app.sign_in_within(Role::Agent, Some(parks.organisation)).await;
    let _ = elsewhere.get(&customer).await.is(404);
    let _ = elsewhere.get(path).await.is(404);
}

#[catsup_testing::story]
async fn variants_funnel_and_hours_count_the_same_journeys(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let variants = viewer.get("/desk/journeys/variants").await.is(200);
    variants.sees("30 journeys took 3 different ways").sees("60.0%").sees("1 more variants, of 1 journeys");
    let funnel = viewer
        .get("/desk/journeys/funnel?step=Apply+online&step=Call+for+help&step=Receive+decision")
        .await
        .is(200);
    funnel.sees("<th scope=\"row\">Call for help</th><td class=\"number\">12</td>").sees("40.0% [");
    let hours = viewer.get("/desk/journeys/rhythm").await.is(200);
    hours.sees("73 contacts").sees("fewer than 10");
}

#[catsup_testing::story]
async fn channels_tell_what_follows_and_what_one_contact_settles(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let page = viewer.get("/desk/journeys/channels").await.is(200);
    // Of thirty applications on the website, twelve are followed by a call within a day.
    page.sees("<th scope=\"row\">Website</th><td>Phone</td><td class=\"number\">40.0% [");
    page.sees("Settled with the first contact").sees("No costs are known");
    let step = viewer.get("/desk/journeys/step?activity=Apply+online").await.is(200);
    step.sees("What people come back for within 7 days of it").sees("40.0% [");
    let _ = viewer.get("/desk/journeys/channels?channel=pigeon").await.is(422);
    let parks = app.service("Parks").await;
    let elsewhere = app.sign_in_within(Role::Viewer, Some(parks.organisation)).await;
    elsewhere.get("/desk/journeys/channels").await.is(200).sees("No contacts yet");
}

#[catsup_testing::story]
async fn the_graph_and_its_variants_come_as_files(app: TestApp) {
    let service = app.service("Passport renewal").await;
    journeys(&app, &service).await;
    let viewer = app.sign_in_as(Role::Viewer).await;
    let table = viewer.get("/desk/journeys.csv?paths=100").await.is(200);
    table.sees("row,from,to,count,people").sees("path,Apply online,Call for help,12,12,86400");
    table.does_not_see("Ask in the office");
    let graph = viewer.get("/desk/journeys.json?paths=100").await.is(200).json();
    assert_eq!(graph["journeys"], 30);
    assert_eq!(graph["steps"][0]["activity"], "Apply online");
    let list = viewer.get("/desk/journeys/variants.json").await.is(200).json();
    assert_eq!(list["list"][0]["path"], serde_json::json!(["Apply online", "Receive decision"]));
    assert_eq!((&list["list"][0]["journeys"], &list["rare"]), (&18.into(), &1.into()));
    let _ = viewer.get("/desk/journeys/variants.csv").await.is(200);
    let _ = viewer.get("/desk/journeys.xlsx").await.is(200);
    let _ = viewer.get("/desk/journeys/variants.xlsx").await.is(200);
    let _ = viewer.get("/desk/journeys.csv?paths=many").await.is(400);
}
