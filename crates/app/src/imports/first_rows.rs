//! What a person sees of a file beside its mapping: its columns, its first rows, and what does not fit.

use std::fs::File;

use catsup_exchange::{ExchangeError, Table, mapping::MappingProblem};

/// How many rows of a file are shown beside its mapping.
const SAMPLES: usize = 5;

/// The head of a file.
pub(super) struct FirstRows {
    /// The names of its columns.
    pub(super) columns: Vec<String>,
    /// Sheets of a workbook; none for a text file.
    pub(super) sheets: Vec<String>,
    /// Its first rows.
    pub(super) samples: Vec<Vec<String>>,
}

impl FirstRows {
    pub(super) fn of(mut table: Table<File>) -> Result<Self, ExchangeError> {
        let (columns, sheets) = (table.header().names().to_vec(), table.sheets());
        let samples = table.rows()?.flatten().take(SAMPLES).map(|record| record.cells).collect();
        Ok(Self { columns, sheets, samples })
    }
}

/// What does not fit between a mapping and a file.
pub(super) fn problems(checked: Result<(), ExchangeError>) -> Result<Vec<MappingProblem>, ExchangeError> {
    match checked {
        Ok(()) => Ok(Vec::new()),
        Err(ExchangeError::Mapping { problems }) => Ok(problems),
        Err(other) => Err(other),
    }
}
