//! `catsup stats kappa`, `agreement` and `reliability`: from columns of a file.

use std::path::PathBuf;

use catsup_app::calculations::{
    AnswerFile, CronbachAlpha, KrippendorffAlpha, McDonaldOmega, Scale, calculate,
};
use clap::{Args, ValueEnum};

use super::{present, show, show_of_file};
use crate::output::{self, Failure};

#[derive(Debug, Args)]
pub struct Kappa {
    /// A table with a row for each thing rated: CSV or XLSX.
    file: PathBuf,
    /// The column with the first reviewer's rating.
    #[arg(long, value_name = "COLUMN")]
    first: String,
    /// The column with the second reviewer's rating.
    #[arg(long, value_name = "COLUMN")]
    second: String,
    /// The level of the interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Kappa {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = AnswerFile::read(&self.file, &[self.first, self.second])?;
        let (kappa, categories, blank) = file.kappa(self.confidence)?;
        let mut calculated = calculate(&kappa)?;
        calculated.object.insert("categories".to_owned(), categories.clone().into());
        show_of_file(calculated, blank, "one of the ratings is blank", self.json)?;
        if !self.json {
            output::line(format_args!("categories in order: {}", categories.join(", ")));
        }
        Ok(())
    }
}

/// What ratings mean.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Meaning {
    /// Categories without order.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers with meaningful steps.
    Interval,
}

impl From<Meaning> for Scale {
    fn from(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Nominal => Self::Nominal,
            Meaning::Ordinal => Self::Ordinal,
            Meaning::Interval => Self::Interval,
        }
    }
}

#[derive(Debug, Args)]
pub struct Agreement {
    /// A table with a row for each thing rated: CSV or XLSX.
    file: PathBuf,
    /// The columns of the reviewers, comma-separated; numbers, blank where there is no rating.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', required = true)]
    raters: Vec<String>,
    /// What the ratings mean.
    #[arg(long, value_enum, default_value = "ordinal")]
    level: Meaning,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Agreement {
    pub(super) fn run(self) -> Result<(), Failure> {
        let ratings = AnswerFile::read(&self.file, &self.raters)?.numbers()?;
        present(&KrippendorffAlpha { ratings, level: self.level.into() }, self.json)
    }
}

#[derive(Debug, Args)]
pub struct Reliability {
    /// A table with a row for each respondent: CSV or XLSX.
    file: PathBuf,
    /// The columns of the items, comma-separated; numbers, blank where there is no answer.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', required = true)]
    items: Vec<String>,
    /// The level of alpha's interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON: alpha's object, with omega's under `omega`.
    #[arg(long)]
    json: bool,
}

impl Reliability {
    pub(super) fn run(self) -> Result<(), Failure> {
        let rows = AnswerFile::read(&self.file, &self.items)?.numbers()?;
        let alpha =
            CronbachAlpha { rows: Some(rows.clone()), confidence: self.confidence, ..Default::default() };
        let mut alpha = calculate(&alpha)?;
        // Two items have an alpha but no omega, and one factor need not fit: alpha is shown all the same.
        let omega = calculate(&McDonaldOmega { rows: Some(rows), ..Default::default() });
        if self.json {
            let omega = match omega {
                Ok(omega) => omega.object.into(),
                Err(problem) => serde_json::json!({"error": problem.to_string()}),
            };
            alpha.object.insert("omega".to_owned(), omega);
            return show(&alpha, true);
        }
        show(&alpha, false)?;
        output::line("");
        match omega {
            Ok(omega) => show(&omega, false),
            Err(problem) => {
                output::line(problem);
                Ok(())
            }
        }
    }
}
