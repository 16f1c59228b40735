//! Life experiences: journeys that cross services of several organisations.

use catsup_model::{directory::LifeExperience, id::LifeExperienceId, text::Name};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::name, statement::statements};

statements! {
    LIFE_EXPERIENCE_LIST = "SELECT id, name FROM life_experience ORDER BY id";
    LIFE_EXPERIENCE_FIND = "SELECT id, name FROM life_experience WHERE id = $1";
    LIFE_EXPERIENCE_INSERT = "INSERT INTO life_experience (id, name) VALUES ($1, $2)";
    LIFE_EXPERIENCE_RENAME = "UPDATE life_experience SET name = $2 WHERE id = $1";
}

impl Store {
    /// Every life experience, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn life_experience_list(&self) -> Result<Vec<LifeExperience>, Error> {
        self.query(&LIFE_EXPERIENCE_LIST).fetch_all(&self.read).await?.iter().map(life_experience).collect()
    }

    /// One life experience.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn life_experience_find(&self, id: LifeExperienceId) -> Result<Option<LifeExperience>, Error> {
        let row = self.query(&LIFE_EXPERIENCE_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(life_experience).transpose()
    }
}

impl Transaction {
    /// Adds a life experience.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is one of this name.
    pub async fn life_experience_insert(&mut self, new: &LifeExperience) -> Result<(), Error> {
        let query = self.query(&LIFE_EXPERIENCE_INSERT).bind(new.id.0).bind(new.name.as_str().to_owned());
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }

    /// Changes the name of a life experience.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is another one of this name.
    pub async fn life_experience_rename(&mut self, id: LifeExperienceId, name: &Name) -> Result<(), Error> {
        let query = self.query(&LIFE_EXPERIENCE_RENAME).bind(id.0).bind(name.as_str().to_owned());
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }
}

fn life_experience(row: &AnyRow) -> Result<LifeExperience, Error> {
    Ok(LifeExperience { id: LifeExperienceId(row.try_get(0)?), name: name(&row.try_get::<String, _>(1)?)? })
}
