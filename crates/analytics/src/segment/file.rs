//! A file of columns mapped into memory: what its footer says is trusted once its checksum fits, and the values of a
//! column once they were compared with theirs.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_ipc::{MessageHeader, root_as_footer, root_as_message};
use serde::de::DeserializeOwned;

use super::{
    MappedFile,
    columns::Width,
    footer::{CHECKSUM_KEY, KEY},
    reader::CodeColumn,
};
use crate::Error;

/// What an Arrow IPC file begins and ends with.
const MAGIC: &[u8] = b"ARROW1";
/// Marks the start of a message.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// A segment's file, and where its record batches lie.
#[derive(Debug)]
pub(crate) struct ColumnFile {
    path: PathBuf,
    file: MappedFile,
    /// Where each record batch begins, and how long its head is.
    batches: Vec<(usize, usize)>,
}

/// The columns of one block, each checked the first time it is read.
#[derive(Debug)]
pub(crate) struct BlockColumns {
    /// Where the values of each column lie.
    places: Vec<(usize, usize)>,
    checksums: Vec<u32>,
    /// What was found to be as it was written, by checksum.
    checked: Vec<AtomicBool>,
}

impl ColumnFile {
    /// Opens a file; reads what its footer says of its contents, and nothing else.
    ///
    /// # Errors
    /// When the file cannot be read, is no segment, or is damaged.
    pub(crate) fn open<F: DeserializeOwned>(path: &Path) -> Result<(Self, F), Error> {
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
        let footer =
            serde_json::from_str(text).map_err(|error| damaged(&format!("its footer is broken: {error}")))?;
        let place = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        let batches = arrow.recordBatches().unwrap_or_default().iter().map(|batch| {
            (place(batch.offset()), usize::try_from(batch.metaDataLength()).unwrap_or(usize::MAX))
        });
        let batches = batches.collect();
        Ok((Self { path: path.to_owned(), file, batches }, footer))
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// How many record batches it has.
    pub(crate) fn batches(&self) -> usize {
        self.batches.len()
    }

    /// Where buffers of a record batch lie in the file, of `all` it has; `None` where the file is broken.
    pub(crate) fn places(
        &self,
        batch: usize,
        all: usize,
        wanted: impl Iterator<Item = usize>,
    ) -> Option<Vec<(usize, usize)>> {
        let (bytes, (offset, head)) = (self.file.bytes(), *self.batches.get(batch)?);
        let message = bytes.get(offset..offset.checked_add(head)?)?;
        let message = message.strip_prefix(&CONTINUATION).unwrap_or(message).get(4..)?;
        let message = root_as_message(message).ok()?;
        if message.header_type() != MessageHeader::RecordBatch {
            return None;
        }
        let batch = message.header_as_record_batch()?;
        let buffers = batch.buffers()?;
        if batch.compression().is_some() || buffers.len() != all {
            return None;
        }
        let body = offset.checked_add(head)?;
        wanted
            .map(|buffer| {
                let values = buffers.get(buffer);
                let start = body.checked_add(usize::try_from(values.offset()).ok()?)?;
                let length = usize::try_from(values.length()).ok()?;
                (start.checked_add(length)? <= bytes.len()).then_some((start, length))
            })
            .collect()
    }

    /// The values of one column of a block, found to be as they were written. `named` says which column and block it is.
    pub(crate) fn values(
        &self,
        block: &BlockColumns,
        column: usize,
        named: impl FnOnce() -> (String, usize),
    ) -> Result<Buffer, Error> {
        let values = self.unchecked(block, column)?;
        self.check(block, column, &values, named)?;
        Ok(values)
    }

    /// The values of one column of a block as they are in the file.
    pub(crate) fn unchecked(&self, block: &BlockColumns, column: usize) -> Result<Buffer, Error> {
        let (offset, length) = block.places[column];
        self.file.part(offset, length).ok_or_else(|| Error::damaged(&self.path, "it is too short"))
    }

    /// Compares values with a checksum, unless that was done before.
    pub(crate) fn check(
        &self,
        block: &BlockColumns,
        checksum: usize,
        values: &[u8],
        named: impl FnOnce() -> (String, usize),
    ) -> Result<(), Error> {
        if !block.checked[checksum].load(Ordering::Relaxed) {
            if crc32fast::hash(values) != block.checksums[checksum] {
                let (name, number) = named();
                let what = format!("column “{name}” of block {number} is not as it was written");
                return Err(Error::damaged(&self.path, what));
            }
            block.checked[checksum].store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl BlockColumns {
    /// The columns that lie at `places`; `None` where there are not so many checksums for each.
    pub(crate) fn of(places: Vec<(usize, usize)>, checksums: Vec<u32>, each: usize) -> Option<Self> {
        let checked = checksums.iter().map(|_| AtomicBool::new(false)).collect();
        (places.len() * each == checksums.len()).then_some(Self { places, checksums, checked })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Has everything checked again the next time it is read.
    pub(crate) fn doubt(&self) {
        self.checked.iter().for_each(|checked| checked.store(false, Ordering::Relaxed));
    }
}

/// Values as codes of this width.
pub(crate) fn codes(values: Buffer, width: Width, rows: usize) -> CodeColumn {
    match width {
        Width::One => CodeColumn::One(values),
        Width::Two => CodeColumn::Two(ScalarBuffer::new(values, 0, rows)),
        Width::Four => CodeColumn::Four(ScalarBuffer::new(values, 0, rows)),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
