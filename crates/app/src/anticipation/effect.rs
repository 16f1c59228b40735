//! What suggestions change: how many of those who see them come back, beside those who do not.

use catsup_model::{
    Permission, Reach, Viewer,
    anticipation::{Arm, ArmCounts, Draw, Experiment},
};
use catsup_statistics::{Confidence, Interval, Proportion, ProportionDifference, compare_proportions};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::experiment::window;
use crate::{App, Error};

/// Fewer subjects on a side tell nothing.
const FEWEST: u64 = 100;
/// Fewer people who came back, on both sides together, tell nothing.
const FEWEST_BACK: u64 = 10;
/// How far back contacts are looked at for how long they take.
const HANDLED: SignedDuration = SignedDuration::from_hours(24 * 90);
/// The level below which a difference is no chance.
const LEVEL: f64 = 0.05;

/// What the experiment shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// How it is set up.
    pub experiment: Experiment,
    /// Those who saw suggestions.
    pub shown: ArmFigure,
    /// Those from whom they were held back.
    pub held: ArmFigure,
    /// The share of those who came back without suggestions, less that with them: above 0 where suggestions help.
    pub difference: Option<ProportionDifference>,
    /// What that comes to, where an effect is shown or ruled out.
    pub avoided: Option<Avoided>,
    /// How long a contact takes.
    pub handle: Option<HandleTime>,
    /// What can be said.
    pub verdict: Verdict,
    /// Whether services and not people were drawn: people of one service are alike, so that the interval is too narrow.
    pub by_service: bool,
    /// Whether the viewer may change the experiment.
    pub may_change: bool,
}

/// One side of the experiment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmFigure {
    /// The counts.
    pub counts: ArmCounts,
    /// The share who came back, with its interval; `None` of nobody.
    pub share: Option<Proportion>,
}

/// Contacts that did not happen among those who saw suggestions, and the work that would have been.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Avoided {
    /// How many contacts.
    pub contacts: f64,
    /// The interval.
    pub interval: Interval,
    /// How many hours; `None` where nobody knows how long contacts take.
    pub hours: Option<f64>,
    /// The interval of the hours: that of the contacts. That the mean time is itself an estimate is left out.
    pub hours_interval: Option<Interval>,
}

/// How long a contact takes on average.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HandleTime {
    /// The mean in seconds.
    pub mean_seconds: f64,
    /// Over how many contacts.
    pub n: u64,
}

/// What can be said of the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer come back with suggestions, beyond chance.
    Shown,
    /// No effect is shown: it may be none, or too small for so few people.
    NotShown,
    /// More come back with suggestions, beyond chance.
    Worse,
    /// Too few people to say anything.
    TooFew,
}

impl Verdict {
    /// The code used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::NotShown => "not_shown",
            Self::Worse => "worse",
            Self::TooFew => "too_few",
        }
    }
}

/// What the experiment shows so far. Everyone to whom something could have been suggested counts, on the side they were
/// drawn for, once their window has passed.
///
/// # Errors
/// [`Error::Denied`].
pub async fn effect(app: &App, viewer: &Viewer) -> Result<Effect, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let settings = app.settings();
    let experiment = settings.experiment.clone();
    let by_service = matches!(experiment.draw, Draw::Services { .. });
    let period =
        if by_service { together(app, &experiment).await? } else { Some([Timestamp::MIN, Timestamp::MAX]) };
    let counts = match period {
        Some(period) => {
            app.store().trial_counts(experiment.number, period, app.now() - window(&experiment)).await?
        }
        None => Vec::new(),
    };
    let of = |arm| {
        let found = counts.iter().find(|(of, _)| *of == arm);
        found.map(|(_, counts)| *counts).unwrap_or_default()
    };
    let handle = handle_time(app).await?;
    let fewest = FEWEST.max(settings.smallest_cell);
    let effect = Effect::of(experiment, of(Arm::Shown), of(Arm::Held), handle, fewest)?;
    Ok(Effect { may_change: viewer.require_everywhere(Permission::ApproveAnswers).is_ok(), ..effect })
}

impl Effect {
    fn of(
        experiment: Experiment,
        shown: ArmCounts,
        held: ArmCounts,
        handle: Option<HandleTime>,
        fewest: u64,
    ) -> Result<Self, Error> {
        let (difference, verdict) = judge(&shown, &held, fewest)?;
        let avoided = difference
            .filter(|_| verdict != Verdict::TooFew)
            .map(|difference| avoided(&difference, shown.n, handle));
        Ok(Self {
            by_service: matches!(experiment.draw, Draw::Services { .. }),
            experiment,
            shown: ArmFigure::of(shown)?,
            held: ArmFigure::of(held)?,
            difference,
            avoided,
            handle,
            verdict,
            may_change: false,
        })
    }

