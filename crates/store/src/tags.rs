//! Tags of the inbox: made by using them, one list for the installation.

use std::collections::HashMap;

use catsup_model::id::{ResponseId, TagId};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::to_json, statement::statements};

statements! {
    TAG_PUT = "INSERT INTO tag (id, name, folded, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (folded) DO NOTHING";
    TAG_OF_NAME = "SELECT id, name FROM tag WHERE folded = $1";
    TAG_LIST = "SELECT id, name FROM tag ORDER BY folded";
    TAG_RENAME = "UPDATE tag SET name = $2, folded = $3 WHERE id = $1";
    TAGS_OF_RESPONSES = "SELECT g.response_id, t.id, t.name
        FROM {rows:$1} CROSS JOIN response_tag g JOIN tag t ON t.id = g.tag_id
        WHERE g.response_id = CAST(value AS BIGINT) ORDER BY t.folded";
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its name.
    pub name: String,
}

impl Transaction {
    /// The tag of this name, made when there is none; names that fold alike are one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tag_put(&mut self, new: &Tag, folded: &str, at: Timestamp) -> Result<Tag, Error> {
        let query = self.query(&TAG_PUT).bind(new.id.0).bind(new.name.clone());
        let query = query.bind(folded.to_owned()).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        let row = self.query(&TAG_OF_NAME).bind(folded.to_owned()).fetch_one(self.connection()).await?;
        Ok(Tag { id: TagId(row.try_get(0)?), name: row.try_get(1)? })
    }

    /// Gives a tag another name.
    ///
    /// # Errors
    /// [`Error::Taken`] when another tag has it; when the database fails.
    pub async fn tag_rename(&mut self, id: TagId, name: &str, folded: &str) -> Result<(), Error> {
        let query = self.query(&TAG_RENAME).bind(id.0).bind(name.to_owned()).bind(folded.to_owned());
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }
}

impl Store {
    /// Every tag, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tag_list(&self) -> Result<Vec<Tag>, Error> {
        let rows = self.query(&TAG_LIST).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(Tag { id: TagId(row.try_get(0)?), name: row.try_get(1)? })).collect()
    }

    /// The tags of these responses, each by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tags_of(&self, ids: &[ResponseId]) -> Result<HashMap<ResponseId, Vec<Tag>>, Error> {
        let ids = to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>());
        let rows = self.query(&TAGS_OF_RESPONSES).bind(ids).fetch_all(&self.read).await?;
        let mut tags: HashMap<ResponseId, Vec<Tag>> = HashMap::new();
        for row in &rows {
            let tag = Tag { id: TagId(row.try_get(1)?), name: row.try_get(2)? };
            tags.entry(ResponseId(row.try_get(0)?)).or_default().push(tag);
        }
        Ok(tags)
    }
}
