//! The directory: organisations, services, touchpoints, volumes, life experiences.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::directory::{organisations, services, volumes};
use catsup_model::{Role, Viewer, directory::Service, id::OrganisationId};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, organisation};

async fn service(app: &TestApp, organisation: OrganisationId, name: &str) -> Service {
    let input = services::ServiceInput {
        organisation,
        shared_with: Vec::new(),
        name: name.to_owned(),
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    };
    services::add(&app.app, &Viewer::operator(), &input).await.unwrap()
}

#[story]
async fn the_tree_grows_is_renamed_and_moved(app: TestApp) {
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get("/desk/organisations").await.sees("No organisations yet");
    let new = "/desk/organisations/new";
    ann.post(new, &[("name", ""), ("parent", "")]).await.refuses(&["name", "parent"]);
    ann.post(new, &[("name", "Department"), ("parent", "everywhere")]).await.goes_to("/desk/organisations");
    ann.get("/desk/organisations").await.sees("Department is added.");
    let tree = organisations::list(&app.app, &Viewer::operator()).await.unwrap();
    let top = tree[0].organisation.id;
    ann.post(new, &[("name", "Bureau"), ("abbreviation", "B"), ("parent", &top.to_string())]).await;
    let long = "x".repeat(21);
    let refused =
        ann.post(new, &[("name", "Y"), ("abbreviation", &long), ("parent", &top.to_string())]).await;
    refused.refuses(&["abbreviation"]).sees("20 characters or fewer; it has 21");

    let bureau = organisations::list(&app.app, &Viewer::operator()).await.unwrap()[1].organisation.id;
    let page = format!("/desk/organisations/{bureau}");
    ann.post(&page, &[("name", "Benefits Bureau"), ("abbreviation", "BB")])
        .await
        .goes_to("/desk/organisations");
    ann.get("/desk/organisations").await.sees("Benefits Bureau").sees("BB</span>");
    let above = format!("/desk/organisations/{top}/place");
    ann.post(&above, &[("parent", &bureau.to_string())]).await.refuses(&["parent"]);
    ann.post(&format!("{page}/place"), &[("parent", "everywhere")]).await.goes_to("/desk/organisations");
    let tree = organisations::list(&app.app, &Viewer::operator()).await.unwrap();
    assert!(tree.iter().all(|node| node.depth == 0));

    let lead = Browser::signed_in(&app, Role::CxLead, Some(bureau)).await;
    lead.get("/desk/organisations").await.sees("Benefits Bureau").does_not_see("Department</strong>");
    lead.get(&format!("/desk/organisations/{top}")).await.is(StatusCode::NOT_FOUND);
    lead.post(new, &[("name", "Top"), ("parent", "everywhere")]).await.is(StatusCode::FORBIDDEN);
}

#[story]
async fn a_service_is_described_changed_and_shown_with_what_belongs_to_it(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let travel = organisation(&app.app, None, "Travel Bureau").await;
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get("/desk/services").await.sees("No services yet");
    ann.post("/desk/life-experiences", &[("name", "Retiring")]).await.goes_to("/desk/life-experiences");
    ann.post("/desk/life-experiences", &[("name", "Retiring")]).await.refuses(&["name"]);
    let list = ann.get("/desk/life-experiences").await.sees("no service yet");
    let retiring = list.between("href=\"/desk/life-experiences/", "\"");

    let (bureau, travel) = (bureau.to_string(), travel.to_string());
    let mut entries = vec![
        ("name", "Passport renewal"),
        ("organisation", bureau.as_str()),
        ("shared_with", travel.as_str()),
        ("serves", "Citizens <of all ages>"),
        ("yearly_volume", "many"),
        ("high_impact", "1"),
        ("life_experiences", retiring.as_str()),
    ];
    ann.post("/desk/services/new", &entries)
        .await
        .refuses(&["yearly_volume"])
        .sees("value=\"Passport renewal\"");
    entries[4].1 = "1,530,000";
    let added = ann.post("/desk/services/new", &entries).await;
    let page = added.location().to_owned();
    let shown =
        ann.follow(&added).await.sees("1,530,000").sees("High impact").sees("Retiring").sees("Travel Bureau");
    let shown = shown.sees("Citizens &#60;of all ages&#62;");
    let id = page.rsplit('/').next().unwrap();
    shown.sees(&format!("/desk/scorecard?service={id}")).sees(&format!("/desk/surveys/new?service={id}"));
    ann.get("/desk/services").await.sees("Passport renewal").sees("Benefits Bureau").sees("High impact");
    ann.get(&format!("/desk/services?organisation={travel}")).await.sees("No services there");
    ann.get("/desk/life-experiences").await.sees("Passport renewal");

    let edit = format!("{page}/edit");
    ann.get(&edit).await.sees("value=\"1530000\"").sees("name=\"high_impact\" value=\"1\" checked");
    ann.post(&edit, &[("name", "Passports"), ("organisation", &bureau)]).await.goes_to(&page);
    ann.get(&page).await.sees("<h1>Passports").does_not_see("High impact").does_not_see("Travel Bureau");
}

