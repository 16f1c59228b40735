//! Journey maps through their pages: drawing, moving and undoing, collisions, copies, files, and who may do what.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::Method;
use catsup_app::{
    directory::{life_experiences, services, touchpoints},
    interactions::{self, Given},
    responses::{self, Submission},
};
use catsup_model::{
    Channel, Role, Viewer, directory::Service, id::LifeExperienceId, instrument::InstrumentCode,
};
use catsup_testing::{Answer, Browser, TestApp};

use super::{csrf, post};

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

/// Begins a map and returns the address of its designer.
async fn begin(lead: &Browser, scope: &str) -> String {
    let page = lead.get("/desk/maps/new").await.is(200);
    let entries =
        [("title", "Getting a card"), ("scope", scope), ("state", "current"), ("persona", "Ana, 41")];
    let made = post(lead, &page, "/desk/maps/new", &entries).await.is(303);
    made.location().to_owned()
}

/// A map with two stages and three steps, and the address of its designer.
async fn drawn(app: &TestApp, lead: &Browser) -> (Service, String) {
    let service = app.service("Library cards").await;
    let design = begin(lead, &format!("service:{}", service.id)).await;
    for name in ["Apply", "Receive"] {
        let _ = save(lead, &format!("{design}/add-stage"), &[("name", name)]).await.is(303);
    }
    let step = async |stage: &str, name: &str, activity: &str| {
        let entries = [("stage", stage), ("name", name), ("activities", activity), ("emotion", "-1")];
        let _ = save(lead, &format!("{design}/add?stage={stage}"), &entries).await.is(303);
    };
    step("stage_1", "Fill in the form", "form sent").await;
    step("stage_1", "Show a paper", "paper shown").await;
    step("stage_2", "Get the card", "card sent").await;
    (service, design)
}

fn comes_before(page: &Answer, one: &str, other: &str) {
    let place = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("the page shows “{text}”"));
    assert!(place(one) < place(other), "“{one}” comes before “{other}”");
}

#[catsup_testing::story]
async fn a_map_is_drawn_moved_and_undone(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/maps").await.is(200).sees("No journey maps yet");
    let (_, design) = drawn(&app, &lead).await;
    let page = lead.get(&design).await.is(200);
    page.sees("Last: step “Get the card” added").sees("Undo").does_not_see("cannot be compared");
    comes_before(&page, "at-step_1", "at-step_2");

    // Over the edge of its stage, and back by undo.
    let moved = save(&lead, &design, &[("act", "end:step_2")]).await.is(303);
    assert!(moved.location().ends_with("#at-step_2"));
    let page = lead.get(&design).await.is(200);
    comes_before(&page, "at-stage_2", "at-step_2");
    let _ = save(&lead, &design, &[("act", "undo")]).await.is(303);
    let page = lead.get(&design).await.is(200);
    comes_before(&page, "at-step_2", "at-stage_2");
    page.sees("Do it again");
    let place = [("act", "place:step_3"), ("stage", "stage_1"), ("index", "0")];
    let _ = save(&lead, &design, &place).await.is(303);
    comes_before(&lead.get(&design).await.is(200), "at-step_3", "at-step_1");

    let _ = save(&lead, &design, &[("act", "remove:step_1")]).await.is(303);
    lead.get(&design).await.is(200).sees("The step is removed").does_not_see("Fill in the form</a>");
    let _ = save(&lead, &design, &[("act", "undo")]).await.is(303);
    lead.get(&design).await.is(200).sees("Fill in the form</a>");
    let _ = save(&lead, &design, &[("act", "stage-start:stage_2")]).await.is(303);
    comes_before(&lead.get(&design).await.is(200), "at-stage_2", "at-stage_1");
    let _ = save(&lead, &design, &[("act", "duplicate:step_2")]).await.is(303);
    lead.get(&design).await.is(200).sees("1 step names no observed activity");

    let entries =
        [("title", "A card"), ("state", "future"), ("persona", ""), ("description", "How it shall be")];
    let _ = save(&lead, &format!("{design}/about"), &entries).await.is(303);
    let _ = save(&lead, &design, &[("act", "undo")]).await.is(303);
    let map = design.strip_suffix("/design").unwrap();
    lead.get(map).await.is(200).sees("Getting a card").sees("Current").does_not_see("How it shall be");
    lead.get("/desk/maps").await.is(200).sees("Getting a card").sees("Library cards").sees("Ana, 41");
}

