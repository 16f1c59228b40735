//! Writes a segment: blocks are sorted and appended, the file appears under its name when it is complete and on disk.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{ArrayRef, Int64Array, RecordBatch, TimestampMicrosecondArray, UInt8Array};
use arrow_schema::{Schema, SchemaRef};

use super::{
    BlockEntry,
    arrays::{after_unknown, checksum, codes_array, nulls, texts},
    builder::{Batch, Dictionaries},
    columns::{Width, Widths, schema},
    footer::{Footer, Run},
    output::Output,
};
use crate::{Error, row::MISSING};

/// A segment that is being written. Dropped before [`SegmentWriter::finish`], it leaves nothing behind.
#[expect(missing_debug_implementations, reason = "Arrow's writer has none")]
pub struct SegmentWriter {
    output: Output,
    schema: SchemaRef,
    dictionaries: Dictionaries,
    widths: Widths,
    values: Values,
    blocks: Vec<BlockEntry>,
}

/// The values the codes stand for, as Arrow arrays: the same ones in every block.
#[derive(Debug)]
struct Values {
    services: ArrayRef,
    surveys: ArrayRef,
    languages: ArrayRef,
    channels: ArrayRef,
    touchpoints: ArrayRef,
    devices: ArrayRef,
    attributes: Vec<ArrayRef>,
    /// Code of the survey, and of the language, by form.
    survey_of_form: Vec<u32>,
    language_of_form: Vec<u32>,
}

impl Values {
    fn of(dictionaries: &Dictionaries) -> Self {
        let (mut surveys, mut languages) = (Vec::new(), Vec::new());
        let mut survey_of_form = Vec::with_capacity(dictionaries.forms.len());
        let mut language_of_form = Vec::with_capacity(dictionaries.forms.len());
        for form in &dictionaries.forms {
            survey_of_form.push(place(&mut surveys, form.survey.to_string()));
            language_of_form.push(place(&mut languages, form.language.code().to_owned()));
        }
        Self {
            services: texts(dictionaries.services.values().iter().map(ToString::to_string)),
            surveys: texts(surveys),
            languages: texts(languages),
            channels: texts(dictionaries.channels.values().iter().map(|channel| channel.code().to_owned())),
            touchpoints: after_unknown(dictionaries.touchpoints.values().iter().map(ToString::to_string)),
            devices: after_unknown(dictionaries.devices.values().iter().cloned()),
            attributes: dictionaries
                .attributes
                .iter()
                .map(|(_, values)| after_unknown(values.values().iter().cloned()))
                .collect(),
            survey_of_form,
            language_of_form,
        }
    }
}

fn place(values: &mut Vec<String>, value: String) -> u32 {
    let place = values.iter().position(|known| *known == value).unwrap_or_else(|| {
        values.push(value);
        values.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl SegmentWriter {
    /// Starts a segment that will appear at `path`. Everything its rows name stands in `dictionaries` already.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(path: &Path, dictionaries: Dictionaries) -> Result<Self, Error> {
        let widths = Widths::of(&dictionaries);
        let schema: SchemaRef = Arc::new(schema(&dictionaries, &widths));
        let output = Output::create(path, &schema)?;
        let values = Values::of(&dictionaries);
        Ok(Self { output, schema, dictionaries, widths, values, blocks: Vec::new() })
    }

    /// Appends a block.
    ///
    /// # Errors
    /// When the disk is full, or a batch names what the dictionaries do not hold.
    pub fn write(&mut self, batch: &Batch) -> Result<(), Error> {
        if batch.is_empty() {
            return Ok(());
        }
        let block = self.encode(batch)?;
        self.append(block)
    }

    /// A block sorted and encoded, to be appended; several can be encoded at once.
    ///
    /// # Errors
    /// When a batch names what the dictionaries do not hold.
    pub fn encode(&self, batch: &Batch) -> Result<EncodedBlock, Error> {
        encode(batch, &self.schema, &self.dictionaries, &self.widths, &self.values)
    }

    /// Appends an encoded block.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn append(&mut self, block: EncodedBlock) -> Result<(), Error> {
        self.output.append(&block.batch)?;
        self.blocks.push(block.entry);
        Ok(())
    }

    /// Completes the file: it is on disk under its name when this returns.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(self) -> Result<PathBuf, Error> {
        self.output.finish(&Footer::of(&self.dictionaries, self.blocks))
    }
}

/// A block ready to be appended.
#[derive(Debug)]
pub struct EncodedBlock {
    batch: RecordBatch,
    entry: BlockEntry,
}

