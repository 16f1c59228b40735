//! Makes everything anew from the store, in new tables, which are asked once they hold all of it.

use std::sync::atomic::Ordering;

use catsup_analytics::clickhouse::{Batch, Fact};
use catsup_model::id::ResponseId;
use catsup_store::{ChangeLog, ClickHouseFeed, Fed};
use jiff::SignedDuration;

use super::{
    ClickHouse, Trouble,
    follow::{RESPONSES, fact},
    table_of,
};
use crate::{App, Error, Refusal};

/// Whoever makes new tables is given up for dead after so long without a sign of life.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

impl ClickHouse {
    /// Makes everything anew; until the end, what counted before goes on counting. How many responses there are; `None`
    /// where another node is at it.
    ///
    /// # Errors
    /// When the store fails, or a server does not take its rows.
    pub async fn rebuild(&self, app: &App) -> Result<Option<u64>, Error> {
        Ok(self.build(app).await?)
    }

    pub(super) async fn build(&self, app: &App) -> Result<Option<u64>, Trouble> {
        let before = self.ledger(app).await?;
        let dead = (app.now() - PATIENCE).as_microsecond();
        if before.building_at.is_some_and(|seen| seen > dead) {
            return Ok(None);
        }
        let Some(building) = app.store().clickhouse_build(&before, app.now()).await? else { return Ok(None) };
        match self.build_into(app, &before, building).await {
            Ok(read) => Ok(Some(read)),
            Err(trouble) => {
                if let Err(error) = app.store().clickhouse_build_left(&before, building).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "new tables could not be given up"
                    );
                }
                Err(trouble)
            }
        }
    }

    async fn build_into(&self, app: &App, before: &ClickHouseFeed, building: i64) -> Result<u64, Trouble> {
        let store = app.store();
        // What comes in from now on stays in the log until the new tables have it: first all of it, lest any of it go
        // before its end is known.
        store.changes_read(ChangeLog::Responses, &before.reader(building), (0, 0), app.now()).await?;
        let start = store.changes_end(ChangeLog::Responses).await?;
        store.changes_read(ChangeLog::Responses, &before.reader(building), start, app.now()).await?;
        let table = table_of(before, building);
        self.cluster.create(&table).await?;
        let (mut after, mut read, mut greatest) = (ResponseId(i64::MIN), 0_u64, 0);
        loop {
            let limit = i64::try_from(RESPONSES).unwrap_or(i64::MAX);
            let page = store.measure_rows_after(after, limit).await?;
            let Some(last) = page.last() else { break };
            (after, greatest) = (last.id, last.id.0);
            read += page.len() as u64;
            let facts: Vec<Fact> =
                page.into_iter().map(fact).collect::<Result<_, _>>().map_err(Trouble::Response)?;
            self.cluster.insert(&table, 1, &Batch::of_new(&facts)).await?;
            if !store.clickhouse_building(&self.target, building, app.now()).await? {
                return Err(Refusal::Busy.into());
            }
        }
        let fed = Fed { place: start, rows: i64::try_from(read).unwrap_or(i64::MAX), greatest };
        if !store.clickhouse_built(before, building, fed, app.now()).await? {
            return Err(Refusal::Busy.into());
        }
        self.sound.store(building, Ordering::Release);
        if let Err(error) = self.cluster.drop_before(&table).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old tables could not be removed");
        }
        Ok(read)
    }
}