#[catsup_testing::story]
async fn what_does_not_fit_a_step_comes_back_as_it_was_typed(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (_, design) = drawn(&app, &lead).await;
    let path = format!("{design}/steps/step_1");
    let long = "x".repeat(601);
    let wrong = [
        ("stage", "stage_1"),
        ("name", " "),
        ("minutes", "a few"),
        ("doing", long.as_str()),
        ("pain_points", "one\ntwo"),
    ];
    let again = save(&lead, &path, &wrong).await.is(422);
    again.sees("Enter a whole number").sees("value=\"a few\"").sees("href=\"#name\"").sees("one\ntwo");
    let too_long = [("stage", "stage_1"), ("name", "Form"), ("doing", long.as_str())];
    save(&lead, &path, &too_long).await.is(422).sees("Shorten this to 600 characters");
    // An activity is one step's alone.
    let taken = [("stage", "stage_1"), ("name", "Form"), ("activities", "card sent")];
    save(&lead, &path, &taken).await.is(422).sees("href=\"#activities\"").sees("stands in another step");
    let foreign = [("stage", "stage_1"), ("name", "Form"), ("touchpoints", "12345")];
    save(&lead, &path, &foreign).await.is(422).sees("href=\"#touchpoints\"");
    let gone = [("stage", "stage_9"), ("name", "Form")];
    save(&lead, &path, &gone).await.is(422).sees("href=\"#stage\"");
    lead.get(&design).await.is(200).sees("Fill in the form");
}

#[catsup_testing::story]
async fn the_second_of_two_editors_is_told_and_loses_nothing(app: TestApp) {
    let (mine, theirs) = (app.sign_in_as(Role::CxLead).await, app.sign_in_as(Role::ServiceOwner).await);
    let (_, design) = drawn(&app, &mine).await;
    let path = format!("{design}/steps/step_1");
    let open = mine.get(&path).await.is(200);
    let old = revision(&open);
    let _ = save(&theirs, &format!("{design}/steps/step_3"), &[("stage", "stage_2"), ("name", "Theirs")])
        .await
        .is(303);
    let typed = |revision: &str| {
        [
            ("revision", revision.to_owned()),
            ("stage", "stage_1".to_owned()),
            ("name", "What I typed".to_owned()),
        ]
    };
    let send = async |page: &Answer, revision: &str| {
        let entries = typed(revision);
        let entries: Vec<(&str, &str)> =
            entries.iter().map(|(name, value)| (*name, value.as_str())).collect();
        post(&mine, page, &path, &entries).await
    };
    let told = send(&open, &old).await.is(409);
    told.sees("Somebody else edited the map").sees("What I typed");
    let _ = send(&told, &revision(&told)).await.is(303);
    mine.get(&design).await.is(200).sees("What I typed").sees("Theirs");

    // A button on a page that was left open does nothing, and says so.
    let stale = [("revision", old.as_str()), ("act", "remove:step_3")];
    let _ = post(&mine, &open, &design, &stale).await.is(303);
    mine.get(&design).await.is(200).sees("Somebody edited the map in the meantime").sees("Theirs");

    // Their removal of the step that is being typed: it can still be added.
    let open = mine.get(&path).await.is(200);
    let _ = save(&theirs, &design, &[("act", "remove:step_1")]).await.is(303);
    let told = send(&open, &revision(&open)).await.is(409);
    let _ = send(&told, &revision(&told)).await.is(303);
    mine.get(&design).await.is(200).sees("What I typed");
}

#[catsup_testing::story]
async fn a_future_map_begins_as_a_copy_and_maps_are_put_away(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (_, design) = drawn(&app, &lead).await;
    let map = design.strip_suffix("/design").unwrap();
    let copy = format!("{map}/copy");
    let form = lead.get(&copy).await.is(200);
    post(&lead, &form, &copy, &[("title", " "), ("state", "future")]).await.is(422).sees("href=\"#title\"");
    let made = post(&lead, &form, &copy, &[("title", "As it shall be"), ("state", "future")]).await.is(303);
    let copied = made.location().to_owned();
    let _ = save(&lead, &copied, &[("act", "remove:step_2")]).await.is(303);
    lead.get(map).await.is(200).sees("Show a paper");
    let page = lead.get(copied.strip_suffix("/design").unwrap()).await.is(200);
    page.sees("Future").sees("The original map").sees(map).does_not_see("Show a paper");

    let page = lead.get(map).await.is(200);
    let _ = post(&lead, &page, &format!("{map}/archive"), &[("act", "archive")]).await.is(303);
    lead.get("/desk/maps").await.is(200).sees("As it shall be").does_not_see("Getting a card");
    lead.get("/desk/maps?archived=1").await.is(200).sees("Getting a card");
    let _ = post(&lead, &page, &format!("{map}/archive"), &[("act", "restore")]).await.is(303);
    lead.get("/desk/maps").await.is(200).sees("Getting a card");
}

