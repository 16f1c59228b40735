//! Time that does not count, because something is waited for that is not ours to give.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// From when until when nothing counted. A pause that goes on has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pause {
    /// Counting stopped.
    pub from: Timestamp,
    /// Counting went on.
    pub until: Option<Timestamp>,
}

/// The pauses of one case, in order and without overlap, whatever order they were entered in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pauses(Vec<Pause>);

impl Pauses {
    /// Brings pauses in order; those that touch or overlap become one, those that end before they begin are left out.
    #[must_use]
    pub fn new(pauses: impl IntoIterator<Item = Pause>) -> Self {
        let mut pauses: Vec<_> =
            pauses.into_iter().filter(|one| one.until.is_none_or(|until| one.from < until)).collect();
        pauses.sort_unstable_by_key(|one| one.from);
        let mut merged: Vec<Pause> = Vec::with_capacity(pauses.len());
        for pause in pauses {
            match merged.last_mut() {
                Some(last) if last.until.is_none_or(|until| pause.from <= until) => {
                    last.until = last.until.zip(pause.until).map(|(one, other)| one.max(other));
                }
                _ => merged.push(pause),
            }
        }
        Self(merged)
    }

    /// The pauses, in order.
    pub fn iter(&self) -> impl Iterator<Item = Pause> + '_ {
        self.0.iter().copied()
    }

    /// The part of each that lies after `opened`.
    pub(super) fn after(&self, opened: Timestamp) -> impl Iterator<Item = Pause> + '_ {
        let ends_later = move |one: &Pause| one.until.is_none_or(|until| until > opened);
        self.iter().filter(ends_later).map(move |one| Pause { from: one.from.max(opened), ..one })
    }

    /// The dates in `zone` from which, up to but not including which, nothing counts; merged, after `opened`.
    pub(super) fn dates_after(&self, opened: Timestamp, zone: &TimeZone) -> Vec<(Date, Option<Date>)> {
        let on = |moment: Timestamp| moment.to_zoned(zone.clone()).date();
        let mut merged: Vec<(Date, Option<Date>)> = Vec::new();
        for pause in self.after(opened) {
            let (from, until) = (on(pause.from), pause.until.map(on));
            match merged.last_mut() {
                Some((_, last)) if last.is_none_or(|last| from <= last) => {
                    *last = last.zip(until).map(|(one, other)| one.max(other));
                }
                _ => merged.push((from, until)),
            }
        }
        merged
    }
}
