//! `catsup export`: what the installation holds, as files for other programs.

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
        let Self::Responses(wanted) = self;
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
        // Half a file must not look like a whole one: it gets its name when it is complete.
        let partial = wanted.out.as_ref().map(|out| out.with_added_extension("partial"));
        let to: Box<dyn Write + Send> = match &partial {
            Some(partial) => {
                let file = File::create(partial);
                Box::new(BufWriter::new(file.map_err(|error| format!("{}: {error}", partial.display()))?))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        };
        let written = engine::export(&app, &Viewer::operator(), days, format.into(), to).await;
        app.store().close().await;
        match (written, &partial, &wanted.out) {
            (Ok(rows), Some(partial), Some(out)) => {
                std::fs::rename(partial, out)?;
                output::line(format_args!("{rows} responses are in {}", out.display()));
                Ok(())
            }
            (Ok(_), ..) => Ok(()),
            (Err(error), partial, _) => {
                if let Some(partial) = partial {
                    drop(std::fs::remove_file(partial));
                }
                Err(error.into())
            }
        }
    }
}
