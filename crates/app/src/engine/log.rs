//! What following a log of changes needs to know of it: which rows it speaks of, and what they are now.

use std::{fmt::Debug, future::Future};

use catsup_analytics::embedded::Kept;
use catsup_store::ChangeLog;

use crate::{App, Error};

/// A kind of rows that a log of changes of the store speaks of.
pub(super) trait Log: Debug + Default + Send + 'static {
    /// The rows.
    type Row: Kept;

    /// The log.
    const LOG: ChangeLog;

    /// What the rows are called.
    const WHAT: &'static str;

    /// Whether they say something about single persons, so that nothing of one that is gone may stay in the files.
    const PERSONAL: bool;

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
