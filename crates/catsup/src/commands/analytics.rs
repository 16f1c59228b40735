//! `catsup analytics`: what the measure engine holds, whether it is sound, and making it anew.

use catsup_analytics::embedded::{Origin, SegmentStatus, Status as EngineStatus};
use catsup_app::{
    App,
    engine::{ClickHouse, ClickHouseReport, SegmentsReport},
};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{
    configuration::Installation,
    output::{self, Failure},
};

/// Looks after what the measure engine holds: segments, or the tables of ClickHouse.
#[derive(Debug, Subcommand)]
pub enum Analytics {
    Status(Status),
    Verify,
    Rebuild,
}

/// Says which segments there are, and what waits to be sealed; or which servers there are, and how far they follow.
///
/// Example: catsup analytics status --data /var/lib/catsup
#[derive(Debug, Args)]
pub struct Status {
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Analytics {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let app = installation.start().await?;
        installation.count_on_clickhouse(&app).await?;
        if let Some(clickhouse) = app.clickhouse() {
            self.on_clickhouse(&app, clickhouse).await?;
        } else {
            self.on_segments(installation, &app).await?;
        }
        app.store().close().await;
        Ok(())
    }

    async fn on_clickhouse(self, app: &App, clickhouse: &ClickHouse) -> Result<(), Failure> {
        match self {
            Self::Status(status) => status.print_clickhouse(&clickhouse.report(app).await?)?,
            Self::Verify => {
                if let Some(first) = clickhouse.verify(app).await?.into_iter().next() {
                    return Err(first.into());
                }
                output::line("ClickHouse holds what the database does");
            }
            Self::Rebuild => match clickhouse.rebuild(app).await? {
                Some(rows) => output::line(format_args!("{rows} responses are in new tables")),
                None => return Err("another process is making new tables".into()),
            },
        }
        Ok(())
    }

    async fn on_segments(self, installation: &Installation, app: &App) -> Result<(), Failure> {
        let directory = installation.needed_segments()?;
        match self {
            Self::Status(_) | Self::Verify => app.read_segments(&directory).await?,
            Self::Rebuild => app.keep_segments(&directory).await?,
        }
        let segments =
            app.segments().ok_or_else(|| format!("no segments are in {} yet", directory.display()))?;
        match self {
            Self::Status(status) => status.print(&segments.report())?,
            Self::Verify => {
                let damage = segments.verify().await?;
                if let Some(first) = damage.first() {
                    return Err(first.clone().into());
                }
                output::line("every segment is as it was written");
            }
            Self::Rebuild => {
                let rows = segments.rebuild(app).await?;
                let contacts = segments.report().contacts.map_or(0, |(status, _)| of_database(&status));
                if contacts > 0 {
                    output::line(format_args!("{contacts} contacts are in new segments"));
                }
                output::line(format_args!("{rows} responses are in new segments"));
            }
        }
        Ok(())
    }
}

impl Status {
    fn print(&self, report: &SegmentsReport) -> Result<(), Failure> {
        if self.json {
            let contacts = report.contacts.as_ref();
            let contacts = contacts.map(|(status, in_use)| json!({"in_use": in_use, "status": status}));
            return output::json(&json!({
                "in_use": report.in_use,
                "status": report.status,
                "contacts": contacts,
            }));
        }
        if let Some((contacts, in_use)) = &report.contacts
            && !contacts.segments.is_empty()
        {
            table(&contacts.segments);
            output::line(format_args!("{} contacts are in segments", counted(&contacts.segments)));
            not_in_use(*in_use);
        }
        table(&report.status.segments);
        output::line(format_args!("{} responses are in segments", counted(&report.status.segments)));
        not_in_use(report.in_use);
        Ok(())
    }

    fn print_clickhouse(&self, report: &ClickHouseReport) -> Result<(), Failure> {
        if self.json {
            return output::json(&json!({"clickhouse": report}));
        }
        let rows: Vec<Vec<String>> = report
            .servers
            .iter()
            .map(|one| {
                let state = one.problem.clone().unwrap_or_else(|| "answers".to_owned());
                vec![one.server.clone(), one.version.clone().unwrap_or_default(), state]
            })
            .collect();
        output::table(&["server", "version", "state"], &rows);
        if let (Some(responses), Some(rows)) = (report.responses, report.rows) {
            let generation = report.generation;
            output::line(format_args!("{responses} responses are in {rows} rows of generation {generation}"));
        }
        match report.behind_seconds {
            Some(seconds) => {
                let waiting = report.waiting;
                output::line(format_args!(
                    "{waiting} entries of the log wait; {seconds} seconds ago none did"
                ));
            }
            None if report.waiting > 0 => {
                output::line(format_args!("{} entries of the log wait", report.waiting));
            }
            None => output::line("nothing waits to be fed"),
        }
        if !report.in_use {
            output::line(
                "not in use: a server feeds it anew when it runs and every ClickHouse server answers",
            );
        }
        Ok(())
    }
}

/// How many rows of the database stand in segments.
fn of_database(status: &EngineStatus) -> u64 {
    let ours = status.segments.iter().filter(|one| one.origin == Origin::Database);
    ours.map(|one| one.rows - one.dead).sum()
}

fn counted(segments: &[SegmentStatus]) -> u64 {
    segments.iter().map(|one| one.rows - one.dead).sum()
}

fn not_in_use(in_use: bool) {
    if !in_use {
        output::line("not in use: a server makes them anew when it starts");
    }
}

fn table(segments: &[SegmentStatus]) {
    let row = |one: &SegmentStatus| {
        let numbers = [one.rows, one.dead, one.blocks as u64, one.bytes].map(|number| number.to_string());
        let origin = match one.origin {
            Origin::Database => "database",
            Origin::Archive => "archive",
        };
        [&[one.file.clone(), origin.to_owned()][..], &numbers].concat()
    };
    let rows: Vec<Vec<String>> = segments.iter().map(row).collect();
    output::table(&["segment", "origin", "rows", "dead", "blocks", "bytes"], &rows);
}
