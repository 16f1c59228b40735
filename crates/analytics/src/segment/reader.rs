//! Reads a segment where it lies: mapped into memory, each column of a block checked the first time it is read.

use std::path::Path;

use arrow_buffer::{Buffer, ScalarBuffer};

use super::{
    builder::Dictionaries,
    columns::{DEVICE, FIXED, OCCURRED_AT, RESPONSE, TOUCHPOINT, Width, Widths},
    file::{BlockColumns, ColumnFile, codes},
    footer::{BlockEntry, FORMAT, Footer, Run},
};
use crate::{Error, row::MISSING};

/// A segment.
#[derive(Debug)]
pub struct Segment {
    file: ColumnFile,
    dictionaries: Dictionaries,
    widths: Widths,
    blocks: Vec<Block>,
    rows: u64,
}

/// One block of a segment.
#[derive(Debug)]
pub struct Block {
    entry: BlockEntry,
    columns: BlockColumns,
}

impl Segment {
    /// Opens a segment; reads its footer alone.
    ///
    /// # Errors
    /// When the file cannot be read, is no segment, or is damaged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let (file, footer) = ColumnFile::open::<Footer>(path)?;
        let damaged = |what: &str| Error::damaged(path, what);
        if footer.format > FORMAT {
            return Err(Error::Later { path: path.to_owned(), found: footer.format, known: FORMAT });
        }
        let dictionaries =
            footer.dictionaries().ok_or_else(|| damaged("a form names a column that is not there"))?;
        let widths = Widths::of(&dictionaries);
        let fields = FIXED + footer.attributes.len() + footer.answers.len();
        if file.batches() != footer.blocks.len() {
            return Err(damaged("its footer does not match its blocks"));
        }
        let mut blocks = Vec::with_capacity(footer.blocks.len());
        for (number, entry) in footer.blocks.into_iter().enumerate() {
            let columns = file
                .places(number, 2 * fields, (0..fields).map(|field| 2 * field + 1))
                .filter(|places| entry.fits(places, &widths, footer.answers.len()))
                .and_then(|places| BlockColumns::of(places, entry.checksums.clone(), 1))
                .ok_or_else(|| damaged(&format!("block {number} is broken")))?;
            blocks.push(Block { entry, columns });
        }
        let rows = blocks.iter().map(|block| u64::from(block.entry.rows)).sum();
        Ok(Self { file, dictionaries, widths, blocks, rows })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
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
            self.blocks[number].columns.doubt();
            for column in 0..self.blocks[number].columns.len() {
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
        Ok(codes(self.values(block, column)?, width, rows))
    }

    /// The values of one column of a block, found to be as they were written.
    fn values(&self, number: usize, column: usize) -> Result<Buffer, Error> {
        self.file.values(&self.blocks[number].columns, column, || (self.column_name(column), number))
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
        self.append(rows, into);
    }

    /// Adds the codes of some rows to others.
    pub(crate) fn append(&self, rows: std::ops::Range<usize>, into: &mut Vec<u32>) {
        match self {
            Self::One(codes) => into.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Two(codes) => into.extend(codes[rows].iter().map(|code| u32::from(code.cast_unsigned()))),
            Self::Four(codes) => into.extend(codes[rows].iter().map(|code| code.cast_unsigned())),
        }
    }
}
