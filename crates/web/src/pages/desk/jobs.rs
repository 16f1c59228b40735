//! Background jobs: what waits, runs, failed or is dead; one click puts a job back.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    jobs::{self, Job, JobCounts, JobList},
};
use catsup_model::{Language, id::JobId, job::JobState};
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};

use crate::{
    components::AlertKind,
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page, Samples},
    links,
};

/// The queue.
#[derive(Debug, Template)]
#[template(path = "pages/desk/jobs/list.html")]
pub(crate) struct Jobs {
    layout: Layout,
    counts: JobCounts,
    groups: Vec<Group>,
}

/// Jobs that stand in the same place.
#[derive(Debug)]
struct Group {
    /// Names the group in the catalogue.
    name: &'static str,
    jobs: Vec<Line>,
}

/// One job; its times in the installation's zone.
#[derive(Debug)]
struct Line {
    id: JobId,
    kind: String,
    attempts: i64,
    runs: DateTime,
    changed: DateTime,
    error: Option<String>,
    /// What the button says that lets it run, where there is one.
    act: Option<&'static str>,
}

impl Line {
    fn of(job: Job, zone: &TimeZone) -> Self {
        let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
        let act = match job.state {
            JobState::Dead => Some("job-replay"),
            JobState::Waiting if job.error.is_some() => Some("job-run-now"),
            JobState::Waiting | JobState::Running | JobState::Done => None,
        };
        Self {
            id: job.id,
            kind: job.kind,
            attempts: job.attempts,
            runs: local(job.run_at),
            changed: local(job.changed_at),
            error: job.error,
            act,
        }
    }
}

impl Jobs {
    fn of(layout: Layout, list: JobList, zone: &TimeZone) -> Self {
        let (failed, waiting) = list.waiting.into_iter().partition(|job| job.error.is_some());
        let group = |name, jobs: Vec<Job>| Group {
            name,
            jobs: jobs.into_iter().map(|job| Line::of(job, zone)).collect(),
        };
        let groups = vec![
            group("dead", list.dead),
            group("failed", failed),
            group("running", list.running),
            group("waiting", waiting),
            group("done", list.done),
        ];
        Self { layout, counts: list.counts, groups }
    }
}

/// `GET /desk/jobs`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Jobs>, PageError> {
    let list = jobs::list(&app, &identity.viewer).await?;
    Ok(Page::new(Jobs::of(layout, list, &app.settings().zone)))
}

/// `POST /desk/jobs/{job}/replay`
pub(crate) async fn replay(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(job): PathId<JobId>,
) -> Result<SeeOther, PageError> {
    jobs::replay(&app, &identity.viewer, job).await?;
    Ok(SeeOther::to(links::JOBS).saying(AlertKind::Success, "job-replayed"))
}

impl Samples for Jobs {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::JOBS.to_owned(), ..Layout::sample(language) };
        let at = date(2026, 3, 10).at(9, 41, 0, 0);
        let line = |kind: &str, error: Option<&str>, act| Line {
            id: JobId(7),
            kind: kind.to_owned(),
            attempts: 3,
            runs: at,
            changed: at,
            error: error.map(str::to_owned),
            act,
        };
        let refused = Some("permanent error (550): no such mailbox");
        let groups = vec![
            Group { name: "dead", jobs: vec![line("send_mail", refused, Some("job-replay"))] },
            Group {
                name: "failed",
                jobs: vec![line("send_mail", Some("connection refused"), Some("job-run-now"))],
            },
            Group { name: "running", jobs: vec![line("write_digests", None, None)] },
            Group { name: "waiting", jobs: Vec::new() },
            Group { name: "done", jobs: vec![line("upkeep", None, None)] },
        ];
        let counts = JobCounts { waiting: 0, failed: 1, running: 1, dead: 1, done: 48 };
        let empty = Self::of(layout.clone(), JobList::default(), &TimeZone::UTC);
        vec![Self { layout, counts, groups }, empty]
    }
}
