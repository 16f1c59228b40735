//! The times by which a standard is measured, one by one: of cases that ended or were answered, of those that go on beyond the
//! promised time, of interactions that carry it. What carries none is not counted.

use std::ops::ControlFlow;

use catsup_model::{
    Channel,
    calendar::{Pauses, Unit, Within},
    id::TouchpointId,
    standard::{MeasuredFrom, Standard},
};
use catsup_store::{CaseTime, CaseTimes, InteractionSpan, InteractionTime};

use crate::{App, Error, cases::Deadlines};

const MICROSECONDS_OF_A_SECOND: i64 = 1_000_000;

/// What is promised, and from what it is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Promised {
    pub(super) from: MeasuredFrom,
    pub(super) within: Within,
    /// The longest time that keeps the promise.
    pub(super) most: i64,
    /// How many of what times are told in make one of the promised unit.
    pub(super) per_unit: f64,
}

impl Promised {
    /// What a standard promises; `None` where it is not measured, or promises a time that cannot be told.
    pub(super) fn of(standard: &Standard) -> Option<Self> {
        let (from, within) = (standard.measured_from?, standard.threshold?);
        if !from.tells(within.unit()) {
            return None;
        }
        let amount = i64::from(within.amount());
        let part = if from.is_of_interactions() { MICROSECONDS_OF_A_SECOND } else { 1 };
        let most = within.microseconds().map_or(amount, |microseconds| microseconds / part);
        let one = Within::new(1, within.unit()).ok().and_then(Within::microseconds);
        let per_unit = one.map_or(1.0, |microseconds| (microseconds / part) as f64);
        Some(Self { from, within, most, per_unit })
    }

    /// Which time of an interaction it is about, where it is about interactions.
    pub(super) fn span(self) -> Option<InteractionSpan> {
        match self.from {
            MeasuredFrom::Waiting => Some(InteractionSpan::Waiting),
            MeasuredFrom::Handling => Some(InteractionSpan::Handling),
            MeasuredFrom::Resolution(_) | MeasuredFrom::FirstResponse(_) => None,
        }
    }
}

/// Whether a standard is about what came by `channel` at `touchpoint`.
pub(super) fn takes(standard: &Standard, channel: Channel, touchpoint: Option<TouchpointId>) -> bool {
    standard.channel.takes(channel) && standard.touchpoint.is_none_or(|own| touchpoint == Some(own))
}

/// One time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    /// When it began, in microseconds since 1970 UTC.
    pub(super) at: i64,
    pub(super) channel: Channel,
    pub(super) touchpoint: Option<TouchpointId>,
    /// Business days, microseconds or seconds, by what is promised; so far, where it goes on.
    pub(super) taken: i64,
    /// Whether it goes on beyond the promised time: missed, but nobody knows yet how long it takes.
    pub(super) goes_on: bool,
}

/// Hands over every time of a period that shows whether the promise was kept; returns how many cases do not show it yet.
pub(super) async fn each(
    app: &App,
    deadlines: &Deadlines,
    standard: &Standard,
    promised: Promised,
    period: (i64, i64),
    mut take: impl FnMut(Time) + Send,
) -> Result<u64, Error> {
    let mut not_yet = 0;
    if let Some(span) = promised.span() {
        let of_interaction = |one: InteractionTime| {
            if takes(standard, one.channel, one.touchpoint) {
                let InteractionTime { channel, touchpoint, occurred_at, seconds } = one;
                take(Time { at: occurred_at, channel, touchpoint, taken: seconds, goes_on: false });
            }
            ControlFlow::Continue(())
        };
        app.store().interaction_times(span, standard.service, period, of_interaction).await?;
        return Ok(not_yet);
    }
    each_case(app, deadlines, standard, promised, (CaseTimes::All, period), |time| match time {
        Some(time) => take(time),
        None => not_yet += 1,
    })
    .await?;
    Ok(not_yet)
}

/// Hands over every case of a period that the standard is about: its time, or `None` while it does not show whether the
/// promise was kept.
pub(super) async fn each_case(
    app: &App,
    deadlines: &Deadlines,
    standard: &Standard,
    promised: Promised,
    (which, period): (CaseTimes, (i64, i64)),
    mut take: impl FnMut(Option<Time>) + Send,
) -> Result<(), Error> {
    let add_case = |one: CaseTime| {
        if promised.from.takes(one.kind) && takes(standard, one.channel, one.touchpoint) {
            take(of_case(deadlines, standard, promised, &one));
        }
        ControlFlow::Continue(())
    };
    Ok(app.store().case_times(which, standard.service, period, add_case).await?)
}

/// The time of a case; `None` while it does not show whether the promise was kept, and where no rule says by which calendar
/// it is counted.
fn of_case(deadlines: &Deadlines, standard: &Standard, promised: Promised, case: &CaseTime) -> Option<Time> {
    let of = (standard.service, case.kind);
    let unit: Unit = promised.within.unit();
    let time = |taken: i64, goes_on: bool| Time {
        at: case.opened.as_microsecond(),
        channel: case.channel,
        touchpoint: case.touchpoint,
        taken,
        goes_on,
    };
    let done = match (promised.from, case.first_response) {
        (MeasuredFrom::FirstResponse(_), Some(answered)) => {
            let pauses = Pauses::new(case.pauses.iter().copied().filter(|pause| pause.from < answered));
            Some(deadlines.elapsed(of, unit, (case.opened, answered), &pauses)?.number())
        }
        (MeasuredFrom::FirstResponse(_), None) => None,
        _ => case.days,
    };
    match done {
        Some(taken) => Some(time(taken, false)),
        None if case.is_open => {
            let pauses = Pauses::new(case.pauses.iter().copied());
            let so_far = deadlines.so_far(of, unit, case.opened, &pauses)?.number();
            (so_far > promised.most).then(|| time(so_far, true))
        }
        None => None,
    }
}
