//! Days off of a calendar, taken from iCalendar files. A later file under the same name replaces what an earlier one said.

use std::ops::RangeInclusive;

use catsup_exchange::{ClosureFile, Finding, read_closures};
use catsup_model::{
    Viewer,
    calendar::{Calendar, DatedException, Exception, Origin},
    id::CalendarId,
};
use serde_json::json;

use super::{LONGEST_NAME, MOST_EXCEPTIONS, managed, record};
use crate::{
    App, Error,
    fields::{Fields, invalid},
};

/// How far days that come again every year are taken: for deadlines ten years off.
const YEARS_BEFORE: i16 = 10;
const YEARS_AFTER: i16 = 11;

/// What a file changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Days off that it names.
    pub days: usize,
    /// Those that an earlier file of this name had said and this one replaced.
    pub replaced: u64,
    /// Dates of the file for which something was entered by hand, which stays.
    pub kept: usize,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Takes the days off of an iCalendar file in, under the name of `source`.
///
/// # Errors
/// As [`change`](super::change), with the fields `source` and `file`.
pub async fn take_in_days_off(
    app: &App,
    viewer: &Viewer,
    id: CalendarId,
    source: &str,
    file: &[u8],
) -> Result<TakenIn, Error> {
    let calendar = managed(app, viewer, id).await?;
    let mut fields = Fields::default();
    let source = fields.text("source", source, LONGEST_NAME);
    if source.is_empty() {
        fields.refuse("source", "required", "must not be empty");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let origin = Origin::File(source);
    let read = read(app, &calendar, &origin, file)?;
    let entered =
        |date| calendar.exceptions.iter().any(|one| one.origin == Origin::Entered && one.date == date);
    let kept = read.closures.keys().filter(|date| entered(**date)).count();
    let days = read.closures.len();
    let mut transaction = app.store().begin().await?;
    let replaced = transaction.calendar_source_delete(id, &origin).await?;
    for (date, name) in read.closures {
        let exception = Exception { name, blocks: Vec::new() };
        let dated = DatedException { date, exception, origin: origin.clone() };
        transaction.calendar_exception_put(id, &dated).await?;
    }
    record(app, &mut transaction, viewer, "calendar.days_off", id, json!({ "days": days })).await?;
    transaction.commit().await?;
    Ok(TakenIn { days, replaced, kept, findings: read.findings })
}

/// Reads the days off of an iCalendar file, which have to fit beside what the calendar names otherwise.
///
/// # Errors
/// [`Error::Invalid`] with the field `file`.
pub(super) fn read(
    app: &App,
    calendar: &Calendar,
    origin: &Origin,
    file: &[u8],
) -> Result<ClosureFile, Error> {
    let year = app.today().year();
    let years: RangeInclusive<i16> = year - YEARS_BEFORE..=year + YEARS_AFTER;
    let read =
        read_closures(file, &years).map_err(|error| invalid("file", "not-a-calendar", error.to_string()))?;
    let others = calendar.exceptions.iter().filter(|one| one.origin != *origin).count();
    if others + read.closures.len() > MOST_EXCEPTIONS {
        return Err(invalid("file", "too-many", format!("a calendar names at most {MOST_EXCEPTIONS} dates")));
    }
    if read.closures.is_empty() {
        let found: Vec<_> =
            read.findings.iter().map(|one| format!("{} × {}", one.rows, one.meaning)).collect();
        let years = format!("{} to {}", years.start(), years.end());
        let reason = format!("names no day off from {years} {}", found.join("; "));
        return Err(invalid("file", "no-days-off", reason.trim_end().to_owned()));
    }
    Ok(read)
}
