//! Keeps ClickHouse fed in the background, so that whoever asks finds little to take over.

use std::{sync::atomic::Ordering, time::Duration};

use catsup_store::ChangeLog;
use tokio::{
    sync::watch,
    time::{self, Instant},
};

use super::{ClickHouse, Trouble};
use crate::App;

/// How often the store is looked at when nobody asks.
const LOOK: Duration = Duration::from_secs(1);
/// How often what the servers hold is compared with the ledger.
const COMPARED: Duration = Duration::from_mins(1);
/// How long nothing is tried after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// Keeps the servers fed until told to stop.
pub(in crate::engine) async fn keep(app: App, mut stop: watch::Receiver<bool>) {
    let Some(clickhouse) = app.clickhouse() else { return };
    let mut compared = None;
    while !*stop.borrow() {
        let pause = match clickhouse.step(&app, &mut compared).await {
            Ok(()) => LOOK,
            Err(trouble) => {
                // Says in the log what it is, and forgets what it knew of the servers.
                drop(clickhouse.without(&app, trouble).await);
                compared = None;
                PAUSE
            }
        };
        tokio::select! {
            _ = stop.changed() => {}
            () = time::sleep(pause) => {}
        }
    }
}

impl ClickHouse {
    async fn step(&self, app: &App, compared: &mut Option<Instant>) -> Result<(), Trouble> {
        let feed = self.ledger(app).await?;
        if !self.is_usable(&feed) {
            if let Some(rows) = self.build(app).await? {
                tracing::info!(rows, "ClickHouse was fed from the database");
            }
            return Ok(());
        }
        let due = compared.is_none_or(|at| at.elapsed() >= COMPARED);
        if due || self.sound.load(Ordering::Acquire) != feed.generation {
            if !self.compare(app).await? {
                return Ok(());
            }
            *compared = Some(Instant::now());
        }
        let feed = self.catch_up(app).await?;
        app.store()
            .changes_reader_alive(ChangeLog::Responses, &feed.reader(feed.generation), app.now())
            .await?;
        Ok(())
    }
}
