//! What servers say of themselves, and the tables on them.

use std::sync::Arc;

use serde::Serialize;

use super::{
    Cluster, Error,
    client::Server,
    literal::{identifier, string},
    shards::fields,
    table::{Table, create},
};

/// What one server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerStatus {
    /// Host and port.
    pub server: String,
    /// Its version; none where it does not answer.
    pub version: Option<String>,
    /// Why it does not answer, or takes no part.
    pub problem: Option<String>,
}

/// From this version on, a column of few texts is kept as numbers without being experimental.
const DICTIONARIES_SINCE: u32 = 20;

impl Cluster {
    /// What each server says of itself, and of a table that should be on it.
    pub async fn servers(&self, table: Option<&Table>) -> Vec<ServerStatus> {
        let mut known = Vec::new();
        for server in &self.servers {
            let (version, problem) = match version(server).await {
                Ok(version) => (Some(version), self.problem_of(server, table).await),
                Err(error) => (None, Some(error.to_string())),
            };
            known.push(ServerStatus { server: server.to_string(), version, problem });
        }
        known
    }

    async fn problem_of(&self, server: &Arc<Server>, table: Option<&Table>) -> Option<String> {
        let name = table?.name();
        let of = |database: &str, column: &str| {
            format!("{database} = {} AND {column} = {}", string(&self.database), string(&name))
        };
        let sql = format!(
            "SELECT (SELECT count() FROM system.tables WHERE {}), (SELECT count() FROM system.replicas WHERE {} AND \
             is_readonly) FORMAT TabSeparated",
            of("database", "name"),
            of("database", "table")
        );
        match fields(server, &sql).await.ok()?.first()?.as_slice() {
            [there, _] if there == "0" => {
                Some(format!("has no table {name}: it takes part again after `catsup analytics rebuild`"))
            }
            [_, readonly] if readonly != "0" => {
                Some("takes no rows, since it does not reach its ZooKeeper".to_owned())
            }
            _ => None,
        }
    }

    /// Makes the table of a generation, empty, on every server; what an unfinished attempt left is removed.
    ///
    /// # Errors
    /// When a server does not answer, or the cluster is not what the addresses say.
    pub async fn create(&self, table: &Table) -> Result<(), Error> {
        let shards = self.whole_cluster().await?;
        let servers: Vec<&Arc<Server>> = shards.replicas.iter().flatten().collect();
        let mut dictionaries = true;
        for server in &servers {
            let version = version(server).await?;
            let major = version.split('.').next().and_then(|number| number.parse::<u32>().ok());
            dictionaries &= major.is_some_and(|major| major >= DICTIONARIES_SINCE);
        }
        let database = identifier(&self.database);
        for server in &servers {
            server.ask(&format!("CREATE DATABASE IF NOT EXISTS {database}")).await?;
            self.drop_on(server, &table.name()).await?;
        }
        for server in servers {
            server.ask(&create(&self.database, table, shards.copies, dictionaries)).await?;
        }
        Ok(())
    }

    /// Removes the tables of all generations of an installation before one of them.
    ///
    /// # Errors
    /// When a server does not answer; they are gone from the others then.
    pub async fn drop_before(&self, table: &Table) -> Result<(), Error> {
        let mut done = Ok(());
        for server in &self.servers {
            done = done.and(self.drop_before_on(server, table).await);
        }
        done
    }

    async fn drop_before_on(&self, server: &Arc<Server>, table: &Table) -> Result<(), Error> {
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
