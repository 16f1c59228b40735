//! Touchpoints of services.

use catsup_model::{
    Channel,
    directory::Touchpoint,
    id::{ServiceId, TouchpointId},
    text::Name,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{name, parsed, to_json},
    statement::statements,
};

statements! {
    TOUCHPOINT_LIST = "SELECT id, service_id, name, channel FROM touchpoint
        WHERE CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY id";
    TOUCHPOINT_FIND = "SELECT id, service_id, name, channel FROM touchpoint WHERE id = $1";
    TOUCHPOINT_INSERT = "INSERT INTO touchpoint (id, service_id, name, channel, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    TOUCHPOINT_UPDATE = "UPDATE touchpoint SET name = $2, channel = $3 WHERE id = $1";
}

impl Store {
    /// Touchpoints of these services, oldest first; every touchpoint when `services` is `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touchpoint_list(&self, services: Option<&[ServiceId]>) -> Result<Vec<Touchpoint>, Error> {
        let services = services.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let rows = self.query(&TOUCHPOINT_LIST).bind(services).fetch_all(&self.read).await?;
        rows.iter().map(touchpoint).collect()
    }

    /// One touchpoint.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touchpoint_find(&self, id: TouchpointId) -> Result<Option<Touchpoint>, Error> {
        let row = self.query(&TOUCHPOINT_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(touchpoint).transpose()
    }
}

impl Transaction {
    /// Adds a touchpoint.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touchpoint_insert(&mut self, touchpoint: &Touchpoint, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&TOUCHPOINT_INSERT).bind(touchpoint.id.0).bind(touchpoint.service.0);
        let query =
            query.bind(touchpoint.name.as_str().to_owned()).bind(touchpoint.channel.code().to_owned());
        query.bind(at.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    /// Changes name and channel. Responses keep the channel they came on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touchpoint_update(
        &mut self,
        id: TouchpointId,
        name: &Name,
        channel: Channel,
    ) -> Result<(), Error> {
        let query = self.query(&TOUCHPOINT_UPDATE).bind(id.0).bind(name.as_str().to_owned());
        query.bind(channel.code().to_owned()).execute(self.connection()).await?;
        Ok(())
    }
}

fn touchpoint(row: &AnyRow) -> Result<Touchpoint, Error> {
    Ok(Touchpoint {
        id: TouchpointId(row.try_get(0)?),
        service: ServiceId(row.try_get(1)?),
        name: name(&row.try_get::<String, _>(2)?)?,
        channel: parsed("channel", &row.try_get::<String, _>(3)?)?,
    })
}
