//! What moves an outcome: the drivers in a table of answers.

mod block;
mod figures;
mod form;
mod read;
mod refusal;
mod report;

use std::io::{Read, Seek};

use catsup_statistics::{
    Confidence, JointCounts, ModelError,
    drivers::{DriverAnalysis, LogisticRegression, Options, Scale},
};

pub use block::Block;
pub use catsup_statistics::drivers::Priority;
pub use figures::Resampled;
pub use form::DRIVERS;
pub(crate) use form::Form;
pub use read::{Analysed, DriversQuery, Told, read};
pub(crate) use refusal::{reason, refused};
pub use report::{DriverReport, LogisticReport, LogisticTerm, Ols, WhatIfReport};

use crate::{
    Error, FieldError,
    fields::invalid,
    numeric_table::{self, NumericTable},
};

/// What is asked of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct DriverQuestion {
    /// The outcome.
    pub outcome: Block,
    /// What may move it.
    pub predictors: Vec<Block>,
    /// The confidence of every interval, such as 0.95.
    pub confidence: f64,
    /// Resamples of the people behind the table for the intervals of importance; none when 0.
    pub resamples: usize,
    /// The seed of the resamples.
    pub seed: u64,
    /// The rise of a driver, in its units, that “what if” speaks of.
    pub rise: f64,
    /// The ends of the answer scale; the lowest and the highest answer seen when `None`.
    pub scale: Option<(f64, f64)>,
}

impl DriverQuestion {
    /// The usual question: 95 % confidence, 1,000 resamples, a rise of one unit, the scale as seen.
    #[must_use]
    pub fn new(outcome: Block, predictors: Vec<Block>) -> Self {
        Self { outcome, predictors, confidence: 0.95, resamples: 1_000, seed: 1, rise: 1.0, scale: None }
    }
}

/// Analyses the drivers in a CSV, TSV or XLSX file; `sheet` names the sheet of a workbook.
///
/// The score of a block is the mean of its columns; a row that lacks an answer in any of them is left out and
/// counted. An outcome of 0 and 1 is also regressed logistically.
///
/// # Errors
/// [`Error::Invalid`] names the column, row or option at fault: unknown columns, cells that are no numbers, columns that do
/// not vary or determine each other, too few rows (and how many more are needed).
pub fn analyse_table(
    file: impl Read + Seek,
    sheet: Option<&str>,
    question: &DriverQuestion,
) -> Result<DriverReport, Error> {
    analyse_table_if(file, sheet, question, |_, _| Ok(()))
}

/// The same, once `allowed` has seen how many complete rows and columns there are.
pub(crate) fn analyse_table_if(
    file: impl Read + Seek,
    sheet: Option<&str>,
    question: &DriverQuestion,
    allowed: impl FnOnce(usize, usize) -> Result<(), Error>,
) -> Result<DriverReport, Error> {
    let blocks = question.blocks()?;
    let columns: Vec<String> = blocks.iter().flat_map(|block| block.columns.iter().cloned()).collect();
    let table = NumericTable::read(&mut numeric_table::open(file, sheet)?, &columns, None)?;
    analyse_rows(table.rows.into_iter().map(|row| (row, 1)), question, allowed)
}

