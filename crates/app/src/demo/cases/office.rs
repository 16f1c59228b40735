//! When staff work on cases: in office hours, so many business days later.

use catsup_model::calendar::BusinessCalendar;
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, DateTime},
};

use crate::demo::chance::Chance;

/// The hours of the offices, and what now is.
pub(super) struct Office {
    pub(super) calendar: BusinessCalendar,
    pub(super) now: Timestamp,
}

impl Office {
    /// A moment of work, so many business days after a moment; with 0 on the same day, if somebody is there, else on the next
    /// day that somebody is.
    pub(super) fn after(&self, chance: &mut Chance, at: Timestamp, days: usize) -> Timestamp {
        let local = at.to_zoned(self.calendar.zone().clone()).datetime();
        if days == 0 && self.calendar.is_business_day(local.date()) && local.hour() < 15 {
            let begins = local.max(local.date().at(9, 0, 0, 0));
            return self.instant(begins.saturating_add(minutes(chance, 8, 115)));
        }
        let mut day = local.date();
        for _ in 0..days.max(1) {
            day = self.next(day);
        }
        self.instant(day.at(9, 5, 0, 0).saturating_add(minutes(chance, 0, 460)))
    }

    /// A day, an hour of it that people write in.
    pub(super) fn written_on(&self, chance: &mut Chance, day: Date) -> Timestamp {
        let hour = i8::try_from(7 + chance.below(15)).unwrap_or(9);
        self.instant(day.at(hour, i8::try_from(chance.below(60)).unwrap_or(0), 0, 0))
    }

    fn next(&self, day: Date) -> Date {
        let mut next = day;
        loop {
            next = next.saturating_add(1.day());
            if self.calendar.is_business_day(next) || next == Date::MAX {
                return next;
            }
        }
    }

    fn instant(&self, at: DateTime) -> Timestamp {
        at.to_zoned(self.calendar.zone().clone()).map_or(self.now, |zoned| zoned.timestamp())
    }
}

fn minutes(chance: &mut Chance, from: usize, to: usize) -> SignedDuration {
    SignedDuration::from_mins(i64::try_from(from + chance.below(to - from)).unwrap_or(0))
}
