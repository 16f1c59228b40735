//! Sessions of people who are signed in. Only hashes of their tokens are kept.

use catsup_model::id::AccountId;
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::instant, statement::statements};

statements! {
    SESSION_FIND = "SELECT account_id, csrf, seen_at, expires_at FROM session WHERE token_hash = $1";
    SESSION_INSERT = "INSERT INTO session (token_hash, account_id, csrf, created_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $4, $5)";
    SESSION_SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    SESSION_DELETE = "DELETE FROM session WHERE token_hash = $1 RETURNING account_id";
    SESSION_DELETE_OF_ACCOUNT = "DELETE FROM session WHERE account_id = $1";
    SESSION_DELETE_STALE = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
}

/// A session as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub account: AccountId,
    /// The secret every form of this session carries.
    pub csrf: String,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
}

impl Store {
    /// The session with this hash of a token, ended or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_find(&self, token_hash: &str) -> Result<Option<Session>, Error> {
        let query = self.query(&SESSION_FIND).bind(token_hash.to_owned());
        let Some(row) = query.fetch_optional(&self.read).await? else {
            return Ok(None);
        };
        Ok(Some(Session {
            account: AccountId(row.try_get(0)?),
            csrf: row.try_get(1)?,
            seen_at: instant(row.try_get(2)?)?,
            expires_at: instant(row.try_get(3)?)?,
        }))
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_seen(&self, token_hash: &str, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&SESSION_SEEN).bind(token_hash.to_owned()).bind(at.as_microsecond());
        query.execute(&self.write).await?;
        Ok(())
    }
}

impl Transaction {
    /// Adds a session under the hash of its token; it starts when it was last seen.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_insert(&mut self, token_hash: &str, session: &Session) -> Result<(), Error> {
        let query = self.query(&SESSION_INSERT).bind(token_hash.to_owned()).bind(session.account.0);
        let query = query.bind(session.csrf.clone()).bind(session.seen_at.as_microsecond());
        query.bind(session.expires_at.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a session; returns whose it was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_delete(&mut self, token_hash: &str) -> Result<Option<AccountId>, Error> {
        let query = self.query(&SESSION_DELETE).bind(token_hash.to_owned());
        let row = query.fetch_optional(self.connection()).await?;
        Ok(row.map(|row| row.try_get(0).map(AccountId)).transpose()?)
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_delete_of(&mut self, account: AccountId) -> Result<u64, Error> {
        let query = self.query(&SESSION_DELETE_OF_ACCOUNT).bind(account.0);
        Ok(query.execute(self.connection()).await?.rows_affected())
    }

    /// Removes sessions that expired by `now` or were not used since `idle_since`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_delete_stale(
        &mut self,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<u64, Error> {
        let query =
            self.query(&SESSION_DELETE_STALE).bind(now.as_microsecond()).bind(idle_since.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected())
    }
}