#[story]
async fn touchpoints_are_added_and_changed(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let service = service(&app, bureau, "Passport renewal").await;
    let page = format!("/desk/services/{}", service.id);
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    let new = format!("{page}/touchpoints/new");
    ann.post(&new, &[("name", "Counter"), ("channel", "pigeon")]).await.refuses(&["channel"]);
    ann.post(&new, &[("name", "Counter"), ("channel", "in_person")]).await.goes_to(&page);
    let shown = ann
        .get(&page)
        .await
        .sees("The touchpoint Counter is saved.")
        .sees("Counter <span class=\"soft\">· In person");
    let touchpoint = format!("/desk/touchpoints/{}", shown.between("href=\"/desk/touchpoints/", "\""));
    ann.post(&touchpoint, &[("name", ""), ("channel", "phone")]).await.refuses(&["name"]);
    ann.post(&touchpoint, &[("name", "Hotline"), ("channel", "phone")]).await.goes_to(&page);
    ann.get(&page).await.sees("Hotline <span class=\"soft\">· Phone");
}

#[story]
async fn volumes_are_entered_replaced_and_removed(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let service = service(&app, bureau, "Passport renewal").await;
    let page = format!("/desk/services/{}/volumes", service.id);
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get(&page).await.sees("value=\"2025-10-01\"").sees("value=\"2025-12-31\"").sees("No volumes yet");
    let entries = |first, last, customers, offered| {
        [
            ("channel", "phone"),
            ("first", first),
            ("last", last),
            ("customers", customers),
            ("offered", offered),
        ]
    };
    ann.post(&page, &entries("2026-01-31", "2026-01-01", "5", "")).await.refuses(&["last"]);
    ann.post(&page, &entries("2026-01-01", "2026-01-31", "5", "9")).await.refuses(&["offered"]);
    ann.post(&page, &entries("2026-01-01", "2026-01-31", "", "")).await.refuses(&["customers"]);
    ann.post(&page, &entries("2026-01-01", "2026-01-31", "12 000", "600")).await.goes_to(&page);
    ann.post(&page, &entries("2026-01-15", "2026-02-15", "9", "")).await.refuses(&["first"]);
    ann.post(&page, &entries("2026-01-01", "2026-01-31", "12,500", "600")).await.goes_to(&page);
    ann.get(&page).await.sees("12,500").does_not_see("12,000");

    let which = "channel=phone&first=2026-01-01&last=2026-01-31";
    ann.get(&format!("{page}?{which}")).await.sees("name=\"customers\" value=\"12500\"");
    ann.get(&format!("{page}/remove?{which}")).await.sees("Remove this volume?");
    ann.post(&format!("{page}/remove?{which}"), &[]).await.goes_to(&page);
    assert!(volumes::list(&app.app, &Viewer::operator(), service.id).await.unwrap().is_empty());
    ann.post(&format!("{page}/remove?{which}"), &[]).await.is(StatusCode::NOT_FOUND);
}

#[story]
async fn whoever_only_reads_sees_the_directory_and_changes_nothing(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let service = service(&app, bureau, "Passport renewal").await;
    let page = format!("/desk/services/{}", service.id);
    let viewer = Browser::signed_in(&app, Role::Viewer, Some(bureau)).await;
    viewer.get(&page).await.sees("Passport renewal").does_not_see("/edit\"").does_not_see("touchpoints/new");
    viewer.get("/desk/organisations").await.sees("Benefits Bureau").does_not_see("/desk/organisations/new");
    let navigation = viewer.get("/desk/services").await;
    let navigation = navigation.between("<nav class=\"desk-nav\"", "</nav>");
    assert!(navigation.contains("/desk/services") && !navigation.contains("/desk/people"), "{navigation}");
    for path in ["/edit", "/touchpoints/new", "/volumes"] {
        viewer.post(&format!("{page}{path}"), &[("name", "x")]).await.is(StatusCode::FORBIDDEN);
    }
    let other = organisation(&app.app, None, "Travel Bureau").await;
    let stranger = Browser::signed_in(&app, Role::CxLead, Some(other)).await;
    stranger.get(&page).await.is(StatusCode::NOT_FOUND);
    stranger.get(&format!("{page}/edit")).await.is(StatusCode::NOT_FOUND);
}
