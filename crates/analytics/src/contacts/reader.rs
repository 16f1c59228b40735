//! Reads a segment of contacts where it lies: mapped into memory, each column of a block checked at its first reading.

use std::path::Path;

use arrow_buffer::{Buffer, ScalarBuffer};
use catsup_model::{id::InteractionId, interaction::CustomerKey, query::ContactSeconds};

use super::{
    NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS,
    batch::{CODED, Coded, Dictionaries},
    columns::{
        self, BUFFERS, CASE_ENDS, CASE_TEXT, COST, CUSTOMER, FIRST_CODED, HANDLE, INTERACTION, OCCURRED_AT,
        WAIT,
    },
    footer::{BlockEntry, FORMAT, Footer},
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
                .and_then(|places| BlockColumns::of(places, entry.checksums.clone()))
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
            for column in 0..columns::COLUMNS {
                self.blocks[number].columns.doubt(column);
                self.values(number, column)?;
            }
        }
        Ok(())
    }

    /// When each contact of a block began, microseconds since 1970 UTC.
    pub(super) fn occurred_at(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, OCCURRED_AT)
    }

    /// Ids of the interactions of a block.
    pub(super) fn interactions(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, INTERACTION)
    }

    /// Customers of a block; [`NOBODY`] where nobody knows.
    pub(super) fn customers(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, CUSTOMER)
    }

    /// Costs of a block; [`UNKNOWN_COST`] where they are not known.
    pub(super) fn costs(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.wide(block, COST)
    }

    /// Seconds of a block; [`UNKNOWN_SECONDS`] where they are not known.
    pub(super) fn seconds(&self, block: usize, of: ContactSeconds) -> Result<ScalarBuffer<i32>, Error> {
        let column = match of {
            ContactSeconds::Wait => WAIT,
            ContactSeconds::Handle => HANDLE,
        };
        Ok(ScalarBuffer::new(self.values(block, column)?, 0, self.blocks[block].rows()))
    }

    /// Codes of a column of a block.
    pub(super) fn coded(&self, block: usize, column: Coded) -> Result<CodeColumn, Error> {
        let values = self.values(block, FIRST_CODED + column as usize)?;
        Ok(codes(values, self.widths[column as usize], self.blocks[block].rows()))
    }

    /// Cases of a block.
    pub(super) fn cases(&self, block: usize) -> Result<CaseColumn, Error> {
        let ends = ScalarBuffer::new(self.values(block, CASE_ENDS)?, 0, self.blocks[block].rows() + 1);
        Ok(CaseColumn { ends, text: self.values(block, CASE_TEXT)? })
    }

    /// Reads one row.
    pub(super) fn row(&self, row: u32) -> Result<Contact, Error> {
        let beyond = || Error::damaged(self.path(), format!("it has no row {row}"));
        let (mut number, mut at) = (0, row as usize);
        while self.blocks.get(number).ok_or_else(beyond)?.rows() <= at {
            at -= self.blocks[number].rows();
            number += 1;
        }
        let value = |column: Coded| -> Result<Option<&str>, Error> {
            let code = self.coded(number, column)?.get(at);
            let value = self.dictionaries.value(column, code);
            if code != 0 && value.is_none() { Err(beyond()) } else { Ok(value) }
        };
        let needed = |column: Coded| value(column)?.ok_or_else(beyond);
        let parsed = |column: Coded| needed(column);
        let seconds = |of| -> Result<Option<i64>, Error> {
            let seconds = self.seconds(number, of)?[at];
            Ok((seconds != UNKNOWN_SECONDS).then(|| i64::from(seconds)))
        };
        let customer = self.customers(number)?[at];
        let cost = self.costs(number)?[at];
        Ok(Contact {
            id: InteractionId(self.interactions(number)?[at]),
            occurred_at: self.occurred_at(number)?[at],
            customer: (customer != NOBODY).then_some(CustomerKey(customer)),
            service: parsed(Coded::Service)?.parse().map_err(|_| beyond())?,
            touchpoint: value(Coded::Touchpoint)?.map(str::parse).transpose().map_err(|_| beyond())?,
            channel: parsed(Coded::Channel)?.parse().map_err(|_| beyond())?,
            activity: needed(Coded::Activity)?.to_owned(),
            intention: value(Coded::Intention)?.map(str::to_owned),
            outcome: value(Coded::Outcome)?.map(str::parse).transpose().map_err(|_| beyond())?,
            device: value(Coded::Device)?.map(str::to_owned),
            language: value(Coded::Language)?.map(str::parse).transpose().map_err(|_| beyond())?,
            case: self.cases(number)?.get(at).filter(|case| !case.is_empty()).map(str::to_owned),
            wait_seconds: seconds(ContactSeconds::Wait)?,
            handle_seconds: seconds(ContactSeconds::Handle)?,
            cost_cents: (cost != UNKNOWN_COST).then_some(cost),
        })
    }

    fn wide(&self, block: usize, column: usize) -> Result<ScalarBuffer<i64>, Error> {
        Ok(ScalarBuffer::new(self.values(block, column)?, 0, self.blocks[block].rows()))
    }

    /// The values of one column of a block, found to be as they were written.
    fn values(&self, number: usize, column: usize) -> Result<Buffer, Error> {
        let named = || (columns::name(column).to_owned(), number);
        self.file.values(&self.blocks[number].columns, column, named)
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
            && self.checksums.len() == columns::COLUMNS
            && places.iter().zip(&bytes).enumerate().all(|(column, ((offset, length), width))| {
                let values = if column == CASE_ENDS { rows + 1 } else { rows };
                Some(*length) == values.checked_mul(*width) && offset % width == 0
            })
    }
}
