//! Keeps the measures in the background. Segments: builds them, seals what waits, merges what is small. ClickHouse: feeds
//! it.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{self, Instant},
};

use super::{Segments, clickhouse, follow::off_thread};
use crate::{App, Error};

/// How often the store is looked at when nobody asks.
const LOOK: Duration = Duration::from_secs(1);
/// So many rows are worth a segment at once.
const WORTH_SEALING: usize = 1 << 15;
/// Fewer rows wait this long.
const PATIENCE: Duration = Duration::from_mins(5);
/// How long nothing is tried after a failure.
const PAUSE: Duration = Duration::from_secs(30);

/// The task in the background.
#[derive(Debug)]
pub struct Keeper {
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts feeding ClickHouse where it counts, else keeping the app's segments; does nothing where it has neither, or
    /// where another process keeps them.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let (stop, stopped) = watch::channel(false);
        let kept = app.segments().is_some_and(|segments| segments.engine.is_writer());
        let task = if app.clickhouse().is_some() {
            Some(tokio::spawn(clickhouse::keep(app.clone(), stopped)))
        } else {
            kept.then(|| tokio::spawn(keep(app.clone(), stopped)))
        };
        Self { stop, task }
    }

    /// Waits until what is under way is done.
    pub async fn stop(self) {
        // Without a receiver the task has ended already.
        let _ = self.stop.send(true);
        if let Some(task) = self.task {
            // A panic in it was logged as it happened.
            let _ = task.await;
        }
    }
}

async fn keep(app: App, mut stop: watch::Receiver<bool>) {
    let Some(segments) = app.segments() else { return };
    let mut sealed = Instant::now();
    while !*stop.borrow() {
        let pause = match step(&app, segments, &mut sealed).await {
            Ok(()) => LOOK,
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "segments could not be kept");
                PAUSE
            }
        };
        tokio::select! {
            _ = stop.changed() => {}
            () = time::sleep(pause) => {}
        }
    }
}

async fn step(app: &App, segments: &Segments, sealed: &mut Instant) -> Result<(), Error> {
    if !segments.sound.load(Ordering::Acquire) {
        let rows = segments.rebuild(app).await?;
        tracing::info!(rows, "segments were made from the database");
    }
    segments.catch_up(app).await?;
    let waiting = segments.engine.waiting();
    if waiting >= WORTH_SEALING || (waiting > 0 && sealed.elapsed() >= PATIENCE) {
        segments.settle(app).await?;
        *sealed = Instant::now();
    }
    Ok(())
}

impl Segments {
    /// Seals what has come in, and merges what is small.
    ///
    /// # Errors
    /// When the disk or the store fails, or another process writes the segments.
    pub async fn settle(&self, app: &App) -> Result<(), Error> {
        self.catch_up(app).await?;
        self.seal(app).await?;
        let engine = Arc::clone(&self.engine);
        off_thread(move || {
            while engine.compact()? {}
            Ok(())
        })
        .await
    }
}
