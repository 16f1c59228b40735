//! From discovery to a request that came in, in XML and in JSON.

use catsup_app::directory::{life_experiences, services};
use catsup_model::{
    Channel, Permission, Viewer,
    case::{CaseKind, CaseSource, CaseStatus},
};
use catsup_testing::TestApp;
use serde_json::{Value, json};

use crate::{REQUESTS, World, element::Element};

#[catsup_testing::story]
async fn a_client_finds_the_endpoint_and_the_services(app: TestApp) {
    let world = World::of(app.clone()).await;
    let operator = Viewer::operator();
    let moving = life_experiences::add(&app.app, &operator, "Moving, or building a house").await.unwrap();
    let plain = app.service("Street lights").await;
    let input = services::ServiceInput {
        organisation: plain.organisation,
        shared_with: Vec::new(),
        name: "Street lights & signs".to_owned(),
        description: "A light that is <out>".to_owned(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: vec![moving.id],
    };
    services::change(&app.app, &operator, plain.id, &input).await.unwrap();

    for path in ["/open311/discovery", "/open311/v2/discovery"] {
        let client = app.visitor().with_header("host", "city.example.gov");
        let answer = client.get(format!("{path}.json")).await.is(200);
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
        let found = answer.json();
        let endpoint = &found["endpoints"][0];
        assert_eq!(endpoint["specification"], "http://wiki.open311.org/GeoReport_v2");
        assert_eq!(endpoint["url"], "http://city.example.gov/open311/v2");
        assert_eq!(endpoint["formats"], json!(["text/xml", "application/json"]));
        assert_eq!((&endpoint["type"], &endpoint["changeset"]), (&json!("production"), &found["changeset"]));
        assert_eq!(found["changeset"], "2026-03-10T00:00:00-04:00");
        assert!(found["contact"].is_string() && found["key_service"].is_string());
        let read = Element::of(&client.get(format!("{path}.xml")).await.is(200));
        assert_eq!(read.names(), ["changeset", "contact", "key_service", "endpoints"]);
        let endpoint = read.child("endpoints").child("endpoint");
        assert_eq!(endpoint.names(), ["specification", "url", "changeset", "type", "formats"]);
        assert_eq!(endpoint.child("formats").names(), ["format", "format"]);
    }

    let listed = world.client.get("/open311/v2/services.json").await.is(200).json();
    assert_eq!(
        listed[1],
        json!({"service_code": plain.id.to_string(), "service_name": "Street lights & signs",
            "description": "A light that is <out>", "metadata": false, "type": "realtime",
            "keywords": "Moving or building a house", "group": "Office of Street lights"})
    );
    assert_eq!((&listed[0]["metadata"], &listed[0]["keywords"]), (&json!(true), &Value::Null));
    let read = Element::of(&world.client.get("/open311/v2/services.xml").await.is(200));
    assert_eq!((read.name.as_str(), read.names()), ("services", vec!["service", "service"]));
    assert_eq!(read.children[1].text_of("service_name"), "Street lights & signs");
    assert_eq!(read.children[1].text_of("description"), "A light that is <out>");
    assert_eq!(read.children[0].text_of("metadata"), "true");

    let path = format!("/open311/v2/services/{}", world.service.id);
    let definition = world.client.get(format!("{path}.json")).await.is(200).json();
    let values = json!([{"key": world.desk.id.to_string(), "name": "Front desk"}]);
    let attribute = &definition["attributes"][0];
    assert_eq!((&attribute["code"], &attribute["values"]), (&json!("TOUCHPOINT"), &values));
    assert_eq!((&attribute["required"], &attribute["order"]), (&json!(false), &json!(1)));
    assert_eq!(attribute["datatype"], "singlevaluelist");
    let read = Element::of(&world.client.get(format!("{path}.xml")).await.is(200));
    assert_eq!(
        (read.name.as_str(), read.names()),
        ("service_definition", vec!["service_code", "attributes"])
    );
    let attribute = read.child("attributes").child("attribute");
    assert_eq!(
        attribute.names(),
        [
            "variable",
            "code",
            "datatype",
            "required",
            "datatype_description",
            "order",
            "description",
            "values"
        ]
    );
    assert_eq!(attribute.child("values").child("value").text_of("name"), "Front desk");
    let bare = world.client.get(format!("/open311/v2/services/{}.json", plain.id)).await.is(200).json();
    assert_eq!(bare["attributes"], json!([]));
}

#[catsup_testing::story]
async fn a_request_comes_in_and_is_a_case_like_every_other(app: TestApp) {
    let world = World::of(app.clone()).await;
    let (service, desk) = (world.service.id.to_string(), world.desk.id.to_string());
    // As the standard's own example, but for the codes.
    let entries = [
        ("api_key", world.key.as_str()),
        ("jurisdiction_id", ""),
        ("service_code", service.as_str()),
        ("lat", "37.76524078"),
        ("long", "-122.4212043"),
        ("address_string", "1234 5th street"),
        ("address_id", "A-545483"),
        ("email", "smit333@sfgov.edu"),
        ("device_id", "tt222111"),
        ("account_id", "123456"),
        ("first_name", "john"),
        ("last_name", "smith"),
        ("phone", "111111111"),
        ("description", "A large sinkhole is destroying the street.\r\nIt grows."),
        ("media_url", "https://pictures.example.org/2002/2212426634_5ed477a060.jpg"),
        ("attribute[TOUCHPOINT]", desk.as_str()),
        ("attribute[WHISPAWN]", "123456"),
        ("attribute[WHISDORN][]", "COISL001"),
        ("attribute[WHISDORN][]", "COISL002"),
        ("attribute[EMPTY]", ""),
    ];
    let read = Element::of(&world.client.post(format!("{REQUESTS}.xml"), &entries).await.is(200));
    assert_eq!((read.name.as_str(), read.names()), ("service_requests", vec!["request"]));
    let request = read.child("request");
    assert_eq!(request.names(), ["service_request_id", "service_notice", "account_id"]);
    assert_eq!(request.text_of("account_id"), "123456");
    let id = request.text_of("service_request_id");
    assert_eq!(id.len(), 8);

    let case = world.case(id).await;
    assert_eq!(
        (case.source, case.kind, case.status),
        (CaseSource::Open311, CaseKind::Request, CaseStatus::New)
    );
    assert_eq!((case.touchpoint, case.channel), (Some(world.desk.id), Channel::InPerson));
    assert_eq!(case.subject, "A large sinkhole is destroying the street.");
    assert_eq!((case.person.name.as_str(), case.person.phone.as_str()), ("john smith", "111111111"));
    assert_eq!(case.person.email.as_ref().unwrap().as_str(), "smit333@sfgov.edu");
    assert_eq!(case.place.point, Some((37.765_240_78, -122.421_204_3)));
    assert_eq!(
        (case.place.address.as_str(), case.place.address_id.as_str()),
        ("1234 5th street", "A-545483")
    );
    let attributes: Vec<(&str, &str)> =
        case.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        attributes,
        [
            ("WHISDORN", "COISL001; COISL002"),
            ("WHISPAWN", "123456"),
            ("account_id", "123456"),
            ("device_id", "tt222111")
        ]
    );

    // With as little as the standard asks for: a service and a place.
    for place in [vec![("address_string", "5 Main St")], vec![("address_id", "7"), ("address_string", "")]] {
        let answer = world.send(&place).await.is(200);
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
        let posted = answer.json();
        assert_eq!(posted[0]["account_id"], Value::Null);
        assert!(posted[0]["service_notice"].as_str().unwrap().contains("Office of Potholes"), "{posted}");
        let case = world.case(posted[0]["service_request_id"].as_str().unwrap()).await;
        assert_eq!((case.subject.as_str(), case.description.as_str()), ("Potholes", ""));
    }
    let point = [("lat", "0"), ("long", "-0.5"), ("address_string", ""), ("device_id", "d")];
    let id = world.sent(&point).await;
    assert_eq!(world.case(&id).await.channel, Channel::MobileApp);
    let shown = world.one(&id).await;
    assert_eq!((&shown["lat"], &shown["long"]), (&json!(0.0), &json!(-0.5)));

    // The number is its own token, as people write it too.
    for written in [id.clone(), id.to_lowercase(), format!("{}-{}", &id[..4], &id[4..])] {
        let path = format!("/open311/v2/tokens/{written}");
        let answer = world.client.get(format!("{path}.json")).await.is(200).json();
        assert_eq!(answer, json!([{"service_request_id": id, "token": written}]));
        let read = Element::of(&world.client.get(format!("{path}.xml")).await.is(200));
        assert_eq!(read.child("request").names(), ["service_request_id", "token"]);
        assert_eq!(world.one(&written).await["service_request_id"], id.as_str());
    }
}

#[catsup_testing::story]
async fn a_key_may_stand_in_the_header_as_with_every_other_route(app: TestApp) {
    let world = World::of(app.clone()).await;
    let service = world.service.id.to_string();
    let program = app.program(&app.token(&[Permission::SubmitCases]).await);
    let entries = [("service_code", service.as_str()), ("address_string", "5 Main St")];
    let _ = program.post(format!("{REQUESTS}.xml"), &entries).await.is(200);
}
