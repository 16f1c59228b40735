//! What happened in the made-up agency, for people to find: an incident, an improvement, a gap.

use catsup_model::{Channel, Language, period::Days};
use jiff::{ToSpan as _, civil::Date};

use super::{agency::CALLBACK_LINE, surveys::Stream};

/// Days from the outage to today.
const SINCE_OUTAGE: i64 = 152;
/// Days the outage took.
const OUTAGE_DAYS: i64 = 9;
/// Months since the phone line calls people back.
const SINCE_CALLBACK: i64 = 10;
/// Whole months of history before the current one.
const HISTORY_MONTHS: i64 = 24;

/// What happened in the made-up agency, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Story {
    /// The days of all responses.
    pub history: Days,
    /// The incident: the online portal and the app hardly worked on these days.
    pub outage: Days,
    /// The improvement: from this day on, the household support line calls back instead of holding the line.
    pub callback_since: Date,
}

impl Story {
    /// The story as told on this day.
    #[must_use]
    pub fn told_on(today: Date) -> Self {
        let outage = today.saturating_sub(SINCE_OUTAGE.days());
        let first = today.first_of_month().saturating_sub(HISTORY_MONTHS.months());
        Self {
            history: Days { first, last: today },
            outage: Days { first: outage, last: outage.saturating_add((OUTAGE_DAYS - 1).days()) },
            callback_since: today.first_of_month().saturating_sub(SINCE_CALLBACK.months()),
        }
    }

    /// Whether the outage hits this channel on this day.
    pub(super) fn is_down(&self, channel: Channel, day: Date) -> bool {
        matches!(channel, Channel::Website | Channel::MobileApp) && self.is_outage(day)
    }

    /// Whether this is a day of the outage.
    pub(super) fn is_outage(&self, day: Date) -> bool {
        (self.outage.first..=self.outage.last).contains(&day)
    }

    /// Whether the line of this stream calls back on this day.
    pub(super) fn calls_back(&self, stream: &Stream, day: Date) -> bool {
        stream.touchpoint().name == CALLBACK_LINE && day >= self.callback_since
    }

    /// Whether someone meets the gap: the phone lines serve people badly who speak Spanish.
    pub(super) fn is_gap(channel: Channel, language: Language) -> bool {
        channel == Channel::Phone && language == Language::Es
    }
}
