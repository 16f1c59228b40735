//! Clocks in words: how much time is left, how long it is over, whether it was in time.

use catsup_model::case::{Case, CaseClock, ClockKind, Standing};
use jiff::{Timestamp, tz::TimeZone};

use crate::i18n::Translator;

/// One clock as a cell shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClockCell {
    /// In a few words.
    pub(super) words: String,
    /// How its tag looks; empty for words without a tag.
    pub(super) kind: &'static str,
    /// The moment it is about.
    pub(super) moment: String,
}

/// One clock as the case shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClockLine {
    /// Which clock.
    pub(super) name: String,
    /// What was promised: `1 business hour`.
    pub(super) within: String,
    /// How it stands.
    pub(super) cell: ClockCell,
}

impl ClockLine {
    pub(super) fn of(t: Translator, clock: &CaseClock, now: Timestamp, zone: &TimeZone) -> Self {
        let unit = clock.within.unit().code();
        let within = t.name("standard-within", unit).arg("n", i64::from(clock.within.amount()));
        Self {
            name: t.name("case-clock", clock.kind.code()).to_string(),
            within: within.to_string(),
            cell: ClockCell::of(t, clock.standing(now), now, zone),
        }
    }
}

impl ClockCell {
    fn of(t: Translator, standing: Standing, now: Timestamp, zone: &TimeZone) -> Self {
        let at = |moment: Timestamp| t.date_time(moment.to_zoned(zone.clone()).datetime()).to_string();
        let (words, kind, moment) = match standing {
            Standing::Running(due) => {
                let soon = due.as_second() - now.as_second() < 4 * 3600;
                (span(t, "in", now, due), if soon { "warning" } else { "" }, at(due))
            }
            Standing::Overdue(due) => (span(t, "over", due, now), "error", at(due)),
            Standing::OnHold => (t.say("case-clock-hold").to_string(), "", String::new()),
            Standing::Met(ended) => (t.say("case-clock-met").to_string(), "success", at(ended)),
            Standing::Missed(ended) => (t.say("case-clock-missed").to_string(), "error", at(ended)),
        };
        Self { words, kind, moment }
    }

    /// A clock of a case in a list, by what was worked out last; `None` where none is kept.
    pub(super) fn of_case(
        t: Translator,
        case: &Case,
        clock: ClockKind,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Option<Self> {
        let moments = &case.moments;
        let (due, ended) = match clock {
            ClockKind::FirstResponse => (case.due.first_response, moments.first_response.or(moments.ended)),
            ClockKind::NextResponse => (case.due.next_response, None),
            ClockKind::Resolution => (case.due.resolution, moments.ended),
        };
        let standing = match (due, ended) {
            (Some(due), Some(ended)) if ended > due => Standing::Missed(ended),
            (Some(_), Some(ended)) => Standing::Met(ended),
            (Some(due), None) if now > due => Standing::Overdue(due),
            (Some(due), None) => Standing::Running(due),
            (None, None) if moments.is_paused() && clock == ClockKind::Resolution => Standing::OnHold,
            (None, _) => return None,
        };
        Some(Self::of(t, standing, now, zone))
    }
}

/// “in 3 hours”, “2 days over”: the largest unit of which there are at least two, rounded down.
fn span(t: Translator, family: &str, from: Timestamp, to: Timestamp) -> String {
    let minutes = (to.as_second() - from.as_second()).max(0) / 60;
    let (unit, n) = match minutes {
        0..120 => ("minutes", minutes),
        120..2880 => ("hours", minutes / 60),
        _ => ("days", minutes / 1440),
    };
    t.say(&format!("case-{family}-{unit}")).arg("n", n).to_string()
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn time_is_told_in_the_unit_people_would_use() {
        let t = Translator::new(Language::En);
        let from = Timestamp::from_second(1_800_000_000).unwrap();
        let told =
            |seconds: i64| span(t, "in", from, Timestamp::from_second(1_800_000_000 + seconds).unwrap());
        assert_eq!(told(59), "in 0 minutes");
        assert_eq!(told(60), "in 1 minute");
        assert_eq!(told(119 * 60), "in 119 minutes");
        assert_eq!(told(2 * 3600), "in 2 hours");
        assert_eq!(told(47 * 3600), "in 47 hours");
        assert_eq!(told(49 * 3600), "in 2 days");
        assert_eq!(told(-5), "in 0 minutes");
    }
}
