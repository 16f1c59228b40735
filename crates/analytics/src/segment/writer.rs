//! Writes a segment: blocks are sorted and appended, the file appears under its name when it is complete and on disk.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, DictionaryArray, Int64Array, PrimitiveArray, RecordBatch, StringArray,
    TimestampMicrosecondArray, UInt8Array,
    types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type},
};
use arrow_buffer::NullBuffer;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{Schema, SchemaRef};

use super::{
    BlockEntry,
    builder::{Batch, Dictionaries},
    columns::{Width, Widths, schema},
    footer::{CHECKSUM_KEY, Footer, KEY, Run},
};
use crate::{Error, row::MISSING};

/// A segment that is being written. Dropped before [`SegmentWriter::finish`], it leaves nothing behind.
#[expect(missing_debug_implementations, reason = "Arrow's writer has none")]
pub struct SegmentWriter {
    path: PathBuf,
    unfinished: PathBuf,
    file: Option<FileWriter<BufWriter<File>>>,
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

fn texts(values: impl IntoIterator<Item = String>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// Values whose code 0 stands for unknown.
fn after_unknown(values: impl Iterator<Item = String>) -> ArrayRef {
    texts(std::iter::once(String::new()).chain(values))
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
        let unfinished = path.with_extension("unfinished");
        let file = File::create(&unfinished).map_err(Error::file(&unfinished))?;
        let widths = Widths::of(&dictionaries);
        let schema: SchemaRef = Arc::new(schema(&dictionaries, &widths));
        let options = IpcWriteOptions::default();
        let buffered = BufWriter::with_capacity(1 << 20, file);
        let file = FileWriter::try_new_with_options(buffered, &schema, options)?;
        let values = Values::of(&dictionaries);
        Ok(Self {
            path: path.to_owned(),
            unfinished,
            file: Some(file),
            schema,
            dictionaries,
            widths,
            values,
            blocks: Vec::new(),
        })
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
        let file = self.file.as_mut().expect("a writer is used until it is finished");
        file.write(&block.batch)?;
        self.blocks.push(block.entry);
        Ok(())
    }

    /// Completes the file: it is on disk under its name when this returns.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(mut self) -> Result<PathBuf, Error> {
        let footer = Footer::of(&self.dictionaries, std::mem::take(&mut self.blocks));
        let text = serde_json::to_string(&footer).expect("a footer holds numbers and texts alone");
        let mut file = self.file.take().expect("a writer is finished once");
        file.write_metadata(CHECKSUM_KEY, crc32fast::hash(text.as_bytes()).to_string());
        file.write_metadata(KEY, text);
        file.finish()?;
        let mut buffered = file.into_inner()?;
        buffered.flush().map_err(Error::file(&self.unfinished))?;
        buffered.get_ref().sync_all().map_err(Error::file(&self.unfinished))?;
        fs::rename(&self.unfinished, &self.path).map_err(Error::file(&self.path))?;
        Ok(self.path.clone())
    }
}

impl Drop for SegmentWriter {
    fn drop(&mut self) {
        // After a rename nothing is there under this name; and what cannot be removed is removed at the next start.
        let _ = fs::remove_file(&self.unfinished);
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

fn checksum<const N: usize>(parts: impl Iterator<Item = [u8; N]>) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = Vec::with_capacity(8192 + N);
    for part in parts {
        buffer.extend_from_slice(&part);
        if buffer.len() >= 8192 {
            hasher.update(&buffer);
            buffer.clear();
        }
    }
    hasher.update(&buffer);
    hasher.finalize()
}

/// A null where `missing` says so; nothing at all when none is missing.
fn nulls(missing: impl Iterator<Item = bool>) -> Option<NullBuffer> {
    let nulls: NullBuffer = missing.map(|missing| !missing).collect::<Vec<bool>>().into();
    (nulls.null_count() > 0).then_some(nulls)
}

/// Codes as a dictionary array, with the checksum of their bytes. In a nullable column code 0 is null.
fn codes_array(
    codes: Vec<u32>,
    width: Width,
    values: &ArrayRef,
    nullable: bool,
) -> Result<(ArrayRef, u32), Error> {
    let nulls = if nullable { nulls(codes.iter().map(|code| *code == 0)) } else { None };
    match width {
        Width::One => keyed::<Int8Type, 1>(&codes, nulls, values, i8::to_le_bytes),
        Width::Two => keyed::<Int16Type, 2>(&codes, nulls, values, i16::to_le_bytes),
        Width::Four => keyed::<Int32Type, 4>(&codes, nulls, values, i32::to_le_bytes),
    }
}

fn keyed<K: ArrowDictionaryKeyType, const N: usize>(
    codes: &[u32],
    nulls: Option<NullBuffer>,
    values: &ArrayRef,
    bytes: impl Fn(K::Native) -> [u8; N],
) -> Result<(ArrayRef, u32), Error>
where
    K::Native: TryFrom<u32>,
{
    let narrow = |code: &u32| K::Native::try_from(*code).ok();
    let keys: Option<Vec<K::Native>> = codes.iter().map(narrow).collect();
    let keys = keys.ok_or(Error::TooMany { what: "a dimension", most: (1 << (8 * N - 1)) - 1 })?;
    let crc = checksum(keys.iter().map(|key| bytes(*key)));
    let keys = PrimitiveArray::<K>::new(keys.into(), nulls);
    Ok((Arc::new(DictionaryArray::<K>::try_new(keys, Arc::clone(values))?), crc))
}
