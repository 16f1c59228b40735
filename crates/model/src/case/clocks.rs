//! The three clocks of a case: first response, next response, resolution. All of them show, not only the next one.

use jiff::{SignedDuration, Timestamp};

use crate::{
    calendar::{Beyond, Deadline, Pause, Pauses, Timetable, Within},
    coded::coded,
};

coded! {
    /// What a clock measures.
    ClockKind, "clock" {
        /// From the beginning to the first words of staff; that it came in does not count.
        FirstResponse = "first_response",
        /// From the person's later words to the answer.
        NextResponse = "next_response",
        /// From the beginning to the end.
        Resolution = "resolution",
    }
}

/// How long each clock may run; `None` for a clock that is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Targets {
    /// The first response.
    pub first_response: Option<Within>,
    /// Every later response.
    pub next_response: Option<Within>,
    /// The resolution.
    pub resolution: Option<Within>,
}

impl Targets {
    /// How long a clock may run.
    #[must_use]
    pub fn of(&self, kind: ClockKind) -> Option<Within> {
        match kind {
            ClockKind::FirstResponse => self.first_response,
            ClockKind::NextResponse => self.next_response,
            ClockKind::Resolution => self.resolution,
        }
    }
}

/// The moments that clocks are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseMoments {
    /// It began.
    pub opened: Timestamp,
    /// Staff first wrote.
    pub first_response: Option<Timestamp>,
    /// The person's oldest words that nobody answered, after the first response.
    pub unanswered: Option<Timestamp>,
    /// It ended, solved or not; none while it goes on.
    pub ended: Option<Timestamp>,
    /// When nothing counted: something was needed of the person, or staff thought it solved.
    pub pauses: Vec<Pause>,
}

impl CaseMoments {
    /// A case that begins.
    #[must_use]
    pub fn begun(opened: Timestamp) -> Self {
        Self { opened, first_response: None, unanswered: None, ended: None, pauses: Vec::new() }
    }

    /// Whether the clocks stand still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.iter().any(|pause| pause.until.is_none())
    }

    /// Lets the clocks stand still from `at` on.
    pub fn pause(&mut self, at: Timestamp) {
        if !self.is_paused() {
            self.pauses.push(Pause { from: at, until: None });
        }
    }

    /// Lets the clocks go on from `at` on.
    pub fn resume(&mut self, at: Timestamp) {
        for pause in self.pauses.iter_mut().filter(|pause| pause.until.is_none()) {
            pause.until = Some(at.max(pause.from));
        }
    }

    /// The clocks that are kept, each with its deadline.
    ///
    /// # Errors
    /// [`Beyond`] when `table` does not reach far enough.
    pub fn clocks(&self, targets: &Targets, table: &Timetable) -> Result<Vec<CaseClock>, Beyond> {
        let mut clocks = Vec::new();
        for kind in ClockKind::ALL {
            let (since, ended_at) = match kind {
                ClockKind::FirstResponse => (Some(self.opened), self.first_response.or(self.ended)),
                ClockKind::NextResponse => (self.unanswered, None),
                ClockKind::Resolution => (Some(self.opened), self.ended),
            };
            let (Some(within), Some(since)) = (targets.of(*kind), since) else { continue };
            // What was paused after the end changes nothing any more.
            let before_end = |pause: &&Pause| ended_at.is_none_or(|ended| pause.from < ended);
            let pauses = Pauses::new(self.pauses.iter().filter(before_end).copied());
            let due = table.deadline(within, since, &pauses)?;
            clocks.push(CaseClock { kind: *kind, within, since, due, ended_at });
        }
        Ok(clocks)
    }
}

/// One clock of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseClock {
    /// What it measures.
    pub kind: ClockKind,
    /// How long it may run.
    pub within: Within,
    /// Since when it runs.
    pub since: Timestamp,
    /// By when.
    pub due: Deadline,
    /// When it was stopped.
    pub ended_at: Option<Timestamp>,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Runs, and is due then.
    Running(Timestamp),
    /// Runs, and was due then.
    Overdue(Timestamp),
    /// Stands still: something is needed of the person.
    OnHold,
    /// Was stopped in time.
    Met(Timestamp),
    /// Was stopped too late.
    Missed(Timestamp),
}

