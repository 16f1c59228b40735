//! Days off of a calendar that come from an address: taken once a day, and whenever staff ask.
//!
//! While the address fails, the days that it last gave stay. What was entered by hand stays anyhow.

use std::collections::BTreeMap;

use catsup_model::{
    Viewer,
    calendar::{Calendar, DatedException, Exception, Origin},
    id::CalendarId,
};
use jiff::{SignedDuration, civil::Date};
use serde_json::json;

pub use catsup_store::CalendarFeed;

use super::{days_off, find, managed, record};
use crate::{
    App, Error,
    fetch::{self, Address, FetchError},
    fields::invalid,
    jobs::{self, Failure, Work},
};

/// How long after one try the next one is due.
const EVERY: SignedDuration = SignedDuration::from_hours(24);

/// What became of taking days from an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedOutcome {
    /// The calendar takes no days from an address.
    NoAddress,
    /// So many days off stand in it now.
    Taken(usize),
    /// It failed, for a reason with this code; what stood in the calendar stays.
    Failed(String),
}

/// Where a calendar takes days off from, and how that went the last time.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn feed(app: &App, viewer: &Viewer, id: CalendarId) -> Result<Option<CalendarFeed>, Error> {
    find(app, viewer, id).await?;
    Ok(app.store().calendar_feed_find(id).await?)
}

/// Sets where a calendar takes days off from. Days of an address it had before go; an empty one takes none.
///
/// # Errors
/// As [`change`](super::change), with the field `address`.
pub async fn set_feed(app: &App, viewer: &Viewer, id: CalendarId, address: &str) -> Result<(), Error> {
    managed(app, viewer, id).await?;
    let known = app.store().calendar_feed_find(id).await?;
    let new =
        match address.trim() {
            "" => None,
            text => Some(Address::parse(text, app.outside().reachable).ok_or_else(|| {
                invalid("address", "address", "must be an address that begins with https://")
            })?),
        };
    if new.as_ref().map(Address::text) == known.as_ref().map(|known| known.address.clone()) {
        return Ok(());
    }
    let mut transaction = app.store().begin().await?;
    if let Some(known) = known {
        transaction.calendar_source_delete(id, &Origin::File(known.source)).await?;
    }
    match &new {
        Some(address) => transaction.calendar_feed_set(id, &address.text(), address.host()).await?,
        None => {
            transaction.calendar_feed_delete(id).await?;
        }
    }
    let facts = json!({ "host": new.as_ref().map(Address::host) });
    record(app, &mut transaction, viewer, "calendar.address", id, facts).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes days off from the address of a calendar at once.
///
/// # Errors
/// As [`change`](super::change); that the address fails is an outcome.
pub async fn take_from_address(app: &App, viewer: &Viewer, id: CalendarId) -> Result<FeedOutcome, Error> {
    managed(app, viewer, id).await?;
    take(app, viewer, id).await
}

/// Adds the jobs of the calendars whose day is over.
pub(crate) async fn enqueue_due(app: &App) -> Result<(), Error> {
    let due = app.store().calendar_feeds_due(app.now() - EVERY).await?;
    if due.is_empty() {
        return Ok(());
    }
    let hour = app.now().as_second().div_euclid(3600);
    let mut transaction = app.store().begin().await?;
    for calendar in due {
        let key = format!("take_days_off:{calendar}:{hour}");
        jobs::enqueue(app, &mut transaction, &Work::TakeDaysOff { calendar }, Some(&key), app.now()).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The job: takes days off from the address of a calendar.
pub(crate) async fn take_due(app: &App, id: CalendarId) -> Result<(), Failure> {
    match take(app, &Viewer::operator(), id).await? {
        FeedOutcome::NoAddress | FeedOutcome::Taken(_) => Ok(()),
        FeedOutcome::Failed(why) => {
            Err(Failure { why: format!("days off could not be taken: {why}"), again: true })
        }
    }
}

async fn take(app: &App, viewer: &Viewer, id: CalendarId) -> Result<FeedOutcome, Error> {
    let Some(feed) = app.store().calendar_feed_find(id).await? else { return Ok(FeedOutcome::NoAddress) };
    let taken = match fetched(app, &feed).await {
        Ok(file) => {
            let calendars = app.store().calendar_list().await?;
            let calendar = calendars.into_iter().find(|one| one.id == id);
            let calendar = calendar.ok_or(Error::NotFound("the calendar"))?;
            let origin = Origin::File(feed.source.clone());
            match days_off::read(app, &calendar, &origin, &file) {
                Ok(read) => return keep(app, viewer, &feed, &calendar, &origin, read.closures).await,
                Err(Error::Invalid(fields)) => {
                    fields.first().map_or("not-a-calendar", |field| field.code).to_owned()
                }
                Err(other) => return Err(other),
            }
        }
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                host = feed.source,
                "days off could not be fetched"
            );
            trouble(&error)
        }
    };
    let mut transaction = app.store().begin().await?;
    transaction.calendar_feed_failed(id, &feed.address, app.now(), &taken).await?;
    transaction.commit().await?;
    Ok(FeedOutcome::Failed(taken))
}

async fn fetched(app: &App, feed: &CalendarFeed) -> Result<hyper::body::Bytes, FetchError> {
    let reachable = app.outside().reachable;
    // One that was entered while more was reachable is not reached any more.
    let address = Address::parse(&feed.address, reachable).ok_or(FetchError::Private)?;
    fetch::fetch(&address, reachable).await
}

/// Keeps the days where they differ from those that stand in the calendar, and notes that it went well.
async fn keep(
    app: &App,
    viewer: &Viewer,
    feed: &CalendarFeed,
    calendar: &Calendar,
    origin: &Origin,
    closures: BTreeMap<Date, String>,
) -> Result<FeedOutcome, Error> {
    let own = calendar.exceptions.iter().filter(|one| one.origin == *origin);
    let before: BTreeMap<Date, String> = own.map(|one| (one.date, one.exception.name.clone())).collect();
    let (id, days) = (calendar.id, closures.len());
    let mut transaction = app.store().begin().await?;
    let count = i64::try_from(days).unwrap_or(i64::MAX);
    if !transaction.calendar_feed_succeeded(id, &feed.address, app.now(), count).await? {
        // Somebody entered another address meanwhile.
        return Ok(FeedOutcome::NoAddress);
    }
    if before != closures {
        transaction.calendar_source_delete(id, origin).await?;
        for (date, name) in closures {
            let exception = Exception { name, blocks: Vec::new() };
            let dated = DatedException { date, exception, origin: origin.clone() };
            transaction.calendar_exception_put(id, &dated).await?;
        }
        record(app, &mut transaction, viewer, "calendar.days_off", id, json!({ "days": days })).await?;
    }
    transaction.commit().await?;
    Ok(FeedOutcome::Taken(days))
}

/// The code of why a file was not fetched, for people to read in their language.
fn trouble(error: &FetchError) -> String {
    match error {
        FetchError::Private => "private".to_owned(),
        FetchError::Redirect => "redirect".to_owned(),
        FetchError::Status(status) => format!("status {}", status.as_u16()),
        FetchError::TooLarge => "too-large".to_owned(),
        FetchError::TooSlow => "too-slow".to_owned(),
        FetchError::Unreachable(_) => "unreachable".to_owned(),
    }
}
