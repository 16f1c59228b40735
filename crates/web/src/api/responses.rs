//! `GET /api/v1/responses` and one of them.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use catsup_app::{
    App,
    inbox::{self, Level, ResponseFilter},
    responses,
};
use catsup_model::{
    Channel, Language,
    id::{OrganisationId, ResponseId, ServiceId, SurveyId, TagId, TouchpointId},
    period::Days,
    response::{Handling, Response as Stored, ResponseSource, ResponseState},
    search::Search,
};
use jiff::civil::date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError,
    filters::{Assigned, Pair, Plain, YesNo},
    input::{ApiPath, ApiQuery, Day, Exact, Limit, List, parsed},
    schema,
};
use crate::extract::Visitor;

/// Which responses.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ResponsesQuery {
    /// Surveys, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    survey: List<SurveyId>,
    /// Services, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    service: List<ServiceId>,
    /// The organisation, with all below it.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::id, required = false)]
    organisation: Option<OrganisationId>,
    /// Channels, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::channels, required = false)]
    channel: List<Exact<Channel>>,
    /// Languages, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::languages, required = false)]
    language: List<Exact<Language>>,
    /// Touchpoints, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    touchpoint: List<TouchpointId>,
    /// Classes of devices, separated by commas, such as `phone`.
    #[serde(default)]
    #[param(value_type = Option<String>, required = false)]
    device: List<Plain>,
    /// Ways in, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::response_sources, required = false)]
    source: List<ResponseSource>,
    /// States, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::response_states, required = false)]
    state: List<ResponseState>,
    /// Steps of handling, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::handlings, required = false)]
    handling: List<Handling>,
    /// In whose hands: the id of an account, or `nobody`.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    assignee: Option<Assigned>,
    /// Archived ones only (`yes`) or none of them (`no`).
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::yes_no, required = false)]
    archived: Option<YesNo>,
    /// One of these tags, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    tag: List<TagId>,
    /// An attribute with its value, such as `region=North`.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    segment: Option<Pair>,
    /// The campaign.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    campaign: Option<Plain>,
    /// The page, and everything below it.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, required = false)]
    page_url: Option<Plain>,
    /// How it went, separated by commas, by the first measure the survey asks.
    #[serde(default)]
    #[param(schema_with = schema::levels, required = false)]
    score: List<Level>,
    /// With words of the person only (`yes`), or only without (`no`).
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::yes_no, required = false)]
    comment: Option<YesNo>,
    /// Words, "phrases" and begin* in what the person wrote; accents and case make no difference.
    #[serde(default)]
    #[param(required = false)]
    q: String,
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
    #[param(schema_with = schema::id, required = false)]
    cursor: Option<ResponseId>,
}

/// A page of responses, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResponsePage {
    /// The responses.
    responses: Vec<ResponseBody>,
    /// The cursor of the next page; null on the last.
    #[schema(schema_with = schema::optional_id, required)]
    next: Option<ResponseId>,
}

/// A response as stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Response)]
pub(crate) struct ResponseBody {
    #[schema(schema_with = schema::id)]
    id: String,
    #[schema(schema_with = schema::id)]
    survey: String,
    /// The version that was shown.
    #[schema(schema_with = schema::id)]
    version: String,
    #[schema(schema_with = schema::id)]
    service: String,
    #[schema(schema_with = schema::optional_id, required)]
    touchpoint: Option<String>,
    #[schema(schema_with = schema::channel)]
    channel: Channel,
    #[schema(schema_with = schema::language)]
    language: Language,
    /// Class of the device, where known.
    #[schema(required)]
    device: Option<String>,
    /// `received`, `flagged`, `spam` or `withdrawn`; only received ones count.
    state: &'static str,
    /// Counts changes from 1.
    revision: i64,
    /// `form`, `embed`, `email`, `kiosk`, `paper`, `staff`, `api`, `import` or `synthetic`.
    source: &'static str,
    /// The page it was given on, where known.
    #[schema(required)]
    page: Option<String>,
    /// The campaign that led to it, where known.
    #[schema(required)]
    campaign: Option<String>,
    /// How far staff are with it: `received`, `acknowledged`, `dispatched` or `responded`.
    handling: &'static str,
    /// When the contact happened.
    #[schema(schema_with = schema::instant)]
    occurred_at: String,
    /// When it came in.
    #[schema(schema_with = schema::instant)]
    received_at: String,
    /// Attributes that segments are made of.
    segments: BTreeMap<String, String>,
    answers: Vec<AnswerBody>,
}

