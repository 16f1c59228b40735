//! The graph, the variants and the contacts behind them as files.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    journeys::{self, EventFormat},
    responses::TableFormat,
};
use catsup_model::Viewer;

use super::asked::Asked;
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
    pages::desk::responses::file as sent,
};

/// The query of an address, pair by pair.
type Pairs = Vec<(String, String)>;

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident = $of:ident, $format:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(
            State(app): State<App>,
            SignedIn(identity): SignedIn,
            PageQuery(pairs): PageQuery<Pairs>,
        ) -> Result<Response, PageError> {
            $of(&app, &identity.viewer, pairs, TableFormat::$format).await
        }
    )*};
}
files! {
    /// `GET /desk/journeys.csv`
    csv = graph, Csv;
    /// `GET /desk/journeys.xlsx`
    xlsx = graph, Xlsx;
    /// `GET /desk/journeys.json`
    json = graph, Json;
    /// `GET /desk/journeys/variants.csv`
    variants_csv = variants, Csv;
    /// `GET /desk/journeys/variants.xlsx`
    variants_xlsx = variants, Xlsx;
    /// `GET /desk/journeys/variants.json`
    variants_json = variants, Json;
}

async fn graph(app: &App, viewer: &Viewer, pairs: Pairs, format: TableFormat) -> Result<Response, PageError> {
    let asked = read(app, pairs)?;
    let picture = journeys::picture(app, viewer, &asked.picture()).await?;
    Ok(file("journeys", format, journeys::export_picture(&picture, format, app.now())?))
}

async fn variants(
    app: &App,
    viewer: &Viewer,
    pairs: Pairs,
    format: TableFormat,
) -> Result<Response, PageError> {
    let asked = read(app, pairs)?;
    let trails = journeys::trails(app, viewer, &asked.query).await?;
    Ok(file("variants", format, journeys::export_trails(&trails, format, app.now())?))
}

/// `GET /desk/journeys.xes`
pub(crate) async fn contacts_xes(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(pairs): PageQuery<Pairs>,
) -> Result<Response, PageError> {
    let asked = read(&app, pairs)?;
    let parts = journeys::export_events(&app, &identity.viewer, &asked.query, EventFormat::Xes).await?;
    Ok(sent(parts, "journeys.xes", "application/xml"))
}

/// `GET /desk/journeys/contacts.csv`
pub(crate) async fn contacts_csv(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(pairs): PageQuery<Pairs>,
) -> Result<Response, PageError> {
    let asked = read(&app, pairs)?;
    let parts = journeys::export_events(&app, &identity.viewer, &asked.query, EventFormat::Csv).await?;
    Ok(sent(parts, "contacts.csv", TableFormat::Csv.media_type()))
}

fn read(app: &App, pairs: Pairs) -> Result<Asked, PageError> {
    let asked = Asked::read(pairs, app.today());
    if asked.form.is_valid() { Ok(asked) } else { Err(PageError::Malformed(StatusCode::BAD_REQUEST)) }
}

fn file(name: &str, format: TableFormat, bytes: Vec<u8>) -> Response {
    let ending = match format {
        TableFormat::Csv => "csv",
        TableFormat::Xlsx => "xlsx",
        TableFormat::Json | TableFormat::JsonLines => "json",
    };
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, bytes).into_response()
}
