//! The measure engine behind one trait.
//!
//! Everything that shows a measure asks through [`MeasureEngine`], in the shapes of `catsup_model::query`. Engines are
//! the store's own counting in plain SQL, joined in by the `app` crate, and the one here: responses in immutable Arrow
//! files on disk, mapped into memory and counted as bytes ([`segment`], [`query`], [`embedded`]). Contacts are kept and
//! asked for in the same way ([`contacts`]).

pub mod authorities;
pub mod clickhouse;
pub mod contacts;
pub mod embedded;
pub mod error;
pub mod export;
pub mod query;
pub mod row;
pub mod segment;

use std::future::Future;

use catsup_model::{
    id::{ServiceId, WordingId},
    query::{Counts, CountsQuery, Filter, JointAnswers, Volumes},
};

pub use error::Error;

/// Answers questions about measures with sufficient statistics: whole numbers, from which figures are computed.
pub trait MeasureEngine {
    /// What can go wrong in the engine.
    type Error;

    /// Counts every answer value of every wording, by group.
    ///
    /// # Errors
    /// When the engine cannot answer; never a silently partial count.
    fn counts(&self, query: &CountsQuery) -> impl Future<Output = Result<Counts, Self::Error>> + Send;

    /// Answers each question as [`MeasureEngine::counts`] does, in few passes over the responses.
    ///
    /// # Errors
    /// When the engine cannot answer; never a silently partial count.
    fn counts_together(
        &self,
        queries: &[CountsQuery],
    ) -> impl Future<Output = Result<Vec<Counts>, Self::Error>> + Send;

    /// How many people could have answered, and did.
    ///
    /// # Errors
    /// When the engine cannot answer.
    fn volumes(&self, filter: &Filter) -> impl Future<Output = Result<Volumes, Self::Error>> + Send;

    /// Counts the combinations of answers that one person gave. Each column holds the greatest answer to any of its
    /// wordings; those who answered none of the columns are not counted. Count blocks know no combinations.
    ///
    /// # Errors
    /// When the engine cannot answer.
    fn joint(
        &self,
        filter: &Filter,
        columns: &[Vec<WordingId>],
    ) -> impl Future<Output = Result<Vec<JointAnswers>, Self::Error>> + Send;

    /// First and last instant (microseconds since 1970 UTC) at which anything of these services counts.
    ///
    /// # Errors
    /// When the engine cannot answer.
    fn extent(
        &self,
        services: &[ServiceId],
    ) -> impl Future<Output = Result<Option<(i64, i64)>, Self::Error>> + Send;
}
