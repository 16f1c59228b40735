//! When a digest comes next, in the installation's zone.

use catsup_model::job::Rhythm;
use jiff::{SignedDuration, Span, Timestamp, Zoned, civil::Weekday};

use crate::App;

/// How long what comes in is gathered before it is told at once.
const GATHERED: SignedDuration = SignedDuration::from_secs(60);

/// The next time after now.
pub(super) fn next(app: &App, rhythm: Rhythm, hour: i8, weekday: i8) -> Timestamp {
    let now = app.now().to_zoned(app.settings().zone.clone());
    after(&now, rhythm, hour, weekday).unwrap_or_else(|| app.now() + SignedDuration::from_hours(24))
}

/// An hour that a change of the clocks leaves out is the one after it; one that comes twice is the first.
fn after(now: &Zoned, rhythm: Rhythm, hour: i8, weekday: i8) -> Option<Timestamp> {
    if rhythm == Rhythm::Instantly {
        return Some(now.timestamp() + GATHERED);
    }
    let on = |days: i64| {
        let day = now.date().checked_add(Span::new().try_days(days).ok()?).ok()?;
        day.at(hour, 0, 0, 0).to_zoned(now.time_zone().clone()).ok().map(|at| at.timestamp())
    };
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    let first = match rhythm {
        Rhythm::Weekly => i64::from(now.date().weekday().until(wanted)),
        Rhythm::Daily | Rhythm::Instantly => 0,
    };
    let step = if rhythm == Rhythm::Weekly { 7 } else { 1 };
    on(first).filter(|at| *at > now.timestamp()).or_else(|| on(first + step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_text(now: &str, rhythm: Rhythm, hour: i8, weekday: i8) -> String {
        let now: Zoned = now.parse().unwrap();
        let zone = now.time_zone().clone();
        after(&now, rhythm, hour, weekday).unwrap().to_zoned(zone).datetime().to_string()
    }

    #[test]
    fn days_and_weeks_are_those_of_the_zone() {
        let tuesday = "2026-03-10T11:00:00-04:00[America/New_York]";
        assert_eq!(after_text(tuesday, Rhythm::Daily, 8, 1), "2026-03-11T08:00:00");
        assert_eq!(after_text(tuesday, Rhythm::Daily, 17, 1), "2026-03-10T17:00:00");
        assert_eq!(after_text(tuesday, Rhythm::Weekly, 8, 1), "2026-03-16T08:00:00");
        assert_eq!(after_text(tuesday, Rhythm::Weekly, 12, 2), "2026-03-10T12:00:00");
        assert_eq!(after_text(tuesday, Rhythm::Weekly, 11, 2), "2026-03-17T11:00:00");
    }

    #[test]
    fn the_clocks_may_change_in_between() {
        // On 8 March 2026 the clocks of New York go from two to three.
        let before = "2026-03-07T20:00:00-05:00[America/New_York]";
        assert_eq!(after_text(before, Rhythm::Daily, 2, 1), "2026-03-08T03:00:00");
        assert_eq!(after_text(before, Rhythm::Daily, 8, 1), "2026-03-08T08:00:00");
    }
}
