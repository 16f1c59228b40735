//! The log of changes: which interactions are new, different or gone, in the order in which that was committed.
//!
//! Whatever writes or deletes an interaction notes it here in the same transaction.

use catsup_model::id::InteractionId;
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{InteractionEvent, event};
use crate::{
    Dialect, Error, LogPlace, Store, Transaction,
    error::{from_json, to_json},
    statement::statements,
};

macro_rules! event_columns {
    () => {
        "SELECT i.id, i.service_id, i.touchpoint_id, i.channel, i.customer, i.case_key, i.activity, i.intention,
            i.outcome, i.occurred_at, i.wait_seconds, i.handle_seconds, i.cost_cents, i.device, i.language "
    };
}

statements! {
    CHANGE_NOTE = "INSERT INTO interaction_change (interactions) VALUES (CAST(CAST($1 AS TEXT) AS {JSON}))";
    CHANGES_AFTER = "SELECT transaction_id, id, CAST(interactions AS TEXT),
            {sqlite|1}{postgres|CASE WHEN transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
                THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END}
        FROM interaction_change
        WHERE transaction_id > CAST($1 AS BIGINT) OR (transaction_id = CAST($1 AS BIGINT) AND id > CAST($2 AS BIGINT))
        ORDER BY transaction_id, id LIMIT CAST($3 AS BIGINT)";
    CHANGES_END = "SELECT transaction_id, id FROM interaction_change
        {postgres|WHERE transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)}
        ORDER BY transaction_id DESC, id DESC LIMIT 1";
    READER_PUT = "INSERT INTO interaction_change_reader (name, transaction_id, entry, seen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET
            transaction_id = excluded.transaction_id, entry = excluded.entry, seen_at = excluded.seen_at";
    READER_FIND = "SELECT transaction_id, entry FROM interaction_change_reader WHERE name = $1";
    READERS_FORGET = "DELETE FROM interaction_change_reader WHERE seen_at < $1";
    CHANGES_FORGET = "DELETE FROM interaction_change WHERE NOT EXISTS (
            SELECT 1 FROM interaction_change_reader reader
            WHERE interaction_change.transaction_id > reader.transaction_id
                OR (interaction_change.transaction_id = reader.transaction_id AND interaction_change.id > reader.entry))";
    EVENTS_OF = concat!(event_columns!(), "FROM {rows:$1} CROSS JOIN interaction i WHERE i.id = CAST(value AS BIGINT)");
    EVENTS_AFTER = concat!(event_columns!(), "FROM interaction i WHERE i.id > $1 ORDER BY i.id LIMIT CAST($2 AS BIGINT)");
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionChange {
    /// Where it stands.
    pub place: LogPlace,
    /// The interactions that are new, different or gone.
    pub interactions: Vec<InteractionId>,
    /// Whether no entry can appear before it any more.
    pub settled: bool,
}

/// Notes that interactions are new, different or gone.
pub(crate) async fn note_in_tx(
    connection: &mut AnyConnection,
    dialect: Dialect,
    interactions: &[i64],
) -> Result<(), Error> {
    if !interactions.is_empty() {
        sqlx::query(CHANGE_NOTE.sql(dialect)).bind(to_json(&interactions)).execute(connection).await?;
    }
    Ok(())
}

impl Transaction {
    /// Forgets readers not seen since, and removes what every reader has read: all of it where nobody reads.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_changes_forget(&mut self, not_seen_since: Timestamp) -> Result<(), Error> {
        let query = self.query(&READERS_FORGET).bind(not_seen_since.as_microsecond());
        query.execute(self.connection()).await?;
        self.query(&CHANGES_FORGET).execute(self.connection()).await?;
        Ok(())
    }
}

impl Store {
    /// Entries of the log after a place, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_changes_after(
        &self,
        after: LogPlace,
        limit: i64,
    ) -> Result<Vec<InteractionChange>, Error> {
        let query = self.query(&CHANGES_AFTER).bind(after.0).bind(after.1).bind(limit);
        let rows = query.fetch_all(&self.read).await?;
        let change = |row: &AnyRow| {
            let ids: Vec<i64> = from_json("ids of interactions", &row.try_get::<String, _>(2)?)?;
            Ok(InteractionChange {
                place: (row.try_get(0)?, row.try_get(1)?),
                interactions: ids.into_iter().map(InteractionId).collect(),
                settled: row.try_get::<i64, _>(3)? == 1,
            })
        };
        rows.iter().map(change).collect()
    }

    /// The last settled place of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_changes_end(&self) -> Result<LogPlace, Error> {
        let row = self.query(&CHANGES_END).fetch_optional(&self.read).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.try_get(0)?, row.try_get(1)?)))
    }

    /// Notes how far a reader has followed the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_changes_read(
        &self,
        reader: &str,
        place: LogPlace,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        let query = transaction.query(&READER_PUT).bind(reader.to_owned()).bind(place.0).bind(place.1);
        query.bind(now.as_microsecond()).execute(transaction.connection()).await?;
        transaction.commit().await
    }

    /// How far a reader has followed the log; `None` where it is not known, and what it has missed may be gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_changes_reader(&self, reader: &str) -> Result<Option<LogPlace>, Error> {
        let row = self.query(&READER_FIND).bind(reader.to_owned()).fetch_optional(&self.read).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Those of these interactions that are there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_events_of(&self, ids: &[InteractionId]) -> Result<Vec<InteractionEvent>, Error> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.query(&EVENTS_OF).bind(to_json(&ids)).fetch_all(&self.read).await?;
        rows.iter().map(event).collect()
    }

    /// Interactions by id, after one of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_events_after(
        &self,
        after: InteractionId,
        limit: i64,
    ) -> Result<Vec<InteractionEvent>, Error> {
        let rows = self.query(&EVENTS_AFTER).bind(after.0).bind(limit).fetch_all(&self.read).await?;
        rows.iter().map(event).collect()
    }
}
