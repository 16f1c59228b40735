//! The scorecard as a file: the rows of the page, for a spreadsheet or a program.

use catsup_exchange::{Cell, ExchangeError, TableFormat, TableWriter};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Scorecard, drivers_table, figures_table, groups_table, trend_table};
use crate::Error;

/// Writes figures, trend, groups and driver ticks as one file; `written_at` is what a workbook gives as its time.
///
/// CSV and XLSX hold one table whose first column `table` says which of them a row belongs to; JSON keeps them apart
/// and adds what they are about. A figure from too few answers is empty and marked `suppressed`.
///
/// # Errors
/// When the file cannot be written.
pub fn export(scorecard: &Scorecard, format: TableFormat, written_at: Timestamp) -> Result<Vec<u8>, Error> {
    let tables = [
        ("figures", figures_table(scorecard)),
        ("trend", trend_table(scorecard)),
        ("groups", groups_table(scorecard)),
        ("drivers", drivers_table(scorecard)),
    ];
    match format {
        TableFormat::Json | TableFormat::JsonLines => document(scorecard, tables),
        TableFormat::Csv | TableFormat::Xlsx => {
            table(&tables, format, written_at).map_err(|source| unwritten(source.into()))
        }
    }
}

fn unwritten(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Internal { what: "writing a scorecard", source }
}

fn document(scorecard: &Scorecard, tables: [(&str, Vec<Value>); 4]) -> Result<Vec<u8>, Error> {
    let mut document = json!({
        "scope": scorecard.scope,
        "days": scorecard.days,
        "before": scorecard.before,
        "pooling": scorecard.pooling,
        "answered": scorecard.answered,
        "response_rate": scorecard.response_rate,
        "grouping": scorecard.grouping.as_ref().map(ToString::to_string),
        "left_out": scorecard.left_out,
        "trend_left_out": scorecard.trend_left_out,
        "smallest_cell": scorecard.smallest_cell,
    });
    for (name, rows) in tables {
        document[name] = rows.into();
    }
    serde_json::to_vec_pretty(&document).map_err(|source| unwritten(source.into()))
}

fn table(
    tables: &[(&str, Vec<Value>); 4],
    format: TableFormat,
    written_at: Timestamp,
) -> Result<Vec<u8>, ExchangeError> {
    let rows: Vec<Map<String, Value>> =
        tables.iter().flat_map(|(name, rows)| rows.iter().map(|row| flat(name, row))).collect();
    let mut names: Vec<&str> = vec!["table"];
    for row in &rows {
        for name in row.keys().map(String::as_str) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let mut writer = TableWriter::new(format, Vec::new(), written_at);
    writer.header(&names)?;
    for row in &rows {
        let cells: Vec<Cell<'_>> =
            names.iter().map(|name| row.get(*name).map_or(Cell::Missing, cell)).collect();
        writer.row(&cells)?;
    }
    writer.finish()
}

/// One row without lists: wordings become one text, a distribution one column per value.
fn flat(table: &str, row: &Value) -> Map<String, Value> {
    let mut flat = Map::from_iter([("table".to_owned(), table.into())]);
    for (name, value) in row.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("counts", Value::Array(counts)) => {
                let values = row["values"].as_array().into_iter().flatten();
                flat.extend(
                    values.zip(counts).map(|(value, count)| (format!("count_{value}"), count.clone())),
                );
            }
            ("values" | "counts", _) => {}
            (_, Value::Array(texts)) => {
                let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                flat.insert(name.clone(), texts.join(" | ").into());
            }
            _ => {
                flat.insert(name.clone(), value.clone());
            }
        }
    }
    flat
}

fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::String(text) => Cell::Text(text),
        Value::Bool(yes) => Cell::Text(if *yes { "yes" } else { "no" }),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Cell::Int(whole),
            (None, Some(number)) => Cell::Float(number),
            (None, None) => Cell::Missing,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => Cell::Missing,
    }
}
