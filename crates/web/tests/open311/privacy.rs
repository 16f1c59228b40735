//! Nothing personal is read without a key, nor with one.

use catsup_app::cases::{NewCase, act::Then, open::open};
use catsup_model::{
    Permission, Viewer,
    case::{CaseKind, CaseSource, UnresolvedReason},
};
use catsup_testing::TestApp;
use serde_json::Value;

use crate::{REQUESTS, World};

/// Everything that anybody can read of a request.
async fn everything(world: &World, id: &str) -> String {
    let mut read = String::new();
    for format in ["xml", "json"] {
        for path in [
            format!("{REQUESTS}/{id}.{format}"),
            format!("{REQUESTS}.{format}"),
            format!("{REQUESTS}.{format}?service_request_id={id}"),
            format!("/open311/v2/tokens/{id}.{format}"),
        ] {
            read.push_str(&world.client.get(&path).await.is(200).body);
            let keyed = world.app.program(&world.key);
            read.push_str(&keyed.get(&path).await.is(200).body);
        }
    }
    read
}

#[catsup_testing::story]
async fn nothing_of_who_came_is_shown(app: TestApp) {
    let world = World::of(app.clone()).await;
    let id = world
        .sent(&[
            ("email", "ana.ruiz@example.org"),
            ("phone", "202-555-0143"),
            ("first_name", "Ana"),
            ("last_name", "Ruiz"),
            ("device_id", "device-4711"),
            ("account_id", "account-4712"),
            ("attribute[DIAGNOSIS]", "asthma"),
            ("address_string", "5 Main St, ring ana@example.org or (202) 555 0143"),
            ("address_id", "ana@example.org"),
            (
                "description",
                "ana ruiz here, SSN 078-05-1120. Call +1 202 555 0143 or mail Ana.Ruiz@example.org; ask for Mrs Ruiz. \
                 The hole is at window 12.",
            ),
            ("media_url", "http://pictures.example.org/ana.jpg"),
        ])
        .await;
    let read = everything(&world, &id).await.to_lowercase();
    for personal in [
        "ana",
        "ruiz",
        "0143",
        "1120",
        "device-47",
        "account-47",
        "asthma",
        "diagnosis",
        "pictures.example",
        "@",
    ] {
        assert!(!read.contains(personal), "“{personal}” is shown: {read}");
    }
    assert!(read.contains("the hole is at window 12.") && read.contains("5 main st"), "the rest is: {read}");
}

#[catsup_testing::story]
async fn words_of_danger_and_what_was_taken_back_stay_inside(app: TestApp) {
    let world = World::of(app.clone()).await;
    let place = [("lat", "38.8977"), ("long", "-77.0365"), ("address_string", "12 Quiet Lane")];
    let words = |text: &'static str| {
        let mut entries = place.to_vec();
        entries.extend([("description", text), ("media_url", "https://pictures.example.org/a.jpg")]);
        entries
    };
    let danger = world.sent(&words("I want to kill myself")).await;
    assert!(world.case(&danger).await.urgent);
    let withdrawn = world.sent(&words("Something I regret")).await;
    world.answered(&withdrawn, Then::Unresolved(UnresolvedReason::Withdrawn)).await;
    let abuse = world.sent(&words("Something vile")).await;
    world.answered(&abuse, Then::Unresolved(UnresolvedReason::Abuse)).await;
    for id in [&danger, &withdrawn, &abuse] {
        let one = world.one(id).await;
        for name in ["description", "address", "address_id", "lat", "long", "media_url"] {
            assert_eq!(one[name], Value::Null, "{name} of {one}");
        }
        assert!(one["status_notes"].is_string(), "where it stands is shown: {one}");
        let read = everything(&world, id).await;
        for inside in ["kill", "Quiet Lane", "38.8977", "regret", "vile", "pictures."] {
            assert!(!read.contains(inside), "“{inside}” is shown: {read}");
        }
    }
}

#[catsup_testing::story]
async fn cases_that_came_in_any_other_way_are_not_there(app: TestApp) {
    let world = World::of(app.clone()).await;
    let shown = world.sent(&[]).await;
    let mut others = Vec::new();
    for &source in CaseSource::ALL.iter().filter(|source| **source != CaseSource::Open311) {
        let new = NewCase::new(world.service.id, CaseKind::Complaint, source, "My letter is lost");
        others.push(open(&app.app, &Viewer::operator(), new).await.unwrap().case.number.plain());
    }
    assert_eq!(world.listed("").await, [shown.as_str()]);
    assert_eq!(world.listed("status=open&page_size=1000").await, [shown.as_str()]);
    assert!(world.listed(&format!("service_request_id={}", others.join(","))).await.is_empty());
    let reader = app.program(&app.token(Permission::ALL).await);
    for id in &others {
        for path in [format!("{REQUESTS}/{id}"), format!("/open311/v2/tokens/{id}")] {
            let unknown = path.replace(id.as_str(), "00000000");
            let refused = reader.get(format!("{path}.json")).await.is(404);
            assert_eq!(
                refused.body,
                reader.get(format!("{unknown}.json")).await.body,
                "as if it were not there"
            );
        }
    }
}

#[catsup_testing::story]
async fn the_private_link_is_never_given_to_programs(app: TestApp) {
    let world = World::of(app.clone()).await;
    let answer = world.send(&[("email", "ana@example.org"), ("first_name", "Ana")]).await.is(200);
    assert!(!answer.body.contains("track") && !answer.body.contains("ana") && !answer.body.contains("Ana"));
    let posted = answer.json();
    let names: Vec<&String> = posted[0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["account_id", "service_notice", "service_request_id"]);
    let id = posted[0]["service_request_id"].as_str().unwrap();
    assert!(!id.contains('.'), "the number without the signature of the link: {id}");
}
