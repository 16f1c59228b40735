//! Connections: where the database is, and how it is read and written.

use std::{fmt, path::Path, str::FromStr, sync::Arc};

use sqlx::{
    Any, AnyConnection, AnyPool, Executor as _,
    any::{AnyArguments, AnyPoolOptions},
    query::Query,
};

use crate::{Error, dialect::Dialect, migrate, search, statement::Statement, writer::Writer};

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    url: String,
    dialect: Dialect,
}

impl fmt::Debug for DatabaseUrl {
    /// Without the password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match (self.url.split_once("://"), self.url.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
            _ => self.url.clone(),
        };
        formatter.write_str(&shown)
    }
}

impl DatabaseUrl {
    /// The embedded database in a data directory, which is made when missing.
    ///
    /// # Errors
    /// [`Error::Directory`] when it cannot be made.
    pub fn embedded(directory: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Directory { path: directory.display().to_string(), source };
        std::fs::create_dir_all(directory).map_err(failed)?;
        let path = directory.join("catsup.db").display().to_string();
        let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        Ok(Self { url: format!("sqlite://{escaped}?mode=rwc"), dialect: Dialect::Sqlite })
    }
}

impl FromStr for DatabaseUrl {
    type Err = Error;

    fn from_str(url: &str) -> Result<Self, Error> {
        let postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !postgres {
            return Err(Error::Address(url.to_owned()));
        }
        Ok(Self { url: url.to_owned(), dialect: Dialect::Postgres })
    }
}

/// The database of one installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) dialect: Dialect,
    pub(crate) read: AnyPool,
    pub(crate) write: AnyPool,
    pub(crate) writer: Arc<Writer>,
}

/// An open transaction; dropped without [`Transaction::commit`] it leaves nothing behind.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Any>,
    pub(crate) dialect: Dialect,
}

impl Transaction {
    /// The connection, to run statements on.
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// The transaction itself, for what the writer does too.
    pub(crate) fn inner(&mut self) -> &mut sqlx::Transaction<'static, Any> {
        &mut self.inner
    }

    /// A query for `statement`.
    pub(crate) fn query(&self, statement: &'static Statement) -> Query<'static, Any, AnyArguments> {
        sqlx::query(statement.sql(self.dialect))
    }

    /// Makes everything since the start durable.
    ///
    /// # Errors
    /// When the database refuses; nothing was written then.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.inner.commit().await?)
    }
}

impl Store {
    /// Connects and brings the schema up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or was written by a newer version.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let (readers, writers) = match url.dialect {
            // SQLite has one writer: a pool of one makes others wait in line instead of failing as busy.
            Dialect::Sqlite => (4, 1),
            Dialect::Postgres => (8, 6),
        };
        let write = connect(url, writers).await?;
        migrate::run(&write, url.dialect).await?;
        search::catch_up(&write, url.dialect).await?;
        let read = connect(url, readers).await?;
        let writer = Arc::new(Writer::start(write.clone(), url.dialect));
        Ok(Self { dialect: url.dialect, read, write, writer })
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A query for `statement`.
    pub(crate) fn query(&self, statement: &'static Statement) -> Query<'static, Any, AnyArguments> {
        sqlx::query(statement.sql(self.dialect))
    }

    /// Opens a transaction that writes.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        let inner = match self.dialect {
            // Takes the write lock at once: a later upgrade of a read lock could fail as busy.
            Dialect::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await?,
            Dialect::Postgres => self.write.begin().await?,
        };
        Ok(Transaction { inner, dialect: self.dialect })
    }

    /// Prepares every statement of the program on this database.
    ///
    /// # Errors
    /// The first statement that the database does not take.
    pub async fn prepare_all(&self) -> Result<usize, (&'static str, Error)> {
        let mut connection = self.read.acquire().await.map_err(|error| ("connect", error.into()))?;
        let mut prepared = 0;
        for statement in crate::every_statement() {
            let sql = statement.sql(self.dialect);
            connection
                .prepare(sqlx::SqlStr::from_static(sql))
                .await
                .map_err(|error| (statement.name, Error::Database(error)))?;
            prepared += 1;
        }
        Ok(prepared)
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(())
    }

    /// Finishes what was taken and closes every connection.
    pub async fn close(&self) {
        self.writer.finish().await;
        self.read.close().await;
        self.write.close().await;
    }
}

async fn connect(url: &DatabaseUrl, most: u32) -> Result<AnyPool, Error> {
    let dialect = url.dialect;
    let options = AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(std::time::Duration::from_secs(30))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if dialect == Dialect::Sqlite {
                    // FULL: a commit is on disk when it returns. WAL: readers never wait for the writer.
                    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                        PRAGMA busy_timeout = 30000; PRAGMA cache_size = -4000";
                    connection.execute(pragmas).await?;
                } else {
                    // Compiling a plan takes longer than running any of ours.
                    connection.execute("SET jit = off").await?;
                }
                Ok(())
            })
        });
    Ok(options.connect(&url.url).await?)
}
