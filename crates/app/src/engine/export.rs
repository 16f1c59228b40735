//! Everything that counts, as open data.

use std::io::Write;

use catsup_analytics::export::Format;
use catsup_model::{
    Permission, Viewer,
    period::Days,
    query::{Filter, Window},
};

use crate::{App, Error, Refusal};

/// Writes the responses that count within the viewer's reach, and within `days` where given: their circumstances and
/// their answers on scales. Returns how many there were.
///
/// # Errors
/// [`Error::Denied`]; [`Refusal::InUse`] where no segments are kept; when what is written to fails.
pub async fn export<W: Write + Send + 'static>(
    app: &App,
    viewer: &Viewer,
    days: Option<Days>,
    format: Format,
    to: W,
) -> Result<u64, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let without =
        || Refusal::InUse("the measure engine keeps no segments here that could be exported".to_owned());
    let segments = app.segments().ok_or_else(without)?;
    let zone = app.settings().zone.clone();
    let filter = Filter {
        services: app.store().service_ids(&reach).await?,
        period: days.map(|days| Window { days, microseconds: days.microseconds(&zone) }),
        ..Filter::default()
    };
    let written =
        segments.ask(app, move |snapshot, cancel| snapshot.export(&filter, format, to, cancel)).await?;
    Ok(written.ok_or_else(without)?)
}
