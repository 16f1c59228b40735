//! `GET /api/v1/surveys/{survey}/form`: a form as a script shows it, in one language, with every word it needs.
//!
//! The embed and the kiosk are drawn from it. It says what the hosted form says, and names no answer of anybody.

mod question;
mod words;

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    open_surveys::{self, OpenSurvey},
};
use catsup_model::{
    Language, Scale,
    id::SurveyVersionId,
    instrument::InstrumentCode,
    survey::{Condition, Section},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use self::question::FormQuestion;
use super::{
    ApiError,
    input::{ApiPath, ApiQuery, parsed},
    schema,
};
use crate::{extract::SurveyKey, i18n::Translator};

/// In which language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormQuery {
    /// The language wanted, as BCP 47; a survey that is not complete in it answers in one it is complete in.
    #[serde(default, deserialize_with = "parsed")]
    language: Option<Wanted>,
}

/// A language asked for by the page around the form: one that is not known is none.
#[derive(Debug, Clone, Copy)]
struct Wanted(Option<Language>);

impl std::str::FromStr for Wanted {
    type Err = std::convert::Infallible;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Ok(Self(code.parse().ok()))
    }
}

/// A form in one language.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Form)]
pub(crate) struct FormBody {
    /// The key in the survey's public address.
    survey: String,
    /// The version shown: send it along with the answers.
    #[schema(schema_with = schema::id)]
    version: SurveyVersionId,
    /// The language of every text here.
    #[schema(schema_with = schema::language)]
    language: Language,
    /// Languages the survey is complete in.
    #[schema(schema_with = schema::languages)]
    languages: Vec<Language>,
    #[schema(schema_with = schema::instrument)]
    instrument: InstrumentCode,
    /// The service it asks about.
    service: String,
    /// Heading.
    title: String,
    /// A sentence below the heading; may be empty.
    introduction: String,
    /// What is said after sending, besides the thanks; may be empty.
    thanks: String,
    /// Whether a click on an answer to the first question may be sent by itself, and the rest may complete it.
    one_click: bool,
    /// How long it takes, the control number and its end; each may be missing.
    lines: Vec<String>,
    /// Statements with their headings: how long it takes, privacy.
    notices: Vec<FormNotice>,
    /// Pages of the form.
    sections: Vec<FormSection>,
    /// The words around the questions.
    words: BTreeMap<&'static str, String>,
}

/// A statement below the form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormNotice {
    title: String,
    text: String,
}

/// One page of a form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormSection {
    key: String,
    /// Heading; may be empty.
    title: String,
    /// When the page is shown; always when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::condition)]
    ask_when: Option<Condition>,
    questions: Vec<FormQuestion>,
}

/// Reads a form.
///
/// For scripts on any site: needs no token, and may be kept for a minute.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/form", tag = "surveys", operation_id = "read_form",
    params(
        ("survey" = String, Path, description = "The survey's id or public key", pattern = "^[a-z0-9-]{1,80}$"),
        ("language" = Option<String>, Query, description = "The language wanted, as BCP 47; a survey that is not complete in it answers in one it is complete in"),
    ),
    security(()),
    responses(
        (status = 200, description = "The form", body = FormBody),
        (status = 304, description = "As it was when it was read with this `ETag`"),
        (status = 410, description = "The survey takes no more answers", body = super::problem::Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn read(
    State(app): State<App>,
    ApiPath(SurveyKey(survey)): ApiPath<SurveyKey>,
    headers: HeaderMap,
    ApiQuery(query): ApiQuery<FormQuery>,
) -> Result<Response, ApiError> {
    let open = open_surveys::open(&app, &survey).await?;
    let complete = open.survey.definition.languages();
    let wanted = query.language.and_then(|Wanted(language)| language).unwrap_or_default();
    let language = match complete.first() {
        Some(first) if !complete.contains(&wanted) => *first,
        _ => wanted,
    };
    let body = serde_json::to_vec(&FormBody::of(&open, complete, Translator::new(language)));
    let body = body.map_err(|_| ApiError::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(kept_a_minute(&headers, body))
}

/// The body, or word that it is still the same.
fn kept_a_minute(asked: &HeaderMap, body: Vec<u8>) -> Response {
    let hash: String = Sha256::digest(&body).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: what goes over the wire may be compressed.
    let tag = format!("W/\"{hash}\"");
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let same = known.flat_map(|tags| tags.split(',')).any(|known| known.trim() == tag);
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if let Ok(tag) = tag.parse() {
        headers.insert(header::ETAG, tag);
    }
    response
}

impl FormBody {
    fn of(open: &OpenSurvey, languages: Vec<Language>, t: Translator) -> Self {
        let survey = &open.survey;
        let definition = &survey.definition;
        let section = |section: &Section| FormSection {
            key: section.key.clone(),
            title: t.pick(&section.title).to_owned(),
            ask_when: section.ask_when.clone(),
            questions: section.questions.iter().map(|question| FormQuestion::of(question, t)).collect(),
        };
        let service = open.service_name.to_string();
        Self {
            survey: survey.key.clone(),
            version: survey.version,
            language: t.language(),
            languages,
            instrument: survey.instrument,
            title: t.pick(&definition.title).to_owned(),
            introduction: t.pick(&definition.introduction).to_owned(),
            thanks: t.pick(&definition.thanks).to_owned(),
            one_click: definition.sections.first().is_some_and(takes_one_click),
            lines: words::lines(t, &survey.notices),
            notices: words::notices(t, &survey.notices),
            sections: definition.sections.iter().map(section).collect(),
            words: words::around(t, &service),
            service,
        }
    }
}

/// Whether the first question is a yes or no, and nothing else on its page must be answered.
fn takes_one_click(section: &Section) -> bool {
    let Some((first, rest)) = section.questions.split_first() else { return false };
    matches!(first.scale(), Some(Scale::YesNo | Scale::Thumbs))
        && first.ask_when.is_none()
        && section.ask_when.is_none()
        && rest.iter().all(|question| !question.required)
}
