//! What anybody may read: lists by number, period, service and status, and where each request stands.

use catsup_app::cases::{
    NewCase,
    act::{Act, Then, act},
    open::open,
    track::{self, Word},
};
use catsup_model::{
    Viewer,
    case::{CaseKind, CaseSource, UnresolvedReason},
};
use catsup_testing::TestApp;
use serde_json::{Value, json};

use crate::{REQUESTS, World, element::Element};

/// The fields of a request, as the standard's example has them.
const FIELDS: [&str; 17] = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
];

#[catsup_testing::story]
async fn a_request_shows_where_it_is_and_where_it_stands(app: TestApp) {
    let world = World::of(app.clone()).await;
    let picture = "https://pictures.example.org/a.jpg?b=1&c=2";
    let id = world
        .sent(&[
            ("lat", "38.8977"),
            ("long", "-77.0365"),
            ("address_id", "A-7"),
            ("description", "A hole\r\nas deep as a <bath> & growing"),
            ("media_url", picture),
        ])
        .await;
    world.later(2);
    let one = world.one(&id).await;
    assert_eq!(one["service_request_id"], id.as_str());
    assert_eq!((&one["status"], &one["service_name"]), (&json!("open"), &json!("Potholes")));
    assert_eq!(one["service_code"], world.service.id.to_string());
    assert_eq!(one["agency_responsible"], "Office of Potholes");
    assert_eq!(one["description"], "A hole\r\nas deep as a <bath> & growing");
    // Tuesday 11:00, three business days.
    assert_eq!(one["requested_datetime"], "2026-03-10T11:00:00-04:00");
    assert_eq!(one["updated_datetime"], "2026-03-10T11:00:00-04:00");
    assert!(one["expected_datetime"].as_str().unwrap().starts_with("2026-03-13T"), "{one}");
    assert_eq!((&one["lat"], &one["long"]), (&json!(38.8977), &json!(-77.0365)));
    assert_eq!((&one["address"], &one["address_id"]), (&json!("5 Main St"), &json!("A-7")));
    assert_eq!((&one["media_url"], &one["zipcode"]), (&json!(picture), &Value::Null));
    let read = Element::of(&world.client.get(format!("{REQUESTS}/{id}.xml")).await.is(200));
    assert_eq!((read.name.as_str(), read.names()), ("service_requests", vec!["request"]));
    let request = read.child("request");
    assert_eq!(request.names(), FIELDS);
    for name in FIELDS {
        let expected = match &one[name] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!(request.text_of(name), expected, "{name} is the same in both formats");
    }
}

#[catsup_testing::story]
async fn open_and_closed_are_said_in_a_sentence(app: TestApp) {
    let world = World::of(app.clone()).await;
    let id = world.sent(&[]).await;
    let stands = async |status: &str, words: &str| {
        let one = world.one(&id).await;
        assert_eq!(one["status"], status, "{one}");
        assert!(one["status_notes"].as_str().unwrap().contains(words), "{one}");
        one["updated_datetime"].as_str().unwrap().to_owned()
    };
    stands("open", "nobody has answered yet").await;
    world.answered(&id, Then::Open).await;
    stands("open", "being worked on").await;
    world.answered(&id, Then::Waiting).await;
    stands("open", "needed of the person").await;
    world.later(1);
    world.answered(&id, Then::Resolved).await;
    stands("closed", "has not confirmed").await;
    // When it was closed, whatever happens to it afterwards.
    world.later(1);
    let case = world.case(&id).await;
    let noted = Act::Note("filed".to_owned());
    act(&app.app, &Viewer::operator(), case.id, noted).await.unwrap();
    assert_eq!(stands("closed", "resolved").await, "2026-03-10T12:00:00-04:00");
    world.answered(&id, Then::Unresolved(UnresolvedReason::NotAllowed)).await;
    stands("closed", "the law or the rules do not allow").await;
}

