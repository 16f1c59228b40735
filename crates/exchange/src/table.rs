//! One reader for tables in files: CSV and its relatives, plain or packed with gzip, or a sheet of an XLSX workbook. Header
//! and rows as texts, one row in memory at a time.

use std::io::{BufReader, Read, Seek, SeekFrom};

use crate::{
    ExchangeError, Finding, Reason, Refused,
    delimited::{Delimited, Record},
    finding::Findings,
    header::Header,
    workbook::{SheetRows, Workbook},
};

/// An open file with its header read.
pub struct Table<R: Read + Seek> {
    source: Source<R>,
    header: Header,
}

enum Source<R: Read + Seek> {
    Text(Box<Delimited<BufReader<R>>>),
    Sheet(Box<Workbook<BufReader<R>>>),
}

/// How an XLSX file begins, as every ZIP archive.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the workbooks of before 2007 begin.
const OLD_WORKBOOK: &[u8] = b"\xd0\xcf\x11\xe0";

impl<R: Read + Seek> Table<R> {
    /// Opens a file, told apart by its content and not by its name, and reads the header. `sheet` names the sheet of a
    /// workbook; without it the first one is read.
    ///
    /// # Errors
    /// When the file is empty, is neither text nor an XLSX workbook, or has no readable header.
    pub fn open(input: R, sheet: Option<&str>) -> Result<Self, ExchangeError> {
        let mut input = BufReader::new(input);
        let mut magic = Vec::new();
        // Whoever looked into the same file before may have left it anywhere.
        input.seek(SeekFrom::Start(0))?;
        input.by_ref().take(4).read_to_end(&mut magic)?;
        input.seek(SeekFrom::Start(0))?;
        if magic == OLD_WORKBOOK {
            return Err(ExchangeError::OldWorkbook);
        }
        if magic == ZIP {
            let mut workbook = Workbook::open(input, sheet)?;
            let header = workbook.header()?;
            let source = Source::Sheet(Box::new(workbook));
            return Ok(Self { source, header });
        }
        let mut records = Delimited::new(input)?;
        let header = records.header()?;
        let source = Source::Text(Box::new(records));
        Ok(Self { source, header })
    }

    /// The column names.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The names of a workbook's sheets, in order; none for a text file.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        match &self.source {
            Source::Text(_) => Vec::new(),
            Source::Sheet(workbook) => workbook.sheets(),
        }
    }

    /// The rows after the header. Rows of nothing but blanks are passed over; ragged ones are refused.
    ///
    /// # Errors
    /// When the sheet of a workbook cannot be opened again.
    pub fn rows(&mut self) -> Result<Rows<'_, R>, ExchangeError> {
        let source = match &mut self.source {
            Source::Text(records) => RowSource::Text(records),
            Source::Sheet(workbook) => RowSource::Sheet(Box::new(workbook.rows_after_header()?)),
        };
        Ok(Rows { source, header: &self.header })
    }
}

/// The rows of a table.
pub struct Rows<'a, R: Read + Seek> {
    source: RowSource<'a, R>,
    header: &'a Header,
}

enum RowSource<'a, R: Read + Seek> {
    Text(&'a mut Delimited<BufReader<R>>),
    Sheet(Box<SheetRows<'a, BufReader<R>>>),
}

impl<'a, R: Read + Seek> Rows<'a, R> {
    /// The column names.
    #[must_use]
    pub fn header(&self) -> &'a Header {
        self.header
    }

    /// What was noticed about the encoding of the rows read so far.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        Findings::default().with_encoding(self.not_utf8())
    }

    pub(crate) fn not_utf8(&self) -> u64 {
        match &self.source {
            RowSource::Text(records) => records.not_utf8(),
            RowSource::Sheet(_) => 0,
        }
    }
}

impl<R: Read + Seek> Iterator for Rows<'_, R> {
    type Item = Result<Record, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match &mut self.source {
            RowSource::Text(records) => records.next(),
            RowSource::Sheet(rows) => rows.next(),
        };
        Some(record?.and_then(|record| record.fitting(self.header)))
    }
}

impl Record {
    /// The record itself when it has as many cells as the header.
    pub(crate) fn fitting(self, header: &Header) -> Result<Self, Refused> {
        let (found, expected) = (self.cells.len(), header.names().len());
        if found == expected {
            Ok(self)
        } else {
            Err(Refused {
                row: self.row,
                column: None,
                reason: Reason::Ragged { found, expected },
                record: self.cells,
            })
        }
    }
}
