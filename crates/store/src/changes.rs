//! The logs of changes: which responses and which interactions are new, different or gone, in the order in which that was
//! committed.
//!
//! Whatever changes a counted field of a response, or an interaction, notes it here in the same transaction.

use catsup_model::id::ResponseId;
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{
    Dialect, Error, Store, Transaction,
    error::{from_json, to_json},
    statement::statements,
};

statements! {
    CHANGE_NOTE = "INSERT INTO change (log, rows_changed) VALUES ($1, CAST(CAST($2 AS TEXT) AS {JSON}))";
    CHANGES_AFTER = "SELECT transaction_id, id, CAST(rows_changed AS TEXT),
            {sqlite|1}{postgres|CASE WHEN transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
                THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END}
        FROM change
        WHERE log = $1 AND (transaction_id > CAST($2 AS BIGINT) OR (transaction_id = CAST($2 AS BIGINT) AND id > CAST($3 AS BIGINT)))
        ORDER BY transaction_id, id LIMIT CAST($4 AS BIGINT)";
    CHANGES_END = "SELECT transaction_id, id FROM change WHERE log = $1
            {postgres|AND transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)}
        ORDER BY transaction_id DESC, id DESC LIMIT 1";
    CHANGES_WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM change
        WHERE log = $1 AND (transaction_id > CAST($2 AS BIGINT) OR (transaction_id = CAST($2 AS BIGINT) AND id > CAST($3 AS BIGINT)))";
    READER_PUT = "INSERT INTO change_reader (log, name, transaction_id, entry, seen_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (log, name) DO UPDATE SET
            transaction_id = excluded.transaction_id, entry = excluded.entry, seen_at = excluded.seen_at";
    READER_FIND = "SELECT transaction_id, entry FROM change_reader WHERE log = $1 AND name = $2";
    READER_SEEN = "SELECT seen_at FROM change_reader WHERE log = $1 AND name = $2";
    READER_ALIVE = "UPDATE change_reader SET seen_at = $1 WHERE log = $2 AND name = $3";
    READER_LEAVE = "DELETE FROM change_reader WHERE log = $1 AND name = $2";
    READERS_FORGET = "DELETE FROM change_reader WHERE seen_at < $1";
    CHANGES_FORGET = "DELETE FROM change WHERE NOT EXISTS (
            SELECT 1 FROM change_reader reader
            WHERE reader.log = change.log AND (change.transaction_id > reader.transaction_id
                OR (change.transaction_id = reader.transaction_id AND change.id > reader.entry)))";
}

/// What a log of changes speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeLog {
    /// Responses, as far as they count.
    Responses,
    /// Interactions.
    Interactions,
}

impl ChangeLog {
    fn code(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Interactions => "interactions",
        }
    }
}

/// A place in a log: the transaction and the entry.
pub type LogPlace = (i64, i64);

/// One entry of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands.
    pub place: LogPlace,
    /// Ids of what is new, different or gone.
    pub ids: Vec<i64>,
    /// Whether no entry can appear before it any more.
    pub settled: bool,
}

/// Notes what is new, different or gone.
pub(crate) async fn note_in_tx(
    connection: &mut AnyConnection,
    dialect: Dialect,
    log: ChangeLog,
    ids: &[i64],
) -> Result<(), Error> {
    if !ids.is_empty() {
        let query = sqlx::query(CHANGE_NOTE.sql(dialect)).bind(log.code());
        query.bind(to_json(&ids)).execute(connection).await?;
    }
    Ok(())
}

impl Transaction {
    /// Notes that responses are new or different.
    pub(crate) async fn changes_note(&mut self, responses: &[ResponseId]) -> Result<(), Error> {
        let ids: Vec<i64> = responses.iter().map(|id| id.0).collect();
        let dialect = self.dialect;
        note_in_tx(self.connection(), dialect, ChangeLog::Responses, &ids).await
    }

    /// Notes how far a reader has followed a log.
    pub(crate) async fn changes_read(
        &mut self,
        log: ChangeLog,
        reader: &str,
        place: LogPlace,
        now: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&READER_PUT).bind(log.code()).bind(reader.to_owned());
        let query = query.bind(place.0).bind(place.1).bind(now.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets a reader that reads no more.
    pub(crate) async fn changes_leave(&mut self, log: ChangeLog, reader: &str) -> Result<(), Error> {
        let query = self.query(&READER_LEAVE).bind(log.code()).bind(reader.to_owned());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets readers not seen since, and removes what every reader of a log has read: all of it where nobody reads.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_forget(&mut self, not_seen_since: Timestamp) -> Result<(), Error> {
        let query = self.query(&READERS_FORGET).bind(not_seen_since.as_microsecond());
        query.execute(self.connection()).await?;
        self.query(&CHANGES_FORGET).execute(self.connection()).await?;
        Ok(())
    }
}

impl Store {
    /// Entries of a log after a place, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_after(
        &self,
        log: ChangeLog,
        after: LogPlace,
        limit: i64,
    ) -> Result<Vec<Change>, Error> {
        let query = self.query(&CHANGES_AFTER).bind(log.code()).bind(after.0).bind(after.1).bind(limit);
        let rows = query.fetch_all(&self.read).await?;
        let change = |row: &AnyRow| {
            Ok(Change {
                place: (row.try_get(0)?, row.try_get(1)?),
                ids: from_json("ids of a change", &row.try_get::<String, _>(2)?)?,
                settled: row.try_get::<i64, _>(3)? == 1,
            })
        };
        rows.iter().map(change).collect()
    }

    /// The last settled place of a log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_end(&self, log: ChangeLog) -> Result<LogPlace, Error> {
        let row = self.query(&CHANGES_END).bind(log.code()).fetch_optional(&self.read).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.try_get(0)?, row.try_get(1)?)))
    }

    /// How many entries of a log come after a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_waiting(&self, log: ChangeLog, after: LogPlace) -> Result<i64, Error> {
        let query = self.query(&CHANGES_WAITING).bind(log.code()).bind(after.0).bind(after.1);
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// Notes how far a reader has followed a log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_read(
        &self,
        log: ChangeLog,
        reader: &str,
        place: LogPlace,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        transaction.changes_read(log, reader, place, now).await?;
        transaction.commit().await
    }

    /// How far a reader has followed a log; `None` where it is not known, and what it has missed may be gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader(&self, log: ChangeLog, reader: &str) -> Result<Option<LogPlace>, Error> {
        let query = self.query(&READER_FIND).bind(log.code()).bind(reader.to_owned());
        let row = query.fetch_optional(&self.read).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Notes that a reader is still there, wherever it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader_alive(
        &self,
        log: ChangeLog,
        reader: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&READER_ALIVE).bind(now.as_microsecond()).bind(log.code());
        query.bind(reader.to_owned()).execute(&self.write).await?;
        Ok(())
    }

    /// When a reader was last seen, microseconds since 1970 UTC.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader_seen(&self, log: ChangeLog, reader: &str) -> Result<Option<i64>, Error> {
        let query = self.query(&READER_SEEN).bind(log.code()).bind(reader.to_owned());
        let row = query.fetch_optional(&self.read).await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }
}
