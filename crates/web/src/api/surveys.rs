//! `GET /api/v1/surveys` and one of them with what it asks.

use axum::{Json, extract::State};
use catsup_app::{App, surveys};
use catsup_model::{
    Channel, Language, Scale, Translated,
    id::{ServiceId, SurveyId},
    instrument::InstrumentCode,
    survey::{Choice, Condition, Question, QuestionKind, Section, Survey, SurveyState},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError,
    input::{ApiPath, ApiQuery, Limit, List, parsed},
    schema,
};
use crate::extract::{SurveyKey, Visitor};

/// Which surveys.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SurveysQuery {
    /// Services, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    service: List<ServiceId>,
    /// How many: 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<i64>, minimum = 1, maximum = 1000, default = 100)]
    limit: Limit,
    /// `next` of the page before.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::id, required = false)]
    cursor: Option<SurveyId>,
}

/// A page of surveys, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SurveyPage {
    /// The surveys.
    surveys: Vec<SurveyBody>,
    /// The cursor of the next page; null on the last.
    #[schema(schema_with = schema::optional_id, required)]
    next: Option<SurveyId>,
}

/// A survey with what it asks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Survey)]
pub(crate) struct SurveyBody {
    #[schema(schema_with = schema::id)]
    id: SurveyId,
    /// The key in its public address, `/feedback/{key}`.
    key: String,
    #[schema(schema_with = schema::id)]
    service: ServiceId,
    #[schema(schema_with = schema::optional_id, required)]
    touchpoint: Option<String>,
    /// The channel its answers count for unless they say otherwise.
    #[schema(schema_with = schema::channel)]
    channel: Channel,
    #[schema(schema_with = schema::instrument)]
    instrument: InstrumentCode,
    /// The name staff know it by.
    name: String,
    #[schema(schema_with = schema::survey_state)]
    state: SurveyState,
    /// The version shown now.
    #[schema(schema_with = schema::id)]
    version: String,
    /// Counts versions from 1.
    version_number: i64,
    /// Last day on which it may be answered, where there is one.
    #[schema(value_type = Option<String>, format = Date, required)]
    expires: Option<Date>,
    /// Languages it is complete in.
    #[schema(schema_with = schema::languages)]
    languages: Vec<Language>,
    /// Heading of the form, by language.
    #[schema(schema_with = schema::translated)]
    title: Translated,
    /// Pages of the form.
    sections: Vec<SectionBody>,
}

/// One page of a form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Section)]
pub(crate) struct SectionBody {
    key: String,
    /// Heading, by language.
    #[schema(schema_with = schema::translated)]
    title: Translated,
    /// When the page is shown; always when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::condition)]
    ask_when: Option<Condition>,
    questions: Vec<QuestionBody>,
}

/// One question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Question)]
pub(crate) struct QuestionBody {
    /// Names it in `answers`.
    key: String,
    /// What is asked, by language.
    #[schema(schema_with = schema::translated)]
    text: Translated,
    /// How it is answered: `scale`, `grid`, `single`, `multiple`, `number`, `date`, `short_text`, `long_text`, `email`,
    /// `phone`, `hidden` or `display` (a text to read).
    kind: &'static str,
    required: bool,
    /// The scale of the answer, for `scale` and `grid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::scale)]
    scale: Option<Scale>,
    /// Lowest and highest value, for `scale`, `grid` and `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[i64; 2]>,
    /// What can be chosen, for `single` and `multiple`; the statements of a `grid`, answered as `question.statement`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ChoiceBody>,
    /// The most characters, for texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    /// When it is asked; always when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::condition)]
    ask_when: Option<Condition>,
    /// The measure its answers feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    feeds: Option<String>,
}

/// One choice.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Choice)]
pub(crate) struct ChoiceBody {
    key: String,
    /// What people read, by language.
    #[schema(schema_with = schema::translated)]
    text: Translated,
    /// Whether it takes a few words under `question.choice`.
    with_text: bool,
}

/// Lists surveys, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/surveys", tag = "surveys", operation_id = "list_surveys",
    params(SurveysQuery), security(("token" = [])),
    responses((status = 200, description = "A page of surveys", body = SurveyPage)),
)]
pub(crate) async fn list(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(query): ApiQuery<SurveysQuery>,
) -> Result<Json<SurveyPage>, ApiError> {
    let Limit(limit) = query.limit;
    let mut found = surveys::list(&app, &viewer, &query.service.0, query.cursor, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|survey| survey.id);
    Ok(Json(SurveyPage { surveys: found.iter().map(SurveyBody::of).collect(), next }))
}

/// Reads one survey.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}", tag = "surveys", operation_id = "read_survey",
    params(("survey" = String, Path, description = "Its id or public key", pattern = "^[a-z0-9-]{1,80}$")),
    security(("token" = [])),
    responses((status = 200, description = "The survey", body = SurveyBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
) -> Result<Json<SurveyBody>, ApiError> {
    Ok(Json(SurveyBody::of(&surveys::find(&app, &viewer, &survey).await?)))
}

impl SurveyBody {
    fn of(survey: &Survey) -> Self {
        Self {
            id: survey.id,
            key: survey.key.clone(),
            service: survey.service,
            touchpoint: survey.touchpoint.map(|touchpoint| touchpoint.to_string()),
            channel: survey.channel,
            instrument: survey.instrument,
            name: survey.name.clone(),
            state: survey.state,
            version: survey.version.to_string(),
            version_number: survey.number,
            expires: survey.notices.expires,
            languages: survey.definition.languages(),
            title: survey.definition.title.clone(),
            sections: survey.definition.sections.iter().map(SectionBody::of).collect(),
        }
    }
}

impl SectionBody {
    fn of(section: &Section) -> Self {
        let questions = section.questions.iter().map(QuestionBody::of).collect();
        let ask_when = section.ask_when.clone();
        Self { key: section.key.clone(), title: section.title.clone(), ask_when, questions }
    }
}

impl QuestionBody {
    fn of(question: &Question) -> Self {
        let limit = match &question.kind {
            QuestionKind::ShortText { limit, .. } | QuestionKind::LongText { limit } => Some(*limit),
            _ => None,
        };
        let scale = match &question.kind {
            QuestionKind::Grid { scale, .. } => Some(*scale),
            _ => question.scale(),
        };
        let range = match &question.kind {
            QuestionKind::Number { low, high } => Some([*low, *high]),
            _ => scale.map(|scale| [*scale.range().start(), *scale.range().end()]),
        };
        let choice = |choice: &Choice| ChoiceBody {
            key: choice.key.clone(),
            text: choice.text.clone(),
            with_text: choice.with_text,
        };
        Self {
            key: question.key.clone(),
            text: question.text.clone(),
            kind: question.kind.code(),
            required: question.required,
            scale,
            range,
            choices: question.parts().iter().map(choice).collect(),
            limit,
            ask_when: question.ask_when.clone(),
            feeds: question.feeds.map(|feed| feed.to_string()),
        }
    }
}
