//! API tokens: what programs come in with. Only hashes of them are kept.

use std::collections::BTreeSet;

use catsup_model::{
    Permission,
    id::{AccountId, ApiTokenId, OrganisationId},
    text::Name,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, name, to_json},
    statement::statements,
};

statements! {
    API_TOKEN_LIST = "SELECT id, name, scopes, organisation_id, created_by, created_at, expires_at, revoked_at, used_at
        FROM api_token ORDER BY id DESC";
    API_TOKEN_FIND = "SELECT id, name, scopes, organisation_id, created_by, created_at, expires_at, revoked_at, used_at
        FROM api_token WHERE id = $1";
    API_TOKEN_OF_HASH = "SELECT id, name, scopes, organisation_id, created_by, created_at, expires_at, revoked_at,
        used_at FROM api_token WHERE token_hash = $1";
    API_TOKEN_INSERT = "INSERT INTO api_token
            (id, name, token_hash, scopes, organisation_id, created_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT), $7, CAST($8 AS BIGINT))";
    API_TOKEN_REVOKE = "UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    API_TOKEN_USED = "UPDATE api_token SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";
}

/// A token as kept; the secret itself is nowhere.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// What people call it.
    pub name: Name,
    /// What may be done with it.
    pub scopes: BTreeSet<Permission>,
    /// Where, with all below; `None` is the whole installation.
    pub organisation: Option<OrganisationId>,
    /// Who made it; `None` when made on the machine itself.
    pub created_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

impl Store {
    /// Every token, the newest first, ended ones included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_list(&self) -> Result<Vec<ApiToken>, Error> {
        self.query(&API_TOKEN_LIST).fetch_all(&self.read).await?.iter().map(api_token).collect()
    }

    /// One token.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_find(&self, id: ApiTokenId) -> Result<Option<ApiToken>, Error> {
        let row = self.query(&API_TOKEN_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(api_token).transpose()
    }

    /// The token with this hash, ended or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_of_hash(&self, token_hash: &str) -> Result<Option<ApiToken>, Error> {
        let query = self.query(&API_TOKEN_OF_HASH).bind(token_hash.to_owned());
        query.fetch_optional(&self.read).await?.as_ref().map(api_token).transpose()
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_used(&self, id: ApiTokenId, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&API_TOKEN_USED).bind(id.0).bind(at.as_microsecond());
        query.execute(&self.write).await?;
        Ok(())
    }
}

impl Transaction {
    /// Adds a token under the hash of its secret.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_insert(&mut self, token: &ApiToken, token_hash: &str) -> Result<(), Error> {
        let query = self.query(&API_TOKEN_INSERT).bind(token.id.0).bind(token.name.as_str().to_owned());
        let query = query.bind(token_hash.to_owned()).bind(to_json(&token.scopes));
        let query = query.bind(token.organisation.map(|id| id.0)).bind(token.created_by.map(|id| id.0));
        let query = query.bind(token.created_at.as_microsecond());
        let query = query.bind(token.expires_at.map(Timestamp::as_microsecond));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a token; says whether it was still open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_token_revoke(&mut self, id: ApiTokenId, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&API_TOKEN_REVOKE).bind(id.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn api_token(row: &AnyRow) -> Result<ApiToken, Error> {
    let moment = |index: usize| row.try_get::<Option<i64>, _>(index)?.map(instant).transpose();
    Ok(ApiToken {
        id: ApiTokenId(row.try_get(0)?),
        name: name(&row.try_get::<String, _>(1)?)?,
        scopes: from_json("scopes", &row.try_get::<String, _>(2)?)?,
        organisation: row.try_get::<Option<i64>, _>(3)?.map(OrganisationId),
        created_by: row.try_get::<Option<i64>, _>(4)?.map(AccountId),
        created_at: instant(row.try_get(5)?)?,
        expires_at: moment(6)?,
        revoked_at: moment(7)?,
        used_at: moment(8)?,
    })
}
