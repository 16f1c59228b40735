//! The measure engine behind the trait: ClickHouse where it is configured, else the segments of this node where it keeps
//! some, else the store's own counting.
//!
//! Whole numbers come from the engine; count blocks and volumes, which someone else counted, always come from the store.

mod archive;
mod clickhouse;
mod contact_log;
mod counted;
mod export;
mod follow;
mod keeper;
mod log;
mod response_log;
mod segments;
mod together;

use catsup_analytics::MeasureEngine;
use catsup_model::{
    id::{ServiceId, WordingId},
    query::{Cell, Counts, CountsQuery, Filter, JointAnswers, Volumes},
};
use futures_util::future::try_join_all;
use jiff::SignedDuration;

/// A node whose segments were not seen for so long makes them anew when it comes back.
pub(crate) const NODE_KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

pub use catsup_analytics::export::Format as ExportFormat;

pub use self::{
    clickhouse::{ClickHouse, ClickHouseReport},
    export::export,
    keeper::Keeper,
    segments::{Segments, SegmentsReport},
};
use crate::{App, Error};

impl MeasureEngine for App {
    type Error = Error;

    async fn counts(&self, query: &CountsQuery) -> Result<Counts, Error> {
        Ok(self.counts_together(std::slice::from_ref(query)).await?.pop().unwrap_or_default())
    }

    async fn counts_together(&self, queries: &[CountsQuery]) -> Result<Vec<Counts>, Error> {
        let counted = self.counted_cells(queries).await?;
        let whole = queries.iter().zip(counted).map(|(query, cells)| self.with_count_blocks(query, cells));
        try_join_all(whole).await
    }

    async fn volumes(&self, filter: &Filter) -> Result<Volumes, Error> {
        let Some(answered) = self.counted_responses(filter).await? else {
            return Ok(self.store().volumes(filter).await?);
        };
        let covered = match self.segments() {
            Some(segments) => segments.covered(self, filter).await?,
            None => Vec::new(),
        };
        let known = self.store().volumes_beside_responses(filter, &covered).await?;
        let archived = match self.segments() {
            Some(segments) => segments.respondents(self, filter, known.offered.is_some()).await?,
            None => 0,
        };
        Ok(Volumes {
            answered: known.answered + answered,
            respondents: known.respondents.map(|respondents| respondents + archived),
            ..known
        })
    }

    async fn joint(&self, filter: &Filter, columns: &[Vec<WordingId>]) -> Result<Vec<JointAnswers>, Error> {
        match self.counted_joint(filter, columns).await? {
            Some(joint) => Ok(joint),
            None => Ok(self.store().joint_answers(filter, columns).await?),
        }
    }

    async fn extent(&self, services: &[ServiceId]) -> Result<Option<(i64, i64)>, Error> {
        let known = self.store().scope_extent(services).await?;
        let archived = self.segments().and_then(|segments| segments.archived_extent(services));
        Ok(match (known, archived) {
            (Some(known), Some(archived)) => Some((known.0.min(archived.0), known.1.max(archived.1))),
            (one, other) => one.or(other),
        })
    }
}

impl App {
    /// Adds to the cells of responses those of count blocks that no response stands in for.
    async fn with_count_blocks(&self, query: &CountsQuery, cells: Vec<Cell>) -> Result<Counts, Error> {
        let covered = match self.segments() {
            Some(segments) => segments.covered(self, &query.filter).await?,
            None => Vec::new(),
        };
        let blocks = self.store().block_counts(query, &covered).await?;
        let cells =
            if blocks.cells.is_empty() { cells } else { Cell::merged(cells.into_iter().chain(blocks.cells)) };
        Ok(Counts { cells, left_out: blocks.left_out })
    }
}
