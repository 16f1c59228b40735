//! How a deadline comes about, day by day.

use jiff::{Timestamp, ToSpan as _, civil::Date};

use super::{
    Beyond, Block, BusinessCalendar, Counted, DayKind, Deadline, FederalHoliday, Pauses, Timetable, Within,
};
use crate::period::Days;

/// A deadline and the days that lead to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// By when it is due.
    pub due: Deadline,
    /// Every day from the first to the last; none while it is on hold.
    pub days: Vec<ExplainedDay>,
}

/// What one day adds.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedDay {
    /// The day.
    pub date: Date,
    /// Why it counts or not.
    pub kind: ExplainedKind,
    /// The hours worked on it.
    pub blocks: Vec<Block>,
    /// What it adds.
    pub counted: Counted,
    /// What has been counted by its end.
    pub total: Counted,
}

/// Why a day counts or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExplainedKind {
    /// As the week says, and something is worked.
    Working,
    /// As the week says: a day off.
    Off,
    /// A holiday of the calendar.
    Holiday(FederalHoliday),
    /// An exception of this name.
    Exception(String),
}

/// Runs of years that are worked out, one after the other, until the deadline lies within.
const YEARS: [i64; 3] = [1, 4, 40];

impl BusinessCalendar {
    /// Says how the deadline of something opened at `opened` comes about.
    ///
    /// # Errors
    /// [`Beyond`] when it is due in more than forty years.
    pub fn explain(&self, within: Within, opened: Timestamp, pauses: &Pauses) -> Result<Explanation, Beyond> {
        let first = opened.to_zoned(self.zone().clone()).date();
        let mut tried = YEARS.iter().map(|years| {
            let last = first.saturating_add(years.years());
            let table = Timetable::new(self, Days { first, last });
            let due = table.deadline(within, opened, pauses)?;
            self.explained(&table, within, opened, due, pauses)
        });
        let found = tried.find(Result::is_ok);
        found.unwrap_or_else(|| Err(Beyond { first, last: first.saturating_add(YEARS[2].years()) }))
    }

    fn explained(
        &self,
        table: &Timetable,
        within: Within,
        opened: Timestamp,
        due: Deadline,
        pauses: &Pauses,
    ) -> Result<Explanation, Beyond> {
        let Deadline::At(last) = due else { return Ok(Explanation { due, days: Vec::new() }) };
        let on = |moment: Timestamp| moment.to_zoned(self.zone().clone()).date();
        let unit = within.unit();
        // The last day, at whose end days are due, adds nothing.
        let most = table.elapsed(unit, opened, last, pauses)?.number();
        let mut days = Vec::new();
        let mut before = 0;
        for date in on(opened).series(1.day()).take_while(|date| *date <= on(last)) {
            let end = date.tomorrow().ok().and_then(|next| next.to_zoned(self.zone().clone()).ok());
            let end = end.map_or(last, |midnight| midnight.timestamp());
            // Days are counted at their end, time up to the deadline.
            let until = if unit.is_days() { end } else { end.min(last) };
            let total = table.elapsed(unit, opened, until, pauses)?.number().min(most);
            let opening = self.opening(date);
            let counted = |number| match unit.is_days() {
                true => Counted::Days(number),
                false => Counted::Microseconds(number),
            };
            days.push(ExplainedDay {
                date,
                kind: match opening.kind {
                    DayKind::Working => ExplainedKind::Working,
                    DayKind::Off => ExplainedKind::Off,
                    DayKind::Holiday(holiday) => ExplainedKind::Holiday(holiday),
                    DayKind::Exception(name) => ExplainedKind::Exception(name.to_owned()),
                },
                blocks: opening.blocks.to_vec(),
                counted: counted(total - before),
                total: counted(total),
            });
            before = total;
        }
        Ok(Explanation { due, days })
    }
}
