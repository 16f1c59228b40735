//! A sheet of an XLSX workbook as records: read cell by cell, dates as ISO, whole numbers without decimals.

mod guard;

use std::{
    io::{Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader};

use crate::{
    ExchangeError, Reason, Refused,
    delimited::{LONGEST_CELL, LONGEST_RECORD, MOST_CELLS, Record},
    header::Header,
};

/// An open workbook and the sheet to read.
pub(crate) struct Workbook<R: Read + Seek> {
    file: Xlsx<R>,
    sheet: String,
    header_row: u64,
    columns: usize,
}

impl<R: Read + Seek> Workbook<R> {
    /// Checks that the workbook unpacks to what memory can hold, then opens it.
    pub(crate) fn open(mut input: R, sheet: Option<&str>) -> Result<Self, ExchangeError> {
        guard::check(&mut input)?;
        input.rewind()?;
        let file = foreign(|| Xlsx::new(input)).map_err(ExchangeError::Workbook)?;
        let names = file.sheet_names();
        let sheet = match sheet {
            Some(name) if names.iter().any(|one| one == name) => name.to_owned(),
            Some(name) => {
                return Err(ExchangeError::NoSuchSheet { name: name.to_owned(), sheets: names.join(", ") });
            }
            None => names.into_iter().next().ok_or(ExchangeError::Empty)?,
        };
        Ok(Self { file, sheet, header_row: 0, columns: 0 })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        self.file.sheet_names()
    }

    /// Takes the first row that holds anything as the header.
    pub(crate) fn header(&mut self) -> Result<Header, ExchangeError> {
        let first = self.rows()?.next();
        let record = match first {
            None => return Err(ExchangeError::Empty),
            Some(Err(refused)) => {
                return Err(ExchangeError::Header { reason: refused.reason });
            }
            Some(Ok(record)) => record,
        };
        (self.header_row, self.columns) = (record.row, record.cells.len());
        Ok(Header::new(record.cells))
    }

    /// The rows below the header; short ones are filled up with blanks, since a sheet does not store blank cells.
    pub(crate) fn rows_after_header(&mut self) -> Result<SheetRows<'_, R>, ExchangeError> {
        let (header_row, columns) = (self.header_row, self.columns);
        let mut rows = self.rows()?;
        rows.below = header_row;
        rows.columns = columns;
        Ok(rows)
    }

    fn rows(&mut self) -> Result<SheetRows<'_, R>, ExchangeError> {
        let (file, sheet) = (&mut self.file, &self.sheet);
        let cells = foreign(|| file.worksheet_cells_reader(sheet)).map_err(ExchangeError::Workbook)?;
        Ok(SheetRows { cells, ahead: None, row: 0, below: 0, columns: 0, ended: false })
    }
}

/// The workbook could not be read: what the reader said.
type Unreadable = Box<dyn std::error::Error + Send + Sync>;

/// Calls the workbook reader, which panics on some files that no spreadsheet makes (a cell `ZZZZZZZ2`): such a file is
/// as unreadable as any other broken one, and no reason to lose a server's thread.
fn foreign<T>(read: impl FnOnce() -> Result<T, calamine::XlsxError>) -> Result<T, Unreadable> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(Into::into),
        Err(_) => Err("it is not made as a workbook is".into()),
    }
}

/// The rows of a sheet.
pub(crate) struct SheetRows<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    /// The first cell of the next row: row, column, text.
    ahead: Option<(u64, usize, String)>,
    row: u64,
    /// Rows up to this one are passed over.
    below: u64,
    columns: usize,
    ended: bool,
}

impl<R: Read + Seek> SheetRows<'_, R> {
    /// The next cell that holds anything.
    fn cell(&mut self) -> Result<Option<(u64, usize, String)>, Reason> {
        if let Some(cell) = self.ahead.take() {
            return Ok(Some(cell));
        }
        while !self.ended {
            let cell = foreign(|| self.cells.next_cell()).map_err(|error| {
                self.ended = true;
                Reason::Unreadable(error.to_string())
            })?;
            let Some(cell) = cell else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            let text = text(cell.get_value());
            if !text.trim().is_empty() {
                return Ok(Some((u64::from(row) + 1, column as usize, text)));
            }
        }
        Ok(None)
    }

    /// The cells of the next row; a row that is too long is read over to its end.
    fn record(&mut self) -> Result<Option<Record>, Refused> {
        let mut cells: Vec<String> = Vec::new();
        let (mut bytes, mut fault) = (0, None);
        let mut first = true;
        loop {
            let cell = self.cell().map_err(|reason| refused(self.row + 1, reason, Vec::new()))?;
            let Some((row, column, text)) = cell else {
                break;
            };
            if first {
                (self.row, first) = (row, false);
            } else if row != self.row {
                self.ahead = Some((row, column, text));
                break;
            }
            bytes += text.len();
            let reason = unacceptable(column, bytes, &text);
            if let (Some(reason), None) = (reason, &fault) {
                fault = Some(reason);
            }
            if fault.is_none() {
                cells.resize(cells.len().max(column + 1), String::new());
                cells[column] = text;
            }
        }
        match fault {
            Some(reason) => Err(refused(self.row, reason, cells)),
            None if first => Ok(None),
            None => {
                cells.resize(cells.len().max(self.columns), String::new());
                Ok(Some(Record { row: self.row, cells }))
            }
        }
    }
}

fn refused(row: u64, reason: Reason, record: Vec<String>) -> Refused {
    Refused { row, column: None, reason, record }
}

fn unacceptable(column: usize, bytes: usize, text: &str) -> Option<Reason> {
    if column >= MOST_CELLS {
        let (limit, unit) = (MOST_CELLS, "cells");
        Some(Reason::RowTooLong { limit, unit })
    } else if bytes > LONGEST_RECORD {
        let (limit, unit) = (LONGEST_RECORD, "bytes");
        Some(Reason::RowTooLong { limit, unit })
    } else if text.len() > LONGEST_CELL {
        let (limit, length) = (LONGEST_CELL, text.len());
        Some(Reason::CellTooLong { limit, length })
    } else {
        text.contains('\0').then_some(Reason::NulCharacter)
    }
}

impl<R: Read + Seek> Iterator for SheetRows<'_, R> {
    type Item = Result<Record, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = self.record().transpose()?;
            let row = record.as_ref().map_or_else(|refused| refused.row, |record| record.row);
            if row > self.below {
                return Some(record);
            }
        }
    }
}

/// The text of a cell as a CSV file would hold it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Rust writes a whole float without decimals.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `2021-11-17`, or `2021-11-17T19:09:38` when there is a time of day; a time span in hours, minutes and seconds.
fn moment_text(moment: ExcelDateTime) -> String {
    if moment.is_duration() {
        #[expect(clippy::cast_possible_truncation, reason = "saturates far beyond any span")]
        let seconds = (moment.as_f64() * 86_400.0).round() as i64;
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600);
        return format!("{hours:02}:{:02}:{:02}", minutes.abs(), (seconds % 60).abs());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
