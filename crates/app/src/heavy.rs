//! Long calculations: off the threads that answer requests, few at a time, and none without an end in sight.

use std::time::Duration;

use tokio::{sync::Semaphore, task, time};

use crate::{Error, FieldError, Refusal};

/// Calculations at a time; each resamples on all cores by itself.
const PLACES: usize = 2;
/// How long a request waits for a place.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most numbers one calculation may go through: about ten seconds on two cores.
const MOST_WORK: u64 = 2_000_000_000;

static FREE: Semaphore = Semaphore::const_new(PLACES);

/// Runs `work` off the request's thread when a place is free.
pub(crate) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let waited = time::timeout(PATIENCE, FREE.acquire()).await;
    let place = waited.map_err(|_| Refusal::Busy)?.expect("the places are never closed");
    // The place belongs to the work, not to the request: who goes away does not free it before the work ends.
    let outcome = task::spawn_blocking(move || {
        let _held = place;
        work()
    });
    outcome.await.map_err(|source| Error::Internal { what: "a calculation", source: Box::new(source) })
}

/// Refuses resampling of a table that would take too long.
pub(crate) fn within_reach(rows: usize, columns: usize, resamples: usize) -> Result<(), Error> {
    let work = (rows as u64).saturating_mul(columns as u64).saturating_mul(resamples as u64);
    if work <= MOST_WORK {
        return Ok(());
    }
    let most = MOST_WORK / (rows as u64 * columns as u64);
    let reason = format!(
        "{resamples} resamples of {rows} rows in {columns} columns take too long here; at most {most}, or use the \
         command line"
    );
    let error = FieldError::new("resamples", "too-much-work", reason);
    let error = error.with("resamples", resamples).with("rows", rows).with("columns", columns);
    Err(Error::Invalid(vec![error.with("most", most)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn work_runs_to_its_end_and_gives_its_place_back() {
        for number in 0..PLACES * 3 {
            assert_eq!(run(move || number).await.unwrap(), number);
        }
        assert!(matches!(run(|| panic!("on purpose")).await, Err(Error::Internal { .. })));
        assert_eq!(run(|| 7).await.unwrap(), 7);
    }

    #[test]
    fn too_much_work_is_refused_with_what_would_do() {
        assert!(within_reach(250, 24, 1_000).is_ok());
        let Err(Error::Invalid(errors)) = within_reach(1_000_000, 20, 1_000) else { panic!("was taken") };
        assert!(errors[0].reason.contains("at most 100"), "{}", errors[0].reason);
    }
}
