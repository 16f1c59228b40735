//! Upkeep of the embedded database: backup and integrity.

use std::path::Path;

use sqlx::Row as _;

use crate::{Dialect, Error, Store, statement::statements};

statements! {
    RESPONSE_TOTAL = "SELECT CAST(COUNT(*) AS BIGINT) FROM response";
}

impl Store {
    /// Writes a consistent copy of the embedded database to a new file while it stays in use.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on PostgreSQL, which has tools of its own; [`Error::Directory`] when the file is there
    /// already or cannot be made durable.
    pub async fn backup_to(&self, file: &Path) -> Result<(), Error> {
        if self.dialect() == Dialect::Postgres {
            return Err(Error::Unsupported("back a PostgreSQL database up with pg_dump"));
        }
        let path = file.display().to_string();
        let failed = |source| Error::Directory { path: path.clone(), source };
        if file.exists() {
            return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
        }
        sqlx::query("VACUUM INTO $1").bind(path.clone()).execute(&self.read).await?;
        std::fs::File::open(file).and_then(|copy| copy.sync_all()).map_err(failed)
    }

    /// What the database finds wrong with itself; nothing when it is sound.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn damages(&self) -> Result<Vec<String>, Error> {
        match self.dialect() {
            // PostgreSQL checks its pages as it reads them.
            Dialect::Postgres => Ok(Vec::new()),
            Dialect::Sqlite => {
                let rows = sqlx::query("PRAGMA integrity_check").fetch_all(&self.read).await?;
                let found: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get(0)).collect();
                Ok(found?.into_iter().filter(|line| line != "ok").collect())
            }
        }
    }

    /// How many responses are stored, in whatever state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_total(&self) -> Result<i64, Error> {
        Ok(self.query(&RESPONSE_TOTAL).fetch_one(&self.read).await?.try_get(0)?)
    }
}
