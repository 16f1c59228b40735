//! `GET /api/v1/services` and one of them.

use axum::{Json, extract::State};
use catsup_app::{App, directory::services};
use catsup_model::{directory::Service, id::ServiceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError,
    input::{ApiPath, ApiQuery, Limit, parsed},
    schema,
};
use crate::extract::Visitor;

/// Which services.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServicesQuery {
    /// How many: 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<i64>, minimum = 1, maximum = 1000, default = 100)]
    limit: Limit,
    /// `next` of the page before.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::id, required = false)]
    cursor: Option<ServiceId>,
}

/// A page of services, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServicePage {
    /// The services.
    services: Vec<ServiceBody>,
    /// The cursor of the next page; null on the last.
    #[schema(schema_with = schema::optional_id, required)]
    next: Option<ServiceId>,
}

/// A service an organisation offers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Service)]
pub(crate) struct ServiceBody {
    #[schema(schema_with = schema::id)]
    id: ServiceId,
    /// The organisation that answers for it.
    #[schema(schema_with = schema::id)]
    organisation: String,
    /// Other organisations that share it.
    #[schema(schema_with = schema::ids)]
    shared_with: Vec<String>,
    name: String,
    /// What it does, in plain words.
    description: String,
    /// Who it serves.
    serves: String,
    /// Customers a year, where known.
    #[schema(required)]
    yearly_volume: Option<i64>,
    /// Whether it is a designated high-impact service.
    high_impact: bool,
    /// Life experiences it belongs to.
    #[schema(schema_with = schema::ids)]
    life_experiences: Vec<String>,
}

/// Lists services, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/services", tag = "services", operation_id = "list_services",
    params(ServicesQuery), security(("token" = [])),
    responses((status = 200, description = "A page of services", body = ServicePage)),
)]
pub(crate) async fn list(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(query): ApiQuery<ServicesQuery>,
) -> Result<Json<ServicePage>, ApiError> {
    let mut found = services::list(&app, &viewer).await?;
    found.retain(|service| query.cursor.is_none_or(|after| service.id > after));
    found.sort_by_key(|service| service.id);
    let limit = usize::try_from(query.limit.0).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|service| service.id);
    Ok(Json(ServicePage { services: found.into_iter().map(ServiceBody::from).collect(), next }))
}

/// Reads one service.
#[utoipa::path(
    get, path = "/api/v1/services/{service}", tag = "services", operation_id = "read_service",
    params(("service" = String, Path, description = "Its id", pattern = "^[1-9][0-9]{0,17}$")), security(("token" = [])),
    responses((status = 200, description = "The service", body = ServiceBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(id): ApiPath<ServiceId>,
) -> Result<Json<ServiceBody>, ApiError> {
    Ok(Json(services::find(&app, &viewer, id).await?.into()))
}

impl From<Service> for ServiceBody {
    fn from(service: Service) -> Self {
        Self {
            id: service.id,
            organisation: service.organisation.to_string(),
            shared_with: service.shared_with.iter().map(ToString::to_string).collect(),
            name: service.name.to_string(),
            description: service.description,
            serves: service.serves,
            yearly_volume: service.yearly_volume,
            high_impact: service.high_impact,
            life_experiences: service.life_experiences.iter().map(ToString::to_string).collect(),
        }
    }
}
