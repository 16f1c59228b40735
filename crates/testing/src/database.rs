//! A database of its own for each test.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use catsup_store::DatabaseUrl;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded database in a temporary directory.
    Sqlite,
    /// A database made for the test on the server that `CATSUP_TEST_POSTGRES` names.
    Postgres,
}

/// A database of its own for one test.
#[derive(Debug)]
pub enum TestDatabase {
    /// A temporary directory.
    Sqlite(tempfile::TempDir),
    /// Address of the server, and name of the database made on it.
    Postgres {
        /// Address of the server.
        server: String,
        /// Name of the database.
        name: String,
    },
}

static MADE: AtomicU64 = AtomicU64::new(0);

impl TestDatabase {
    /// Makes an empty database; `None` when the server is not there to make it on.
    ///
    /// # Panics
    /// When the database cannot be made though its server was named.
    pub async fn create(backend: Backend) -> Option<Self> {
        if backend == Backend::Sqlite {
            return Some(Self::Sqlite(tempfile::tempdir().expect("a temporary directory can be made")));
        }
        let server = std::env::var("CATSUP_TEST_POSTGRES").ok()?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("catsup_test_{}_{number}", std::process::id());
        execute(&server, &format!("DROP DATABASE IF EXISTS {name}")).await;
        execute(&server, &format!("CREATE DATABASE {name}")).await;
        Some(Self::Postgres { server, name })
    }

    /// Its address.
    ///
    /// # Panics
    /// When the address in `CATSUP_TEST_POSTGRES` is none.
    #[must_use]
    pub fn url(&self) -> DatabaseUrl {
        match self {
            Self::Sqlite(directory) => DatabaseUrl::embedded(directory.path()).expect("the directory exists"),
            Self::Postgres { .. } => self.text().parse().expect("CATSUP_TEST_POSTGRES is an address"),
        }
    }

    /// Its address as a command-line argument: a `postgres://` address or the data directory.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Sqlite(directory) => directory.path().display().to_string(),
            Self::Postgres { server, name } => {
                let (before, _) = server.rsplit_once('/').expect("the address ends in a database name");
                format!("{before}/{name}")
            }
        }
    }

    /// A folder for uploads that no other test shares.
    #[must_use]
    pub fn uploads(&self) -> PathBuf {
        match self {
            Self::Sqlite(directory) => directory.path().join("uploads"),
            Self::Postgres { name, .. } => std::env::temp_dir().join(format!("{name}_uploads")),
        }
    }

    /// Removes it.
    pub async fn remove(self) {
        drop(std::fs::remove_dir_all(self.uploads()));
        if let Self::Postgres { server, name } = self {
            execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

async fn execute(server: &str, statement: &str) {
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(server).await.expect("the PostgreSQL server answers");
    connection
        .execute(AssertSqlSafe(statement.to_owned()))
        .await
        .expect("the server makes and drops databases");
    connection.close().await.expect("the connection closes");
}
