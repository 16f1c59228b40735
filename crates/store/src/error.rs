//! What can go wrong in the store.

use catsup_model::text::InvalidText;

/// A failure of the store. Absence is no error: lookups return `Option`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or could not be reached.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// A stored value is not what this version of the program writes.
    #[error("the stored {what} “{value}” cannot be read")]
    Corrupt {
        /// What was read.
        what: &'static str,
        /// What was found.
        value: String,
    },
    /// The address of the database is not understood.
    #[error("“{0}” is not a database address; use postgres://… or a data directory")]
    Address(String),
    /// The database was written by a newer version of the program.
    #[error("the database is at migration {found}, newer than {known}: start a newer version of the program")]
    TooNew {
        /// Migrations in the database.
        found: i64,
        /// Migrations this program knows.
        known: i64,
    },
    /// A directory or file cannot be made or written.
    #[error("{path} cannot be used")]
    Directory {
        /// The directory or file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The store is shutting down and takes nothing more.
    #[error("the store is shutting down")]
    Closed,
    /// The database does not do this; the text says what does.
    #[error("{0}")]
    Unsupported(&'static str),
    /// Another row already has this name or address.
    #[error("{what} is already taken")]
    Taken {
        /// What is taken.
        what: &'static str,
    },
}

impl Error {
    pub(crate) fn corrupt(what: &'static str, value: impl Into<String>) -> Self {
        Self::Corrupt { what, value: value.into() }
    }

    /// Turns a breach of a uniqueness rule into [`Error::Taken`].
    pub(crate) fn or_taken(what: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |error| {
            let unique = error.as_database_error().is_some_and(|database| {
                database.is_unique_violation() || database.message().contains("UNIQUE constraint failed")
            });
            if unique { Self::Taken { what } } else { Self::Database(error) }
        }
    }
}

/// Reads a stored text into its type.
pub(crate) fn parsed<T: std::str::FromStr>(what: &'static str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::corrupt(what, text))
}

/// Reads a stored JSON text into its type.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::corrupt(what, format!("{text}: {error}")))
}

/// Writes a value as JSON text.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("types of the model have string keys and no failing serialisers")
}

/// Reads a stored name.
pub(crate) fn name(text: &str) -> Result<catsup_model::text::Name, Error> {
    catsup_model::text::Name::parse(text).map_err(|_: InvalidText| Error::corrupt("name", text))
}

/// Reads microseconds since 1970.
pub(crate) fn instant(microseconds: i64) -> Result<jiff::Timestamp, Error> {
    jiff::Timestamp::from_microsecond(microseconds)
        .map_err(|_| Error::corrupt("instant", microseconds.to_string()))
}
