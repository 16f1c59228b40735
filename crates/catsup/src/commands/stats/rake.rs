//! `catsup stats rake`: weights for the respondents of a file.

use std::{
    collections::BTreeMap,
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

use catsup_app::calculations::{RakedFile, calculate};
use clap::Args;
use serde::Deserialize;

use super::show;
use crate::output::{self, Failure};

#[derive(Debug, Args)]
pub struct Rake {
    /// A table with a row for each respondent: CSV or XLSX.
    file: PathBuf,
    /// A TOML file with the population shares of each column: `[targets.age]`, `"under 40" = 0.4`, ….
    #[arg(long, value_name = "FILE")]
    targets: PathBuf,
    /// The largest weight allowed, as a multiple of the mean.
    #[arg(long)]
    maximum_weight: Option<f64>,
    /// The smallest weight allowed, as a multiple of the mean.
    #[arg(long)]
    minimum_weight: Option<f64>,
    /// Where the table is written again with a column `weight` (CSV).
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What the file of targets holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Targets {
    targets: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Reads the population shares of each column.
pub(super) fn targets(path: &Path) -> Result<BTreeMap<String, BTreeMap<String, f64>>, Failure> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{place} cannot be read: {error}"))?;
    let read: Targets =
        toml::from_str(&text).map_err(|error| format!("{place} is not understood: {}", error.message()))?;
    Ok(read.targets)
}

impl Rake {
    pub(super) fn run(self) -> Result<(), Failure> {
        let targets = targets(&self.targets)?;
        let file = RakedFile::read(&self.file, &targets)?;
        let mut raking = file.raking(targets);
        raking.maximum_weight = self.maximum_weight;
        raking.minimum_weight = self.minimum_weight;
        let calculated = calculate(&raking)?;
        if let Some(out) = &self.out {
            // The table is read again while it is written: onto itself, it would be lost.
            if out.canonicalize().is_ok_and(|out| self.file.canonicalize().is_ok_and(|file| file == out)) {
                return Err(format!("{} would be overwritten: name another file", out.display()).into());
            }
            let weights: Vec<f64> = serde_json::from_value(calculated.object["weights"].clone())?;
            let create =
                File::create(out).map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
            file.write_weighted(&weights, BufWriter::new(create))?;
        }
        show(&calculated, self.json)?;
        if let (Some(out), false) = (&self.out, self.json) {
            output::line(format_args!("the weights are in the column weight of {}", out.display()));
        }
        Ok(())
    }
}
