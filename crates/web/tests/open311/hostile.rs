//! What a hostile or broken client sends: XML stays XML, and nothing ever ends in a failure of ours.

use axum::{body::Body, http::Method};
use catsup_testing::TestApp;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{REQUESTS, World, element::Element};

#[catsup_testing::story]
async fn hostile_words_come_back_as_words(app: TestApp) {
    let world = World::of(app.clone()).await;
    for (written, shown) in [
        ("]]></description></request><script>alert(1)</script>", None),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", None),
        ("&lt;b&gt; &amp;amp; &#0; %00 'quoted' \"twice\"", None),
        ("a\u{fffe}b\u{ffff}c", Some("abc")),
        ("\u{1f573} \u{202e}turned\u{202c} e\u{301}\u{2028}next", None),
        ("tab\there\r\nthere\nand\rhere", None),
    ] {
        let id = world.sent(&[("description", written), ("address_string", "<5> & \"Main\" St")]).await;
        let read = Element::of(&world.client.get(format!("{REQUESTS}/{id}.xml")).await.is(200));
        let request = read.child("request");
        assert_eq!(request.text_of("description"), shown.unwrap_or(written), "{written:?}");
        assert_eq!(request.text_of("address"), "<5> & \"Main\" St");
        assert_eq!(world.one(&id).await["description"], written, "JSON has a way to write everything");
    }
    // What is repeated from an address is escaped as well.
    let id = world.sent(&[]).await;
    let token = format!("{}%20-{}", &id[..4], &id[4..]);
    let read = Element::of(&world.client.get(format!("/open311/v2/tokens/{token}.xml")).await.is(200));
    assert_eq!(read.child("request").text_of("token"), format!("{} -{}", &id[..4], &id[4..]));
    let _ = Element::of(&world.client.get("/open311/v2/tokens/%3Cb%3E%00%FF.xml").await.is(404));
}

/// Names that mean something, and some that mean nothing.
fn names() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "service_code",
        "lat",
        "long",
        "address_string",
        "address_id",
        "email",
        "device_id",
        "account_id",
        "first_name",
        "last_name",
        "phone",
        "description",
        "media_url",
        "jurisdiction_id",
        "api_key",
        "attribute[TOUCHPOINT]",
        "attribute[A]",
        "attribute[A][]",
        "attribute[]",
        "attribute[",
        "service_request_id",
        "start_date",
        "end_date",
        "status",
        "page",
        "page_size",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

/// Values that almost fit, and any others.
fn values() -> impl Strategy<Value = String> {
    let near = prop::sample::select(vec![
        "",
        "0",
        "-1",
        "38.9",
        "1e308",
        "-inf",
        "NaN",
        "9223372036854775808",
        "2026-01-01T00:00:00Z",
        "-009999-01-02T01:59:59Z",
        "9999-12-30T22:00:00Z",
        "open,closed",
        "ana@example.org",
        "https://example.org/a",
        "\u{0}",
        "\u{fffe}",
        "00000000",
        "127.0.0.1",
    ]);
    prop_oneof![6 => near.prop_map(str::to_owned), 3 => any::<String>(), 1 => "[a-z<&>\\]\u{0}-\u{1f} ]{0,300}"]
}

#[catsup_testing::story]
async fn no_form_and_no_query_ends_in_a_failure(app: TestApp) {
    let world = World::of(app.clone()).await;
    let service = world.service.id.to_string();
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let entries = prop::collection::vec((names(), values()), 0..12);
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let mut taken_in = 0;
    for turn in 0..150 {
        let mut entries = entries.new_tree(&mut runner).unwrap().current();
        if turn % 3 > 0 {
            // Far enough to be read: with the key, the service and a place.
            let good = [("api_key", &world.key), ("service_code", &service), ("address_string", &service)];
            entries.splice(0..0, good.map(|(name, value)| (name.to_owned(), value.clone())));
        }
        let form = serde_urlencoded::to_string(&entries).unwrap();
        let raw = bytes.new_tree(&mut runner).unwrap().current();
        let (body, format) = match turn % 10 {
            0 => (raw, "xml"),
            odd if odd % 2 == 1 => (form.clone().into_bytes(), "json"),
            _ => (form.clone().into_bytes(), "xml"),
        };
        let kind = Some("application/x-www-form-urlencoded");
        let path = format!("{REQUESTS}.{format}");
        let posted = app.visitor().send(Method::POST, &path, kind, Body::from(body)).await;
        let listed = app.visitor().get(format!("{path}?{form}")).await;
        for answer in [posted, listed] {
            let status = answer.status.as_u16();
            assert!(matches!(status, 200 | 400 | 403 | 404), "{status} for {entries:?}: {}", answer.body);
            if format == "xml" {
                let _ = Element::of(&answer);
            } else {
                assert!(answer.json().is_array(), "{entries:?}: {}", answer.body);
            }
            taken_in += usize::from(status == 200 && answer.body.contains("service_notice"));
        }
    }
    assert!(taken_in > 5, "some were read to the end: {taken_in}");
    let _ = Element::of(&world.client.get(format!("{REQUESTS}.xml")).await.is(200));
}
