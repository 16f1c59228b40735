//! Reads a segment where it lies: mapped into memory, each column of a block checked the first time it is read.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_ipc::{MessageHeader, root_as_footer, root_as_message};

use super::{
    MappedFile,
    builder::Dictionaries,
    columns::{DEVICE, FIXED, OCCURRED_AT, RESPONSE, TOUCHPOINT, Width, Widths},
    footer::{BlockEntry, CHECKSUM_KEY, FORMAT, Footer, KEY, Run},
};
use crate::{Error, row::MISSING};

/// What an Arrow IPC file begins and ends with.
const MAGIC: &[u8] = b"ARROW1";
/// Marks the start of a message.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// A segment.
#[derive(Debug)]
pub struct Segment {
    path: PathBuf,
    file: MappedFile,
    dictionaries: Dictionaries,
    widths: Widths,
    blocks: Vec<Block>,
    rows: u64,
}

/// One block of a segment.
#[derive(Debug)]
pub struct Block {
    entry: BlockEntry,
    /// Where the values of each column lie.
    places: Vec<(usize, usize)>,
    /// Which columns were found to be as they were written.
    checked: Vec<AtomicBool>,
}

impl Segment {
    /// Opens a segment; reads its footer alone.
    ///
    /// # Errors
    /// When the file cannot be read, is no segment, or is damaged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = MappedFile::open(path)?;
        let damaged = |what: &str| Error::damaged(path, what);
        let bytes = file.bytes();
        let end = bytes.len().checked_sub(MAGIC.len() + 4).ok_or_else(|| damaged("it is too short"))?;
        if !bytes.starts_with(MAGIC) || !bytes.ends_with(MAGIC) {
            return Err(damaged("it does not begin and end as an Arrow file"));
        }
        let length = u32_at(bytes, end).ok_or_else(|| damaged("its footer is missing"))? as usize;
        let start = end.checked_sub(length).ok_or_else(|| damaged("its footer is missing"))?;
        let arrow = root_as_footer(&bytes[start..end]).map_err(|_| damaged("its footer is broken"))?;
        let metadata = |key| {
            let entries = arrow.custom_metadata().into_iter().flatten();
            let mut of_key = entries.filter(|entry| entry.key() == Some(key));
            of_key.next()?.value()
        };
        let text = metadata(KEY).ok_or_else(|| damaged("its footer does not say what it holds"))?;
        let checksum = metadata(CHECKSUM_KEY).and_then(|checksum| checksum.parse().ok());
        if checksum != Some(crc32fast::hash(text.as_bytes())) {
            return Err(damaged("its footer is not as it was written"));
        }
        let footer: Footer =
            serde_json::from_str(text).map_err(|error| damaged(&format!("its footer is broken: {error}")))?;
        if footer.format > FORMAT {
            return Err(Error::Later { path: path.to_owned(), found: footer.format, known: FORMAT });
        }
        let dictionaries =
            footer.dictionaries().ok_or_else(|| damaged("a form names a column that is not there"))?;
        let widths = Widths::of(&dictionaries);
        let fields = FIXED + footer.attributes.len() + footer.answers.len();
        let batches = arrow.recordBatches().unwrap_or_default();
        if batches.len() != footer.blocks.len() {
            return Err(damaged("its footer does not match its blocks"));
        }
        let mut blocks = Vec::with_capacity(footer.blocks.len());
        for (number, (entry, batch)) in footer.blocks.into_iter().zip(batches).enumerate() {
            let offset = usize::try_from(batch.offset()).unwrap_or(usize::MAX);
            let head = usize::try_from(batch.metaDataLength()).unwrap_or(usize::MAX);
            let places = places(bytes, offset, head, fields)
                .filter(|places| entry.fits(places, &widths, footer.answers.len()))
                .ok_or_else(|| damaged(&format!("block {number} is broken")))?;
            let checked = places.iter().map(|_| AtomicBool::new(false)).collect();
            blocks.push(Block { entry, places, checked });
        }
        let rows = blocks.iter().map(|block| u64::from(block.entry.rows)).sum();
        Ok(Self { path: path.to_owned(), file, dictionaries, widths, blocks, rows })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What its codes stand for.
    #[must_use]
    pub fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// Its blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many rows it holds.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// First and last instant of its rows; `None` where it has no rows.
    #[must_use]
    pub fn extent(&self) -> Option<(i64, i64)> {
        let first = self.blocks.iter().map(|block| block.entry.first).min()?;
        let last = self.blocks.iter().map(|block| block.entry.last).max()?;
        Some((first, last))
    }

    /// Reads every column of every block and compares it with its checksum.
    ///
    /// # Errors
    /// At the first column that is not as it was written.
    pub fn verify(&self) -> Result<(), Error> {
        for number in 0..self.blocks.len() {
            for column in 0..self.blocks[number].places.len() {
                self.blocks[number].checked[column].store(false, Ordering::Relaxed);
                self.values(number, column)?;
            }
        }
        Ok(())
    }