/// Hands a file in.
async fn hand_in(lead: &Browser, scope: &str, text: &str) -> Answer {
    let csrf = csrf(&lead.get("/desk/maps/from-file").await.is(200));
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = [part("csrf", &csrf), part("scope", scope), part("text", text)].concat() + "--b--\r\n";
    let kind = Some("multipart/form-data; boundary=b");
    lead.send(Method::POST, "/desk/maps/from-file", kind, body.into()).await
}

#[catsup_testing::story]
async fn a_map_goes_out_as_a_file_and_comes_in_whole_or_not_at_all(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (service, design) = drawn(&app, &lead).await;
    let operator = Viewer::operator();
    let desk =
        touchpoints::add(&app.app, &operator, service.id, "Front desk", Channel::InPerson).await.unwrap();
    let id = desk.id.to_string();
    let entries = [
        ("stage", "stage_1"),
        ("name", "Show a paper"),
        ("touchpoints", id.as_str()),
        ("channels", "in_person"),
        ("trips", "1"),
        ("moment", "Whoever is sent home does not return."),
    ];
    let _ = save(&lead, &format!("{design}/steps/step_2"), &entries).await.is(303);
    let map = design.strip_suffix("/design").unwrap();
    let file = lead.get(format!("{map}/map.json")).await.is(200);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("getting-a-card.json"));
    file.sees("\"Front desk\"").does_not_see(&id);

    let scope = format!("service:{}", service.id);
    let refused =
        hand_in(&lead, &scope, &file.body.replace("\"emotion\": -1", "\"emotion\": -9")).await.is(422);
    refused.sees("map.stages[0].steps[0].emotion").sees("must be from -2 to 2");
    hand_in(&lead, &scope, &file.body.replace("\"trips\"", "\"trops\"")).await.is(422).sees("unknown field");
    hand_in(&lead, &scope, "{}").await.is(422).sees("format");
    let pages = lead.get("/desk/maps").await.is(200).body.matches("Getting a card").count();
    assert_eq!(pages, 1, "nothing was made of a file that does not fit");

    let made = hand_in(&lead, &scope, &file.body).await.is(303).location().to_owned();
    let copy = lead.get(format!("{}/map.json", made.strip_suffix("/design").unwrap())).await.is(200);
    assert_eq!(copy.json(), file.json(), "out, in and out again is the same");
    let other = app.service("Archive").await;
    let made =
        hand_in(&lead, &format!("service:{}", other.id), &file.body).await.is(303).location().to_owned();
    lead.get(&made).await.is(200).sees("Not known here and left out: Front desk").sees("Show a paper");
}

#[catsup_testing::story]
async fn a_map_is_a_drawing_and_a_sheet_of_paper(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (_, design) = drawn(&app, &lead).await;
    let map = design.strip_suffix("/design").unwrap();
    let drawing = lead.get(format!("{map}/map.svg")).await.is(200);
    assert_eq!(drawing.headers["content-type"], "image/svg+xml");
    drawing.sees("Getting a card").sees("1. Fill in").does_not_see("style=");
    assert!(drawing.body.starts_with("<svg xmlns="));
    lead.get(format!("{map}/print?size=a4")).await.is(200).sees("landscape-a4").sees("<svg xmlns=");
}

/// Two services of organisations of their own in one life experience.
async fn crossing_services(app: &TestApp) -> (Service, Service, LifeExperienceId) {
    let operator = Viewer::operator();
    let experience = life_experiences::add(&app.app, &operator, "Moving to town").await.unwrap();
    let (cards, water) = (app.service("Library cards").await, app.service("Water supply").await);
    for service in [&cards, &water] {
        let input = services::ServiceInput {
            organisation: service.organisation,
            shared_with: Vec::new(),
            name: service.name.to_string(),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: false,
            life_experiences: vec![experience.id],
        };
        services::change(&app.app, &operator, service.id, &input).await.unwrap();
    }
    (cards, water, experience.id)
}

