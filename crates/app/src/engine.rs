//! The measure engine in plain SQL: the store's own counting behind the engine's trait.

use catsup_analytics::MeasureEngine;
use catsup_model::query::{Counts, CountsQuery, Filter, Volumes};

use crate::{App, Error};

impl MeasureEngine for App {
    type Error = Error;

    async fn counts(&self, query: &CountsQuery) -> Result<Counts, Error> {
        Ok(self.store().counts(query).await?)
    }

    async fn volumes(&self, filter: &Filter) -> Result<Volumes, Error> {
        Ok(self.store().volumes(filter).await?)
    }
}
