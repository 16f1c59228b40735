//! Services, the organisations that share them and the life experiences they belong to.

use std::collections::HashMap;

use catsup_model::{
    directory::{Service, ServiceFields},
    id::{LifeExperienceId, OrganisationId, ServiceId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{name, to_json},
    statement::statements,
};

statements! {
    SERVICE_LIST = "SELECT id, organisation_id, name, description, serves, yearly_volume, high_impact FROM service
        WHERE CAST($1 AS TEXT) IS NULL OR id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY id";
    SERVICE_SHARE_LIST = "SELECT service_id, organisation_id FROM service_share
        WHERE CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY service_id, organisation_id";
    SERVICE_LIFE_EXPERIENCE_LIST = "SELECT service_id, life_experience_id FROM service_life_experience
        WHERE CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY service_id, life_experience_id";
    SERVICE_INSERT = "INSERT INTO service
            (id, organisation_id, name, description, serves, yearly_volume, high_impact, created_at)
        VALUES ($1, $2, $3, $4, $5, CAST($6 AS BIGINT), $7, $8)";
    SERVICE_UPDATE = "UPDATE service SET organisation_id = $2, name = $3, description = $4, serves = $5,
        yearly_volume = CAST($6 AS BIGINT), high_impact = $7 WHERE id = $1";
    SERVICE_ENSURE = "INSERT INTO service
            (id, organisation_id, name, description, serves, yearly_volume, high_impact, source_key, created_at)
        VALUES ($1, $2, $3, $4, $5, CAST($6 AS BIGINT), $7, $8, $9)
        ON CONFLICT (source_key) DO UPDATE SET name = excluded.name
        RETURNING id";
    SERVICE_SHARES_DELETE = "DELETE FROM service_share WHERE service_id = $1";
    SERVICE_SHARES_INSERT = "INSERT INTO service_share (service_id, organisation_id)
        SELECT DISTINCT CAST($1 AS BIGINT), CAST(value AS BIGINT) FROM {rows:$2}";
    SERVICE_LIFE_EXPERIENCES_DELETE = "DELETE FROM service_life_experience WHERE service_id = $1";
    SERVICE_LIFE_EXPERIENCES_INSERT = "INSERT INTO service_life_experience (service_id, life_experience_id)
        SELECT DISTINCT CAST($1 AS BIGINT), CAST(value AS BIGINT) FROM {rows:$2}";
}

impl Store {
    /// These services, oldest first; every service when `ids` is `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_list(&self, ids: Option<&[ServiceId]>) -> Result<Vec<Service>, Error> {
        let ids = ids.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let rows = self.query(&SERVICE_LIST).bind(ids.clone()).fetch_all(&self.read).await?;
        let shares = self.query(&SERVICE_SHARE_LIST).bind(ids.clone()).fetch_all(&self.read).await?;
        let belongs = self.query(&SERVICE_LIFE_EXPERIENCE_LIST).bind(ids).fetch_all(&self.read).await?;
        let (mut shares, mut belongs) = (by_service(&shares)?, by_service(&belongs)?);
        let mut services = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut service = service(row)?;
            let shared_with = shares.remove(&service.id.0).unwrap_or_default();
            let life_experiences = belongs.remove(&service.id.0).unwrap_or_default();
            service.shared_with = shared_with.into_iter().map(OrganisationId).collect();
            service.life_experiences = life_experiences.into_iter().map(LifeExperienceId).collect();
            services.push(service);
        }
        Ok(services)
    }

    /// One service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_find(&self, id: ServiceId) -> Result<Option<Service>, Error> {
        Ok(self.service_list(Some(&[id])).await?.pop())
    }
}

impl Transaction {
    /// Adds a service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_insert(
        &mut self,
        id: ServiceId,
        fields: &ServiceFields,
        at: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&SERVICE_INSERT).bind(id.0).bind(fields.organisation.0);
        let query = query.bind(fields.name.as_str().to_owned()).bind(fields.description.clone());
        let query = query.bind(fields.serves.clone()).bind(fields.yearly_volume);
        let query = query.bind(i64::from(fields.high_impact)).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        self.service_links_set(id, fields).await
    }

    /// Replaces every field of a service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_update(&mut self, id: ServiceId, fields: &ServiceFields) -> Result<(), Error> {
        let query = self.query(&SERVICE_UPDATE).bind(id.0).bind(fields.organisation.0);
        let query = query.bind(fields.name.as_str().to_owned()).bind(fields.description.clone());
        let query = query.bind(fields.serves.clone()).bind(fields.yearly_volume);
        query.bind(i64::from(fields.high_impact)).execute(self.connection()).await?;
        self.service_links_set(id, fields).await
    }

    /// The service a source knows under its key: added as `new` when missing, renamed when its name changed.
    /// Of a known one, everything but the name stays as staff set it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_ensure(
        &mut self,
        new: ServiceId,
        source_key: &str,
        fields: &ServiceFields,
        at: Timestamp,
    ) -> Result<ServiceId, Error> {
        let query = self.query(&SERVICE_ENSURE).bind(new.0).bind(fields.organisation.0);
        let query = query.bind(fields.name.as_str().to_owned()).bind(fields.description.clone());
        let query = query.bind(fields.serves.clone()).bind(fields.yearly_volume);
        let query = query.bind(i64::from(fields.high_impact)).bind(source_key.to_owned());
        let row = query.bind(at.as_microsecond()).fetch_one(self.connection()).await?;
        let id = ServiceId(row.try_get(0)?);
        if id == new {
            self.service_links_set(id, fields).await?;
        }
        Ok(id)
    }

    async fn service_links_set(&mut self, id: ServiceId, fields: &ServiceFields) -> Result<(), Error> {
        let shares = to_json(&fields.shared_with.iter().map(|id| id.0).collect::<Vec<_>>());
        let belongs = to_json(&fields.life_experiences.iter().map(|id| id.0).collect::<Vec<_>>());
        self.query(&SERVICE_SHARES_DELETE).bind(id.0).execute(self.connection()).await?;
        self.query(&SERVICE_SHARES_INSERT).bind(id.0).bind(shares).execute(self.connection()).await?;
        self.query(&SERVICE_LIFE_EXPERIENCES_DELETE).bind(id.0).execute(self.connection()).await?;
        let query = self.query(&SERVICE_LIFE_EXPERIENCES_INSERT).bind(id.0).bind(belongs);
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn by_service(rows: &[AnyRow]) -> Result<HashMap<i64, Vec<i64>>, Error> {
    let mut by_service: HashMap<i64, Vec<i64>> = HashMap::new();
    for row in rows {
        by_service.entry(row.try_get(0)?).or_default().push(row.try_get(1)?);
    }
    Ok(by_service)
}

fn service(row: &AnyRow) -> Result<Service, Error> {
    Ok(Service {
        id: ServiceId(row.try_get(0)?),
        organisation: OrganisationId(row.try_get(1)?),
        shared_with: Vec::new(),
        name: name(&row.try_get::<String, _>(2)?)?,
        description: row.try_get(3)?,
        serves: row.try_get(4)?,
        yearly_volume: row.try_get(5)?,
        high_impact: row.try_get::<i64, _>(6)? != 0,
        life_experiences: Vec::new(),
    })
}
