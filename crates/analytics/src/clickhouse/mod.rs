//! Measures on ClickHouse: one server or a cluster, fed from the store and asked in SQL. Every shard is asked for its
//! own part, so that it is known which replica told it.
//!
//! Each response is a row; one that changed gets a row that takes off what it was (sign −1) and one of what it is now.
//! Rows come in batches with numbers. Which batches count stands in a ledger in the store, and every question names
//! them: rows of a batch whose fate is not known count for nothing, whenever they arrive.

mod address;
mod client;
mod condition;
mod error;
mod feed;
mod group;
mod literal;
mod question;
mod record;
mod replicas;
mod schema;
mod shards;
mod table;

use std::sync::Arc;

use tokio::sync::Mutex;

pub use self::{
    address::Addresses,
    error::Error,
    feed::{Batch, Tally},
    record::Fact,
    schema::ServerStatus,
    table::{Table, View},
};
use self::{client::Server, replicas::Replicas, shards::Shards};

/// One server or a cluster of them. Cheap to make: nothing is connected until something is asked.
#[derive(Debug)]
pub struct Cluster {
    servers: Vec<Arc<Server>>,
    database: String,
    cluster: Option<String>,
    /// The servers of each shard, once they are known.
    shards: Mutex<Option<Arc<Shards>>>,
    replicas: Mutex<Replicas>,
}

impl Cluster {
    /// The servers at these addresses. `name`, letters and digits of this process alone, begins the names of its
    /// questions.
    #[must_use]
    pub fn new(addresses: Addresses, name: &str) -> Self {
        let tls = addresses.authorities.configuration();
        let servers = addresses.servers.into_iter().enumerate();
        let servers = servers
            .map(|(place, address)| {
                Arc::new(Server::new(address, format!("{name}-{place}"), Arc::clone(&tls)))
            })
            .collect();
        Self {
            servers,
            database: addresses.database,
            cluster: addresses.cluster,
            shards: Mutex::default(),
            replicas: Mutex::default(),
        }
    }

    fn not_understood(&self, what: &str) -> Error {
        let server = self.servers.first().map(ToString::to_string).unwrap_or_default();
        Error::Answer { server, what: what.to_owned() }
    }
}
