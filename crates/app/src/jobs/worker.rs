//! The worker: claims what is due, keeps its lease alive while it runs, and says how it ended.

use std::time::Duration;

use catsup_store::Job;
use jiff::SignedDuration;
use tokio::{sync::watch, task::JoinHandle, time};

use super::{Work, enqueue, work::Failure};
use crate::{App, Error, anticipation::soon::anticipate_daily, calendars, cases, digests, glossary};

/// How long a job may be unheard of before another worker takes it over.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How often a running job renews its lease.
const RENEW: Duration = Duration::from_secs(40);
/// How often an idle worker looks.
const LOOK: Duration = Duration::from_secs(1);
/// How long a stopping worker waits for the job it runs.
const PATIENCE: Duration = Duration::from_secs(20);
/// Jobs that run at once on a node: one that waits for a slow mail server holds nothing else up.
const WORKERS: usize = 2;

/// Workers in the background.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Starts working off what is due, by the app's clock.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let (stop, _) = watch::channel(false);
        let tasks = (0..WORKERS).map(|_| tokio::spawn(work_on(app.clone(), stop.subscribe()))).collect();
        Self { stop, tasks }
    }

    /// Takes nothing more and waits for what runs. What takes too long is left: its lease ends, and it runs again.
    pub async fn stop(self) {
        // Without a receiver every task has ended already.
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if time::timeout(PATIENCE, &mut task).await.is_err() {
                tracing::warn!("a job is left unfinished; it runs again once its lease has ended");
                task.abort();
            }
        }
    }
}

async fn work_on(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let worked = match schedule(&app).await {
            Ok(()) => run_next(&app).await,
            Err(error) => Err(error),
        };
        match worked {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "the job queue failed"),
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = time::sleep(LOOK) => {}
        }
    }
}

/// Adds the jobs that come round by themselves, each once a period whatever the number of nodes.
async fn schedule(app: &App) -> Result<(), Error> {
    let second = app.now().as_second();
    let hour = second.div_euclid(3600);
    if app.is_new_period("upkeep", hour) {
        add(app, &Work::Upkeep, &format!("upkeep:{hour}")).await?;
    }
    // Promises are broken by time alone, too.
    if app.is_new_period("standards", hour) {
        add(app, &Work::MeasureStandards, &format!("measure_standards_hourly:{hour}")).await?;
    }
    let half_minute = second.div_euclid(30);
    if app.is_new_period("digests", half_minute) && digests::any_due(app).await? {
        add(app, &Work::WriteDigests, &format!("write_digests:{half_minute}")).await?;
    }
    if app.is_new_period("calendars", half_minute) {
        calendars::enqueue_due(app).await?;
    }
    let minute = second.div_euclid(60);
    if app.outside().mailbox.is_some() && app.is_new_period("mailbox", minute) {
        add(app, &Work::FetchMail, &format!("fetch_mail:{minute}")).await?;
    }
    if app.is_new_period("cases", half_minute) && cases::any_due(app).await? {
        add(app, &Work::TellCases, &format!("tell_cases:{half_minute}")).await?;
    }
    if app.is_new_period("counted cases", half_minute) && cases::any_changed(app).await? {
        add(app, &Work::CountCases, &format!("count_cases:{half_minute}")).await?;
    }
    glossary::learn_daily(app).await?;
    anticipate_daily(app).await
}

async fn add(app: &App, work: &Work, key: &str) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    enqueue(app, &mut transaction, work, Some(key), app.now()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Runs everything that is due by the app's clock, one after the other; returns how many ran. For tests and for
/// whoever does not serve.
///
/// # Errors
/// When the store fails; a job that fails is no error here.
pub async fn run_due(app: &App) -> Result<usize, Error> {
    schedule(app).await?;
    let mut ran = 0;
    while run_next(app).await? {
        ran += 1;
    }
    Ok(ran)
}

/// Runs the job that is due longest; `false` when there is none.
async fn run_next(app: &App) -> Result<bool, Error> {
    let store = app.store();
    if !store.job_is_due(app.now()).await? {
        return Ok(false);
    }
    let Some(job) = store.job_claim(app.now(), LEASE).await? else { return Ok(false) };
    let work: Work = match serde_json::from_str(&job.payload) {
        Ok(work) => work,
        Err(error) => {
            let why = format!("this version of the program does not know the job: {error}");
            store.job_failed(&job, app.now(), &why, None).await?;
            return Ok(true);
        }
    };
    let most = work.retry().most;
    let ended = if job.attempts > most {
        // The last try ended without a word: the process died in it.
        Err(Failure { why: "the program ended while the job ran".to_owned(), again: false })
    } else {
        run_under_lease(app, &job, &work).await?
    };
    match ended {
        Ok(()) => still_ours(&job, store.job_done(&job, app.now()).await?),
        Err(failure) => failed(app, &job, &work, failure).await?,
    }
    Ok(true)
}

async fn run_under_lease(app: &App, job: &Job, work: &Work) -> Result<Result<(), Failure>, Error> {
    let (own_app, own_work) = (app.clone(), work.clone());
    // A task of its own, so that a panic in a job ends the job and not the worker.
    let mut running = tokio::spawn(async move { own_work.run(&own_app).await });
    loop {
        tokio::select! {
            ended = &mut running => {
                let panicked = |_| Failure { why: "the job panicked".to_owned(), again: true };
                return Ok(ended.map_err(panicked).and_then(|ended| ended));
            }
            () = time::sleep(RENEW) => {
                app.store().job_renew(job, app.now() + LEASE).await?;
            }
        }
    }
}

async fn failed(app: &App, job: &Job, work: &Work, failure: Failure) -> Result<(), Error> {
    let again = failure.again.then(|| work.retry().again(app, job.attempts)).flatten();
    tracing::warn!(kind = job.kind, attempts = job.attempts, why = failure.why, "a job failed");
    let ours = app.store().job_failed(job, app.now(), &failure.why, again).await?;
    still_ours(job, ours);
    if ours && again.is_none() {
        work.died(app, &failure.why).await?;
    }
    Ok(())
}

fn still_ours(job: &Job, ours: bool) {
    if !ours {
        tracing::warn!(kind = job.kind, "a job ran longer than its lease; another worker has taken it over");
    }
}
