//! Writes the record of service standards, in the columns in which it is published.

use std::io::Write;

use catsup_model::standard::Outcome;
use jiff::Timestamp;

use super::{COLUMNS, StandardRow};
use crate::{Cell, ExchangeError, TableFormat, TableWriter};

/// Writes rows of the record as CSV, JSON or a workbook.
pub struct StandardWriter<W: Write + Send> {
    table: TableWriter<W>,
}

impl<W: Write + Send> StandardWriter<W> {
    /// Writes the header. `written_at` is what a workbook gives as the time of its making.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(format: TableFormat, output: W, written_at: Timestamp) -> Result<Self, ExchangeError> {
        let mut table = TableWriter::new(format, output, written_at);
        table.header(&COLUMNS)?;
        Ok(Self { table })
    }

    /// Writes one row. `performance` is in ten-thousandths; `met` is what stands for the outcome.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(
        &mut self,
        row: &StandardRow,
        performance: Option<i64>,
        met: Outcome,
    ) -> Result<(), ExchangeError> {
        let (source, result) = (&row.source, &row.result);
        let year = result.year.to_string();
        let target = result.target.map_or(Cell::Missing, |target| Cell::Float(target.as_f64()));
        #[expect(clippy::cast_precision_loss, reason = "volumes have at most 15 digits")]
        let performance =
            performance.map_or(Cell::Missing, |performance| Cell::Float(performance as f64 / 10_000.0));
        self.table.row(&[
            Cell::Text(&year),
            Cell::Text(&source.service_id),
            Cell::Text(&source.service_name_en),
            text(&source.service_name_fr),
            Cell::Text(&source.standard_id),
            Cell::Text(&row.promise),
            text(&source.promise_fr),
            Cell::Text(row.kind.record_code()),
            Cell::Text(row.channel.record_code()),
            text(&source.channel_comments_en),
            text(&source.channel_comments_fr),
            target,
            count(result.kept),
            count(result.total),
            performance,
            text(&result.source.comments_en),
            text(&result.source.comments_fr),
            Cell::Text(met.code()),
            text(&source.standards_uri_en),
            text(&source.standards_uri_fr),
            text(&result.source.results_uri_en),
            text(&result.source.results_uri_fr),
            Cell::Text(&source.owner_org),
            Cell::Text(&source.owner_org_title),
        ])
    }

    /// Writes what is still held and gives the output back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> Result<W, ExchangeError> {
        self.table.finish()
    }
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Missing } else { Cell::Text(text) }
}

fn count(count: Option<i64>) -> Cell<'static> {
    count.map_or(Cell::Missing, Cell::Int)
}