/// Analyses rows of answers, each with the number of people who gave it: the columns of the predictors, then those of the
/// outcome.
pub(crate) fn analyse_rows(
    rows: impl IntoIterator<Item = (Vec<Option<f64>>, u64)>,
    question: &DriverQuestion,
    allowed: impl FnOnce(usize, usize) -> Result<(), Error>,
) -> Result<DriverReport, Error> {
    let blocks = question.blocks()?;
    let columns: Vec<String> = blocks.iter().flat_map(|block| block.columns.iter().cloned()).collect();
    let (mut complete, mut counts, mut left_out) = (Vec::new(), Vec::new(), 0_u64);
    for (row, count) in rows {
        match row.into_iter().collect::<Option<Vec<f64>>>() {
            Some(row) if count > 0 => {
                complete.push(row);
                counts.push(count);
            }
            Some(_) => {}
            None => left_out += count,
        }
    }
    allowed(complete.len(), blocks.len())?;
    let scores: Vec<Vec<f64>> = complete.iter().map(|row| block::scores(&blocks, row)).collect();
    let names: Vec<String> = blocks.iter().map(|block| block.name.clone()).collect();
    let options = question.options()?;
    let scale = question.scale_of(&columns[..columns.len() - question.outcome.columns.len()], &complete)?;
    JointCounts::new(&names, scores.iter().map(|row| &row[..]).zip(counts))
        .and_then(|sample| analyse(&sample.collapsed(), question, &options, left_out, scale))
        .map_err(refused)
}

/// Analyses joint answers; the last variable is the outcome.
fn analyse(
    sample: &JointCounts,
    question: &DriverQuestion,
    options: &Options,
    left_out: u64,
    scale: (f64, f64),
) -> Result<DriverReport, ModelError> {
    let analysis = DriverAnalysis::of(sample, options)?;
    let logistic = logistic(sample, options.confidence);
    DriverReport::new(question, &analysis, logistic, left_out, scale)
}

impl DriverQuestion {
    /// Predictors, then the outcome, once every name and column stands in one place only.
    fn blocks(&self) -> Result<Vec<Block>, Error> {
        let blocks: Vec<Block> = self.predictors.iter().chain([&self.outcome]).cloned().collect();
        if self.predictors.is_empty() {
            return Err(refused(ModelError::NoPredictors));
        }
        if !self.rise.is_finite() {
            return Err(invalid("rise", "rise", format!("{} is not a number of units", self.rise)));
        }
        let mut seen: Vec<&str> = Vec::new();
        for column in blocks.iter().flat_map(|block| &block.columns) {
            if seen.contains(&column.as_str()) {
                let reason = "stands in two places: what explains itself explains nothing";
                let error = FieldError::new(column.as_str(), "explains-itself", reason);
                return Err(Error::Invalid(vec![error.with("column", column)]));
            }
            seen.push(column);
        }
        Ok(blocks)
    }

    /// The ends of the scale of these columns, which come first in the rows: those asked for, or as far as
    /// answers reach.
    fn scale_of(&self, columns: &[String], rows: &[Vec<f64>]) -> Result<(f64, f64), Error> {
        let reach = |place: usize| {
            let answers = || rows.iter().map(|row| row[place]);
            (answers().fold(f64::INFINITY, f64::min), answers().fold(f64::NEG_INFINITY, f64::max))
        };
        let seen: Vec<(f64, f64)> = (0..columns.len()).map(reach).collect();
        let Some((low, high)) = self.scale.filter(|_| !rows.is_empty()) else {
            let low = seen.iter().map(|(low, _)| *low).fold(f64::INFINITY, f64::min);
            return Ok((low, seen.iter().map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max)));
        };
        let scale = Scale::new("the answers", low, high).map_err(refused)?;
        for (column, reached) in columns.iter().zip(seen) {
            scale.holds(column, reached).map_err(refused)?;
        }
        Ok((low, high))
    }

    fn options(&self) -> Result<Options, Error> {
        let confidence = Confidence::new(self.confidence)
            .map_err(|error| invalid("confidence", "confidence", error.to_string()))?;
        let options = Options::new(confidence);
        Ok(if self.resamples == 0 { options } else { options.with_resampling(self.resamples, self.seed) })
    }
}

/// The logistic regression of an outcome of 0 and 1, or why there is none; nothing for any other outcome.
fn logistic(sample: &JointCounts, confidence: Confidence) -> Option<Result<LogisticRegression, ModelError>> {
    match LogisticRegression::of(sample, confidence) {
        Err(ModelError::NotBinary { .. }) => None,
        outcome => Some(outcome),
    }
}
