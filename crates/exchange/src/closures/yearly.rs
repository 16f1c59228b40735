//! Rules by which a day comes again every year (RFC 5545, 3.3.10), as calendars of holidays use them.

use std::str::FromStr;

use jiff::civil::{Date, Weekday};

/// `FREQ=YEARLY` with an interval, an end, and the day by its date or by the weekday in its month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Yearly {
    interval: Option<i16>,
    count: Option<usize>,
    until: Option<Date>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<(i8, Weekday)>,
}

/// The rule has a part that is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotRead;

impl FromStr for Yearly {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Self, NotRead> {
        let mut rule = Self::default();
        let mut yearly = false;
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(NotRead)?;
            match name.to_ascii_uppercase().as_str() {
                "FREQ" => yearly = value.eq_ignore_ascii_case("YEARLY"),
                "INTERVAL" => rule.interval = Some(number(value).filter(|years| *years > 0).ok_or(NotRead)?),
                "COUNT" => rule.count = Some(number(value).ok_or(NotRead)?),
                "UNTIL" => rule.until = Some(value.get(..8).and_then(super::date).ok_or(NotRead)?),
                "BYMONTH" => rule.month = Some(number(value).ok_or(NotRead)?),
                "BYMONTHDAY" => rule.day = Some(number(value).filter(|day| *day > 0).ok_or(NotRead)?),
                "BYDAY" => rule.weekday = Some(weekday(value).ok_or(NotRead)?),
                "WKST" => {}
                _ => return Err(NotRead),
            }
        }
        // A weekday without a month counts through the year, which no calendar of holidays asks for.
        let whole = rule.weekday.is_none() || (rule.month.is_some() && rule.day.is_none());
        if yearly && whole { Ok(rule) } else { Err(NotRead) }
    }
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// `4TH`: the fourth Thursday; `-1MO`: the last Monday.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let (place, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let place = number(place).filter(|place: &i8| (1..=5).contains(&place.unsigned_abs()))?;
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let found = names.iter().position(|one| one.eq_ignore_ascii_case(name))?;
    Some((place, Weekday::from_monday_zero_offset(i8::try_from(found).ok()?).ok()?))
}

impl Yearly {
    /// The dates from `first` on, up to the end of `last_year`. A date that a year does not have is passed over.
    pub(super) fn dates(&self, first: Date, last_year: i16) -> Vec<Date> {
        let step = usize::try_from(self.interval.unwrap_or(1)).unwrap_or(1);
        let years = (first.year()..=last_year).step_by(step);
        let dates = years.filter_map(|year| self.date_in(year, first)).filter(|date| *date >= first);
        let dates = dates.take_while(|date| self.until.is_none_or(|until| *date <= until));
        dates.take(self.count.unwrap_or(usize::MAX)).collect()
    }

    fn date_in(&self, year: i16, first: Date) -> Option<Date> {
        let month = self.month.unwrap_or(first.month());
        match self.weekday {
            Some((place, weekday)) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(place, weekday).ok()
            }
            None => Date::new(year, month, self.day.unwrap_or(first.day())).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_rule_ends_with_its_count_or_day() {
        let dates = |rule: &str| rule.parse::<Yearly>().unwrap().dates(date(2024, 2, 29), 2040);
        assert_eq!(dates("FREQ=YEARLY;COUNT=2"), [date(2024, 2, 29), date(2028, 2, 29)]);
        assert_eq!(dates("FREQ=YEARLY;INTERVAL=8;UNTIL=20390101"), [date(2024, 2, 29), date(2032, 2, 29)]);
        assert_eq!(dates("FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=1"), [date(2024, 5, 27)]);
        assert_eq!(dates("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=6;COUNT=1"), [date(2025, 1, 6)]);
    }

    #[test]
    fn other_rules_are_not_read() {
        for rule in [
            "FREQ=MONTHLY",
            "FREQ=YEARLY;BYDAY=MO",
            "FREQ=YEARLY;BYYEARDAY=100",
            "FREQ=YEARLY;BYDAY=1MO",
            "INTERVAL=1",
            "FREQ",
            "FREQ=YEARLY;BYMONTH=x",
            "FREQ=YEARLY;INTERVAL=0",
        ] {
            assert_eq!(rule.parse::<Yearly>(), Err(NotRead), "{rule}");
        }
    }
}
