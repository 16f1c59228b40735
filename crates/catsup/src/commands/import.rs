//! `catsup import`: brings files in.

use std::{
    fs::File,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use catsup_app::{
    App,
    imports::{self, Options, Report},
};
use catsup_model::Viewer;
use clap::{Args, Subcommand};

use crate::output::{self, Failure};

/// Files that can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Federal quarterly results (answer counts).
    ///
    /// Example: catsup import hisp quarterly.csv --refused refused.csv
    Hisp(Common),
}

/// What every import takes.
#[derive(Debug, Args)]
pub struct Common {
    /// The file.
    file: PathBuf,
    /// Check everything and keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where refused rows are written, each with its reason.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Common {
    fn open(&self) -> Result<File, Failure> {
        let opened = File::open(&self.file);
        Ok(opened.map_err(|error| format!("{} cannot be read: {error}", self.file.display()))?)
    }

    fn options(&self) -> Result<Options, Failure> {
        let create = |path: &Path| {
            File::create(path).map_err(|error| format!("{} cannot be written: {error}", path.display()))
        };
        let refused: Option<Box<dyn io::Write + Send>> = match &self.refused {
            Some(path) => Some(Box::new(io::BufWriter::new(create(path)?))),
            None => None,
        };
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Options {
            file_name: name.unwrap_or_default(),
            dry_run: self.dry_run,
            refused,
            progress: io::stderr().is_terminal().then(|| Box::new(progress) as Box<dyn FnMut(u64) + Send>),
        })
    }

    fn print(&self, report: &Report) -> Result<(), Failure> {
        if self.json {
            return output::json(report);
        }
        output::line(format_args!(
            "{} rows read: {} new, {} replaced, {} refused{}",
            report.read,
            report.inserted,
            report.updated,
            report.refused,
            if self.dry_run { " (nothing was kept: dry run)" } else { "" }
        ));
        for finding in &report.findings {
            output::line(format_args!("  {:>6} rows  {}  {}", finding.rows, finding.rule, finding.meaning));
        }
        Ok(())
    }
}

fn progress(read: u64) {
    drop(write!(io::stderr(), "\r{read} rows "));
}

impl Import {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let viewer = Viewer::operator();
        let (common, report) = match self {
            Self::Hisp(common) => {
                let report = imports::import_hisp(app, &viewer, common.open()?, common.options()?).await?;
                (common, report)
            }
        };
        common.print(&report)
    }
}
