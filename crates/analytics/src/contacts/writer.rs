//! Writes a segment of contacts: blocks are sorted and appended, the file appears under its name when it is complete.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    Array as _, ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_schema::SchemaRef;

use super::{
    NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS,
    batch::{Batch, CODED, Cases, Coded, Dictionaries, gathered},
    columns::{COLUMNS, schema, widths},
    footer::{BlockEntry, Footer, STRETCH, stretches},
};
use crate::{
    Error,
    embedded::BlockWriter,
    segment::{
        arrays::{after_unknown, codes_array, nulls},
        columns::Width,
        footer::Run,
        output::Output,
    },
};

/// A segment of contacts that is being written. Dropped before it is finished, it leaves nothing behind.
#[expect(missing_debug_implementations, reason = "Arrow's writer has none")]
pub struct ContactWriter {
    output: Output,
    schema: SchemaRef,
    dictionaries: Dictionaries,
    widths: [Width; CODED],
    /// The values the codes stand for, as Arrow arrays: the same ones in every block.
    values: [ArrayRef; CODED],
    blocks: Vec<BlockEntry>,
}

/// A block ready to be appended.
#[derive(Debug)]
pub struct EncodedBlock {
    batch: RecordBatch,
    entry: BlockEntry,
}

impl BlockWriter for ContactWriter {
    type Dictionaries = Dictionaries;
    type Batch = Batch;
    type Block = EncodedBlock;

    fn create(path: &Path, dictionaries: Dictionaries) -> Result<Self, Error> {
        let widths = widths(&dictionaries);
        let schema: SchemaRef = Arc::new(schema(&widths));
        let output = Output::create(path, &schema)?;
        let values = Coded::ALL.map(|column| after_unknown(dictionaries.of(column).values().iter().cloned()));
        Ok(Self { output, schema, dictionaries, widths, values, blocks: Vec::new() })
    }

    fn encode(&self, batch: &Batch) -> Result<EncodedBlock, Error> {
        let order = order(batch);
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(COLUMNS);
        let times = gathered(&order, &batch.occurred_at);
        let (first, last) =
            times.iter().fold((i64::MAX, i64::MIN), |(first, last), &time| (first.min(time), last.max(time)));
        arrays.push(Arc::new(TimestampMicrosecondArray::from(times).with_timezone("UTC")));
        let ids = gathered(&order, &batch.interaction);
        arrays.push(Arc::new(Int64Array::from(ids)));
        wide(gathered(&order, &batch.customer), NOBODY, &mut arrays);
        for column in Coded::ALL {
            let place = column as usize;
            let codes = gathered(&order, &batch.codes[place]);
            let (array, _) = codes_array(codes, self.widths[place], &self.values[place], column.nullable())?;
            arrays.push(array);
        }
        for seconds in [&batch.wait_seconds, &batch.handle_seconds] {
            let seconds = gathered(&order, seconds);
            let nulls = nulls(seconds.iter().map(|value| *value == UNKNOWN_SECONDS));
            arrays.push(Arc::new(Int32Array::new(seconds.into(), nulls)));
        }
        wide(gathered(&order, &batch.cost_cents), UNKNOWN_COST, &mut arrays);
        arrays.push(texts(&order, &batch.cases)?);
        let entry = BlockEntry {
            rows: u32::try_from(batch.len()).unwrap_or(u32::MAX),
            first,
            last,
            checksums: checksums(&arrays, batch.len()),
            runs: runs(batch, &order)?,
        };
        Ok(EncodedBlock { batch: RecordBatch::try_new(Arc::clone(&self.schema), arrays)?, entry })
    }

    fn append(&mut self, block: EncodedBlock) -> Result<(), Error> {
        self.output.append(&block.batch)?;
        self.blocks.push(block.entry);
        Ok(())
    }

    fn finish(self) -> Result<PathBuf, Error> {
        self.output.finish(&Footer::of(&self.dictionaries, self.blocks))
    }
}

/// A column of 64-bit numbers where one stands for null.
fn wide(values: Vec<i64>, null: i64, arrays: &mut Vec<ArrayRef>) {
    let nulls = nulls(values.iter().map(|value| *value == null));
    arrays.push(Arc::new(Int64Array::new(values.into(), nulls)));
}

/// The column of texts.
fn texts(order: &[u32], cases: &Cases) -> Result<ArrayRef, Error> {
    let (mut ends, mut text) = (Vec::with_capacity(order.len() + 1), String::new());
    ends.push(0_i32);
    for row in order {
        text.push_str(cases.get(*row as usize));
        let most = i32::MAX as usize;
        let end = i32::try_from(text.len()).map_err(|_| Error::TooMany { what: "a case's letters", most })?;
        ends.push(end);
    }
    let nulls = nulls(ends.array_windows::<2>().map(|[start, end]| start == end));
    let text = Buffer::from(text.into_bytes());
    Ok(Arc::new(StringArray::try_new(OffsetBuffer::new(ends.into()), text, nulls)?))
}

/// The checksums of every stretch of the columns, in the order in which they are read.
fn checksums(arrays: &[ArrayRef], rows: usize) -> Vec<u32> {
    let mut checksums = Vec::with_capacity(COLUMNS * stretches(rows));
    for array in arrays {
        let data = array.to_data();
        let values = data.buffers()[0].as_slice();
        let ends: Option<&StringArray> = array.as_any().downcast_ref();
        // Texts have an end more than rows.
        let width = values.len() / (rows + usize::from(ends.is_some())).max(1);
        let last = stretches(rows) - 1;
        for stretch in 0..=last {
            let (from, to) =
                (stretch * STRETCH, if stretch == last { usize::MAX } else { (stretch + 1) * STRETCH });
            let to = to.saturating_mul(width).min(values.len());
            checksums.push(crc32fast::hash(&values[from * width..to]));
        }
        if let Some(texts) = ends {
            for stretch in 0..=last {
                let end = |row: usize| texts.value_offsets()[row.min(rows)] as usize;
                let part = end(stretch * STRETCH)..end((stretch + 1) * STRETCH);
                checksums.push(crc32fast::hash(&texts.value_data()[part]));
            }
        }
    }
    checksums
}

/// Rows by service and channel, and then by time.
fn order(batch: &Batch) -> Vec<u32> {
    let rows = u32::try_from(batch.len()).unwrap_or(u32::MAX);
    let mut keyed: Vec<(u64, i64, u32)> =
        (0..rows).map(|row| (run_of(batch, row), batch.occurred_at[row as usize], row)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, row)| row).collect()
}

/// Service and channel of a row.
fn run_of(batch: &Batch, row: u32) -> u64 {
    let code = |column: Coded| u64::from(batch.codes[column as usize][row as usize]);
    code(Coded::Service) << 32 | code(Coded::Channel)
}

fn runs(batch: &Batch, order: &[u32]) -> Result<Vec<Run>, Error> {
    let (mut runs, mut last): (Vec<Run>, _) = (Vec::new(), None);
    for row in order {
        let key = run_of(batch, *row);
        match runs.last_mut() {
            Some(run) if last == Some(key) => run.rows += 1,
            _ => {
                let many = |_| Error::TooMany { what: "a channel", most: usize::from(u8::MAX) };
                let channel = batch.codes[Coded::Channel as usize][*row as usize];
                let channel = u8::try_from(channel).map_err(many)?;
                let service = batch.codes[Coded::Service as usize][*row as usize];
                runs.push(Run { service, form: 0, channel, rows: 1 });
                last = Some(key);
            }
        }
    }
    Ok(runs)
}
