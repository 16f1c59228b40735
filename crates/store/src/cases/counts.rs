//! Counts over cases: what waits in the queue, and how standards were kept.

use catsup_model::{
    Channel, Reach,
    case::{CaseKind, CaseStatus},
    id::{AccountId, ServiceId},
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store,
    error::{parsed, to_json},
    statement::statements,
};

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
    // In the order of the index that holds every column: without the sign, years of cases were looked up one by one by when they were
    // opened, which takes ten times as long.
    CASE_TALLY = "SELECT service_id, kind, channel, status, days_taken, in_time, CAST(COUNT(*) AS BIGINT)
        FROM case_file
        WHERE service_id = $1 AND +opened_at >= CAST($2 AS BIGINT) AND +opened_at < CAST($3 AS BIGINT)
        GROUP BY service_id, kind, channel, status, days_taken, in_time";
    CASE_TALLY_OF_FEW_DAYS = "SELECT service_id, kind, channel, status, days_taken, in_time, CAST(COUNT(*) AS BIGINT)
        FROM case_file
        WHERE (CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}))
            AND opened_at >= CAST($2 AS BIGINT) AND opened_at < CAST($3 AS BIGINT)
        GROUP BY service_id, kind, channel, status, days_taken, in_time";
}

/// Cases opened within so many microseconds are found by when they were opened: about three months.
const FEW_DAYS: i64 = 100 * 86_400_000_000;
/// As many services are counted at a time.
const AT_ONCE: usize = 4;

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

/// How many cases are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTally {
    /// The service.
    pub service: ServiceId,
    /// The kind.
    pub kind: CaseKind,
    /// The channel.
    pub channel: Channel,
    /// Where they stand.
    pub status: CaseStatus,
    /// Business days they took; none while they go on.
    pub days: Option<i64>,
    /// Whether they ended in time, where a rule says by when.
    pub in_time: Option<bool>,
    /// How many.
    pub n: i64,
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

    /// Cases opened in a period (start included, end excluded, microseconds since 1970 UTC), counted by what they have in
    /// common; of every service when `services` is `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_tally(
        &self,
        services: Option<&[ServiceId]>,
        opened: (i64, i64),
    ) -> Result<Vec<CaseTally>, Error> {
        if opened.1.saturating_sub(opened.0) <= FEW_DAYS {
            let services = services.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
            let query = self.query(&CASE_TALLY_OF_FEW_DAYS).bind(services);
            let rows = query.bind(opened.0).bind(opened.1).fetch_all(&self.read).await?;
            return rows.iter().map(case_tally).collect();
        }
        let services = match services {
            Some(services) => services.to_vec(),
            None => self.service_ids(&Reach::Everything).await?,
        };
        // Cases lie by service in the index: several stretches of it are counted side by side.
        let counted: Vec<_> =
            services.into_iter().map(|service| self.case_tally_of(service, opened)).collect();
        let counted: Vec<Vec<CaseTally>> = stream::iter(counted).buffered(AT_ONCE).try_collect().await?;
        Ok(counted.into_iter().flatten().collect())
    }

    async fn case_tally_of(&self, service: ServiceId, opened: (i64, i64)) -> Result<Vec<CaseTally>, Error> {
        let query = self.query(&CASE_TALLY).bind(service.0).bind(opened.0).bind(opened.1);
        query.fetch_all(&self.read).await?.iter().map(case_tally).collect()
    }
}

fn case_tally(row: &AnyRow) -> Result<CaseTally, Error> {
    Ok(CaseTally {
        service: ServiceId(row.try_get(0)?),
        kind: parsed("kind of case", &row.try_get::<String, _>(1)?)?,
        channel: parsed("channel", &row.try_get::<String, _>(2)?)?,
        status: parsed("status of a case", &row.try_get::<String, _>(3)?)?,
        days: row.try_get(4)?,
        in_time: row.try_get::<Option<i64>, _>(5)?.map(|kept| kept == 1),
        n: row.try_get(6)?,
    })
}
