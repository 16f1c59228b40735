//! Keeps the measures in the background. Segments: builds them, seals what waits, merges what is small. ClickHouse: feeds
//! it.

use std::time::Duration;

use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{self, Instant},
};

use super::{clickhouse, follow::Following, log::Log};
use crate::{App, Error};

/// How often the store is looked at when nobody asks.
const LOOK: Duration = Duration::from_secs(1);
/// So many rows are worth a segment at once.
const WORTH_SEALING: usize = 1 << 15;
/// Fewer rows wait this long.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often files are rid of persons that are gone.
const PURGED: Duration = Duration::from_hours(24);
/// How long nothing is tried after a failure.
const PAUSE: Duration = Duration::from_secs(30);

/// The tasks in the background.
#[derive(Debug)]
pub struct Keeper {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Keeper {
    /// Starts feeding ClickHouse where it counts, and keeping the app's segments where no other process does.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let (stop, stopped) = watch::channel(false);
        let kept = app.segments().is_some_and(|segments| segments.responses.engine.is_writer());
        let fed = app.clickhouse().map(|_| tokio::spawn(clickhouse::keep(app.clone(), stopped.clone())));
        let kept = kept.then(|| tokio::spawn(keep(app.clone(), stopped)));
        Self { stop, tasks: fed.into_iter().chain(kept).collect() }
    }

    /// Waits until what is under way is done.
    pub async fn stop(self) {
        // Without a receiver the task has ended already.
        let _ = self.stop.send(true);
        for task in self.tasks {
            // A panic in it was logged as it happened.
            let _ = task.await;
        }
    }
}

async fn keep(app: App, mut stop: watch::Receiver<bool>) {
    let Some(segments) = app.segments() else { return };
    let (mut responses, mut contacts) = (Pace::new(), Pace::new());
    while !*stop.borrow() {
        let mut pause = LOOK;
        // Where ClickHouse counts the responses of the database, segments hold none of them.
        if app.clickhouse().is_none() {
            pause = pause_after(step(&app, &segments.responses, &mut responses).await);
        }
        if let Some(kept) = &segments.contacts {
            pause = pause.max(pause_after(step(&app, kept, &mut contacts).await));
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = time::sleep(pause) => {}
        }
    }
}

/// When what was done last.
struct Pace {
    sealed: Instant,
    /// None before the first time.
    purged: Option<Instant>,
}

impl Pace {
    fn new() -> Self {
        Self { sealed: Instant::now(), purged: None }
    }
}

fn pause_after(done: Result<(), Error>) -> Duration {
    match done {
        Ok(()) => LOOK,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "segments could not be kept");
            PAUSE
        }
    }
}

async fn step<L: Log>(app: &App, kept: &Following<L>, pace: &mut Pace) -> Result<(), Error> {
    if !kept.is_sound() {
        let rows = kept.rebuild(app).await?;
        tracing::info!(rows, what = L::WHAT, "segments were made from the database");
    }
    kept.catch_up(app).await?;
    let waiting = kept.engine.waiting();
    if waiting >= WORTH_SEALING || (waiting > 0 && pace.sealed.elapsed() >= PATIENCE) {
        kept.settle(app).await?;
        pace.sealed = Instant::now();
    }
    if L::PERSONAL && pace.purged.is_none_or(|purged| purged.elapsed() >= PURGED) {
        kept.purge(app).await?;
        pace.purged = Some(Instant::now());
    }
    Ok(())
}
