//! What can be wrong with a log or with a question about it.

use thiserror::Error;

/// The result of a calculation over a log.
pub type Result<T> = std::result::Result<T, Error>;

/// A reason why a log cannot be made or a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// More events or names than 32-bit codes can number.
    #[error("more than 4294967294 {0}: split the log")]
    TooMany(&'static str),
    /// A time that lies outside the years −9999 to 9999, so that a difference of two could overflow.
    #[error("time {0} µs lies outside the years -9999 to 9999")]
    Time(i64),
    /// Columns of one log differ in length.
    #[error("column {column} has {found} entries, the times have {expected}: make them equal")]
    ColumnLength {
        /// The column.
        column: String,
        /// Its length.
        found: usize,
        /// The number of events.
        expected: usize,
    },
    /// A code without a name.
    #[error("column {column} uses code {code}, but there are {names} names")]
    UnknownCode {
        /// The column.
        column: String,
        /// The code.
        code: u32,
        /// The number of names.
        names: usize,
    },
    /// A name that the log does not hold.
    #[error("there is no {kind} {name:?} in the log{advice}")]
    Unknown {
        /// What was looked for: activity, channel, attribute.
        kind: &'static str,
        /// The name asked for.
        name: String,
        /// What there is instead.
        advice: String,
    },
    /// An option outside what it allows.
    #[error("{option} {value} is unusable: give {allowed}")]
    Option {
        /// The option.
        option: &'static str,
        /// The value given.
        value: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A designed journey that cannot be followed.
    #[error("the designed journey is unusable: {0}")]
    Design(String),
    /// The statistics could not be computed.
    #[error(transparent)]
    Statistics(#[from] catsup_statistics::Error),
}