#[catsup_testing::story]
async fn a_map_goes_with_the_reach_of_what_it_is_about(app: TestApp) {
    let (cards, water, experience) = crossing_services(&app).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let of_cards = begin(&lead, &format!("service:{}", cards.id)).await;
    let crossing = begin(&lead, &format!("life_experience:{experience}")).await;
    let _ = save(&lead, &format!("{crossing}/add-stage"), &[("name", "Arrive")]).await.is(303);
    let water_id = water.id.to_string();
    let step = [("stage", "stage_1"), ("name", "Order water"), ("service", water_id.as_str())];
    let _ = save(&lead, &format!("{crossing}/add?stage=stage_1"), &step).await.is(303);
    lead.get(&crossing).await.is(200).sees("Water supply");
    let page = |design: &str| design.strip_suffix("/design").unwrap().to_owned();

    // Whoever owns the water supply draws at the crossing map, and knows nothing of the library's.
    let owner = app.sign_in_within(Role::ServiceOwner, Some(water.organisation)).await;
    let _ = owner.get(page(&of_cards)).await.is(404);
    let _ = owner.get(&of_cards).await.is(404);
    let _ = save(&owner, &crossing, &[("act", "duplicate:step_1")]).await.is(303);
    let form = owner.get("/desk/maps/new").await.is(200);
    form.sees("Water supply").does_not_see("Library cards");
    let foreign = format!("service:{}", cards.id);
    let entries = [("title", "Theirs"), ("scope", foreign.as_str()), ("state", "current")];
    post(&owner, &form, "/desk/maps/new", &entries).await.is(422).sees("href=\"#scope\"");

    // Who has no part in it looks only.
    let bench = app.service("Park benches").await;
    let stranger = app.sign_in_within(Role::ServiceOwner, Some(bench.organisation)).await;
    stranger.get(page(&crossing)).await.is(200).does_not_see("Edit the map");
    let _ = stranger.get(&crossing).await.is(403);
    let reader = app.sign_in_as(Role::Viewer).await;
    reader.get(page(&of_cards)).await.is(200).does_not_see("Edit the map");
    let _ = reader.get(&of_cards).await.is(403);
    reader.get("/desk/maps").await.is(200).does_not_see("Begin a journey map");

    let admin = app.sign_in_as(Role::Administrator).await;
    admin.get("/desk/audit").await.is(200).sees("Began a journey map").sees("Edited a journey map");
}

/// Contacts of people with a service: each a customer with activities a day apart, the first 100 days ago.
async fn people_do(app: &TestApp, service: &Service, people: impl Iterator<Item = (String, &str)>) {
    let start = app.app.now() - jiff::SignedDuration::from_hours(100 * 24);
    let given = people.flat_map(|(customer, activities)| {
        let contact = move |(day, activity): (i64, &str)| Given {
            service: Some(service.id.to_string()),
            channel: Some(Channel::Website),
            customer: Some(customer.clone()),
            activity: activity.to_owned(),
            occurred_at: Some(start + jiff::SignedDuration::from_hours(24 * day)),
            ..Given::default()
        };
        (0..).zip(activities.split(", ")).map(contact).collect::<Vec<_>>()
    });
    interactions::record(&app.app, &Viewer::operator(), "test", given.collect()).await.unwrap();
}

/// So many people who do the same.
fn alike<'a>(name: &str, many: usize, activities: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    (0..many).map(move |number| (format!("{name}-{number}"), activities)).collect::<Vec<_>>().into_iter()
}

#[catsup_testing::story]
async fn what_people_do_is_laid_over_the_map(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (service, design) = drawn(&app, &lead).await;
    let map = design.strip_suffix("/design").unwrap();
    lead.get(map).await.is(200).sees("Nobody’s journey touches this map").sees("Observed");

    let fitting = alike("fit", 20, "form sent, paper shown, card sent");
    let skipping = alike("skip", 12, "form sent, card sent");
    let calling = alike("call", 11, "form sent, call about the form, paper shown, card sent");
    let early = alike("early", 10, "paper shown, form sent, card sent");
    let lost = alike("lost", 15, "form sent");
    let few = alike("few", 3, "form sent, paper shown, form sent, card sent");
    people_do(&app, &service, fitting.chain(skipping).chain(calling).chain(early).chain(lost).chain(few))
        .await;
    // Long after them: whoever did nothing since has come to an end.
    let later = format!("{}something else", "wait, ".repeat(40));
    people_do(&app, &service, alike("late", 1, &later)).await;

    let page = lead.get(map).await.is(200);
    page.sees("71 journeys of 71 people touch this map")
        .sees("49.3% (38.0% to 60.7%) of them never leave it");
    page.sees("12 people leave it out").sees("10 people do it out of order");
    page.sees("fewer than 10 people come back to it");
    page.sees("Not on the map: “call about the form”, 11 people");
    page.sees("Ends here: 21.1% (13.2% to 32.0%) of 71 journeys")
        .sees("Next step after 24.0 hours (median, n 59)");
    // The table has the same numbers, and every row of the map stays.
    page.sees("What was observed at each step").sees("under 10").sees("Feeling").sees("95% interval");
    let observed = lead.get(format!("{map}?show=observed")).await.is(200);
    observed.sees("71 people, 71 journeys").does_not_see("Bad (−1)");
    let designed = lead.get(format!("{map}?show=designed")).await.is(200);
    designed.sees("Bad (−1)").does_not_see("71 people");
    lead.get(format!("{map}?period=30")).await.is(200).sees("Nobody’s journey touches this map");
    // Taken as one journey each, whatever the pause; and on paper as on the screen.
    lead.get(format!("{map}?pause=customer")).await.is(200).sees("71 journeys of 71 people");
    lead.get(format!("{map}/map.svg?show=both")).await.is(200).sees("12 people leave it out");
    lead.get(format!("{map}/print?show=observed")).await.is(200).sees("71 people").does_not_see("Bad (−1)");
}

