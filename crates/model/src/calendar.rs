//! Business calendars: when an organisation works, and so how long something took and by when it is due.
//!
//! A [`BusinessCalendar`] says for every date in its own time zone which hours are worked and, where none are, why. A
//! [`Timetable`] is that calendar worked out over a run of days; durations and deadlines are read from it. Waiting on the
//! customer is kept as [`Pause`]s, facts of their own, so that a deadline can be computed anew when a calendar changes.

mod entry;
mod explanation;
mod holiday;
mod opening;
mod pause;
mod timetable;
mod week;
mod within;

use std::{collections::BTreeMap, str::FromStr};

use jiff::{civil::Date, tz::TimeZone};

pub use entry::{Calendar, DatedException, Origin};
pub use explanation::{ExplainedDay, ExplainedKind, Explanation};
pub use holiday::FederalHoliday;
pub use opening::{DayKind, Opening};
pub use pause::{Pause, Pauses};
pub use timetable::{Beyond, Counted, Deadline, Timetable};
pub use week::{Block, InvalidHours, WeeklyHours};
pub use within::{InvalidWithin, Unit, Within};

/// When an organisation works.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessCalendar {
    zone: TimeZone,
    hours: WeeklyHours,
    holidays: Holidays,
    exceptions: BTreeMap<Date, Exception>,
}

/// Whose yearly holidays a calendar keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Holidays {
    /// None but the exceptions.
    #[default]
    None,
    /// The eleven of the United States' federal government, on the days they are observed.
    UsFederal,
}

/// A date that is not as the week says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// What the day is called, in the words of whoever entered it.
    pub name: String,
    /// The hours worked; none on a day off.
    pub blocks: Vec<Block>,
}

impl Holidays {
    /// Both.
    pub const ALL: [Self; 2] = [Self::None, Self::UsFederal];

    /// The code used in forms and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::UsFederal => "us_federal",
        }
    }
}

/// The text named no holidays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” names no holidays; choose none or us_federal")]
pub struct UnknownHolidays(String);

impl FromStr for Holidays {
    type Err = UnknownHolidays;

    fn from_str(text: &str) -> Result<Self, UnknownHolidays> {
        Self::ALL.into_iter().find(|one| one.code() == text).ok_or_else(|| UnknownHolidays(text.to_owned()))
    }
}

impl BusinessCalendar {
    /// A calendar of these weekly hours, counted in `zone`.
    #[must_use]
    pub fn new(zone: TimeZone, hours: WeeklyHours, holidays: Holidays) -> Self {
        Self { zone, hours, holidays, exceptions: BTreeMap::new() }
    }

    /// Nine to five, Monday to Friday but for federal holidays.
    #[must_use]
    pub fn us_federal(zone: TimeZone) -> Self {
        Self::new(zone, WeeklyHours::nine_to_five(), Holidays::UsFederal)
    }

    /// Every hour of every day.
    #[must_use]
    pub fn around_the_clock(zone: TimeZone) -> Self {
        Self::new(zone, WeeklyHours::around_the_clock(), Holidays::None)
    }

    /// The same calendar with another day that is not as the week says; the last said of a date counts.
    #[must_use]
    pub fn with(mut self, date: Date, exception: Exception) -> Self {
        self.exceptions.insert(date, exception);
        self
    }

    /// The zone in which its days begin and end.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What kind of day `date` is, and the hours worked on it.
    ///
    /// An exception comes before a holiday, a holiday before the week.
    #[must_use]
    pub fn opening(&self, date: Date) -> Opening<'_> {
        if let Some(exception) = self.exceptions.get(&date) {
            return Opening { kind: DayKind::Exception(&exception.name), blocks: &exception.blocks };
        }
        let holiday = match self.holidays {
            Holidays::None => None,
            Holidays::UsFederal => FederalHoliday::observed_on(date),
        };
        if let Some(holiday) = holiday {
            return Opening { kind: DayKind::Holiday(holiday), blocks: &[] };
        }
        let blocks = self.hours.on(date.weekday());
        Opening { kind: if blocks.is_empty() { DayKind::Off } else { DayKind::Working }, blocks }
    }

    /// Whether anything is worked on `date`.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        !self.opening(date).blocks.is_empty()
    }
}
