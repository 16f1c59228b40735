//! Scopes: which services a question is about.

use catsup_model::{
    Reach,
    id::{OrganisationId, ServiceId, TouchpointId},
    text::Name,
};
use sqlx::Row as _;

use crate::{
    Error, Store,
    error::{name, to_json},
    statement::statements,
};

statements! {
    SCOPE_SERVICES = "WITH RECURSIVE below AS (
            SELECT id FROM organisation WHERE id = CAST($1 AS BIGINT)
            UNION ALL
            SELECT o.id FROM organisation o JOIN below ON o.parent_id = below.id
        )
        SELECT s.id, s.name FROM service s
        WHERE CAST($1 AS BIGINT) IS NULL OR s.organisation_id IN (SELECT id FROM below)
            OR s.id IN (SELECT service_id FROM service_share WHERE organisation_id IN (SELECT id FROM below))
        ORDER BY s.id";
    SCOPE_EXTENT = include_str!("sql/scope_extent.sql");
    SCOPE_SEGMENTS = include_str!("sql/scope_segments.sql");
    SCOPE_TOUCHPOINTS = "SELECT id, name FROM touchpoint
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY id";
    SCOPE_SURVEYS = "SELECT id, name FROM survey
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY id";
}

impl Store {
    /// The services within reach, in the order they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_ids(&self, reach: &Reach) -> Result<Vec<ServiceId>, Error> {
        Ok(self.scope_services(reach, None).await?.into_iter().map(|(id, _)| id).collect())
    }

    /// Services within reach with their names: those of `organisation` and all below it, or shared with these;
    /// every service when no organisation is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scope_services(
        &self,
        reach: &Reach,
        organisation: Option<OrganisationId>,
    ) -> Result<Vec<(ServiceId, Name)>, Error> {
        let rows =
            self.query(&SCOPE_SERVICES).bind(organisation.map(|id| id.0)).fetch_all(&self.read).await?;
        let mut services = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = ServiceId(row.try_get(0)?);
            if reach.has_service(id) {
                services.push((id, name(&row.try_get::<String, _>(1)?)?));
            }
        }
        Ok(services)
    }

    /// First and last instant (microseconds since 1970 UTC) at which anything of these services counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scope_extent(&self, services: &[ServiceId]) -> Result<Option<(i64, i64)>, Error> {
        let row = self.query(&SCOPE_EXTENT).bind(listed(services)).fetch_one(&self.read).await?;
        let (first, last): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(first.zip(last))
    }

    /// Segment attributes of these services with their values, read from the newest two thousand responses.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scope_segments(&self, services: &[ServiceId]) -> Result<Vec<(String, String)>, Error> {
        let rows = self.query(&SCOPE_SEGMENTS).bind(listed(services)).fetch_all(&self.read).await?;
        let mut pairs = std::collections::BTreeSet::new();
        for row in &rows {
            let segments: std::collections::BTreeMap<String, String> =
                crate::error::from_json("segments", &row.try_get::<String, _>(0)?)?;
            pairs.extend(segments);
        }
        Ok(pairs.into_iter().collect())
    }

    /// Touchpoints of these services with their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scope_touchpoints(
        &self,
        services: &[ServiceId],
    ) -> Result<Vec<(TouchpointId, String)>, Error> {
        let rows = self.query(&SCOPE_TOUCHPOINTS).bind(listed(services)).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((TouchpointId(row.try_get(0)?), row.try_get(1)?))).collect()
    }

    /// Surveys of these services with their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scope_surveys(&self, services: &[ServiceId]) -> Result<Vec<(i64, String)>, Error> {
        let rows = self.query(&SCOPE_SURVEYS).bind(listed(services)).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}

fn listed(services: &[ServiceId]) -> String {
    to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>())
}
