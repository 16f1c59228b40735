//! The ledger of what ClickHouse holds: which batches of rows count there, and how far they follow the log of changes.
//!
//! Every step is taken only from what was seen before it. Of two nodes that try, one wins; one that was given up for
//! dead cannot commit any more.

use jiff::Timestamp;
use sqlx::Row as _;

use crate::{
    ChangeLog, Error, LogPlace, Store,
    error::{from_json, to_json},
    statement::statements,
};

statements! {
    FEED_ADD = "INSERT INTO clickhouse_feed (target, installation, generation, transaction_id, entry, committed, attempt,
            attempt_at, held, greatest, aborted, building, building_at)
        VALUES ($1, $2, 0, 0, 0, 0, 0, NULL, 0, 0, CAST(CAST('[]' AS TEXT) AS {JSON}), 0, NULL)
        ON CONFLICT (target) DO NOTHING";
    FEED_FIND = "SELECT installation, generation, transaction_id, entry, committed, attempt, attempt_at, held, greatest,
            CAST(aborted AS TEXT), building, building_at
        FROM clickhouse_feed WHERE target = $1";
    FEED_ATTEMPT = "UPDATE clickhouse_feed SET attempt = $1, attempt_at = $2, aborted = CAST(CAST($3 AS TEXT) AS {JSON})
        WHERE target = $4 AND generation = $5 AND attempt = $6 AND committed = $7";
    FEED_ALIVE = "UPDATE clickhouse_feed SET attempt_at = $1
        WHERE target = $2 AND generation = $3 AND attempt = $4 AND attempt_at IS NOT NULL";
    FEED_COMMIT = "UPDATE clickhouse_feed SET committed = attempt, attempt_at = NULL, transaction_id = $1, entry = $2,
            held = held + $3, greatest = $4
        WHERE target = $5 AND generation = $6 AND attempt = $7 AND attempt_at IS NOT NULL";
    FEED_ABORT = "UPDATE clickhouse_feed SET attempt_at = NULL, aborted = CAST(CAST($1 AS TEXT) AS {JSON})
        WHERE target = $2 AND generation = $3 AND attempt = $4 AND attempt_at IS NOT NULL";
    FEED_BUILD = "UPDATE clickhouse_feed SET building = $1, building_at = $2
        WHERE target = $3 AND generation = $4 AND building = $5";
    FEED_BUILDING = "UPDATE clickhouse_feed SET building_at = $1
        WHERE target = $2 AND building = $3 AND building_at IS NOT NULL";
    FEED_BUILD_LEFT = "UPDATE clickhouse_feed SET building_at = NULL WHERE target = $1 AND building = $2";
    FEED_BUILT = "UPDATE clickhouse_feed SET generation = building, building_at = NULL, transaction_id = $1, entry = $2,
            committed = 1, attempt = 1, attempt_at = NULL, held = $3, greatest = $4,
            aborted = CAST(CAST('[]' AS TEXT) AS {JSON})
        WHERE target = $5 AND building = $6 AND building_at IS NOT NULL";
}

/// What ClickHouse holds of this installation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClickHouseFeed {
    /// Database and cluster.
    pub target: String,
    /// Stands in the names of the tables.
    pub installation: String,
    /// The tables that are asked; 0 while there are none.
    pub generation: i64,
    /// How far the log is taken over.
    pub place: LogPlace,
    /// The last batch that counts.
    pub committed: i64,
    /// The greatest number ever given to a batch.
    pub attempt: i64,
    /// The last sign of life of whoever writes that batch, microseconds since 1970 UTC; none when nobody does.
    pub attempt_at: Option<i64>,
    /// How many rows of counting batches must be there.
    pub held: i64,
    /// No response with a greater id was ever handed over.
    pub greatest: i64,
    /// Batches that were given up.
    pub aborted: Vec<i64>,
    /// The latest generation that anybody began to make.
    pub building: i64,
    /// The last sign of life of whoever makes it; none when nobody does.
    pub building_at: Option<i64>,
}

impl ClickHouseFeed {
    /// The name under which tables of a generation read the log of changes.
    #[must_use]
    pub fn reader(&self, generation: i64) -> String {
        format!("clickhouse {} {generation}", self.installation)
    }
}

/// What a batch, or everything made anew, changes in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fed {
    /// How far the log is taken over now.
    pub place: LogPlace,
    /// Rows that were written.
    pub rows: i64,
    /// The greatest id handed over so far.
    pub greatest: i64,
}

