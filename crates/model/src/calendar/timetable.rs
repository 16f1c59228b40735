//! A calendar worked out over a run of days: durations and deadlines.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{BusinessCalendar, Pauses, Unit, Within};
use crate::period::Days;

/// Every span worked in a run of days, with what was worked before it, so that any duration or deadline is two searches.
#[derive(Debug, Clone)]
pub struct Timetable {
    zone: TimeZone,
    days: Days,
    spans: Vec<Span>,
    /// How many business days lie before each date; one more than there are dates.
    business_days_before: Vec<i64>,
}

/// Microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: i64,
    end: i64,
    worked_before: i64,
}

/// A date or moment lies outside the days that were worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the calendar is worked out from {first} to {last} only")]
pub struct Beyond {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Microseconds of the clock or of business time.
    Microseconds(i64),
    /// Days of the calendar or business days, from the first day (counted) up to the last (not counted).
    Days(i64),
}

impl Counted {
    /// The number of its unit.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Microseconds(number) | Self::Days(number) => number,
        }
    }
}

/// By when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// The last moment that is in time.
    At(Timestamp),
    /// Not known while a pause goes on.
    OnHold,
}

impl Deadline {
    /// The last moment in time, unless it is not known.
    #[must_use]
    pub fn moment(self) -> Option<Timestamp> {
        match self {
            Self::At(moment) => Some(moment),
            Self::OnHold => None,
        }
    }
}

impl Timetable {
    /// Works `calendar` out from the first of `days` to the last.
    #[must_use]
    pub fn new(calendar: &BusinessCalendar, days: Days) -> Self {
        let mut table =
            Self { zone: calendar.zone().clone(), days, spans: Vec::new(), business_days_before: vec![0] };
        let (mut worked, mut business_days) = (0, 0);
        for date in days.first.series(jiff::Span::new().days(1)).take_while(|date| *date <= days.last) {
            let blocks = calendar.opening(date).blocks;
            business_days += i64::from(!blocks.is_empty());
            table.business_days_before.push(business_days);
            for block in blocks {
                let (start, end) = (table.minute_of(date, block.start()), table.minute_of(date, block.end()));
                // An hour that a change of clocks skips is worked by nobody.
                if start < end {
                    table.spans.push(Span { start, end, worked_before: worked });
                    worked += end - start;
                }
            }
        }
        table
    }

    /// The microsecond of a minute of `date`; 1440 is the next midnight. A minute that a change of clocks skips, or that comes
    /// twice, is read as RFC 5545 (3.3.5) has it: by the offset before the change.
    fn minute_of(&self, date: Date, minute: u16) -> i64 {
        let date = if minute == 24 * 60 { date.tomorrow().unwrap_or(date) } else { date };
        let clock = date.at((minute / 60 % 24) as i8, (minute % 60) as i8, 0, 0);
        self.zone.to_ambiguous_timestamp(clock).compatible().map_or(i64::MAX, Timestamp::as_microsecond)
    }

    fn beyond(&self) -> Beyond {
        Beyond { first: self.days.first, last: self.days.last }
    }

    fn date_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The place of a date among those worked out; one past the last is allowed.
    fn place(&self, date: Date) -> Result<usize, Beyond> {
        let days = date.duration_since(self.days.first).as_hours() / 24;
        usize::try_from(days)
            .ok()
            .filter(|place| *place < self.business_days_before.len())
            .ok_or_else(|| self.beyond())
    }

    fn date_at(&self, place: usize) -> Date {
        self.days.first.saturating_add(jiff::Span::new().days(i64::try_from(place).unwrap_or(0)))
    }

    /// What was worked from the first day up to a moment, in microseconds.
    fn worked_until(&self, moment: Timestamp) -> Result<i64, Beyond> {
        self.place(self.date_of(moment))?;
        let moment = moment.as_microsecond();
        let begun = self.spans.partition_point(|span| span.start <= moment);
        Ok(begun.checked_sub(1).map_or(0, |place| {
            let span = self.spans[place];
            span.worked_before + moment.min(span.end) - span.start
        }))
    }

    /// The first moment by which that much was worked.
    fn moment_of(&self, worked: i64) -> Result<Timestamp, Beyond> {
        let before = self.spans.partition_point(|span| span.worked_before < worked).saturating_sub(1);
        let span = self.spans.get(before).ok_or_else(|| self.beyond())?;
        let moment = span.start + worked - span.worked_before;
        if moment > span.end {
            return Err(self.beyond());
        }
        Timestamp::from_microsecond(moment).map_err(|_| self.beyond())
    }

    /// Business time between two moments, in microseconds; negative when `to` comes first.
    ///
    /// # Errors
    /// [`Beyond`].
    pub fn worked(&self, from: Timestamp, to: Timestamp) -> Result<i64, Beyond> {
        Ok(self.worked_until(to)? - self.worked_until(from)?)
    }

    /// Business days from `from` (counted) up to `to` (not counted), as numpy's `busday_count` has it; negative when `to` comes
    /// first.
    ///
    /// # Errors
    /// [`Beyond`].
    pub fn business_days(&self, from: Date, to: Date) -> Result<i64, Beyond> {
        Ok(self.business_days_before[self.place(to)?] - self.business_days_before[self.place(from)?])
    }

