//! A deadline in words, day by day.

use catsup_app::calendars::Explained;
use catsup_model::calendar::{Calendar, Counted, Deadline, ExplainedDay, ExplainedKind, Explanation};

use super::hours;
use crate::i18n::Translator;

/// The most days that are listed.
const MOST_DAYS: usize = 60;
const MICROSECONDS_OF_A_MINUTE: i64 = 60_000_000;

/// How a deadline comes about.
#[derive(Debug)]
pub(super) struct DeadlineView {
    pub(super) due: String,
    pub(super) days: Vec<DayView>,
    /// Further days that are not listed.
    pub(super) more: usize,
}

/// One day of it.
#[derive(Debug)]
pub(crate) struct DayView {
    pub(crate) date: String,
    pub(crate) kind: String,
    pub(crate) hours: String,
    pub(crate) counted: String,
    pub(crate) total: String,
}

impl DeadlineView {
    pub(super) fn of(t: Translator, calendar: &Calendar, explained: &Explained) -> Self {
        let explanation = &explained.explanation;
        let unit = explained.within.unit();
        let due = match explanation.due {
            Deadline::OnHold => t.say("calendar-on-hold").to_string(),
            Deadline::At(moment) => {
                let local = moment.to_zoned(calendar.zone.clone()).datetime();
                let key = if unit.is_days() { "calendar-due-day" } else { "calendar-due-moment" };
                let when = if unit.is_days() { t.date(local.date()) } else { t.date_time(local) };
                t.say(key)
                    .arg("weekday", t.weekday(local.weekday()).to_string())
                    .arg("when", when.to_string())
                    .to_string()
            }
        };
        Self {
            due,
            days: DayView::all(t, explanation),
            more: explanation.days.len().saturating_sub(MOST_DAYS),
        }
    }
}

impl DayView {
    /// The days that lead to a deadline, as far as they are listed.
    pub(crate) fn all(t: Translator, explanation: &Explanation) -> Vec<Self> {
        explanation.days.iter().take(MOST_DAYS).map(|day| Self::of(t, day)).collect()
    }

    fn of(t: Translator, day: &ExplainedDay) -> Self {
        let kind = match &day.kind {
            ExplainedKind::Working => t.say("calendar-working-day").to_string(),
            ExplainedKind::Off => t.say("calendar-day-off").to_string(),
            ExplainedKind::Holiday(holiday) => t.name("federal-holiday", holiday.code()).to_string(),
            ExplainedKind::Exception(name) if name.is_empty() => t.say("calendar-exception-day").to_string(),
            ExplainedKind::Exception(name) => name.clone(),
        };
        let date = t.say("calendar-weekday-date").arg("weekday", t.weekday(day.date.weekday()).to_string());
        Self {
            date: date.arg("date", t.date(day.date).to_string()).to_string(),
            kind,
            hours: if day.blocks.is_empty() { "–".to_owned() } else { hours(&day.blocks) },
            counted: amount(t, day.counted),
            total: amount(t, day.total),
        }
    }
}

fn amount(t: Translator, counted: Counted) -> String {
    match counted {
        Counted::Days(days) => t.number(days.unsigned_abs()),
        Counted::Microseconds(time) => {
            let minutes = time / MICROSECONDS_OF_A_MINUTE;
            t.say("calendar-time").arg("hours", minutes / 60).arg("minutes", minutes % 60).to_string()
        }
    }
}
