//! When a mail goes out: before half of the people come back, and by day.

use jiff::{SignedDuration, Timestamp, ToSpan as _, Zoned, tz::TimeZone};

/// Nobody is told sooner after a contact, or after they agreed.
const SOONEST: SignedDuration = SignedDuration::from_mins(15);
/// So long after a contact somebody is told of what staff know and no figures tell the time of.
const WITHOUT_FIGURES: SignedDuration = SignedDuration::from_hours(2);
/// The hours in which mails go out, in the agency's zone.
const DAY_BEGINS: i8 = 8;
const DAY_ENDS: i8 = 20;

/// When somebody is to be told who made contact and agreed then: half way to the moment by which half of the people come back
/// (`median_seconds`, where known).
pub(super) fn due(
    contact: Timestamp,
    agreed: Timestamp,
    median_seconds: Option<f64>,
    zone: &TimeZone,
) -> Timestamp {
    let half = median_seconds.map_or(WITHOUT_FIGURES, |median| {
        SignedDuration::from_secs((median.clamp(0.0, 10_000_000.0) / 2.0) as i64)
    });
    let earliest = contact.max(agreed) + SOONEST;
    by_day((contact + half).max(earliest), earliest, zone)
}

/// A moment of the night becomes the evening before, so that nobody is told too late; the morning after, where that is too early.
fn by_day(at: Timestamp, earliest: Timestamp, zone: &TimeZone) -> Timestamp {
    let local = at.to_zoned(zone.clone());
    if (DAY_BEGINS..DAY_ENDS).contains(&local.hour()) {
        return at;
    }
    let is_morning = local.hour() < DAY_BEGINS;
    let evening = on(&local, if is_morning { -1 } else { 0 }, DAY_ENDS);
    let morning = on(&local, if is_morning { 0 } else { 1 }, DAY_BEGINS);
    evening.filter(|evening| *evening >= earliest).or(morning).unwrap_or(at)
}

/// An hour so many days on. One that a change of the clocks leaves out is the one after it.
fn on(local: &Zoned, days: i64, hour: i8) -> Option<Timestamp> {
    let day = local.date().checked_add(days.days()).ok()?;
    day.at(hour, 0, 0, 0).to_zoned(local.time_zone().clone()).ok().map(|at| at.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is due after a contact at this time in New York, whose person agreed so many minutes later.
    fn due_text(contact: &str, minutes: i64, median_hours: Option<f64>) -> String {
        let contact: Zoned = format!("{contact}[America/New_York]").parse().unwrap();
        let (zone, contact) = (contact.time_zone().clone(), contact.timestamp());
        let agreed = contact + SignedDuration::from_mins(minutes);
        let at = due(contact, agreed, median_hours.map(|hours| hours * 3_600.0), &zone);
        at.to_zoned(zone).datetime().to_string()
    }

    #[test]
    fn people_are_told_before_half_of_them_come_back_and_never_at_once() {
        assert_eq!(due_text("2026-03-10T10:00:00", 0, Some(48.0)), "2026-03-11T10:00:00");
        assert_eq!(due_text("2026-03-10T10:00:00", 0, Some(0.1)), "2026-03-10T10:15:00");
        assert_eq!(due_text("2026-03-10T10:00:00", 0, None), "2026-03-10T12:00:00");
        assert_eq!(due_text("2026-03-10T10:00:00", 180, Some(2.0)), "2026-03-10T13:15:00");
    }

    #[test]
    fn mails_of_the_night_go_out_the_evening_before_or_in_the_morning() {
        assert_eq!(due_text("2026-03-10T10:00:00", 0, Some(36.0)), "2026-03-10T20:00:00");
        assert_eq!(due_text("2026-03-10T19:30:00", 0, Some(18.0)), "2026-03-10T20:00:00");
        assert_eq!(due_text("2026-03-10T23:00:00", 0, Some(2.0)), "2026-03-11T08:00:00");
        assert_eq!(due_text("2026-03-11T02:00:00", 0, Some(1.0)), "2026-03-11T08:00:00");
    }
}
