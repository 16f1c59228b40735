//! Links by which partners read standards. Only hashes of their secrets are kept.

use catsup_model::{
    id::{AccountId, PartnerLinkId, ServiceId},
    partner::PartnerLink,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, name, to_json},
    statement::statements,
};

statements! {
    PARTNER_LINK_LIST = "SELECT id, name, services, created_by, created_at, expires_at, revoked_at, used_at
        FROM partner_link ORDER BY id DESC";
    PARTNER_LINK_OF_HASH = "SELECT id, name, services, created_by, created_at, expires_at, revoked_at, used_at
        FROM partner_link WHERE token_hash = $1";
    PARTNER_LINK_INSERT = "INSERT INTO partner_link (id, name, token_hash, services, created_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), $6, $7)";
    PARTNER_LINK_REVOKE = "UPDATE partner_link SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    PARTNER_LINK_USED = "UPDATE partner_link SET used_at = $2
        WHERE id = $1 AND (used_at IS NULL OR used_at < CAST($3 AS BIGINT))";
}

impl Store {
    /// Every link, the newest first, ended ones included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link_list(&self) -> Result<Vec<PartnerLink>, Error> {
        self.query(&PARTNER_LINK_LIST).fetch_all(&self.read).await?.iter().map(link).collect()
    }

    /// The link with this hash, ended or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link_of_hash(&self, token_hash: &str) -> Result<Option<PartnerLink>, Error> {
        let query = self.query(&PARTNER_LINK_OF_HASH).bind(token_hash.to_owned());
        query.fetch_optional(&self.read).await?.as_ref().map(link).transpose()
    }
}

impl Transaction {
    /// Adds a link under the hash of its secret.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link_insert(&mut self, link: &PartnerLink, token_hash: &str) -> Result<(), Error> {
        let services: Vec<i64> = link.services.iter().map(|id| id.0).collect();
        let query = self.query(&PARTNER_LINK_INSERT).bind(link.id.0).bind(link.name.as_str().to_owned());
        let query = query.bind(token_hash.to_owned()).bind(to_json(&services));
        let query = query.bind(link.created_by.map(|id| id.0)).bind(link.created_at.as_microsecond());
        query.bind(link.expires_at.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a link; says whether it was still open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link_revoke(&mut self, id: PartnerLinkId, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&PARTNER_LINK_REVOKE).bind(id.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Notes that a link was opened, unless that was noted at `noted` or later; says whether it is noted now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link_used(
        &mut self,
        id: PartnerLinkId,
        at: Timestamp,
        noted: Timestamp,
    ) -> Result<bool, Error> {
        let query = self.query(&PARTNER_LINK_USED).bind(id.0).bind(at.as_microsecond());
        let query = query.bind(noted.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn link(row: &AnyRow) -> Result<PartnerLink, Error> {
    let moment = |index: usize| row.try_get::<Option<i64>, _>(index)?.map(instant).transpose();
    let services: Vec<i64> = from_json("services of a link", &row.try_get::<String, _>(2)?)?;
    Ok(PartnerLink {
        id: PartnerLinkId(row.try_get(0)?),
        name: name(&row.try_get::<String, _>(1)?)?,
        services: services.into_iter().map(ServiceId).collect(),
        created_by: row.try_get::<Option<i64>, _>(3)?.map(AccountId),
        created_at: instant(row.try_get(4)?)?,
        expires_at: instant(row.try_get(5)?)?,
        revoked_at: moment(6)?,
        used_at: moment(7)?,
    })
}
