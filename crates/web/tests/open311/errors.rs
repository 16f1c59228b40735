//! Every error, in the format that was asked for.

use std::num::NonZeroU32;

use axum::{body::Body, http::Method};
use catsup_app::api_tokens::{self, NewApiToken};
use catsup_model::{Permission, Viewer};
use catsup_testing::{Answer, TestApp};
use catsup_web::{
    Configuration,
    limits::{Limits, Rate},
};

use crate::{REQUESTS, World, element::Element};

/// Holds that it is a list of errors of this status in JSON, and gives their descriptions.
fn errors(answer: Answer, status: u16) -> String {
    let answer = answer.is(status);
    assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    let found = answer.json();
    let found = found.as_array().unwrap();
    assert!(!found.is_empty() && found.iter().all(|one| one["code"] == status));
    let each = found.iter().map(|one| one["description"].as_str().unwrap());
    each.collect::<Vec<_>>().join("; ")
}

#[catsup_testing::story]
async fn what_is_not_there_is_answered_404(app: TestApp) {
    let world = World::of(app.clone()).await;
    let id = world.sent(&[]).await;
    for (path, what) in [
        ("/open311/v2/services/999", "service_code"),
        ("/open311/v2/services/pothole", "service_code"),
        ("/open311/v2/services/%00", "service_code"),
        ("/open311/v2/requests/00000000", "service_request_id"),
        ("/open311/v2/requests/no-such-request", "service_request_id"),
        ("/open311/v2/tokens/12345", "token"),
        ("/open311/v2/nothing", "nothing at this address"),
    ] {
        let said = errors(world.client.get(format!("{path}.json")).await, 404);
        assert!(said.contains(what), "{path}: {said}");
        let read = Element::of(&world.client.get(format!("{path}.xml")).await.is(404));
        assert_eq!((read.name.as_str(), read.names()), ("errors", vec!["error"]));
        assert_eq!(read.child("error").names(), ["code", "description"]);
        assert_eq!(read.child("error").text_of("code"), "404");
    }
    for path in ["/open311/v2/services", "/open311/v2/services/1.csv", "/open311/v2/requests/1"] {
        let read = Element::of(&world.client.get(path).await.is(404));
        assert!(read.child("error").text_of("description").contains(".xml or .json"), "{path}");
    }
    // The installation serves one jurisdiction: that of its own address.
    for path in [
        "/open311/discovery".to_owned(),
        "/open311/v2/services".to_owned(),
        format!("/open311/v2/services/{}", world.service.id),
        REQUESTS.to_owned(),
        format!("{REQUESTS}/{id}"),
        format!("/open311/v2/tokens/{id}"),
    ] {
        let said = errors(world.client.get(format!("{path}.json?jurisdiction_id=elsewhere.gov")).await, 404);
        assert!(said.contains("jurisdiction_id"), "{path}: {said}");
        let _ = world.client.get(format!("{path}.json?jurisdiction_id=127.0.0.1")).await.is(200);
        let _ = world.client.get(format!("{path}.json?jurisdiction_id=")).await.is(200);
    }
    errors(world.send(&[("jurisdiction_id", "elsewhere.gov")]).await, 404);
    errors(world.send(&[("service_code", "999")]).await, 404);
    errors(world.client.get(format!("{REQUESTS}.json?service_code=999")).await, 404);
}

#[catsup_testing::story]
async fn a_key_that_does_not_open_is_answered_403(app: TestApp) {
    let world = World::of(app.clone()).await;
    let other = app.service("Elsewhere").await;
    assert!(errors(world.send(&[("api_key", "")]).await, 403).contains("must be given"));
    assert!(errors(world.send(&[("api_key", "xyz")]).await, 403).contains("unknown"));
    assert!(errors(world.send(&[("api_key", "cts_0123456789")]).await, 403).contains("unknown"));
    let reading = app.token(&[Permission::ReadCases]).await;
    assert!(errors(world.send(&[("api_key", &reading)]).await, 403).contains("cases:write"));
    // A key of another organisation: everybody may know of the service, which is listed.
    let new = NewApiToken {
        name: "elsewhere".to_owned(),
        scopes: [Permission::SubmitCases].into(),
        organisation: Some(other.organisation),
        expires_at: None,
    };
    let created = api_tokens::create(&app.app, &Viewer::operator(), new).await.unwrap();
    assert!(errors(world.send(&[("api_key", &created.secret)]).await, 403).contains("for this service"));
    api_tokens::revoke(&app.app, &Viewer::operator(), created.token.id).await.unwrap();
    assert!(errors(world.send(&[("api_key", &created.secret)]).await, 403).contains("revoked"));
    let read =
        Element::of(&world.client.post(format!("{REQUESTS}.xml"), &[("api_key", "xyz")]).await.is(403));
    assert_eq!(read.child("error").text_of("code"), "403");
    assert!(world.listed("").await.is_empty(), "nothing came in");
}

