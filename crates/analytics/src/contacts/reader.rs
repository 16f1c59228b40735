//! Reads a segment of contacts where it lies: mapped into memory, each column of a block checked at its first reading.

use std::{ops::Range, path::Path};

use arrow_buffer::{Buffer, ScalarBuffer};
use catsup_model::{id::InteractionId, interaction::CustomerKey, query::ContactSeconds};

use super::{
    NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS,
    batch::{CODED, Coded, Dictionaries},
    columns::{
        self, BUFFERS, CASE_ENDS, CASE_TEXT, COST, CUSTOMER, FIRST_CODED, HANDLE, INTERACTION, OCCURRED_AT,
        WAIT,
    },
    footer::{BlockEntry, FORMAT, Footer, STRETCH, stretches},
    row::Contact,
};
use crate::{
    Error,
    segment::{
        CodeColumn,
        columns::Width,
        file::{BlockColumns, ColumnFile, codes},
        footer::Run,
    },
};

/// A segment of contacts.
#[derive(Debug)]
pub struct ContactSegment {
    file: ColumnFile,
    dictionaries: Dictionaries,
    widths: [Width; CODED],
    blocks: Vec<Block>,
    rows: u64,
}

/// One block of a segment.
#[derive(Debug)]
pub struct Block {
    entry: BlockEntry,
    columns: BlockColumns,
}

/// The cases of a block.
#[derive(Debug)]
pub struct CaseColumn {
    ends: ScalarBuffer<i32>,
    text: Buffer,
}

impl ContactSegment {
    /// Opens a segment; reads its footer alone.
    ///
    /// # Errors
    /// When the file cannot be read, is no segment of contacts, or is damaged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let (file, footer) = ColumnFile::open::<Footer>(path)?;
        let damaged = |what: &str| Error::damaged(path, what);
        if footer.format > FORMAT {
            return Err(Error::Later { path: path.to_owned(), found: footer.format, known: FORMAT });
        }
        let dictionaries = Dictionaries::from_values(footer.contact_values)
            .ok_or_else(|| damaged("its footer does not name every column"))?;
        let widths = columns::widths(&dictionaries);
        if file.batches() != footer.blocks.len() {
            return Err(damaged("its footer does not match its blocks"));
        }
        let mut blocks = Vec::with_capacity(footer.blocks.len());
        for (number, entry) in footer.blocks.into_iter().enumerate() {
            let columns = file
                .places(number, BUFFERS, columns::buffers())
                .filter(|places| entry.fits(places, &widths))
                .and_then(|places| {
                    BlockColumns::of(places, entry.checksums.clone(), stretches(entry.rows as usize))
                })
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

    /// Reads every column of every block and compares it with its checksum.
    ///
    /// # Errors
    /// At the first column that is not as it was written.
    pub fn verify(&self) -> Result<(), Error> {
        for number in 0..self.blocks.len() {
            self.blocks[number].columns.doubt();
            let rows = 0..self.blocks[number].rows();
            for column in 0..CASE_TEXT {
                self.values(number, column, &rows)?;
            }
            self.cases(number, &rows)?;
        }
        Ok(())
    }

    /// When each contact of a block began, microseconds since 1970 UTC.
    pub(super) fn occurred_at(&self, block: usize, rows: &Range<usize>) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, OCCURRED_AT, rows)
    }

    /// Ids of the interactions of a block.
    pub(super) fn interactions(&self, block: usize, rows: &Range<usize>) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, INTERACTION, rows)
    }

    /// Customers of a block; [`NOBODY`] where nobody knows.
    pub(super) fn customers(&self, block: usize, rows: &Range<usize>) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, CUSTOMER, rows)
    }

    /// Costs of a block; [`UNKNOWN_COST`] where they are not known.
    pub(super) fn costs(&self, block: usize, rows: &Range<usize>) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, COST, rows)
    }

    /// Seconds of a block; [`UNKNOWN_SECONDS`] where they are not known.
    pub(super) fn seconds(
        &self,
        block: usize,
        rows: &Range<usize>,
        of: ContactSeconds,
    ) -> Result<ScalarBuffer<i32>, Error> {
        let column = match of {
            ContactSeconds::Wait => WAIT,
            ContactSeconds::Handle => HANDLE,
        };
        Ok(ScalarBuffer::new(self.values(block, column, rows)?, 0, self.blocks[block].rows()))
    }

    /// Codes of a column of a block.
    pub(super) fn coded(
        &self,
        block: usize,
        rows: &Range<usize>,
        column: Coded,
    ) -> Result<CodeColumn, Error> {
        let values = self.values(block, FIRST_CODED + column as usize, rows)?;
        Ok(codes(values, self.widths[column as usize], self.blocks[block].rows()))
    }

    /// Cases of a block.
    pub(super) fn cases(&self, number: usize, rows: &Range<usize>) -> Result<CaseColumn, Error> {
        let block = &self.blocks[number];
        // The row after the last tells where the case of the last ends.
        let ends = self.values(number, CASE_ENDS, &(rows.start..rows.end + 1))?;
        let text = self.file.unchecked(&block.columns, CASE_TEXT)?;
        let cases = CaseColumn { ends: ScalarBuffer::new(ends, 0, block.rows() + 1), text };
        let broken = || Error::damaged(self.path(), format!("the cases of block {number} have no end"));
        let checks = stretches(block.rows());
        for stretch in stretches_of(rows, checks) {
            let (from, to) = (stretch * STRETCH, block.rows().min((stretch + 1) * STRETCH));
            // These ends may lie in stretches that were not read so far.
            self.values(number, CASE_ENDS, &(from..to + 1))?;
            let [from, to] = [from, to].map(|row| usize::try_from(cases.ends[row]).ok());
            let text = from.zip(to).and_then(|(from, to)| cases.text.get(from..to)).ok_or_else(broken)?;
            self.file
                .check(&block.columns, CASE_TEXT * checks + stretch, text, || named(CASE_TEXT, number))?;
        }
        Ok(cases)
    }

    /// Reads one row.
    pub(super) fn row(&self, row: u32) -> Result<Contact, Error> {
        let beyond = || Error::damaged(self.path(), format!("it has no row {row}"));
        let (mut number, mut at) = (0, row as usize);
        while self.blocks.get(number).ok_or_else(beyond)?.rows() <= at {
            at -= self.blocks[number].rows();
            number += 1;
        }
        let rows = at..at + 1;
        let value = |column: Coded| -> Result<Option<&str>, Error> {
            let code = self.coded(number, &rows, column)?.get(at);
            let value = self.dictionaries.value(column, code);
            if code != 0 && value.is_none() { Err(beyond()) } else { Ok(value) }
        };
        let needed = |column: Coded| value(column)?.ok_or_else(beyond);
        let seconds = |of| -> Result<Option<i64>, Error> {
            let seconds = self.seconds(number, &rows, of)?[at];
            Ok((seconds != UNKNOWN_SECONDS).then(|| i64::from(seconds)))
        };
        let customer = self.customers(number, &rows)?[at];
        let cost = self.costs(number, &rows)?[at];
        Ok(Contact {
            id: InteractionId(self.interactions(number, &rows)?[at]),
            occurred_at: self.occurred_at(number, &rows)?[at],
            customer: (customer != NOBODY).then_some(CustomerKey(customer)),
            service: needed(Coded::Service)?.parse().map_err(|_| beyond())?,
            touchpoint: value(Coded::Touchpoint)?.map(str::parse).transpose().map_err(|_| beyond())?,
            channel: needed(Coded::Channel)?.parse().map_err(|_| beyond())?,
            activity: needed(Coded::Activity)?.to_owned(),
            intention: value(Coded::Intention)?.map(str::to_owned),
            outcome: value(Coded::Outcome)?.map(str::parse).transpose().map_err(|_| beyond())?,
            device: value(Coded::Device)?.map(str::to_owned),
            language: value(Coded::Language)?.map(str::parse).transpose().map_err(|_| beyond())?,
            case: self.cases(number, &rows)?.get(at).filter(|case| !case.is_empty()).map(str::to_owned),
            wait_seconds: seconds(ContactSeconds::Wait)?,
            handle_seconds: seconds(ContactSeconds::Handle)?,
            cost_cents: (cost != UNKNOWN_COST).then_some(cost),
        })
    }

    fn wide(&self, block: usize, column: usize, rows: &Range<usize>) -> Result<ScalarBuffer<i64>, Error> {
        Ok(ScalarBuffer::new(self.values(block, column, rows)?, 0, self.blocks[block].rows()))
    }

    /// The values of one column of a block, of which some rows were found to be as they were written: no others are to be
    /// read.
    fn values(&self, number: usize, column: usize, rows: &Range<usize>) -> Result<Buffer, Error> {
        let block = &self.blocks[number];
        let values = self.file.unchecked(&block.columns, column)?;
        let all = block.rows() + usize::from(column == CASE_ENDS);
        let (width, checks) = (values.len() / all.max(1), stretches(block.rows()));
        for stretch in stretches_of(rows, checks) {
            let to = if stretch + 1 == checks { all } else { (stretch + 1) * STRETCH };
            let part = values.get(stretch * STRETCH * width..to * width).unwrap_or_default();
            self.file.check(&block.columns, column * checks + stretch, part, || named(column, number))?;
        }
        Ok(values)
    }
}

