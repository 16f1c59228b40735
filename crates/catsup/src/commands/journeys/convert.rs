//! `catsup journeys convert`: the events of a file as XES or CSV.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use catsup_app::journey_files::LogFormat;
use clap::Args;
use serde_json::json;

use super::source::{Source, noticed};
use crate::output::{self, Failure};

/// Write the events of a file, after cuts and filters, as XES or CSV: .xes, .csv, and either with .gz.
#[derive(Debug, Args)]
pub struct Convert {
    #[command(flatten)]
    source: Source,
    /// The file to write; its name tells the format.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Convert {
    pub(super) fn run(self) -> Result<(), Failure> {
        let name = self.out.to_string_lossy().to_lowercase();
        let packed = name.ends_with(".gz");
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        let format = if plain.ends_with(".xes") {
            LogFormat::Xes
        } else if plain.ends_with(".csv") {
            LogFormat::Csv
        } else {
            return Err(format!(
                "{}: name a file that ends in .xes, .csv, .xes.gz or .csv.gz",
                self.out.display()
            )
            .into());
        };
        let file = self.source.open(None)?;
        let output = File::create(&self.out)
            .map_err(|error| format!("{} cannot be written: {error}", self.out.display()))?;
        let mut output = BufWriter::new(output);
        if packed {
            file.write_packed(format, &mut output)?;
        } else {
            file.write(format, &mut output)?;
        }
        output.flush()?;
        let reading = file.reading();
        if self.source.json {
            return output::json(&json!({
                "written": file.events(),
                "read": reading.read,
                "left_out": reading.left_out,
                "findings": reading.findings,
            }));
        }
        output::line(format_args!("{} events written to {}", file.events(), self.out.display()));
        noticed(reading);
        Ok(())
    }
}