#[catsup_testing::story]
async fn what_does_not_fit_is_answered_400_and_named(app: TestApp) {
    let world = World::of(app.clone()).await;
    let long = |length: usize| "x".repeat(length);
    let (description, line) = (long(4_001), long(201));
    for (entries, named) in [
        (vec![("service_code", "")], "service_code must be given"),
        (vec![("address_string", "")], "lat must be given"),
        (vec![("lat", "38.9")], "long must be given"),
        (vec![("long", "38.9")], "lat must be given"),
        (vec![("lat", "91"), ("long", "0")], "lat must be degrees from -90 to 90"),
        (vec![("lat", "0"), ("long", "NaN")], "long must be degrees"),
        (vec![("description", description.as_str())], "description must have at most 4000"),
        (vec![("description", "a\u{0}b")], "description must not contain control characters"),
        (vec![("address_string", line.as_str())], "address_string must have at most 200"),
        (vec![("address_id", line.as_str())], "address_id must have at most 200"),
        (vec![("address_id", "a\u{0}")], "address_id must not contain control characters"),
        (vec![("first_name", line.as_str())], "first_name and last_name must have at most 200"),
        (vec![("phone", line.as_str())], "phone must have at most 200"),
        (vec![("device_id", line.as_str())], "device_id must have at most 200"),
        (vec![("email", "ana")], "email must be an email address"),
        (vec![("media_url", "javascript:alert(1)")], "media_url must be an address on the web"),
        (vec![("attribute[TOUCHPOINT]", "999")], "attribute[TOUCHPOINT] must be one of the values"),
        (vec![("attribute[]", "1")], "attribute must name a code"),
        (vec![("attribute[A]", "\u{1}")], "attribute must not contain control characters"),
    ] {
        let said = errors(world.send(&entries).await, 400);
        assert!(said.contains(named), "{entries:?}: {said}");
    }
    let said = errors(world.send(&[("lat", "x"), ("long", "y"), ("media_url", "z")]).await, 400);
    assert_eq!(said.split("; ").count(), 3, "each is named: {said}");
    let code = |n: usize| format!("attribute[A{n}]");
    let many: Vec<String> = (0..61).map(code).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "1")).collect();
    assert!(errors(world.send(&many).await, 400).contains("attribute a case has at most 60"));

    for (query, named) in [
        ("start_date=2026-01-01", "start_date must be a moment"),
        ("end_date=yesterday", "end_date must be a moment"),
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", "90 days"),
        ("start_date=2026-01-02T00:00:00Z&end_date=2026-01-01T00:00:00Z", "before start_date"),
        ("status=pending", "status must be open or closed"),
        ("page=0", "page must be a whole number"),
        ("page_size=1001", "page_size must be a whole number from 1 to 1000"),
        ("page=99999999999999999999", "page must be"),
    ] {
        let said = errors(world.client.get(format!("{REQUESTS}.json?{query}")).await, 400);
        assert!(said.contains(named), "{query}: {said}");
        assert_eq!(
            Element::of(&world.client.get(format!("{REQUESTS}.xml?{query}")).await.is(400)).name,
            "errors"
        );
    }
    let ids = vec!["00000000"; 1_001].join(",");
    errors(world.client.get(format!("{REQUESTS}.json?service_request_id={ids}")).await, 400);
    let path = format!("{REQUESTS}.json");
    let sent = world.client.send(Method::POST, &path, Some("multipart/form-data"), Body::from("x")).await;
    assert!(errors(sent, 400).contains("application/x-www-form-urlencoded"));
    assert!(world.listed("").await.is_empty(), "nothing came in");
}

#[catsup_testing::story]
async fn too_much_is_refused_before_it_is_looked_at(app: TestApp) {
    let world = World::of(app.clone()).await;
    let large = "x".repeat(1_100_000);
    errors(world.send(&[("description", &large)]).await, 413);
    let refused = world.client.send(Method::DELETE, &format!("{REQUESTS}.json"), None, Body::empty()).await;
    assert!(refused.headers["allow"].to_str().unwrap().contains("POST"));
    errors(refused, 405);

    let two = NonZeroU32::new(2).unwrap();
    let limits =
        Limits { submissions_by_address: Some(Rate { per_minute: two, burst: two }), ..Limits::default() };
    let client = app.visitor_of(Configuration { limits, ..Configuration::default() });
    let path = format!("{REQUESTS}.json");
    for key in ["wrong", "wrong"] {
        errors(client.post(&path, &[("api_key", key)]).await, 403);
    }
    // A good key does not help who tried others out, and a phone whose app carries a good key is held back as well.
    let refused = client.post(&path, &[("api_key", &world.key)]).await;
    assert!(refused.headers.contains_key("retry-after"));
    errors(refused, 429);
    let _ = client.get(&path).await.is(200);
}
