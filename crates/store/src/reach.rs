//! From a place in the organisation tree to everything below it, by the tree as it is today.

use std::collections::BTreeSet;

use catsup_model::{
    Reach,
    id::{OrganisationId, ServiceId},
};
use sqlx::Row as _;

use crate::{Error, Store, statement::statements};

statements! {
    REACH_BELOW = "WITH RECURSIVE below (id) AS (
            SELECT id FROM organisation WHERE id = $1
            UNION
            SELECT organisation.id FROM organisation JOIN below ON organisation.parent_id = below.id
        )
        SELECT id, CAST(NULL AS BIGINT) FROM below
        UNION ALL
        SELECT CAST(NULL AS BIGINT), service.id FROM service JOIN below ON service.organisation_id = below.id
        UNION ALL
        SELECT CAST(NULL AS BIGINT), service_share.service_id
        FROM service_share JOIN below ON service_share.organisation_id = below.id";
}

impl Store {
    /// The organisation with all below it, their services, and the services shared with any of them;
    /// everything when no organisation is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reach(&self, organisation: Option<OrganisationId>) -> Result<Reach, Error> {
        let Some(organisation) = organisation else {
            return Ok(Reach::Everything);
        };
        let rows = self.query(&REACH_BELOW).bind(organisation.0).fetch_all(&self.read).await?;
        let (mut organisations, mut services) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            organisations.extend(row.try_get::<Option<i64>, _>(0)?.map(OrganisationId));
            services.extend(row.try_get::<Option<i64>, _>(1)?.map(ServiceId));
        }
        Ok(Reach::Part { organisations, services })
    }
}
