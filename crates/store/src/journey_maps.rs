//! Journey maps, each with one step back.

use catsup_model::{
    id::{JourneyMapId, LifeExperienceId, ServiceId},
    journey_map::{JourneyDesign, JourneyMap, MapScope},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    DraftAct, Error, Store, Transaction,
    error::{from_json, instant, to_json},
    statement::statements,
};

statements! {
    MAP_LIST = "SELECT id, service_id, life_experience_id, copied_from, revision, design, archived_at, changed_at, previous,
            act
        FROM journey_map ORDER BY id";
    MAP_FIND = "SELECT id, service_id, life_experience_id, copied_from, revision, design, archived_at, changed_at, previous,
            act
        FROM journey_map WHERE id = $1";
    MAP_INSERT = "INSERT INTO journey_map (id, service_id, life_experience_id, copied_from, revision, design, created_at,
            changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    MAP_SAVE = "UPDATE journey_map SET revision = revision + 1, design = $3, previous = $4, act = $5, changed_at = $6
        WHERE id = $1 AND revision = $2";
    MAP_ARCHIVE = "UPDATE journey_map SET archived_at = $2 WHERE id = $1";
}

/// A journey map with its one step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMap {
    /// The map.
    pub map: JourneyMap,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// What the last act replaced.
    pub previous: Option<JourneyDesign>,
    /// The last act.
    pub act: Option<DraftAct>,
}

impl Store {
    /// Every journey map, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journey_map_list(&self) -> Result<Vec<StoredMap>, Error> {
        self.query(&MAP_LIST).fetch_all(&self.read).await?.iter().map(stored_map).collect()
    }

    /// One journey map.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journey_map_find(&self, id: JourneyMapId) -> Result<Option<StoredMap>, Error> {
        let row = self.query(&MAP_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(stored_map).transpose()
    }
}

impl Transaction {
    /// Adds a journey map.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journey_map_insert(&mut self, map: &JourneyMap, at: Timestamp) -> Result<(), Error> {
        let (service, experience) = match map.scope {
            MapScope::Service(id) => (Some(id.0), None),
            MapScope::LifeExperience(id) => (None, Some(id.0)),
        };
        let query = self
            .query(&MAP_INSERT)
            .bind(map.id.0)
            .bind(service)
            .bind(experience)
            .bind(map.copied_from.map(|id| id.0))
            .bind(map.revision)
            .bind(to_json(&map.design))
            .bind(at.as_microsecond())
            .bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Saves a map over the one of revision `map.revision`, which grows by one. Returns whether that was still the
    /// newest; nothing is saved otherwise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journey_map_save(
        &mut self,
        map: &JourneyMap,
        previous: &JourneyDesign,
        act: &DraftAct,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let query = self
            .query(&MAP_SAVE)
            .bind(map.id.0)
            .bind(map.revision)
            .bind(to_json(&map.design))
            .bind(to_json(previous))
            .bind(to_json(act))
            .bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Puts a map away, or takes it out again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journey_map_archive(
        &mut self,
        id: JourneyMapId,
        at: Option<Timestamp>,
    ) -> Result<(), Error> {
        let query = self.query(&MAP_ARCHIVE).bind(id.0).bind(at.map(Timestamp::as_microsecond));
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn stored_map(row: &AnyRow) -> Result<StoredMap, Error> {
    let id = JourneyMapId(row.try_get(0)?);
    let scope = match (row.try_get::<Option<i64>, _>(1)?, row.try_get::<Option<i64>, _>(2)?) {
        (Some(service), None) => MapScope::Service(ServiceId(service)),
        (None, Some(experience)) => MapScope::LifeExperience(LifeExperienceId(experience)),
        _ => return Err(Error::corrupt("scope of a journey map", id.to_string())),
    };
    let optional = |index: usize| row.try_get::<Option<String>, _>(index);
    Ok(StoredMap {
        map: JourneyMap {
            id,
            scope,
            copied_from: row.try_get::<Option<i64>, _>(3)?.map(JourneyMapId),
            revision: row.try_get(4)?,
            design: from_json("journey map", &row.try_get::<String, _>(5)?)?,
            archived: row.try_get::<Option<i64>, _>(6)?.is_some(),
        },
        changed_at: instant(row.try_get(7)?)?,
        previous: optional(8)?.map(|text| from_json("journey map", &text)).transpose()?,
        act: optional(9)?.map(|text| from_json("act on a journey map", &text)).transpose()?,
    })
}
