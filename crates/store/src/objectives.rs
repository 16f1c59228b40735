//! Objectives that standards serve.

use catsup_model::{
    id::{ObjectiveId, OrganisationId},
    objective::Objective,
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, to_json},
    statement::statements,
};

statements! {
    OBJECTIVE_LIST = "SELECT id, parent_id, organisation_id, name, description FROM objective ORDER BY id";
    OBJECTIVE_INSERT = "INSERT INTO objective (id, parent_id, organisation_id, name, description)
        VALUES ($1, CAST($2 AS BIGINT), $3, $4, $5)";
    OBJECTIVE_UPDATE = "UPDATE objective SET parent_id = CAST($2 AS BIGINT), organisation_id = $3, name = $4,
            description = $5
        WHERE id = $1";
    OBJECTIVE_DELETE = "DELETE FROM objective WHERE id = $1";
}

impl Store {
    /// Every objective, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn objective_list(&self) -> Result<Vec<Objective>, Error> {
        self.query(&OBJECTIVE_LIST).fetch_all(&self.read).await?.iter().map(objective).collect()
    }
}

impl Transaction {
    /// Every objective as the transaction sees it, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn objective_list_in_tx(&mut self) -> Result<Vec<Objective>, Error> {
        let query = self.query(&OBJECTIVE_LIST);
        query.fetch_all(self.connection()).await?.iter().map(objective).collect()
    }

    /// Adds an objective.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn objective_insert(&mut self, new: &Objective) -> Result<(), Error> {
        bound(self.query(&OBJECTIVE_INSERT), new).execute(self.connection()).await?;
        Ok(())
    }

    /// Replaces every field of an objective.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn objective_update(&mut self, objective: &Objective) -> Result<(), Error> {
        bound(self.query(&OBJECTIVE_UPDATE), objective).execute(self.connection()).await?;
        Ok(())
    }

    /// Removes an objective.
    ///
    /// # Errors
    /// When the database fails, also while something is part of it or serves it.
    pub async fn objective_delete(&mut self, id: ObjectiveId) -> Result<(), Error> {
        self.query(&OBJECTIVE_DELETE).bind(id.0).execute(self.connection()).await?;
        Ok(())
    }
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

fn bound<'a>(query: Query<'a>, objective: &Objective) -> Query<'a> {
    query
        .bind(objective.id.0)
        .bind(objective.parent.map(|id| id.0))
        .bind(objective.owner.0)
        .bind(to_json(&objective.name))
        .bind(to_json(&objective.description))
}

fn objective(row: &AnyRow) -> Result<Objective, Error> {
    Ok(Objective {
        id: ObjectiveId(row.try_get(0)?),
        parent: row.try_get::<Option<i64>, _>(1)?.map(ObjectiveId),
        owner: OrganisationId(row.try_get(2)?),
        name: from_json("name of an objective", &row.try_get::<String, _>(3)?)?,
        description: from_json("description of an objective", &row.try_get::<String, _>(4)?)?,
    })
}
