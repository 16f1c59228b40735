//! What waits in the queue of cases.

use catsup_model::id::{AccountId, ServiceId};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, error::to_json, statement::statements};

statements! {
    // The queue of whoever asks: one look at the open cases.
    CASE_COUNTS = "SELECT CAST(COUNT(*) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN due_at < $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN due_at >= $2 AND due_at < $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN assignee_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN assignee_id = $4 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN status = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(urgent), 0) AS BIGINT)
        FROM case_file
        WHERE is_open = 1
            AND (CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}))";
}

/// Whose queue is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCountsFilter {
    /// Services within reach; `None` for all.
    pub services: Option<Vec<ServiceId>>,
    /// Whose cases are “mine”.
    pub account: Option<AccountId>,
    /// Now.
    pub now: Timestamp,
    /// The end of today.
    pub tonight: Timestamp,
}

/// What waits in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseCounts {
    /// Open cases.
    pub open: i64,
    /// Of which a clock has run out.
    pub overdue: i64,
    /// Of which one runs out today.
    pub today: i64,
    /// Nobody takes care of.
    pub unassigned: i64,
    /// Whoever asks takes care of.
    pub mine: i64,
    /// Wait for the person.
    pub waiting: i64,
    /// Hold words of threat or despair.
    pub urgent: i64,
    /// Name whoever asks in a note that they have not looked at since.
    pub mentions: i64,
}

impl Store {
    /// What waits in a queue.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_counts(&self, filter: &CaseCountsFilter) -> Result<CaseCounts, Error> {
        let services =
            filter.services.as_ref().map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let mentions = match filter.account {
            Some(account) => self.mentions_unseen(account, services.clone()).await?,
            None => 0,
        };
        let query = self.query(&CASE_COUNTS).bind(services).bind(filter.now.as_microsecond());
        let query = query.bind(filter.tonight.as_microsecond()).bind(filter.account.map_or(0, |id| id.0));
        let row = query.fetch_one(&self.read).await?;
        Ok(CaseCounts {
            open: row.try_get(0)?,
            overdue: row.try_get(1)?,
            today: row.try_get(2)?,
            unassigned: row.try_get(3)?,
            mine: row.try_get(4)?,
            waiting: row.try_get(5)?,
            urgent: row.try_get(6)?,
            mentions,
        })
    }
}
