//! What following a log of changes needs to know of it: which rows it speaks of, and what they are now.

use std::{fmt::Debug, future::Future};

use catsup_analytics::embedded::Kept;
use catsup_store::LogPlace;

use crate::{App, Error};

/// One entry of a log.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Where it stands.
    pub(super) place: LogPlace,
    /// Ids of the rows that are new, different or gone.
    pub(super) ids: Vec<i64>,
    /// Whether no entry can appear before it any more.
    pub(super) settled: bool,
}

/// A log of changes of the store.
pub(super) trait Log: Debug + Default + Send + 'static {
    /// The rows it speaks of.
    type Row: Kept;

    /// What they are called.
    const WHAT: &'static str;

    /// Whether they say something about single persons, so that nothing of one that is gone may stay in the files.
    const PERSONAL: bool;

    /// Entries after a place, in their order.
    fn after(
        app: &App,
        place: LogPlace,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<Entry>, Error>> + Send;

    /// Its last settled place.
    fn end(app: &App) -> impl Future<Output = Result<LogPlace, Error>> + Send;

    /// Notes how far a reader has followed it.
    fn read(app: &App, reader: &str, place: LogPlace) -> impl Future<Output = Result<(), Error>> + Send;

    /// How far a reader has followed it.
    fn reader(app: &App, reader: &str) -> impl Future<Output = Result<Option<LogPlace>, Error>> + Send;

    /// Those of these rows that count.
    fn rows_of(
        &mut self,
        app: &App,
        ids: &[i64],
    ) -> impl Future<Output = Result<Vec<Self::Row>, Error>> + Send;

    /// Rows that count, by id, after one of them.
    fn rows_after(
        &mut self,
        app: &App,
        id: i64,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<Self::Row>, Error>> + Send;
}
