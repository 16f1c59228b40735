//! Background jobs: what the program does by itself, durably, on whichever node comes first.
//!
//! A job is written in the transaction of what caused it and run at least once. A [`Worker`] claims what is due under a
//! lease, tries again with growing pauses, and lays down as dead what failed too often; staff put it back.

mod page;
mod retry;
mod work;
mod worker;

use catsup_model::id::JobId;
use catsup_store::Transaction;
use jiff::Timestamp;

pub(crate) use self::work::Failure;
pub use self::{
    page::{Job, JobCounts, JobList, list, replay},
    work::Work,
    worker::{Worker, run_due},
};
use crate::{App, Error};

/// Adds a job that runs at `run_at`; with a unique key only when there was none under it. Returns whether it was added.
///
/// # Errors
/// When the store fails.
pub async fn enqueue(
    app: &App,
    transaction: &mut Transaction,
    work: &Work,
    unique_key: Option<&str>,
    run_at: Timestamp,
) -> Result<bool, Error> {
    let payload = serde_json::to_string(work).unwrap_or_default();
    let id = JobId(app.next_id());
    Ok(transaction.job_insert(id, work.kind(), &payload, unique_key, app.now(), run_at).await?)
}