/// One answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Answer)]
pub(crate) struct AnswerBody {
    /// Question key, with `.choice` for a choice.
    question: String,
    /// Value on the question's scale; 1 for a choice that was ticked, 0 for one that was offered.
    #[schema(required)]
    value: Option<i64>,
    /// What was written, or the key of the single choice.
    #[schema(required)]
    text: Option<String>,
    /// What exactly was asked; null for texts.
    #[schema(schema_with = schema::optional_id, required)]
    wording: Option<String>,
}

/// Lists responses, the newest first.
#[utoipa::path(
    get, path = "/api/v1/responses", tag = "responses", operation_id = "list_responses",
    params(ResponsesQuery), security(("token" = [])),
    responses((status = 200, description = "A page of responses", body = ResponsePage)),
)]
pub(crate) async fn list(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(query): ApiQuery<ResponsesQuery>,
) -> Result<Json<ResponsePage>, ApiError> {
    let Limit(limit) = query.limit;
    let organisation = query.organisation;
    let mut filter = query.filter(&app)?;
    if let Some(organisation) = organisation {
        filter.services = inbox::services_below(&app, &viewer, organisation, &filter.services).await?;
    }
    // One more than asked for tells whether there is a next page.
    let mut found = inbox::list(&app, &viewer, filter, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|response| response.id);
    Ok(Json(ResponsePage { responses: found.into_iter().map(ResponseBody::from).collect(), next }))
}

/// Reads one response.
#[utoipa::path(
    get, path = "/api/v1/responses/{response}", tag = "responses", operation_id = "read_response",
    params(("response" = String, Path, description = "Its id", pattern = "^[1-9][0-9]{0,17}$")), security(("token" = [])),
    responses((status = 200, description = "The response", body = ResponseBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(id): ApiPath<ResponseId>,
) -> Result<Json<ResponseBody>, ApiError> {
    Ok(Json(responses::find(&app, &viewer, id).await?.into()))
}

impl ResponsesQuery {
    fn filter(self, app: &App) -> Result<ResponseFilter, ApiError> {
        let days = days(self.from, self.to)?;
        Ok(ResponseFilter {
            services: self.service.0,
            surveys: self.survey.0,
            channels: self.channel.0.into_iter().map(|Exact(channel)| channel).collect(),
            languages: self.language.0.into_iter().map(|Exact(language)| language).collect(),
            touchpoints: self.touchpoint.0,
            devices: self.device.0.into_iter().map(|Plain(class)| class).collect(),
            sources: self.source.0,
            states: self.state.0,
            handlings: self.handling.0,
            assignee: self.assignee.map(|Assigned(assignee)| assignee),
            archived: self.archived.map(|YesNo(yes)| yes),
            tags: self.tag.0,
            segments: self.segment.into_iter().map(|Pair(name, value)| (name, value)).collect(),
            campaign: self.campaign.map(|Plain(name)| name),
            pages: self
                .page_url
                .map(|Plain(page)| page.trim_end_matches('/').to_owned())
                .into_iter()
                .collect(),
            levels: self.score.0,
            commented: self.comment.map(|YesNo(yes)| yes),
            search: Search::parse(&self.q),
            every_service: false,
            period: days.map(|days| days.microseconds(&app.settings().zone)),
            before: self.cursor,
        })
    }
}

/// The run of days between two that may be left open.
pub(super) fn days(from: Option<Day>, to: Option<Day>) -> Result<Option<Days>, ApiError> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let first = from.map_or(date(1900, 1, 1), |Day(date)| date);
    let last = to.map_or(date(9998, 12, 31), |Day(date)| date);
    Days::new(first, last)
        .map(Some)
        .map_err(|error| ApiError::field("to", "ends-before-start", error.to_string()))
}

impl From<Stored> for ResponseBody {
    fn from(stored: Stored) -> Self {
        let answer = |answer: catsup_model::response::StoredAnswer| AnswerBody {
            question: answer.question,
            value: answer.value,
            text: answer.text,
            wording: answer.wording.map(|wording| wording.to_string()),
        };
        Self {
            id: stored.id.to_string(),
            survey: stored.survey.to_string(),
            version: stored.version.to_string(),
            service: stored.service.to_string(),
            touchpoint: stored.touchpoint.map(|touchpoint| touchpoint.to_string()),
            channel: stored.channel,
            language: stored.language,
            device: stored.device,
            state: stored.state.code(),
            revision: stored.revision,
            source: stored.source.code(),
            page: stored.page,
            campaign: stored.campaign,
            handling: stored.handling.code(),
            occurred_at: stored.occurred_at.to_string(),
            received_at: stored.received_at.to_string(),
            segments: stored.segments,
            answers: stored.answers.into_iter().map(answer).collect(),
        }
    }
}
