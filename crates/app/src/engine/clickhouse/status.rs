//! What `catsup analytics` reports of ClickHouse.

use catsup_analytics::clickhouse::ServerStatus;
use catsup_model::{
    Reach,
    query::{Cell, CountsQuery, Dimension, Filter},
};
use catsup_store::ChangeLog;

use super::{COMPARED, ClickHouse, failed, table_of, view_of};
use crate::{App, Error, Refusal};

/// What `catsup analytics status` reports.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ClickHouseReport {
    /// Database and cluster.
    pub target: String,
    /// What each server says of itself.
    pub servers: Vec<ServerStatus>,
    /// The tables that are asked; 0 while there are none.
    pub generation: i64,
    /// Responses in them; none where a server does not answer.
    pub responses: Option<i64>,
    /// Rows in them, two more for each response that changed.
    pub rows: Option<i64>,
    /// Rows that must be there.
    pub rows_expected: i64,
    /// Batches that were given up since they were made.
    pub batches_given_up: usize,
    /// Entries of the log that are not taken over yet.
    pub waiting: i64,
    /// How many seconds ago nothing waited, where something does now.
    pub behind_seconds: Option<i64>,
    /// Whether figures are read from it: it holds all that it should.
    pub in_use: bool,
}

impl ClickHouse {
    /// What is held, and how far it follows the store.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn report(&self, app: &App) -> Result<ClickHouseReport, Error> {
        let feed = self.ledger(app).await?;
        let tally = match feed.generation {
            0 => None,
            _ => self.cluster.tally(&view_of(&feed)).await.ok(),
        };
        let begun = self.ledger(app).await?.attempt;
        let waiting = app.store().changes_waiting(ChangeLog::Responses, feed.place).await?;
        let seen =
            app.store().changes_reader_seen(ChangeLog::Responses, &feed.reader(feed.generation)).await?;
        let behind = seen.map(|seen| (app.now().as_microsecond() - seen).max(0) / 1_000_000);
        let table = (feed.generation != 0).then(|| table_of(&feed, feed.generation));
        Ok(ClickHouseReport {
            target: feed.target,
            servers: self.cluster.servers(table.as_ref()).await,
            generation: feed.generation,
            responses: tally.map(|tally| tally.responses),
            rows: tally.map(|tally| tally.rows),
            rows_expected: feed.held,
            batches_given_up: feed.aborted.len(),
            waiting,
            behind_seconds: behind.filter(|_| waiting > 0),
            in_use: tally.is_some_and(|tally| tally.rows == feed.held && tally.greatest_batch <= begun),
        })
    }

    /// Compares what is held with the ledger, and every count with the store's; what differs, in words.
    ///
    /// # Errors
    /// When the store fails or a server does not answer.
    pub async fn verify(&self, app: &App) -> Result<Vec<String>, Error> {
        if self.ledger(app).await?.generation == 0 {
            return Ok(vec!["ClickHouse holds nothing yet: a server feeds it when it starts".to_owned()]);
        }
        if !self.compare(app).await? {
            return Ok(vec!["ClickHouse holds other rows than it should: a server feeds it anew".to_owned()]);
        }
        let filter =
            Filter { services: app.store().service_ids(&Reach::Everything).await?, ..Filter::default() };
        let query = CountsQuery { filter, by: vec![Dimension::Service], wordings: Vec::new() };
        for _ in 0..COMPARED {
            let view = view_of(&self.catch_up(app).await?);
            let (responses, here) = (
                app.store().answered(&query.filter).await?,
                // In our order: PostgreSQL sorts texts its own way.
                Cell::merged(app.store().response_counts(&query).await?),
            );
            let rows = self.cluster.rows(&view, &query.filter).await.map_err(failed)?;
            let cells = self.cluster.counts(&view, &query).await.map_err(failed)?;
            if (rows, &cells) == (responses, &here) {
                return Ok(Vec::new());
            }
            // While responses come in, both are never asked at the same moment: what came in shows in the ledger.
            if view_of(&self.catch_up(app).await?) == view {
                let different = here.iter().filter(|cell| !cells.contains(cell)).count();
                return Ok(vec![format!(
                    "the database counts {} responses and ClickHouse {rows}; {different} of {} counts differ",
                    responses,
                    here.len()
                )]);
            }
        }
        Err(Refusal::Busy.into())
    }
}