#[catsup_testing::story]
async fn what_the_person_confirmed_is_said(app: TestApp) {
    let world = World::of(app.clone()).await;
    // As it comes in by Open311, but for the private link, which the person gets by mail.
    let new = NewCase::new(world.service.id, CaseKind::Request, CaseSource::Open311, "A hole");
    let opened = open(&app.app, &Viewer::operator(), new).await.unwrap();
    let id = opened.case.number.plain();
    world.answered(&id, Then::Resolved).await;
    track::speak(&app.app, &opened.token, Word::Confirm, Vec::new()).await.unwrap();
    let one = world.one(&id).await;
    assert_eq!((&one["status"], &one["lat"]), (&json!("closed"), &Value::Null));
    assert!(one["status_notes"].as_str().unwrap().contains("confirmed it"), "{one}");
}

#[catsup_testing::story]
async fn a_request_that_goes_on_in_another_stands_where_that_stands(app: TestApp) {
    let world = World::of(app.clone()).await;
    let (first, second) = (world.sent(&[]).await, world.sent(&[("address_string", "7 Main St")]).await);
    let case = world.case(&second).await;
    act(&app.app, &Viewer::operator(), case.id, Act::Merge(first.clone())).await.unwrap();
    assert!(world.one(&second).await["status_notes"].as_str().unwrap().starts_with("It goes on in another"));
    assert_eq!(world.listed("status=open").await, [second.as_str(), &first]);
    world.answered(&first, Then::Resolved).await;
    let one = world.one(&second).await;
    assert_eq!((&one["status"], &one["address"]), (&json!("closed"), &json!("7 Main St")));
    assert!(world.listed("status=open").await.is_empty());
    assert_eq!(world.listed("status=closed").await, [second, first]);
}

#[catsup_testing::story]
async fn lists_are_read_by_number_period_service_and_status(app: TestApp) {
    let world = World::of(app.clone()).await;
    let other = app.service("Street lights").await;
    let lights = other.id.to_string();
    let mut ids = Vec::new();
    for n in 0..5 {
        let code = if n % 2 == 0 { world.service.id.to_string() } else { lights.clone() };
        ids.push(world.sent(&[("service_code", &code)]).await);
        world.later(24 * 40);
    }
    // 40 days apart: the last two lie within the last 90 days, counted from 40 days after the last.
    let of = |places: &[usize]| places.iter().map(|place| ids[*place].clone()).collect::<Vec<_>>();
    assert_eq!(world.listed("").await, of(&[4, 3]));
    assert_eq!(world.listed("start_date=2026-02-15T00:00:00Z").await, of(&[1, 0]));
    assert_eq!(world.listed("end_date=2026-03-10T15:00:00Z").await, of(&[0]), "both ends are included");
    assert_eq!(world.listed("end_date=2026-03-10T14:59:59Z").await, Vec::<String>::new());
    let period = "start_date=2026-04-01T00:00:00-04:00&end_date=2026-06-29T00:00:00-04:00";
    assert_eq!(world.listed(period).await, of(&[2, 1]));
    assert_eq!(world.listed(&format!("{period}&service_code={lights}")).await, of(&[1]));
    let both = format!("{period}&service_code={lights},{}&status=&page=", world.service.id);
    assert_eq!(world.listed(&both).await, of(&[2, 1]));
    world.answered(&ids[2], Then::Resolved).await;
    assert_eq!(world.listed(&format!("{period}&status=closed")).await, of(&[2]));
    assert_eq!(world.listed(&format!("{period}&status=OPEN")).await, of(&[1]));
    assert_eq!(world.listed(&format!("{period}&status=open,closed")).await, of(&[2, 1]));
    assert_eq!(world.listed(&format!("{period}&status=open&status=closed")).await, of(&[2, 1]));
    assert_eq!(world.listed(&format!("{period}&page_size=1&page=1")).await, of(&[2]));
    assert_eq!(world.listed(&format!("{period}&page_size=1&page=2")).await, of(&[1]));
    assert!(world.listed(&format!("{period}&page_size=1&page=3")).await.is_empty());
    // Numbers override everything else, and what is no number is the number of nothing.
    let numbers = format!("service_request_id={},{},00000000,x&start_date=never&status=lost", ids[0], ids[3]);
    assert_eq!(world.listed(&numbers).await, of(&[3, 0]));
    let twice = format!("service_request_id={}&service_request_id={}", ids[0], ids[1].to_lowercase());
    assert_eq!(world.listed(&twice).await, of(&[1, 0]));
    let none = world.client.get(format!("{REQUESTS}.xml?service_request_id=00000000")).await.is(200);
    assert!(Element::of(&none).children.is_empty());
}
