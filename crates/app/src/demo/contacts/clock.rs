//! When contacts happen: in season, within opening hours, after what came before.

use catsup_model::Channel;
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{DateTime, Weekday},
    tz::TimeZone,
};

use super::{super::rhythm::season, Chance, Step, Story};

/// The busiest a month gets in the data of the agency.
const BUSIEST: f64 = 2.2;

/// The agency's zone and opening hours.
pub(crate) struct Opening {
    zone: TimeZone,
}

impl Opening {
    pub(crate) fn new(zone: TimeZone) -> Self {
        Self { zone }
    }

    /// A moment in the history, the likelier the busier its month.
    pub(super) fn start(&self, chance: &mut Chance, story: &Story, months: &[f64; 12]) -> DateTime {
        let days = story.history;
        let length = (days.last - days.first).get_days().unsigned_abs() as usize + 1;
        let mut day = days.first;
        for _ in 0..16 {
            day = days.first.saturating_add(i64::try_from(chance.below(length)).unwrap_or(0).days());
            if chance.unit() * BUSIEST < season(months, day) {
                break;
            }
        }
        // People come by day and in the evening.
        let hour = 7 + chance.below(16);
        day.at(i8::try_from(hour).unwrap_or(9), i8::try_from(chance.below(60)).unwrap_or(0), 0, 0)
    }

    /// When a step happens that follows on `before`: after its delay, on staffed channels when someone is there.
    pub(super) fn after(&self, chance: &mut Chance, before: DateTime, step: &Step) -> DateTime {
        let seconds = (chance.between(step.after_hours.0, step.after_hours.1) * 3600.0) as i64;
        let at = before.saturating_add(SignedDuration::from_secs(seconds));
        let staffed = matches!(
            step.place.channel,
            Channel::Phone | Channel::InPerson | Channel::Email | Channel::LiveChat
        );
        if !staffed {
            return at;
        }
        let minutes = chance.below(170);
        let opens = |day: DateTime| {
            day.date().at(8, 5, 0, 0).saturating_add(i64::try_from(minutes).unwrap_or(0).minutes())
        };
        let closes = if at.date().weekday() == Weekday::Saturday { 13 } else { 18 };
        let (hour, sunday) = (at.hour(), at.date().weekday() == Weekday::Sunday);
        if sunday || hour >= closes {
            let skip = if at.date().weekday() == Weekday::Saturday { 2 } else { 1 };
            return opens(at.saturating_add(skip.days()));
        }
        if hour < 8 { opens(at) } else { at }
    }

    /// The instant of a local time.
    pub(super) fn instant(&self, at: DateTime) -> Option<Timestamp> {
        at.to_zoned(self.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }
}
