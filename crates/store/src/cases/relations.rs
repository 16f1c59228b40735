//! Cases that have to do with each other.

use catsup_model::{case::Case, id::CaseId};

use super::{columns, row::case};
use crate::{Error, Store, Transaction, statement::statements};

statements! {
    CASES_RELATED = concat!("SELECT ", columns!(), " FROM case_file WHERE id IN (
            SELECT other_id FROM case_relation WHERE case_id = $1
            UNION SELECT case_id FROM case_relation WHERE other_id = $1
        ) ORDER BY id");
    CASE_RELATE = "INSERT INTO case_relation (case_id, other_id) VALUES ($1, $2) ON CONFLICT (case_id, other_id) DO NOTHING";
    CASE_UNRELATE = "DELETE FROM case_relation WHERE case_id = $1 AND other_id = $2";
}

/// The pair as it is kept.
fn ordered(one: CaseId, other: CaseId) -> (i64, i64) {
    (one.0.min(other.0), one.0.max(other.0))
}

impl Store {
    /// The cases that have to do with this one, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_related(&self, id: CaseId) -> Result<Vec<Case>, Error> {
        self.query(&CASES_RELATED).bind(id.0).fetch_all(&self.read).await?.iter().map(case).collect()
    }
}

impl Transaction {
    /// Notes that two cases have to do with each other; `false` when that was known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_relate(&mut self, one: CaseId, other: CaseId) -> Result<bool, Error> {
        let (first, second) = ordered(one, other);
        let query = self.query(&CASE_RELATE).bind(first).bind(second);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Takes that back; `false` when it was not so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_unrelate(&mut self, one: CaseId, other: CaseId) -> Result<bool, Error> {
        let (first, second) = ordered(one, other);
        let query = self.query(&CASE_UNRELATE).bind(first).bind(second);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}
