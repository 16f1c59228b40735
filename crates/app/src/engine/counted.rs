//! What responses say, from whichever engine counts them; combinations and rows are `None` where the store must.
//!
//! Archived history stands in segments alone; where ClickHouse counts what the database holds, both are added.

use std::{collections::BTreeMap, sync::Arc};

use catsup_analytics::query::Snapshot;
use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Filter, JointAnswers},
};
use futures_util::future::try_join_all;

use super::{
    Segments,
    together::{answers, passes},
};
use crate::{App, Error};

impl App {
    /// Segments that hold what neither the database nor ClickHouse does.
    fn archive(&self) -> Option<&Segments> {
        self.segments().filter(|segments| segments.has_archive())
    }

    /// The cells of each question, in order, over responses alone.
    pub(super) async fn counted_cells(&self, queries: &[CountsQuery]) -> Result<Vec<Vec<Cell>>, Error> {
        let asked: Arc<[CountsQuery]> = queries.into();
        let of_segments = |asked: Arc<[CountsQuery]>| {
            move |snapshot: &Snapshot, cancel: &_| snapshot.counts_together(&asked, cancel)
        };
        let Some(clickhouse) = self.clickhouse() else {
            if let Some(segments) = self.segments()
                && let Some(counted) = segments.ask(self, of_segments(asked)).await?
            {
                return Ok(counted);
            }
            return self.stored_cells(queries).await;
        };
        let passes = Arc::new(passes(queries));
        let ask = |cluster: Arc<catsup_analytics::clickhouse::Cluster>, view| {
            let passes = Arc::clone(&passes);
            async move { try_join_all(passes.iter().map(|pass| cluster.counts(&view, &pass.query))).await }
        };
        let counted = match clickhouse.ask(self, ask).await? {
            Some(counted) => answers(queries, &passes, counted),
            None => self.stored_cells(queries).await?,
        };
        let Some(archive) = self.archive() else { return Ok(counted) };
        let archived = archive.of_archive(of_segments(asked)).await?;
        let both = counted.into_iter().zip(archived);
        Ok(both.map(|(one, other)| Cell::merged(one.into_iter().chain(other))).collect())
    }

    /// As [`App::counted_cells`], of what the database holds.
    async fn stored_cells(&self, queries: &[CountsQuery]) -> Result<Vec<Vec<Cell>>, Error> {
        let passes = passes(queries);
        let counting = passes.iter().map(|pass| self.store().response_counts(&pass.query));
        let counted = try_join_all(counting).await?;
        Ok(answers(queries, &passes, counted))
    }

    pub(super) async fn counted_responses(&self, filter: &Filter) -> Result<Option<i64>, Error> {
        let asked = Arc::new(filter.clone());
        let Some(clickhouse) = self.clickhouse() else {
            let Some(segments) = self.segments() else { return Ok(None) };
            return segments.ask(self, move |snapshot, cancel| snapshot.rows(&asked, cancel)).await;
        };
        let ask = |cluster: Arc<catsup_analytics::clickhouse::Cluster>, view| {
            let asked = Arc::clone(&asked);
            async move { cluster.rows(&view, &asked).await }
        };
        let counted = clickhouse.ask(self, ask).await?;
        let Some(archive) = self.archive() else { return Ok(counted) };
        let counted = match counted {
            Some(counted) => counted,
            None => self.store().answered(filter).await?,
        };
        let archived = archive.of_archive(move |snapshot, cancel| snapshot.rows(&asked, cancel)).await?;
        Ok(Some(counted + archived))
    }

    pub(super) async fn counted_joint(
        &self,
        filter: &Filter,
        columns: &[Vec<WordingId>],
    ) -> Result<Option<Vec<JointAnswers>>, Error> {
        let asked = Arc::new((filter.clone(), columns.to_vec()));
        let of_segments = |asked: Arc<(Filter, Vec<Vec<WordingId>>)>| {
            move |snapshot: &Snapshot, cancel: &_| snapshot.joint(&asked.0, &asked.1, cancel)
        };
        let Some(clickhouse) = self.clickhouse() else {
            let Some(segments) = self.segments() else { return Ok(None) };
            return segments.ask(self, of_segments(asked)).await;
        };
        let ask = |cluster: Arc<catsup_analytics::clickhouse::Cluster>, view| {
            let asked = Arc::clone(&asked);
            async move { cluster.joint(&view, &asked.0, &asked.1).await }
        };
        let counted = clickhouse.ask(self, ask).await?;
        let Some(archive) = self.archive() else { return Ok(counted) };
        let counted = match counted {
            Some(counted) => counted,
            None => self.store().joint_answers(filter, columns).await?,
        };
        let archived = archive.of_archive(of_segments(asked)).await?;
        let mut sums = BTreeMap::new();
        for one in counted.into_iter().chain(archived) {
            *sums.entry(one.values).or_insert(0) += one.n;
        }
        Ok(Some(sums.into_iter().map(|(values, n)| JointAnswers { values, n }).collect()))
    }
}
