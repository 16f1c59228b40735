//! Who was named in the notes of cases.

use catsup_model::id::{AccountId, CaseId};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::to_json, statement::statements};

statements! {
    MENTION_PUT = "INSERT INTO case_mention (account_id, case_id, mentioned_at, is_seen)
        SELECT CAST(value AS BIGINT), $2, $3, 0 FROM {rows:$1} WHERE TRUE
        ON CONFLICT (account_id, case_id) DO UPDATE SET mentioned_at = excluded.mentioned_at, is_seen = 0";
    MENTION_SEEN = "UPDATE case_mention SET is_seen = 1 WHERE account_id = $1 AND case_id = $2 AND is_seen = 0";
    MENTIONS_OF = "SELECT case_id FROM case_mention WHERE account_id = $1
        ORDER BY case_id DESC LIMIT CAST($2 AS BIGINT)";
    MENTIONS_UNSEEN = "SELECT CAST(COUNT(*) AS BIGINT)
        FROM case_mention m JOIN case_file c ON c.id = m.case_id
        WHERE m.account_id = $1 AND m.is_seen = 0
            AND (CAST($2 AS TEXT) IS NULL OR c.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))";
}

/// The most cases that a list of mentions reaches back to.
const MOST: i64 = 10_000;

impl Store {
    /// The cases in whose notes somebody is named, the newest first.
    pub(super) async fn mentions_of(&self, account: AccountId) -> Result<Vec<i64>, Error> {
        let rows = self.query(&MENTIONS_OF).bind(account.0).bind(MOST).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// How many cases name somebody in a note that they have not looked at since; `services` as in
    /// [`CaseCountsFilter`](super::CaseCountsFilter).
    pub(super) async fn mentions_unseen(
        &self,
        account: AccountId,
        services: Option<String>,
    ) -> Result<i64, Error> {
        let query = self.query(&MENTIONS_UNSEEN).bind(account.0).bind(services);
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// Notes that somebody looked at a case that names them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mention_seen(&self, account: AccountId, case: CaseId) -> Result<(), Error> {
        self.query(&MENTION_SEEN).bind(account.0).bind(case.0).execute(&self.write).await?;
        Ok(())
    }
}

impl Transaction {
    /// Notes that these are named in a note of a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mention_put(
        &mut self,
        accounts: &[AccountId],
        case: CaseId,
        at: Timestamp,
    ) -> Result<(), Error> {
        let ids = to_json(&accounts.iter().map(|id| id.0).collect::<Vec<_>>());
        let query = self.query(&MENTION_PUT).bind(ids).bind(case.0).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}
