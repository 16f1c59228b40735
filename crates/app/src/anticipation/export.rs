//! What people come back for as a file.

use std::io::Write;

use catsup_exchange::{Cell, TableFormat, TableWriter};
use catsup_model::{Viewer, anticipation::NextNeed};

use super::pairs::{NeedPairs, Pair, Pairs, PairsQuery, pairs};
use crate::{App, Error};

const COLUMNS: [&str; 18] = [
    "source",
    "need",
    "next_need",
    "window_days",
    "cut",
    "contacts",
    "followed",
    "probability",
    "low",
    "high",
    "base",
    "lift",
    "median_delay_seconds",
    "p_value",
    "adjusted_p_value",
    "decision",
    "has_answer",
    "taken_at",
];

/// Writes the pairs of a window and cut as a table; returns how many.
///
/// # Errors
/// As [`pairs`]; when writing fails.
pub async fn export(
    app: &App,
    viewer: &Viewer,
    query: &PairsQuery,
    format: TableFormat,
    to: impl Write + Send,
) -> Result<usize, Error> {
    let pairs = pairs(app, viewer, query).await?;
    let mut table = TableWriter::new(format, to, app.now());
    table.header(&COLUMNS).map_err(unwritten)?;
    let mut rows = 0;
    for need in &pairs.needs {
        for pair in &need.pairs {
            table.row(&cells(&pairs, &query.cut, need, pair)).map_err(unwritten)?;
            rows += 1;
        }
    }
    table.finish().map_err(unwritten)?;
    Ok(rows)
}

fn cells<'a>(pairs: &Pairs, cut: &'a str, need: &'a NeedPairs, pair: &'a Pair) -> [Cell<'a>; COLUMNS.len()] {
    let found = pair.found.as_ref();
    let number = |of: fn(&NextNeed) -> f64| found.map_or(Cell::Missing, |found| Cell::Float(of(found)));
    let count =
        |of: fn(&NextNeed) -> u64| found.map_or(Cell::Missing, |found| Cell::Int(of(found).cast_signed()));
    [
        Cell::Text(pairs.source.code()),
        Cell::Text(&need.name),
        Cell::Text(&pair.name),
        Cell::Int(i64::from(pairs.window_days)),
        if cut.is_empty() { Cell::Missing } else { Cell::Text(cut) },
        count(|found| found.contacts),
        count(|found| found.followed),
        number(NextNeed::probability),
        number(|found| found.low),
        number(|found| found.high),
        number(|found| found.base),
        number(|found| found.lift),
        number(|found| found.median_seconds),
        number(|found| found.p_value),
        number(|found| found.adjusted_p_value),
        pair.choice.as_ref().map_or(Cell::Missing, |choice| Cell::Text(choice.decision.code())),
        Cell::Text(if pair.has_answer { "yes" } else { "no" }),
        found.map_or(Cell::Missing, |found| Cell::Time(found.taken_at)),
    ]
}

fn unwritten(source: catsup_exchange::ExchangeError) -> Error {
    Error::Internal { what: "writing what people come back for", source: source.into() }
}