fn encode(
    batch: &Batch,
    schema: &Arc<Schema>,
    dictionaries: &Dictionaries,
    widths: &Widths,
    values: &Values,
) -> Result<EncodedBlock, Error> {
    let order = order(batch);
    let mut checksums = Vec::with_capacity(schema.fields().len());
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());

    let times: Vec<i64> = order.iter().map(|&at| batch.occurred_at[at as usize]).collect();
    checksums.push(checksum(times.iter().map(|time| time.to_le_bytes())));
    let (first, last) =
        times.iter().fold((i64::MAX, i64::MIN), |(first, last), &time| (first.min(time), last.max(time)));
    arrays.push(Arc::new(TimestampMicrosecondArray::from(times).with_timezone("UTC")));
    let ids: Vec<i64> = order.iter().map(|&at| batch.response[at as usize]).collect();
    checksums.push(checksum(ids.iter().map(|id| id.to_le_bytes())));
    arrays.push(Arc::new(Int64Array::from(ids)));

    let of_form =
        |codes: &[u32], at: u32| codes.get(batch.form[at as usize] as usize).copied().unwrap_or(u32::MAX);
    let coded = [
        (gathered(&order, &batch.service), widths.service, &values.services, false),
        (
            order.iter().map(|&at| of_form(&values.survey_of_form, at)).collect(),
            widths.survey,
            &values.surveys,
            false,
        ),
        (
            order.iter().map(|&at| u32::from(batch.channel[at as usize])).collect(),
            Width::One,
            &values.channels,
            false,
        ),
        (
            order.iter().map(|&at| of_form(&values.language_of_form, at)).collect(),
            Width::One,
            &values.languages,
            false,
        ),
        (gathered(&order, &batch.touchpoint), widths.touchpoint, &values.touchpoints, true),
        (gathered(&order, &batch.device), widths.device, &values.devices, true),
    ];
    for (codes, width, values, nullable) in coded {
        let (array, crc) = codes_array(codes, width, values, nullable)?;
        arrays.push(array);
        checksums.push(crc);
    }
    for (place, width) in widths.attributes.iter().enumerate() {
        let codes = batch.attributes.get(place).map(Vec::as_slice).unwrap_or_default();
        let (array, crc) = codes_array(gathered(&order, codes), *width, &values.attributes[place], true)?;
        arrays.push(array);
        checksums.push(crc);
    }
    let mut greatest = Vec::with_capacity(dictionaries.answers.values().len());
    for column in 0..dictionaries.answers.values().len() {
        let given = batch.answers.get(column).map(Vec::as_slice).unwrap_or_default();
        let bytes: Vec<u8> =
            order.iter().map(|&at| given.get(at as usize).copied().unwrap_or(MISSING)).collect();
        checksums.push(crc32fast::hash(&bytes));
        greatest.push(bytes.iter().copied().filter(|value| *value != MISSING).max());
        let nulls = nulls(bytes.iter().map(|value| *value == MISSING));
        arrays.push(Arc::new(UInt8Array::new(bytes.into(), nulls)));
    }
    let entry = BlockEntry {
        rows: u32::try_from(batch.len()).unwrap_or(u32::MAX),
        first,
        last,
        checksums,
        greatest,
        runs: runs(batch, &order),
    };
    Ok(EncodedBlock { batch: RecordBatch::try_new(Arc::clone(schema), arrays)?, entry })
}

/// Rows by service, form and channel, and then by time.
fn order(batch: &Batch) -> Vec<u32> {
    let rows = u32::try_from(batch.len()).unwrap_or(u32::MAX);
    let mut keyed: Vec<((u32, u32, u8), i64, u32)> = (0..rows)
        .map(|at| {
            let place = at as usize;
            let run = (batch.service[place], batch.form[place], batch.channel[place]);
            (run, batch.occurred_at[place], at)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, at)| at).collect()
}

fn runs(batch: &Batch, order: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &at in order {
        let at = at as usize;
        let (service, form, channel) = (batch.service[at], batch.form[at], batch.channel[at]);
        match runs.last_mut() {
            Some(run) if run.service == service && run.form == form && run.channel == channel => {
                run.rows += 1;
            }
            _ => runs.push(Run { service, form, channel, rows: 1 }),
        }
    }
    runs
}

/// Codes in the order of the file; 0 beyond the end of a column that came up late.
fn gathered(order: &[u32], codes: &[u32]) -> Vec<u32> {
    order.iter().map(|&at| codes.get(at as usize).copied().unwrap_or(0)).collect()
}
