//! Which replica of each shard is asked and written to: one that is known to hold every row that counts.
//!
//! Rows are written to one replica, and the others follow. Before one is asked, its rows are counted: all shards
//! together must hold as many as the ledger says, and no replica holds more than was written. So a figure is whole
//! whichever replicas are down, behind or lost.
//!
//! A quorum (`insert_quorum`) would not do better: a write that misses its quorum holds up all later ones, so that no
//! figure could be told while a replica is down, and newer servers do not read quorums in order unless told by a
//! setting that older ones refuse.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::future::{join_all, try_join_all};

use super::{
    Cluster, Error,
    client::Server,
    feed::Tally,
    literal::identifier,
    shards::Shards,
    table::{Copies, Table, View},
};

/// A replica that took no rows is passed over for so long where another one is whole.
const PASSED_OVER: Duration = Duration::from_secs(30);

/// What is known of the replicas.
#[derive(Debug, Default)]
pub(super) struct Replicas {
    settled: Option<Settled>,
    /// Those that took no rows, and when.
    refusing: Vec<(Arc<Server>, Instant)>,
}

/// One replica of each shard that holds all rows of the batches up to `committed`.
#[derive(Debug)]
struct Settled {
    table: Table,
    committed: i64,
    held: i64,
    chosen: Vec<Arc<Server>>,
    /// Batches that this program wrote to these very replicas, and how many rows they are.
    written: Vec<(i64, i64)>,
}

impl Settled {
    /// Whether the replicas hold all of a view as far as is known.
    fn hold(&mut self, view: &View) -> bool {
        if self.committed >= view.committed {
            return true;
        }
        let own = self.written.iter().filter(|(batch, _)| {
            (self.committed + 1..=view.committed).contains(batch) && !view.aborted.contains(batch)
        });
        let whole = self.held + own.map(|(_, rows)| rows).sum::<i64>() == view.held;
        if whole {
            self.advance(view);
        }
        whole
    }

    fn advance(&mut self, view: &View) {
        (self.committed, self.held) = (view.committed, view.held);
        self.written.retain(|(batch, _)| *batch > view.committed);
    }
}

impl Cluster {
    /// Asks a server of each shard, which holds all of the view that its shard does.
    pub(super) async fn gather(&self, view: &View, sql: &str) -> Result<Vec<Bytes>, Error> {
        let shards = self.shards().await?;
        if shards.copies == Copies::One {
            return try_join_all(firsts(&shards).iter().map(|server| server.ask(sql))).await;
        }
        let chosen = self.settle(view).await?;
        match try_join_all(chosen.iter().map(|server| server.ask(sql))).await {
            Err(error) if error.is_out_of_reach() || error.is_loss() => {
                tracing::warn!(error = &error as &dyn std::error::Error, "another replica is looked for");
                self.forget().await;
                let chosen = self.settle(view).await?;
                try_join_all(chosen.iter().map(|server| server.ask(sql))).await
            }
            answers => answers,
        }
    }

    /// Counts what every server holds.
    ///
    /// # Errors
    /// When a server does not answer and the others of its shard do not hold all that counts.
    pub async fn tally(&self, view: &View) -> Result<Tally, Error> {
        self.look_for_missing().await;
        let shards = self.shards().await?;
        if shards.copies == Copies::One {
            let servers = firsts(&shards);
            let tallies = try_join_all(servers.iter().map(|server| self.tally_of(server, view))).await?;
            return Ok(tallies.into_iter().fold(Tally::default(), Tally::and));
        }
        let mut replicas = self.replicas.lock().await;
        self.tally_all(&mut replicas, &shards, view).await
    }

    /// The replicas to ask: one of each shard.
    async fn settle(&self, view: &View) -> Result<Vec<Arc<Server>>, Error> {
        let mut replicas = self.replicas.lock().await;
        if let Some(settled) = replicas.settled.as_mut().filter(|settled| settled.table == view.table) {
            if settled.hold(view) {
                return Ok(settled.chosen.clone());
            }
            // Another program wrote: whether that arrived here is told by the new rows alone.
            let new = self.count_new(settled, view).await;
            if new.is_ok_and(|new| settled.held + new == view.held) {
                settled.advance(view);
                return Ok(settled.chosen.clone());
            }
        }
        self.look_for_missing().await;
        let shards = self.shards().await?;
        let tally = self.tally_all(&mut replicas, &shards, view).await?;
        match &replicas.settled {
            Some(settled) => Ok(settled.chosen.clone()),
            None => Err(Error::Incomplete { held: tally.rows, expected: view.held }),
        }
    }

