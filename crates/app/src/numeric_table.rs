//! Named columns of numbers out of a table file, every cell that is no number named by row and column.

use std::io::{Read, Seek};

use catsup_exchange::{ExchangeError, Table, header::Header};

use crate::{Error, FieldError, fields::invalid};

/// Cells that stand for a missing answer, beside blank ones.
const MISSING: [&str; 3] = ["NA", "N/A", "null"];
/// Cells at fault that are named; whoever mends them sees the rest next time.
const NAMED: usize = 5;

/// Rows of chosen columns; `None` is a missing answer.
pub(crate) struct NumericTable {
    pub(crate) rows: Vec<Vec<Option<f64>>>,
    /// The texts of the column of labels, where one was asked for.
    pub(crate) labels: Vec<String>,
}

impl NumericTable {
    /// Reads `columns` from a CSV, TSV or XLSX file; `label` names a column of texts to read beside them.
    pub(crate) fn read(
        table: &mut Table<impl Read + Seek>,
        columns: &[String],
        label: Option<&str>,
    ) -> Result<Self, Error> {
        let places = places(table.header(), columns)?;
        let label = label.map(|name| place(table.header(), name)).transpose()?;
        let mut read = Self { rows: Vec::new(), labels: Vec::new() };
        let mut faults = Vec::new();
        for record in table.rows().map_err(unreadable)? {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    let (row, column) = (refused.row, refused.column.as_deref().unwrap_or_default());
                    let place = place_of(row, refused.column.as_deref());
                    let fault = FieldError::new(place, "unreadable-row", refused.reason.to_string());
                    faults.push(fault.with("row", row).with("column", column));
                    if faults.len() == NAMED || refused.ends_the_file() {
                        break;
                    }
                    continue;
                }
            };
            let mut row = Vec::with_capacity(places.len());
            for (&place, column) in places.iter().zip(columns) {
                match number(&record.cells[place]) {
                    Ok(value) => row.push(value),
                    Err(text) => {
                        let place = place_of(record.row, Some(column));
                        let fault =
                            FieldError::new(place, "not-a-number", format!("“{text}” is not a number"));
                        faults.push(fault.with("row", record.row).with("column", column).with("cell", text));
                    }
                }
            }
            if faults.len() >= NAMED {
                break;
            }
            read.labels.extend(label.map(|place| record.cells[place].trim().to_owned()));
            read.rows.push(row);
        }
        if faults.is_empty() { Ok(read) } else { Err(Error::Invalid(faults)) }
    }
}

/// Opens a table file.
pub(crate) fn open<R: Read + Seek>(file: R, sheet: Option<&str>) -> Result<Table<R>, Error> {
    Table::open(file, sheet).map_err(unreadable)
}

pub(crate) fn unreadable(error: ExchangeError) -> Error {
    let mut reason = error.to_string();
    if let Some(source) = std::error::Error::source(&error) {
        reason = format!("{reason}: {source}");
    }
    invalid("file", "unreadable-file", reason)
}

fn places(header: &Header, columns: &[String]) -> Result<Vec<usize>, Error> {
    let mut unknown = Vec::new();
    let mut places = Vec::with_capacity(columns.len());
    for column in columns {
        match place(header, column) {
            Ok(place) => places.push(place),
            Err(Error::Invalid(errors)) => unknown.extend(errors),
            Err(other) => return Err(other),
        }
    }
    if unknown.is_empty() { Ok(places) } else { Err(Error::Invalid(unknown)) }
}

/// Where a column stands. Names of the exact case come first, since `q1` and `Q1` may be two questions.
pub(crate) fn place(header: &Header, column: &str) -> Result<usize, Error> {
    let exact: Vec<usize> = positions(header, |name| name == column.trim());
    let alike = || positions(header, |name| name.eq_ignore_ascii_case(column.trim()));
    let found = if exact.is_empty() { alike() } else { exact };
    match found[..] {
        [place] => Ok(place),
        [] => {
            let known: Vec<&str> =
                header.names().iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let known = known.join(", ");
            let reason = format!("there is no column “{column}” in the file; it has {known}");
            let error = FieldError::new(column, "unknown-column", reason);
            Err(Error::Invalid(vec![error.with("column", column).with("known", &known)]))
        }
        _ => {
            let reason = format!("there are several columns “{column}” in the file");
            let error = FieldError::new(column, "repeated-column", reason);
            Err(Error::Invalid(vec![error.with("column", column)]))
        }
    }
}

fn positions(header: &Header, fits: impl Fn(&str) -> bool) -> Vec<usize> {
    header.names().iter().enumerate().filter(|(_, name)| fits(name)).map(|(place, _)| place).collect()
}

/// The number in a cell, `None` for a missing one; the text itself when it is neither.
fn number(cell: &str) -> Result<Option<f64>, &str> {
    let text = cell.trim();
    if text.is_empty() || MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing)) {
        return Ok(None);
    }
    // Rust reads “inf” and “nan” as numbers; no answer is either.
    text.parse().ok().filter(|value: &f64| value.is_finite()).map(Some).ok_or(text)
}

fn place_of(row: u64, column: Option<&str>) -> String {
    column.map_or_else(|| format!("row {row}"), |column| format!("row {row}, column {column}"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(text: &str, columns: &[&str]) -> Result<NumericTable, Error> {
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        NumericTable::read(&mut open(Cursor::new(text), None)?, &columns, None)
    }

    fn faults(text: &str, columns: &[&str]) -> Vec<String> {
        match read(text, columns) {
            Err(Error::Invalid(errors)) => {
                errors.iter().map(|error| format!("{}: {}", error.field, error.reason)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn columns_are_read_in_the_order_asked_for_and_blanks_are_missing() {
        let table = read("ease,trust\n1,5\n,4\nNA,2.5\n", &["trust", "ease"]).ok().unwrap();
        assert_eq!(table.rows, [vec![Some(5.0), Some(1.0)], vec![Some(4.0), None], vec![Some(2.5), None]]);
    }

    #[test]
    fn a_cell_that_is_no_number_is_named_by_row_and_column() {
        assert_eq!(
            faults("ease,trust\n1,5\n2,very\n\"3,5\",inf\n", &["ease", "trust"]),
            [
                "row 3, column trust: “very” is not a number",
                "row 4, column ease: “3,5” is not a number",
                "row 4, column trust: “inf” is not a number",
            ]
        );
    }

    #[test]
    fn columns_that_are_not_there_or_there_twice_are_named() {
        assert_eq!(
            faults("ease,trust,trust\n1,5,5\n", &["speed", "trust"]),
            [
                "speed: there is no column “speed” in the file; it has ease, trust, trust",
                "trust: there are several columns “trust” in the file",
            ]
        );
    }

    #[test]
    fn names_that_differ_in_case_alone_are_told_apart() {
        let table = read("q1,Q1\n1,2\n", &["Q1"]).ok().unwrap();
        assert_eq!(table.rows, [vec![Some(2.0)]]);
        assert_eq!(read("Q1\n2\n", &["q1"]).ok().unwrap().rows, [vec![Some(2.0)]]);
    }
}
