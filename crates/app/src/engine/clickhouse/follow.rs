//! Takes over what the store has committed: one numbered batch after another, each of which counts as a whole or not
//! at all.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::Duration,
};

use catsup_analytics::{Error as EngineError, clickhouse::Fact, row::answer_byte};
use catsup_model::id::ResponseId;
use catsup_store::{Change, ChangeLog, ClickHouseFeed, Fed, LogPlace, MeasureRow};
use jiff::SignedDuration;
use tokio::time::{self, Instant};

use super::{ClickHouse, Trouble, view_of};
use crate::{App, Error, Refusal};

/// Entries of the log read at a time.
const ENTRIES: usize = 256;
/// So many responses are a batch; one entry of the log may hold more.
const WORTH_A_BATCH: usize = 20_000;
/// Responses read at a time.
pub(super) const RESPONSES: usize = 10_000;
/// Whoever writes a batch gives a sign of life so often …
const SIGN_OF_LIFE: Duration = Duration::from_secs(4);
/// … and is given up for dead without one for so long.
const PATIENCE: SignedDuration = SignedDuration::from_secs(15);
/// How often one looks whether another node is done, and for how long.
const LOOK: Duration = Duration::from_millis(25);
const WAITED_FOR: Duration = Duration::from_secs(40);

/// What following takes beside the ledger.
#[derive(Debug, Default)]
pub(super) struct Follower {
    generation: i64,
    /// Entries taken over already that are not settled yet.
    unsettled: HashSet<LogPlace>,
}

/// What the log has gained.
struct Gained {
    entries: Vec<Change>,
    ids: Vec<ResponseId>,
    settled: Option<LogPlace>,
}

impl ClickHouse {
    /// Takes over what the store has committed since the last time; the ledger after it. Goes on to the end even when
    /// whoever asked goes away, since others would have to wait for a batch that nobody writes any more.
    pub(super) async fn catch_up(&self, app: &App) -> Result<ClickHouseFeed, Trouble> {
        let app = app.clone();
        let followed = tokio::spawn(async move {
            match app.clickhouse() {
                Some(clickhouse) => clickhouse.follow(&app).await,
                None => Err(Refusal::Busy.into()),
            }
        });
        followed.await.map_err(|source| {
            Trouble::Here(Error::Internal { what: "following the log of changes", source: Box::new(source) })
        })?
    }

    async fn follow(&self, app: &App) -> Result<ClickHouseFeed, Trouble> {
        let mut follower = self.follower.lock().await;
        let started = Instant::now();
        loop {
            let feed = self.ledger(app).await?;
            if feed.generation == 0 {
                return Ok(feed);
            }
            if follower.generation != feed.generation {
                *follower = Follower { generation: feed.generation, unsettled: HashSet::new() };
            }
            let gained = follower.gained(app, &feed).await?;
            if gained.ids.is_empty() && gained.settled.is_none() {
                // Another node may have taken something over since, and had it removed from the log.
                let again = self.ledger(app).await?;
                if (again.generation, again.committed) == (feed.generation, feed.committed) {
                    return Ok(again);
                }
                continue;
            }
            if self.feed(app, &feed, &gained).await? {
                let left = gained.entries.iter().filter(|entry| !entry.settled);
                follower.unsettled = left.map(|entry| entry.place).collect();
            } else if started.elapsed() > WAITED_FOR {
                return Err(Refusal::Busy.into());
            } else {
                time::sleep(LOOK).await;
            }
        }
    }

    /// Writes one batch. Whether it counts now: another node may be at one.
    async fn feed(&self, app: &App, feed: &ClickHouseFeed, gained: &Gained) -> Result<bool, Trouble> {
        let dead = (app.now() - PATIENCE).as_microsecond();
        if feed.attempt_at.is_some_and(|seen| seen > dead) {
            return Ok(false);
        }
        let Some(taken) = app.store().clickhouse_attempt(feed, app.now()).await? else { return Ok(false) };
        match self.write(app, &taken, &gained.ids).await {
            Ok(rows) => {
                let greatest = gained.ids.last().map_or(taken.greatest, |id| taken.greatest.max(id.0));
                let fed = Fed { place: gained.settled.unwrap_or(taken.place), rows, greatest };
                Ok(app.store().clickhouse_commit(&taken, fed, app.now()).await?)
            }
            Err(trouble) => {
                // What arrived of the batch never counts; where even this fails, the next one gives it up.
                if let Err(error) = app.store().clickhouse_abort(&taken).await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a batch could not be given up");
                }
                Err(trouble)
            }
        }
    }

    /// Writes the rows of a batch, with signs of life while it takes; how many they are.
    async fn write(&self, app: &App, taken: &ClickHouseFeed, ids: &[ResponseId]) -> Result<i64, Trouble> {
        let mut work = std::pin::pin!(async {
            let mut changes: Vec<(i64, Option<Fact>)> = Vec::with_capacity(ids.len());
            for ids in ids.chunks(RESPONSES) {
                let found = app.store().measure_rows_of(ids).await?;
                let mut facts = HashMap::with_capacity(found.len());
                for row in found {
                    facts.insert(row.id, fact(row).map_err(Trouble::Response)?);
                }
                changes.extend(ids.iter().map(|id| (id.0, facts.remove(id))));
            }
            let view = view_of(taken);
            let batch = self.cluster.difference(&view, taken.greatest, &changes).await?;
            if !batch.is_empty() {
                self.cluster.insert(&view.table, taken.attempt, &batch).await?;
            }
            Ok::<i64, Trouble>(batch.len())
        });
        loop {
            tokio::select! {
                written = &mut work => return written,
                () = time::sleep(SIGN_OF_LIFE) => app.store().clickhouse_alive(taken, app.now()).await?,
            }
        }
    }
}

impl Follower {
    /// What the log has gained since the ledger's place, as far as it is worth one batch.
    async fn gained(&self, app: &App, feed: &ClickHouseFeed) -> Result<Gained, Trouble> {
        let (mut entries, mut ids, mut place) = (Vec::new(), BTreeSet::new(), feed.place);
        loop {
            let page = app
                .store()
                .changes_after(ChangeLog::Responses, place, i64::try_from(ENTRIES).unwrap_or(i64::MAX))
                .await?;
            let whole = page.len() < ENTRIES;
            place = page.last().map_or(place, |entry| entry.place);
            for entry in page {
                // An entry that was taken over already and is not settled yet holds the later ones up no longer.
                if !self.unsettled.contains(&entry.place) {
                    ids.extend(entry.ids.iter().copied().map(ResponseId));
                }
                entries.push(entry);
            }
            if whole || ids.len() >= WORTH_A_BATCH {
                break;
            }
        }
        let settled = entries.iter().rev().find(|entry| entry.settled).map(|entry| entry.place);
        Ok(Gained { entries, ids: ids.into_iter().collect(), settled })
    }
}

/// A response as ClickHouse keeps it.
pub(super) fn fact(mut row: MeasureRow) -> Result<Fact, EngineError> {
    let response = row.id.0;
    let answers = std::mem::take(&mut row.answers)
        .into_iter()
        .map(|(wording, value)| answer_byte(response, wording, value).map(|byte| (wording, byte)));
    let answers = answers.collect::<Result<Vec<_>, EngineError>>()?;
    Ok(row.with_answers(answers))
}
