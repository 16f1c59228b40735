//! Deadlines of cases: worked out from the moments of a case, the rule that holds for it, and the calendar of the rule.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use catsup_model::{
    calendar::{BusinessCalendar, Counted, Pauses, Timetable, Unit},
    case::{Case, CaseClock, CaseKind, CaseRule, CaseSource, ClockKind, DueMoments, Standing, Told},
    id::{CalendarId, ServiceId},
    period::Days,
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use crate::{App, Error};

/// Years before and after now that a calendar is worked out for: first a few, then as far as records and promises go.
const REACHES: [(i64, i64); 3] = [(2, 3), (30, 14), (130, 60)];

/// The rules of the installation and their calendars, worked out as far as they were needed. Whoever changes many cases reads
/// them once.
pub(crate) struct Deadlines {
    rules: Vec<CaseRule>,
    calendars: HashMap<CalendarId, BusinessCalendar>,
    tables: Mutex<HashMap<(CalendarId, usize), Arc<Timetable>>>,
    today: Date,
    now: Timestamp,
}

impl Deadlines {
    /// Reads the rules and calendars as they stand.
    pub(crate) async fn read(app: &App) -> Result<Self, Error> {
        let calendars = app.store().calendar_list().await?;
        Ok(Self {
            rules: app.store().case_rules().await?,
            calendars: calendars.iter().map(|one| (one.id, one.business())).collect(),
            tables: Mutex::default(),
            today: app.now().to_zoned(TimeZone::UTC).date(),
            now: app.now(),
        })
    }

    /// The rule that holds for a case.
    pub(crate) fn rule(&self, case: &Case) -> Option<&CaseRule> {
        CaseRule::of(&self.rules, case.service, case.kind)
    }

    /// The calendar that a case is counted by.
    pub(crate) fn calendar(&self, case: &Case) -> Option<&BusinessCalendar> {
        self.calendars.get(&self.rule(case)?.calendar)
    }

    /// The clocks of a case; none where no rule keeps any.
    pub(crate) fn clocks(&self, case: &Case) -> Vec<CaseClock> {
        let Some(rule) = self.rule(case).cloned() else { return Vec::new() };
        self.within(rule.calendar, |table| case.moments.clocks(&rule.targets, table)).unwrap_or_default()
    }

    /// Works out anew when the clocks of a case run out, and how long it took.
    pub(crate) fn apply(&self, case: &mut Case) {
        let clocks = self.clocks(case);
        let before = case.due.clone();
        let mut due = DueMoments { told: std::mem::take(&mut case.due.told), ..DueMoments::default() };
        for clock in &clocks {
            use ClockKind as K;
            let moment = clock.due.moment();
            match clock.kind {
                K::FirstResponse => due.first_response = moment,
                K::NextResponse => due.next_response = moment,
                K::Resolution => {
                    due.resolution = moment;
                    due.in_time = clock.ended_at.and_then(|ended| match clock.standing(ended) {
                        Standing::Met(_) => Some(true),
                        Standing::Missed(_) => Some(false),
                        _ => None,
                    });
                }
            }
        }
        // What is told of a deadline that has moved since says nothing of the new one.
        due.told.retain(|told| clocks.iter().any(|clock| is_of(told, clock)));
        if case.source == CaseSource::Import {
            due.told.extend(clocks.iter().filter_map(|clock| past_when_it_came(clock, &before, self.now)));
        }
        if case.status.is_open() && case.merged_into.is_none() {
            due.soonest = clocks.iter().filter_map(CaseClock::running_until).min();
            due.alarm = clocks.iter().filter_map(|clock| next_alarm(clock, &due.told)).min();
        }
        if let (Some(ended), Some(rule)) = (case.moments.ended, self.rule(case).cloned()) {
            let pauses = Pauses::new(case.moments.pauses.iter().copied());
            let opened = case.moments.opened;
            let taken =
                self.within(rule.calendar, |table| table.elapsed(Unit::BusinessDays, opened, ended, &pauses));
            due.days_taken = taken.map(Counted::number);
        }
        case.due = due;
    }

    /// How long something about cases of a service and kind took, by the calendar of their rule; `None` where there is none.
    pub(crate) fn elapsed(
        &self,
        (service, kind): (ServiceId, CaseKind),
        unit: Unit,
        (opened, done): (Timestamp, Timestamp),
        pauses: &Pauses,
    ) -> Option<Counted> {
        let rule = CaseRule::of(&self.rules, service, kind)?;
        self.within(rule.calendar, |table| table.elapsed(unit, opened, done, pauses))
    }

    /// How long something that goes on takes already, counted as [`Self::elapsed`] counts.
    pub(crate) fn so_far(
        &self,
        of: (ServiceId, CaseKind),
        unit: Unit,
        opened: Timestamp,
        pauses: &Pauses,
    ) -> Option<Counted> {
        self.elapsed(of, unit, (opened, self.now.max(opened)), pauses)
    }

    /// What `ask` reads from the calendar, worked out far enough; `None` where no calendar reaches that far.
    fn within<T>(
        &self,
        id: CalendarId,
        ask: impl Fn(&Timetable) -> Result<T, catsup_model::calendar::Beyond>,
    ) -> Option<T> {
        let calendar = self.calendars.get(&id)?;
        (0..REACHES.len()).find_map(|reach| ask(&self.table(id, calendar, reach)).ok())
    }

    fn table(&self, id: CalendarId, calendar: &BusinessCalendar, reach: usize) -> Arc<Timetable> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let table = tables.entry((id, reach)).or_insert_with(|| {
            let (back, ahead) = REACHES[reach];
            let first = self.today.saturating_sub(back.years());
            Arc::new(Timetable::new(calendar, Days { first, last: self.today.saturating_add(ahead.years()) }))
        });
        Arc::clone(table)
    }
}

fn is_of(told: &Told, clock: &CaseClock) -> bool {
    told.clock == clock.kind && Some(told.due) == clock.due.moment()
}

/// What nobody is told of: a file brings cases that are open since years, and a rule that comes later finds them. A deadline
/// that is new, and of which the time to tell is over, counts as told.
fn past_when_it_came(clock: &CaseClock, before: &DueMoments, now: Timestamp) -> Option<Told> {
    let due = clock.running_until()?;
    let known = match clock.kind {
        ClockKind::FirstResponse => before.first_response,
        ClockKind::NextResponse => before.next_response,
        ClockKind::Resolution => before.resolution,
    };
    // After an end that the file takes back nothing ran before.
    let ran = before.soonest.is_some() && known == Some(due);
    let is_past = !ran && clock.warn_at().is_some_and(|at| at <= now);
    is_past.then_some(Told { clock: clock.kind, due, breached: due < now })
}

/// When somebody is to be told of a clock that runs: once before it runs out, once when it did.
fn next_alarm(clock: &CaseClock, told: &[Told]) -> Option<Timestamp> {
    let due = clock.running_until()?;
    let of_clock: Vec<&Told> = told.iter().filter(|told| is_of(told, clock)).collect();
    if of_clock.is_empty() {
        return clock.warn_at();
    }
    (!of_clock.iter().any(|told| told.breached)).then_some(due)
}
