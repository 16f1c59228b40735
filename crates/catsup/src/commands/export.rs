//! `catsup export`: what the installation holds, as files for other programs.

mod cases;
mod standards;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use catsup_app::engine::{self, ExportFormat};
use catsup_model::{Viewer, period::Days};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::{
    configuration::Installation,
    output::{self, Failure},
};

/// Writes what the installation holds.
#[derive(Debug, Subcommand)]
pub enum Export {
    Responses(Responses),
    Standards(standards::Standards),
    Cases(cases::Cases),
}

/// Writes every response that counts, with its circumstances and its answers on scales, one a row.
///
/// Texts are not among them. Memory stays the same however many there are.
/// Example: catsup export responses --format parquet --out responses.parquet
#[derive(Debug, Args)]
pub struct Responses {
    /// The format; CSV unless the name of the file says otherwise.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The new file; CSV goes to standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// First day, in the installation's zone.
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<Date>,
    /// Last day.
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<Date>,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Arrow,
    Parquet,
}

impl Format {
    fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "arrow" | "feather" => Some(Self::Arrow),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Arrow => Self::Arrow,
            Format::Parquet => Self::Parquet,
        }
    }
}

impl Export {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        match self {
            Self::Responses(wanted) => wanted.run(installation).await,
            Self::Standards(wanted) => wanted.run(installation).await,
            Self::Cases(wanted) => wanted.run(installation).await,
        }
    }
}

impl Responses {
    async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let wanted = self;
        let format = wanted.format.or_else(|| Format::of(wanted.out.as_deref()?)).unwrap_or(Format::Csv);
        let days = match (wanted.from, wanted.to) {
            (Some(first), Some(last)) => Some(Days::new(first, last)?),
            _ => None,
        };
        if wanted.out.is_none() && format != Format::Csv {
            return Err("this format needs a file: name it with --out".into());
        }
        let directory = installation.needed_segments()?;
        let app = installation.start().await?;
        app.keep_segments(&directory).await?;
        if let Some(segments) = app.segments()
            && !segments.report().in_use
        {
            segments.rebuild(&app).await?;
        }
        let target = Target::new(wanted.out);
        let written = engine::export(&app, &Viewer::operator(), days, format.into(), target.writer()?).await;
        app.store().close().await;
        target.finish(written.map_err(Into::into), "responses")
    }
}

/// Where an export goes. Half a file must not look like a whole one: it gets its name when it is complete.
struct Target {
    out: Option<(PathBuf, PathBuf)>,
}

impl Target {
    fn new(out: Option<PathBuf>) -> Self {
        Self { out: out.map(|out| (out.with_added_extension("partial"), out)) }
    }

    fn writer(&self) -> Result<Box<dyn Write + Send>, Failure> {
        Ok(match &self.out {
            Some((partial, _)) => {
                let file = File::create(partial);
                Box::new(BufWriter::new(file.map_err(|error| format!("{}: {error}", partial.display()))?))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        })
    }

    /// Names the file, or takes what there is of it away.
    fn finish(self, written: Result<u64, Failure>, what: &str) -> Result<(), Failure> {
        match (written, self.out) {
            (Ok(rows), Some((partial, out))) => {
                std::fs::rename(partial, &out)?;
                output::line(format_args!("{rows} {what} are in {}", out.display()));
                Ok(())
            }
            (Ok(_), None) => Ok(()),
            (Err(error), out) => {
                if let Some((partial, _)) = out {
                    drop(std::fs::remove_file(partial));
                }
                Err(error)
            }
        }
    }
}
