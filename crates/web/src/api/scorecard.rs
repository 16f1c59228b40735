//! `GET /api/v1/scorecard`: every measure of a scope and period, with its uncertainty.

use std::str::FromStr;

use axum::{Json, extract::State};
use catsup_app::{
    App,
    scorecards::{self, Grouping, Pooling, Rated, Scorecard, ScorecardQuery},
};
use catsup_model::{
    Channel, DeviceClass, Language,
    id::{OrganisationId, ServiceId, SurveyId, TouchpointId},
    period::BucketUnit,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    ApiError,
    input::{ApiQuery, Day, Exact, List, parsed},
    responses::days,
    schema,
};
use crate::extract::Visitor;

/// Scope, period and cut.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScorecardParameters {
    /// The organisation, with all below it.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::id, required = false)]
    organisation: Option<OrganisationId>,
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
    /// Surveys, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    survey: List<SurveyId>,
    /// Languages, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::languages, required = false)]
    language: List<Exact<Language>>,
    /// Classes of device, separated by commas: phone, tablet or computer.
    #[serde(default)]
    #[param(schema_with = schema::devices, required = false)]
    device: List<DeviceClass>,
    /// Only those who rated these measures so, separated by commas, such as `trust:low`: below or above the middle of
    /// the scale, detractors or promoters.
    #[serde(default)]
    #[param(schema_with = schema::ratings, required = false)]
    rated: List<Rated>,
    /// First day, in the installation's zone; all history without `from` and `to`.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::day, required = false)]
    from: Option<Day>,
    /// Last day, in the installation's zone.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::day, required = false)]
    to: Option<Day>,
    /// What groups are made by: service, channel, touchpoint, survey, language, device, month, quarter or
    /// segment:NAME.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::grouping, required = false)]
    by: Option<By>,
    /// Unit of the trend; no trend is counted without it.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::trend, required = false)]
    trend: Option<Trend>,
    /// Whether wordings of one measure are pooled: false keeps them apart.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<bool>)]
    pooled: Option<bool>,
}

/// A grouping whose segment name is a name.
#[derive(Debug, Clone)]
struct By(Grouping);

impl FromStr for By {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.chars().any(char::is_control) {
            return Err("must not hold control characters".to_owned());
        }
        text.parse().map(Self).map_err(|error: <Grouping as FromStr>::Err| error.to_string())
    }
}

/// The unit of a trend by its name.
#[derive(Debug, Clone, Copy)]
struct Trend(BucketUnit);

impl FromStr for Trend {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "week" => Ok(Self(BucketUnit::Week)),
            "month" => Ok(Self(BucketUnit::Month)),
            "fiscal_quarter" => Ok(Self(BucketUnit::FiscalQuarter)),
            _ => Err(format!("“{text}” is not a unit of a trend; use week, month or fiscal_quarter")),
        }
    }
}

/// Reads every measure of a scope and period.
///
/// Each with its n, 95 % interval, full distribution, the change against the period before and its test. Figures from
/// fewer answers than `smallest_cell` are not shown. Wordings are kept apart unless `pooled` is true.
#[utoipa::path(
    get, path = "/api/v1/scorecard", tag = "measures", operation_id = "read_scorecard",
    params(ScorecardParameters), security(("token" = [])),
    responses((status = 200, description = "The scorecard", body = ScorecardBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(parameters): ApiQuery<ScorecardParameters>,
) -> Result<Json<Scorecard>, ApiError> {
    let query = ScorecardQuery {
        organisation: parameters.organisation,
        services: parameters.service.0,
        touchpoints: parameters.touchpoint.0,
        channels: parameters.channel.0.into_iter().map(|Exact(channel)| channel).collect(),
        surveys: parameters.survey.0,
        languages: parameters.language.0.into_iter().map(|Exact(language)| language).collect(),
        devices: parameters.device.0,
        segments: Vec::new(),
        rated: parameters.rated.0,
        days: days(parameters.from, parameters.to)?,
        trend: parameters.trend.map(|Trend(unit)| unit),
        by: parameters.by.map(|By(grouping)| grouping),
        pooling: if parameters.pooled == Some(true) { Pooling::Pooled } else { Pooling::Apart },
    };
    Ok(Json(scorecards::read(&app, &viewer, &query).await?))
}

/// The scorecard as programs read it; its figures are described in the guide to measures.
#[derive(Debug, utoipa::ToSchema)]
#[schema(as = Scorecard)]
#[expect(dead_code, reason = "describes what the app serialises")]
pub(crate) struct ScorecardBody {
    /// Name of what it is about.
    scope: String,
    /// How many people answered.
    #[schema(required)]
    answered: Option<i64>,
    /// Who could have answered, where known.
    #[schema(value_type = Object)]
    response_rate: (),
    /// The measures; one object per wording, or per measure when pooled.
    #[schema(value_type = Vec<Object>)]
    measures: Vec<()>,
    /// What went well and badly, where it was asked.
    #[schema(value_type = Vec<Object>)]
    drivers: Vec<()>,
    /// The groups side by side.
    #[schema(value_type = Vec<Object>)]
    groups: Vec<()>,
    /// Counts by others that were left out of the figures, since responses cover the same.
    #[schema(value_type = Vec<Object>)]
    left_out: Vec<()>,
    /// Figures from fewer answers than this are not shown.
    #[schema(minimum = 1)]
    smallest_cell: u64,
}
