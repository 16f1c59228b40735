//! Requests: `POST` and `GET /open311/v2/requests.{xml|json}`, one of them, and tokens.

use axum::{Extension, extract::State};
use catsup_app::{
    App,
    open311::{self, NewRequest, RequestQuery, ServiceRequest},
};

use super::{
    answer::{Answer, Node},
    asked::{Asked, Entries, Named},
    problem::Problem,
};
use crate::extract::Visitor;

/// Takes a request in.
pub(crate) async fn post(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    asked: Asked,
    Extension(entries): Extension<Entries>,
) -> Result<Answer, Problem> {
    open311::check_jurisdiction(&app, entries.first("jurisdiction_id"))?;
    let posted = open311::post(&app, &viewer, new(&entries)).await?;
    let request = Node::Record(vec![
        ("service_request_id", Node::Text(posted.number.plain())),
        ("service_notice", Node::Text(posted.notice)),
        ("account_id", Node::Text(posted.account_id)),
    ]);
    Ok(requests(asked, vec![request]))
}

fn new(entries: &Entries) -> NewRequest {
    let first = |name: &str| entries.first(name).to_owned();
    NewRequest {
        service_code: first("service_code"),
        lat: first("lat"),
        long: first("long"),
        address_string: first("address_string"),
        address_id: first("address_id"),
        email: first("email"),
        device_id: first("device_id"),
        account_id: first("account_id"),
        first_name: first("first_name"),
        last_name: first("last_name"),
        phone: first("phone"),
        description: first("description"),
        media_url: first("media_url"),
        attributes: entries.attributes(),
    }
}

/// Lists requests.
pub(crate) async fn list(State(app): State<App>, asked: Asked) -> Result<Answer, Problem> {
    let list = |name: &str| asked.entries.list(name);
    let first = |name: &str| asked.entries.first(name).to_owned();
    let query = RequestQuery {
        service_request_id: list("service_request_id"),
        service_code: list("service_code"),
        start_date: first("start_date"),
        end_date: first("end_date"),
        status: list("status"),
        page: first("page"),
        page_size: first("page_size"),
    };
    let found = open311::requests(&app, &query).await?;
    Ok(requests(asked, found.into_iter().map(request).collect()))
}

/// Shows one request, as a list of one.
pub(crate) async fn show(State(app): State<App>, asked: Asked, Named(id): Named) -> Result<Answer, Problem> {
    let found = open311::request(&app, &id).await?;
    Ok(requests(asked, vec![request(found)]))
}

/// Shows the request that a token stands for.
pub(crate) async fn token(
    State(app): State<App>,
    asked: Asked,
    Named(token): Named,
) -> Result<Answer, Problem> {
    let number = open311::token(&app, &token).await?;
    let request =
        Node::Record(vec![("service_request_id", Node::Text(number.plain())), ("token", Node::Text(token))]);
    Ok(requests(asked, vec![request]))
}

fn requests(asked: Asked, requests: Vec<Node>) -> Answer {
    Answer::new(asked.format, "service_requests", Node::List("request", requests))
}

fn request(request: ServiceRequest) -> Node {
    let (lat, long) = request.point.unzip();
    Node::Record(vec![
        ("service_request_id", Node::Text(request.number.plain())),
        ("status", Node::text(if request.is_open { "open" } else { "closed" })),
        ("status_notes", Node::Text(request.status_notes)),
        ("service_name", Node::Text(request.service_name)),
        ("service_code", Node::text(request.service)),
        ("description", Node::Text(request.description)),
        ("agency_responsible", Node::Text(request.agency)),
        ("service_notice", Node::text("")),
        ("requested_datetime", Node::moment(&request.requested)),
        ("updated_datetime", Node::moment(&request.updated)),
        ("expected_datetime", request.expected.map_or_else(|| Node::text(""), |at| Node::moment(&at))),
        ("address", Node::Text(request.address)),
        ("address_id", Node::Text(request.address_id)),
        ("zipcode", Node::Text(request.zip_code)),
        ("lat", Node::Degrees(lat)),
        ("long", Node::Degrees(long)),
        ("media_url", Node::Text(request.picture)),
    ])
}
