//! Cases that were given to somebody at once, so that it can be taken back.

use catsup_model::id::{AccountId, CaseId, GivingId};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, to_json},
    statement::statements,
};

statements! {
    GIVING_FIND = "SELECT id, account_id, to_id, at, given, undone_at FROM case_giving WHERE id = $1";
    GIVING_INSERT = "INSERT INTO case_giving (id, account_id, to_id, at, given)
        VALUES ($1, $2, CAST($3 AS BIGINT), $4, $5)";
    // Whoever comes second finds nothing left to take back.
    GIVING_UNDONE = "UPDATE case_giving SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL";
}

/// A case, and who had it before it was given.
pub type Given = (CaseId, Option<AccountId>);

/// Cases that were given to somebody at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giving {
    /// Its id.
    pub id: GivingId,
    /// Who gave them.
    pub by: AccountId,
    /// To whom; `None` for nobody.
    pub to: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// The cases, each with who had it before.
    pub given: Vec<Given>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

impl Store {
    /// What was given at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn giving_find(&self, id: GivingId) -> Result<Option<Giving>, Error> {
        let Some(row) = self.query(&GIVING_FIND).bind(id.0).fetch_optional(&self.read).await? else {
            return Ok(None);
        };
        let given: Vec<(i64, Option<i64>)> = from_json("given cases", &row.try_get::<String, _>(4)?)?;
        Ok(Some(Giving {
            id: GivingId(row.try_get(0)?),
            by: AccountId(row.try_get(1)?),
            to: row.try_get::<Option<i64>, _>(2)?.map(AccountId),
            at: instant(row.try_get(3)?)?,
            given: given.into_iter().map(|(case, before)| (CaseId(case), before.map(AccountId))).collect(),
            undone_at: row.try_get::<Option<i64>, _>(5)?.map(instant).transpose()?,
        }))
    }
}

impl Transaction {
    /// Notes what was given at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn giving_insert(&mut self, giving: &Giving) -> Result<(), Error> {
        let given: Vec<(i64, Option<i64>)> =
            giving.given.iter().map(|(case, before)| (case.0, before.map(|id| id.0))).collect();
        let query = self.query(&GIVING_INSERT).bind(giving.id.0).bind(giving.by.0);
        let query = query.bind(giving.to.map(|id| id.0)).bind(giving.at.as_microsecond());
        query.bind(to_json(&given)).execute(self.connection()).await?;
        Ok(())
    }

    /// Notes that it was taken back; `false` when it was before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn giving_undone(&mut self, id: GivingId, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&GIVING_UNDONE).bind(id.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}
