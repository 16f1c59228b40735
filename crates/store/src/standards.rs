//! Service standards: what services promise.

use catsup_model::{
    id::{ObjectiveId, OrganisationId, ServiceId, StandardId, TouchpointId},
    standard::{Standard, StandardSource, TargetShare},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

statements! {
    STANDARD_LIST = "SELECT id, service_id, touchpoint_id, organisation_id, kind, promise, threshold, target, channel,
            effective_from, effective_until, published_at, source, measured_from, objective_id
        FROM standard
        WHERE (CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}))
            AND (published_at IS NOT NULL OR CAST($2 AS BIGINT) = 0)
        ORDER BY service_id, id";
    STANDARD_FIND = "SELECT id, service_id, touchpoint_id, organisation_id, kind, promise, threshold, target, channel,
            effective_from, effective_until, published_at, source, measured_from, objective_id
        FROM standard WHERE id = $1";
    STANDARD_BY_SOURCE = "SELECT id, service_id, touchpoint_id, organisation_id, kind, promise, threshold, target, channel,
            effective_from, effective_until, published_at, source, measured_from, objective_id
        FROM standard WHERE source_key = $1";
    STANDARDS_FROM_INTERACTIONS = "SELECT CAST(COUNT(*) AS BIGINT) FROM standard
        WHERE measured_from IN ('waiting', 'handling')";
    STANDARD_INSERT = "INSERT INTO standard (id, service_id, touchpoint_id, organisation_id, kind, promise, threshold,
            target, channel, effective_from, effective_until, published_at, source_key, source, measured_from,
            objective_id, created_at)
        VALUES ($1, $2, CAST($3 AS BIGINT), $4, $5, $6, CAST($7 AS TEXT), CAST($8 AS BIGINT), $9, CAST($10 AS TEXT),
            CAST($11 AS TEXT), CAST($12 AS BIGINT), CAST($13 AS TEXT), CAST($14 AS TEXT), CAST($15 AS TEXT),
            CAST($16 AS BIGINT), $17)";
    STANDARD_UPDATE = "UPDATE standard SET service_id = $2, touchpoint_id = CAST($3 AS BIGINT), organisation_id = $4,
            kind = $5, promise = $6, threshold = CAST($7 AS TEXT), target = CAST($8 AS BIGINT), channel = $9,
            effective_from = CAST($10 AS TEXT), effective_until = CAST($11 AS TEXT),
            published_at = CAST($12 AS BIGINT), source_key = CAST($13 AS TEXT), source = CAST($14 AS TEXT), measured_from = CAST($15 AS TEXT),
            objective_id = CAST($16 AS BIGINT)
        WHERE id = $1";
}

/// Which standards are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    All,
    /// Those the public sees.
    Published,
}

impl Store {
    /// Standards of these services, by service and oldest first; of every service when `services` is `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_list(
        &self,
        services: Option<&[ServiceId]>,
        shown: Shown,
    ) -> Result<Vec<Standard>, Error> {
        let services = services.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let published = i64::from(shown == Shown::Published);
        let query = self.query(&STANDARD_LIST).bind(services).bind(published);
        query.fetch_all(&self.read).await?.iter().map(standard).collect()
    }

    /// One standard.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_find(&self, id: StandardId) -> Result<Option<Standard>, Error> {
        let row = self.query(&STANDARD_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(standard).transpose()
    }

    /// Whether any standard is measured from interactions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standards_from_interactions(&self) -> Result<bool, Error> {
        let row = self.query(&STANDARDS_FROM_INTERACTIONS).fetch_one(&self.read).await?;
        Ok(row.try_get::<i64, _>(0)? > 0)
    }
}

impl Transaction {
    /// The standard a source knows under its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_by_source(&mut self, key: &str) -> Result<Option<Standard>, Error> {
        let query = self.query(&STANDARD_BY_SOURCE).bind(key.to_owned());
        query.fetch_optional(self.connection()).await?.as_ref().map(standard).transpose()
    }

    /// Adds a standard.
    ///
    /// # Errors
    /// [`Error::Taken`] when an import knows another one under the same key.
    pub async fn standard_insert(&mut self, new: &Standard, at: Timestamp) -> Result<(), Error> {
        let query = bound(self.query(&STANDARD_INSERT), new).bind(at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the key of the source"))?;
        Ok(())
    }

    /// Replaces every field of a standard.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_update(&mut self, standard: &Standard) -> Result<(), Error> {
        bound(self.query(&STANDARD_UPDATE), standard).execute(self.connection()).await?;
        Ok(())
    }
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

/// The first sixteen arguments of insert and update.
fn bound<'a>(query: Query<'a>, standard: &Standard) -> Query<'a> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let query = query.bind(standard.id.0).bind(standard.service.0).bind(standard.touchpoint.map(|id| id.0));
    let query = query.bind(standard.organisation.0).bind(standard.kind.code().to_owned());
    let query =
        query.bind(to_json(&standard.promise)).bind(standard.threshold.map(|within| within.to_string()));
    let query = query.bind(standard.target.map(|target| i64::from(target.millionths())));
    let query = query.bind(standard.channel.code().to_owned());
    let query = query.bind(day(standard.effective_from)).bind(day(standard.effective_until));
    let query = query.bind(standard.published_at.map(Timestamp::as_microsecond));
    let source = standard.source.as_ref();
    let query = query.bind(source.map(StandardSource::key)).bind(source.map(to_json));
    let query = query.bind(standard.measured_from.map(|from| from.to_string()));
    query.bind(standard.objective.map(|id| id.0))
}

/// Reads a stored share.
pub(crate) fn share(millionths: Option<i64>) -> Result<Option<TargetShare>, Error> {
    let read = |millionths| {
        TargetShare::of_millionths(millionths).ok_or_else(|| Error::corrupt("share", millionths.to_string()))
    };
    millionths.map(read).transpose()
}

fn standard(row: &AnyRow) -> Result<Standard, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let optional = |index: usize| row.try_get::<Option<String>, _>(index);
    Ok(Standard {
        id: StandardId(row.try_get(0)?),
        service: ServiceId(row.try_get(1)?),
        touchpoint: row.try_get::<Option<i64>, _>(2)?.map(TouchpointId),
        organisation: OrganisationId(row.try_get(3)?),
        kind: parsed("kind of standard", &text(4)?)?,
        promise: from_json("promise", &text(5)?)?,
        threshold: optional(6)?.map(|text| parsed("threshold", &text)).transpose()?,
        target: share(row.try_get(7)?)?,
        channel: parsed("channel of a standard", &text(8)?)?,
        effective_from: optional(9)?.map(|text| parsed("day", &text)).transpose()?,
        effective_until: optional(10)?.map(|text| parsed("day", &text)).transpose()?,
        published_at: row.try_get::<Option<i64>, _>(11)?.map(instant).transpose()?,
        measured_from: optional(13)?.map(|text| parsed("source of results", &text)).transpose()?,
        objective: row.try_get::<Option<i64>, _>(14)?.map(ObjectiveId),
        source: optional(12)?.map(|text| from_json("source of a standard", &text)).transpose()?,
    })
}
