//! XLSX in constant memory: rows go to a temporary file, and a full sheet is followed by another.

use std::io::Write;

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Cell;
use crate::ExchangeError;

/// The rows of a sheet, header included.
const MOST_ROWS: u32 = 1_048_576;
/// The characters of a cell.
const LONGEST_TEXT: usize = 32_767;
/// Whole numbers up to here are exact in a workbook, which keeps every number as a float.
const EXACT: u64 = 1 << 53;

/// A workbook being written.
pub(super) struct WorkbookWriter<W> {
    workbook: Workbook,
    output: W,
    header: Vec<String>,
    bold: Format,
    moment: Format,
    sheet: Option<usize>,
    row: u32,
    most_rows: u32,
}

impl<W: Write + Send> WorkbookWriter<W> {
    pub(super) fn new(output: W, written_at: Timestamp) -> Self {
        let mut workbook = Workbook::new();
        // Otherwise the workbook asks the system's clock, and the same table would never be the same file.
        if let Ok(created) = ExcelDateTime::from_timestamp(written_at.as_second()) {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        }
        Self {
            workbook,
            output,
            header: Vec::new(),
            bold: Format::new().set_bold(),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            sheet: None,
            row: 0,
            most_rows: MOST_ROWS,
        }
    }

    pub(super) fn header(&mut self, names: &[String]) -> Result<(), ExchangeError> {
        names.clone_into(&mut self.header);
        self.add_sheet().map_err(unwritten)
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExchangeError> {
        if self.sheet.is_none() || self.row == self.most_rows {
            self.add_sheet().map_err(unwritten)?;
        }
        let (row, moment) = (self.row, self.moment.clone());
        self.row += 1;
        let sheet = self.current().map_err(unwritten)?;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, *cell, &moment).map_err(unwritten)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, ExchangeError> {
        if self.sheet.is_none() {
            self.add_sheet().map_err(unwritten)?;
        }
        self.workbook.save_to_writer(&mut self.output).map_err(unwritten)?;
        Ok(self.output)
    }

    /// Every sheet repeats the header, frozen at the top.
    fn add_sheet(&mut self) -> Result<(), XlsxError> {
        self.workbook.add_worksheet_with_constant_memory()?;
        self.sheet = Some(self.sheet.map_or(0, |before| before + 1));
        self.row = 0;
        if self.header.is_empty() {
            return Ok(());
        }
        let (header, bold) = (self.header.clone(), self.bold.clone());
        let sheet = self.current()?;
        for (column, name) in (0..).zip(&header) {
            sheet.write_string_with_format(0, column, fitting(name), &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.row = 1;
        Ok(())
    }

    fn current(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_index(self.sheet.unwrap_or(0))
    }
}

fn unwritten(error: XlsxError) -> ExchangeError {
    match error {
        XlsxError::IoError(error) => ExchangeError::InOut(error),
        other => ExchangeError::WorkbookUnwritten(Box::new(other)),
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell<'_>,
    moment_format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Missing => {}
        Cell::Float(number) if !number.is_finite() => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, fitting(text))?;
        }
        // Long numbers such as ids would lose their last digits as floats.
        Cell::Int(number) if number.unsigned_abs() > EXACT => {
            sheet.write_string(row, column, number.to_string())?;
        }
        #[expect(clippy::cast_precision_loss, reason = "exact up to the limit just checked")]
        Cell::Int(number) => {
            sheet.write_number(row, column, number as f64)?;
        }
        Cell::Float(number) => {
            sheet.write_number(row, column, number)?;
        }
        Cell::Time(moment) => match ExcelDateTime::from_timestamp(moment.as_second()) {
            Ok(date) => {
                sheet.write_datetime_with_format(row, column, &date, moment_format)?;
            }
            Err(_) => {
                sheet.write_string(row, column, moment.to_string())?;
            }
        },
    }
    Ok(())
}

/// A longer text than a cell takes ends in an ellipsis; CSV and JSON have all of it.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(LONGEST_TEXT) {
        None => text.into(),
        Some(_) => {
            let kept: String = text.chars().take(LONGEST_TEXT - 1).collect();
            (kept + "…").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::Table;

    #[test]
    fn a_full_sheet_is_followed_by_another_with_the_same_header() {
        let mut writer = WorkbookWriter::new(Vec::new(), Timestamp::UNIX_EPOCH);
        writer.most_rows = 4;
        writer.header(&["n".to_owned()]).unwrap();
        for number in 1..=7 {
            writer.row(&[Cell::Int(number)]).unwrap();
        }
        let bytes = writer.finish().unwrap();
        let sheet = |name: &str| -> Vec<String> {
            let mut table = Table::open(Cursor::new(bytes.clone()), Some(name)).unwrap();
            assert_eq!(table.header().names(), ["n"]);
            table.rows().unwrap().map(|row| row.unwrap().cells.remove(0)).collect()
        };
        assert_eq!(sheet("Sheet1"), ["1", "2", "3"]);
        assert_eq!(sheet("Sheet2"), ["4", "5", "6"]);
        assert_eq!(sheet("Sheet3"), ["7"]);
    }
}
