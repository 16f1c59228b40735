//! The measure engine behind the trait: the segments of this node where it keeps some, or the store's own counting.
//!
//! Whole numbers come from the engine; count blocks and volumes, which someone else counted, always come from the store.

mod archive;
mod contact_log;
mod export;
mod follow;
mod keeper;
mod log;
mod response_log;
mod segments;

use catsup_analytics::{MeasureEngine, query::Snapshot};
use catsup_model::{
    id::{ServiceId, WordingId},
    query::{Cell, Counts, CountsQuery, Filter, JointAnswers, Volumes},
};
use jiff::SignedDuration;

/// A node whose segments were not seen for so long makes them anew when it comes back.
pub(crate) const NODE_KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

pub use catsup_analytics::export::Format as ExportFormat;

pub use self::{
    export::export,
    keeper::Keeper,
    segments::{Segments, SegmentsReport},
};
use crate::{App, Error};

impl MeasureEngine for App {
    type Error = Error;

    async fn counts(&self, query: &CountsQuery) -> Result<Counts, Error> {
        let Some(segments) = self.segments() else { return Ok(self.store().counts(query).await?) };
        let asked = query.clone();
        let counted = segments.ask(self, move |snapshot, cancel| snapshot.counts(&asked, cancel)).await?;
        let Some(cells) = counted else { return Ok(self.store().counts(query).await?) };
        let covered = segments.covered(self, &query.filter).await?;
        let blocks = self.store().block_counts(query, &covered).await?;
        Ok(Counts { cells: Cell::merged(cells.into_iter().chain(blocks.cells)), left_out: blocks.left_out })
    }

    async fn volumes(&self, filter: &Filter) -> Result<Volumes, Error> {
        let Some(segments) = self.segments() else { return Ok(self.store().volumes(filter).await?) };
        let asked = filter.clone();
        let counted = segments.ask(self, move |snapshot, cancel| snapshot.rows(&asked, cancel)).await?;
        let Some(answered) = counted else { return Ok(self.store().volumes(filter).await?) };
        let covered = segments.covered(self, filter).await?;
        let known = self.store().volumes_beside_responses(filter, &covered).await?;
        let archived = segments.respondents(self, filter, known.offered.is_some()).await?;
        Ok(Volumes {
            answered: known.answered + answered,
            respondents: known.respondents.map(|respondents| respondents + archived),
            ..known
        })
    }

    async fn joint(&self, filter: &Filter, columns: &[Vec<WordingId>]) -> Result<Vec<JointAnswers>, Error> {
        let Some(segments) = self.segments() else {
            return Ok(self.store().joint_answers(filter, columns).await?);
        };
        let (asked, wordings) = (filter.clone(), columns.to_vec());
        let ask = move |snapshot: &Snapshot, cancel: &_| snapshot.joint(&asked, &wordings, cancel);
        match segments.ask(self, ask).await? {
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
