//! Independent pieces of work on all cores, the results in order.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Fewer pieces than this are not worth a thread.
const WORTH_A_THREAD: usize = 8;

/// Does piece 0 to `pieces` − 1 on all cores and returns the results in their order.
///
/// `scratch` makes what one thread reuses from piece to piece.
pub(crate) fn in_parallel<Scratch, Outcome: Send>(
    pieces: usize,
    scratch: impl Fn() -> Scratch + Sync,
    work: impl Fn(&mut Scratch, usize) -> Outcome + Sync,
) -> Vec<Outcome> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = cores.min(pieces / WORTH_A_THREAD).max(1);
    if threads == 1 {
        let mut scratch = scratch();
        return (0..pieces).map(|piece| work(&mut scratch, piece)).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut scratch = scratch();
        let mut done = Vec::with_capacity(pieces / threads + 1);
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return done;
            }
            done.push((piece, work(&mut scratch, piece)));
        }
    };
    let mut done: Vec<(usize, Outcome)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(joined).collect()
    });
    done.sort_unstable_by_key(|(piece, _)| *piece);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

/// What a thread returned; its panic goes on in this thread.
fn joined<T>(handle: thread::ScopedJoinHandle<'_, T>) -> T {
    handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let squares = in_parallel(1_000, || (), |(), piece| piece * piece);
        assert!(squares.iter().enumerate().all(|(piece, &square)| square == piece * piece));
        assert_eq!(in_parallel(3, || 1, |one, piece| piece + *one), [1, 2, 3]);
        assert!(in_parallel(0, || (), |(), piece| piece).is_empty());
    }
}
