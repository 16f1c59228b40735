//! Dates that are not as the week says, entered and taken back.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, calendars};
use catsup_model::id::CalendarId;

use super::show::CalendarPage;
use crate::{
    components::AlertKind,
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::Layout,
    links,
    pages::desk::refused,
};

/// `POST /desk/calendars/{calendar}/exceptions`
pub(crate) async fn except(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CalendarId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let [date, name, hours] = ["date", "exception", "hours"].map(|field| form.value(field).to_owned());
    match calendars::except(&app, &identity.viewer, id, &date, &name, &hours).await {
        Ok(()) => {
            let on = SeeOther::to(links::calendar(id));
            Ok(on.saying(AlertKind::Success, "calendar-excepted").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            CalendarPage::again(&app, &identity.viewer, layout, id, form).await
        }
    }
}

/// `POST /desk/calendars/{calendar}/exceptions/remove`
pub(crate) async fn forget(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<CalendarId>,
    form: Form,
) -> Result<Response, PageError> {
    let date = form.value("date").parse().map_err(|_| PageError::NotFound)?;
    calendars::forget_exception(&app, &identity.viewer, id, date).await?;
    let on = SeeOther::to(links::calendar(id));
    Ok(on.saying(AlertKind::Success, "calendar-forgotten").into_response())
}
