//! `GET` and `POST /api/v1/surveys/{survey}/definition`: a survey as a file, out and in.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, header},
};
use catsup_app::{
    App,
    surveys::{self, SurveyFile, Working},
};
use catsup_model::survey::{Change, QuestionChange};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    ApiError,
    input::{ApiJson, ApiPath},
};
use crate::extract::{SurveyKey, Visitor};

/// How the working draft stands after it was replaced.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DraftBody {
    /// Counts the edits of the draft; send it as `If-Match` to replace no later edit.
    revision: i64,
    /// Whether it holds what the public does not see: staff publish it.
    waiting: bool,
    /// What is in the way of publishing.
    problems: Vec<String>,
    /// What publishing does to the figures of each question.
    changes: Vec<ChangeBody>,
}

/// What publishing does to the figures of a question.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeBody {
    /// Key of the question.
    question: String,
    /// `added`, `removed`, `other_kind`, `reworded`, `corrected`, `other_parts` or `asked_of_others`.
    change: &'static str,
    /// Whether figures before and after do not compare.
    breaks_the_trend: bool,
}

/// Reads a survey as a file, with its working draft.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/definition", tag = "surveys", operation_id = "read_definition",
    params(("survey" = String, Path, description = "Its id or public key", pattern = "^[a-z0-9-]{1,80}$")),
    security(("token" = [])),
    responses((status = 200, description = "The survey as a file (docs/surveys.md)", body = Object)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
) -> Result<([(HeaderName, String); 1], Json<SurveyFile>), ApiError> {
    let working = surveys::working(&app, &viewer, &survey).await?;
    let revision = format!("\"{}\"", working.revision);
    Ok(([(header::ETAG, revision)], Json(SurveyFile::of(&working))))
}

/// Puts the definition of a file in the place of the working draft; the public sees it once staff publish it.
#[utoipa::path(
    post, path = "/api/v1/surveys/{survey}/definition", tag = "surveys", operation_id = "replace_definition",
    params(("survey" = String, Path, description = "Its id or public key", pattern = "^[a-z0-9-]{1,80}$")),
    security(("token" = [])),
    request_body(content = Object, description = "The survey as a file; only its `definition` is taken over"),
    responses((status = 200, description = "The draft as it stands now", body = DraftBody)),
)]
pub(crate) async fn replace(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
    headers: HeaderMap,
    ApiJson(file): ApiJson<Value>,
) -> Result<Json<DraftBody>, ApiError> {
    let seen =
        headers.get(header::IF_MATCH).map(|value| value.to_str().unwrap_or_default().trim_matches('"'));
    // What is no revision matches none.
    let seen = seen.map(|text| text.parse().unwrap_or(-1));
    let working = surveys::take_over_file(&app, &viewer, &survey, seen, &file.to_string()).await?;
    Ok(Json(DraftBody::of(&working)))
}

impl DraftBody {
    fn of(working: &Working) -> Self {
        Self {
            revision: working.revision,
            waiting: working.is_waiting(),
            problems: working.survey.definition.problems().iter().map(ToString::to_string).collect(),
            changes: working.changes().into_iter().map(ChangeBody::of).collect(),
        }
    }
}

impl ChangeBody {
    fn of(QuestionChange { question, change }: QuestionChange) -> Self {
        let code = match change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::OtherKind => "other_kind",
            Change::Reworded(_) => "reworded",
            Change::Corrected(_) => "corrected",
            Change::OtherParts { .. } => "other_parts",
            Change::AskedOfOthers => "asked_of_others",
        };
        Self { question, change: code, breaks_the_trend: change.breaks_the_trend() }
    }
}
