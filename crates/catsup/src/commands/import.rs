//! `catsup import`: brings files in.

mod cases;

use std::{
    fs::File,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use catsup_app::{
    App,
    imports::{self, Options, Report, TableFile},
};
use catsup_model::{Viewer, period::FiscalQuarter};
use clap::{Args, Subcommand};

use crate::output::{self, Failure};

/// Files that can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Federal quarterly results (answer counts).
    ///
    /// Example: catsup import hisp quarterly.csv --refused refused.csv
    Hisp(Common),
    /// Service standards with their yearly results, in the fields of the Canadian record.
    ///
    /// Organisations and services that are not known yet are made.
    /// Example: catsup import standards gc_service_standards_2024.csv --refused refused.csv
    Standards(Common),
    /// Responses from any table (CSV, TSV, XLSX), with a mapping of its columns.
    ///
    /// Example: catsup import responses answers.xlsx --survey passport-renewal-k3x9q --map columns.toml
    Responses {
        #[command(flatten)]
        common: Common,
        /// The survey the answers belong to: its key or id.
        #[arg(long)]
        survey: String,
        /// Mapping of the columns; one is suggested from the header when absent.
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
    },
    /// Interactions (contacts on any channel) from any table (CSV, TSV, XLSX), with a mapping of its columns.
    ///
    /// Example: catsup import interactions calls.csv --source call_centre --map calls.toml --refused refused.csv
    Interactions {
        #[command(flatten)]
        common: Common,
        /// The system they come from; keys are its own.
        #[arg(long, default_value = "import")]
        source: String,
        /// Mapping of the columns; one is suggested from the header when absent.
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
    },
    Cases(cases::Cases),
    /// The 17-column federal submission file.
    ///
    /// Example: catsup import touchpoints responses.csv --survey passport-renewal-k3x9q --quarter FY2026Q1
    Touchpoints {
        #[command(flatten)]
        common: Common,
        /// The survey the answers belong to: its key or id.
        #[arg(long)]
        survey: String,
        /// The fiscal quarter the answers were given in, such as FY2026Q1.
        #[arg(long)]
        quarter: FiscalQuarter,
    },
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

    fn table(&self) -> Result<TableFile, Failure> {
        Ok(TableFile::open(&self.file)?)
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

fn mapping(path: Option<PathBuf>) -> Result<Option<String>, Failure> {
    let read = |path: PathBuf| {
        std::fs::read_to_string(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
    };
    Ok(path.map(read).transpose()?)
}

impl Import {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let viewer = Viewer::operator();
        let (common, report) = match self {
            Self::Hisp(common) => {
                let report = imports::import_hisp(app, &viewer, common.open()?, common.options()?).await?;
                (common, report)
            }
            Self::Standards(common) => {
                let report =
                    imports::import_standards(app, &viewer, common.open()?, common.options()?).await?;
                (common, report)
            }
            Self::Responses { common, survey, map } => {
                let mapping = mapping(map)?;
                let (file, options) = (common.table()?, common.options()?);
                let report =
                    imports::import_responses(app, &viewer, &survey, file, mapping.as_deref(), options)
                        .await?;
                (common, report)
            }
            Self::Interactions { common, source, map } => {
                let mapping = mapping(map)?;
                let (file, options) = (common.table()?, common.options()?);
                let report =
                    imports::import_interactions(app, &viewer, &source, file, mapping.as_deref(), options)
                        .await?;
                (common, report)
            }
            Self::Cases(cases) => {
                let wanted = cases.wanted()?;
                let (file, options) = (cases.common.table()?, cases.common.options()?);
                let report = imports::import_cases(app, &viewer, wanted, file, options).await?;
                (cases.common, report)
            }
            Self::Touchpoints { common, survey, quarter } => {
                let report = imports::import_federal(
                    app,
                    &viewer,
                    &survey,
                    quarter,
                    common.table()?,
                    common.options()?,
                )
                .await?;
                (common, report)
            }
        };
        common.print(&report)
    }
}
