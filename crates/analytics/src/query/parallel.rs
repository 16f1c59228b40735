//! Blocks handed out to all cores.

use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Cancel, SnapshotOf};
use crate::{
    Error,
    embedded::{Kept, SegmentFile},
};

/// Runs `work` on every block of every segment, on all cores. Each core starts with `fresh` and hands back what it made
/// of the blocks it took.
///
/// # Errors
/// The first error of any core.
pub(crate) fn over_blocks<R: Kept, T: Send>(
    snapshot: &SnapshotOf<R>,
    takes: impl Fn(usize, usize) -> bool,
    cancel: &Cancel,
    fresh: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, usize, usize) -> Result<(), Error> + Sync,
) -> Result<Vec<T>, Error> {
    let mut blocks = Vec::new();
    for (place, segment) in snapshot.segments.iter().enumerate() {
        blocks
            .extend((0..segment.block_count()).map(|block| (place, block)).filter(|one| takes(one.0, one.1)));
    }
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(blocks.len().max(1));
    let next = AtomicUsize::new(0);
    let run = || {
        let mut made = fresh();
        while let Some((segment, block)) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
            cancel.check()?;
            work(&mut made, *segment, *block)?;
        }
        Ok(made)
    };
    if cores == 1 {
        return Ok(vec![run()?]);
    }
    thread::scope(|scope| {
        let running: Vec<_> = (0..cores).map(|_| scope.spawn(run)).collect();
        let ended = running
            .into_iter()
            .map(|core| core.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ended.collect()
    })
}

/// Runs `work` on every item, on all cores; in any order.
///
/// # Errors
/// When the question was taken back.
pub(crate) fn over_items<T: Send, U: Send>(
    items: Vec<T>,
    cancel: &Cancel,
    work: impl Fn(T) -> U + Sync,
) -> Result<Vec<U>, Error> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(items.len().max(1));
    let items = Mutex::new(items.into_iter());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut made = Vec::new();
        while let Some(item) = next() {
            cancel.check()?;
            made.push(work(item));
        }
        Ok(made)
    };
    if cores == 1 {
        return run();
    }
    thread::scope(|scope| {
        let running: Vec<_> = (0..cores).map(|_| scope.spawn(run)).collect();
        let mut all = Vec::new();
        for core in running {
            all.extend(core.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}
