//! Published standards and their results as open data, in the fields of the Canadian record of service standards.

use axum::{extract::State, response::Response};
use catsup_app::{
    App,
    standards::{self, TableFormat},
};

use crate::{error::PageError, pages::desk::responses::file};

/// `GET /data/standards.csv`
pub(crate) async fn csv(State(app): State<App>) -> Result<Response, PageError> {
    let parts = standards::open_data(&app, TableFormat::Csv).await?;
    Ok(file(parts, "standards.csv", TableFormat::Csv.media_type()))
}

/// `GET /data/standards.json`
pub(crate) async fn json(State(app): State<App>) -> Result<Response, PageError> {
    let parts = standards::open_data(&app, TableFormat::Json).await?;
    Ok(file(parts, "standards.json", TableFormat::Json.media_type()))
}
