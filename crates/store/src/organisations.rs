//! The organisation tree.

use catsup_model::{directory::Organisation, id::OrganisationId, text::Name};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::name, statement::statements};

statements! {
    ORGANISATION_LIST = "SELECT id, parent_id, name, abbreviation FROM organisation ORDER BY id";
    ORGANISATION_FIND = "SELECT id, parent_id, name, abbreviation FROM organisation WHERE id = $1";
    ORGANISATION_INSERT = "INSERT INTO organisation (id, parent_id, name, abbreviation, created_at)
        VALUES ($1, CAST($2 AS BIGINT), $3, $4, $5)";
    ORGANISATION_RENAME = "UPDATE organisation SET name = $2, abbreviation = $3 WHERE id = $1";
    ORGANISATION_MOVE = "UPDATE organisation SET parent_id = CAST($2 AS BIGINT) WHERE id = $1";
    ORGANISATION_IN_CYCLE = "WITH RECURSIVE above (id) AS (
            SELECT parent_id FROM organisation WHERE id = $1
            UNION
            SELECT organisation.parent_id FROM organisation JOIN above ON organisation.id = above.id
        )
        SELECT COUNT(*) FROM above WHERE id = $1";
    ORGANISATION_ENSURE = "INSERT INTO organisation (id, parent_id, name, abbreviation, source_key, created_at)
        VALUES ($1, CAST($2 AS BIGINT), $3, $4, $5, $6)
        ON CONFLICT (source_key) DO UPDATE SET name = excluded.name
        RETURNING id";
}

/// An organisation as an import knows it.
#[derive(Debug, Clone, Copy)]
pub struct SourceOrganisation<'a> {
    /// What the source calls it, for ever; starts with the name of the source.
    pub source_key: &'a str,
    /// Where it is placed when it is new; one that is known stays where staff put it.
    pub parent: Option<OrganisationId>,
    /// Its name today.
    pub name: &'a Name,
    /// Its abbreviation when it is new; may be empty.
    pub abbreviation: &'a str,
}

impl Store {
    /// Every organisation, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_list(&self) -> Result<Vec<Organisation>, Error> {
        self.query(&ORGANISATION_LIST).fetch_all(&self.read).await?.iter().map(organisation).collect()
    }

    /// One organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_find(&self, id: OrganisationId) -> Result<Option<Organisation>, Error> {
        let row = self.query(&ORGANISATION_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(organisation).transpose()
    }
}

impl Transaction {
    /// Adds an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_insert(
        &mut self,
        organisation: &Organisation,
        at: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&ORGANISATION_INSERT).bind(organisation.id.0);
        let query =
            query.bind(organisation.parent.map(|id| id.0)).bind(organisation.name.as_str().to_owned());
        let query = query.bind(organisation.abbreviation.clone()).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Changes what an organisation is called.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_rename(
        &mut self,
        id: OrganisationId,
        name: &Name,
        abbreviation: &str,
    ) -> Result<(), Error> {
        let query = self.query(&ORGANISATION_RENAME).bind(id.0).bind(name.as_str().to_owned());
        query.bind(abbreviation.to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Puts an organisation, with all below it, under another one or at the top.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_move(
        &mut self,
        id: OrganisationId,
        parent: Option<OrganisationId>,
    ) -> Result<(), Error> {
        let query = self.query(&ORGANISATION_MOVE).bind(id.0).bind(parent.map(|id| id.0));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Whether an organisation has come to lie below itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_in_cycle(&mut self, id: OrganisationId) -> Result<bool, Error> {
        let row = self.query(&ORGANISATION_IN_CYCLE).bind(id.0).fetch_one(self.connection()).await?;
        Ok(row.try_get::<i64, _>(0)? > 0)
    }

    /// The organisation a source knows under its key: added as `new` when missing, renamed when its name changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_ensure(
        &mut self,
        new: OrganisationId,
        source: SourceOrganisation<'_>,
        at: Timestamp,
    ) -> Result<OrganisationId, Error> {
        let query = self.query(&ORGANISATION_ENSURE).bind(new.0).bind(source.parent.map(|id| id.0));
        let query = query.bind(source.name.as_str().to_owned()).bind(source.abbreviation.to_owned());
        let query = query.bind(source.source_key.to_owned()).bind(at.as_microsecond());
        Ok(OrganisationId(query.fetch_one(self.connection()).await?.try_get(0)?))
    }
}

fn organisation(row: &AnyRow) -> Result<Organisation, Error> {
    Ok(Organisation {
        id: OrganisationId(row.try_get(0)?),
        parent: row.try_get::<Option<i64>, _>(1)?.map(OrganisationId),
        name: name(&row.try_get::<String, _>(2)?)?,
        abbreviation: row.try_get(3)?,
    })
}