    /// How long it took from `opened` to `done`, counted in `unit`, without the pauses. A pause that goes on ends at `done`.
    ///
    /// # Errors
    /// [`Beyond`].
    pub fn elapsed(
        &self,
        unit: Unit,
        opened: Timestamp,
        done: Timestamp,
        pauses: &Pauses,
    ) -> Result<Counted, Beyond> {
        if unit.is_days() {
            let (first, last) = (self.date_of(opened), self.date_of(done));
            let mut days = self.days_between(unit, first, last)?;
            for (from, until) in pauses.dates_after(opened, &self.zone) {
                if from < last {
                    days -= self.days_between(unit, from, until.map_or(last, |until| until.min(last)))?;
                }
            }
            return Ok(Counted::Days(days));
        }
        let mut time = self.time_between(unit, opened, done)?;
        for pause in pauses.after(opened) {
            if pause.from < done {
                time -=
                    self.time_between(unit, pause.from, pause.until.map_or(done, |until| until.min(done)))?;
            }
        }
        Ok(Counted::Microseconds(time))
    }

    fn days_between(&self, unit: Unit, from: Date, to: Date) -> Result<i64, Beyond> {
        match unit {
            Unit::BusinessDays => self.business_days(from, to),
            _ => Ok(self.place(to)? as i64 - self.place(from)? as i64),
        }
    }

    fn time_between(&self, unit: Unit, from: Timestamp, to: Timestamp) -> Result<i64, Beyond> {
        match unit {
            Unit::BusinessHours | Unit::BusinessMinutes => self.worked(from, to),
            _ => Ok(to.as_microsecond() - from.as_microsecond()),
        }
    }

    /// By when something opened at `opened` is due. Days are due at the end of the last one; time of the clock or of business at
    /// the first moment by which that much has passed.
    ///
    /// ```
    /// use catsup_model::{calendar::{BusinessCalendar, Deadline, Pauses, Timetable}, period::Days};
    /// use jiff::{civil::date, tz::TimeZone};
    ///
    /// let calendar = BusinessCalendar::us_federal(TimeZone::get("America/New_York")?);
    /// let table = Timetable::new(&calendar, Days::new(date(2026, 1, 1), date(2026, 12, 31))?);
    /// let friday = date(2026, 3, 6).at(16, 30, 0, 0).to_zoned(calendar.zone().clone())?;
    /// let monday = date(2026, 3, 9).at(9, 30, 0, 0).to_zoned(calendar.zone().clone())?;
    /// let due = table.deadline("1 business hour".parse()?, friday.timestamp(), &Pauses::default())?;
    /// assert_eq!(due, Deadline::At(monday.timestamp()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Beyond`].
    pub fn deadline(&self, within: Within, opened: Timestamp, pauses: &Pauses) -> Result<Deadline, Beyond> {
        match within.microseconds() {
            None => self.last_day(within, opened, pauses),
            Some(time) => self.last_moment(within.unit(), time, opened, pauses),
        }
    }

    fn last_day(&self, within: Within, opened: Timestamp, pauses: &Pauses) -> Result<Deadline, Beyond> {
        let (unit, mut left) = (within.unit(), i64::from(within.amount()));
        let mut from = self.date_of(opened);
        for (paused, until) in pauses.dates_after(opened, &self.zone) {
            let before = self.days_between(unit, from, paused)?;
            if before > left {
                break;
            }
            let Some(until) = until else { return Ok(Deadline::OnHold) };
            left -= before;
            from = until;
        }
        let first = self.place(from)?;
        let place = match unit {
            Unit::BusinessDays => {
                let most = self.business_days_before[first] + left;
                self.business_days_before.partition_point(|before| *before <= most) - 1
            }
            _ => first + usize::try_from(left).unwrap_or(0),
        };
        // The place past the last day stands for all that was not worked out.
        if place + 1 >= self.business_days_before.len() {
            return Err(self.beyond());
        }
        let end = self.minute_of(self.date_at(place), 24 * 60) - 1;
        Ok(Deadline::At(Timestamp::from_microsecond(end).map_err(|_| self.beyond())?))
    }

    fn last_moment(
        &self,
        unit: Unit,
        time: i64,
        opened: Timestamp,
        pauses: &Pauses,
    ) -> Result<Deadline, Beyond> {
        let (mut left, mut from) = (time, opened);
        for pause in pauses.after(opened) {
            let before = self.time_between(unit, from, pause.from)?;
            if before >= left {
                break;
            }
            let Some(until) = pause.until else { return Ok(Deadline::OnHold) };
            left -= before;
            from = until;
        }
        let due = match unit {
            Unit::BusinessHours | Unit::BusinessMinutes if left > 0 => {
                self.moment_of(self.worked_until(from)? + left)?
            }
            Unit::BusinessHours | Unit::BusinessMinutes => from,
            _ => Timestamp::from_microsecond(from.as_microsecond().saturating_add(left))
                .map_err(|_| self.beyond())?,
        };
        Ok(Deadline::At(due.max(opened)))
    }
}
