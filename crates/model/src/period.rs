//! Days, fiscal quarters and the buckets of a trend.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// The last day lies before the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the period ends on {last}, before it starts on {first}")]
pub struct EndsBeforeStart {
    first: Date,
    last: Date,
}

impl Days {
    /// A run of days.
    ///
    /// # Errors
    /// [`EndsBeforeStart`].
    pub fn new(first: Date, last: Date) -> Result<Self, EndsBeforeStart> {
        if last < first { Err(EndsBeforeStart { first, last }) } else { Ok(Self { first, last }) }
    }

    /// The run of equal length right before this one; whole months step back by as many months.
    #[must_use]
    pub fn previous(self) -> Self {
        let last = self.first.yesterday().unwrap_or(self.first);
        let whole_months = self.first.day() == 1 && self.last == self.last.last_of_month();
        let first = if whole_months {
            let months = months_between(self.first, self.last) + 1;
            self.first.saturating_sub(months.months())
        } else {
            self.first.saturating_sub((self.last - self.first).saturating_add_day())
        };
        Self { first, last }
    }

    /// Start (included) and end (excluded) in microseconds since 1970 UTC, for days as `zone` counts them.
    #[must_use]
    pub fn microseconds(self, zone: &TimeZone) -> (i64, i64) {
        let midnight = |day: Date| {
            day.to_zoned(zone.clone()).map_or(i64::MAX, |start| start.timestamp().as_microsecond())
        };
        (midnight(self.first), self.last.tomorrow().map_or(i64::MAX, midnight))
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// Adds one day to a span of whole days.
trait OneMore {
    fn saturating_add_day(self) -> jiff::Span;
}

impl OneMore for jiff::Span {
    fn saturating_add_day(self) -> jiff::Span {
        self.get_days().saturating_add(1).days()
    }
}

fn months_between(first: Date, last: Date) -> i32 {
    (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month())
        - i32::from(first.month())
}

/// The month (1 to 12) in which the fiscal year starts; October for US federal agencies.
///
/// A fiscal year that does not start in January is named after the calendar year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct FiscalYearStart(i8);

/// The number is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a month; a fiscal year starts in one of the months 1 to 12")]
pub struct NotAMonth(pub i8);

impl TryFrom<i8> for FiscalYearStart {
    type Error = NotAMonth;

    fn try_from(month: i8) -> Result<Self, NotAMonth> {
        if (1..=12).contains(&month) { Ok(Self(month)) } else { Err(NotAMonth(month)) }
    }
}

impl From<FiscalYearStart> for i8 {
    fn from(start: FiscalYearStart) -> Self {
        start.0
    }
}

impl FiscalYearStart {
    /// October: the US federal fiscal year.
    pub const OCTOBER: Self = Self(10);

    /// The quarter that holds `day`.
    #[must_use]
    pub fn quarter_of(self, day: Date) -> FiscalQuarter {
        let since_start = (i16::from(day.month()) - i16::from(self.0)).rem_euclid(12);
        let in_next_year = self.0 > 1 && day.month() >= self.0;
        FiscalQuarter { year: day.year() + i16::from(in_next_year), quarter: (since_start / 3) as u8 + 1 }
    }

    /// The days of `quarter`.
    #[must_use]
    pub fn days_of(self, quarter: FiscalQuarter) -> Days {
        let year = if self.0 > 1 { quarter.year - 1 } else { quarter.year };
        let start = Date::new(year, self.0, 1).unwrap_or(Date::MIN);
        let first = start.saturating_add((i32::from(quarter.quarter) * 3 - 3).months());
        Days { first, last: first.saturating_add(2.months()).last_of_month() }
    }
}

/// A quarter of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalQuarter {
    /// The fiscal year.
    pub year: i16,
    /// 1 to 4.
    pub quarter: u8,
}

impl fmt::Display for FiscalQuarter {
    /// `FY2026Q1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FY{}Q{}", self.year, self.quarter)
    }
}

/// The text named no fiscal quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a fiscal quarter; write it as FY2026Q1")]
pub struct InvalidQuarter(pub String);

impl FromStr for FiscalQuarter {
    type Err = InvalidQuarter;

