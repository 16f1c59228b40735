//! `catsup analytics`: what the measure engine holds, whether it is sound, and making it anew.

use std::path::Path;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::{
    configuration::{DEFAULT_DATA, Installation},
    output::{self, Failure},
};

/// Looks after the segments of the measure engine.
#[derive(Debug, Subcommand)]
pub enum Analytics {
    Status(Status),
    Verify,
    Rebuild,
}

/// Says which segments there are, and what waits to be sealed.
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
        let directory = installation.segments(Path::new(DEFAULT_DATA))?;
        let directory =
            directory.ok_or("this installation counts in its database: name a directory with --analytics")?;
        let app = installation.start().await?;
        match self {
            Self::Status(_) | Self::Verify => app.read_segments(&directory).await?,
            Self::Rebuild => app.keep_segments(&directory).await?,
        }
        let segments =
            app.segments().ok_or_else(|| format!("no segments are in {} yet", directory.display()))?;
        match self {
            Self::Status(status) => {
                let report = segments.report();
                if status.json {
                    output::json(&json!({"in_use": report.in_use, "status": report.status}))?;
                } else {
                    for one in &report.status.segments {
                        let of =
                            if one.dead > 0 { format!(", {} of them dead", one.dead) } else { String::new() };
                        output::line(format_args!(
                            "{}  {:<8}  {} rows{of} in {} blocks, {} bytes",
                            one.file,
                            format!("{:?}", one.origin).to_lowercase(),
                            one.rows,
                            one.blocks,
                            one.bytes
                        ));
                    }
                    let rows: u64 = report.status.segments.iter().map(|one| one.rows - one.dead).sum();
                    output::line(format_args!(
                        "{rows} responses in {} segments",
                        report.status.segments.len()
                    ));
                    if !report.in_use {
                        output::line(format_args!("not in use: a server makes them anew when it starts"));
                    }
                }
            }
            Self::Verify => {
                let damage = segments.verify().await?;
                if let Some(first) = damage.first() {
                    return Err(first.clone().into());
                }
                output::line(format_args!("every segment is as it was written"));
            }
            Self::Rebuild => {
                let rows = segments.rebuild(&app).await?;
                output::line(format_args!("{rows} responses are in new segments"));
            }
        }
        app.store().close().await;
        Ok(())
    }
}
