//! The measure engine behind one trait.
//!
//! Everything that shows a measure asks through [`MeasureEngine`], in the shapes of `catsup_model::query`. Engines are
//! the store's own counting in plain SQL, joined in by the `app` crate, and the one here: responses in immutable Arrow
//! files on disk, mapped into memory and counted as bytes ([`segment`], [`query`], [`embedded`]).

pub mod embedded;
pub mod error;
pub mod query;
pub mod row;
pub mod segment;

use std::future::Future;

use catsup_model::query::{Counts, CountsQuery, Filter, Volumes};

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

    /// How many people could have answered, and did.
    ///
    /// # Errors
    /// When the engine cannot answer.
    fn volumes(&self, filter: &Filter) -> impl Future<Output = Result<Volumes, Self::Error>> + Send;
}