fn named(column: usize, block: usize) -> (String, usize) {
    (columns::name(column).to_owned(), block)
}

/// The stretches, of so many, that some rows lie in.
fn stretches_of(rows: &Range<usize>, all: usize) -> Range<usize> {
    if rows.is_empty() {
        return 0..0;
    }
    let last = ((rows.end - 1) / STRETCH).min(all - 1);
    (rows.start / STRETCH).min(last)..last + 1
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

    pub(super) fn runs(&self) -> &[Run] {
        &self.entry.runs
    }
}

impl CaseColumn {
    /// The case of a row, empty where it has none; `None` where the file is broken.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        let [start, end] = [row, row + 1].map(|at| usize::try_from(*self.ends.get(at)?).ok());
        std::str::from_utf8(self.text.get(start?..end?)?).ok()
    }
}

impl BlockEntry {
    /// Whether the entry and the places of its columns agree, so that nothing read later lies outside.
    fn fits(&self, places: &[(usize, usize)], widths: &[Width; CODED]) -> bool {
        let rows = self.rows as usize;
        let in_runs: u64 = self.runs.iter().map(|run| u64::from(run.rows)).sum();
        let bytes = columns::value_bytes(widths);
        in_runs == rows as u64
            && places.len() == columns::COLUMNS
            && places.iter().zip(&bytes).enumerate().all(|(column, ((offset, length), width))| {
                let values = if column == CASE_ENDS { rows + 1 } else { rows };
                Some(*length) == values.checked_mul(*width) && offset % width == 0
            })
    }
}
