//! `catsup stats weighted` and `catsup stats nonresponse`: figures with the weights of a file, and whether weights are
//! needed at all.

use std::path::PathBuf;

use catsup_app::calculations::{AnswerFile, RakedFile, WeightedScale, calculate};
use clap::Args;
use serde_json::Value;

use super::{rake, show, show_of_file};
use crate::output::{self, Failure};

#[derive(Debug, Args)]
pub struct Weighted {
    /// A table with a row for each answer: CSV or XLSX.
    file: PathBuf,
    /// The column with the answer, a whole number.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// The column with the weight.
    #[arg(long, value_name = "COLUMN", default_value = "weight")]
    weight: String,
    /// The lowest favourable answer, for the top share.
    #[arg(long, value_name = "ANSWER", allow_hyphen_values = true)]
    top_from: Option<i64>,
    /// The highest unfavourable answer, for the net share.
    #[arg(long, value_name = "ANSWER", requires = "top_from", allow_hyphen_values = true)]
    bottom_to: Option<i64>,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Weighted {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = AnswerFile::read(&self.file, &[self.value, self.weight])?;
        let (values, weights, blank) = file.weighted()?;
        let operation = WeightedScale {
            values,
            weights,
            counts: None,
            top_from: self.top_from,
            bottom_to: self.bottom_to,
            confidence: self.confidence,
        };
        show_of_file(calculate(&operation)?, blank, "the answer or its weight is blank", self.json)
    }
}

#[derive(Debug, Args)]
pub struct NonResponse {
    /// A table with a row for each respondent: CSV or XLSX.
    file: PathBuf,
    /// A TOML file with the population shares of each column, as for `rake`.
    #[arg(long, value_name = "FILE")]
    targets: PathBuf,
    /// Print JSON: a list with an object for each dimension.
    #[arg(long)]
    json: bool,
}

impl NonResponse {
    pub(super) fn run(self) -> Result<(), Failure> {
        let targets = rake::targets(&self.targets)?;
        let file = RakedFile::read(&self.file, &targets)?;
        let mut objects = Vec::new();
        for (dimension, check) in file.non_response(&targets) {
            let mut calculated = calculate(&check)?;
            if self.json {
                calculated.object.insert("dimension".to_owned(), dimension.into());
                objects.push(Value::Object(calculated.object));
                continue;
            }
            if !objects.is_empty() {
                output::line("");
            }
            output::line(format_args!("{dimension}:"));
            show(&calculated, false)?;
            objects.push(Value::Null);
        }
        if self.json { output::json(&objects) } else { Ok(()) }
    }
}
