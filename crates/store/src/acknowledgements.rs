//! Who said that they read a version of an answer that was to be read.

use catsup_model::id::{AccountId, AnswerId};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::instant, statement::statements};

statements! {
    ACKNOWLEDGEMENT_LIST = "SELECT answer_id, version, account_id, at FROM answer_acknowledgement
        WHERE answer_id = $1 ORDER BY at, account_id";
    ACKNOWLEDGEMENT_MINE = "SELECT answer_id, version, account_id, at FROM answer_acknowledgement
        WHERE account_id = $1 ORDER BY answer_id, version";
    ACKNOWLEDGEMENT_PUT = "INSERT INTO answer_acknowledgement (answer_id, version, account_id, at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (answer_id, version, account_id) DO NOTHING";
}

/// Somebody read a version and said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The answer.
    pub answer: AnswerId,
    /// The number of the version.
    pub version: u32,
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Who acknowledged any version of an answer, the first first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledgement_list(&self, answer: AnswerId) -> Result<Vec<Acknowledgement>, Error> {
        let query = self.query(&ACKNOWLEDGEMENT_LIST).bind(answer.0);
        query.fetch_all(&self.read).await?.iter().map(acknowledgement).collect()
    }

    /// What an account acknowledged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledgement_mine(&self, account: AccountId) -> Result<Vec<Acknowledgement>, Error> {
        let query = self.query(&ACKNOWLEDGEMENT_MINE).bind(account.0);
        query.fetch_all(&self.read).await?.iter().map(acknowledgement).collect()
    }
}

impl Transaction {
    /// Keeps that somebody read a version; a second time changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledgement_put(&mut self, one: &Acknowledgement) -> Result<(), Error> {
        let query = self.query(&ACKNOWLEDGEMENT_PUT).bind(one.answer.0).bind(i64::from(one.version));
        let query = query.bind(one.account.0).bind(one.at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn acknowledgement(row: &AnyRow) -> Result<Acknowledgement, Error> {
    let version: i64 = row.try_get(1)?;
    Ok(Acknowledgement {
        answer: AnswerId(row.try_get(0)?),
        version: u32::try_from(version).map_err(|_| Error::corrupt("version", version.to_string()))?,
        account: AccountId(row.try_get(2)?),
        at: instant(row.try_get(3)?)?,
    })
}
