//! Days off out of a file.

use axum::{
    extract::{Multipart, State},
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
    forms::FieldError,
    layout::Layout,
    links,
    pages::desk::refused,
};

/// `POST /desk/calendars/{calendar}/days-off`
pub(crate) async fn days_off(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CalendarId>,
    parts: Multipart,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (mut form, file) = refused::file_entries(parts).await?;
    if file.trim().is_empty() {
        form.refuse("file", FieldError::new("error-file"));
        return CalendarPage::again(&app, viewer, layout, id, form).await;
    }
    match calendars::take_in_days_off(&app, viewer, id, form.value("source"), file.as_bytes()).await {
        Ok(taken) => {
            let on = SeeOther::to(links::calendar(id));
            let days = taken.days.to_string();
            Ok(match taken.findings.is_empty() {
                true => on.saying_of(AlertKind::Success, "calendar-taken-in", &days),
                false => on.saying_of(AlertKind::Warning, "calendar-taken-in-some", &days),
            }
            .into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            CalendarPage::again(&app, viewer, layout, id, form).await
        }
    }
}
