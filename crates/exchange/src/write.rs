//! Writers of tables: CSV, XLSX, JSON lines and a JSON array, row by row, whatever the number of rows.

mod workbook;

use std::{io::Write, str::FromStr};

use jiff::Timestamp;

use self::workbook::WorkbookWriter;
use crate::ExchangeError;

/// One cell to be written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing: blank, or `null`.
    Missing,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number; one that is not finite is written as missing.
    Float(f64),
    /// A moment: ISO 8601 in UTC, in workbooks a date cell in UTC.
    Time(Timestamp),
}

/// The format of a written table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Comma-separated values, UTF-8.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// One JSON object a line.
    JsonLines,
    /// An array of JSON objects.
    Json,
}

/// The text named no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a format of a table; use csv, xlsx, json or jsonl")]
pub struct UnknownFormat(pub String);

impl FromStr for TableFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "jsonl" => Ok(Self::JsonLines),
            "json" => Ok(Self::Json),
            other => Err(UnknownFormat(other.to_owned())),
        }
    }
}

impl TableFormat {
    /// What the file is served as.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::JsonLines => "application/x-ndjson",
            Self::Json => "application/json",
        }
    }
}

/// Writes a table: the header once, then rows of as many cells.
///
/// In CSV, a text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return, and is no number) gets an apostrophe before it. Workbooks and JSON need none: their texts are texts.
pub struct TableWriter<W: Write + Send> {
    kind: Kind<W>,
    header: Vec<String>,
    rows: u64,
}

enum Kind<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Xlsx(Box<WorkbookWriter<W>>),
    JsonLines(W),
    Json(W),
}

impl<W: Write + Send> TableWriter<W> {
    /// Starts a table. `written_at` is what a workbook gives as the time of its making.
    pub fn new(format: TableFormat, output: W, written_at: Timestamp) -> Self {
        let kind = match format {
            TableFormat::Csv => Kind::Csv(Box::new(csv::Writer::from_writer(output))),
            TableFormat::Xlsx => Kind::Xlsx(Box::new(WorkbookWriter::new(output, written_at))),
            TableFormat::JsonLines => Kind::JsonLines(output),
            TableFormat::Json => Kind::Json(output),
        };
        Self { kind, header: Vec::new(), rows: 0 }
    }

    /// Writes the names of the columns; they are the keys of JSON objects.
    ///
    /// # Errors
    /// When writing fails.
    pub fn header(&mut self, names: &[&str]) -> Result<(), ExchangeError> {
        self.header = names.iter().map(|&name| name.to_owned()).collect();
        match &mut self.kind {
            Kind::Csv(csv) => write_csv(csv, names.iter().map(|name| Cell::Text(name))),
            Kind::Xlsx(workbook) => workbook.header(&self.header),
            Kind::JsonLines(_) | Kind::Json(_) => Ok(()),
        }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`ExchangeError::RowWidth`], or when writing fails.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExchangeError> {
        let (found, expected) = (cells.len(), self.header.len());
        if found != expected {
            return Err(ExchangeError::RowWidth { found, expected });
        }
        match &mut self.kind {
            Kind::Csv(csv) => write_csv(csv, cells.iter().copied())?,
            Kind::Xlsx(workbook) => workbook.row(cells)?,
            Kind::JsonLines(output) => {
                write_object(output, &self.header, cells)?;
                output.write_all(b"\n")?;
            }
            Kind::Json(output) => {
                output.write_all(if self.rows == 0 { b"[\n" } else { b",\n" })?;
                write_object(output, &self.header, cells)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what is still held and gives the output back. Without it the file is not complete.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> Result<W, ExchangeError> {
        let mut output = match self.kind {
            Kind::Csv(csv) => csv.into_inner().map_err(csv::IntoInnerError::into_error)?,
            Kind::Xlsx(workbook) => workbook.finish()?,
            Kind::JsonLines(output) => output,
            Kind::Json(mut output) => {
                output.write_all(if self.rows == 0 { b"[]\n" } else { b"\n]\n" })?;
                output
            }
        };
        output.flush()?;
        Ok(output)
    }
}

fn write_csv<'a, W: Write>(
    csv: &mut csv::Writer<W>,
    cells: impl Iterator<Item = Cell<'a>>,
) -> Result<(), ExchangeError> {
    for cell in cells {
        let written = match cell {
            Cell::Missing => csv.write_field(""),
            Cell::Float(number) if !number.is_finite() => csv.write_field(""),
            Cell::Text(text) if is_formula(text) => csv.write_field(format!("'{text}")),
            Cell::Text(text) => csv.write_field(text),
            Cell::Int(number) => csv.write_field(number.to_string()),
            Cell::Float(number) => csv.write_field(number.to_string()),
            Cell::Time(moment) => csv.write_field(moment.to_string()),
        };
        written.map_err(in_out)?;
    }
    csv.write_record(None::<&[u8]>).map_err(in_out)
}

/// Writing texts can only fail as writing does.
fn in_out(error: csv::Error) -> ExchangeError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExchangeError::InOut(error),
        other => ExchangeError::InOut(std::io::Error::other(format!("{other:?}"))),
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}

fn write_object<W: Write>(output: &mut W, names: &[String], cells: &[Cell<'_>]) -> std::io::Result<()> {
    output.write_all(b"{")?;
    for (place, (name, cell)) in names.iter().zip(cells).enumerate() {
        if place > 0 {
            output.write_all(b",")?;
        }
        serde_json::to_writer(&mut *output, name)?;
        output.write_all(b":")?;
        match cell {
            Cell::Missing => output.write_all(b"null")?,
            Cell::Text(text) => serde_json::to_writer(&mut *output, text)?,
            Cell::Int(number) => serde_json::to_writer(&mut *output, number)?,
            // Not a number and the infinities are null in JSON.
            Cell::Float(number) => serde_json::to_writer(&mut *output, number)?,
            Cell::Time(moment) => serde_json::to_writer(&mut *output, moment)?,
        }
    }
    output.write_all(b"}")
}
