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
    /// What should name a certificate authority does not.
    #[error("the certificate authority for ClickHouse is not understood: {0}")]
    Authority(&'static str),
    /// A server shows a certificate that is not to be believed.
    #[error(
        "the certificate of the ClickHouse server {server} is refused: {reason}; name the authority that signed it with \
         --clickhouse-ca, or call the server by the name that it stands for"
    )]
    Certificate {
        /// Host and port.
        server: String,
        /// What is wrong with it.
        reason: String,
    },
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
    /// No replica holds all that counts.
    #[error("the ClickHouse servers hold {held} rows in place of {expected}")]
    Incomplete {
        /// How many rows there are.
        held: i64,
        /// How many there must be.
        expected: i64,
    },
    /// The cluster is not what the addresses say.
    #[error("{0}")]
    Cluster(String),
}

/// Numbers of ClickHouse's for a server or a ZooKeeper that is down or out of reach, and for a table that can only be
/// read until its ZooKeeper is back.
const OUT_OF_REACH: [i32; 11] = [32, 198, 203, 209, 210, 225, 236, 242, 279, 319, 999];
/// Numbers of ClickHouse's for a table or a database that is not there.
const MISSING: [i32; 2] = [60, 81];

impl Error {
    /// Whether a server is down or out of reach, so that the same may go well later.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Certificate { .. } => true,
            Self::Refused { code: Some(code), .. } => OUT_OF_REACH.contains(code),
            _ => false,
        }
    }

    /// Whether something that was held is no longer there: a table, or some of its rows.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        match self {
            Self::Incomplete { .. } => true,
            Self::Refused { code: Some(code), .. } => MISSING.contains(code),
            _ => false,
        }
    }
}
