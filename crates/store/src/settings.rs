//! Settings of the installation, as named texts.

use std::collections::BTreeMap;

use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    SETTING_LIST = "SELECT name, value FROM setting ORDER BY name";
    SETTING_SET = "INSERT INTO setting (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

impl Store {
    /// Every setting that was ever set.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_list(&self) -> Result<BTreeMap<String, String>, Error> {
        let rows = self.query(&SETTING_LIST).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}

impl Transaction {
    /// Sets one setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let query = self.query(&SETTING_SET).bind(name.to_owned()).bind(value.to_owned());
        query.execute(self.connection()).await?;
        Ok(())
    }
}
