//! Business calendars and the dates on which they are not as the week says.

use catsup_model::{
    calendar::{Block, Calendar, DatedException, Exception, Origin},
    id::CalendarId,
};
use jiff::{civil::Date, tz::TimeZone};
use sqlx::{
    Any, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{
    Error, Store, Transaction,
    error::{name, parsed},
    statement::statements,
};

statements! {
    CALENDAR_LIST = "SELECT id, name, zone, hours, holidays FROM business_calendar ORDER BY id";
    CALENDAR_EXCEPTIONS = "SELECT calendar_id, source, day, name, hours FROM calendar_exception
        ORDER BY calendar_id, day, source";
    CALENDAR_INSERT = "INSERT INTO business_calendar (id, name, zone, hours, holidays) VALUES ($1, $2, $3, $4, $5)";
    CALENDAR_UPDATE = "UPDATE business_calendar SET name = $2, zone = $3, hours = $4, holidays = $5 WHERE id = $1";
    CALENDAR_EXCEPTION_PUT = "INSERT INTO calendar_exception (calendar_id, source, day, name, hours)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (calendar_id, source, day) DO UPDATE SET name = excluded.name, hours = excluded.hours";
    CALENDAR_EXCEPTION_DELETE = "DELETE FROM calendar_exception WHERE calendar_id = $1 AND source = $2 AND day = $3";
    CALENDAR_SOURCE_DELETE = "DELETE FROM calendar_exception WHERE calendar_id = $1 AND source = $2";
}

/// What stands in place of a file's name for what was entered by hand.
const ENTERED: &str = "";

impl Store {
    /// Every calendar with its exceptions, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_list(&self) -> Result<Vec<Calendar>, Error> {
        let rows = self.query(&CALENDAR_LIST).fetch_all(&self.read).await?;
        let mut calendars = rows.iter().map(calendar).collect::<Result<Vec<_>, _>>()?;
        for row in self.query(&CALENDAR_EXCEPTIONS).fetch_all(&self.read).await? {
            let id = CalendarId(row.try_get(0)?);
            if let Some(calendar) = calendars.iter_mut().find(|one| one.id == id) {
                calendar.exceptions.push(exception(&row)?);
            }
        }
        Ok(calendars)
    }
}

impl Transaction {
    /// Adds a calendar, without its exceptions.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is one of this name.
    pub async fn calendar_insert(&mut self, calendar: &Calendar) -> Result<(), Error> {
        let query = bound(self.query(&CALENDAR_INSERT), calendar);
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }

    /// Changes a calendar, but not its exceptions.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is another one of this name.
    pub async fn calendar_update(&mut self, calendar: &Calendar) -> Result<(), Error> {
        let query = bound(self.query(&CALENDAR_UPDATE), calendar);
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }

    /// Says what is so on a date, in place of what the same origin said of it before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_exception_put(
        &mut self,
        id: CalendarId,
        dated: &DatedException,
    ) -> Result<(), Error> {
        let hours: Vec<_> = dated.exception.blocks.iter().map(Block::to_string).collect();
        let query = self.query(&CALENDAR_EXCEPTION_PUT).bind(id.0).bind(source(&dated.origin).to_owned());
        let query =
            query.bind(dated.date.to_string()).bind(dated.exception.name.clone()).bind(hours.join(" "));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Removes what was entered of a date; says whether there was something.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_exception_delete(&mut self, id: CalendarId, date: Date) -> Result<bool, Error> {
        let query = self.query(&CALENDAR_EXCEPTION_DELETE).bind(id.0).bind(ENTERED).bind(date.to_string());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Removes everything that one file said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_source_delete(&mut self, id: CalendarId, origin: &Origin) -> Result<u64, Error> {
        let query = self.query(&CALENDAR_SOURCE_DELETE).bind(id.0).bind(source(origin).to_owned());
        Ok(query.execute(self.connection()).await?.rows_affected())
    }
}

type AnyQuery = Query<'static, Any, AnyArguments>;

fn bound(query: AnyQuery, calendar: &Calendar) -> AnyQuery {
    query
        .bind(calendar.id.0)
        .bind(calendar.name.as_str().to_owned())
        .bind(calendar.zone_name().to_owned())
        .bind(calendar.hours.to_string())
        .bind(calendar.holidays.code().to_owned())
}

fn source(origin: &Origin) -> &str {
    match origin {
        Origin::Entered => ENTERED,
        Origin::File(name) => name,
    }
}

fn calendar(row: &AnyRow) -> Result<Calendar, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let zone = text(2)?;
    Ok(Calendar {
        id: CalendarId(row.try_get(0)?),
        name: name(&text(1)?)?,
        zone: TimeZone::get(&zone).map_err(|_| Error::corrupt("zone", &zone))?,
        hours: parsed("hours", &text(3)?)?,
        holidays: parsed("holidays", &text(4)?)?,
        exceptions: Vec::new(),
    })
}

fn exception(row: &AnyRow) -> Result<DatedException, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let (source, hours) = (text(1)?, text(4)?);
    let blocks = Block::parse_day(&hours).map_err(|_| Error::corrupt("hours", &hours))?;
    Ok(DatedException {
        date: parsed("day", &text(2)?)?,
        exception: Exception { name: text(3)?, blocks },
        origin: if source == ENTERED { Origin::Entered } else { Origin::File(source) },
    })
}
