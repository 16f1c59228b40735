//! The queue as administrators see it.

use catsup_model::{Permission, Viewer, id::JobId, job::JobState};
pub use catsup_store::{Job, JobCounts};
use serde_json::json;

use super::Work;
use crate::{App, Error, audit};

/// How many jobs of each state are shown.
const SHOWN: i64 = 50;

/// The queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobList {
    /// How many stand where.
    pub counts: JobCounts,
    /// Failed for good, the last first.
    pub dead: Vec<Job>,
    /// Running.
    pub running: Vec<Job>,
    /// Waiting; those that failed have an error.
    pub waiting: Vec<Job>,
    /// Done lately.
    pub done: Vec<Job>,
}

/// The queue.
///
/// # Errors
/// [`Error::Denied`] without the settings of the whole installation.
pub async fn list(app: &App, viewer: &Viewer) -> Result<JobList, Error> {
    viewer.require_everywhere(Permission::ManageSettings)?;
    let store = app.store();
    Ok(JobList {
        counts: store.job_counts().await?,
        dead: store.job_list(JobState::Dead, SHOWN).await?,
        running: store.job_list(JobState::Running, SHOWN).await?,
        waiting: store.job_list(JobState::Waiting, SHOWN).await?,
        done: store.job_list(JobState::Done, SHOWN / 5).await?,
    })
}

/// Puts a dead job back, or lets one that waits to be tried again run at once.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when it is neither dead nor waiting for later.
pub async fn replay(app: &App, viewer: &Viewer, job: JobId) -> Result<(), Error> {
    viewer.require_everywhere(Permission::ManageSettings)?;
    let mut transaction = app.store().begin().await?;
    let Some((kind, payload)) = transaction.job_replay(job, app.now()).await? else {
        return Err(Error::NotFound("job"));
    };
    if let Ok(work) = serde_json::from_str::<Work>(&payload) {
        work.revived(&mut transaction).await?;
    }
    let detail = json!({ "kind": kind });
    audit::record(app, &mut transaction, viewer, "job.replay", &format!("job:{job}"), detail).await?;
    transaction.commit().await?;
    Ok(())
}
