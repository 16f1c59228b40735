//! The rows of a block that a question is about, as ranges that share service and form.

use std::ops::Range;

use super::plan::Sieve;
use crate::{Error, segment::Segment};

/// Rows that follow each other in a block.
#[derive(Debug, Clone)]
pub(crate) struct Slice {
    /// Which of the windows they lie in.
    pub(crate) window: usize,
    pub(crate) service: u32,
    pub(crate) form: u32,
    /// The channel; that of the first row where channels are not told apart.
    pub(crate) channel: u8,
    pub(crate) rows: Range<usize>,
}

/// Calls `each` with every slice of a block that passes the sieve and lies in a window (start included, end excluded).
/// Rows of different channels share a slice unless `by_channel`.
pub(crate) fn for_each_slice(
    segment: &Segment,
    number: usize,
    sieve: &Sieve,
    windows: &[(i64, i64)],
    by_channel: bool,
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
                    let from = within.partition_point(|time| *time < start);
                    let to = within.partition_point(|time| *time < end);
                    rows.start + from..rows.start + to
                }
            };
            if rows.is_empty() {
                continue;
            }
            match &mut pending {
                Some(slice)
                    if slice.rows.end == rows.start
                        && slice.service == run.service
                        && slice.form == run.form
                        && (!by_channel || slice.channel == run.channel) =>
                {
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
