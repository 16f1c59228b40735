//! Which server holds which part, and the tables on them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Serialize;

use super::{
    Cluster, Error,
    client::Server,
    literal::{identifier, string},
    table::{Table, create_part, create_whole},
};

/// What one server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerStatus {
    /// Host and port.
    pub server: String,
    /// Its version; none where it does not answer.
    pub version: Option<String>,
    /// Why it does not answer.
    pub problem: Option<String>,
}

/// From this version on, a column of few texts is kept as numbers without being experimental.
const DICTIONARIES_SINCE: u32 = 20;

impl Cluster {
    /// What each server says of itself.
    pub async fn servers(&self) -> Vec<ServerStatus> {
        let mut known = Vec::new();
        for server in &self.servers {
            let (version, problem) = match version(server).await {
                Ok(version) => (Some(version), None),
                Err(error) => (None, Some(error.to_string())),
            };
            known.push(ServerStatus { server: server.to_string(), version, problem });
        }
        known
    }

    /// The server of each shard, in the order of their numbers.
    pub(super) async fn shards(&self) -> Result<&[Arc<Server>], Error> {
        Ok(self.shards.get_or_try_init(|| self.find_shards()).await?)
    }

    async fn find_shards(&self) -> Result<Vec<Arc<Server>>, Error> {
        let Some(cluster) = &self.cluster else { return Ok(self.servers.clone()) };
        let mut wanted = BTreeSet::new();
        let mut found = BTreeMap::new();
        for server in &self.servers {
            let sql = format!(
                "SELECT shard_num, is_local, (SELECT count() FROM system.clusters WHERE cluster = {0} AND \
                 replica_num > 1) FROM system.clusters WHERE cluster = {0} FORMAT TabSeparated",
                string(cluster)
            );
            let mut own = None;
            for line in fields(server, &sql).await? {
                let [shard, local, replicas] = line.as_slice() else {
                    return Err(self.not_understood("a cluster"));
                };
                if replicas != "0" {
                    return Err(Error::Cluster(format!(
                        "the shards of cluster {cluster} have several replicas: name a cluster with one server a shard"
                    )));
                }
                let number: u32 = shard.parse().map_err(|_| self.not_understood("the number of a shard"))?;
                wanted.insert(number);
                own = if local == "1" { Some(number) } else { own };
            }
            let own = own.ok_or_else(|| {
                Error::Cluster(format!("the server {server} is no part of a cluster {cluster}"))
            })?;
            if let Some(other) = found.insert(own, Arc::clone(server)) {
                return Err(Error::Cluster(format!(
                    "{server} and {other} are both shard {own} of {cluster}"
                )));
            }
        }
        match wanted.iter().find(|number| !found.contains_key(number)) {
            Some(number) => {
                Err(Error::Cluster(format!("no address is given for shard {number} of cluster {cluster}")))
            }
            None => Ok(found.into_values().collect()),
        }
    }

    /// Makes the tables of a generation, empty, on every server; what an unfinished attempt left is removed.
    ///
    /// # Errors
    /// When a server does not answer, or the cluster is not what the addresses say.
    pub async fn create(&self, table: &Table) -> Result<(), Error> {
        let mut dictionaries = true;
        for server in self.shards().await? {
            let version = version(server).await?;
            let major = version.split('.').next().and_then(|number| number.parse::<u32>().ok());
            dictionaries &= major.is_some_and(|major| major >= DICTIONARIES_SINCE);
        }
        let database = identifier(&self.database);
        for server in self.shards().await? {
            server.ask(&format!("CREATE DATABASE IF NOT EXISTS {database}")).await?;
            for name in [table.whole(), table.part()] {
                self.drop_on(server, &name).await?;
            }
            server.ask(&create_part(&self.database, table, dictionaries)).await?;
        }
        if let Some(cluster) = &self.cluster {
            for server in self.shards().await? {
                server.ask(&create_whole(&self.database, cluster, table, dictionaries)).await?;
            }
        }
        Ok(())
    }

    /// Removes the tables of all generations of an installation before one of them.
    ///
    /// # Errors
    /// When a server does not answer.
    pub async fn drop_before(&self, table: &Table) -> Result<(), Error> {
        for server in self.shards().await? {
            let sql = format!(
                "SELECT name FROM system.tables WHERE database = {} AND name LIKE 'catsup%' FORMAT TabSeparated",
                string(&self.database)
            );
            for line in fields(server, &sql).await? {
                let generation = |name: &String| Table::generation_of(&table.installation, name);
                if let Some(name) = line.first()
                    && generation(name).is_some_and(|generation| generation < table.generation)
                {
                    self.drop_on(server, name).await?;
                }
            }
        }
        Ok(())
    }

    async fn drop_on(&self, server: &Arc<Server>, name: &str) -> Result<(), Error> {
        let sql = format!("DROP TABLE IF EXISTS {}.{}", identifier(&self.database), identifier(name));
        server.ask(&sql).await.map(drop)
    }
}

async fn version(server: &Arc<Server>) -> Result<String, Error> {
    let lines = fields(server, "SELECT version() FORMAT TabSeparated").await?;
    let version = lines.first().and_then(|line| line.first().cloned());
    version.ok_or_else(|| Error::Answer { server: server.to_string(), what: "a version".to_owned() })
}

/// The fields of every line of an answer that holds nothing but plain words.
async fn fields(server: &Arc<Server>, sql: &str) -> Result<Vec<Vec<String>>, Error> {
    let answer = server.ask(sql).await?;
    let text = String::from_utf8_lossy(&answer);
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}
