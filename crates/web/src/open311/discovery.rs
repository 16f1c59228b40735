//! `GET /open311/discovery.{xml|json}`: where the endpoint is, and what it speaks.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
};
use catsup_app::{App, open311};

use super::{
    answer::{Answer, Node},
    asked::Asked,
    problem::Problem,
};
use crate::headers::origin;

/// The standard that is spoken, by the name it gives itself.
const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";
/// Where it is spoken.
const ENDPOINT: &str = "/open311/v2";

/// Shows the discovery document.
pub(crate) async fn show(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Answer, Problem> {
    let provider = open311::provider(&app)?;
    let changeset = Node::moment(&provider.changed);
    let formats = vec![Node::text("text/xml"), Node::text("application/json")];
    let endpoint = Node::Record(vec![
        ("specification", Node::text(SPECIFICATION)),
        ("url", Node::text(format!("{}{ENDPOINT}", origin(&headers, &uri)))),
        ("changeset", changeset.clone()),
        ("type", Node::text(if provider.is_live { "production" } else { "test" })),
        ("formats", Node::List("format", formats)),
    ]);
    let discovery = Node::Record(vec![
        ("changeset", changeset),
        ("contact", Node::Text(provider.contact)),
        ("key_service", Node::Text(provider.key_service)),
        ("endpoints", Node::List("endpoint", vec![endpoint])),
    ]);
    Ok(Answer::new(asked.format, "discovery", discovery))
}
