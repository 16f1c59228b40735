//! `POST /api/v1/interactions` and `GET /api/v1/interactions`: single contacts in and out.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    interactions::{self, Given, InteractionFilter, MOST_AT_ONCE, Place, Upserted},
};
use catsup_model::{
    Channel, Language,
    id::{ServiceId, TouchpointId},
    interaction::{CustomerKey, Interaction, Outcome},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError,
    filters::Plain,
    input::{ApiJson, ApiQuery, Day, Exact, Limit, List, parsed},
    responses::days,
    schema,
    submissions::header_text,
};
use crate::extract::Visitor;

/// Interactions from one source.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInteractions {
    /// The system they come from, such as `call_centre`: external keys are its own. `api` when absent.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_.-]+$")]
    source: Option<String>,
    /// 1 to 1000 interactions, taken all or none.
    #[schema(min_items = 1, max_items = 1000)]
    interactions: Vec<NewInteraction>,
}

/// One contact.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInteraction {
    /// The service: its id or its name.
    service: String,
    /// The touchpoint of the service: its id or its name.
    touchpoint: Option<String>,
    /// The channel; the touchpoint's own when absent.
    #[schema(schema_with = schema::channel)]
    channel: Option<Channel>,
    /// What the source calls the customer. It is never kept: a keyed hash stands for it.
    #[schema(max_length = 200)]
    customer: Option<String>,
    /// The case it belongs to.
    #[schema(max_length = 200)]
    case: Option<String>,
    /// What was done, in a few words that repeat from contact to contact.
    #[schema(min_length = 1, max_length = 80)]
    activity: String,
    /// What the person came for.
    #[schema(max_length = 120)]
    intention: Option<String>,
    /// How it ended for the person.
    #[schema(schema_with = schema::outcome)]
    outcome: Option<Outcome>,
    /// When it began; now when absent.
    #[schema(schema_with = schema::instant)]
    occurred_at: Option<Timestamp>,
    /// Seconds the person waited before being served.
    #[schema(minimum = 0)]
    wait_seconds: Option<i64>,
    /// Seconds it took from then on.
    #[schema(minimum = 0)]
    handle_seconds: Option<i64>,
    /// What it cost, in hundredths of the currency; the cost of its channel holds when absent.
    #[schema(minimum = 0)]
    cost_cents: Option<i64>,
    /// Class of the device: `phone`, `tablet`, `computer`.
    #[schema(max_length = 200)]
    device: Option<String>,
    /// The language.
    #[schema(schema_with = schema::language)]
    language: Option<Language>,
    /// What else is known: up to 20.
    #[serde(default)]
    #[schema(schema_with = schema::segments)]
    attributes: BTreeMap<String, String>,
    /// Its key within the source: a second interaction under it replaces the first.
    #[schema(max_length = 200)]
    external_key: Option<String>,
}

/// What became of the interactions, in the order they were sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recorded {
    /// How many were new.
    inserted: usize,
    /// How many replaced earlier ones.
    updated: usize,
    interactions: Vec<RecordedOne>,
}

/// What became of one interaction.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordedOne {
    #[schema(schema_with = schema::id)]
    id: String,
    /// Whether it replaced an earlier one.
    updated: bool,
}

/// Which interactions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InteractionsQuery {
    /// Services, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    service: List<ServiceId>,
    /// Touchpoints, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    touchpoint: List<TouchpointId>,
    /// Channels, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::channels, required = false)]
    channel: List<Exact<Channel>>,
    /// The activity.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    activity: Option<Plain>,
    /// The pseudonym of a customer.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::pseudonym, required = false)]
    customer: Option<CustomerKey>,
    /// The case.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    case: Option<Plain>,
    /// First day, in the installation's zone.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::day, required = false)]
    from: Option<Day>,
    /// Last day, in the installation's zone.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::day, required = false)]
    to: Option<Day>,
    /// How many: 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<i64>, minimum = 1, maximum = 1000, default = 100)]
    limit: Limit,
    /// `next` of the page before.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::place, required = false)]
    cursor: Option<Place>,
}

/// A page of interactions, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InteractionPage {
    interactions: Vec<InteractionBody>,
    /// The cursor of the next page; null on the last.
    #[schema(required)]
    next: Option<String>,
}

/// An interaction as kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Interaction)]
pub(crate) struct InteractionBody {
    #[schema(schema_with = schema::id)]
    id: String,
    #[schema(schema_with = schema::id)]
    service: String,
    #[schema(schema_with = schema::optional_id, required)]
    touchpoint: Option<String>,
    #[schema(schema_with = schema::channel)]
    channel: Channel,
    /// The pseudonym of the customer.
    #[schema(required)]
    customer: Option<String>,
    #[schema(required)]
    case: Option<String>,
    activity: String,
    #[schema(required)]
    intention: Option<String>,
    /// `fulfilled`, `partly`, `not_fulfilled`, `abandoned` or `transferred`, where known.
    #[schema(required)]
    outcome: Option<&'static str>,
    #[schema(schema_with = schema::instant)]
    occurred_at: String,
    #[schema(schema_with = schema::instant)]
    received_at: String,
    #[schema(required)]
    wait_seconds: Option<i64>,
    #[schema(required)]
    handle_seconds: Option<i64>,
    /// As stated; null where the cost of its channel holds.
    #[schema(required)]
    cost_cents: Option<i64>,
    #[schema(required)]
    device: Option<String>,
    #[schema(required)]
    language: Option<&'static str>,
    attributes: BTreeMap<String, String>,
    source: String,
    #[schema(required)]
    external_key: Option<String>,
}

