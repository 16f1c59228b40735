//! The durable queue of background jobs: each runs once at a time on one node, under a lease that ends by itself.
//!
//! `attempts` counts the runs and fences them: a worker whose lease ran out, and whose job another one took over, no
//! longer matches the number and changes nothing. Times come from the nodes' clocks. A moment that lies further
//! ahead than anything could have set it (a clock was put back) counts as past.

use catsup_model::{id::JobId, job::JobState};
use jiff::{SignedDuration, Timestamp};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed},
    statement::statements,
};

statements! {
    JOB_INSERT = "INSERT INTO job (id, kind, payload, unique_key, state, attempts, run_at, changed_at, created_at)
        VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $6, $6) ON CONFLICT (unique_key) DO NOTHING";
    // A failed job whose failure lies ahead was failed by a clock that was put back since: it runs now.
    JOB_DUE = "SELECT CAST(COUNT(*) AS BIGINT) FROM job
        WHERE (state = 'waiting' AND (run_at <= $1 OR (attempts > 0 AND changed_at > $1)))
            OR (state = 'running' AND (lease_until <= $1 OR changed_at > $1))";
    JOB_CLAIM = "UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = $2, changed_at = $1
        WHERE id = (
            SELECT id FROM job
            WHERE (state = 'waiting' AND (run_at <= $1 OR (attempts > 0 AND changed_at > $1)))
                OR (state = 'running' AND (lease_until <= $1 OR changed_at > $1))
            ORDER BY run_at, id LIMIT 1 {postgres|FOR UPDATE SKIP LOCKED})
        RETURNING id, kind, payload, state, attempts, run_at, changed_at, error, created_at";
    JOB_RENEW = "UPDATE job SET lease_until = $3 WHERE id = $1 AND state = 'running' AND attempts = $2";
    JOB_DONE = "UPDATE job SET state = 'done', lease_until = NULL, error = NULL, changed_at = $3
        WHERE id = $1 AND state = 'running' AND attempts = $2";
    JOB_FAILED = "UPDATE job SET state = $4, lease_until = NULL, error = $5, changed_at = $3, run_at = $6
        WHERE id = $1 AND state = 'running' AND attempts = $2";
    JOB_REPLAY = "UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, changed_at = $2
        WHERE id = $1 AND (state = 'dead' OR (state = 'waiting' AND run_at > $2)) RETURNING kind, payload";
    JOB_LIST = "SELECT id, kind, payload, state, attempts, run_at, changed_at, error, created_at FROM job
        WHERE state = $1 ORDER BY changed_at DESC, id DESC LIMIT $2";
    JOB_COUNTS = "SELECT state, CASE WHEN attempts > 0 AND state = 'waiting' THEN 1 ELSE 0 END,
            CAST(COUNT(*) AS BIGINT) FROM job GROUP BY 1, 2";
    JOB_FORGET = "DELETE FROM job WHERE state = 'done' AND changed_at < $1";
}

/// A job as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done, as a code.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Where it stands.
    pub state: JobState,
    /// How often it was begun.
    pub attempts: i64,
    /// When it runs, or ran first.
    pub run_at: Timestamp,
    /// When it was last begun, ended or put back.
    pub changed_at: Timestamp,
    /// Why it failed last.
    pub error: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How many jobs stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JobCounts {
    /// Wait for their time, never begun.
    pub waiting: i64,
    /// Failed and will be tried again.
    pub failed: i64,
    /// Run now.
    pub running: i64,
    /// Failed for good.
    pub dead: i64,
    /// Done lately.
    pub done: i64,
}