    /// Counts on every replica, and chooses among those that hold all.
    async fn tally_all(&self, replicas: &mut Replicas, shards: &Shards, view: &View) -> Result<Tally, Error> {
        replicas.settled = None;
        replicas.refusing.retain(|(_, since)| since.elapsed() < PASSED_OVER);
        let mut out_of_reach = None;
        let (mut whole, mut chosen) = (Tally::default(), Vec::new());
        let counted = join_all(shards.replicas.iter().map(|servers| {
            join_all(servers.iter().map(|server| async move {
                server.up().await?;
                self.tally_of(server, view).await
            }))
        }));
        for (servers, tallies) in shards.replicas.iter().zip(counted.await) {
            let (mut held, mut lost) = (Vec::new(), None);
            for (server, tally) in servers.iter().zip(tallies) {
                match tally {
                    Ok(tally) => held.push((server, tally)),
                    Err(error) if error.is_out_of_reach() => out_of_reach = Some(error),
                    Err(error) if error.is_loss() => lost = Some(error),
                    Err(error) => return Err(error),
                }
            }
            let Some(most) = held.iter().map(|(_, tally)| tally.rows).max() else {
                // One that is down may hold what the others have lost.
                return Err(out_of_reach.or(lost).unwrap_or_else(|| self.not_understood("a shard")));
            };
            let greatest_batch = held.iter().map(|(_, tally)| tally.greatest_batch).max().unwrap_or(0);
            held.retain(|(_, tally)| tally.rows == most);
            let refuses =
                |server: &Arc<Server>| replicas.refusing.iter().any(|(one, _)| Arc::ptr_eq(one, server));
            // The first that will do, so that every program asks and writes to the same one.
            let best = held.iter().find(|(server, _)| !refuses(server)).or(held.first());
            if let Some((server, tally)) = best {
                whole = whole.and(Tally { greatest_batch, ..*tally });
                chosen.push(Arc::clone(server));
            }
        }
        if whole.rows == view.held {
            replicas.settled = Some(Settled {
                table: view.table.clone(),
                committed: view.committed,
                held: view.held,
                chosen,
                written: Vec::new(),
            });
            return Ok(whole);
        }
        // What is missing may be on one that does not answer.
        out_of_reach.map_or(Ok(whole), Err)
    }

    async fn count_new(&self, settled: &Settled, view: &View) -> Result<i64, Error> {
        let sql = format!(
            "SELECT count() FROM {} PREWHERE batch > {} AND {} FORMAT TabSeparated",
            self.table(&view.table),
            settled.committed,
            view.condition()
        );
        let answers = try_join_all(settled.chosen.iter().map(|server| server.ask(&sql))).await?;
        let mut new = 0;
        for answer in answers {
            let count = str::from_utf8(&answer).ok().and_then(|text| text.trim().parse::<i64>().ok());
            new += count.ok_or_else(|| self.not_understood("a count"))?;
        }
        Ok(new)
    }

    /// The servers that rows are written to: one of each shard.
    pub(super) async fn writers(&self, table: &Table) -> Result<Vec<Arc<Server>>, Error> {
        let shards = self.shards().await?;
        let replicas = self.replicas.lock().await;
        Ok(match &replicas.settled {
            Some(settled) if settled.table == *table => settled.chosen.clone(),
            _ => firsts(&shards),
        })
    }

    /// Notes that a batch is on these servers.
    pub(super) async fn note_written(&self, table: &Table, writers: &[Arc<Server>], batch: i64, rows: i64) {
        let mut replicas = self.replicas.lock().await;
        let settled = replicas.settled.as_mut().filter(|settled| settled.table == *table);
        if let Some(settled) = settled
            && settled.chosen.iter().zip(writers).all(|(one, other)| Arc::ptr_eq(one, other))
        {
            settled.written.push((batch, rows));
        }
    }

    /// Notes that a server took no rows: the next batch is offered to another one, where there is one.
    pub(super) async fn note_refusal(&self, server: &Arc<Server>) {
        let mut replicas = self.replicas.lock().await;
        replicas.settled = None;
        replicas.refusing.retain(|(_, since)| since.elapsed() < PASSED_OVER);
        replicas.refusing.push((Arc::clone(server), Instant::now()));
    }

    async fn forget(&self) {
        self.replicas.lock().await.settled = None;
    }

    /// Whether another server may do what one failed to do.
    pub async fn has_replicas(&self) -> bool {
        self.shards().await.is_ok_and(|shards| shards.copies == Copies::Several)
    }

    /// Name of the table on every server.
    pub(super) fn table(&self, table: &Table) -> String {
        format!("{}.{}", identifier(&self.database), identifier(&table.name()))
    }
}

fn firsts(shards: &Shards) -> Vec<Arc<Server>> {
    shards.replicas.iter().filter_map(|servers| servers.first().cloned()).collect()
}
