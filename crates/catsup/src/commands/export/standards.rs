//! `catsup export standards`: service standards and their results, in the fields of the Canadian record.

use std::path::PathBuf;

use catsup_app::standards::{self, Shown, TableFormat};
use catsup_model::Viewer;
use clap::{Args, ValueEnum};

use super::Target;
use crate::{configuration::Installation, output::Failure};

/// Writes service standards with their yearly results, one row for a standard and a fiscal year.
///
/// Published standards alone, as the public downloads them, unless --all is given.
/// Example: catsup export standards --format csv --out standards.csv
#[derive(Debug, Args)]
pub struct Standards {
    /// The format.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// The new file; standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Those that are not published as well.
    #[arg(long)]
    all: bool,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

impl Standards {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let format = match self.format {
            Format::Csv => TableFormat::Csv,
            Format::Json => TableFormat::Json,
        };
        let shown = if self.all { Shown::All } else { Shown::Published };
        let app = installation.start().await?;
        let target = Target::new(self.out);
        let writer = target.writer()?;
        let written = standards::export(&app, &Viewer::operator(), shown, format, writer).await;
        app.store().close().await;
        target.finish(written.map_err(Into::into), "results of standards")
    }
}
