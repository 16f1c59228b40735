//! Dates, months and fiscal quarters as each language writes them.

use catsup_model::{
    Language,
    period::{Bucket, BucketUnit, Days, FiscalQuarter, FiscalYearStart},
};
use jiff::civil::{Date, DateTime, Weekday};

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
                format!("{}:{minute:02} {half}", if hour % 12 == 0 { 12 } else { hour % 12 })
            }
            Language::Es => format!("{hour}:{minute:02}"),
        };
        self.say("date-time").arg("date", self.date(moment.date())).arg("clock", clock)
    }

    /// The month a day lies in: `Oct 2026`, `oct 2026`.
    #[must_use]
    pub fn month(self, date: impl Into<Day>) -> Message {
        let Day(date) = date.into();
        self.say("month-year").arg("month", self.month_name(date)).arg("year", date.year().to_string())
    }

    /// A run of days: `Jul 1, 2026 – Sep 30, 2026`.
    #[must_use]
    pub fn days(self, days: &Days) -> Message {
        self.say("days").arg("first", self.date(days.first)).arg("last", self.date(days.last))
    }

    /// A fiscal quarter with its months: `FY 2026 Q1 (Oct–Dec 2025)`.
    #[must_use]
    pub fn fiscal_quarter(self, quarter: &FiscalQuarter, fiscal: FiscalYearStart) -> Message {
        let days = fiscal.days_of(*quarter);
        self.say("fiscal-quarter")
            .arg("year", quarter.year.to_string())
            .arg("quarter", quarter.quarter.to_string())
            .arg("from", self.month_name(days.first))
            .arg("to", self.month(days.last))
    }

    /// A bucket of a trend, short enough to stand below an axis: `Oct 2026`, `FY26 Q1`, `Oct 3, 2026` for a week.
    #[must_use]
    pub fn bucket(self, bucket: &Bucket) -> Message {
        match (bucket.unit, bucket.label.parse::<FiscalQuarter>()) {
            (BucketUnit::Month, _) => self.month(bucket.days.first),
            (BucketUnit::FiscalQuarter, Ok(quarter)) => self
                .say("fiscal-quarter-short")
                .arg("year", format!("{:02}", quarter.year.rem_euclid(100)))
                .arg("quarter", quarter.quarter.to_string()),
            (BucketUnit::Week | BucketUnit::FiscalQuarter, _) => self.date(bucket.days.first),
        }
    }

    /// A day of the week: `Monday`, `lunes`.
    #[must_use]
    pub fn weekday(self, weekday: Weekday) -> Message {
        self.name("weekday", &weekday.to_monday_one_offset().to_string())
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
        assert_eq!(english.date_time(date(2026, 10, 3).at(0, 5, 0, 0)).to_string(), "Oct 3, 2026, 12:05 AM");
        assert_eq!(english.date_time(date(2026, 10, 3).at(12, 0, 0, 0)).to_string(), "Oct 3, 2026, 12:00 PM");
        let spanish = Translator::new(Language::Es);
        assert_eq!(spanish.date_time(date(2026, 10, 3).at(16, 5, 0, 0)).to_string(), "3 oct 2026, 16:05");
    }

    #[test]
    fn the_first_fiscal_quarter_lies_in_the_year_before() {
        let english = Translator::new(Language::En);
        let federal = FiscalYearStart::OCTOBER;
        let quarter = |quarter| FiscalQuarter { year: 2026, quarter };
        let said = |quarter: FiscalQuarter| english.fiscal_quarter(&quarter, federal).to_string();
        assert_eq!(said(quarter(1)), "FY 2026 Q1 (Oct–Dec 2025)");
        assert_eq!(said(quarter(4)), "FY 2026 Q4 (Jul–Sep 2026)");
        let spanish = Translator::new(Language::Es);
        assert_eq!(
            spanish.fiscal_quarter(&quarter(1), federal).to_string(),
            "T1 del año fiscal 2026 (oct–dic 2025)"
        );
    }

    #[test]
    fn a_bucket_is_named_after_its_unit() {
        let english = Translator::new(Language::En);
        let said = |unit: BucketUnit| {
            english.bucket(&unit.bucket_of(date(2025, 10, 15), FiscalYearStart::OCTOBER)).to_string()
        };
        assert_eq!(said(BucketUnit::Week), "Oct 13, 2025");
        assert_eq!(said(BucketUnit::Month), "Oct 2025");
        assert_eq!(said(BucketUnit::FiscalQuarter), "FY26 Q1");
        let days = Days { first: date(2026, 7, 1), last: date(2026, 9, 30) };
        assert_eq!(english.days(&days).to_string(), "Jul 1, 2026 – Sep 30, 2026");
    }
}
