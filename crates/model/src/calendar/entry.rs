//! A calendar as people keep it: named, with exceptions entered by hand and taken from files.

use jiff::{civil::Date, tz::TimeZone};

use super::{BusinessCalendar, Exception, Holidays, WeeklyHours};
use crate::{id::CalendarId, text::Name};

/// A calendar of the installation.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Its id.
    pub id: CalendarId,
    /// What it is called.
    pub name: Name,
    /// The zone in which its days begin and end.
    pub zone: TimeZone,
    /// The hours of an ordinary week.
    pub hours: WeeklyHours,
    /// Whose holidays it keeps.
    pub holidays: Holidays,
    /// The dates that are not as the week says, in order.
    pub exceptions: Vec<DatedException>,
}

/// A date that is not as the week says, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedException {
    /// The date.
    pub date: Date,
    /// What is so on it.
    pub exception: Exception,
    /// Who says so.
    pub origin: Origin,
}

/// Where an exception comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// From a file of this name: the next file of that name replaces it.
    File(String),
    /// Entered by hand: it comes before what any file says of its date, and stays.
    Entered,
}

impl Calendar {
    /// The calendar to count with.
    #[must_use]
    pub fn business(&self) -> BusinessCalendar {
        let calendar = BusinessCalendar::new(self.zone.clone(), self.hours.clone(), self.holidays);
        let mut exceptions: Vec<_> = self.exceptions.iter().collect();
        // The last said of a date counts, and what was entered by hand sorts last.
        exceptions.sort_by(|one, other| one.origin.cmp(&other.origin));
        exceptions.into_iter().fold(calendar, |calendar, one| calendar.with(one.date, one.exception.clone()))
    }

    /// The name of its zone.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{super::Block, *};

    #[test]
    fn what_is_entered_by_hand_comes_before_what_files_say() {
        let dated = |date, origin, hours: &str| DatedException {
            date,
            exception: Exception { name: String::new(), blocks: Block::parse_day(hours).unwrap() },
            origin,
        };
        let file = || Origin::File("holidays".to_owned());
        let calendar = Calendar {
            id: CalendarId(1),
            name: Name::parse("Office").unwrap(),
            zone: TimeZone::UTC,
            hours: WeeklyHours::nine_to_five(),
            holidays: Holidays::UsFederal,
            exceptions: vec![
                dated(date(2026, 5, 4), Origin::Entered, "09:00-17:00"),
                dated(date(2026, 5, 4), file(), ""),
                dated(date(2026, 5, 5), file(), ""),
                dated(date(2026, 12, 25), Origin::Entered, "10:00-11:00"),
            ],
        };
        let business = calendar.business();
        let open = |day| business.is_business_day(day);
        assert!(open(date(2026, 5, 4)) && !open(date(2026, 5, 5)) && open(date(2026, 12, 25)));
        assert!(!open(date(2026, 7, 3)), "Independence Day, observed on the Friday before");
    }
}
