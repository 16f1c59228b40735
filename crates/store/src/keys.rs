//! Keys of the installation, shared by its nodes.

use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    SECRET_FIND = "SELECT value FROM secret WHERE name = $1";
    SECRET_OFFER = "INSERT INTO secret (name, value, expires_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING";
    SECRET_FORGET = "DELETE FROM secret WHERE expires_at <= $1";
}

impl Store {
    /// The key of this name; `offered` becomes it when there is none yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret_ensure(
        &self,
        name: &str,
        offered: &str,
        expires_at: Option<Timestamp>,
    ) -> Result<String, Error> {
        let find = || self.query(&SECRET_FIND).bind(name.to_owned());
        if let Some(row) = find().fetch_optional(&self.read).await? {
            return Ok(row.try_get(0)?);
        }
        let offer = self.query(&SECRET_OFFER).bind(name.to_owned()).bind(offered.to_owned());
        offer.bind(expires_at.map(Timestamp::as_microsecond)).execute(&self.write).await?;
        Ok(find().fetch_one(&self.read).await?.try_get(0)?)
    }
}

impl Transaction {
    /// Forgets keys that ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret_forget(&mut self, now: Timestamp) -> Result<(), Error> {
        let query = self.query(&SECRET_FORGET).bind(now.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}
