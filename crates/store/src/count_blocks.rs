//! Count blocks: answer counts that someone else made, upserted by source and key.

use catsup_model::{
    count_block::NewCountBlock,
    id::{CountBlockId, ServiceId, WordingId},
};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Transaction, error::to_json, statement::statements};

statements! {
    BLOCK_OF_KEY = "SELECT id FROM count_block WHERE source = $1 AND source_key = $2";
    BLOCK_UPSERT = include_str!("sql/block_upsert.sql");
    BLOCK_COUNTS_DELETE = "DELETE FROM block_count WHERE block_id = $1";
    BLOCK_COUNTS_INSERT = "INSERT INTO block_count (block_id, wording_id, value, n)
        SELECT $1, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT)
        FROM {rows:$2}";
}

/// Where a block belongs in this installation.
#[derive(Debug, Clone)]
pub struct BlockPlace {
    /// The service.
    pub service: ServiceId,
    /// Start (included) and end (excluded) of its days, microseconds since 1970 UTC.
    pub microseconds: (i64, i64),
    /// Wording, value and count; one row per pair of wording and value.
    pub counts: Vec<(WordingId, i64, i64)>,
}

impl Transaction {
    /// Stores a block, replacing the one of the same source and key. `new_id` is used when there is none.
    /// Returns whether it was new.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_block_upsert(
        &mut self,
        block: &NewCountBlock,
        place: &BlockPlace,
        new_id: CountBlockId,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let known = self.query(&BLOCK_OF_KEY).bind(block.source.clone()).bind(block.key.clone());
        let known = known.fetch_optional(self.connection()).await?;
        let id: i64 = known.as_ref().map_or(Ok(new_id.0), |row| row.try_get(0))?;
        self.query(&BLOCK_UPSERT)
            .bind(id)
            .bind(block.source.clone())
            .bind(block.key.clone())
            .bind(block.name.clone())
            .bind(place.service.0)
            .bind(block.channel.code())
            .bind(block.days.first.to_string())
            .bind(block.days.last.to_string())
            .bind(place.microseconds.0)
            .bind(place.microseconds.1)
            .bind(block.customers)
            .bind(block.offered)
            .bind(block.respondents)
            .bind(to_json(&block.details))
            .bind(at.as_microsecond())
            .execute(self.connection())
            .await?;
        self.query(&BLOCK_COUNTS_DELETE).bind(id).execute(self.connection()).await?;
        let rows: Vec<_> = place.counts.iter().map(|(wording, value, n)| (wording.0, value, n)).collect();
        self.query(&BLOCK_COUNTS_INSERT).bind(id).bind(to_json(&rows)).execute(self.connection()).await?;
        Ok(known.is_none())
    }
}
