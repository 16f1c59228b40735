//! What can go wrong in the measure engine.

use std::{io, path::PathBuf};

/// What can go wrong in the measure engine.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file does not hold what it should: it was changed, or the disk lost some of it.
    #[error("{} is damaged: {what}; `catsup analytics rebuild` makes it anew", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        what: String,
    },
    /// A file was written by a later version of the program.
    #[error("{} has format {found}, and this program reads up to {known}", path.display())]
    Later {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest one this program reads.
        known: u32,
    },
    /// Another process seals segments in this directory.
    #[error("the segments in {} are being written by another process", .0.display())]
    Busy(PathBuf),
    /// A response cannot be kept in a segment.
    #[error("response {response} answers “{column}” with {value}: a segment keeps answers from 0 to 254")]
    OutOfRange {
        /// The response.
        response: i64,
        /// The question.
        column: String,
        /// The answer.
        value: i64,
    },
    /// A contact cannot be kept in a segment.
    #[error("contact {contact} has {value} as its {column}, which a segment cannot keep")]
    ContactOutOfRange {
        /// The interaction.
        contact: i64,
        /// The column.
        column: String,
        /// The value.
        value: i64,
    },
    /// More contacts pass than may be handed over at once.
    #[error("more than {most} contacts; ask for a shorter period or fewer services")]
    TooManyContacts {
        /// How many may be.
        most: u64,
    },
    /// Groups and durations together are too many to be counted at once.
    #[error(
        "too many groups of durations to be counted at once; ask for fewer dimensions or a shorter period"
    )]
    TooManyGroups,
    /// A segment has too many different values of one kind.
    #[error("more than {most} different values of {what} in one segment")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many fit.
        most: usize,
    },
    /// Whoever asked no longer waits for the answer.
    #[error("the question was taken back")]
    Cancelled,
    /// Lines of CSV could not be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// Parquet could not be written.
    #[error("the file cannot be written: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Arrow could not write a segment.
    #[error("a segment cannot be written: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.into(), what: what.into() }
    }
}
