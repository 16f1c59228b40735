//! Comments of staff on journey maps.

use catsup_model::{
    id::{AccountId, JourneyMapId, MapCommentId},
    journey_map::MapComment,
};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::instant, statement::statements};

statements! {
    MAP_COMMENTS = "SELECT c.id, c.step, c.step_name, c.author_id, c.text, c.created_at, c.resolved_by, c.resolved_at
        FROM journey_map_comment c WHERE c.map_id = $1 ORDER BY c.id";
    MAP_COMMENT_INSERT = "INSERT INTO journey_map_comment (id, map_id, step, step_name, author_id, text, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    MAP_COMMENT_RESOLVE = "UPDATE journey_map_comment SET resolved_by = $3, resolved_at = $4
        WHERE id = $1 AND map_id = $2";
    MAP_COMMENT_DELETE = "DELETE FROM journey_map_comment WHERE id = $1 AND map_id = $2";
}

impl Store {
    /// The comments on a map, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn map_comment_list(&self, map: JourneyMapId) -> Result<Vec<MapComment>, Error> {
        let rows = self.query(&MAP_COMMENTS).bind(map.0).fetch_all(&self.read).await?;
        let comment = |row: &sqlx::any::AnyRow| {
            Ok(MapComment {
                id: MapCommentId(row.try_get(0)?),
                step: row.try_get(1)?,
                step_name: row.try_get(2)?,
                author: row.try_get::<Option<i64>, _>(3)?.map(AccountId),
                text: row.try_get(4)?,
                created_at: instant(row.try_get(5)?)?,
                resolved_by: row.try_get::<Option<i64>, _>(6)?.map(AccountId),
                resolved_at: row.try_get::<Option<i64>, _>(7)?.map(instant).transpose()?,
            })
        };
        rows.iter().map(comment).collect()
    }
}

impl Transaction {
    /// Adds a comment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn map_comment_insert(&mut self, map: JourneyMapId, comment: &MapComment) -> Result<(), Error> {
        let query = self
            .query(&MAP_COMMENT_INSERT)
            .bind(comment.id.0)
            .bind(map.0)
            .bind(comment.step.clone())
            .bind(comment.step_name.clone())
            .bind(comment.author.map(|author| author.0))
            .bind(comment.text.clone())
            .bind(comment.created_at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Marks a comment as resolved, or as open again when `resolved` is `None`. Returns whether the map has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn map_comment_resolve(
        &mut self,
        map: JourneyMapId,
        id: MapCommentId,
        resolved: Option<(Option<AccountId>, Timestamp)>,
    ) -> Result<bool, Error> {
        let query = self
            .query(&MAP_COMMENT_RESOLVE)
            .bind(id.0)
            .bind(map.0)
            .bind(resolved.and_then(|(by, _)| by).map(|by| by.0))
            .bind(resolved.map(|(_, at)| at.as_microsecond()));
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Removes a comment. Returns whether the map had it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn map_comment_delete(&mut self, map: JourneyMapId, id: MapCommentId) -> Result<bool, Error> {
        let query = self.query(&MAP_COMMENT_DELETE).bind(id.0).bind(map.0);
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }
}