impl Store {
    /// Whether there is a job to run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_is_due(&self, now: Timestamp) -> Result<bool, Error> {
        let query = self.query(&JOB_DUE).bind(now.as_microsecond());
        Ok(query.fetch_one(&self.read).await?.try_get::<i64, _>(0)? > 0)
    }

    /// Takes the job that is due longest, under a lease.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_claim(&self, now: Timestamp, lease: SignedDuration) -> Result<Option<Job>, Error> {
        let mut transaction = self.begin().await?;
        let query = self.query(&JOB_CLAIM).bind(now.as_microsecond()).bind((now + lease).as_microsecond());
        let claimed = query.fetch_optional(transaction.connection()).await?;
        transaction.commit().await?;
        claimed.as_ref().map(job).transpose()
    }

    /// Makes the lease of a running job longer; `false` when another worker has taken it over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_renew(&self, job: &Job, until: Timestamp) -> Result<bool, Error> {
        let query = self.query(&JOB_RENEW).bind(job.id.0).bind(job.attempts).bind(until.as_microsecond());
        Ok(query.execute(&self.write).await?.rows_affected() == 1)
    }

    /// Ends a running job well; `false` when another worker has taken it over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_done(&self, job: &Job, now: Timestamp) -> Result<bool, Error> {
        let query = self.query(&JOB_DONE).bind(job.id.0).bind(job.attempts).bind(now.as_microsecond());
        Ok(query.execute(&self.write).await?.rows_affected() == 1)
    }

    /// Notes that a running job failed: it is tried again at `again`, or never. `false` when another worker has taken
    /// it over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_failed(
        &self,
        job: &Job,
        now: Timestamp,
        why: &str,
        again: Option<Timestamp>,
    ) -> Result<bool, Error> {
        let state = if again.is_some() { JobState::Waiting } else { JobState::Dead };
        let query = self.query(&JOB_FAILED).bind(job.id.0).bind(job.attempts).bind(now.as_microsecond());
        let query = query.bind(state.code()).bind(why.to_owned());
        let query = query.bind(again.unwrap_or(job.run_at).as_microsecond());
        Ok(query.execute(&self.write).await?.rows_affected() == 1)
    }

    /// Jobs of one state, the last changed first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_list(&self, state: JobState, limit: i64) -> Result<Vec<Job>, Error> {
        let rows = self.query(&JOB_LIST).bind(state.code()).bind(limit).fetch_all(&self.read).await?;
        rows.iter().map(job).collect()
    }

    /// How many jobs stand where.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_counts(&self) -> Result<JobCounts, Error> {
        let mut counts = JobCounts::default();
        for row in self.query(&JOB_COUNTS).fetch_all(&self.read).await? {
            let state: JobState = parsed("state of a job", &row.try_get::<String, _>(0)?)?;
            let again: i32 = row.try_get(1)?;
            let place = match state {
                JobState::Waiting if again == 1 => &mut counts.failed,
                JobState::Waiting => &mut counts.waiting,
                JobState::Running => &mut counts.running,
                JobState::Dead => &mut counts.dead,
                JobState::Done => &mut counts.done,
            };
            *place = row.try_get(2)?;
        }
        Ok(counts)
    }
}

impl Transaction {
    /// Adds a job that runs at `run_at`; `false` when there was one with the same unique key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_insert(
        &mut self,
        id: JobId,
        kind: &str,
        payload: &str,
        unique_key: Option<&str>,
        now: Timestamp,
        run_at: Timestamp,
    ) -> Result<bool, Error> {
        let query = self.query(&JOB_INSERT).bind(id.0).bind(kind.to_owned()).bind(payload.to_owned());
        let query = query.bind(unique_key.map(str::to_owned)).bind(run_at.as_microsecond());
        let query = query.bind(now.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Puts a dead job back, or lets one that waits to be tried again run now; returns its kind and payload.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_replay(&mut self, id: JobId, now: Timestamp) -> Result<Option<(String, String)>, Error> {
        let query = self.query(&JOB_REPLAY).bind(id.0).bind(now.as_microsecond());
        let row = query.fetch_optional(self.connection()).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Removes jobs that were done before a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_forget(&mut self, before: Timestamp) -> Result<u64, Error> {
        let query = self.query(&JOB_FORGET).bind(before.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected())
    }
}

fn job(row: &AnyRow) -> Result<Job, Error> {
    Ok(Job {
        id: JobId(row.try_get(0)?),
        kind: row.try_get(1)?,
        payload: row.try_get(2)?,
        state: parsed("state of a job", &row.try_get::<String, _>(3)?)?,
        attempts: row.try_get(4)?,
        run_at: instant(row.try_get(5)?)?,
        changed_at: instant(row.try_get(6)?)?,
        error: row.try_get(7)?,
        created_at: instant(row.try_get(8)?)?,
    })
}
