//! Cases that came in by Open311: by when they came, and by number. No other case is ever found here.

use catsup_model::{
    case::{Case, CaseNumber, CaseStatus},
    id::ServiceId,
};
use jiff::Timestamp;

use super::{columns, row::case};
use crate::{Error, Store, error::to_json, statement::statements};

statements! {
    // A case that goes on in another one stands where that one stands.
    OPEN311_CASES = concat!("SELECT ", columns!(), " FROM case_file
        WHERE source = 'open311' AND opened_at >= $1 AND opened_at <= $2
            AND (CAST($3 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$3}))
            AND (CAST($4 AS TEXT) IS NULL OR COALESCE(
                (SELECT other.status FROM case_file AS other WHERE other.id = case_file.merged_into), status
            ) IN (SELECT value ->> 0 FROM {rows:$4}))
        ORDER BY opened_at DESC, id DESC LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT)");
    OPEN311_CASES_OF_NUMBERS = concat!("SELECT ", columns!(), " FROM case_file
        WHERE source = 'open311' AND number IN (SELECT value ->> 0 FROM {rows:$1})
        ORDER BY opened_at DESC, id DESC");
}

/// Which of the cases that came in by Open311 are wanted. An empty list sets no bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open311Filter {
    /// Services that count.
    pub services: Vec<ServiceId>,
    /// Statuses that count; that of the case they go on in for those that do.
    pub statuses: Vec<CaseStatus>,
    /// When they came in, both ends included.
    pub opened: (Timestamp, Timestamp),
    /// The most of them.
    pub limit: i64,
    /// How many of the newest are passed over.
    pub offset: i64,
}

impl Store {
    /// Cases that came in by Open311 and pass, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open311_cases(&self, filter: &Open311Filter) -> Result<Vec<Case>, Error> {
        let ids: Vec<i64> = filter.services.iter().map(|id| id.0).collect();
        let codes: Vec<[&str; 1]> = filter.statuses.iter().map(|status| [status.code()]).collect();
        let (from, until) = filter.opened;
        let query = self.query(&OPEN311_CASES).bind(from.as_microsecond()).bind(until.as_microsecond());
        let query = query.bind((!ids.is_empty()).then(|| to_json(&ids)));
        let query = query.bind((!codes.is_empty()).then(|| to_json(&codes)));
        let query = query.bind(filter.limit).bind(filter.offset);
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }

    /// Cases of these numbers that came in by Open311, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open311_cases_of_numbers(&self, numbers: &[CaseNumber]) -> Result<Vec<Case>, Error> {
        let numbers: Vec<[String; 1]> = numbers.iter().map(|number| [number.plain()]).collect();
        let query = self.query(&OPEN311_CASES_OF_NUMBERS).bind(to_json(&numbers));
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }
}