impl Store {
    /// The ledger of a target, begun under `installation` when it is new.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_feed_begin(&self, target: &str, installation: &str) -> Result<(), Error> {
        let query = self.query(&FEED_ADD).bind(target.to_owned()).bind(installation.to_owned());
        query.execute(&self.write).await?;
        Ok(())
    }

    /// The ledger of a target.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_feed(&self, target: &str) -> Result<Option<ClickHouseFeed>, Error> {
        let row = self.query(&FEED_FIND).bind(target.to_owned()).fetch_optional(&self.read).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(ClickHouseFeed {
            target: target.to_owned(),
            installation: row.try_get(0)?,
            generation: row.try_get(1)?,
            place: (row.try_get(2)?, row.try_get(3)?),
            committed: row.try_get(4)?,
            attempt: row.try_get(5)?,
            attempt_at: row.try_get(6)?,
            held: row.try_get(7)?,
            greatest: row.try_get(8)?,
            aborted: from_json("batches", &row.try_get::<String, _>(9)?)?,
            building: row.try_get(10)?,
            building_at: row.try_get(11)?,
        }))
    }

    /// Takes the next number for a batch, and gives up the one before if it is still under way. `None` where another
    /// node was quicker.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_attempt(
        &self,
        seen: &ClickHouseFeed,
        now: Timestamp,
    ) -> Result<Option<ClickHouseFeed>, Error> {
        let mut next = seen.clone();
        if seen.attempt_at.is_some() {
            next.aborted.push(seen.attempt);
        }
        next.attempt += 1;
        next.attempt_at = Some(now.as_microsecond());
        let query =
            self.query(&FEED_ATTEMPT).bind(next.attempt).bind(next.attempt_at).bind(to_json(&next.aborted));
        let query =
            query.bind(seen.target.clone()).bind(seen.generation).bind(seen.attempt).bind(seen.committed);
        Ok((query.execute(&self.write).await?.rows_affected() == 1).then_some(next))
    }

    /// Says that whoever took an attempt is still at it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_alive(&self, taken: &ClickHouseFeed, now: Timestamp) -> Result<(), Error> {
        let query = self.query(&FEED_ALIVE).bind(now.as_microsecond()).bind(taken.target.clone());
        query.bind(taken.generation).bind(taken.attempt).execute(&self.write).await?;
        Ok(())
    }

    /// Makes the batch of a taken attempt count, and notes the place in the log. Whether it does: another node may have
    /// given the attempt up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_commit(
        &self,
        taken: &ClickHouseFeed,
        fed: Fed,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let query = transaction.query(&FEED_COMMIT).bind(fed.place.0).bind(fed.place.1).bind(fed.rows);
        let query =
            query.bind(fed.greatest).bind(taken.target.clone()).bind(taken.generation).bind(taken.attempt);
        let counts = query.execute(transaction.connection()).await?.rows_affected() == 1;
        if counts {
            transaction
                .changes_read(ChangeLog::Responses, &taken.reader(taken.generation), fed.place, now)
                .await?;
            transaction.commit().await?;
        }
        Ok(counts)
    }

    /// Gives up a taken attempt, whatever arrived of its rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_abort(&self, taken: &ClickHouseFeed) -> Result<(), Error> {
        let aborted = [taken.aborted.as_slice(), &[taken.attempt]].concat();
        let query = self.query(&FEED_ABORT).bind(to_json(&aborted)).bind(taken.target.clone());
        query.bind(taken.generation).bind(taken.attempt).execute(&self.write).await?;
        Ok(())
    }

    /// Takes the making of a new generation; `None` where another node was quicker.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_build(
        &self,
        seen: &ClickHouseFeed,
        now: Timestamp,
    ) -> Result<Option<i64>, Error> {
        let building = seen.generation.max(seen.building) + 1;
        let query =
            self.query(&FEED_BUILD).bind(building).bind(now.as_microsecond()).bind(seen.target.clone());
        let query = query.bind(seen.generation).bind(seen.building);
        Ok((query.execute(&self.write).await?.rows_affected() == 1).then_some(building))
    }

    /// Says that whoever makes a generation is still at it. Whether it still may: another node may have taken over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_building(
        &self,
        target: &str,
        building: i64,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let query =
            self.query(&FEED_BUILDING).bind(now.as_microsecond()).bind(target.to_owned()).bind(building);
        Ok(query.execute(&self.write).await?.rows_affected() == 1)
    }

    /// Leaves the making of a generation to whoever wants to begin another one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_build_left(&self, before: &ClickHouseFeed, building: i64) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        let query = transaction.query(&FEED_BUILD_LEFT).bind(before.target.clone()).bind(building);
        query.execute(transaction.connection()).await?;
        transaction.changes_leave(ChangeLog::Responses, &before.reader(building)).await?;
        transaction.commit().await
    }

    /// Has a generation that was made asked from now on. Whether it is: another node may have taken over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clickhouse_built(
        &self,
        before: &ClickHouseFeed,
        building: i64,
        fed: Fed,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let query = transaction.query(&FEED_BUILT).bind(fed.place.0).bind(fed.place.1).bind(fed.rows);
        let query = query.bind(fed.greatest).bind(before.target.clone()).bind(building);
        let counts = query.execute(transaction.connection()).await?.rows_affected() == 1;
        if counts {
            transaction.changes_read(ChangeLog::Responses, &before.reader(building), fed.place, now).await?;
            transaction.changes_leave(ChangeLog::Responses, &before.reader(before.generation)).await?;
            transaction.commit().await?;
        }
        Ok(counts)
    }
}
