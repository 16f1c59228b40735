//! `POST /api/v1/cases` and `GET /api/v1/cases/{case}`: cases opened by programs, and how they stand.

use std::{collections::BTreeMap, str::FromStr};

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::{self, NewCase, open::open as open_case},
};
use catsup_model::{
    Channel, Language,
    case::{Case, CaseKind, CaseNumber, CaseSource},
    id::{CaseId, InvalidId, ServiceId, TouchpointId},
};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{
    ApiError,
    input::{ApiJson, ApiPath},
    schema,
};
use crate::{extract::Visitor, links};

/// A case to be opened for a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCase)]
pub(crate) struct NewCaseBody {
    /// The service it is about.
    #[schema(schema_with = schema::id)]
    service: ServiceId,
    /// The touchpoint of the service.
    #[schema(schema_with = schema::optional_id)]
    touchpoint: Option<TouchpointId>,
    /// What it is.
    #[serde(deserialize_with = "kind")]
    #[schema(schema_with = schema::case_kind)]
    kind: CaseKind,
    /// The channel the person came by; the website when absent.
    #[schema(schema_with = schema::channel)]
    channel: Option<Channel>,
    /// What it is about, on one line; made from the description when absent.
    #[serde(default)]
    #[schema(max_length = 200)]
    subject: String,
    /// The person's words.
    #[schema(min_length = 1, max_length = 8000)]
    description: String,
    /// What the person would like to happen.
    #[serde(default)]
    #[schema(max_length = 8000)]
    wish: String,
    /// Their name.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    /// The address that answers go to.
    #[serde(default)]
    #[schema(max_length = 254)]
    email: String,
    /// A number to call.
    #[serde(default)]
    #[schema(max_length = 200)]
    phone: String,
    /// The language they are written to in.
    #[schema(schema_with = schema::language)]
    language: Option<Language>,
    /// Where it is, in words.
    #[serde(default)]
    #[schema(max_length = 200)]
    address: String,
    /// What else is known: up to 60.
    #[serde(default)]
    #[schema(schema_with = schema::segments)]
    attributes: BTreeMap<String, String>,
    /// When the person came; now when absent.
    #[schema(schema_with = schema::instant)]
    occurred_at: Option<Timestamp>,
    /// Its key within the program: a second case under it is the first one.
    #[schema(max_length = 200)]
    external_key: Option<String>,
}

/// A case that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenedCase {
    /// Whether it was opened just now, rather than under the same key before.
    new: bool,
    /// Where the person sees how it stands: for them alone.
    track: String,
    case: CaseBody,
}

/// How a case stands. Who came with it is not told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Case)]
pub(crate) struct CaseBody {
    #[schema(schema_with = schema::id)]
    id: String,
    /// What people call it by.
    number: String,
    #[schema(schema_with = schema::id)]
    service: String,
    #[schema(schema_with = schema::case_kind)]
    kind: &'static str,
    /// `new`, `open`, `waiting` (for the person), `resolved` (staff say so), `confirmed` (the person says so), `unresolved`.
    #[schema(schema_with = schema::case_status)]
    status: &'static str,
    /// Why it ended without a solution.
    #[schema(required)]
    reason: Option<&'static str>,
    #[schema(schema_with = schema::instant)]
    opened_at: Timestamp,
    #[schema(schema_with = schema::optional_instant, required)]
    first_response_at: Option<Timestamp>,
    #[schema(schema_with = schema::optional_instant, required)]
    first_response_due: Option<Timestamp>,
    #[schema(schema_with = schema::optional_instant, required)]
    next_response_due: Option<Timestamp>,
    #[schema(schema_with = schema::optional_instant, required)]
    resolution_due: Option<Timestamp>,
    #[schema(schema_with = schema::optional_instant, required)]
    ended_at: Option<Timestamp>,
    /// Business days from the beginning to the end, waiting for the person left out.
    #[schema(required)]
    business_days: Option<i64>,
    /// Whether it ended in time, where a rule says by when.
    #[schema(required)]
    in_time: Option<bool>,
    /// How often the person said that it is not solved.
    reopened: i64,
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CaseKind, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

impl From<&Case> for CaseBody {
    fn from(case: &Case) -> Self {
        Self {
            id: case.id.to_string(),
            number: case.number.to_string(),
            service: case.service.to_string(),
            kind: case.kind.code(),
            status: case.status.code(),
            reason: case.unresolved.map(catsup_model::case::UnresolvedReason::code),
            opened_at: case.moments.opened,
            first_response_at: case.moments.first_response,
            first_response_due: case.due.first_response,
            next_response_due: case.due.next_response,
            resolution_due: case.due.resolution,
            ended_at: case.moments.ended,
            business_days: case.due.days_taken,
            in_time: case.due.in_time,
            reopened: case.reopened,
        }
    }
}

/// Opens a case for a person, who is told so by mail where an address is given.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", operation_id = "open_case",
    security(("token" = [])), request_body = NewCaseBody,
    responses(
        (status = 201, description = "The case is open", body = OpenedCase),
        (status = 200, description = "It was open already, under the same key", body = OpenedCase),
    ),
)]
pub(crate) async fn open(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiJson(body): ApiJson<NewCaseBody>,
) -> Result<Response, ApiError> {
    let mut new = NewCase::new(body.service, body.kind, CaseSource::Api, body.description);
    new.touchpoint = body.touchpoint;
    new.channel = body.channel.unwrap_or(Channel::Website);
    new.subject = body.subject;
    new.wish = body.wish;
    new.name = body.name;
    new.email = body.email;
    new.phone = body.phone;
    new.language = body.language.unwrap_or_default();
    new.place.address = body.address;
    new.attributes = body.attributes;
    new.opened = body.occurred_at;
    new.key = body.external_key;
    let opened = open_case(&app, &viewer, new).await?;
    let status = if opened.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let location = format!("/api/v1/cases/{}", opened.case.number.plain());
    let track = format!("{}{}", app.outside().address, links::track(&opened.token));
    let body = OpenedCase { new: opened.is_new, track, case: CaseBody::from(&opened.case) };
    Ok((status, [(header::LOCATION, location)], Json(body)).into_response())
}

/// What an address names a case by.
pub(crate) enum CaseName {
    Number(CaseNumber),
    Id(CaseId),
}

impl FromStr for CaseName {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        text.parse().map(Self::Number).or_else(|_| text.parse().map(Self::Id))
    }
}

/// Reads how a case stands.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}", tag = "cases", operation_id = "read_case", security(("token" = [])),
    params(("case" = String, Path, description = "Its id or number", pattern = "^-?[0-9A-Za-z-]{1,20}$")),
    responses((status = 200, description = "The case", body = CaseBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(named): ApiPath<CaseName>,
) -> Result<Json<CaseBody>, ApiError> {
    let case = match named {
        CaseName::Number(number) => cases::find_number(&app, &viewer, number).await?,
        CaseName::Id(id) => cases::find(&app, &viewer, id).await?,
    };
    Ok(Json(CaseBody::from(&case)))
}