    fn from_str(text: &str) -> Result<Self, InvalidQuarter> {
        let upper = text.trim().to_uppercase();
        let parsed =
            upper.strip_prefix("FY").and_then(|rest| rest.split_once('Q')).and_then(|(year, quarter)| {
                Some(Self { year: year.parse().ok()?, quarter: quarter.parse().ok()? })
            });
        parsed
            .filter(|one| (1990..=2200).contains(&one.year) && (1..=4).contains(&one.quarter))
            .ok_or_else(|| InvalidQuarter(text.to_owned()))
    }
}

/// The unit of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BucketUnit {
    /// Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Fiscal quarter.
    FiscalQuarter,
}

impl BucketUnit {
    /// The bucket of this unit that holds `day`.
    #[must_use]
    pub fn bucket_of(self, day: Date, fiscal: FiscalYearStart) -> Bucket {
        match self {
            Self::Week => {
                let first = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                let days = Days { first, last: first.saturating_add(6.days()) };
                Bucket { unit: self, days, label: first.to_string() }
            }
            Self::Month => {
                let days = Days { first: day.first_of_month(), last: day.last_of_month() };
                Bucket { unit: self, days, label: format!("{:04}-{:02}", day.year(), day.month()) }
            }
            Self::FiscalQuarter => {
                let quarter = fiscal.quarter_of(day);
                Bucket { unit: self, days: fiscal.days_of(quarter), label: quarter.to_string() }
            }
        }
    }

    /// The buckets that cover `days`, in order; at most 1,200.
    #[must_use]
    pub fn buckets(self, days: Days, fiscal: FiscalYearStart) -> Vec<Bucket> {
        let mut buckets = vec![self.bucket_of(days.first, fiscal)];
        while buckets.len() < 1200 {
            let Some(last) = buckets.last().map(|bucket| bucket.days.last) else {
                break;
            };
            match last.tomorrow() {
                Ok(next) if next <= days.last => buckets.push(self.bucket_of(next, fiscal)),
                _ => break,
            }
        }
        buckets
    }
}

/// One bucket of a trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// Its unit.
    pub unit: BucketUnit,
    /// Its days.
    pub days: Days,
    /// `2026-03`, `FY2026Q2`, or the Monday of a week.
    pub label: String,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_first_day_of_a_fiscal_quarter_is_in_the_right_year() {
        let federal = FiscalYearStart::OCTOBER;
        assert_eq!(federal.quarter_of(date(2025, 10, 1)).to_string(), "FY2026Q1");
        assert_eq!(federal.quarter_of(date(2025, 9, 30)).to_string(), "FY2025Q4");
        assert_eq!(federal.quarter_of(date(2026, 1, 1)).to_string(), "FY2026Q2");
        let january = FiscalYearStart::try_from(1).unwrap();
        assert_eq!(january.quarter_of(date(2026, 12, 31)).to_string(), "FY2026Q4");
        for start in 1..=12 {
            let fiscal = FiscalYearStart::try_from(start).unwrap();
            for day in date(2024, 1, 1).series(1.day()).take(800) {
                let days = fiscal.days_of(fiscal.quarter_of(day));
                assert!(days.first <= day && day <= days.last, "{day} with a start in month {start}");
            }
        }
    }

    #[test]
    fn the_period_before_whole_months_is_whole_months() {
        let quarter = Days::new(date(2026, 7, 1), date(2026, 9, 30)).unwrap();
        assert_eq!(quarter.previous(), Days::new(date(2026, 4, 1), date(2026, 6, 30)).unwrap());
        let week = Days::new(date(2026, 3, 9), date(2026, 3, 15)).unwrap();
        assert_eq!(week.previous(), Days::new(date(2026, 3, 2), date(2026, 3, 8)).unwrap());
    }

    #[test]
    fn a_day_is_as_long_as_the_zone_makes_it() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let spring = Days::new(date(2026, 3, 8), date(2026, 3, 8)).unwrap();
        let (start, end) = spring.microseconds(&zone);
        assert_eq!((end - start) / 3_600_000_000, 23);
    }

    #[test]
    fn buckets_cover_the_period_without_gaps() {
        let days = Days::new(date(2025, 11, 20), date(2026, 2, 3)).unwrap();
        for unit in [BucketUnit::Week, BucketUnit::Month, BucketUnit::FiscalQuarter] {
            let buckets = unit.buckets(days, FiscalYearStart::OCTOBER);
            assert!(buckets[0].days.first <= days.first && days.last <= buckets[buckets.len() - 1].days.last);
            assert!(
                buckets.windows(2).all(|pair| pair[0].days.last.tomorrow().unwrap() == pair[1].days.first)
            );
        }
    }
}
