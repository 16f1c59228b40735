//! Dates, months and fiscal quarters as each language writes them.

use catsup_model::Language;
use jiff::civil::{Date, DateTime};

use super::{Message, Translator};

impl Translator {
    /// A day: `Oct 3, 2026`, `3 oct 2026`.
    #[must_use]
    pub fn date(self, date: impl Into<Day>) -> Message {
        let Day(date) = date.into();
        self.say("date")
            .arg("day", date.day().to_string())
            .arg("month", self.month_name(date))
            .arg("year", date.year().to_string())
    }

    /// A minute of a day, already in the installation's zone: `Oct 3, 2026, 4:05 PM`, `3 oct 2026, 16:05`.
    #[must_use]
    pub fn date_time(self, moment: impl Into<Minute>) -> Message {
        let Minute(moment) = moment.into();
        let (hour, minute) = (moment.hour(), moment.minute());
        let clock = match self.language {
            Language::En => {
                let half = if hour < 12 { "AM" } else { "PM" };
                format!(
                    "{}:{minute:02} {half}",
                    if hour % 12 == 0 { 12 } else { hour % 12 }
                )
            }
            Language::Es => format!("{hour}:{minute:02}"),
        };
        self.say("date-time")
            .arg("date", self.date(moment.date()))
            .arg("clock", clock)
    }

    /// The month a day lies in: `Oct 2026`, `oct 2026`.
    #[must_use]
    pub fn month(self, date: impl Into<Day>) -> Message {
        let Day(date) = date.into();
        self.say("month-year")
            .arg("month", self.month_name(date))
            .arg("year", date.year().to_string())
    }

    /// A federal fiscal quarter (October to September): `FY 2026 Q1 (Oct–Dec 2025)`.
    #[must_use]
    pub fn fiscal_quarter(self, fiscal_year: impl super::Whole, quarter: impl super::Whole) -> Message {
        let (fiscal_year, quarter) = (fiscal_year.whole(), quarter.whole());
        let calendar_year = if quarter == 1 {
            fiscal_year - 1
        } else {
            fiscal_year
        };
        let months = match quarter {
            1 => ["10", "12"],
            2 => ["1", "3"],
            3 => ["4", "6"],
            _ => ["7", "9"],
        };
        self.short_fiscal_quarter_of("fiscal-quarter", fiscal_year, quarter)
            .arg("from", self.name("month", months[0]))
            .arg("to", self.name("month", months[1]))
            .arg("calendar", calendar_year.to_string())
    }

    /// The same where room is scarce: `FY26 Q1`.
    #[must_use]
    pub fn short_fiscal_quarter(self, fiscal_year: impl super::Whole, quarter: impl super::Whole) -> Message {
        self.short_fiscal_quarter_of("fiscal-quarter-short", fiscal_year.whole() % 100, quarter.whole())
    }

    fn short_fiscal_quarter_of(self, key: &str, year: i64, quarter: i64) -> Message {
        self.say(key)
            .arg("year", format!("{year:02}"))
            .arg("quarter", quarter.to_string())
    }

    fn month_name(self, date: Date) -> Message {
        self.name("month", &date.month().to_string())
    }
}

/// A day as templates pass it: by value or by reference.
#[derive(Debug, Clone, Copy)]
pub struct Day(Date);

/// A minute as templates pass it: by value or by reference.
#[derive(Debug, Clone, Copy)]
pub struct Minute(DateTime);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl From<&Date> for Day {
    fn from(date: &Date) -> Self {
        Self(*date)
    }
}

impl From<DateTime> for Minute {
    fn from(moment: DateTime) -> Self {
        Self(moment)
    }
}

impl From<&DateTime> for Minute {
    fn from(moment: &DateTime) -> Self {
        Self(*moment)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let day = date(2026, 10, 3);
        assert_eq!(Translator::new(Language::En).date(day).to_string(), "Oct 3, 2026");
        assert_eq!(Translator::new(Language::Es).date(day).to_string(), "3 oct 2026");
        assert_eq!(Translator::new(Language::Es).month(day).to_string(), "oct 2026");
    }

    #[test]
    fn midnight_and_noon_are_twelve() {
        let english = Translator::new(Language::En);
        assert_eq!(
            english.date_time(date(2026, 10, 3).at(0, 5, 0, 0)).to_string(),
            "Oct 3, 2026, 12:05 AM"
        );
        assert_eq!(
            english.date_time(date(2026, 10, 3).at(12, 0, 0, 0)).to_string(),
            "Oct 3, 2026, 12:00 PM"
        );
        let spanish = Translator::new(Language::Es);
        assert_eq!(
            spanish.date_time(date(2026, 10, 3).at(16, 5, 0, 0)).to_string(),
            "3 oct 2026, 16:05"
        );
    }

    #[test]
    fn the_first_fiscal_quarter_lies_in_the_year_before() {
        let english = Translator::new(Language::En);
        assert_eq!(
            english.fiscal_quarter(2026, 1).to_string(),
            "FY 2026 Q1 (Oct–Dec 2025)"
        );
        assert_eq!(
            english.fiscal_quarter(2026, 4).to_string(),
            "FY 2026 Q4 (Jul–Sep 2026)"
        );
        assert_eq!(english.short_fiscal_quarter(2026, 1).to_string(), "FY26 Q1");
        let spanish = Translator::new(Language::Es);
        assert_eq!(
            spanish.fiscal_quarter(2026, 1).to_string(),
            "T1 del año fiscal 2026 (oct–dic 2025)"
        );
    }
}
