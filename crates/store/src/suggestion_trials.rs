//! Trials of the experiment with suggestions: who met one or would have, and who came back.

use catsup_model::anticipation::{Arm, ArmCounts, Trial};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    TRIAL_INSERT = "INSERT INTO suggestion_trial
            (id, experiment, arm, surface, need, service_id, subject, at, answers, is_first)
        VALUES ($1, $2, $3, $4, $5, CAST($6 AS BIGINT), $7, $8, $9, CASE WHEN EXISTS (
            SELECT 1 FROM suggestion_trial WHERE experiment = $2 AND subject = $7) THEN 0 ELSE 1 END)
        ON CONFLICT DO NOTHING";
    TRIAL_OPENED = "UPDATE suggestion_trial SET opened_at = $3
        WHERE experiment = $1 AND subject = $2 AND opened_at IS NULL AND at <= $3";
    TRIAL_CAME_BACK = "UPDATE suggestion_trial SET came_back_at = $3, came_back_need = CAST($4 AS TEXT)
        WHERE experiment = $1 AND subject = $2 AND came_back_at IS NULL AND at < $3 AND at >= $5 AND at <= $6";
    TRIALS_OPEN = "SELECT subject, at FROM suggestion_trial
        WHERE experiment = $1 AND is_first = 1 AND came_back_at IS NULL AND at >= $2 ORDER BY at, id";
    TRIAL_COUNTS = "SELECT arm,
            CAST(COUNT(CASE WHEN at < $4 THEN 1 END) AS BIGINT),
            CAST(COUNT(CASE WHEN at < $4 THEN came_back_at END) AS BIGINT),
            CAST(COUNT(CASE WHEN at < $4 THEN opened_at END) AS BIGINT),
            CAST(COUNT(CASE WHEN at >= $4 THEN 1 END) AS BIGINT)
        FROM suggestion_trial
        WHERE experiment = $1 AND is_first = 1 AND at >= $2 AND at < $3 GROUP BY arm";
    TRIAL_EXTENT = "SELECT MIN(at), MAX(at) FROM suggestion_trial WHERE experiment = $1 AND is_first = 1 AND arm = $2";
    TRIALS_FORGET = "DELETE FROM suggestion_trial WHERE at < $1";
}

impl Store {
    /// First trials since then of which nobody is known to have come back: the subject and the time, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trials_open(
        &self,
        experiment: i64,
        since: Timestamp,
    ) -> Result<Vec<(i64, Timestamp)>, Error> {
        let query = self.query(&TRIALS_OPEN).bind(experiment).bind(since.as_microsecond());
        let rows = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, instant(row.try_get(1)?)?))).collect()
    }

    /// The subjects of each arm whose first trial lies from `from` until before `to`, by whether it lies before
    /// `observed`: their window has passed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trial_counts(
        &self,
        experiment: i64,
        [from, to]: [Timestamp; 2],
        observed: Timestamp,
    ) -> Result<Vec<(Arm, ArmCounts)>, Error> {
        let query = self.query(&TRIAL_COUNTS).bind(experiment).bind(from.as_microsecond());
        let query = query.bind(to.as_microsecond()).bind(observed.as_microsecond());
        query.fetch_all(&self.read).await?.iter().map(counts).collect()
    }

    /// The times of the first and the last trial of an arm; `None` without any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trial_extent(&self, experiment: i64, arm: Arm) -> Result<Option<[Timestamp; 2]>, Error> {
        let row = self.query(&TRIAL_EXTENT).bind(experiment).bind(arm.code()).fetch_one(&self.read).await?;
        let (first, last): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        first.zip(last).map(|(first, last)| Ok([instant(first)?, instant(last)?])).transpose()
    }
}

impl Transaction {
    /// Keeps a trial; the first of its subject in the experiment is marked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trial_insert(&mut self, trial: &Trial) -> Result<(), Error> {
        let query = self.query(&TRIAL_INSERT).bind(trial.id).bind(trial.experiment).bind(trial.arm.code());
        let query = query.bind(trial.surface.code()).bind(trial.need.clone());
        let query = query.bind(trial.service.map(|id| id.0)).bind(trial.subject);
        let query = query.bind(trial.at.as_microsecond()).bind(to_json(&trial.answers));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps that a subject opened a suggestion.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trial_opened(&mut self, experiment: i64, subject: i64, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&TRIAL_OPENED).bind(experiment).bind(subject).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps that a subject made contact again at `at`, in trials of a period (both ends included) of which that was not
    /// known; returns whether there was any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trial_came_back(
        &mut self,
        experiment: i64,
        subject: i64,
        at: Timestamp,
        need: Option<&str>,
        [since, until]: [Timestamp; 2],
    ) -> Result<bool, Error> {
        let query = self.query(&TRIAL_CAME_BACK).bind(experiment).bind(subject).bind(at.as_microsecond());
        let query = query.bind(need.map(str::to_owned)).bind(since.as_microsecond());
        let query = query.bind(until.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Forgets trials before then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trials_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        self.query(&TRIALS_FORGET).bind(before.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }
}

fn counts(row: &AnyRow) -> Result<(Arm, ArmCounts), Error> {
    let count = |index: usize| -> Result<u64, Error> {
        Ok(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default())
    };
    let arm = parsed("arm of the experiment", &row.try_get::<String, _>(0)?)?;
    Ok((arm, ArmCounts { n: count(1)?, came_back: count(2)?, opened: count(3)?, waiting: count(4)? }))
}
