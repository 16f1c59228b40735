//! Which server holds which part, as the servers themselves say.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Cluster, Error, client::Server, literal::string, table::Copies};

/// The servers by the shards they are of.
#[derive(Debug)]
pub(super) struct Shards {
    /// The replicas of each shard in the order of the addresses; shards in the order of their numbers.
    pub(super) replicas: Vec<Vec<Arc<Server>>>,
    pub(super) copies: Copies,
    /// Why replicas that are down are not among them; another one of their shard is.
    pub(super) missing: Vec<Error>,
}

/// What a server says of the cluster.
struct Place {
    /// Its own shard.
    shard: u32,
    /// How many replicas each shard has.
    replicas: BTreeMap<u32, usize>,
}

/// What a server puts into the names of replicated tables.
struct Macros {
    shard: String,
    replica: String,
}

impl Cluster {
    /// The servers by shard, asked for once, and again as long as some did not answer.
    pub(super) async fn shards(&self) -> Result<Arc<Shards>, Error> {
        let mut known = self.shards.lock().await;
        if let Some(shards) = &*known {
            return Ok(Arc::clone(shards));
        }
        let found = Arc::new(self.find_shards().await?);
        *known = Some(Arc::clone(&found));
        Ok(found)
    }

    /// Has the servers be asked again where some did not answer.
    pub(super) async fn look_for_missing(&self) {
        let mut known = self.shards.lock().await;
        if known.as_ref().is_some_and(|shards| !shards.missing.is_empty()) {
            *known = None;
        }
    }

    /// The servers by shard as they are now, every one of them: a replica that missed the making of a table could never
    /// take part.
    pub(super) async fn whole_cluster(&self) -> Result<Arc<Shards>, Error> {
        let mut known = self.shards.lock().await;
        let mut found = self.find_shards().await?;
        if let Some(error) = found.missing.pop() {
            return Err(error);
        }
        let found = Arc::new(found);
        *known = Some(Arc::clone(&found));
        Ok(found)
    }

    async fn find_shards(&self) -> Result<Shards, Error> {
        let Some(cluster) = &self.cluster else {
            return Ok(Shards {
                replicas: vec![self.servers.clone()],
                copies: Copies::One,
                missing: Vec::new(),
            });
        };
        let mut wanted = BTreeMap::new();
        let mut found: BTreeMap<u32, Vec<Arc<Server>>> = BTreeMap::new();
        let mut missing = Vec::new();
        for server in &self.servers {
            let place = match self.place(server, cluster).await {
                Err(error) if error.is_out_of_reach() => {
                    missing.push(error);
                    continue;
                }
                place => place?,
            };
            found.entry(place.shard).or_default().push(Arc::clone(server));
            wanted = place.replicas;
        }
        let copies =
            if wanted.values().any(|replicas| *replicas > 1) { Copies::Several } else { Copies::One };
        let whole = wanted.keys().all(|shard| found.contains_key(shard));
        if copies == Copies::One || !whole {
            // Whoever does not answer may be the one that is looked for.
            if let Some(error) = missing.pop() {
                return Err(error);
            }
        }
        let mut absent = 0;
        for (shard, replicas) in &wanted {
            let given = found.get(shard).map_or(0, Vec::len);
            if given > *replicas {
                let both: Vec<_> = found[shard].iter().map(ToString::to_string).collect();
                return Err(Error::Cluster(format!(
                    "{} are all shard {shard} of {cluster}, which has {replicas} there",
                    both.join(" and ")
                )));
            }
            absent += replicas - given;
            if absent > missing.len() {
                return Err(Error::Cluster(format!(
                    "no address is given for shard {shard} of cluster {cluster}, or not for each of its replicas"
                )));
            }
        }
        if copies == Copies::Several {
            same_macros(cluster, &found).await?;
        }
        Ok(Shards { replicas: found.into_values().collect(), copies, missing })
    }

    async fn place(&self, server: &Arc<Server>, cluster: &str) -> Result<Place, Error> {
        // Old servers take all replicas of their own shard for themselves.
        let sql = format!(
            "SELECT shard_num, max(is_local), count() FROM system.clusters WHERE cluster = {} GROUP BY shard_num \
             FORMAT TabSeparated",
            string(cluster)
        );
        let mut replicas = BTreeMap::new();
        let mut own = None;
        for line in fields(server, &sql).await? {
            let [shard, local, count] = line.as_slice() else {
                return Err(self.not_understood("a cluster"));
            };
            let (Ok(shard), Ok(count)) = (shard.parse::<u32>(), count.parse()) else {
                return Err(self.not_understood("the number of a shard"));
            };
            replicas.insert(shard, count);
            own = if local == "1" { Some(shard) } else { own };
        }
        let shard = own.ok_or_else(|| {
            Error::Cluster(format!("the server {server} is no part of a cluster {cluster}"))
        })?;
        Ok(Place { shard, replicas })
    }
}

/// Looks whether the servers call shards and replicas what they are: tables of two shards under one name would take
/// over each other's rows.
async fn same_macros(cluster: &str, shards: &BTreeMap<u32, Vec<Arc<Server>>>) -> Result<(), Error> {
    let mut names = BTreeSet::new();
    for servers in shards.values() {
        let mut replicas = BTreeSet::new();
        let mut name: Option<String> = None;
        for server in servers {
            let Macros { shard, replica } = macros(server, cluster).await?;
            if !replicas.insert(replica.clone()) {
                return Err(Error::Cluster(format!(
                    "the server {server} calls itself the replica {replica} as another one of its shard of {cluster} \
                     does: set another <replica> among its <macros>"
                )));
            }
            if name.as_ref().is_some_and(|name| *name != shard) {
                return Err(Error::Cluster(format!(
                    "the server {server} calls its shard of {cluster} {shard}, and another replica does not: set the \
                     same <shard> among their <macros>"
                )));
            }
            name = Some(shard);
        }
        if let (Some(name), Some(server)) = (name, servers.first())
            && !names.insert(name.clone())
        {
            return Err(Error::Cluster(format!(
                "the server {server} calls its shard of {cluster} {name} as another shard does: set another <shard> \
                 among the <macros> of its replicas"
            )));
        }
    }
    Ok(())
}

async fn macros(server: &Arc<Server>, cluster: &str) -> Result<Macros, Error> {
    let sql = "SELECT macro, substitution FROM system.macros FORMAT TabSeparated";
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for line in fields(server, sql).await? {
        if let [name, value] = line.as_slice() {
            known.insert(name.clone(), value.clone());
        }
    }
    let mut take = |name: &str| {
        known.remove(name).filter(|value| !value.is_empty()).ok_or_else(|| {
            Error::Cluster(format!(
                "the server {server} does not say which {name} of {cluster} it is: set \
                 <macros><shard>…</shard><replica>…</replica></macros> in its configuration"
            ))
        })
    };
    Ok(Macros { shard: take("shard")?, replica: take("replica")? })
}

/// The fields of every line of an answer that holds nothing but plain words.
pub(super) async fn fields(server: &Arc<Server>, sql: &str) -> Result<Vec<Vec<String>>, Error> {
    let answer = server.ask(sql).await?;
    let text = String::from_utf8_lossy(&answer);
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}
