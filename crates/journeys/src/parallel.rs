//! Work on all cores: cases in contiguous parts of about the same number of events.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use crate::EventLog;

/// Below this many events a part is not worth a thread.
const SMALLEST_PART: usize = 50_000;

/// Applies a function to contiguous ranges of cases, one per core, and returns the results in order.
pub(crate) fn over_cases<T: Send>(log: &EventLog, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    over(parts(log), work)
}

/// Applies a function to every part on a thread of its own, and returns the results in order.
pub(crate) fn over<P: Send, T: Send>(parts: Vec<P>, work: impl Fn(P) -> T + Sync) -> Vec<T> {
    if parts.len() < 2 {
        return parts.into_iter().map(work).collect();
    }
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Into how many parts so many events are worth cutting, at least one.
pub(crate) fn worth(events: usize) -> usize {
    (events / SMALLEST_PART).clamp(1, cores())
}

fn parts(log: &EventLog) -> Vec<Range<usize>> {
    let parts = worth(log.events());
    let boundary = |part: usize| {
        let event = log.events() * part / parts;
        log.starts.partition_point(|&start| start < event).min(log.cases())
    };
    (0..parts)
        .map(|part| boundary(part)..if part + 1 == parts { log.cases() } else { boundary(part + 1) })
        .collect()
}
