//! The address that days off of a calendar come from: entered, taken from at once, and how that went.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    calendars::{self, CalendarFeed, FeedOutcome},
};
use catsup_model::{Viewer, id::CalendarId};
use jiff::{Timestamp, tz::TimeZone};

use super::show::CalendarPage;
use crate::{
    components::AlertKind,
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::Layout,
    links,
    pages::desk::refused,
};

/// How taking days off from an address went, in words.
#[derive(Debug)]
pub(super) struct FeedView {
    pub(super) state: String,
    /// Why the last try failed; empty when it went well.
    pub(super) trouble: String,
}

impl FeedView {
    pub(super) fn of(t: Translator, feed: &CalendarFeed, zone: &TimeZone) -> Self {
        let at = |moment: Timestamp| t.date_time(moment.to_zoned(zone.clone()).datetime()).to_string();
        let state = match feed.succeeded_at {
            Some(moment) => {
                let state = t.say("calendar-address-state").arg("name", feed.source.as_str());
                state.arg("n", feed.days).arg("at", at(moment)).to_string()
            }
            None => t.say("calendar-address-not-yet").arg("name", feed.source.as_str()).to_string(),
        };
        let trouble = match (&feed.trouble, feed.tried_at) {
            (Some(code), Some(moment)) => {
                let words = t.say("calendar-address-failed").arg("at", at(moment));
                format!("{} {}", words.arg("why", why(t, code)), t.say("calendar-address-kept"))
            }
            _ => String::new(),
        };
        Self { state, trouble }
    }
}

/// Why days could not be taken, from its code.
fn why(t: Translator, code: &str) -> String {
    match code.split_once(' ') {
        Some((kind, number)) => t.name("calendar-trouble", kind).arg("number", number.to_owned()).to_string(),
        None => t.name("calendar-trouble", code).to_string(),
    }
}

/// `POST /desk/calendars/{calendar}/address`
pub(crate) async fn set_address(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CalendarId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let address = form.value("address").to_owned();
    match calendars::set_feed(&app, &identity.viewer, id, &address).await {
        Ok(()) => Ok(taken(&app, &identity.viewer, id).await?.into_response()),
        Err(error) => {
            refused::mark(&mut form, error)?;
            CalendarPage::again(&app, &identity.viewer, layout, id, form).await
        }
    }
}

/// `POST /desk/calendars/{calendar}/address/now`
pub(crate) async fn take_now(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<CalendarId>,
) -> Result<SeeOther, PageError> {
    taken(&app, &identity.viewer, id).await
}

/// Takes days off from the address, and on to the calendar with what became of it.
async fn taken(app: &App, viewer: &Viewer, id: CalendarId) -> Result<SeeOther, PageError> {
    let on = SeeOther::to(links::calendar(id));
    Ok(match calendars::take_from_address(app, viewer, id).await? {
        FeedOutcome::NoAddress => on.saying(AlertKind::Success, "calendar-address-none"),
        FeedOutcome::Taken(days) => {
            on.saying_of(AlertKind::Success, "calendar-address-taken", &days.to_string())
        }
        FeedOutcome::Failed(_) => on.saying(AlertKind::Warning, "calendar-address-kept-for-now"),
    })
}
