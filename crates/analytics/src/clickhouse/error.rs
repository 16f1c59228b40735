//! What can go wrong between this program and ClickHouse.

/// What can go wrong between this program and ClickHouse. Neither a password nor an answer of a person is in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An address is not understood.
    #[error(
        "this is no address of ClickHouse: {0}; use http://user:password@host:8123/database?cluster=NAME"
    )]
    Address(&'static str),
    /// A server does not answer.
    #[error("the ClickHouse server {server} does not answer")]
    Unreachable {
        /// Host and port.
        server: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A server refuses what it was asked.
    #[error("the ClickHouse server {server} refuses: {message}")]
    Refused {
        /// Host and port.
        server: String,
        /// The number it gives the reason, where it gives one.
        code: Option<i32>,
        /// The reason in its words.
        message: String,
    },
    /// A server says something that is not understood.
    #[error("the answer of the ClickHouse server {server} is not understood: {what}")]
    Answer {
        /// Host and port.
        server: String,
        /// What about it.
        what: String,
    },
    /// The cluster is not what the addresses say.
    #[error("{0}")]
    Cluster(String),
}

/// Numbers of ClickHouse's for another server that is down or out of reach.
const OUT_OF_REACH: [i32; 7] = [32, 198, 203, 209, 210, 236, 279];
/// Numbers of ClickHouse's for a table or a database that is not there.
const MISSING: [i32; 2] = [60, 81];

/// How a server says that the table is not there on another one, under the number for one that is out of reach.
const MISSING_ELSEWHERE: &str = "There is no table";

impl Error {
    /// Whether a server is down or out of reach, so that the same may go well later.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::Refused { code: Some(code), .. } => OUT_OF_REACH.contains(code) && !self.is_missing_table(),
            _ => false,
        }
    }

    /// Whether a table is not there, on the server that was asked or on another one.
    #[must_use]
    pub fn is_missing_table(&self) -> bool {
        match self {
            Self::Refused { code: Some(code), message, .. } => {
                MISSING.contains(code) || (OUT_OF_REACH.contains(code) && message.contains(MISSING_ELSEWHERE))
            }
            _ => false,
        }
    }
}
