//! The rows of a block that a question is about, as ranges that share what they are told apart by.

use std::ops::Range;

use super::plan::Sieve;
use crate::{
    Error,
    segment::{Segment, footer::Run},
};

/// Rows that follow each other in a block.
#[derive(Debug, Clone)]
pub(crate) struct Slice {
    /// Which of the windows they lie in.
    pub(crate) window: usize,
    /// The service; that of the first row where services are not told apart.
    pub(crate) service: u32,
    /// The form; that of the first row where forms are not told apart.
    pub(crate) form: u32,
    /// The channel; that of the first row where channels are not told apart.
    pub(crate) channel: u8,
    pub(crate) rows: Range<usize>,
}

/// The window, the form or the number of its kind, and the service and channel where they are told apart.
pub(crate) type Alike = (usize, u32, Option<u32>, Option<u8>);

/// Which rows that follow each other may not share a slice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apart<'a> {
    /// Those of different services.
    pub(crate) services: bool,
    /// Those of different channels.
    pub(crate) channels: bool,
    /// Those of forms with different numbers here; of different forms where `None`.
    pub(crate) kinds: Option<&'a [u32]>,
}

impl Apart<'_> {
    /// Services and forms are told apart, channels are not.
    pub(crate) const FORMS: Self = Self { services: true, channels: false, kinds: None };
    /// Everything is told apart.
    pub(crate) const RUNS: Self = Self { services: true, channels: true, kinds: None };

    /// What a slice has in common with those that its rows may share a group with.
    pub(crate) fn alike(&self, slice: &Slice) -> Alike {
        let kind = self.kinds.map_or(slice.form, |kinds| kinds[slice.form as usize]);
        let service = self.services.then_some(slice.service);
        (slice.window, kind, service, self.channels.then_some(slice.channel))
    }

    fn may_share(&self, slice: &Slice, run: &Run) -> bool {
        let alike = match self.kinds {
            None => slice.form == run.form,
            Some(kinds) => kinds[slice.form as usize] == kinds[run.form as usize],
        };
        alike
            && (!self.services || slice.service == run.service)
            && (!self.channels || slice.channel == run.channel)
    }
}

/// Calls `each` with every slice of a block that passes the sieve and lies in a window (start included, end excluded);
/// `apart` says for a window which rows may not share one.
pub(crate) fn for_each_slice<'a>(
    segment: &Segment,
    number: usize,
    sieve: &Sieve,
    windows: &[(i64, i64)],
    apart: impl Fn(usize) -> Apart<'a>,
    mut each: impl FnMut(Slice) -> Result<(), Error>,
) -> Result<(), Error> {
    let block = &segment.blocks()[number];
    let (first, last) = block.extent();
    let known = segment.dictionaries();
    for (window, &(start, end)) in windows.iter().enumerate() {
        if end <= first || start > last || start >= end {
            continue;
        }
        let times = if start <= first && last < end { None } else { Some(segment.occurred_at(number)?) };
        let apart = apart(window);
        let mut pending: Option<Slice> = None;
        let mut at = 0;
        for run in block.runs() {
            let rows = at..at + run.rows as usize;
            at = rows.end;
            let (service, form) = (run.service as usize, run.form as usize);
            if service >= known.services.values().len()
                || form >= known.forms.len()
                || usize::from(run.channel) >= known.channels.values().len()
            {
                return Err(Error::damaged(segment.path(), format!("a run of block {number} has no name")));
            }
            if !(sieve.services[service] && sieve.forms[form] && sieve.channels[usize::from(run.channel)]) {
                continue;
            }
            let rows = match &times {
                None => rows,
                Some(times) => {
                    let within = &times[rows.clone()];
                    let before = |bound: i64| within.partition_point(|time| *time < bound);
                    // Most windows that cut a block cut it once.
                    let from = if start <= first { 0 } else { before(start) };
                    let to = if last < end { within.len() } else { before(end) };
                    rows.start + from..rows.start + to
                }
            };
            if rows.is_empty() {
                continue;
            }
            match &mut pending {
                Some(slice) if slice.rows.end == rows.start && apart.may_share(slice, run) => {
                    slice.rows.end = rows.end;
                }
                _ => {
                    let next =
                        Slice { window, service: run.service, form: run.form, channel: run.channel, rows };
                    if let Some(done) = pending.replace(next) {
                        each(done)?;
                    }
                }
            }
        }
        if let Some(done) = pending {
            each(done)?;
        }
    }
    Ok(())
}
