//! Business calendars: when an organisation works. They are set for the whole installation, and everyone sees them.

mod days_off;
mod explain;
mod feed;

use catsup_model::{
    Permission, Viewer,
    calendar::{Block, Calendar, DatedException, Exception, Holidays, InvalidHours, Origin, WeeklyHours},
    id::CalendarId,
};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::json;

pub use days_off::{TakenIn, take_in_days_off};
pub use explain::{Explained, explain};
pub use feed::{CalendarFeed, FeedOutcome, feed, set_feed, take_from_address};
pub(crate) use feed::{enqueue_due, take_due};

use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
    jobs::{self, Work},
};

/// The fields of the seven days, Monday first, as forms and errors name them.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// The longest name of an exception.
const LONGEST_NAME: usize = 200;
/// The most dates that one calendar names: a day off in three for thirty years.
const MOST_EXCEPTIONS: usize = 4_000;

/// A calendar as it was entered.
#[derive(Debug, Clone, Default)]
pub struct EnteredCalendar {
    /// What it is called.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Code of the holidays it keeps.
    pub holidays: String,
    /// The hours of the seven days, Monday first; blank on a day off.
    pub days: [String; 7],
}

/// Every calendar, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Calendar>, Error> {
    viewer.require(Permission::ReadDirectory)?;
    let mut list = app.store().calendar_list().await?;
    list.sort_by_cached_key(|one| one.name.as_str().to_lowercase());
    Ok(list)
}

/// One calendar.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: CalendarId) -> Result<Calendar, Error> {
    let all = list(app, viewer).await?;
    all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound("the calendar"))
}

/// Adds a calendar.
///
/// # Errors
/// [`Error::Denied`] unless the viewer manages the directory of the whole installation; [`Error::Invalid`] with `name`, `zone`,
/// `holidays` or the [weekday](WEEKDAYS).
pub async fn add(app: &App, viewer: &Viewer, entered: &EnteredCalendar) -> Result<Calendar, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let new = entered.read(CalendarId(app.next_id()))?;
    let mut transaction = app.store().begin().await?;
    transaction.calendar_insert(&new).await.map_err(or_taken("name"))?;
    record(app, &mut transaction, viewer, "calendar.add", new.id, json!({})).await?;
    transaction.commit().await?;
    Ok(new)
}

/// Changes a calendar; its exceptions stay.
///
/// # Errors
/// As [`add`], and [`Error::NotFound`].
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: CalendarId,
    entered: &EnteredCalendar,
) -> Result<Calendar, Error> {
    let before = managed(app, viewer, id).await?;
    let changed = Calendar { exceptions: before.exceptions, ..entered.read(id)? };
    let mut transaction = app.store().begin().await?;
    transaction.calendar_update(&changed).await.map_err(or_taken("name"))?;
    record(app, &mut transaction, viewer, "calendar.change", id, json!({})).await?;
    transaction.commit().await?;
    Ok(changed)
}

/// Says that one date is not as the week says: with hours it is worked, without it is a day off. It comes before what any file
/// says of the date.
///
/// # Errors
/// As [`change`], with the fields `date`, `exception` (its name) and `hours`.
pub async fn except(
    app: &App,
    viewer: &Viewer,
    id: CalendarId,
    date: &str,
    name: &str,
    hours: &str,
) -> Result<(), Error> {
    let calendar = managed(app, viewer, id).await?;
    let mut fields = Fields::default();
    let date: Option<Date> = date.trim().parse().ok();
    if date.is_none() {
        fields.refuse("date", "not-a-date", "must be a date such as 2026-12-24");
    }
    let name = fields.text("exception", name, LONGEST_NAME);
    let blocks = read_hours(&mut fields, "hours", hours);
    if calendar.exceptions.len() >= MOST_EXCEPTIONS {
        fields.refuse("date", "too-many", format!("a calendar names at most {MOST_EXCEPTIONS} dates"));
    }
    let (true, Some(date)) = (fields.fit(), date) else { return Err(fields.refused()) };
    let dated = DatedException { date, exception: Exception { name, blocks }, origin: Origin::Entered };
    let mut transaction = app.store().begin().await?;
    transaction.calendar_exception_put(id, &dated).await?;
    record(app, &mut transaction, viewer, "calendar.except", id, json!({ "date": date.to_string() })).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes back what was entered of a date; what a file says of it counts again.
///
/// # Errors
/// As [`change`]; [`Error::NotFound`] also when nothing was entered of the date.
pub async fn forget_exception(app: &App, viewer: &Viewer, id: CalendarId, date: Date) -> Result<(), Error> {
    managed(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.calendar_exception_delete(id, date).await? {
        return Err(Error::NotFound("the date"));
    }
    let facts = json!({ "date": date.to_string() });
    record(app, &mut transaction, viewer, "calendar.forget_exception", id, facts).await?;
    transaction.commit().await?;
    Ok(())
}

/// A calendar that the viewer may change.
async fn managed(app: &App, viewer: &Viewer, id: CalendarId) -> Result<Calendar, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    find(app, viewer, id).await
}

async fn record(
    app: &App,
    transaction: &mut catsup_store::Transaction,
    viewer: &Viewer,
    act: &'static str,
    id: CalendarId,
    facts: serde_json::Value,
) -> Result<(), Error> {
    // Deadlines follow the calendar they are counted by.
    jobs::enqueue(app, transaction, &Work::RecountCases, None, app.now()).await?;
    audit::record(app, transaction, viewer, act, &format!("calendar:{id}"), facts).await
}

impl EnteredCalendar {
    fn read(&self, id: CalendarId) -> Result<Calendar, Error> {
        let mut fields = Fields::default();
        let name = fields.name("name", &self.name);
        let zone = TimeZone::get(self.zone.trim()).ok();
        if zone.is_none() {
            fields.refuse("zone", "zone", "must be a time zone such as America/New_York");
        }
        let holidays: Option<Holidays> = self.holidays.trim().parse().ok();
        if holidays.is_none() {
            fields.refuse("holidays", "unknown", "must be none or us_federal");
        }
        let days: [Vec<Block>; 7] =
            std::array::from_fn(|day| read_hours(&mut fields, WEEKDAYS[day], &self.days[day]));
        let hours = WeeklyHours::new(days);
        if let Err(error @ InvalidHours::NeverOpen) = &hours {
            fields.refuse(WEEKDAYS[0], "never-open", error.to_string());
        }
        let fit = fields.fit();
        match (name, zone, holidays, hours) {
            (Some(name), Some(zone), Some(holidays), Ok(hours)) if fit => {
                Ok(Calendar { id, name, zone, hours, holidays, exceptions: Vec::new() })
            }
            _ => Err(fields.refused()),
        }
    }
}

/// Reads the hours of one day; refuses what are none.
fn read_hours(fields: &mut Fields, field: &str, text: &str) -> Vec<Block> {
    Block::parse_day(text).unwrap_or_else(|error| {
        let code = match error {
            InvalidHours::EndsFirst(_) => "ends-first",
            InvalidHours::Overlap { .. } => "hours-overlap",
            InvalidHours::NotABlock(_) | InvalidHours::NeverOpen => "not-hours",
        };
        fields.refuse(field, code, error.to_string());
        Vec::new()
    })
}