/// Takes interactions in.
///
/// Acknowledged once all are on disk. Send each with an `external_key`, or the request with an `Idempotency-Key`, to be
/// able to send again without counting twice. A field that does not fit is named with the place of its interaction,
/// such as `interactions[3].activity`.
#[utoipa::path(
    post, path = "/api/v1/interactions", tag = "interactions", operation_id = "record_interactions",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Gives interactions without an `external_key` one", min_length = 1, max_length = 150),
    ),
    request_body(content = NewInteractions, content_type = "application/json"), security(("token" = [])),
    responses(
        (status = 201, description = "Stored, at least one of them new", body = Recorded),
        (status = 200, description = "Stored, each in place of an earlier one", body = Recorded),
    ),
)]
pub(crate) async fn record(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    headers: HeaderMap,
    ApiJson(new): ApiJson<NewInteractions>,
) -> Result<Response, ApiError> {
    let key = header_text(&headers, "Idempotency-Key", "idempotency-key")?;
    if key.as_ref().is_some_and(|key| key.trim().is_empty() || key.len() > 150) {
        let reason = "must be 1 to 150 visible ASCII characters";
        return Err(ApiError::field("Idempotency-Key", "idempotency-key", reason));
    }
    if new.interactions.len() > MOST_AT_ONCE {
        let reason = format!("must be 1 to {MOST_AT_ONCE} interactions; send more in further requests");
        return Err(ApiError::field("interactions", "how-many", reason));
    }
    let given = new.interactions.into_iter().enumerate().map(|(place, one)| {
        let own = key.as_ref().map(|key| format!("{key}#{place}"));
        one.given(own)
    });
    let source = new.source.as_deref().unwrap_or("api");
    let upserted = interactions::record(&app, &viewer, source, given.collect()).await?;
    let updated = upserted.iter().filter(|one| matches!(one, Upserted::Updated(_))).count();
    let inserted = upserted.len() - updated;
    let one = |one: &Upserted| RecordedOne {
        id: one.id().to_string(),
        updated: matches!(one, Upserted::Updated(_)),
    };
    let status = if inserted > 0 { StatusCode::CREATED } else { StatusCode::OK };
    let body = Recorded { inserted, updated, interactions: upserted.iter().map(one).collect() };
    Ok((status, Json(body)).into_response())
}

impl NewInteraction {
    fn given(self, key: Option<String>) -> Given {
        Given {
            service: Some(self.service),
            touchpoint: self.touchpoint,
            channel: self.channel,
            customer: self.customer,
            case: self.case,
            activity: self.activity,
            intention: self.intention,
            outcome: self.outcome,
            occurred_at: self.occurred_at,
            wait_seconds: self.wait_seconds,
            handle_seconds: self.handle_seconds,
            cost_cents: self.cost_cents,
            device: self.device,
            language: self.language,
            attributes: self.attributes,
            external_key: self.external_key.or(key),
        }
    }
}

/// Somebody to be forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forget {
    /// What the source calls the customer.
    #[schema(min_length = 1, max_length = 200)]
    customer: String,
}

/// What was forgotten.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Forgotten {
    /// How many interactions are gone.
    gone: u64,
}

/// Deletes everything a customer did.
///
/// The rows themselves go; the audit log keeps how many, not whose.
#[utoipa::path(
    post, path = "/api/v1/interactions/forget", tag = "interactions", operation_id = "forget_customer",
    request_body(content = Forget, content_type = "application/json"), security(("token" = [])),
    responses((status = 200, description = "Gone", body = Forgotten)),
)]
pub(crate) async fn forget(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiJson(whom): ApiJson<Forget>,
) -> Result<Json<Forgotten>, ApiError> {
    Ok(Json(Forgotten { gone: interactions::forget_customer(&app, &viewer, &whom.customer).await? }))
}

/// Lists interactions, the latest first.
#[utoipa::path(
    get, path = "/api/v1/interactions", tag = "interactions", operation_id = "list_interactions",
    params(InteractionsQuery), security(("token" = [])),
    responses((status = 200, description = "A page of interactions", body = InteractionPage)),
)]
pub(crate) async fn list(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(query): ApiQuery<InteractionsQuery>,
) -> Result<Json<InteractionPage>, ApiError> {
    let days = days(query.from, query.to)?;
    let Limit(limit) = query.limit;
    let filter = InteractionFilter {
        services: query.service.0,
        touchpoints: query.touchpoint.0,
        channels: query.channel.0.into_iter().map(|Exact(channel)| channel).collect(),
        activities: query.activity.into_iter().map(|Plain(activity)| activity).collect(),
        customer: query.customer,
        case: query.case.map(|Plain(case)| case),
        period: None,
    };
    let page = interactions::list(&app, &viewer, filter, days, query.cursor, limit).await?;
    Ok(Json(InteractionPage {
        interactions: page.interactions.into_iter().map(InteractionBody::from).collect(),
        next: page.next.map(|place| place.to_string()),
    }))
}

impl From<Interaction> for InteractionBody {
    fn from(kept: Interaction) -> Self {
        Self {
            id: kept.id.to_string(),
            service: kept.service.to_string(),
            touchpoint: kept.touchpoint.map(|touchpoint| touchpoint.to_string()),
            channel: kept.channel,
            customer: kept.customer.map(|customer| customer.to_string()),
            case: kept.case,
            activity: kept.activity,
            intention: kept.intention,
            outcome: kept.outcome.map(Outcome::code),
            occurred_at: kept.occurred_at.to_string(),
            received_at: kept.received_at.to_string(),
            wait_seconds: kept.wait_seconds,
            handle_seconds: kept.handle_seconds,
            cost_cents: kept.cost_cents,
            device: kept.device,
            language: kept.language.map(Language::code),
            attributes: kept.attributes,
            source: kept.source,
            external_key: kept.external_key,
        }
    }
}
