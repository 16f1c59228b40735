//! How a deadline comes about in a calendar.

use catsup_model::{
    Viewer,
    calendar::{Calendar, Explanation, InvalidWithin, Pauses, Within},
    id::CalendarId,
};
use jiff::{Timestamp, civil::DateTime};

use super::find;
use crate::{App, Error, fields::Fields};

/// A deadline, what it was asked of, and how it comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The promised time.
    pub within: Within,
    /// When it was opened.
    pub opened: Timestamp,
    /// By when it is due, and why.
    pub explanation: Explanation,
}

/// Says by when something is due that is opened at `opened`, as clocks of the calendar show it, and promised `within` a time.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `within` or `opened`.
pub async fn explain(
    app: &App,
    viewer: &Viewer,
    id: CalendarId,
    within: &str,
    opened: &str,
) -> Result<(Calendar, Explained), Error> {
    let calendar = find(app, viewer, id).await?;
    let mut fields = Fields::default();
    let within: Option<Within> = match within.parse() {
        Ok(within) => Some(within),
        Err(error @ InvalidWithin::TooLong(_)) => {
            fields.refuse("within", "too-far", error.to_string());
            None
        }
        Err(error) => {
            fields.refuse("within", "not-a-time", error.to_string());
            None
        }
    };
    let moment =
        opened.trim().parse::<DateTime>().ok().and_then(|local| local.to_zoned(calendar.zone.clone()).ok());
    if moment.is_none() {
        fields.refuse("opened", "not-a-moment", "must be a date and time such as 2026-03-06T16:30");
    }
    let (Some(within), Some(moment)) = (within, moment) else { return Err(fields.refused()) };
    let opened = moment.timestamp();
    match calendar.business().explain(within, opened, &Pauses::default()) {
        Ok(explanation) => Ok((calendar, Explained { within, opened, explanation })),
        Err(error) => {
            fields.refuse("within", "too-far", error.to_string());
            Err(fields.refused())
        }
    }
}
