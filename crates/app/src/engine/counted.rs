//! What responses say, from whichever engine counts them: `None` wherever the store must.
//!
//! Archived history stands in segments alone; where ClickHouse counts what the database holds, both are added.

use std::{collections::BTreeMap, sync::Arc};

use catsup_analytics::query::Snapshot;
use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Filter, JointAnswers},
};

use super::Segments;
use crate::{App, Error};

impl App {
    /// Segments that hold what neither the database nor ClickHouse does.
    fn archive(&self) -> Option<&Segments> {
        self.segments().filter(|segments| segments.has_archive())
    }

    pub(super) async fn counted_cells(&self, query: &CountsQuery) -> Result<Option<Vec<Cell>>, Error> {
        let asked = Arc::new(query.clone());
        let Some(clickhouse) = self.clickhouse() else {
            let Some(segments) = self.segments() else { return Ok(None) };
            return segments.ask(self, move |snapshot, cancel| snapshot.counts(&asked, cancel)).await;
        };
        let ask = |cluster: Arc<catsup_analytics::clickhouse::Cluster>, view| {
            let asked = Arc::clone(&asked);
            async move { cluster.counts(&view, &asked).await }
        };
        let counted = clickhouse.ask(self, ask).await?;
        let Some(archive) = self.archive() else { return Ok(counted) };
        let counted = match counted {
            Some(counted) => counted,
            None => self.store().response_counts(query).await?,
        };
        let archived = archive.of_archive(move |snapshot, cancel| snapshot.counts(&asked, cancel)).await?;
        Ok(Some(Cell::merged(counted.into_iter().chain(archived))))
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