impl CaseClock {
    /// How it stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        match (self.ended_at, self.due) {
            (Some(ended), Deadline::At(due)) if ended > due => Standing::Missed(ended),
            (Some(ended), _) => Standing::Met(ended),
            (None, Deadline::OnHold) => Standing::OnHold,
            (None, Deadline::At(due)) if now > due => Standing::Overdue(due),
            (None, Deadline::At(due)) => Standing::Running(due),
        }
    }

    /// When it runs out, unless it was stopped or stands still.
    #[must_use]
    pub fn running_until(&self) -> Option<Timestamp> {
        self.ended_at.is_none().then(|| self.due.moment()).flatten()
    }

    /// When it is to be warned of: once three quarters of the time from its start to its deadline are over.
    #[must_use]
    pub fn warn_at(&self) -> Option<Timestamp> {
        let due = self.running_until()?;
        let whole = due.as_microsecond() - self.since.as_microsecond();
        Some(self.since + SignedDuration::from_micros(whole / 4 * 3))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::{calendar::BusinessCalendar, period::Days};

    fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
        let zone = TimeZone::get("America/New_York").unwrap();
        date(2026, 3, day).at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
    }

    fn table() -> Timetable {
        let calendar = BusinessCalendar::us_federal(TimeZone::get("America/New_York").unwrap());
        Timetable::new(&calendar, Days::new(date(2026, 1, 1), date(2026, 12, 31)).unwrap())
    }

    fn targets() -> Targets {
        let within = |text: &str| Some(text.parse().unwrap());
        Targets {
            first_response: within("1 business hour"),
            next_response: within("4 business hours"),
            resolution: within("10 business hours"),
        }
    }

    #[test]
    fn every_clock_shows_and_friday_afternoon_goes_on_on_monday() {
        let moments = CaseMoments::begun(at(6, 16, 30));
        let clocks = moments.clocks(&targets(), &table()).unwrap();
        assert_eq!(clocks.len(), 2, "nothing is unanswered yet");
        assert_eq!(clocks[0].standing(at(6, 16, 31)), Standing::Running(at(9, 9, 30)));
        assert_eq!(clocks[0].standing(at(9, 9, 31)), Standing::Overdue(at(9, 9, 30)));
        assert_eq!(clocks[1].standing(at(9, 9, 31)), Standing::Running(at(10, 10, 30)));
    }

    #[test]
    fn a_clock_that_was_stopped_stays_as_it_was() {
        let mut moments = CaseMoments::begun(at(6, 16, 30));
        moments.first_response = Some(at(9, 9, 31));
        moments.pause(at(9, 10, 0));
        let clocks = moments.clocks(&targets(), &table()).unwrap();
        assert_eq!(clocks[0].standing(at(20, 9, 0)), Standing::Missed(at(9, 9, 31)));
        assert_eq!(clocks[0].running_until(), None);
        assert_eq!(clocks[1].standing(at(20, 9, 0)), Standing::OnHold);
    }

    #[test]
    fn waiting_for_the_person_does_not_count() {
        let mut moments = CaseMoments::begun(at(9, 9, 0));
        moments.first_response = Some(at(9, 10, 0));
        moments.pause(at(9, 10, 0));
        moments.pause(at(9, 11, 0));
        moments.resume(at(12, 9, 0));
        moments.unanswered = Some(at(12, 9, 0));
        let clocks = moments.clocks(&targets(), &table()).unwrap();
        assert_eq!(clocks[0].standing(at(12, 9, 0)), Standing::Met(at(9, 10, 0)));
        assert_eq!(clocks[1].standing(at(12, 9, 0)), Standing::Running(at(12, 13, 0)));
        // One hour before the pause, nine after it: 9 to 17 on Thursday, one hour on Friday.
        assert_eq!(clocks[2].standing(at(12, 9, 0)), Standing::Running(at(13, 10, 0)));
        assert_eq!(clocks[1].warn_at(), Some(at(12, 12, 0)));
    }
}
