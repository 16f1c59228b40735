//! One case of a log: its events in time order.

use std::ops::Range;

use crate::EventLog;

/// The events of one case, in time order.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub(crate) log: &'a EventLog,
    pub(crate) number: usize,
    pub(crate) first: usize,
    pub(crate) end: usize,
}

// Never empty: a log has no case without events.
#[allow(clippy::len_without_is_empty)]
impl<'a> Case<'a> {
    /// The number of the case in its log.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The name of the case.
    pub fn name(&self) -> &'a str {
        self.log.case_names.name(self.number as u32)
    }

    /// The number of events, at least one.
    pub fn len(&self) -> usize {
        self.end - self.first
    }

    /// The positions of its events in the columns of the log.
    pub fn events(&self) -> Range<usize> {
        self.first..self.end
    }

    /// The activity codes, in time order.
    pub fn activities(&self) -> &'a [u32] {
        &self.log.activity[self.events()]
    }

    /// The times, in microseconds since 1970 in UTC, never descending.
    pub fn times(&self) -> &'a [i64] {
        &self.log.time[self.events()]
    }

    /// The channel codes; `None` when the log has no channels.
    pub fn channels(&self) -> Option<&'a [u32]> {
        self.log.channel.as_ref().map(|codes| &codes[self.events()])
    }

    /// From the first event to the last, in microseconds.
    pub fn duration_micros(&self) -> i64 {
        self.log.time[self.end - 1] - self.log.time[self.first]
    }
}
