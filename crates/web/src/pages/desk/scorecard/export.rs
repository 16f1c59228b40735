//! The scorecard as a file.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    responses::TableFormat,
    scorecards::{self, ScorecardQuery},
};

use super::asked::Asked;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
};

/// The query of an address, pair by pair.
type Pairs = Vec<(String, String)>;

/// `GET /desk/scorecard.csv`
pub(crate) async fn csv(
    app: State<App>,
    who: SignedIn,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, query, TableFormat::Csv, "csv").await
}

/// `GET /desk/scorecard.xlsx`
pub(crate) async fn xlsx(
    app: State<App>,
    who: SignedIn,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, query, TableFormat::Xlsx, "xlsx").await
}

/// `GET /desk/scorecard.json`
pub(crate) async fn json(
    app: State<App>,
    who: SignedIn,
    query: PageQuery<Pairs>,
) -> Result<Response, PageError> {
    file(app, who, query, TableFormat::Json, "json").await
}

async fn file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(pairs): PageQuery<Pairs>,
    format: TableFormat,
    ending: &str,
) -> Result<Response, PageError> {
    let asked = Asked::read(pairs, app.today());
    if !asked.form.is_valid() {
        return Err(PageError::Malformed(axum::http::StatusCode::BAD_REQUEST));
    }
    let days = match asked.preset {
        Some(preset) => scorecards::preset_days(&app, &identity.viewer, &asked.query, preset).await?,
        None => asked.query.days,
    };
    let query = ScorecardQuery { days, ..asked.query };
    let scorecard = scorecards::read(&app, &identity.viewer, &query).await?;
    let bytes = scorecards::export(&scorecard, format, app.now())?;
    let name = format!("attachment; filename=\"scorecard.{ending}\"");
    let disposition = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
