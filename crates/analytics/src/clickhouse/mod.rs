//! Measures on ClickHouse: one server or a cluster, fed from the store and asked in SQL.
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
mod schema;
mod table;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::OnceCell;

pub use self::{
    address::Addresses,
    error::Error,
    feed::{Batch, Tally},
    record::Fact,
    schema::ServerStatus,
    table::{Table, View},
};
use self::{client::Server, literal::identifier};

/// One server or a cluster of them. Cheap to make: nothing is connected until something is asked.
#[derive(Debug)]
pub struct Cluster {
    servers: Vec<Arc<Server>>,
    database: String,
    cluster: Option<String>,
    /// The server of each shard, once they are known.
    shards: OnceCell<Vec<Arc<Server>>>,
    asked: AtomicUsize,
}

impl Cluster {
    /// The servers at these addresses. `name`, letters and digits of this process alone, begins the names of its
    /// questions.
    #[must_use]
    pub fn new(addresses: Addresses, name: &str) -> Self {
        let servers = addresses.servers.into_iter().enumerate();
        let servers = servers
            .map(|(place, address)| Arc::new(Server::new(address, format!("{name}-{place}"))))
            .collect();
        Self {
            servers,
            database: addresses.database,
            cluster: addresses.cluster,
            shards: OnceCell::new(),
            asked: AtomicUsize::new(0),
        }
    }

    fn database(&self) -> &str {
        &self.database
    }

    /// The servers take turns in gathering answers.
    fn any(&self) -> Result<&Arc<Server>, Error> {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed) % self.servers.len().max(1);
        self.servers.get(turn).ok_or(Error::Address("it is empty"))
    }

    /// Name of the table that is asked.
    fn whole(&self, table: &Table) -> String {
        let name = if self.cluster.is_some() { table.whole() } else { table.part() };
        format!("{}.{}", identifier(&self.database), identifier(&name))
    }

    fn not_understood(&self, what: &str) -> Error {
        let server = self.servers.first().map(ToString::to_string).unwrap_or_default();
        Error::Answer { server, what: what.to_owned() }
    }
}
