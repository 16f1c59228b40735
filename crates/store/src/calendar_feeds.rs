//! Addresses that calendars take days off from, and how that went the last time.

use catsup_model::id::CalendarId;
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::instant, statement::statements};

statements! {
    CALENDAR_FEED_FIND = "SELECT calendar_id, address, source, tried_at, succeeded_at, days, trouble
        FROM calendar_feed WHERE calendar_id = $1";
    CALENDAR_FEEDS_DUE = "SELECT calendar_id FROM calendar_feed
        WHERE tried_at IS NULL OR tried_at <= CAST($1 AS BIGINT) ORDER BY calendar_id";
    CALENDAR_FEED_SET = "INSERT INTO calendar_feed (calendar_id, address, source, days) VALUES ($1, $2, $3, 0)
        ON CONFLICT (calendar_id) DO UPDATE SET address = excluded.address, source = excluded.source,
            tried_at = NULL, succeeded_at = NULL, days = 0, trouble = NULL";
    CALENDAR_FEED_SUCCEEDED = "UPDATE calendar_feed SET tried_at = $3, succeeded_at = $3, days = $4, trouble = NULL
        WHERE calendar_id = $1 AND address = $2";
    CALENDAR_FEED_FAILED = "UPDATE calendar_feed SET tried_at = $3, trouble = $4
        WHERE calendar_id = $1 AND address = $2";
    CALENDAR_FEED_DELETE = "DELETE FROM calendar_feed WHERE calendar_id = $1";
}

/// Where a calendar takes days off from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// The calendar.
    pub calendar: CalendarId,
    /// The address.
    pub address: String,
    /// The name under which its days stand among those of files.
    pub source: String,
    /// When it was tried last.
    pub tried_at: Option<Timestamp>,
    /// When it last went well: the days are of then.
    pub succeeded_at: Option<Timestamp>,
    /// How many days off it named then.
    pub days: i64,
    /// The code of why the last try failed; `None` when it went well.
    pub trouble: Option<String>,
}

impl Store {
    /// Where a calendar takes days off from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_find(&self, calendar: CalendarId) -> Result<Option<CalendarFeed>, Error> {
        let query = self.query(&CALENDAR_FEED_FIND).bind(calendar.0);
        query.fetch_optional(&self.read).await?.as_ref().map(feed).transpose()
    }

    /// Calendars whose address was not tried since `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feeds_due(&self, before: Timestamp) -> Result<Vec<CalendarId>, Error> {
        let query = self.query(&CALENDAR_FEEDS_DUE).bind(before.as_microsecond());
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(CalendarId(row.try_get(0)?))).collect()
    }
}

impl Transaction {
    /// Sets the address of a calendar; it counts as never tried.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_set(
        &mut self,
        calendar: CalendarId,
        address: &str,
        source: &str,
    ) -> Result<(), Error> {
        let query = self.query(&CALENDAR_FEED_SET).bind(calendar.0).bind(address.to_owned());
        query.bind(source.to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Notes that days were taken from an address; says whether it still is the calendar's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_succeeded(
        &mut self,
        calendar: CalendarId,
        address: &str,
        at: Timestamp,
        days: i64,
    ) -> Result<bool, Error> {
        let query = self.query(&CALENDAR_FEED_SUCCEEDED).bind(calendar.0).bind(address.to_owned());
        let query = query.bind(at.as_microsecond()).bind(days);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Notes why days could not be taken from an address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_failed(
        &mut self,
        calendar: CalendarId,
        address: &str,
        at: Timestamp,
        trouble: &str,
    ) -> Result<(), Error> {
        let query = self.query(&CALENDAR_FEED_FAILED).bind(calendar.0).bind(address.to_owned());
        query.bind(at.as_microsecond()).bind(trouble.to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Removes the address of a calendar; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_feed_delete(&mut self, calendar: CalendarId) -> Result<bool, Error> {
        let query = self.query(&CALENDAR_FEED_DELETE).bind(calendar.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn feed(row: &AnyRow) -> Result<CalendarFeed, Error> {
    let moment = |index: usize| row.try_get::<Option<i64>, _>(index)?.map(instant).transpose();
    Ok(CalendarFeed {
        calendar: CalendarId(row.try_get(0)?),
        address: row.try_get(1)?,
        source: row.try_get(2)?,
        tried_at: moment(3)?,
        succeeded_at: moment(4)?,
        days: row.try_get(5)?,
        trouble: row.try_get(6)?,
    })
}
