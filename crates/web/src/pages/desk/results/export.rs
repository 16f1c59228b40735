//! Results as files.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, responses::TableFormat, results};

use super::asked::Asked;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
};

type Pairs = Vec<(String, String)>;

/// `GET /desk/surveys/{survey}/results.csv`
pub(crate) async fn csv(
    app: State<App>,
    who: SignedIn,
    survey: Path<SurveyKey>,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, survey, query, (TableFormat::Csv, "csv")).await
}

/// `GET /desk/surveys/{survey}/results.xlsx`
pub(crate) async fn xlsx(
    app: State<App>,
    who: SignedIn,
    survey: Path<SurveyKey>,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, survey, query, (TableFormat::Xlsx, "xlsx")).await
}

/// `GET /desk/surveys/{survey}/results.json`
pub(crate) async fn json(
    app: State<App>,
    who: SignedIn,
    survey: Path<SurveyKey>,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, survey, query, (TableFormat::Json, "json")).await
}

async fn file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Pairs>,
    (format, ending): (TableFormat, &str),
) -> Result<Response, PageError> {
    let asked = Asked::read(pairs, app.today());
    if !asked.form.is_valid() {
        return Err(PageError::Malformed(StatusCode::BAD_REQUEST));
    }
    let results = results::read(&app, &identity.viewer, &key, &asked.query).await?;
    let bytes = results::export(&results, format, app.now())?;
    let name = format!("attachment; filename=\"results-{key}.{ending}\"");
    let disposition = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
