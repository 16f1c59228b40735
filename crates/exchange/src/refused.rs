//! Rows that were not accepted: which, why, and what stood in them.

use std::io::Write;

use catsup_model::{Scale, answers::AnswerProblem};

use crate::{
    ExchangeError,
    header::Header,
    write::{Cell, TableFormat, TableWriter},
};

/// A row that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The row as a spreadsheet shows it: the header is row 1.
    pub row: u64,
    /// The column at fault, where it is one column.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The cells as they stood in the file.
    pub record: Vec<String>,
}

impl Refused {
    /// Whether this is the end of the file because it could not be read further: what follows is unknown.
    #[must_use]
    pub fn ends_the_file(&self) -> bool {
        matches!(self.reason, Reason::Unreadable(_))
    }
}

/// Why a row was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Reading failed in the middle of the file; no row follows.
    #[error("the file could not be read from here on: {0}")]
    Unreadable(String),
    /// More or fewer cells than the header.
    #[error("cells in the row: {found}, in the header: {expected}")]
    Ragged {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// Too long to be a row: nearly always a quotation mark without its partner.
    #[error("the row is longer than {limit} {unit}; a quotation mark may lack its partner")]
    RowTooLong {
        /// The most that is read.
        limit: usize,
        /// Bytes or cells.
        unit: &'static str,
    },
    /// A cell longer than any that can be kept.
    #[error("must have at most {limit} bytes, has {length}")]
    CellTooLong {
        /// The most bytes.
        limit: usize,
        /// The bytes found.
        length: usize,
    },
    /// A character that no database keeps.
    #[error("holds a NUL character")]
    NulCharacter,
    /// A blank cell where something is needed.
    #[error("must not be blank")]
    Blank,
    /// Not a count.
    #[error("“{0}” is not a count; a whole number from 0 is needed")]
    NotACount(String),
    /// Not a share.
    #[error("“{0}” is not a share; a number from 0 to 1 with at most six decimals is needed, such as 0.95")]
    NotAShare(String),
    /// Not a fiscal year or quarter.
    #[error("“{0}” is not a fiscal year or quarter")]
    NotAQuarter(String),
    /// Not a channel.
    #[error("“{0}” is not a channel; use one of website, phone, in_person, email, …")]
    UnknownChannel(String),
    /// A number that the scale does not have.
    #[error("“{value}” is off the scale; a whole number from {low} to {high} is needed")]
    OffScale {
        /// The cell.
        value: String,
        /// Lowest value.
        low: i64,
        /// Highest value.
        high: i64,
    },
    /// A label that the scale does not have.
    #[error("“{value}” is not known on the scale {scale}; state its value under labels in the mapping")]
    UnknownLabel {
        /// The cell.
        value: String,
        /// The scale of the question.
        scale: Scale,
    },
    /// A number and a label in one cell that say different things.
    #[error("“{value}” contradicts itself: the number says {number}, the label {labelled}")]
    Contradiction {
        /// The cell.
        value: String,
        /// The value by its number.
        number: i64,
        /// The value by its label.
        labelled: i64,
    },
    /// Not one of the choices of the question.
    #[error("“{value}” is none of the choices {choices}")]
    UnknownChoice {
        /// The cell.
        value: String,
        /// Keys of the choices, comma-separated.
        choices: String,
    },
    /// A tick for something the survey does not offer.
    #[error("“{0}” was given, but the survey does not offer this choice")]
    NotOffered(String),
    /// Not a time.
    #[error("“{0}” is not a time; write 2026-03-31 14:05, 3/31/2026, or state the format in the mapping")]
    NotATime(String),
    /// Not a language of the product.
    #[error("“{0}” is not a supported language; use en or es")]
    UnknownLanguage(String),
    /// An answer that does not fit its question.
    #[error(transparent)]
    Answer(#[from] AnswerProblem),
    /// A row without any answer.
    #[error("no question of the survey is answered")]
    NothingAnswered,
    /// A reason found outside this crate, such as a service that does not exist.
    #[error("{0}")]
    Other(String),
}

/// Writes refused rows as CSV: row, column and reason, then the columns of the file, so that it can be mended there and
/// imported again.
pub struct RefusedWriter<W: Write + Send> {
    table: TableWriter<W>,
    columns: usize,
    rows: u64,
}

impl<W: Write + Send> RefusedWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(output: W, header: &Header) -> Result<Self, ExchangeError> {
        // The time matters to workbooks only.
        let mut table = TableWriter::new(TableFormat::Csv, output, jiff::Timestamp::UNIX_EPOCH);
        let names = header.names().iter().map(String::as_str);
        let names: Vec<&str> = ["row", "column", "reason"].into_iter().chain(names).collect();
        table.header(&names)?;
        let columns = names.len();
        Ok(Self { table, columns, rows: 0 })
    }

    /// Writes one row. What stood beyond the last column of a ragged row is joined into it, so that nothing is lost.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&mut self, refused: &Refused) -> Result<(), ExchangeError> {
        let row = i64::try_from(refused.row).unwrap_or(i64::MAX);
        let reason = refused.reason.to_string();
        let known = refused.record.len().min(self.columns - 3);
        let (within, beyond) = refused.record.split_at(known);
        let beyond = beyond.join(",");
        let column = refused.column.as_deref().map_or(Cell::Missing, Cell::Text);
        let mut cells = vec![Cell::Int(row), column, Cell::Text(&reason)];
        cells.extend(within.iter().map(|cell| Cell::Text(cell)));
        cells.resize(self.columns, Cell::Missing);
        let joined;
        if !beyond.is_empty()
            && let (Some(last), Some(text)) = (cells.last_mut(), within.last())
        {
            joined = format!("{text},{beyond}");
            *last = Cell::Text(&joined);
        }
        self.rows += 1;
        self.table.row(&cells)
    }

    /// How many rows were written.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes what is still held and gives the output back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> Result<W, ExchangeError> {
        self.table.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_rows_stand_with_row_column_and_reason_before_their_cells() {
        let header = Header::new(vec!["id".into(), "score".into()]);
        let mut writer = RefusedWriter::new(Vec::new(), &header).unwrap();
        let mut refuse = |row, column: Option<&str>, reason, record: &[&str]| {
            let refused = Refused {
                row,
                column: column.map(str::to_owned),
                reason,
                record: record.iter().map(|&cell| cell.to_owned()).collect(),
            };
            writer.write(&refused).unwrap();
        };
        refuse(7, Some("score"), Reason::Blank, &["a-1", ""]);
        refuse(8, None, Reason::Ragged { found: 3, expected: 2 }, &["a-2", "4", "5"]);
        refuse(9, None, Reason::Ragged { found: 1, expected: 2 }, &["=cmd()"]);
        assert_eq!(writer.rows(), 3);
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "row,column,reason,id,score\n\
             7,score,must not be blank,a-1,\n\
             8,,\"cells in the row: 3, in the header: 2\",a-2,\"4,5\"\n\
             9,,\"cells in the row: 1, in the header: 2\",'=cmd(),\n"
        );
    }
}
