//! Every case of a period, from the oldest to the newest, a page at a time.

use catsup_model::{
    case::Case,
    id::{CaseId, ServiceId},
};

use super::{
    columns,
    row::{NEVER, case},
};
use crate::{Error, Store, error::to_json, statement::statements};

statements! {
    CASES_OF_PERIOD = concat!("SELECT ", columns!(), " FROM case_file
        WHERE id > $1 AND (CAST($2 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))
            AND opened_at >= CAST($3 AS BIGINT) AND opened_at < CAST($4 AS BIGINT)
        ORDER BY id LIMIT CAST($5 AS BIGINT)");
}

/// Which cases are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CasesWanted {
    /// Services; every one when `None`.
    pub services: Option<Vec<ServiceId>>,
    /// When they were opened: start (included) and end (excluded), microseconds since 1970 UTC.
    pub opened: Option<(i64, i64)>,
}

impl Store {
    /// Cases after `after`, by id, which is the order they were opened in; none after the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_page(
        &self,
        wanted: &CasesWanted,
        after: Option<CaseId>,
        most: i64,
    ) -> Result<Vec<Case>, Error> {
        let services =
            wanted.services.as_ref().map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let (from, until) = wanted.opened.unwrap_or((-NEVER, NEVER));
        let query = self.query(&CASES_OF_PERIOD).bind(after.map_or(i64::MIN, |id| id.0)).bind(services);
        let query = query.bind(from).bind(until).bind(most);
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }
}
