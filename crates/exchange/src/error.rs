//! What stops a whole file from being read or written; what stops a single row is a [`crate::Reason`].

use std::io;

use crate::Reason;

/// Why a file could not be read or written at all.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// Reading or writing failed.
    #[error("the file could not be read or written")]
    InOut(#[from] io::Error),
    /// There is no header.
    #[error("the file is empty; its first row must name the columns")]
    Empty,
    /// A text file in an encoding that is not read.
    #[error("the file is UTF-16; save it as CSV UTF-8 and import it again")]
    Utf16,
    /// The header itself could not be read.
    #[error("the first row, which must name the columns, was not accepted")]
    Header {
        /// What is wrong with it.
        #[source]
        reason: Reason,
    },
    /// Columns without which nothing can be imported.
    #[error("the file lacks the columns {names}")]
    MissingColumns {
        /// The names, comma-separated.
        names: String,
    },
    /// Two columns of one name: which of them counts is not known.
    #[error("the file has the column “{name}” more than once; rename or remove one of them")]
    RepeatedColumn {
        /// The name.
        name: String,
    },
}
