//! The log of changes: which responses are new or different, in the order in which that was committed; and the
//! responses themselves as far as measures need them.
//!
//! Whatever changes a counted field of a response notes it here in the same transaction.

use std::collections::HashMap;

use catsup_model::{
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    response::CountedResponse,
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{
    Dialect, Error, Store, Transaction,
    error::{from_json, parsed, to_json},
    statement::statements,
};

statements! {
    CHANGE_NOTE = "INSERT INTO response_change (responses) VALUES (CAST(CAST($1 AS TEXT) AS {JSON}))";
    CHANGES_AFTER = "SELECT transaction_id, id, CAST(responses AS TEXT),
            {sqlite|1}{postgres|CASE WHEN transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
                THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END}
        FROM response_change
        WHERE transaction_id > CAST($1 AS BIGINT) OR (transaction_id = CAST($1 AS BIGINT) AND id > CAST($2 AS BIGINT))
        ORDER BY transaction_id, id LIMIT CAST($3 AS BIGINT)";
    CHANGES_END = "SELECT transaction_id, id FROM response_change
        {postgres|WHERE transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)}
        ORDER BY transaction_id DESC, id DESC LIMIT 1";
    READER_PUT = "INSERT INTO response_change_reader (name, transaction_id, entry, seen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET
            transaction_id = excluded.transaction_id, entry = excluded.entry, seen_at = excluded.seen_at";
    READER_FIND = "SELECT transaction_id, entry FROM response_change_reader WHERE name = $1";
    READER_SEEN = "SELECT seen_at FROM response_change_reader WHERE name = $1";
    READER_ALIVE = "UPDATE response_change_reader SET seen_at = $1 WHERE name = $2";
    READER_LEAVE = "DELETE FROM response_change_reader WHERE name = $1";
    CHANGES_WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM response_change
        WHERE transaction_id > CAST($1 AS BIGINT) OR (transaction_id = CAST($1 AS BIGINT) AND id > CAST($2 AS BIGINT))";
    READERS_FORGET = "DELETE FROM response_change_reader WHERE seen_at < $1";
    CHANGES_FORGET = "DELETE FROM response_change WHERE NOT EXISTS (
            SELECT 1 FROM response_change_reader reader
            WHERE response_change.transaction_id > reader.transaction_id
                OR (response_change.transaction_id = reader.transaction_id AND response_change.id > reader.entry))";
    MEASURE_ROWS_OF = "SELECT r.id, r.occurred_at, r.service_id, r.survey_id, r.version_id, r.touchpoint_id, r.channel,
            r.language, r.device, CAST(r.segments AS TEXT)
        FROM {rows:$1} CROSS JOIN response r WHERE r.id = CAST(value AS BIGINT) AND r.state = 'received'";
    MEASURE_ROWS_AFTER = "SELECT r.id, r.occurred_at, r.service_id, r.survey_id, r.version_id, r.touchpoint_id, r.channel,
            r.language, r.device, CAST(r.segments AS TEXT)
        FROM response r WHERE r.id > $1 AND r.state = 'received' ORDER BY r.id LIMIT CAST($2 AS BIGINT)";
    MEASURE_ANSWERS = "SELECT response_id, wording_id, value FROM answer
        WHERE response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND wording_id IS NOT NULL AND value IS NOT NULL
        ORDER BY response_id, question";
}

/// A place in the log: the transaction and the entry.
pub type LogPlace = (i64, i64);

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseChange {
    /// Where it stands.
    pub place: LogPlace,
    /// The responses that are new or different.
    pub responses: Vec<ResponseId>,
    /// Whether no entry can appear before it any more.
    pub settled: bool,
}

/// A response that counts: answers with what exactly was asked, in the order of their questions' keys.
pub type MeasureRow = CountedResponse<(WordingId, i64)>;

/// Notes that responses are new or different.
pub(crate) async fn note_in_tx(
    connection: &mut AnyConnection,
    dialect: Dialect,
    responses: &[i64],
) -> Result<(), Error> {
    if !responses.is_empty() {
        sqlx::query(CHANGE_NOTE.sql(dialect)).bind(to_json(&responses)).execute(connection).await?;
    }
    Ok(())
}

impl Transaction {
    /// Notes that responses are new or different.
    pub(crate) async fn changes_note(&mut self, responses: &[ResponseId]) -> Result<(), Error> {
        let ids: Vec<i64> = responses.iter().map(|id| id.0).collect();
        let dialect = self.dialect;
        note_in_tx(self.connection(), dialect, &ids).await
    }
}

