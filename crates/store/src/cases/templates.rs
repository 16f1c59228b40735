//! Texts that answers begin with.

use catsup_model::{
    case::ReplyTemplate,
    id::{ServiceId, TemplateId},
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed},
    statement::statements,
};

statements! {
    TEMPLATE_LIST = "SELECT id, name, service_id, language, text, next_step, updated_at FROM reply_template
        ORDER BY name, language, id";
    TEMPLATE_PUT = "INSERT INTO reply_template (id, name, service_id, language, text, next_step, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, service_id = excluded.service_id,
            language = excluded.language, text = excluded.text, next_step = excluded.next_step,
            updated_at = excluded.updated_at";
    TEMPLATE_DELETE = "DELETE FROM reply_template WHERE id = $1";
}

impl Store {
    /// Every text that answers begin with, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn template_list(&self) -> Result<Vec<ReplyTemplate>, Error> {
        self.query(&TEMPLATE_LIST).fetch_all(&self.read).await?.iter().map(template).collect()
    }
}

impl Transaction {
    /// Writes a text, a new one or one that was there.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is one of this name for the service in the language.
    pub async fn template_put(&mut self, one: &ReplyTemplate) -> Result<(), Error> {
        let query = self.query(&TEMPLATE_PUT).bind(one.id.0).bind(one.name.clone());
        let query = query.bind(one.service.map_or(0, |id| id.0)).bind(one.language.code());
        let query = query.bind(one.text.clone()).bind(one.next_step.clone());
        let query = query.bind(one.updated_at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }

    /// Removes a text; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn template_delete(&mut self, id: TemplateId) -> Result<bool, Error> {
        let query = self.query(&TEMPLATE_DELETE).bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn template(row: &AnyRow) -> Result<ReplyTemplate, Error> {
    let service: i64 = row.try_get(2)?;
    Ok(ReplyTemplate {
        id: TemplateId(row.try_get(0)?),
        name: row.try_get(1)?,
        service: (service != 0).then_some(ServiceId(service)),
        language: parsed("language", &row.try_get::<String, _>(3)?)?,
        text: row.try_get(4)?,
        next_step: row.try_get(5)?,
        updated_at: instant(row.try_get(6)?)?,
    })
}