#[catsup_testing::story]
async fn what_people_say_at_a_touchpoint_stands_at_its_step(app: TestApp) {
    let lead = app.sign_in_as(Role::CxLead).await;
    let (service, design) = drawn(&app, &lead).await;
    let operator = Viewer::operator();
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let mut desks = Vec::new();
    for name in ["Front desk", "Back desk"] {
        desks.push(touchpoints::add(&app.app, &operator, service.id, name, Channel::InPerson).await.unwrap());
    }
    let say = async |desk: usize, times: usize, trust: i64| {
        let answers = [("answer_01", 4), ("answer_02", trust)];
        for _ in 0..times {
            let answers = answers.iter().map(|(question, value)| ((*question).to_owned(), (*value).into()));
            let mut submission = Submission { answers: answers.collect(), ..Submission::default() };
            submission.circumstances.touchpoint = Some(desks[desk].id);
            responses::submit(&app.app, &Viewer::public(), &survey.key, submission).await.unwrap();
        }
    };
    say(0, 12, 5).await;
    say(1, 12, 3).await;
    people_do(&app, &service, alike("fit", 20, "form sent, paper shown, card sent")).await;
    let (front, back) = (desks[0].id.to_string(), desks[1].id.to_string());
    let one = [
        ("stage", "stage_1"),
        ("name", "Show a paper"),
        ("activities", "paper shown"),
        ("touchpoints", front.as_str()),
    ];
    let _ = save(&lead, &format!("{design}/steps/step_2"), &one).await.is(303);
    let map = design.strip_suffix("/design").unwrap();
    lead.get(map).await.is(200).sees("Trust: 5.00 (5.00 to 5.00), n 12").sees("Satisfaction: 4.00");

    // Of two touchpoints the answers are counted together, not the means.
    let mut two = one.to_vec();
    two.push(("touchpoints", back.as_str()));
    let _ = save(&lead, &format!("{design}/steps/step_2"), &two).await.is(303);
    lead.get(map).await.is(200).sees("Trust: 4.00 (3.").sees("n 24");
}

#[catsup_testing::story]
async fn contacts_with_services_out_of_reach_are_missing_and_that_is_said(app: TestApp) {
    let (cards, water, experience) = crossing_services(&app).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let design = begin(&lead, &format!("life_experience:{experience}")).await;
    let _ = save(&lead, &format!("{design}/add-stage"), &[("name", "Arrive")]).await.is(303);
    for (name, activity) in [("Order water", "water ordered"), ("Get a card", "card sent")] {
        let step = [("stage", "stage_1"), ("name", name), ("activities", activity)];
        let _ = save(&lead, &format!("{design}/add?stage=stage_1"), &step).await.is(303);
    }
    people_do(&app, &water, alike("both", 20, "water ordered")).await;
    people_do(&app, &cards, alike("both", 20, "card sent")).await;
    let map = design.strip_suffix("/design").unwrap();
    let page = lead.get(map).await.is(200);
    page.sees("20 journeys of 20 people").does_not_see("beyond what you may see");
    let owner = app.sign_in_within(Role::ServiceOwner, Some(water.organisation)).await;
    let page = owner.get(map).await.is(200);
    page.sees("Some services of this life experience lie beyond what you may see");
    page.sees("20 people, 20 journeys").sees("Nobody");
}
