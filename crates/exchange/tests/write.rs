//! Written tables: exact in every format, and harmless in a spreadsheet.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use std::io::Cursor;

use catsup_exchange::{Cell, ExchangeError, Table, TableFormat, TableWriter};
use jiff::Timestamp;
use proptest::prelude::*;

const MOMENT: &str = "2026-03-31T14:05:00Z";

fn moment() -> Timestamp {
    MOMENT.parse().unwrap()
}

fn written(format: TableFormat, header: &[&str], rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let mut writer = TableWriter::new(format, Vec::new(), moment());
    writer.header(header).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

fn sample(format: TableFormat) -> Vec<u8> {
    let rows = [
        vec![Cell::Int(1), Cell::Text("a, \"b\"\n¿sí?"), Cell::Float(0.5), Cell::Time(moment())],
        vec![Cell::Int(i64::MAX), Cell::Missing, Cell::Float(f64::NAN), Cell::Missing],
    ];
    written(format, &["id", "text", "share", "when"], &rows)
}

#[test]
fn csv_and_json_say_the_same() {
    let text = |format| String::from_utf8(sample(format)).unwrap();
    assert_eq!(
        text(TableFormat::Csv),
        format!("id,text,share,when\n1,\"a, \"\"b\"\"\n¿sí?\",0.5,{MOMENT}\n9223372036854775807,,,\n")
    );
    let first = format!(r#"{{"id":1,"text":"a, \"b\"\n¿sí?","share":0.5,"when":"{MOMENT}"}}"#);
    let second = r#"{"id":9223372036854775807,"text":null,"share":null,"when":null}"#;
    assert_eq!(text(TableFormat::JsonLines), format!("{first}\n{second}\n"));
    assert_eq!(text(TableFormat::Json), format!("[\n{first},\n{second}\n]\n"));
    assert_eq!(written(TableFormat::Json, &["id"], &[]), b"[]\n");
}

#[test]
fn a_workbook_keeps_ids_to_the_last_digit_and_times_as_dates() {
    let mut table = Table::open(Cursor::new(sample(TableFormat::Xlsx)), None).unwrap();
    let rows: Vec<_> = table.rows().unwrap().map(|row| row.unwrap().cells).collect();
    assert_eq!(rows[0], ["1", "a, \"b\"\n¿sí?", "0.5", "2026-03-31T14:05:00"]);
    assert_eq!(rows[1], ["9223372036854775807", "", "", ""]);
}

#[test]
fn the_same_table_is_the_same_workbook() {
    assert_eq!(sample(TableFormat::Xlsx), sample(TableFormat::Xlsx));
}

#[test]
fn a_text_is_never_a_formula() {
    let rows: Vec<_> = ["=1+1", "+x", "-x", "@x", "\tx", "-5", "+3.5", "x=1", "", "'=1"]
        .iter()
        .map(|text| vec![Cell::Text(text)])
        .collect();
    let text = String::from_utf8(written(TableFormat::Csv, &["=head"], &rows)).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines, ["'=head", "'=1+1", "'+x", "'-x", "'@x", "'\tx", "-5", "+3.5", "x=1", "\"\"", "'=1"]);
    let mut table = Table::open(Cursor::new(written(TableFormat::Xlsx, &["head"], &rows)), None).unwrap();
    assert_eq!(table.rows().unwrap().next().unwrap().unwrap().cells, ["=1+1"]);
}

#[test]
fn a_text_too_long_for_a_spreadsheet_cell_ends_in_an_ellipsis() {
    let long = "ñ".repeat(40_000);
    let bytes = written(TableFormat::Xlsx, &["text"], &[vec![Cell::Text(&long)]]);
    let mut table = Table::open(Cursor::new(bytes), None).unwrap();
    let cell = table.rows().unwrap().next().unwrap().unwrap().cells.remove(0);
    assert_eq!(cell.chars().count(), 32_767);
    assert!(cell.ends_with("ñ…"));
}

#[test]
fn a_row_of_another_width_is_refused() {
    let mut writer = TableWriter::new(TableFormat::Csv, Vec::new(), moment());
    writer.header(&["a", "b"]).unwrap();
    let error = writer.row(&[Cell::Int(1)]).unwrap_err();
    assert!(matches!(error, ExchangeError::RowWidth { found: 1, expected: 2 }));
}

proptest! {
    #[test]
    fn what_is_written_as_csv_is_read_back(
        rows in prop::collection::vec(prop::collection::vec("[ -~áñ“\n,;\"|\t]{0,12}", 3), 1..20),
    ) {
        let cells: Vec<Vec<Cell<'_>>> = rows
            .iter()
            .map(|row| row.iter().map(|text| Cell::Text(text)).collect())
            .collect();
        let bytes = written(TableFormat::Csv, &["a", "b", "c"], &cells);
        let mut table = Table::open(Cursor::new(bytes), None).unwrap();
        let read: Vec<Vec<String>> = table.rows().unwrap().map(|row| row.unwrap().cells).collect();
        let guarded = |text: &String| {
            let formula = text.starts_with(['=', '+', '-', '@', '\t']) && text.parse::<f64>().is_err();
            if formula { format!("'{text}") } else { text.clone() }
        };
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(guarded).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|text| !text.trim().is_empty()))
            .collect();
        prop_assert_eq!(read, expected);
    }
}
