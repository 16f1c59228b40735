//! `catsup export cases`: where every case stands, how it ended, and how long everything took.

use std::path::{Path, PathBuf};

use catsup_app::{
    cases::{self, CaseExport, PersonalData},
    standards::TableFormat,
};
use catsup_model::{Viewer, period::Days};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Target;
use crate::{configuration::Installation, output::Failure};

/// Writes cases with where they stand, how they ended, their clocks and how long everything took, one a row.
///
/// What people wrote, who and where they are is left out unless --personal is given. Memory stays the same however many
/// there are.
/// Example: catsup export cases --from 2026-01-01 --to 2026-03-31 --out cases.xlsx
#[derive(Debug, Args)]
pub struct Cases {
    /// The format; CSV unless the name of the file says otherwise.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The new file; CSV and JSON go to standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// First day on which cases were opened, in the installation's zone.
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<Date>,
    /// Last day.
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<Date>,
    /// Only cases of this service, by name or id.
    #[arg(long)]
    service: Option<String>,
    /// Personal data as well: names, addresses, texts, places and attributes.
    #[arg(long)]
    personal: bool,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Cases {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let format = self.format.or_else(|| Format::of(self.out.as_deref()?)).unwrap_or(Format::Csv);
        if self.out.is_none() && format == Format::Xlsx {
            return Err("this format needs a file: name it with --out".into());
        }
        let format = match format {
            Format::Csv => TableFormat::Csv,
            Format::Xlsx => TableFormat::Xlsx,
            Format::Json => TableFormat::Json,
        };
        let days = match (self.from, self.to) {
            (Some(first), Some(last)) => Some(Days::new(first, last)?),
            _ => None,
        };
        let personal = if self.personal { PersonalData::Included } else { PersonalData::LeftOut };
        let wanted = CaseExport { days, service: self.service, personal };
        let app = installation.start().await?;
        let target = Target::new(self.out);
        let writer = target.writer()?;
        let written = cases::export(&app, &Viewer::operator(), &wanted, format, writer).await;
        app.store().close().await;
        target.finish(written.map_err(Into::into), "cases")
    }
}
