//! `catsup stats groups`: the groups of a file on one scale.

use std::path::PathBuf;

use catsup_app::calculations::AnswerFile;
use clap::Args;

use super::{counts::Two, present_of_file};
use crate::output::Failure;

#[derive(Debug, Args)]
pub struct Groups {
    /// A table with a row for each answer: CSV or XLSX.
    file: PathBuf,
    /// The column that names the group.
    #[arg(long, value_name = "COLUMN")]
    group: String,
    /// The column with the answer, a whole number.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// Lowest and highest value of the scale; those of the file without.
    #[arg(long, value_name = "LOW,HIGH", allow_hyphen_values = true)]
    scale: Option<Two<i64>>,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Groups {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = AnswerFile::read(&self.file, &[self.group, self.value])?;
        let scale = self.scale.map(|Two(low, high)| (low, high));
        let (groups, blank) = file.groups(scale, self.confidence)?;
        present_of_file(&groups, blank, "the group or the answer is blank", self.json)
    }
}
