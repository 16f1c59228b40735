//! Tables: the same rows from CSV and XLSX, numbered as the file shows them.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use std::io::Cursor;

use catsup_exchange::{ExchangeError, Reason, Refused, Table, delimited::Record};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn rows(bytes: Vec<u8>) -> Vec<Result<Record, Refused>> {
    let mut table = Table::open(Cursor::new(bytes), None).unwrap();
    table.rows().unwrap().collect()
}

/// A header in row 2, rows 3 and 5; a date, a time, whole and broken numbers, a gap.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap();
    let sheet = workbook.add_worksheet().set_name("Answers").unwrap();
    for (place, name) in ["ID", "When", "Score", "Comment"].into_iter().enumerate() {
        sheet.write(1, place as u16, name).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let moment = Format::new().set_num_format("m/d/yyyy h:mm");
    let day = ExcelDateTime::from_ymd(2021, 11, 17).unwrap();
    sheet.write(2, 0, "a-1").unwrap();
    sheet.write_with_format(2, 1, &day, &date).unwrap();
    sheet.write(2, 2, 5).unwrap();
    sheet.write(2, 3, "fine, “thanks”").unwrap();
    sheet.write(4, 0, 2).unwrap();
    sheet.write_with_format(4, 1, day.and_hms(19, 9, 38).unwrap(), &moment).unwrap();
    sheet.write(4, 2, 4.5).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_reads_as_its_csv_would() {
    let mut table = Table::open(Cursor::new(workbook()), Some("Answers")).unwrap();
    assert_eq!(table.header().names(), ["ID", "When", "Score", "Comment"]);
    assert_eq!(table.sheets(), ["Notes", "Answers"]);
    let rows: Vec<_> = table.rows().unwrap().map(|row| row.unwrap()).collect();
    assert_eq!(rows[0].row, 3);
    assert_eq!(rows[0].cells, ["a-1", "2021-11-17", "5", "fine, “thanks”"]);
    assert_eq!(rows[1].row, 5);
    assert_eq!(rows[1].cells, ["2", "2021-11-17T19:09:38", "4.5", ""]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_sheet_is_chosen_by_name_and_a_wrong_name_is_answered_with_the_right_ones() {
    assert!(matches!(Table::open(Cursor::new(workbook()), None), Err(ExchangeError::Empty)));
    let error = Table::open(Cursor::new(workbook()), Some("Sheet1")).err().unwrap();
    assert_eq!(error.to_string(), "the workbook has no sheet “Sheet1”; it has Notes, Answers");
}

#[test]
fn a_cell_beyond_the_header_makes_the_row_ragged() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "a").unwrap();
    sheet.write(1, 3, "stray").unwrap();
    sheet.write(2, 0, "kept").unwrap();
    let rows = rows(workbook.save_to_buffer().unwrap());
    let refused = rows[0].as_ref().unwrap_err();
    assert_eq!((refused.row, &refused.reason), (2, &Reason::Ragged { found: 4, expected: 1 }));
    assert_eq!(rows[1].as_ref().unwrap().cells, ["kept"]);
}

#[test]
fn ragged_rows_of_a_csv_are_refused_with_their_cells() {
    let rows = rows(b"a;b\n1\n1;2;3\n\n4;5\n".to_vec());
    let refused: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    assert_eq!(refused.len(), 2);
    assert_eq!((refused[0].row, refused[1].row), (2, 3));
    assert_eq!(refused[1].record, ["1", "2", "3"]);
    assert_eq!(refused[1].reason.to_string(), "cells in the row: 3, in the header: 2");
    assert_eq!(rows[2].as_ref().unwrap().row, 5);
}

#[test]
fn files_of_other_kinds_are_named_as_what_they_are() {
    let open = |bytes: &[u8]| Table::open(Cursor::new(bytes.to_vec()), None).err().unwrap();
    assert!(matches!(open(b""), ExchangeError::Empty));
    assert!(matches!(open(b"\xd0\xcf\x11\xe0\xa1\xb1"), ExchangeError::OldWorkbook));
    assert!(matches!(open(b"PK\x03\x04 and no more"), ExchangeError::Workbook(_)));
    assert!(matches!(open(b"\xff\xfea\0,\0"), ExchangeError::Utf16));
}
