//! Open data: everything that counts, as a table that other programs read. Memory stays the same however many rows there
//! are.

mod table;

use std::{collections::BTreeSet, io::Write, sync::Arc};

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::SchemaRef;
use catsup_model::query::{CountsQuery, Filter};
use parquet::{arrow::ArrowWriter, basic::Compression, file::properties::WriterProperties};

use crate::{
    Error,
    query::{Apart, Cancel, Chosen, OUT, Sieve, Snapshot, for_each_slice, passing, touches},
};
use table::{Names, Table};

/// Rows of one batch.
const BATCH: usize = 1 << 16;

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header; times as RFC 3339.
    Csv,
    /// An Arrow IPC file.
    Arrow,
    /// Parquet.
    Parquet,
}

impl Snapshot {
    /// Writes every row that passes a filter; returns how many there were.
    ///
    /// # Errors
    /// When a segment is damaged, what is written to fails, or the question was taken back.
    pub fn export<W: Write + Send>(
        &self,
        filter: &Filter,
        format: Format,
        to: W,
        cancel: &Cancel,
    ) -> Result<u64, Error> {
        let names = self.names();
        let mut table = Table::new(names);
        let mut writer = Writer::new(format, to, &table.schema())?;
        let mut rows = 0;
        let mut flush = |table: &mut Table, least: usize| -> Result<(), Error> {
            if table.len() >= least {
                let batch = table.finish()?;
                rows += batch.num_rows() as u64;
                writer.write(&batch)?;
            }
            Ok(())
        };
        let windows = CountsQuery { filter: filter.clone(), ..CountsQuery::default() }.windows();
        for (place, segment) in self.segments.iter().enumerate() {
            let sieve = Sieve::of(segment, filter);
            let columns = table.columns_of(segment);
            let mut before = 0;
            for block in 0..segment.blocks().len() {
                cancel.check()?;
                let gone = self.gone_in(place, before..before + segment.blocks()[block].rows());
                before += segment.blocks()[block].rows();
                if sieve.nothing || !touches(segment, block, &windows) {
                    continue;
                }
                let source = columns.open(segment, block)?;
                for_each_slice(
                    segment,
                    block,
                    &sieve,
                    &windows,
                    |_| Apart::RUNS,
                    |slice| {
                        let chosen = Chosen::of(
                            (segment, block),
                            &sieve,
                            &[],
                            slice.form,
                            std::slice::from_ref(&slice.rows),
                        )?;
                        for row in slice.rows.clone() {
                            let out =
                                chosen.as_ref().is_some_and(|one| one.places[row - slice.rows.start] == OUT);
                            if !out && !gone.contains(&row) {
                                table.push(&source, &slice, row)?;
                                flush(&mut table, BATCH)?;
                            }
                        }
                        Ok(())
                    },
                )?;
            }
        }
        for (row, sign) in passing(&self.corrections, filter) {
            if sign > 0 {
                table.push_row(row);
                flush(&mut table, BATCH)?;
            }
        }
        flush(&mut table, 1)?;
        writer.finish()?;
        Ok(rows)
    }

    /// The attributes and answer columns of every row.
    fn names(&self) -> Names {
        let (mut attributes, mut answers) = (BTreeSet::new(), BTreeSet::new());
        for known in self.dictionaries() {
            attributes.extend(known.attributes.iter().map(|(name, _)| name.clone()));
            answers.extend(known.answers.values().iter().map(ToString::to_string));
        }
        for (row, _) in &self.corrections {
            attributes.extend(row.segments.keys().cloned());
            answers.extend(row.answers.iter().map(|answer| answer.column.to_string()));
        }
        Names { attributes: attributes.into_iter().collect(), answers: answers.into_iter().collect() }
    }
}

/// What batches are written with.
enum Writer<W: Write + Send> {
    Csv(csv::Writer<W>),
    Arrow(FileWriter<W>),
    Parquet(Box<ArrowWriter<W>>),
}

impl<W: Write + Send> Writer<W> {
    fn new(format: Format, to: W, schema: &SchemaRef) -> Result<Self, Error> {
        Ok(match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(to);
                writer.write_record(schema.fields().iter().map(|field| field.name()))?;
                Self::Csv(writer)
            }
            Format::Arrow => Self::Arrow(FileWriter::try_new(to, schema)?),
            Format::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(2 * BATCH));
                Self::Parquet(Box::new(ArrowWriter::try_new(
                    to,
                    Arc::clone(schema),
                    Some(properties.build()),
                )?))
            }
        })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        match self {
            Self::Csv(writer) => table::write_csv(writer, batch)?,
            Self::Arrow(writer) => writer.write(batch)?,
            Self::Parquet(writer) => writer.write(batch)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Csv(mut writer) => writer.flush().map_err(csv::Error::from)?,
            Self::Arrow(writer) => writer.into_inner()?.flush().map_err(csv::Error::from)?,
            Self::Parquet(writer) => {
                writer.close()?;
            }
        }
        Ok(())
    }
}
