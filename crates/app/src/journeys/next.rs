//! What people come back for next, within a window.

use std::sync::Arc;

use catsup_journeys::{NextContactOptions, NextContacts, next_contact};
use catsup_model::Viewer;

use super::{
    JourneyRule, ObservedQuery,
    channels::{counting, days_long, until},
    contacts::off_thread,
    observed,
};
use crate::{App, Error};

/// The fewest contacts for a reason that is told of.
const FEWEST_CONTACTS: u64 = 30;

/// Tells for each activity what people come back for next within `window_days`, how likely, how much likelier than after
/// any contact, and how soon. Pairs met by fewer than the smallest cell are not told of.
///
/// # Errors
/// As [`super::observed`]; [`Error::Invalid`] for a window that is not 1 to 366 days.
pub async fn next(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    window_days: u16,
) -> Result<NextContacts, Error> {
    let query = ObservedQuery { rule: JourneyRule::Customer, ..query.clone() };
    let observed = observed::read(app, viewer, &query).await?;
    let options = NextContactOptions {
        window_micros: days_long(window_days)?,
        observed_until: Some(until(app, query.days)),
        minimum_contacts: FEWEST_CONTACTS.max(observed.smallest_cell),
        minimum_support: observed.smallest_cell,
        ..NextContactOptions::default()
    };
    let log = Arc::clone(&observed.log);
    off_thread(move || next_contact(&log, &options)).await?.map_err(counting)
}
