//! Leave to complete a response: tokens by their hashes, each with an end.

use catsup_model::id::ResponseId;
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    COMPLETION_FIND = "SELECT response_id FROM response_completion WHERE token_hash = $1 AND expires_at > $2";
    COMPLETION_INSERT = "INSERT INTO response_completion (token_hash, response_id, expires_at) VALUES ($1, $2, $3)";
    COMPLETIONS_FORGET = "DELETE FROM response_completion WHERE expires_at <= $1";
}

impl Store {
    /// The response that the token with this hash may complete at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn completion_find(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<ResponseId>, Error> {
        let query = self.query(&COMPLETION_FIND).bind(token_hash.to_owned()).bind(now.as_microsecond());
        let row = query.fetch_optional(&self.read).await?;
        row.map(|row| Ok(ResponseId(row.try_get(0)?))).transpose()
    }
}

impl Transaction {
    /// Lets the token with this hash complete a response until `expires_at`, and forgets those that ended by `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn completion_insert(
        &mut self,
        token_hash: &str,
        response: ResponseId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&COMPLETIONS_FORGET).bind(now.as_microsecond());
        query.execute(self.connection()).await?;
        let query = self.query(&COMPLETION_INSERT).bind(token_hash.to_owned()).bind(response.0);
        query.bind(expires_at.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }
}