    /// What so many subjects and so many who came back would show, for pages that are rendered as samples.
    ///
    /// # Panics
    /// When more came back than there were.
    #[must_use]
    pub fn sample(shown: (u64, u64), held: (u64, u64)) -> Self {
        let counts = |(n, came_back)| ArmCounts { n, came_back, opened: n / 3, waiting: 12 };
        let handle = Some(HandleTime { mean_seconds: 420.0, n: 3_000 });
        let made = Self::of(Experiment::default(), counts(shown), counts(held), handle, FEWEST);
        Self { may_change: true, ..made.expect("no more came back than there were") }
    }
}

/// The time in which there were both sides: outside of it a difference may be one of the season.
async fn together(app: &App, experiment: &Experiment) -> Result<Option<[Timestamp; 2]>, Error> {
    let (shown, held) = tokio::try_join!(
        app.store().trial_extent(experiment.number, Arm::Shown),
        app.store().trial_extent(experiment.number, Arm::Held),
    )?;
    let both = shown.zip(held).map(|([shown_from, shown_to], [held_from, held_to])| {
        [shown_from.max(held_from), shown_to.min(held_to) + SignedDuration::from_micros(1)]
    });
    Ok(both.filter(|[from, to]| from < to))
}

fn judge(
    shown: &ArmCounts,
    held: &ArmCounts,
    fewest: u64,
) -> Result<(Option<ProportionDifference>, Verdict), Error> {
    if shown.n == 0 || held.n == 0 {
        return Ok((None, Verdict::TooFew));
    }
    let (without, with) = ((held.came_back, held.n), (shown.came_back, shown.n));
    let found = compare_proportions(without, with, Confidence::NINETY_FIVE).map_err(uncounted)?;
    let verdict = if shown.n.min(held.n) < fewest || shown.came_back + held.came_back < FEWEST_BACK {
        Verdict::TooFew
    } else if found.test.p_value > LEVEL {
        Verdict::NotShown
    } else if found.difference > 0.0 {
        Verdict::Shown
    } else {
        Verdict::Worse
    };
    Ok((Some(found), verdict))
}

fn avoided(difference: &ProportionDifference, shown: u64, handle: Option<HandleTime>) -> Avoided {
    let times = |factor: f64| {
        let interval =
            Interval { low: difference.interval.low * factor, high: difference.interval.high * factor };
        (difference.difference * factor, interval)
    };
    let (contacts, interval) = times(shown as f64);
    let hours = handle.map(|handle| times(shown as f64 * handle.mean_seconds / 3_600.0));
    Avoided {
        contacts,
        interval,
        hours: hours.map(|(hours, _)| hours),
        hours_interval: hours.map(|(_, interval)| interval),
    }
}

async fn handle_time(app: &App) -> Result<Option<HandleTime>, Error> {
    let services = app.store().service_ids(&Reach::Everything).await?;
    let (seconds, n) = app.store().interactions_handled(&services, app.now() - HANDLED).await?;
    Ok((n > 0).then(|| HandleTime { mean_seconds: seconds as f64 / n as f64, n }))
}

fn uncounted(source: catsup_statistics::Error) -> Error {
    Error::Internal { what: "comparing shares", source: source.into() }
}

impl ArmFigure {
    fn of(counts: ArmCounts) -> Result<Self, Error> {
        let share = match counts.n {
            0 => None,
            n => Some(Proportion::of(counts.came_back, n, Confidence::NINETY_FIVE).map_err(uncounted)?),
        };
        Ok(Self { counts, share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(n: u64, came_back: u64) -> ArmCounts {
        ArmCounts { n, came_back, opened: 0, waiting: 0 }
    }

    fn verdict(shown: ArmCounts, held: ArmCounts) -> Verdict {
        judge(&shown, &held, FEWEST).unwrap().1
    }

    #[test]
    fn an_effect_is_stated_only_where_it_is_shown() {
        assert_eq!(verdict(arm(5_000, 400), arm(500, 75)), Verdict::Shown);
        assert_eq!(verdict(arm(5_000, 400), arm(500, 41)), Verdict::NotShown);
        assert_eq!(verdict(arm(5_000, 750), arm(500, 40)), Verdict::Worse);
        assert_eq!(verdict(arm(5_000, 400), arm(60, 20)), Verdict::TooFew);
        assert_eq!(verdict(arm(5_000, 2), arm(500, 3)), Verdict::TooFew);
        assert_eq!(verdict(arm(0, 0), arm(500, 3)), Verdict::TooFew);
    }

    #[test]
    fn what_is_avoided_is_the_difference_among_those_who_saw_suggestions() {
        let (difference, _) = judge(&arm(1_000, 80), &arm(1_000, 120), FEWEST).unwrap();
        let handle = Some(HandleTime { mean_seconds: 360.0, n: 50 });
        let found = avoided(&difference.unwrap(), 1_000, handle);
        assert!((found.contacts - 40.0).abs() < 1e-9);
        assert!((found.hours.unwrap() - 4.0).abs() < 1e-9);
        assert!(found.interval.low > 0.0 && found.interval.high < 80.0);
    }
}