impl Transaction {
    /// Notes how far a reader has followed the log.
    pub(crate) async fn changes_read(
        &mut self,
        reader: &str,
        place: LogPlace,
        now: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&READER_PUT).bind(reader.to_owned()).bind(place.0).bind(place.1);
        query.bind(now.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets a reader that reads no more.
    pub(crate) async fn changes_leave(&mut self, reader: &str) -> Result<(), Error> {
        self.query(&READER_LEAVE).bind(reader.to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets readers not seen since, and removes what every reader has read: all of it where nobody reads.
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
    /// Entries of the log after a place, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_after(&self, after: LogPlace, limit: i64) -> Result<Vec<ResponseChange>, Error> {
        let query = self.query(&CHANGES_AFTER).bind(after.0).bind(after.1).bind(limit);
        let rows = query.fetch_all(&self.read).await?;
        let change = |row: &AnyRow| {
            let ids: Vec<i64> = from_json("ids of responses", &row.try_get::<String, _>(2)?)?;
            Ok(ResponseChange {
                place: (row.try_get(0)?, row.try_get(1)?),
                responses: ids.into_iter().map(ResponseId).collect(),
                settled: row.try_get::<i64, _>(3)? == 1,
            })
        };
        rows.iter().map(change).collect()
    }

    /// The last settled place of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_end(&self) -> Result<LogPlace, Error> {
        let row = self.query(&CHANGES_END).fetch_optional(&self.read).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.try_get(0)?, row.try_get(1)?)))
    }

    /// Notes how far a reader has followed the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_read(&self, reader: &str, place: LogPlace, now: Timestamp) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        transaction.changes_read(reader, place, now).await?;
        transaction.commit().await
    }

    /// How many entries of the log come after a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_waiting(&self, after: LogPlace) -> Result<i64, Error> {
        let query = self.query(&CHANGES_WAITING).bind(after.0).bind(after.1);
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// Notes that a reader is still there, wherever it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader_alive(&self, reader: &str, now: Timestamp) -> Result<(), Error> {
        let query = self.query(&READER_ALIVE).bind(now.as_microsecond()).bind(reader.to_owned());
        query.execute(&self.write).await?;
        Ok(())
    }

    /// When a reader was last seen, microseconds since 1970 UTC.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader_seen(&self, reader: &str) -> Result<Option<i64>, Error> {
        let row = self.query(&READER_SEEN).bind(reader.to_owned()).fetch_optional(&self.read).await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }

    /// How far a reader has followed the log; `None` where it is not known, and what it has missed may be gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_reader(&self, reader: &str) -> Result<Option<LogPlace>, Error> {
        let row = self.query(&READER_FIND).bind(reader.to_owned()).fetch_optional(&self.read).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Those of these responses that count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn measure_rows_of(&self, ids: &[ResponseId]) -> Result<Vec<MeasureRow>, Error> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.query(&MEASURE_ROWS_OF).bind(to_json(&ids)).fetch_all(&self.read).await?;
        self.measure_rows(&rows).await
    }

    /// Responses that count, by id, after one of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn measure_rows_after(&self, after: ResponseId, limit: i64) -> Result<Vec<MeasureRow>, Error> {
        let rows = self.query(&MEASURE_ROWS_AFTER).bind(after.0).bind(limit).fetch_all(&self.read).await?;
        self.measure_rows(&rows).await
    }

    async fn measure_rows(&self, rows: &[AnyRow]) -> Result<Vec<MeasureRow>, Error> {
        let mut found: Vec<MeasureRow> = rows.iter().map(one).collect::<Result<_, _>>()?;
        let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
        if ids.is_empty() {
            return Ok(found);
        }
        let rows = self.query(&MEASURE_ANSWERS).bind(to_json(&ids)).fetch_all(&self.read).await?;
        let mut answers: HashMap<i64, Vec<(WordingId, i64)>> = HashMap::new();
        for row in &rows {
            let answer = (WordingId(row.try_get(1)?), row.try_get(2)?);
            answers.entry(row.try_get(0)?).or_default().push(answer);
        }
        for one in &mut found {
            one.answers = answers.remove(&one.id.0).unwrap_or_default();
        }
        Ok(found)
    }
}

fn one(row: &AnyRow) -> Result<MeasureRow, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    Ok(MeasureRow {
        id: ResponseId(row.try_get(0)?),
        occurred_at: row.try_get(1)?,
        service: ServiceId(row.try_get(2)?),
        survey: SurveyId(row.try_get(3)?),
        version: SurveyVersionId(row.try_get(4)?),
        touchpoint: row.try_get::<Option<i64>, _>(5)?.map(TouchpointId),
        channel: parsed("channel", &text(6)?)?,
        language: parsed("language", &text(7)?)?,
        device: row.try_get(8)?,
        segments: from_json("segments", &text(9)?)?,
        answers: Vec::new(),
    })
}