    /// When each contact of a block happened, microseconds since 1970 UTC.
    pub(crate) fn occurred_at(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, OCCURRED_AT)
    }

    /// Ids of the responses of a block.
    pub(crate) fn responses(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, RESPONSE)
    }

    /// Codes of the touchpoints of a block.
    pub(crate) fn touchpoints(&self, block: usize) -> Result<CodeColumn, Error> {
        self.codes(block, TOUCHPOINT, self.widths.touchpoint)
    }

    /// Codes of the devices of a block.
    pub(crate) fn devices(&self, block: usize) -> Result<CodeColumn, Error> {
        self.codes(block, DEVICE, self.widths.device)
    }

    /// Codes of an attribute in a block.
    pub(crate) fn attribute(&self, block: usize, attribute: usize) -> Result<CodeColumn, Error> {
        self.codes(block, FIXED + attribute, self.widths.attributes[attribute])
    }

    /// Answers of a column in a block, a byte each.
    pub(crate) fn answers(&self, block: usize, column: usize) -> Result<Buffer, Error> {
        self.values(block, FIXED + self.widths.attributes.len() + column)
    }

    fn wide(&self, block: usize, column: usize) -> Result<ScalarBuffer<i64>, Error> {
        let rows = self.blocks[block].entry.rows as usize;
        Ok(ScalarBuffer::new(self.values(block, column)?, 0, rows))
    }

    fn codes(&self, block: usize, column: usize, width: Width) -> Result<CodeColumn, Error> {
        let rows = self.blocks[block].entry.rows as usize;
        let values = self.values(block, column)?;
        Ok(match width {
            Width::One => CodeColumn::One(values),
            Width::Two => CodeColumn::Two(ScalarBuffer::new(values, 0, rows)),
            Width::Four => CodeColumn::Four(ScalarBuffer::new(values, 0, rows)),
        })
    }

    /// The values of one column of a block, found to be as they were written.
    fn values(&self, number: usize, column: usize) -> Result<Buffer, Error> {
        let block = &self.blocks[number];
        let (offset, length) = block.places[column];
        let values =
            self.file.part(offset, length).ok_or_else(|| Error::damaged(&self.path, "it is too short"))?;
        if !block.checked[column].load(Ordering::Relaxed) {
            if crc32fast::hash(&values) != block.entry.checksums[column] {
                let name = self.column_name(column);
                let what = format!("column “{name}” of block {number} is not as it was written");
                return Err(Error::damaged(&self.path, what));
            }
            block.checked[column].store(true, Ordering::Relaxed);
        }
        Ok(values)
    }

    fn column_name(&self, column: usize) -> String {
        super::columns::schema(&self.dictionaries, &self.widths).field(column).name().clone()
    }
}

impl Block {
    /// How many rows it holds.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.entry.rows as usize
    }

    /// First and last instant of its rows.
    #[must_use]
    pub fn extent(&self) -> (i64, i64) {
        (self.entry.first, self.entry.last)
    }

    pub(crate) fn runs(&self) -> &[Run] {
        &self.entry.runs
    }

    /// The greatest answer in a column; `None` where nobody answered.
    pub(crate) fn greatest(&self, column: usize) -> Option<u8> {
        self.entry.greatest.get(column).copied().flatten().filter(|value| *value != MISSING)
    }
}

impl BlockEntry {
    /// Whether the entry and the places of its columns agree, so that nothing read later lies outside.
    fn fits(&self, places: &[(usize, usize)], widths: &Widths, answers: usize) -> bool {
        let rows = self.rows as usize;
        let in_runs: u64 = self.runs.iter().map(|run| u64::from(run.rows)).sum();
        let mut bytes = vec![8, 8];
        let codes = [widths.service, widths.survey, Width::One, Width::One, widths.touchpoint, widths.device];
        bytes.extend(codes.iter().chain(&widths.attributes).map(|width| width.bytes()));
        bytes.resize(bytes.len() + answers, 1);
        in_runs == rows as u64
            && self.checksums.len() == places.len()
            && self.greatest.len() == answers
            && places.len() == bytes.len()
            && places.iter().zip(&bytes).all(|((offset, length), width)| {
                Some(*length) == rows.checked_mul(*width) && offset % width == 0
            })
    }
}

/// Where the values of each column of a record batch lie in the file; `None` where the file is broken.
fn places(bytes: &[u8], offset: usize, head: usize, fields: usize) -> Option<Vec<(usize, usize)>> {
    let message = bytes.get(offset..offset.checked_add(head)?)?;
    let message = message.strip_prefix(&CONTINUATION).unwrap_or(message).get(4..)?;
    let message = root_as_message(message).ok()?;
    if message.header_type() != MessageHeader::RecordBatch {
        return None;
    }
    let batch = message.header_as_record_batch()?;
    let buffers = batch.buffers()?;
    if batch.compression().is_some() || buffers.len() != 2 * fields {
        return None;
    }
    let body = offset.checked_add(head)?;
    (0..fields)
        .map(|field| {
            let values = buffers.get(2 * field + 1);
            let start = body.checked_add(usize::try_from(values.offset()).ok()?)?;
            let length = usize::try_from(values.length()).ok()?;
            (start.checked_add(length)? <= bytes.len()).then_some((start, length))
        })
        .collect()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Codes of one column of a block.
#[derive(Debug, Clone)]
pub enum CodeColumn {
    /// One byte each.
    One(Buffer),
    /// Two bytes each.
    Two(ScalarBuffer<i16>),
    /// Four bytes each.
    Four(ScalarBuffer<i32>),
}

impl CodeColumn {
    /// The code in a row.
    #[must_use]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::One(codes) => u32::from(codes[row]),
            Self::Two(codes) => u32::from(codes[row].cast_unsigned()),
            Self::Four(codes) => codes[row].cast_unsigned(),
        }
    }

    /// Copies the codes of some rows.
    pub fn copy(&self, rows: std::ops::Range<usize>, into: &mut Vec<u32>) {
        into.clear();
        match self {
            Self::One(codes) => into.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Two(codes) => into.extend(codes[rows].iter().map(|code| u32::from(code.cast_unsigned()))),
            Self::Four(codes) => into.extend(codes[rows].iter().map(|code| code.cast_unsigned())),
        }
    }
}
