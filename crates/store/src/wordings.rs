//! Wordings: kept once each, never changed.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    id::WordingId,
    wording::{NewWording, Wording, WordingKey},
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{parsed, to_json},
    statement::statements,
};

statements! {
    WORDING_INSERT = "INSERT INTO wording (id, item, variant, scale, language, feeds, text)
        SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
        FROM {rows:$1} WHERE TRUE
        ON CONFLICT (item, variant, scale, language) DO NOTHING";
    WORDING_LIST = "SELECT id, item, variant, scale, language, feeds, text FROM wording ORDER BY id";
    WORDING_OF_ITEMS = "SELECT id, item, variant, scale, language, feeds, text FROM wording
        WHERE item IN (SELECT value ->> 0 FROM {rows:$1})";
}

impl Store {
    /// Every wording ever asked or imported.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wording_list(&self) -> Result<Vec<Wording>, Error> {
        let rows = self.query(&WORDING_LIST).fetch_all(&self.read).await?;
        rows.iter().map(wording).collect()
    }

    /// The ids of those wordings that are kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wording_ids(
        &self,
        wordings: &[NewWording],
    ) -> Result<BTreeMap<WordingKey, WordingId>, Error> {
        let rows = self.query(&WORDING_OF_ITEMS).bind(items(wordings)).fetch_all(&self.read).await?;
        rows.iter().map(|row| wording(row).map(|known| (known.key, known.id))).collect()
    }
}

impl Transaction {
    /// Keeps these wordings where they are new, and returns the id of each. `make_id` gives ids to new ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wording_ensure(
        &mut self,
        wordings: &[NewWording],
        mut make_id: impl FnMut() -> i64 + Send,
    ) -> Result<BTreeMap<WordingKey, WordingId>, Error> {
        let rows: Vec<_> = wordings
            .iter()
            .map(|new| {
                let key = &new.key;
                let feeds = new.feeds.map(|feed| feed.to_string());
                (make_id(), &key.item, &key.variant, key.scale.code(), key.language.code(), feeds, &new.text)
            })
            .collect();
        self.query(&WORDING_INSERT).bind(to_json(&rows)).execute(self.connection()).await?;
        let rows = self.query(&WORDING_OF_ITEMS).bind(items(wordings)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| wording(row).map(|known| (known.key, known.id))).collect()
    }
}

fn items(wordings: &[NewWording]) -> String {
    let items: BTreeSet<&str> = wordings.iter().map(|new| new.key.item.as_str()).collect();
    to_json(&items.into_iter().map(|item| [item]).collect::<Vec<_>>())
}

fn wording(row: &AnyRow) -> Result<Wording, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let key = WordingKey {
        item: text(1)?,
        variant: text(2)?,
        scale: parsed("scale", &text(3)?)?,
        language: parsed("language", &text(4)?)?,
    };
    let feeds: Option<String> = row.try_get(5)?;
    let feeds = feeds.map(|feeds| parsed("feed", &feeds)).transpose()?;
    Ok(Wording { id: WordingId(row.try_get(0)?), key, feeds, text: text(6)? })
}
