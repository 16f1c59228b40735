//! `POST /api/v1/surveys/{survey}/visits`: the view of a page in which our script stands, and what became of it.

use axum::{Json, extract::State, http::StatusCode};
use catsup_app::interactions::{self, Visit};
use catsup_model::{Language, interaction::Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ApiError,
    input::{ApiJson, ApiPath},
    schema,
};
use crate::{
    extract::{ClientAddress, Device, SurveyKey},
    state::WebState,
};

/// One view of a page.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVisit {
    /// 32 hexadecimal digits, drawn anew for each view of a page and kept nowhere: what becomes of the view is told
    /// under them.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    visit: String,
    /// The page; its query and fragment are cut off.
    page: Option<String>,
    /// Whether the person did what they came for, once they said so.
    #[schema(schema_with = schema::optional_outcome)]
    outcome: Option<Outcome>,
    /// The language of the page.
    #[schema(schema_with = schema::optional_language)]
    language: Option<Language>,
}

/// What became of a visit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Visited {
    #[schema(schema_with = schema::id)]
    id: String,
}

/// Counts the view of a page, or tells what became of it.
///
/// Nobody knows whose it is: no cookie, nothing stored, no identifier that outlives the page. It belongs to the service
/// and the touchpoint of the survey.
#[utoipa::path(
    post, path = "/api/v1/surveys/{survey}/visits", tag = "interactions", operation_id = "count_visit",
    params(("survey" = String, Path, description = "The survey's id or public key", pattern = "^[a-z0-9-]{1,80}$")),
    request_body(content = NewVisit, content_type = "application/json"), security(()),
    responses((status = 202, description = "Counted", body = Visited)),
)]
pub(crate) async fn count(
    State(state): State<WebState>,
    ClientAddress(client): ClientAddress,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
    Device(device): Device,
    ApiJson(new): ApiJson<NewVisit>,
) -> Result<(StatusCode, Json<Visited>), ApiError> {
    state.limiters().visits_by_address.take(&client)?;
    let visit =
        Visit { key: new.visit, page: new.page, outcome: new.outcome, device, language: new.language };
    let counted = interactions::visit(state.app(), &survey, visit).await?;
    Ok((StatusCode::ACCEPTED, Json(Visited { id: counted.id().to_string() })))
}
